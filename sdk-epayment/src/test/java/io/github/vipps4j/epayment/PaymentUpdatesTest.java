package io.github.vipps4j.epayment;

import static io.github.vipps4j.epayment.Shop.key;
import static io.github.vipps4j.epayment.Shop.nok;
import static io.github.vipps4j.epayment.Shop.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.NotFoundException;
import io.github.vipps4j.simulator.ApiOperation;
import io.github.vipps4j.simulator.Fault;
import io.github.vipps4j.simulator.SalesUnit;
import io.github.vipps4j.simulator.VippsSimulator;
import io.github.vipps4j.simulator.VippsSimulatorExtension;
import io.github.vipps4j.testsupport.Await;
import io.github.vipps4j.testsupport.FieldDefect;
import io.github.vipps4j.webhooks.WebhookEndpoint;
import io.github.vipps4j.webhooks.WebhookHandler;
import io.github.vipps4j.webhooks.WebhookSigner;
import io.github.vipps4j.webhooks.WebhookVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VippsSimulatorExtension.class)
class PaymentUpdatesTest {
    private static final String ORDER = "acme-shop-order-0001";
    private static final String URL = "https://shop.example/hooks";

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final PaymentSnapshots snapshots = PaymentSnapshots.inMemory();
    private VippsSimulator simulator;
    private Shop shop;
    private EPaymentClient payments;
    private PaymentUpdates updates;

    @BeforeEach
    void openShop(VippsSimulator simulator) {
        this.simulator = simulator;
        this.shop = new Shop(simulator);
        this.payments = shop.payments;
        this.updates = PaymentUpdates.of(shop.vipps, snapshots, this::note);
    }

    private void note(PaymentKey key, @Nullable PaymentSnapshot before, Payment now) {
        told.add(text(before) + " -> " + text(PaymentSnapshot.of(now)));
    }

    private static String text(@Nullable PaymentSnapshot snapshot) {
        return snapshot == null
                ? "nothing"
                : snapshot.stateText() + " "
                        + snapshot.captured().value() + "/"
                        + snapshot.refunded().value();
    }

    private PaymentKey key(String reference) {
        return new PaymentKey(simulator.salesUnit().merchantSerialNumber(), reference);
    }

    @Test
    void eachDifferenceIsToldOnceAndInOrder() {
        payments.create(order(ORDER, 10_000));
        updates.check(ORDER);
        updates.check(ORDER);
        simulator.customer().approve(ORDER);
        updates.check(ORDER);
        payments.capture(ORDER, nok(4_000), Shop.key("capture-1"));
        updates.check(ORDER);
        updates.check(ORDER);
        payments.refund(ORDER, nok(1_000), Shop.key("refund-1"));
        assertThat(updates.check(ORDER).aggregate().refundedAmount()).isEqualTo(nok(1_000));

        assertThat(told)
                .containsExactly(
                        "nothing -> CREATED 0/0",
                        "CREATED 0/0 -> AUTHORIZED 0/0",
                        "AUTHORIZED 0/0 -> AUTHORIZED 4000/0",
                        "AUTHORIZED 4000/0 -> AUTHORIZED 4000/1000");
    }

    @Test
    void changesBetweenTwoReadsArriveAsOne() {
        payments.create(order(ORDER, 10_000));
        updates.check(ORDER);
        simulator.customer().approve(ORDER);
        payments.capture(ORDER, nok(4_000), Shop.key("capture-1"));
        payments.capture(ORDER, nok(2_000), Shop.key("capture-2"));
        updates.check(ORDER);
        assertThat(told).containsExactly("nothing -> CREATED 0/0", "CREATED 0/0 -> AUTHORIZED 6000/0");
    }

    @Test
    void differenceThatWasNotAcceptedIsToldAgain() {
        AtomicInteger tries = new AtomicInteger();
        PaymentUpdates failing = PaymentUpdates.of(shop.vipps, snapshots, (key, before, now) -> {
            note(key, before, now);
            switch (tries.incrementAndGet()) {
                case 1 -> throw new IOException("the database is down");
                case 2 -> throw new IllegalStateException("the order is locked");
                default -> {}
            }
        });
        payments.create(order(ORDER, 10_000));

        assertThatThrownBy(() -> failing.check(ORDER))
                .isInstanceOf(PaymentNotAcceptedException.class)
                .hasMessageContaining(ORDER)
                .hasCauseInstanceOf(IOException.class);
        assertThatThrownBy(() -> failing.check(ORDER))
                .isInstanceOf(PaymentNotAcceptedException.class)
                .cause()
                .hasMessage("the order is locked");
        assertThat(snapshots.find(key(ORDER))).isNull();
        failing.check(ORDER);
        failing.check(ORDER);

        assertThat(told).hasSize(3).containsOnly("nothing -> CREATED 0/0");
    }

