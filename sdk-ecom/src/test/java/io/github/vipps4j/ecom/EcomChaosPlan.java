package io.github.vipps4j.ecom;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What one order is to come to, drawn from a seed: the same number and seed give the same plan.
 *
 * @param number which one
 * @param amount asked for, øre
 * @param ending what the customer does
 * @param pushed whether the customer gets it in the app at once, so that a URL that is lost does not matter
 * @param direct whether the sales unit captures with the approval
 * @param captures øre each, in order
 * @param captureRest whether all that is left is captured then, else it is released
 * @param refunds øre each, in order; never more than was captured
 */
record EcomChaosPlan(
        int number,
        long amount,
        Ending ending,
        boolean pushed,
        boolean direct,
        List<Long> captures,
        boolean captureRest,
        List<Long> refunds) {

    enum Ending {
        APPROVED,
        REJECTED,
        IGNORED,
        /** Before the customer has acted. */
        CANCELLED_BY_SHOP,
        /** After the customer has approved, which releases it all. */
        RELEASED_BY_SHOP
    }

    static EcomChaosPlan of(long seed, int number) {
        SplittableRandom random = new SplittableRandom(seed + number);
        long amount = random.nextLong(100, 10_000_000);
        boolean direct = random.nextInt(8) == 0;
        Ending ending = ending(random.nextInt(100), direct);
        boolean captureRest = ending == Ending.APPROVED && !direct && random.nextInt(3) == 0;
        List<Long> captures = new ArrayList<>();
        List<Long> refunds = new ArrayList<>();
        if (ending == Ending.APPROVED) {
            long captured = direct ? 0 : parts(random, amount, random.nextInt(4), captures);
            parts(random, direct || captureRest ? amount : captured, random.nextInt(3), refunds);
        }
        return new EcomChaosPlan(
                number, amount, ending, random.nextInt(5) == 0, direct, captures, captureRest, refunds);
    }

    private static Ending ending(int percent, boolean direct) {
        if (percent < 80) {
            return Ending.APPROVED;
        }
        Ending ending = Ending.values()[1 + (percent - 80) / 5];
        return direct && ending == Ending.RELEASED_BY_SHOP ? Ending.REJECTED : ending;
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

    /** Each attempt to sell it has a name of its own, which begins like this. */
    String name() {
        return "chaos-order-" + number;
    }

    /** Whether the customer approves. */
    boolean isReserved() {
        return ending == Ending.APPROVED || ending == Ending.RELEASED_BY_SHOP;
    }

    /** What is left after the captures that have an amount. */
    long rest() {
        return isReserved() && !direct ? amount - sum(captures) : 0;
    }

    /** What the ledger lists, øre each, in order. */
    List<Long> capturesInAll() {
        if (direct && isReserved()) {
            return List.of(amount);
        }
        List<Long> all = new ArrayList<>(captures);
        if (captureRest && rest() > 0) {
            all.add(rest());
        }
        return all;
    }

    long captured() {
        return sum(capturesInAll());
    }

    long refunded() {
        return sum(refunds);
    }

    /** What the reservation gives back to the customer. */
    long released() {
        return captureRest ? 0 : rest();
    }

    OrderState state() {
        if (captured() == 0) {
            return OrderState.CANCELLED;
        }
        if (refunded() > 0) {
            return refunded() < captured() ? OrderState.PARTLY_REFUNDED : OrderState.REFUNDED;
        }
        if (direct) {
            return OrderState.SALE;
        }
        return captured() < amount ? OrderState.PARTLY_CAPTURED : OrderState.CAPTURED;
    }

    private static long sum(List<Long> parts) {
        return parts.stream().mapToLong(Long::longValue).sum();
    }
}
