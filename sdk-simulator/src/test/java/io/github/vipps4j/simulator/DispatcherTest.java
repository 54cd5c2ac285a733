package io.github.vipps4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vipps4j.testsupport.CapturedLog;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

/** The dispatcher alone, with a clock that stands still until it is set. */
class DispatcherTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(10);
    private static final WebhookScope SCOPE = new WebhookScope.OfSalesUnit("654321");

    private final SetClock clock = new SetClock();
    private final PaymentBook book = new PaymentBook(clock);
    private final Receiver receiver = new Receiver();
    private Posting.Addresses addresses = InetAddress::getAllByName;
    private final Dispatcher dispatcher =
            new Dispatcher(clock, book, new Sender(clock, LONG_ENOUGH, host -> addresses.of(host)));

    DispatcherTest() {
        dispatcher.start();
    }

    @AfterEach
    void close() {
        dispatcher.close();
        receiver.close();
    }

    /** Asks for the time, and may answer something else each time. */
    private static final class SetClock extends Clock {
        private static final Instant START = Instant.parse("2026-07-01T10:00:00Z");

        private volatile Supplier<Instant> time = () -> START;

        @Override
        public Instant instant() {
            return time.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    private void register(String... types) {
        dispatcher.register(SCOPE, WebhookUrl.of(receiver.url()), List.of(types), dispatcher.generation());
    }

    private void create(String reference) {
        book.create(new Payment.Created(
                new PaymentKey("654321", reference),
                SalesUnit.of("654321"),
                Merchant.tree(Merchant.socks(reference)),
                "token-" + reference,
                null,
                "key",
                null,
                null));
    }

    @Test
    void deadlineThatPassesWhileItLooksIsNotForgotten() throws Exception {
        register("epayments.payment.expired.v1");
        create("order-0001");
        dispatcher.awaitIdle(LONG_ENOUGH);
        CountDownLatch expired = new CountDownLatch(1);
        receiver.answers(one -> {
            expired.countDown();
            return 200;
        });
        Instant deadline = SetClock.START.plus(CreateRules.TIME_TO_PAY);
        // The first that asks hears that there are some milliseconds left, all others that they are over.
        clock.time = () -> {
            clock.time = () -> deadline.plusMillis(5);
            return deadline.minusMillis(5);
        };
        dispatcher.wakeIfNeeded();

        assertThat(expired.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void registrationIsLostAlthoughItsLastRepeatIsDelayedBeyondTheTwoWeeks() {
        register("epayments.payment.created.v1");
        receiver.answers(500);
        create("order-0001");
        dispatcher.awaitIdle(LONG_ENOUGH);
        clock.time = () -> SetClock.START.plus(Duration.ofDays(10));
        dispatcher.awaitIdle(LONG_ENOUGH);
        create("order-0002");
        dispatcher.awaitIdle(LONG_ENOUGH);
        dispatcher.faults().add(1, DeliveryFault.delay(Duration.ofDays(5)));
        clock.time = () -> SetClock.START.plus(Duration.ofDays(20));
        // Looks once; waiting for idleness would look again.
        dispatcher.wakeIfNeeded();

        long end = System.nanoTime() + LONG_ENOUGH.toNanos();
        while (!dispatcher.registrations().isEmpty() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(dispatcher.registrations()).isEmpty();
    }

    @Test
    void senderThatFailsCountsAsNoAnswerAndIsLogged() {
        try (CapturedLog log = CapturedLog.of(Sender.class.getName(), Level.ERROR)) {
            addresses = host -> {
                throw new IllegalStateException("broken");
            };
            register("epayments.payment.created.v1");
            create("order-0001");
            dispatcher.awaitIdle(LONG_ENOUGH);
            assertThat(log.lines()).singleElement().asString().contains("The simulator failed to send a webhook");

            addresses = InetAddress::getAllByName;
            clock.time = () -> SetClock.START.plusSeconds(10);
            dispatcher.awaitIdle(LONG_ENOUGH);
            assertThat(receiver.events()).containsExactly("order-0001 CREATED");
        }
    }

    @Test
    void lookThatFailsIsLoggedAndTheNextOneIsMade() throws Exception {
        try (CapturedLog log = CapturedLog.of(Dispatcher.class.getName(), Level.ERROR)) {
            register("epayments.payment.created.v1");
            dispatcher.awaitIdle(LONG_ENOUGH);
            CountDownLatch failed = new CountDownLatch(1);
            clock.time = () -> {
                clock.time = () -> SetClock.START;
                failed.countDown();
                throw new IllegalStateException("broken");
            };
            dispatcher.wakeIfNeeded();
            assertThat(failed.await(10, TimeUnit.SECONDS)).isTrue();
            create("order-0001");
            dispatcher.awaitIdle(LONG_ENOUGH);

            assertThat(log.lines()).singleElement().asString().contains("failed to look which webhooks are due");
            assertThat(receiver.events()).containsExactly("order-0001 CREATED");
        }
    }

    @Test
    void requestFromBeforeAResetRegistersNothing() {
        int before = dispatcher.generation();
        dispatcher.reset();

        assertThatThrownBy(() -> dispatcher.register(
                        SCOPE, WebhookUrl.of(receiver.url()), List.of("epayments.payment.created.v1"), before))
                .isInstanceOf(Refusal.class);
        assertThat(dispatcher.registrations()).isEmpty();
    }

    @Test
    void afterCloseNobodyRegistersAndNothingIsOnItsWay() {
        register("epayments.payment.created.v1");
        dispatcher.close();

        assertThatThrownBy(() -> register("epayments.payment.created.v1")).isInstanceOf(CancellationException.class);
        create("order-0001");
        dispatcher.awaitIdle(Duration.ZERO);
    }
}