    @Test
    void whatCannotBeReadIsToldToWhoeverGaveTheHint() {
        assertThatThrownBy(() -> updates.check(ORDER)).isInstanceOf(NotFoundException.class);
        payments.create(order(ORDER, 10_000));
        simulator.faults().next(ApiOperation.GET, 3, Fault.serverError(500));
        assertThatThrownBy(() -> updates.check(ORDER)).hasMessageContaining("500");
        assertThat(told).isEmpty();
        updates.check(ORDER);
        assertThat(told).containsExactly("nothing -> CREATED 0/0");
    }

    @Test
    void badReferenceIsRefusedBeforeAnythingIsRead() {
        assertThatThrownBy(() -> updates.check("../x")).isInstanceOf(InvalidRequestException.class);
        assertThat(shop.requests(ApiOperation.GET)).isZero();
    }

    @Test
    void restartDoesNotTellAgainWhatWasAccepted() {
        payments.create(order(ORDER, 10_000));
        updates.check(ORDER);
        PaymentUpdates.of(new Shop(simulator).vipps, snapshots, this::note).check(ORDER);
        assertThat(told).hasSize(1);
    }

    @Test
    void pollingIsAHintLikeAnyOther() {
        CreatedPayment created = payments.create(order(ORDER, 10_000));
        simulator.customer().approve(ORDER);
        assertThat(updates.awaitOutcome(created).state()).isEqualTo(PaymentState.AUTHORIZED);
        assertThat(told).containsExactly("nothing -> AUTHORIZED 0/0");
    }

    @Test
    void paymentsOfAnotherSalesUnitArePolledThere() {
        SalesUnit other = SalesUnit.of("123456");
        simulator.addSalesUnit(other);
        PaymentUpdates ofOther = PaymentUpdates.of(Shop.vipps(simulator, other), snapshots, this::note);
        payments.create(order(ORDER, 10_000));
        EPaymentClient.of(Shop.vipps(simulator, other)).create(order(ORDER, 20_000));
        simulator.customer().approve("123456", ORDER);
        assertThat(ofOther.awaitOutcome(new PaymentKey("123456", ORDER)).amount())
                .isEqualTo(nok(20_000));
    }

    @Test
    void eventsOfOtherApisCanHaveTheirOwnHandler() throws Exception {
        List<String> others = new ArrayList<>();
        WebhookVerifier verifier =
                WebhookVerifier.builder().url(URL).secret("secret-1").build();
        WebhookEndpoint endpoint = new WebhookEndpoint(verifier, updates.webhooks(event -> {
            others.add(event.json());
            return WebhookHandler.Receipt.STORED;
        }));
        endpoint.handle(WebhookSigner.of("secret-1")
                .request(URL, Instant.EPOCH, "{\"msn\":\"654321\"}".getBytes(StandardCharsets.UTF_8)));
        assertThat(others).containsExactly("{\"msn\":\"654321\"}");
    }

    @Test
    void readThatLagsBehindIsNotTold() {
        shop.reserved(ORDER, 10_000);
        payments.capture(ORDER, nok(4_000), Shop.key("capture-1"));
        Payment captured = updates.check(ORDER);
        PaymentSnapshot more = new PaymentSnapshot("AUTHORIZED", nok(10_000), nok(0), nok(6_000), nok(0));
        snapshots.save(key(ORDER), more);
        assertThat(updates.check(ORDER)).isEqualTo(captured);
        assertThat(deliver(event("CAPTURED", true))).isEqualTo(503);
        assertThat(told).hasSize(1);
        assertThat(snapshots.find(key(ORDER))).isEqualTo(more);
    }

    @Test
    void handlerThatChecksItsOwnPaymentIsToldSo() {
        List<Throwable> refused = new ArrayList<>();
        PaymentUpdates[] self = new PaymentUpdates[1];
        self[0] = PaymentUpdates.of(shop.vipps, snapshots, (key, before, now) -> {
            note(key, before, now);
            try {
                self[0].check(key);
            } catch (IllegalStateException e) {
                refused.add(e);
            }
        });
        payments.create(order(ORDER, 10_000));
        self[0].check(ORDER);
        assertThat(refused).hasSize(1);
        assertThat(refused.get(0)).hasMessageContaining("must not check what it is told of");
        assertThat(told).hasSize(1);
    }

