package io.github.vipps4j.epayment;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What one order is to come to, drawn from a seed: the same number and seed give the same plan.
 *
 * @param number which one
 * @param amount asked for, minor units
 * @param ending what the customer does
 * @param captures minor units each, in order
 * @param refunds minor units each, in order; never more than was captured
 * @param keyedCancel whether the release of the rest has a key of the shop's own, or one per call
 */
record ChaosPlan(int number, long amount, Ending ending, List<Long> captures, List<Long> refunds, boolean keyedCancel) {

    enum Ending {
        APPROVED,
        REJECTED,
        IGNORED,
        /** Before the customer has acted. */
        CANCELLED_BY_SHOP,
        /** After the customer has approved: too late, so the reservation is released. */
        CANCELLED_TOO_LATE
    }

    static ChaosPlan of(long seed, int number) {
        SplittableRandom random = new SplittableRandom(seed + number);
        long amount = random.nextLong(100, 10_000_000);
        Ending ending = ending(random.nextInt(100));
        List<Long> captures = new ArrayList<>();
        List<Long> refunds = new ArrayList<>();
        if (ending == Ending.APPROVED) {
            long captured = parts(random, amount, random.nextInt(4), captures);
            parts(random, captured, random.nextInt(3), refunds);
        }
        return new ChaosPlan(number, amount, ending, captures, refunds, random.nextBoolean());
    }

    private static Ending ending(int percent) {
        if (percent < 80) {
            return Ending.APPROVED;
        }
        return Ending.values()[1 + (percent - 80) / 5];
    }

    /** Fills in at most so many parts of a whole; the last one may take all that is left. Gives their sum. */
    private static long parts(SplittableRandom random, long whole, int most, List<Long> parts) {
        long left = whole;
        for (int i = 0; i < most && left > 0; i++) {
            long part = random.nextInt(4) == 0 ? left : random.nextLong(1, left + 1);
            parts.add(part);
            left -= part;
        }
        return whole - left;
    }

    String reference() {
        return "chaos-order-" + number;
    }

    /** Whether the customer approves. */
    boolean isReserved() {
        return ending == Ending.APPROVED || ending == Ending.CANCELLED_TOO_LATE;
    }

    PaymentState state() {
        return switch (ending) {
            case APPROVED, CANCELLED_TOO_LATE -> PaymentState.AUTHORIZED;
            case REJECTED -> PaymentState.ABORTED;
            case IGNORED -> PaymentState.EXPIRED;
            case CANCELLED_BY_SHOP -> PaymentState.TERMINATED;
        };
    }

    long captured() {
        return sum(captures);
    }

    long refunded() {
        return sum(refunds);
    }

    /** What the customer gets back, or never pays: all that is not captured. */
    long cancelled() {
        return amount - captured();
    }

    private static long sum(List<Long> parts) {
        return parts.stream().mapToLong(Long::longValue).sum();
    }
}
