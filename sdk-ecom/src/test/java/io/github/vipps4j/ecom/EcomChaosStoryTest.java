package io.github.vipps4j.ecom;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.simulator.ApiOperation;
import io.github.vipps4j.simulator.Fault;
import io.github.vipps4j.simulator.Feature;
import io.github.vipps4j.simulator.SalesUnit;
import io.github.vipps4j.simulator.SimulatedPayment;
import io.github.vipps4j.simulator.SimulatedState;
import io.github.vipps4j.simulator.VippsSimulator;
import io.github.vipps4j.testsupport.FieldDefect;
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
 * Thousands of orders on a day when every fifth call goes wrong. In the evening the service's ledger, the shop's book and
 * what was planned have to agree to the øre, and no order may wait for anything. {@code -Dvipps4j.chaos.payments=200000} makes
 * it longer, {@code -Dvipps4j.chaos.seed=7} another day. What is repeatable are plans and faults, and so the outcome, not the
 * order of events.
 */
class EcomChaosStoryTest {
    private static final int ORDERS = Integer.getInteger("vipps4j.chaos.payments", 5_000);
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
        Fault.lockedAfterActing(),
        Fault.tooManyRequests(),
        Fault.tooManyRequests(Duration.ofSeconds(1)),
        Fault.tokenRevoked(),
        Fault.ecomError("VippsError", "94"),
        Fault.ecomError("VippsError", "98"),
        Fault.ecomError("VippsError", "99")
    };

    /** In production, where no amount has a meaning. */
    private final SalesUnit regular = SalesUnit.of("654321");

    private final SalesUnit direct =
            SalesUnit.builder("987654").with(Feature.DIRECT_CAPTURE).build();
    private final Map<String, List<PaymentUpdateStatus>> heard = new ConcurrentHashMap<>();

    @Test
    @FieldDefect({43, 52})
    @Timeout(600)
    void ledgerBookAndPlanAgreeToTheOere() throws Exception {
        EcomCallbacks callbacks = EcomCallbacks.builder()
                .authToken(CallbackShop.TOKEN)
                .onPaymentUpdate(update -> heard.merge(update.orderId(), List.of(update.status()), this::joined))
                .build();
        // the simulator first: on Java 17 it makes the JDK's server fast before that is first used
        try (VippsSimulator simulator = VippsSimulator.builder()
                        .production()
                        .salesUnit(regular, direct)
                        .callbackAnswerTime(Duration.ofMinutes(1))
                        .start();
                CallbackShop endpoint = new CallbackShop(callbacks)) {
            simulator.faults().randomly(SEED, 0.2, BAD_DAY);
            EcomChaosShop shop = new EcomChaosShop(simulator, regular, endpoint, SEED);
            EcomChaosShop kiosk = new EcomChaosShop(simulator, direct, endpoint, SEED);
            Map<Integer, PaymentDetails> book = new ConcurrentHashMap<>();
            inParallel(number -> {
                EcomChaosPlan plan = EcomChaosPlan.of(SEED, number);
                book.put(number, (plan.direct() ? kiosk : shop).handle(plan));
            });
            simulator.callbacks().awaitIdle(Duration.ofMinutes(2));

            Map<String, SimulatedPayment> ledger = simulator.payments().stream()
                    .collect(Collectors.toMap(SimulatedPayment::reference, Function.identity()));
            int urlsLost = shop.urlsLost() + kiosk.urlsLost();
            assertThat(ledger).hasSize(ORDERS + urlsLost);
            for (int number = 0; number < ORDERS; number++) {
                EcomChaosPlan plan = EcomChaosPlan.of(SEED, number);
                PaymentDetails booked = Objects.requireNonNull(book.get(number));
                SimulatedPayment served = Objects.requireNonNull(ledger.remove(booked.orderId()));
                assertThat(booked.orderId()).startsWith(plan.name());
                assertThat(Figures.of(served)).as(plan.name()).isEqualTo(Figures.of(plan));
                assertThat(Figures.of(booked)).as(plan.name()).isEqualTo(Figures.of(plan));
                assertThat(booked.state()).as(plan.name()).isEqualTo(plan.state());
                assertThat(amounts(served, "CAPTURED")).as(plan.name()).isEqualTo(plan.capturesInAll());
                assertThat(amounts(served, "REFUNDED")).as(plan.name()).isEqualTo(plan.refunds());
                assertThat(amounts(served, "CANCELLED"))
                        .as(plan.name())
                        .isEqualTo(plan.released() == 0 ? List.of() : List.of(plan.released()));
                assertThat(heard.getOrDefault(booked.orderId(), List.of()))
                        .as(plan.name())
                        .isEqualTo(toBeHeard(plan));
            }
            // those without a URL: nobody can pay them any more
            assertThat(ledger).hasSize(urlsLost);
            assertThat(ledger.values()).allMatch(lost -> lost.state() == SimulatedState.TERMINATED);
            // it was a bad day indeed
            assertThat(simulator.count(ApiOperation.ECOM_INITIATE)).isGreaterThan(ORDERS * 115 / 100);
            assertThat(urlsLost).isGreaterThan(ORDERS / 50);
            assertThat(shop.timesRebuilt()).isGreaterThanOrEqualTo(ORDERS / 1000);
            assertThat(shop.timesDied()).isGreaterThanOrEqualTo(ORDERS / 100);
        }
    }

    private List<PaymentUpdateStatus> joined(List<PaymentUpdateStatus> some, List<PaymentUpdateStatus> more) {
        List<PaymentUpdateStatus> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    /** Once, and only of what the customer did. */
    private static List<PaymentUpdateStatus> toBeHeard(EcomChaosPlan plan) {
        return switch (plan.ending()) {
            case APPROVED, RELEASED_BY_SHOP ->
                List.of(plan.direct() ? PaymentUpdateStatus.SALE : PaymentUpdateStatus.RESERVED);
            case REJECTED -> List.of(PaymentUpdateStatus.CANCELLED);
            case IGNORED -> List.of(PaymentUpdateStatus.REJECTED);
            case CANCELLED_BY_SHOP -> List.of();
        };
    }

    /** Where an order stands in the end, in øre. */
    private record Figures(long reserved, long captured, long remaining, long refunded) {
        static Figures of(EcomChaosPlan plan) {
            return new Figures(plan.isReserved() ? plan.amount() : 0, plan.captured(), 0, plan.refunded());
        }

        static Figures of(SimulatedPayment served) {
            long remaining =
                    served.authorized() == 0 ? 0 : served.authorized() - served.captured() - served.cancelled();
            return new Figures(served.authorized(), served.captured(), remaining, served.refunded());
        }

        static Figures of(PaymentDetails booked) {
            return new Figures(
                    booked.reservedAmount().value(),
                    booked.capturedAmount().value(),
                    booked.remainingToCapture().value(),
                    booked.refundedAmount().value());
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
                    for (int number = next.getAndIncrement(); number < ORDERS; number = next.getAndIncrement()) {
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
