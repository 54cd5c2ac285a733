package io.github.vipps4j.ecom;

import static io.github.vipps4j.ecom.Bodies.nok;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.BusyException;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.core.VippsException;
import io.github.vipps4j.core.call.Time;
import io.github.vipps4j.core.call.VippsSession;
import io.github.vipps4j.simulator.SalesUnit;
import io.github.vipps4j.simulator.SimulatedCustomer;
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
 * "dies" in the middle of a call: the answer is lost, and the order is looked at again.
 */
final class EcomChaosShop {
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
    private final SalesUnit unit;
    private final CallbackShop endpoint;
    private final long seed;
    private volatile VippsSession vipps;
    /** Another program, which looks after what was lost: it need not wait ten seconds for what it has not initiated itself. */
    private final VippsSession backOffice;

    private final AtomicInteger rebuilt = new AtomicInteger();
    private final AtomicInteger died = new AtomicInteger();
    private final AtomicInteger urlsLost = new AtomicInteger();

    EcomChaosShop(VippsSimulator simulator, SalesUnit unit, CallbackShop endpoint, long seed) {
        this.simulator = simulator;
        this.unit = unit;
        this.endpoint = endpoint;
        this.seed = seed;
        this.vipps = build();
        this.backOffice = build();
    }

    int timesRebuilt() {
        return rebuilt.get();
    }

    int timesDied() {
        return died.get();
    }

    /** How often an order had to be initiated under another id. */
    int urlsLost() {
        return urlsLost.get();
    }

    private VippsSession build() {
        return VippsSession.of(Shop.vipps(simulator, unit)).withTime(IN_A_HURRY);
    }

    /** One order from the click to its end. Gives it as the shop writes it into its book. */
    PaymentDetails handle(EcomChaosPlan plan) {
        Day day = new Day(new SplittableRandom(~seed - plan.number()));
        String orderId = initiate(plan, day);
        SimulatedCustomer customer = simulator.customer();
        switch (plan.ending()) {
            case APPROVED, RELEASED_BY_SHOP -> customer.approve(unit.merchantSerialNumber(), orderId);
            case REJECTED -> customer.reject(unit.merchantSerialNumber(), orderId);
            case IGNORED -> customer.ignore(unit.merchantSerialNumber(), orderId);
            case CANCELLED_BY_SHOP -> day.cancel(orderId, ecom -> ecom.cancel(orderId));
        }
        PaymentDetails outcome = day.read(ecom -> ecom.awaitOutcome(orderId));
        return plan.isReserved() ? settle(plan, orderId, day) : outcome;
    }

    /** Until the customer can act upon it. @return the id of the attempt that stands; all others are cancelled */
    private String initiate(EcomChaosPlan plan, Day day) {
        String orderId = plan.name();
        for (int attempt = 1; attempt < MOST_TRIES; attempt++) {
            if (day.initiated(order(plan, orderId))) {
                return orderId;
            }
            String known = orderId;
            if (plan.pushed()) {
                return known;
            }
            urlsLost.incrementAndGet();
            day.cancel(known, ecom -> ecom.cancel(known));
            orderId = plan.name() + "-" + attempt;
        }
        throw new AssertionError("An initiate failed " + MOST_TRIES + " times");
    }

    private InitiatePayment order(EcomChaosPlan plan, String orderId) {
        InitiatePayment.Builder order = endpoint.order(orderId, plan.amount());
        return plan.pushed()
                ? order.mobileNumber("91234567").skipLandingPage(true).build()
                : order.build();
    }

    private static PaymentDetails settle(EcomChaosPlan plan, String orderId, Day day) {
        int number = 0;
        for (long amount : plan.captures()) {
            IdempotencyKey key = key(orderId, ++number);
            day.change(ecom -> ecom.capture(orderId, nok(amount), key));
        }
        if (plan.rest() > 0 && plan.captureRest()) {
            IdempotencyKey key = key(orderId, ++number);
            day.change(ecom -> ecom.captureAll(orderId, key));
        } else if (plan.rest() > 0) {
            day.cancel(
                    orderId,
                    ecom -> plan.captures().isEmpty()
                            ? ecom.cancel(orderId)
                            : ecom.cancelAndReleaseRemainingFunds(orderId));
        }
        for (long amount : plan.refunds()) {
            IdempotencyKey key = key(orderId, ++number);
            day.change(ecom -> ecom.refund(orderId, nok(amount), key));
        }
        return day.read(ecom -> ecom.details(orderId));
    }

