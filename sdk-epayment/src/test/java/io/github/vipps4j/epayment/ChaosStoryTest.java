package io.github.vipps4j.epayment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.simulator.ApiOperation;
import io.github.vipps4j.simulator.Fault;
import io.github.vipps4j.simulator.SimulatedPayment;
import io.github.vipps4j.simulator.VippsSimulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Thousands of payments on a day when every fifth call goes wrong. In the evening the service's ledger, the shop's book and
 * what was planned have to agree to the øre. {@code -Dvipps4j.chaos.payments=200000} makes it longer,
 * {@code -Dvipps4j.chaos.seed=7} another day. What is repeatable are plans and faults, and so the outcome, not the order of
 * events.
 */
class ChaosStoryTest {
    private static final int PAYMENTS = Integer.getInteger("vipps4j.chaos.payments", 20_000);
    private static final long SEED = Long.getLong("vipps4j.chaos.seed", 20261121);
    private static final int THREADS = 16;

    private static final Fault[] BAD_DAY = {
        Fault.answerLost(),
        Fault.closedBeforeActing(),
        Fault.truncated(),
        Fault.html(),
        Fault.emptyBody(200),
        Fault.emptyBody(502),
        Fault.serverError(500),
        Fault.serverError(503),
        Fault.serverErrorAfterActing(500),
        Fault.serverErrorAfterActing(504),
        Fault.locked(),
        Fault.tooManyRequests(),
        Fault.tooManyRequests(Duration.ofSeconds(1)),
        Fault.tokenRevoked(),
        Fault.errorCode(3010),
        Fault.errorCode(6160),
        Fault.errorCode(6280)
    };

    @Test
    @Timeout(600)
    void ledgerBookAndPlanAgreeToTheOere() throws Exception {
        try (VippsSimulator simulator = VippsSimulator.start()) {
            simulator.faults().randomly(SEED, 0.2, BAD_DAY);
            ChaosShop shop = new ChaosShop(simulator, SEED);
            Map<Integer, Payment> book = new ConcurrentHashMap<>();
            inParallel(number -> book.put(number, shop.handle(ChaosPlan.of(SEED, number))));

            Map<String, SimulatedPayment> ledger = simulator.payments().stream()
                    .collect(Collectors.toMap(SimulatedPayment::reference, Function.identity()));
            assertThat(ledger).hasSize(PAYMENTS);
            for (int number = 0; number < PAYMENTS; number++) {
                ChaosPlan plan = ChaosPlan.of(SEED, number);
                SimulatedPayment served = Objects.requireNonNull(ledger.get(plan.reference()));
                Payment booked = Objects.requireNonNull(book.get(number));
                assertThat(Figures.of(served)).as(plan.reference()).isEqualTo(Figures.of(plan));
                assertThat(Figures.of(booked)).as(plan.reference()).isEqualTo(Figures.of(plan));
                assertThat(amounts(served, "CAPTURED")).as(plan.reference()).isEqualTo(plan.captures());
                assertThat(amounts(served, "REFUNDED")).as(plan.reference()).isEqualTo(plan.refunds());
                assertThat(amounts(served, "CANCELLED")).as(plan.reference()).hasSizeLessThanOrEqualTo(1);
            }
            // it was a bad day indeed
            assertThat(simulator.count(ApiOperation.CREATE)).isGreaterThan(PAYMENTS * 115 / 100);
            assertThat(shop.timesRebuilt()).isGreaterThanOrEqualTo(PAYMENTS / 1000);
            assertThat(shop.timesDied()).isGreaterThanOrEqualTo(PAYMENTS / 100);
        }
    }

    /** Where a payment stands in the end, in minor units. */
    private record Figures(String state, long authorized, long captured, long cancelled, long refunded) {
        static Figures of(ChaosPlan plan) {
            long authorized = plan.isReserved() ? plan.amount() : 0;
            return new Figures(plan.state().name(), authorized, plan.captured(), plan.cancelled(), plan.refunded());
        }

        static Figures of(SimulatedPayment served) {
            return new Figures(
                    served.state().name(),
                    served.authorized(),
                    served.captured(),
                    served.cancelled(),
                    served.refunded());
        }

        static Figures of(Payment booked) {
            Aggregate sums = booked.aggregate();
            return new Figures(
                    booked.state().name(),
                    sums.authorizedAmount().value(),
                    sums.capturedAmount().value(),
                    sums.cancelledAmount().value(),
                    sums.refundedAmount().value());
        }
    }

    private static List<Long> amounts(SimulatedPayment served, String event) {
        return served.events().stream()
                .filter(happened -> happened.name().equals(event))
                .map(SimulatedPayment.Event::amount)
                .toList();
    }

    private static void inParallel(IntConsumer work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            AtomicInteger next = new AtomicInteger();
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                running.add(threads.submit(() -> {
                    for (int number = next.getAndIncrement(); number < PAYMENTS; number = next.getAndIncrement()) {
                        work.accept(number);
                    }
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
