package io.github.vipps4j.epayment;

import static io.github.vipps4j.epayment.Shop.nok;
import static io.github.vipps4j.epayment.Shop.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.BusyException;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.core.VippsException;
import io.github.vipps4j.core.call.Time;
import io.github.vipps4j.core.call.VippsSession;
import io.github.vipps4j.simulator.VippsSimulator;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * A careful shop on a bad day. Its client is thrown away and rebuilt while others use it, and now and then the program
 * "dies" in the middle of a call: the answer is lost, and the call is made again with the same key.
 */
final class ChaosShop {
    /** No call is unlucky so often. */
    private static final int MOST_TRIES = 50;

    /** The pauses that services ask for, a thousand times shorter. */
    private static final Time IN_A_HURRY = new Time() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public void sleep(long nanos) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(nanos / 1000);
        }
    };

    private final VippsSimulator simulator;
    private final long seed;
    private volatile VippsSession vipps;
    private final AtomicInteger rebuilt = new AtomicInteger();
    private final AtomicInteger died = new AtomicInteger();

    ChaosShop(VippsSimulator simulator, long seed) {
        this.simulator = simulator;
        this.seed = seed;
        this.vipps = build();
    }

    int timesRebuilt() {
        return rebuilt.get();
    }

    int timesDied() {
        return died.get();
    }

    private VippsSession build() {
        return VippsSession.of(Shop.vipps(simulator, simulator.salesUnit())).withTime(IN_A_HURRY);
    }

    /** One order from the click to its end. Gives the payment as the shop writes it into its book. */
    Payment handle(ChaosPlan plan) {
        Day day = new Day(new SplittableRandom(~seed - plan.number()));
        String reference = plan.reference();
        day.change(payments -> payments.create(order(reference, plan.amount())));
        switch (plan.ending()) {
            case APPROVED, CANCELLED_TOO_LATE -> simulator.customer().approve(reference);
            case REJECTED -> simulator.customer().reject(reference);
            case IGNORED -> simulator.customer().ignore(reference);
            case CANCELLED_BY_SHOP ->
                day.change(payments -> payments.cancelTransactionOnly(reference), EPaymentError.CANNOT_CANCEL_IN_STATE);
        }
        Payment payment = day.read(payments -> payments.awaitOutcome(reference));
        return payment.state() == PaymentState.AUTHORIZED ? settle(plan, day) : payment;
    }

    private static Payment settle(ChaosPlan plan, Day day) {
        String reference = plan.reference();
        if (plan.ending() == ChaosPlan.Ending.CANCELLED_TOO_LATE) {
            day.refused(payments -> payments.cancelTransactionOnly(reference), EPaymentError.ALREADY_AUTHORIZED);
        }
        int number = 0;
        for (long amount : plan.captures()) {
            IdempotencyKey key = IdempotencyKey.derive(reference, "capture", String.valueOf(++number));
            day.change(payments -> payments.capture(reference, nok(amount), key));
        }
        if (plan.cancelled() > 0 && plan.keyedCancel()) {
            IdempotencyKey key = IdempotencyKey.derive(reference, "cancel");
            day.change(payments -> payments.cancel(reference, key));
        } else if (plan.cancelled() > 0) {
            day.change(payments -> payments.cancel(reference), EPaymentError.CANNOT_CANCEL_IN_STATE);
        }
        for (long amount : plan.refunds()) {
            IdempotencyKey key = IdempotencyKey.derive(reference, "refund", String.valueOf(++number));
            day.change(payments -> payments.refund(reference, nok(amount), key));
        }
        return day.read(payments -> payments.get(reference));
    }

    /** The fortunes of one order. */
    private final class Day {
        private final SplittableRandom random;

        Day(SplittableRandom random) {
            this.random = random;
        }

        <T> T read(Function<EPaymentClient, T> read) {
            for (int i = 0; i < MOST_TRIES; i++) {
                try {
                    return read.apply(EPaymentClient.of(client()));
                } catch (IllegalStateException e) {
                    requireThrownAway(e);
                } catch (VippsException e) {
                    assertThat(e.processed()).isEqualTo(Processed.NO);
                }
            }
            throw new AssertionError("A read failed " + MOST_TRIES + " times");
        }

        /** The change is made, whatever happens; if it is refused like this, an earlier try has made it. */
        void change(Function<EPaymentClient, ?> change, EPaymentError... afterwards) {
            boolean maybeDone = dies(change);
            for (int i = 0; i < MOST_TRIES; i++) {
                try {
                    change.apply(EPaymentClient.of(client()));
                    return;
                } catch (IllegalStateException e) {
                    requireThrownAway(e);
                } catch (VippsException e) {
                    if (e.processed() == Processed.YES
                            || maybeDone && List.of(afterwards).contains(meaning(e))) {
                        return;
                    }
                    maybeDone |= e.processed() == Processed.UNKNOWN;
                    requirePassing(e);
                }
            }
            throw new AssertionError("A change failed " + MOST_TRIES + " times");
        }

        /** The change cannot be made, and the shop is told so. */
        void refused(Function<EPaymentClient, ?> change, EPaymentError with) {
            for (int i = 0; i < MOST_TRIES; i++) {
                try {
                    change.apply(EPaymentClient.of(client()));
                    throw new AssertionError("was not refused with " + with);
                } catch (IllegalStateException e) {
                    requireThrownAway(e);
                } catch (VippsException e) {
                    if (meaning(e) == with && e.processed() == Processed.NO) {
                        return;
                    }
                    requirePassing(e);
                }
            }
            throw new AssertionError("A refusal failed " + MOST_TRIES + " times");
        }

        /** Now and then the old client is thrown away first. */
        private VippsSession client() {
            if (random.nextInt(1000) == 0) {
                VippsSession old = vipps;
                vipps = build();
                old.close();
                rebuilt.incrementAndGet();
            }
            return vipps;
        }

        /** Now and then the program dies within a call; what has reached the service goes its way. */
        private boolean dies(Function<EPaymentClient, ?> change) {
            if (random.nextInt(50) != 0) {
                return false;
            }
            try {
                VippsSession dying = vipps;
                CompletableFuture<?> call = dying.async(() -> change.apply(EPaymentClient.of(dying)));
                LockSupport.parkNanos(random.nextInt(2_000_000));
                call.cancel(true);
                died.incrementAndGet();
            } catch (IllegalStateException e) {
                requireThrownAway(e);
            }
            return true;
        }

        private static EPaymentError meaning(VippsException e) {
            return e instanceof ApiException refusal ? EPaymentError.of(refusal) : EPaymentError.UNKNOWN;
        }

        private static void requireThrownAway(IllegalStateException e) {
            assertThat(e).hasMessage("This Vipps is closed");
        }

        /** No order of this shop is wrong, so a refusal for a reason would be a defect of ours. */
        private static void requirePassing(VippsException e) {
            if (meaning(e) != EPaymentError.UNKNOWN && !(e instanceof BusyException)) {
                throw new AssertionError("Refused with " + meaning(e), e);
            }
        }
    }
}