    @Test
    void hintOnAnInterruptedThreadIsLostAndSaysWhy() {
        payments.create(order(ORDER, 10_000));
        Thread.currentThread().interrupt();
        IllegalStateException e = catchThrowableOfType(IllegalStateException.class, () -> updates.check(ORDER));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(e).hasMessageContaining("was interrupted").hasMessageNotContaining("at work");
        assertThat(told).isEmpty();
    }

    // ---- webhooks

    private int deliver(String body) {
        WebhookVerifier verifier =
                WebhookVerifier.builder().url(URL).secret("secret-1").build();
        return new WebhookEndpoint(verifier, updates.webhooks())
                .handle(WebhookSigner.of("secret-1").request(URL, Instant.EPOCH, body.getBytes(StandardCharsets.UTF_8)))
                .status();
    }

    private String event(String name, boolean success) {
        return ("{\"msn\":\"%s\",\"reference\":\"%s\",\"pspReference\":\"4400000017\",\"name\":\"%s\","
                        + "\"amount\":{\"currency\":\"NOK\",\"value\":10000},\"timestamp\":\"2026-07-01T10:05:03.748Z\","
                        + "\"success\":%s}")
                .formatted(simulator.salesUnit().merchantSerialNumber(), ORDER, name, success);
    }

    @Test
    @FieldDefect(59)
    void webhookDecidesNothingByItself() {
        payments.create(order(ORDER, 10_000));
        assertThat(deliver(event("AUTHORIZED", true))).isEqualTo(200);
        assertThat(deliver(event("CAPTURED", false))).isEqualTo(200);
        assertThat(deliver(event("CAPTURED", false))).isEqualTo(200);
        assertThat(told).containsExactly("nothing -> CREATED 0/0");
    }

    @Test
    void webhookOfWhatIsNoPaymentIsReceived() {
        for (String body : List.of(
                "{\"msn\":\"654321\",\"customerToken\":\"t\"}",
                "{\"msn\":\"654321\",\"reference\":\"../x\",\"name\":\"AUTHORIZED\"}",
                "{\"msn\":\"x\",\"reference\":\"order-1\",\"name\":\"AUTHORIZED\"}",
                "not JSON")) {
            assertThat(deliver(body)).as(body).isEqualTo(200);
        }
        assertThat(shop.requests(ApiOperation.GET)).isZero();
    }

    @Test
    void eventOfAnotherApiWhoseReferenceIsNoPaymentIsReceived() {
        assertThat(deliver(event("SOMETHING_OF_ANOTHER_API", true))).isEqualTo(200);
        assertThat(deliver(event("AUTHORIZED", true))).isEqualTo(503);
        payments.create(order(ORDER, 10_000));
        assertThat(deliver(event("SOMETHING_OF_TOMORROW", true))).isEqualTo(200);
        assertThat(told).containsExactly("nothing -> CREATED 0/0");
    }

    @Test
    void webhookThatCannotBeSettledComesAgain() {
        payments.create(order(ORDER, 10_000));
        simulator.faults().next(ApiOperation.GET, 3, Fault.serverError(500));
        assertThat(deliver(event("CREATED", true))).isEqualTo(503);
        assertThat(deliver(event("CREATED", true))).isEqualTo(200);
        assertThat(told).hasSize(1);
    }

    // ---- many hints at once

    @Test
    void hintsThatComeWhileOneIsReadShareTheNextRead() throws Exception {
        CountDownLatch inHandler = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        List<Thread> waiting = new CopyOnWriteArrayList<>();
        PaymentUpdates slow = PaymentUpdates.of(shop.vipps, snapshots, (key, before, now) -> {
            note(key, before, now);
            inHandler.countDown();
            release.await();
        });
        payments.create(order(ORDER, 10_000));
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<Payment>> hints = new ArrayList<>();
            hints.add(threads.submit(() -> slow.check(ORDER)));
            assertThat(inHandler.await(5, TimeUnit.SECONDS)).isTrue();
            simulator.customer().approve(ORDER);
            for (int i = 0; i < 5; i++) {
                hints.add(threads.submit(() -> {
                    waiting.add(Thread.currentThread());
                    return slow.check(ORDER);
                }));
            }
            Await.until(() -> waiting.size() == 5
                    && waiting.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));
            release.countDown();
            for (Future<Payment> hint : hints) {
                hint.get(5, TimeUnit.SECONDS);
            }
            assertThat(hints.get(5).get().state()).isEqualTo(PaymentState.AUTHORIZED);
        } finally {
            threads.shutdownNow();
        }
        assertThat(told).containsExactly("nothing -> CREATED 0/0", "CREATED 0/0 -> AUTHORIZED 0/0");
        assertThat(shop.requests(ApiOperation.GET)).isEqualTo(2);
    }
}
