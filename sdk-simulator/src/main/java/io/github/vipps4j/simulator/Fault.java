package io.github.vipps4j.simulator;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Something that goes wrong with one request.
 *
 * <p>"Acts" means: the request is checked and carried out as usual, so that a payment may change and the success answer
 * is remembered under the idempotency key. A repeat with the same key and body gets that answer and has no second
 * effect. A fault that refuses before acting leaves no trace.
 */
public final class Fault {
    private static final Duration LONGEST_DELAY = Duration.ofHours(1);

    private final String name;
    private final Effect effect;

    private Fault(String name, Effect effect) {
        this.name = name;
        this.effect = effect;
    }

    /** What happens instead of just acting. */
    @FunctionalInterface
    interface Effect {
        Answer strike(Call call, ApiOperation operation, Supplier<Answer> act);
    }

    /**
     * Acts, then closes the connection without a word: the caller cannot know that it happened.
     *
     * @return the fault
     */
    public static Fault answerLost() {
        return new Fault("answerLost", (call, operation, act) -> {
            act.get();
            return Answer.connectionClosed();
        });
    }

    /**
     * Closes the connection without acting: to the caller it looks like {@link #answerLost()}.
     *
     * @return the fault
     */
    public static Fault closedBeforeActing() {
        return new Fault("closedBeforeActing", (call, operation, act) -> Answer.connectionClosed());
    }

    /**
     * Waits in real time, then acts. A change holds the payment while it waits: another one is answered 423.
     *
     * @param time how long, at most an hour
     * @return the fault
     * @throws IllegalArgumentException if it is negative or longer
     */
    public static Fault delay(Duration time) {
        if (time.isNegative() || time.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException("delay: must be 0 to 1 hour");
        }
        return new Fault("delay " + time, (call, operation, act) -> {
            call.delay(time);
            Answer answer = act.get();
            call.pause();
            return answer;
        });
    }

    /**
     * Answers 423, and eCom VippsError 94, without acting: another operation holds the payment.
     *
     * @return the fault
     */
    public static Fault locked() {
        return new Fault("locked", (call, operation, act) -> refused(Refusal.locked(), call, operation));
    }

    /**
     * Acts, then answers 423, and eCom VippsError 94, as if another operation held the payment: the bank is slow. A
     * repeat with the same idempotency key gets the answer.
     *
     * @return the fault
     */
    public static Fault lockedAfterActing() {
        return new Fault("lockedAfterActing", (call, operation, act) -> {
            act.get();
            return refused(Refusal.locked(), call, operation);
        });
    }

    /**
     * Answers 429 in the gateway's shape without acting and without {@code Retry-After}.
     *
     * @return the fault
     */
    public static Fault tooManyRequests() {
        return new Fault(
                "tooManyRequests", (call, operation, act) -> refused(Refusal.rateLimited(null), call, operation));
    }

    /**
     * Answers 429 in the gateway's shape without acting.
     *
     * @param retryAfter header {@code Retry-After}, whole seconds, not negative
     * @return the fault
     * @throws IllegalArgumentException if it is negative
     */
    public static Fault tooManyRequests(Duration retryAfter) {
        if (retryAfter.isNegative()) {
            throw new IllegalArgumentException("retryAfter: must not be negative");
        }
        return new Fault(
                "tooManyRequests " + retryAfter,
                (call, operation, act) -> refused(Refusal.rateLimited(retryAfter.toSeconds()), call, operation));
    }

    /**
     * Answers with a server error and an HTML page, without acting.
     *
     * @param status 500 to 599
     * @return the fault
     * @throws IllegalArgumentException if the status is another
     */
    public static Fault serverError(int status) {
        requireStatus(status, 500, 599);
        return new Fault("serverError " + status, (call, operation, act) -> errorPage(status));
    }

    /**
     * Acts, then answers with a server error and an HTML page. The error is not remembered under the idempotency key.
     *
     * @param status 500 to 599
     * @return the fault
     * @throws IllegalArgumentException if the status is another
     */
    public static Fault serverErrorAfterActing(int status) {
        requireStatus(status, 500, 599);
        return new Fault("serverErrorAfterActing " + status, (call, operation, act) -> {
            act.get();
            return errorPage(status);
        });
    }

    /**
     * Ends the token that the request carries, so that it is answered 401 until a new one is fetched. Has no effect on
     * the token request.
     *
     * @return the fault
     */
    public static Fault tokenRevoked() {
        return new Fault("tokenRevoked", (call, operation, act) -> {
            call.revokeToken();
            return act.get();
        });
    }

