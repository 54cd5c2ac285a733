package io.github.vipps4j.ecom;

import static io.github.vipps4j.ecom.Bodies.nok;
import static io.github.vipps4j.ecom.Shop.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.core.ProfileScope;
import io.github.vipps4j.simulator.ApiOperation;
import io.github.vipps4j.simulator.CallbackDelivery;
import io.github.vipps4j.simulator.Fault;
import io.github.vipps4j.simulator.Feature;
import io.github.vipps4j.simulator.SalesUnit;
import io.github.vipps4j.simulator.VippsSimulator;
import io.github.vipps4j.testsupport.FieldDefect;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Told once by the simulator over HTTP, read back, and settled once. */
class EcomCallbackStoryTest {
    private static final String ORDER = "acme-shop-order-0001";
    private static final SalesUnit DIRECT =
            SalesUnit.builder("987654").with(Feature.DIRECT_CAPTURE).build();

    private final List<PaymentUpdate> heard = new CopyOnWriteArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final ExecutorService followUps = Executors.newCachedThreadPool();
    private VippsSimulator simulator;
    private Shop shop;
    private CallbackShop endpoint;

    @BeforeEach
    void open() throws IOException {
        simulator = VippsSimulator.start();
        simulator.addSalesUnit(DIRECT);
        shop = new Shop(simulator);
        endpoint = serve(heard::add);
    }

    @AfterEach
    void close() {
        followUps.shutdownNow();
        endpoint.close();
        simulator.close();
    }

    private static CallbackShop serve(PaymentUpdateHandler handler) throws IOException {
        return new CallbackShop(EcomCallbacks.builder()
                .authToken(CallbackShop.TOKEN)
                .onPaymentUpdate(handler)
                .build());
    }

    /** Replaces what answers; the orders that follow name it. */
    private void answeredBy(PaymentUpdateHandler handler) throws IOException {
        endpoint.close();
        endpoint = serve(handler);
    }

    private OrderUpdates updates() {
        return OrderUpdates.of(shop.vipps, OrderSnapshots.inMemory(), this::note, followUps);
    }

    private void note(OrderKey key, @Nullable OrderSnapshot before, PaymentDetails now) {
        told.add(key + " " + now.state() + " " + now.capturedAmount().value());
    }

    private static String told(String orderId, String what) {
        return "654321/" + orderId + " " + what;
    }

