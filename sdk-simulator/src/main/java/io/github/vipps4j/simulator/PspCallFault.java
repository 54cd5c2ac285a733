package io.github.vipps4j.simulator;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Something that goes wrong with one call to a payment service provider. The call is the same bytes each time it is sent,
 * date and signature included.
 */
public final class PspCallFault {
    static final PspCallFault NONE = new PspCallFault("", 1, Arrival.USUAL, UnaryOperator.identity());
    private static final int MOST_COPIES = 100;

    private final String name;
    private final int copies;
    private final Arrival arrival;
    private final UnaryOperator<MerchantCall> tampering;

    private PspCallFault(String name, int copies, Arrival arrival, UnaryOperator<MerchantCall> tampering) {
        this.name = name;
        this.copies = copies;
        this.arrival = arrival;
        this.tampering = tampering;
    }

    /** When it is sent, and whether anybody waits for the answer. */
    enum Arrival {
        USUAL,
        ALL_AT_ONCE,
        LATE,
        ANSWER_LOST
    }

    /**
     * Sends it twice, the second time after the answer to the first, which counts.
     *
     * @return the fault
     */
    public static PspCallFault duplicate() {
        return new PspCallFault("duplicate", 2, Arrival.USUAL, UnaryOperator.identity());
    }

    /**
     * Sends it several times at once. The answer to the first counts.
     *
     * @param copies 2 to 100
     * @return the fault
     * @throws IllegalArgumentException if it is another number
     */
    public static PspCallFault concurrent(int copies) {
        if (copies < 2 || copies > MOST_COPIES) {
            throw new IllegalArgumentException("copies: must be 2 to " + MOST_COPIES);
        }
        return new PspCallFault("concurrent " + copies, copies, Arrival.ALL_AT_ONCE, UnaryOperator.identity());
    }

    /**
     * Does not send it in time: to the customer it has failed, at once. It is sent when {@link PspCalls#sendLate()} says so,
     * and the answer has no effect.
     *
     * @return the fault
     */
    public static PspCallFault late() {
        return new PspCallFault("late", 1, Arrival.LATE, UnaryOperator.identity());
    }

    /**
     * Sends it, and does not see the answer: to the customer it has failed.
     *
     * @return the fault
     */
    public static PspCallFault answerLost() {
        return new PspCallFault("answerLost", 1, Arrival.ANSWER_LOST, UnaryOperator.identity());
    }

    /**
     * Sends it with another token, or with a signature that is not right.
     *
     * @return the fault
     */
    public static PspCallFault forged() {
        return new PspCallFault(
                "forged",
                1,
                Arrival.USUAL,
                call -> call.withAuthorization(
                        call.authorization() == null ? "not-a-token" : call.authorization() + "x"));
    }

    /**
     * Sends it without the header {@code Authorization}.
     *
     * @return the fault
     */
    public static PspCallFault unauthorized() {
        return new PspCallFault("unauthorized", 1, Arrival.USUAL, call -> call.withAuthorization(null));
    }

    /**
     * Sends half of the body, with the hash and the signature of the whole.
     *
     * @return the fault
     */
    public static PspCallFault truncated() {
        return new PspCallFault("truncated", 1, Arrival.USUAL, call -> {
            byte[] body = call.body();
            return body == null ? call : call.withBody(Arrays.copyOf(body, body.length / 2));
        });
    }

    int copies() {
        return copies;
    }

    Arrival arrival() {
        return arrival;
    }

    MerchantCall applied(MerchantCall call) {
        return tampering.apply(call);
    }

    /** The name of the method that made it, and its argument. */
    @Override
    public String toString() {
        return name;
    }
}