    private static IdempotencyKey key(String orderId, int number) {
        return IdempotencyKey.of(orderId + "-" + number);
    }

    /** The fortunes of one order. */
    private final class Day {
        private final SplittableRandom random;

        Day(SplittableRandom random) {
            this.random = random;
        }

        <T> T read(Function<EcomClient, T> read) {
            for (int i = 0; i < MOST_TRIES; i++) {
                try {
                    return read.apply(EcomClient.of(client()));
                } catch (IllegalStateException e) {
                    requireThrownAway(e);
                } catch (VippsException e) {
                    assertThat(e.processed()).isEqualTo(Processed.NO);
                }
            }
            throw new AssertionError("A read failed " + MOST_TRIES + " times");
        }

        /** @return whether there is a URL; if not, the order is there without one */
        boolean initiated(InitiatePayment order) {
            dies(ecom -> ecom.initiate(order));
            for (int i = 0; i < MOST_TRIES; i++) {
                try {
                    EcomClient.of(client()).initiate(order);
                    return true;
                } catch (IllegalStateException e) {
                    requireThrownAway(e);
                } catch (VippsException e) {
                    if (e.processed() == Processed.YES || meaning(e) == EcomError.DUPLICATE_ORDER_ID) {
                        return false;
                    }
                    requirePassing(e);
                    if (e.processed() == Processed.UNKNOWN && isKnown(order.orderId())) {
                        return false;
                    }
                }
            }
            throw new AssertionError("An initiate failed " + MOST_TRIES + " times");
        }

        private boolean isKnown(String orderId) {
            return read(any -> EcomClient.of(backOffice).resolveInitiate(orderId)) instanceof InitiateResolution.Known;
        }

        /** The change is made, whatever happens, and once for its key. */
        void change(Function<EcomClient, Modification> change) {
            dies(change);
            for (int i = 0; i < MOST_TRIES; i++) {
                try {
                    change.apply(EcomClient.of(client()));
                    return;
                } catch (IllegalStateException e) {
                    requireThrownAway(e);
                } catch (VippsException e) {
                    if (e.processed() == Processed.YES) {
                        return;
                    }
                    requirePassing(e);
                }
            }
            throw new AssertionError("A change failed " + MOST_TRIES + " times");
        }

        /** Without a key: if it is refused because an earlier try has made it, the order has to show that. */
        void cancel(String orderId, Function<EcomClient, Modification> cancel) {
            dies(cancel);
            for (int i = 0; i < MOST_TRIES; i++) {
                try {
                    cancel.apply(EcomClient.of(client()));
                    return;
                } catch (IllegalStateException e) {
                    requireThrownAway(e);
                } catch (VippsException e) {
                    if (e.processed() == Processed.YES || isCancelledBefore(orderId, e)) {
                        return;
                    }
                    requirePassing(e);
                }
            }
            throw new AssertionError("A cancel failed " + MOST_TRIES + " times");
        }

        private boolean isCancelledBefore(String orderId, VippsException e) {
            return List.of(EcomError.ALREADY_PROCESSED, EcomError.NOT_ALLOWED).contains(meaning(e))
                    && read(ecom -> ecom.details(orderId)).cancellation() != null;
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
        private void dies(Function<EcomClient, ?> change) {
            if (random.nextInt(50) != 0) {
                return;
            }
            try {
                VippsSession dying = vipps;
                CompletableFuture<?> call = dying.async(() -> change.apply(EcomClient.of(dying)));
                LockSupport.parkNanos(random.nextInt(2_000_000));
                call.cancel(true);
                died.incrementAndGet();
            } catch (IllegalStateException e) {
                requireThrownAway(e);
            }
        }

        private static EcomError meaning(VippsException e) {
            return e instanceof ApiException refusal ? EcomError.of(refusal) : EcomError.UNKNOWN;
        }

        private static void requireThrownAway(IllegalStateException e) {
            assertThat(e).hasMessage("This Vipps is closed");
        }

        /** No order of this shop is wrong, so a refusal for a reason would be a defect of ours. */
        private static void requirePassing(VippsException e) {
            if (meaning(e) != EcomError.UNKNOWN && !(e instanceof BusyException)) {
                throw new AssertionError("Refused with " + meaning(e), e);
            }
        }
    }
}