    /** Lets everything that is due now arrive, and be followed up. */
    private void arrive() throws InterruptedException {
        simulator.callbacks().awaitIdle(Duration.ofSeconds(10));
        followUps.shutdown();
        assertThat(followUps.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    /** Each attempt as {@code status answer}. */
    private List<String> answers() {
        simulator.callbacks().awaitIdle(Duration.ofSeconds(10));
        return simulator.callbacks().deliveries().stream()
                .map(delivery -> delivery.told() + " " + delivery.status())
                .toList();
    }

    // ---- the callback itself

    @Test
    @FieldDefect(35)
    void reservedIsHeardInEitherSpelling() {
        shop.ecom.initiate(endpoint.order(ORDER, 10_000).build());
        simulator.customer().approve(ORDER);
        assertThat(answers()).containsExactly("RESERVED 200");
        shop.ecom.initiate(endpoint.order("acme-shop-order-0002", 10_000)
                .scope(ProfileScope.NAME)
                .build());
        simulator.customer().approve("acme-shop-order-0002");
        assertThat(answers()).containsExactly("RESERVED 200", "RESERVE 200");

        assertThat(heard).extracting(PaymentUpdate::status).containsOnly(PaymentUpdateStatus.RESERVED);
        assertThat(heard).extracting(PaymentUpdate::statusText).containsExactly("RESERVED", "RESERVE");
        assertThat(heard).extracting(PaymentUpdate::amount).containsOnly(nok(10_000));
        assertThat(heard.get(1).userDetails()).isNotNull();
    }

    @Test
    void whoEndedAnUnpaidOrderIsHeard() {
        shop.ecom.initiate(endpoint.order(ORDER, 10_000).build());
        simulator.customer().reject(ORDER);
        assertThat(answers()).containsExactly("CANCELLED 200");
        shop.ecom.initiate(endpoint.order("acme-shop-order-0002", 10_000).build());
        simulator.customer().ignore("acme-shop-order-0002");
        assertThat(answers()).containsExactly("CANCELLED 200", "REJECTED 200");
        assertThat(heard)
                .extracting(PaymentUpdate::status)
                .containsExactly(PaymentUpdateStatus.CANCELLED, PaymentUpdateStatus.REJECTED);
    }

    @ParameterizedTest
    @CsvSource({"151, REFUSED_BY_ISSUER", "182, REFUSED_BY_ISSUER", "186, CARD_EXPIRED"})
    void approvalThatFailedIsHeardWithItsReason(long amount, EcomError reason) {
        shop.ecom.initiate(endpoint.order(ORDER, amount).build());
        simulator.customer().approve(ORDER);
        assertThat(answers()).containsExactly("RESERVE_FAILED 200");
        assertThat(heard.get(0).status()).isEqualTo(PaymentUpdateStatus.RESERVE_FAILED);
        assertThat(heard.get(0).errorInfo()).extracting(error -> error.error()).isEqualTo(reason);
    }

    @Test
    void directCaptureIsHeardAsASale() {
        Shop direct = new Shop(simulator, DIRECT);
        direct.ecom.initiate(endpoint.order(ORDER, 10_000).build());
        simulator.customer().approve(ORDER);
        assertThat(answers()).containsExactly("SALE 200");
        direct.ecom.initiate(endpoint.order("acme-shop-order-0002", 151).build());
        simulator.customer().approve("acme-shop-order-0002");
        assertThat(answers()).containsExactly("SALE 200", "SALE_FAILED 200");
        assertThat(heard)
                .extracting(PaymentUpdate::status)
                .containsExactly(PaymentUpdateStatus.SALE, PaymentUpdateStatus.SALE_FAILED);
        assertThat(heard).extracting(PaymentUpdate::merchantSerialNumber).containsOnly("987654");
    }

    @Test
    @FieldDefect(31)
    void salesUnitThatComesAsANumberIsText() throws IOException {
        try (VippsSimulator older =
                VippsSimulator.builder().numericMerchantSerialNumber().start()) {
            new Shop(older).ecom.initiate(endpoint.order(ORDER, 10_000).build());
            older.customer().approve(ORDER);
            older.callbacks().awaitIdle(Duration.ofSeconds(10));
        }
        assertThat(heard).extracting(PaymentUpdate::merchantSerialNumber).containsExactly("654321");
    }

    @Test
    @FieldDefect(57)
    void orderWithAnotherTokenOrNoneReachesNoHandler() {
        shop.ecom.initiate(
                endpoint.order(ORDER, 10_000).authToken("made-up-other-token").build());
        simulator.customer().approve(ORDER);
        assertThat(answers()).containsExactly("RESERVED 401");
        shop.ecom.initiate(Shop.order("acme-shop-order-0002", 10_000)
                .callbackPrefix(endpoint.order(ORDER, 10_000).build().callbackPrefix())
                .build());
        simulator.customer().approve("acme-shop-order-0002");
        assertThat(answers()).containsExactly("RESERVED 401", "RESERVED 401");
        assertThat(heard).isEmpty();
    }

    /** It comes once, and the shop finds out all the same. */
    @Test
    void callbackThatFailsIsNotRepeatedAndPollingTakesItsPlace() throws Exception {
        answeredBy(update -> {
            throw new IOException("no database");
        });
        InitiatedPayment initiated =
                shop.ecom.initiate(endpoint.order(ORDER, 10_000).build());
        simulator.customer().approve(ORDER);
        assertThat(answers()).containsExactly("RESERVED 503");
        assertThat(updates().awaitOutcome(initiated).state()).isEqualTo(OrderState.RESERVED);
        assertThat(told).containsExactly(told(ORDER, "RESERVED 0"));
        assertThat(answers()).hasSize(1);
    }

    /** The service stops waiting; the handler is not stopped, for nobody would tell it again. */
    @Test
    @FieldDefect(60)
    void handlerThatHangsIsGivenUpAndStillComesToItsEnd() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        answeredBy(update -> {
            release.await();
            heard.add(update);
            ended.countDown();
        });
        try (VippsSimulator hasty = VippsSimulator.builder()
                .callbackAnswerTime(Duration.ofMillis(200))
                .start()) {
            new Shop(hasty).ecom.initiate(endpoint.order(ORDER, 10_000).build());
            hasty.customer().approve(ORDER);
            hasty.callbacks().awaitIdle(Duration.ofSeconds(10));
            assertThat(hasty.callbacks().deliveries())
                    .extracting(CallbackDelivery::status)
                    .containsOnlyNulls();
        } finally {
            release.countDown();
        }
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(heard).hasSize(1);
    }

    // ---- what becomes of it

    @Test
    void wholeOrderIsToldByItsCallbackAndByItsChecks() throws Exception {
        OrderUpdates updates = updates();
        answeredBy(updates.callbacks());
        shop.ecom.initiate(endpoint.order(ORDER, 10_000).build());
        simulator.customer().approve(ORDER);
        arrive();
        assertThat(told).containsExactly(told(ORDER, "RESERVED 0"));

        shop.ecom.capture(ORDER, nok(4_000), key("capture-1"));
        updates.check(ORDER);
        shop.ecom.cancelAndReleaseRemainingFunds(ORDER);
        updates.check(ORDER);
        shop.ecom.refund(ORDER, nok(4_000), key("refund-1"));
        updates.check(ORDER);
        assertThat(told)
                .containsExactly(
                        told(ORDER, "RESERVED 0"),
                        told(ORDER, "PARTLY_CAPTURED 4000"),
                        told(ORDER, "PARTLY_CAPTURED 4000"),
                        told(ORDER, "REFUNDED 4000"));
    }

    @Test
    @FieldDefect(60)
    void callbackPollingAndTheCustomersReturnSettleOnce() throws Exception {
        OrderUpdates updates = updates();
        answeredBy(updates.callbacks());
        for (int i = 0; i < 20; i++) {
            String orderId = "acme-shop-race-" + i;
            InitiatedPayment initiated =
                    shop.ecom.initiate(endpoint.order(orderId, 10_000).build());
            List<Future<PaymentDetails>> hints = new ArrayList<>();
            simulator.customer().approve(orderId);
            for (int n = 0; n < 3; n++) {
                hints.add(followUps.submit(() -> updates.check(orderId)));
                hints.add(followUps.submit(() -> updates.awaitOutcome(initiated)));
            }
            for (Future<PaymentDetails> hint : hints) {
                assertThat(hint.get(10, TimeUnit.SECONDS).state()).isEqualTo(OrderState.RESERVED);
            }
        }
        arrive();
        assertThat(told).hasSize(20).doesNotHaveDuplicates().allMatch(each -> each.endsWith("RESERVED 0"));
    }

    /** Nothing of what it says is believed. */
    @Test
    void callbackThatSaysMoreThanHappenedSettlesWhatHappened() throws Exception {
        OrderUpdates updates = updates();
        answeredBy(updates.callbacks());
        shop.ecom.initiate(endpoint.order(ORDER, 10_000).build());
        shop.ecom.cancel(ORDER);
        assertThat(forge("654321", ORDER, "RESERVED")).isEqualTo(200);
        arrive();
        assertThat(told).containsExactly(told(ORDER, "CANCELLED 0"));
    }

    @Test
    void callbackAboutAnOrderThatNobodyHasSettlesNothing() throws Exception {
        answeredBy(updates().callbacks());
        assertThat(forge("654321", "nobodys-order-1", "RESERVED")).isEqualTo(200);
        arrive();
        assertThat(told).isEmpty();
    }

    @Test
    void callbackOfAnotherSalesUnitSettlesNothingOfThisOne() throws Exception {
        answeredBy(updates().callbacks());
        shop.reserved(ORDER, 10_000);
        assertThat(forge("987654", ORDER, "RESERVED")).isEqualTo(200);
        assertThat(forge("not-a-number", ORDER, "RESERVED")).isEqualTo(200);
        arrive();
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RESERVED", "REJECTED", "SOMETHING_NEW"})
    void whateverItSaysTheOrderIsRead(String status) throws Exception {
        answeredBy(updates().callbacks());
        shop.reserved(ORDER, 10_000);
        assertThat(forge("654321", ORDER, status)).isEqualTo(200);
        arrive();
        assertThat(told).containsExactly(told(ORDER, "RESERVED 0"));
    }

    @Test
    void readsThatFailAfterACallbackAreRepeated() throws Exception {
        answeredBy(updates().callbacks());
        shop.ecom.initiate(endpoint.order(ORDER, 10_000).build());
        simulator.faults().next(ApiOperation.ECOM_DETAILS, Fault.serverError(503));
        simulator.faults().next(ApiOperation.ECOM_DETAILS, Fault.answerLost());
        simulator.faults().next(ApiOperation.ECOM_DETAILS, Fault.tooManyRequests(Duration.ofSeconds(5)));
        simulator.customer().approve(ORDER);
        arrive();
        assertThat(told).containsExactly(told(ORDER, "RESERVED 0"));
    }

    @Test
    void differenceThatWasNotAcceptedIsToldWithTheNextHint() throws Exception {
        AtomicInteger failures = new AtomicInteger(1);
        OrderUpdates updates = OrderUpdates.of(
                shop.vipps,
                OrderSnapshots.inMemory(),
                (key, before, now) -> {
                    if (failures.getAndDecrement() > 0) {
                        throw new IOException("no database");
                    }
                    note(key, before, now);
                },
                followUps);
        answeredBy(updates.callbacks());
        shop.ecom.initiate(endpoint.order(ORDER, 10_000).build());
        simulator.customer().approve(ORDER);
        arrive();
        assertThat(told).isEmpty();
        updates.check(ORDER);
        updates.check(ORDER);
        assertThat(told).containsExactly(told(ORDER, "RESERVED 0"));
    }

    @Test
    void callbackIsFollowedUpOnThreadsThatNobodyGave() throws Exception {
        CountDownLatch settled = new CountDownLatch(1);
        OrderUpdates updates = OrderUpdates.of(shop.vipps, OrderSnapshots.inMemory(), (key, before, now) -> {
            note(key, before, now);
            settled.countDown();
        });
        answeredBy(updates.callbacks());
        shop.ecom.initiate(endpoint.order(ORDER, 10_000).build());
        simulator.customer().approve(ORDER);
        assertThat(settled.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(told).containsExactly(told(ORDER, "RESERVED 0"));
    }

    /** Somebody who knows the token says this. */
    private int forge(String msn, String orderId, String status) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint.callbackUrl(orderId)))
                .header("Authorization", CallbackShop.TOKEN)
                .header("Content-Type", "application/json;charset=UTF-8")
                .POST(BodyPublishers.ofString("""
                        {"merchantSerialNumber":"%s","orderId":"%s","transactionInfo":{"amount":99999,
                         "status":"%s","timeStamp":"2026-07-01T10:00:09.120Z","transactionId":"5432123456"}}""".formatted(msn, orderId, status)))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
