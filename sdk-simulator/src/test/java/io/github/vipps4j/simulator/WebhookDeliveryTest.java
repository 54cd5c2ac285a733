package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Merchant.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vipps4j.simulator.Receiver.Received;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookDeliveryTest {
    private static final String[] ALL = {
        "created", "authorized", "aborted", "expired", "terminated", "cancelled", "captured", "refunded"
    };

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private final Receiver receiver = new Receiver();
    private VippsSimulator simulator;
    private Merchant merchant;

    @BeforeEach
    void merchant() {
        simulator = VIPPS.simulator();
        merchant = Merchant.of(simulator);
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    private void idle() {
        simulator.webhooks().awaitIdle(Duration.ofSeconds(10));
    }

    private void advance(Duration time) {
        simulator.clock().advance(time);
        idle();
    }

    private void advanceDays(int days) {
        advance(Duration.ofDays(days));
        merchant = Merchant.of(simulator);
    }

    private List<WebhookDelivery> deliveries() {
        return simulator.webhooks().deliveries();
    }

    @Test
    void everyEventArrivesSignedAndInOrder() {
        String secret = merchant.register(receiver.url(), ALL).path("secret").textValue();
        merchant.create("order-0001");
        simulator.customer().approve("order-0001");
        merchant.capture("order-0001", 10_000, "c1");
        merchant.refund("order-0001", 5_000, "r1");
        merchant.key("x1").cancel("order-0001");
        idle();

        assertThat(receiver.events())
                .containsExactly(
                        "order-0001 CREATED",
                        "order-0001 AUTHORIZED",
                        "order-0001 CAPTURED",
                        "order-0001 REFUNDED",
                        "order-0001 CANCELLED");
        assertThat(receiver.received()).allMatch(one -> one.isSignedWith(secret));
        Received captured = receiver.received().get(2);
        assertThat(captured.pathAndQuery()).isEqualTo("/hooks?tenant=42");
        assertThat(captured.header("Content-type")).isEqualTo("application/json");
        assertThat(captured.header("Host")).isEqualTo(receiver.url("").substring("http://".length()));
        SimulatedPayment.Event event = simulator.payment("order-0001").events().get(2);
        String timestamp = captured.json().path("timestamp").textValue();
        assertThat(timestamp).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(captured.json()).isEqualTo(tree("""
                {"msn":"654321","reference":"order-0001","pspReference":"%s","name":"CAPTURED",
                 "amount":{"currency":"NOK","value":10000},"timestamp":"%s","idempotencyKey":"c1",
                 "success":true}""".formatted(event.pspReference(), timestamp)));
        assertThat(deliveries()).allMatch(WebhookDelivery::isSuccess);
        WebhookDelivery delivery = deliveries().get(2);
        assertThat(delivery.event()).isEqualTo("CAPTURED");
        assertThat(delivery.reference()).isEqualTo("order-0001");
        assertThat(delivery.merchantSerialNumber()).isEqualTo("654321");
        assertThat(delivery.pspReference()).isEqualTo(event.pspReference());
        assertThat(delivery.url()).isEqualTo(receiver.url());
        assertThat(delivery.attempt()).isEqualTo(1);
        assertThat(delivery.status()).isEqualTo(200);
    }

    @Test
    void authorizedTellsHowLongCaptureIsGuaranteedAndCancelledNoKey() {
        merchant.register(receiver.url(), "authorized", "cancelled");
        merchant.create("order-0001");
        simulator.customer().approve("order-0001");
        merchant.key("x1").cancel("order-0001");
        idle();

        JsonNode authorized = receiver.received().get(0).json();
        assertThat(authorized.path("captureGuaranteedUntil").textValue())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\+00:00");
        assertThat(authorized.has("idempotencyKey")).isFalse();
        JsonNode cancelled = receiver.received().get(1).json();
        assertThat(cancelled.fieldNames())
                .toIterable()
                .containsExactly("msn", "reference", "pspReference", "name", "amount", "timestamp", "success");
    }

    @Test
    void whatTimeBringsArrivesToo() {
        merchant.register(receiver.url(), ALL);
        merchant.create("order-0001");
        merchant.create("order-0002");
        simulator.customer().approve("order-0002");
        merchant.create("order-0003");
        simulator.customer().reject("order-0003");
        merchant.create("order-0004");
        merchant.cancel("order-0004");
        advance(Duration.ofMinutes(9));
        assertThat(receiver.events()).hasSize(7).contains("order-0003 ABORTED", "order-0004 TERMINATED");
        advance(Duration.ofMinutes(1));
        assertThat(receiver.events()).hasSize(8).endsWith("order-0001 EXPIRED");
        advanceDays(180);

        assertThat(receiver.events()).hasSize(9).endsWith("order-0002 CANCELLED");
    }

    @Test
    void onlyWhatWasAskedForSinceTheRegistrationArrives() {
        merchant.create("order-0001");
        merchant.register(receiver.url(), "created", "captured");
        merchant.create("order-0002");
        for (String reference : List.of("order-0001", "order-0002")) {
            simulator.customer().approve(reference);
            merchant.capture(reference, 100, "c1");
            merchant.capture(reference, 100, "c1");
        }
        idle();

        assertThat(receiver.events())
                .containsExactlyInAnyOrder("order-0001 CAPTURED", "order-0002 CREATED", "order-0002 CAPTURED");
    }

    @Test
    void whatTimeBroughtBeforeTheRegistrationIsNotSent() {
        merchant.create("order-0001");
        simulator.clock().advance(Duration.ofMinutes(11));
        merchant.register(receiver.url(), "expired");
        idle();

        assertThat(simulator.payment("order-0001").state()).isEqualTo(SimulatedState.EXPIRED);
        assertThat(receiver.received()).isEmpty();
    }

    @Test
    void overlappingRegistrationsEachReceiveWithTheirOwnSecret() {
        String first =
                merchant.register(receiver.url(), "created").path("secret").textValue();
        String second =
                merchant.register(receiver.url(), "created").path("secret").textValue();
        merchant.create("order-0001");
        idle();

        assertThat(receiver.events()).containsExactly("order-0001 CREATED", "order-0001 CREATED");
        assertThat(receiver.received())
                .filteredOn(one -> one.isSignedWith(first))
                .hasSize(1);
        assertThat(receiver.received())
                .filteredOn(one -> one.isSignedWith(second))
                .hasSize(1);
    }

    @Test
    void deletedRegistrationReceivesNothingMore() {
        String id = merchant.register(receiver.url(), ALL).path("id").textValue();
        simulator.webhooks().hold();
        merchant.create("order-0001");
        merchant.send("DELETE", "/webhooks/v1/webhooks/" + id, "");
        simulator.webhooks().release();
        merchant.create("order-0002");
        idle();

        assertThat(receiver.events()).isEmpty();
    }

    @Test
    void salesUnitsWithTheSameReferencesAreKeptApart() {
        SalesUnit other = SalesUnit.of("111111");
        simulator.addSalesUnit(other);
        Merchant second = Merchant.of(simulator, other);
        merchant.register(receiver.url("/first"), "created");
        second.register(receiver.url("/second"), "created", "aborted");
        receiver.answers(one -> one.pathAndQuery().equals("/first") ? 500 : 200);
        merchant.create("order-0001");
        second.create("order-0001");
        simulator.customer().reject("111111", "order-0001");
        idle();

        assertThat(receiver.received())
                .extracting(
                        one -> one.pathAndQuery() + ' ' + one.json().path("msn").textValue() + ' ' + one.event())
                .containsExactlyInAnyOrder(
                        "/first 654321 order-0001 CREATED",
                        "/second 111111 order-0001 CREATED",
                        "/second 111111 order-0001 ABORTED");
    }

    @Test
    void partnerHearsOfAllItsUnitsByOneRegistration() {
        Partner partner = Partner.of("acme", "111111", "222222");
        SalesUnit own = SalesUnit.of("222222");
        try (VippsSimulator production = VippsSimulator.builder()
                .production()
                .salesUnit(SalesUnit.of("111111"), own, SalesUnit.of("999999"))
                .partner(partner)
                .start()) {
            Merchant acme = Merchant.of(production, partner);
            acme.register(receiver.url("/all"), "created");
            acme.with("Merchant-Serial-Number", "111111").register(receiver.url("/one"), "created");
            acme.with("Merchant-Serial-Number", "111111").create("order-0001");
            Merchant.of(production, own).create("order-0001");
            Merchant.of(production, SalesUnit.of("999999")).create("order-0001");
            production.webhooks().awaitIdle(Duration.ofSeconds(10));

            assertThat(receiver.received())
                    .extracting(one ->
                            one.pathAndQuery() + ' ' + one.json().path("msn").textValue())
                    .containsExactlyInAnyOrder("/all 111111", "/one 111111", "/all 222222");
        }
    }

    @Test
    void failedDeliveryIsRepeatedForSevenDaysAtTheKnownTimes() {
        merchant.register(receiver.url(), "created", "authorized");
        receiver.answers(one -> one.event().endsWith("CREATED") ? 500 : 200);
        merchant.create("order-0001");
        simulator.customer().approve("order-0001");
        idle();
        assertThat(deliveries()).hasSize(1);
        advanceDays(8);

        List<WebhookDelivery> failed = deliveries().subList(0, deliveries().size() - 1);
        assertThat(failed).extracting(WebhookDelivery::event).containsOnly("CREATED");
        assertThat(failed).extracting(WebhookDelivery::status).containsOnly(500);
        List<Long> pauses = new ArrayList<>();
        for (int i = 1; i < failed.size(); i++) {
            pauses.add(
                    Duration.between(failed.get(i - 1).at(), failed.get(i).at()).toSeconds());
            assertThat(failed.get(i).attempt()).isEqualTo(i + 1);
        }
        List<Long> expected = new ArrayList<>(List.of(2L, 2L, 2L, 2L, 60L, 120L));
        for (int attempt = 8; attempt <= 29; attempt++) {
            expected.add(3600L);
        }
        for (int attempt = 30; attempt <= 35; attempt++) {
            expected.add(86_400L);
        }
        assertThat(pauses).isEqualTo(expected);
        // Given up: what it held back goes.
        assertThat(receiver.events()).endsWith("order-0001 AUTHORIZED");
        advanceDays(30);
        assertThat(deliveries()).hasSize(36);
    }

    @Test
    void everyAttemptHasItsOwnDateAndSignature() {
        String secret =
                merchant.register(receiver.url(), "created").path("secret").textValue();
        receiver.answers(503);
        merchant.create("order-0001");
        idle();
        advance(Duration.ofSeconds(2));
        receiver.answers(204);
        advance(Duration.ofSeconds(2));
        advance(Duration.ofDays(1));

        assertThat(deliveries()).extracting(WebhookDelivery::status).containsExactly(503, 503, 204);
        assertThat(receiver.received())
                .allMatch(one -> one.isSignedWith(secret))
                .extracting(one -> one.header("X-ms-date"))
                .doesNotHaveDuplicates();
        assertThat(receiver.received())
                .extracting(Received::text)
                .containsOnly(receiver.received().get(0).text());
    }

    @Test
    void failingEventHoldsBackItsPaymentForItsRegistrationOnly() {
        merchant.register(receiver.url("/a"), ALL);
        merchant.register(receiver.url("/b"), ALL);
        receiver.answers(
                one -> one.pathAndQuery().equals("/a") && one.event().equals("order-0001 CREATED") ? 400 : 200);
        for (String reference : List.of("order-0001", "order-0002")) {
            merchant.create(reference);
            simulator.customer().approve(reference);
        }
        idle();
        assertThat(receiver.received())
                .extracting(one -> one.pathAndQuery() + ' ' + one.event())
                .containsExactlyInAnyOrder(
                        "/a order-0001 CREATED",
                        "/a order-0002 CREATED",
                        "/a order-0002 AUTHORIZED",
                        "/b order-0001 CREATED",
                        "/b order-0001 AUTHORIZED",
                        "/b order-0002 CREATED",
                        "/b order-0002 AUTHORIZED");

        receiver.answers(200);
        receiver.received().clear();
        advance(Duration.ofSeconds(2));
        assertThat(receiver.events()).containsExactly("order-0001 CREATED", "order-0001 AUTHORIZED");
    }

    @ParameterizedTest
    @CsvSource({"200, 1", "204, 1", "302, 2", "307, 2", "401, 2", "404, 2", "500, 2", "-1, 2"})
    void onlyA2xxIsASuccessAndNothingIsSentTwiceOrRedirected(int status, int requestsWithinTwoSeconds) {
        merchant.register(receiver.url(), "created");
        receiver.answers(status);
        merchant.create("order-0001");
        idle();
        assertThat(receiver.received()).hasSize(1);
        advance(Duration.ofSeconds(2));

        assertThat(receiver.received()).hasSize(requestsWithinTwoSeconds);
        assertThat(receiver.received()).extracting(Received::pathAndQuery).containsOnly("/hooks?tenant=42");
        assertThat(deliveries().get(0).status()).isEqualTo(status < 0 ? null : (Integer) status);
    }

    @Test
    void receiverThatIsNotThereFails() {
        merchant.register(receiver.url(), "created");
        receiver.close();
        merchant.create("order-0001");
        idle();

        assertThat(deliveries()).extracting(WebhookDelivery::status).containsExactly((Integer) null);
        assertThat(deliveries().get(0).isSuccess()).isFalse();
    }

    @Test
    void answerThatTakesTooLongIsNone() {
        try (VippsSimulator hasty = VippsSimulator.builder()
                .webhookAnswerTime(Duration.ofMillis(200))
                .start()) {
            Merchant shop = Merchant.of(hasty);
            shop.register(receiver.url(), "created");
            AtomicInteger calls = new AtomicInteger();
            receiver.answers(one -> calls.incrementAndGet() == 1 ? 0 : 200);
            shop.create("order-0001");
            hasty.webhooks().awaitIdle(Duration.ofSeconds(10));
            hasty.clock().advance(Duration.ofSeconds(3));
            hasty.webhooks().awaitIdle(Duration.ofSeconds(10));

            List<WebhookDelivery> made = hasty.webhooks().deliveries();
            assertThat(made).extracting(WebhookDelivery::status).containsExactly(null, 200);
            assertThat(Duration.between(made.get(0).at(), made.get(1).at())).isEqualTo(Duration.ofMillis(2200));
        }
        assertThatThrownBy(() -> VippsSimulator.builder().webhookAnswerTime(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void otherPaymentsGoOnWhileAReceiverHangs() throws Exception {
        merchant.register(receiver.url(), "created");
        CountDownLatch others = new CountDownLatch(3);
        receiver.answers(one -> {
            if (one.event().startsWith("order-0001")) {
                return 0;
            }
            others.countDown();
            return 200;
        });
        for (int i = 1; i <= 4; i++) {
            merchant.create("order-000" + i);
        }

        assertThat(others.await(5, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> simulator.webhooks().awaitIdle(Duration.ofMillis(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Webhooks are still on their way after PT0.001S");
    }

    @Test
    void registrationWhoseReceiverHangsHoldsUpNoOther() throws Exception {
        int payments = 120;
        merchant.register(receiver.url("/hangs"), "created");
        merchant.register(receiver.url("/works"), "created");
        CountDownLatch arrived = new CountDownLatch(payments);
        receiver.answers(one -> {
            if (one.pathAndQuery().equals("/hangs")) {
                return 0;
            }
            arrived.countDown();
            return 200;
        });
        for (int i = 1; i <= payments; i++) {
            merchant.create("order-" + (1000 + i));
        }

        assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(receiver.received())
                .filteredOn(one -> one.pathAndQuery().equals("/hangs"))
                .hasSizeLessThanOrEqualTo(10);
    }

    @Test
    void registrationIsLostAfterTwoSilentWeeks() {
        merchant.register(receiver.url(), "created");
        receiver.answers(500);
        merchant.create("order-0001");
        idle();
        advance(Duration.ofDays(14).minusMinutes(1));
        assertThat(simulator.webhooks().registrations()).hasSize(1);
        advance(Duration.ofMinutes(1));

        assertThat(simulator.webhooks().registrations()).isEmpty();
        assertThat(deliveries()).hasSize(35);
    }

    @Test
    void whatHappensAfterTheLossIsNotSentEvenInOneJumpOfTheClock() {
        merchant.register(receiver.url(), "expired", "cancelled");
        receiver.answers(one -> one.event().endsWith("EXPIRED") ? 500 : 200);
        merchant.create("order-0001");
        merchant.create("order-0002");
        simulator.customer().approve("order-0002");
        simulator.customer().ignore("order-0001");
        idle();
        advanceDays(181);

        assertThat(simulator.payment("order-0002").eventNames()).endsWith("CANCELLED");
        assertThat(receiver.events()).containsOnly("order-0001 EXPIRED");
        assertThat(simulator.webhooks().registrations()).isEmpty();
    }

    @Test
    void oneJumpOfTheClockEndsAsManySmallOnes() {
        List<List<String>> results = new ArrayList<>();
        for (List<Duration> jumps : List.of(
                List.of(Duration.ofDays(181)),
                List.of(Duration.ofMinutes(11), Duration.ofDays(13), Duration.ofDays(2), Duration.ofDays(166)))) {
            simulator.reset();
            receiver.received().clear();
            merchant = Merchant.of(simulator);
            merchant.register(receiver.url(), "expired", "cancelled");
            receiver.answers(500);
            merchant.create("order-0001");
            merchant.create("order-0002");
            simulator.customer().approve("order-0002");
            jumps.forEach(this::advance);
            assertThat(simulator.webhooks().registrations()).isEmpty();
            results.add(receiver.events());
        }

        assertThat(results.get(0))
                .hasSize(35)
                .containsOnly("order-0001 EXPIRED")
                .isEqualTo(results.get(1));
    }

    @Test
    void goodAnswerEndsTheSilence() {
        merchant.register(receiver.url(), "created");
        receiver.answers(500);
        merchant.create("order-0001");
        idle();
        advanceDays(6);
        receiver.answers(200);
        // One jump: the repeat that is due within it comes before the end of the two weeks.
        advanceDays(30);

        assertThat(simulator.webhooks().registrations()).hasSize(1);
        assertThat(deliveries().get(deliveries().size() - 1).isSuccess()).isTrue();
    }

    @Test
    void hostIsWrittenAsOneLikes() {
        String url = receiver.url().replace("localhost", "LOCALHOST");
        String secret = merchant.register(url, "created").path("secret").textValue();
        merchant.create("order-0001");
        idle();

        assertThat(receiver.received()).singleElement().satisfies(one -> {
            assertThat(one.header("Host")).startsWith("LOCALHOST:");
            assertThat(one.isSignedWith(secret)).isTrue();
        });
    }

    @Test
    void nothingIsSentBeyondThisMachine() {
        merchant.register("https://shop.example.com/hooks", ALL);
        merchant.create("order-0001");
        idle();
        advanceDays(30);

        assertThat(deliveries()).isEmpty();
        assertThat(simulator.webhooks().registrations()).hasSize(1);
    }

    @Test
    void timePassesByItselfToo() throws Exception {
        merchant.register(receiver.url(), "created");
        CountDownLatch arrived = new CountDownLatch(1);
        receiver.answers(one -> {
            arrived.countDown();
            return 200;
        });
        simulator.webhooks().next(DeliveryFault.delay(Duration.ofMillis(30)));
        merchant.create("order-0001");

        assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void duplicateComesTwiceAndTheFirstAnswerCounts() {
        String secret = merchant.register(receiver.url(), "created", "authorized")
                .path("secret")
                .textValue();
        simulator.webhooks().next(DeliveryFault.duplicate());
        AtomicInteger calls = new AtomicInteger();
        receiver.answers(one -> calls.incrementAndGet() == 2 ? 500 : 200);
        merchant.create("order-0001");
        simulator.customer().approve("order-0001");
        idle();

        assertThat(receiver.events())
                .containsExactly("order-0001 CREATED", "order-0001 CREATED", "order-0001 AUTHORIZED");
        assertThat(receiver.received()).allMatch(one -> one.isSignedWith(secret));
        assertThat(deliveries()).extracting(WebhookDelivery::attempt).containsExactly(1, 2, 1);
    }

    @Test
    void delayedPaymentIsOvertakenButKeepsItsOrder() {
        merchant.register(receiver.url(), "created", "authorized");
        simulator.webhooks().next(DeliveryFault.delay(Duration.ofMinutes(5)));
        merchant.create("order-0001");
        idle();
        merchant.create("order-0002");
        simulator.customer().approve("order-0001");
        idle();
        assertThat(receiver.events()).containsExactly("order-0002 CREATED");
        advance(Duration.ofMinutes(5));

        assertThat(receiver.events())
                .containsExactly("order-0002 CREATED", "order-0001 CREATED", "order-0001 AUTHORIZED");
        assertThat(deliveries()).extracting(WebhookDelivery::attempt).containsOnly(1);
    }

    @Test
    void heldPaymentsGoInTheOrderInWhichTheyAreReleased() {
        SalesUnit other = SalesUnit.of("111111");
        simulator.addSalesUnit(other);
        Merchant second = Merchant.of(simulator, other);
        merchant.register(receiver.url(), "created", "authorized");
        second.register(receiver.url(), "created");
        Webhooks webhooks = simulator.webhooks();
        webhooks.hold();
        merchant.create("order-0001");
        merchant.create("order-0002");
        second.create("order-0001");
        idle();
        assertThat(receiver.events()).isEmpty();
        assertThatThrownBy(() -> webhooks.release("order-0001"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Sales units [654321, 111111] each have a payment order-0001: say which by its MSN");
        assertThatThrownBy(() -> webhooks.release("order-0009"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("No webhook waits for payment order-0009");

        webhooks.release("order-0002");
        idle();
        webhooks.release("111111", "order-0001");
        idle();
        simulator.customer().approve("order-0002");
        idle();
        assertThat(receiver.events()).containsExactly("order-0002 CREATED", "order-0001 CREATED");
        advance(Duration.ofHours(1));
        Instant before = simulator.clock().now();
        webhooks.release();
        idle();
        assertThat(receiver.events()).hasSize(4).contains("order-0002 AUTHORIZED");
        assertThat(date(receiver.received().get(3))).isAfterOrEqualTo(before.minusSeconds(1));
        assertThat(deliveries().get(3).at()).isAfterOrEqualTo(before);
    }

    private static Instant date(Received one) {
        return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(one.header("X-ms-date")));
    }

    @Test
    void forgedTruncatedAndOldOnesAreRepeatedInOrderUntilTheyAreAccepted() {
        String secret =
                merchant.register(receiver.url(), "created").path("secret").textValue();
        Webhooks webhooks = simulator.webhooks();
        webhooks.next(2, DeliveryFault.forged());
        webhooks.next(DeliveryFault.truncated());
        webhooks.next(DeliveryFault.oldDate(Duration.ofDays(3)));
        receiver.answers(one -> one.isSignedWith(secret) ? 200 : 401);
        merchant.create("order-0001");
        idle();
        advance(Duration.ofMinutes(1));

        List<Received> received = receiver.received();
        assertThat(received).extracting(one -> one.isSignedWith(secret)).containsExactly(false, false, false, true);
        assertThat(received.get(0).body()).isEqualTo(received.get(3).body());
        assertThat(received.get(2).body()).hasSize(received.get(3).body().length / 2);
        assertThat(date(received.get(3)))
                .isBetween(
                        simulator.clock().now().minus(Duration.ofDays(3)).minusSeconds(10),
                        simulator.clock().now().minus(Duration.ofDays(3)));
        assertThat(deliveries()).extracting(WebhookDelivery::status).containsExactly(401, 401, 401, 200);
    }

    @Test
    void deliveriesTellWhichFaultHitThemAndWhatWasSent() {
        merchant.register(receiver.url(), "created");
        Webhooks webhooks = simulator.webhooks();
        webhooks.next(DeliveryFault.truncated());
        webhooks.next(DeliveryFault.duplicate());
        webhooks.next(DeliveryFault.delay(Duration.ofMinutes(5)));
        receiver.answers(one -> deliveries().size() < 4 ? 401 : 200);
        merchant.create("order-0001");
        idle();
        advance(Duration.ofMinutes(10));

        assertThat(deliveries())
                .extracting(WebhookDelivery::fault)
                .containsExactly("truncated", "duplicate", "duplicate", "delay PT5M", null);
        assertThat(deliveries())
                .extracting(WebhookDelivery::body)
                .isEqualTo(receiver.received().stream().map(Received::text).toList());
        assertThat(deliveries().toString())
                .doesNotContain(receiver.received().stream()
                        .map(one -> one.header("Authorization"))
                        .toList());
        assertThat(deliveries().get(0).headers().get("X-MS-DATE"))
                .isEqualTo(receiver.received().get(0).header("X-ms-date"));
    }

    @Test
    void faultsCanBeTakenBackAndMustBePossible() {
        String secret =
                merchant.register(receiver.url(), "created").path("secret").textValue();
        simulator.webhooks().next(DeliveryFault.forged());
        simulator.webhooks().clearFaults();
        merchant.create("order-0001");
        idle();

        assertThat(receiver.received()).allMatch(one -> one.isSignedWith(secret));
        assertThat(DeliveryFault.delay(Duration.ofSeconds(5))).hasToString("delay PT5S");
        assertThatThrownBy(() -> DeliveryFault.delay(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DeliveryFault.oldDate(Duration.ofDays(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> simulator.webhooks().next(0, DeliveryFault.forged()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void lostRegistrationIsSilent() {
        String id = merchant.register(receiver.url(), "created").path("id").textValue();
        simulator.webhooks().lose(id);
        merchant.create("order-0001");
        idle();

        assertThat(receiver.received()).isEmpty();
        assertThat(tree(merchant.get("/webhooks/v1/webhooks").body()).path("webhooks"))
                .isEmpty();
        assertThatThrownBy(() -> simulator.webhooks().lose(id))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("There is no webhook " + id);
    }

    @Test
    void registrationLostMeanwhileGetsNoDuplicate() {
        String id = merchant.register(receiver.url(), "created").path("id").textValue();
        receiver.answers(one -> {
            simulator.webhooks().lose(id);
            return 200;
        });
        simulator.webhooks().next(DeliveryFault.duplicate());
        merchant.create("order-0001");
        idle();

        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void resetCutsOffAndForgetsEverything() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        receiver.answers(one -> {
            hangs.countDown();
            return 0;
        });
        merchant.register(receiver.url(), "created", "authorized");
        merchant.create("order-0001");
        simulator.customer().approve("order-0001");
        assertThat(hangs.await(5, TimeUnit.SECONDS)).isTrue();
        simulator.webhooks().hold();
        simulator.webhooks().next(DeliveryFault.forged());
        simulator.reset();

        simulator.webhooks().awaitIdle(Duration.ZERO);
        assertThat(simulator.webhooks().registrations()).isEmpty();
        assertThat(deliveries()).isEmpty();
        assertThat(receiver.received()).hasSize(1);
        receiver.answers(200);
        merchant = Merchant.of(simulator);
        String secret =
                merchant.register(receiver.url(), "created").path("secret").textValue();
        merchant.create("order-0001");
        idle();
        assertThat(deliveries()).hasSize(1);
        assertThat(receiver.received().get(1).isSignedWith(secret)).isTrue();
    }

    @Test
    void closeEndsAllThreadsAlsoThoseThatWaitForAnAnswer() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        CountDownLatch hangs = new CountDownLatch(1);
        receiver.answers(one -> {
            hangs.countDown();
            return 0;
        });
        VippsSimulator own = VippsSimulator.start();
        Merchant shop = Merchant.of(own);
        shop.register(receiver.url(), "created");
        shop.create("order-0001");
        assertThat(hangs.await(5, TimeUnit.SECONDS)).isTrue();
        List<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("vipps-simulator-webhook") && !before.contains(thread))
                .toList();
        assertThat(threads).hasSizeGreaterThanOrEqualTo(2).allMatch(Thread::isDaemon);
        own.close();

        for (Thread thread : threads) {
            thread.join(5_000);
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
    }
}