    /**
     * Answers with nothing but a status: if it is a success, after acting and in place of a success only; else without
     * acting.
     *
     * @param status 200 to 599
     * @return the fault
     * @throws IllegalArgumentException if the status is another
     */
    public static Fault emptyBody(int status) {
        requireStatus(status, 200, 599);
        return new Fault("emptyBody " + status, (call, operation, act) -> {
            Answer lost = Answer.empty(status);
            return lost.isSuccess() ? act.get().ifSuccess(lost) : lost;
        });
    }

    /**
     * Refuses with an error code of ePayment 1.8.1 and the HTTP status that goes with it, if the request is otherwise
     * in order. Like any refusal of the API it sticks to the idempotency key, except 3010, 6160, 6250, 6260 and 6280.
     * Which status goes with which code is the simulator's own choice. Has no effect on the requests of other APIs.
     *
     * @param code a code such as 6280; one that the API does not document is answered 400
     * @return the fault
     * @throws IllegalArgumentException if it is not positive
     */
    public static Fault errorCode(int code) {
        if (code < 1) {
            throw new IllegalArgumentException("code: must be positive");
        }
        return new Fault("errorCode " + code, (call, operation, act) -> {
            if (operation.api() == Api.EPAYMENT) {
                call.force(Refusal.code(code));
            }
            return act.get();
        });
    }

    /**
     * Refuses with an error of eCom 2.0.3 and the HTTP status that goes with it, if the request is otherwise in order.
     * Which status goes with which error is the simulator's own choice. Has no effect on the requests of other APIs.
     *
     * @param group such as {@code VippsError}
     * @param code such as {@code 94}
     * @return the fault
     * @throws IllegalArgumentException if one of them is empty
     */
    public static Fault ecomError(String group, String code) {
        if (group.isEmpty() || code.isEmpty()) {
            throw new IllegalArgumentException((group.isEmpty() ? "group" : "code") + ": must not be empty");
        }
        EcomError error = new EcomError(group, code, "The simulator was told to refuse");
        return new Fault("ecomError " + group + ' ' + code, (call, operation, act) -> {
            if (operation.api() == Api.ECOM) {
                call.force(Refusal.ecom(error));
            }
            return act.get();
        });
    }

    /**
     * Refuses with an error of PSP v3 and status 400, if the request is otherwise in order. The status is the simulator's own
     * choice. Has no effect on the requests of other APIs.
     *
     * @param code such as {@code 37}
     * @return the fault
     * @throws IllegalArgumentException if it is empty
     */
    public static Fault pspError(String code) {
        if (code.isEmpty()) {
            throw new IllegalArgumentException("code: must not be empty");
        }
        PspError error = new PspError(code, "The simulator was told to refuse");
        return new Fault("pspError " + code, (call, operation, act) -> {
            if (operation.api() == Api.PSP) {
                call.force(Refusal.psp(error));
            }
            return act.get();
        });
    }

    /**
     * Acts, announces the whole answer, sends half of its body and closes the connection. An answer without a body is
     * lost.
     *
     * @return the fault
     */
    public static Fault truncated() {
        return new Fault("truncated", (call, operation, act) -> act.get().halved());
    }

    /**
     * Acts, then answers 200 with an HTML page in place of a success, as a proxy in between may do. A refusal passes.
     *
     * @return the fault
     */
    public static Fault html() {
        return new Fault("html", (call, operation, act) -> act.get().ifSuccess(Answer.html(200, page("Please wait"))));
    }

    Answer strike(Call call, ApiOperation operation, Supplier<Answer> act) {
        return effect.strike(call, operation, act);
    }

    /** The name of the method that made it, and its argument. */
    @Override
    public String toString() {
        return name;
    }

    private static Answer refused(Refusal refusal, Call call, ApiOperation operation) {
        return refusal.answer(operation.api().errors(), call.path());
    }

    private static Answer errorPage(int status) {
        return Answer.html(status, page("Error " + status));
    }

    private static String page(String title) {
        return "<html><head><title>" + title + "</title></head><body><h1>" + title + "</h1></body></html>";
    }

    private static void requireStatus(int status, int min, int max) {
        if (status < min || status > max) {
            throw new IllegalArgumentException("status: must be " + min + " to " + max);
        }
    }
}
