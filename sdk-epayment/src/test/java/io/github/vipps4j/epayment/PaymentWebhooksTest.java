package io.github.vipps4j.epayment;

import static io.github.vipps4j.epayment.Shop.nok;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.testsupport.CapturedLog;
import io.github.vipps4j.testsupport.FieldDefect;
import io.github.vipps4j.webhooks.WebhookEndpoint;
import io.github.vipps4j.webhooks.WebhookHandler.Receipt;
import io.github.vipps4j.webhooks.WebhookSigner;
import io.github.vipps4j.webhooks.WebhookVerifier;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

/** Payment events with their types, from the bodies of the documentation. */
class PaymentWebhooksTest {
    private static final String URL = "https://shop.example/hooks";
    private static final String CAPTURED = """
            {
              "msn": "654321",
              "reference": "shop7-order-20260701-0042",
              "pspReference": "4400000017",
              "name": "CAPTURED",
              "amount": { "currency": "NOK", "value": 10000 },
              "timestamp": "2026-07-01T10:05:03.748Z",
              "idempotencyKey": "shop7-order-20260701-0042-capture-1",
              "success": true
            }""";

    private final List<PaymentWebhook> payments = new ArrayList<>();
    private final List<String> others = new ArrayList<>();
    private final WebhookEndpoint endpoint = new WebhookEndpoint(
            WebhookVerifier.builder().url(URL).secret("secret-1").build(),
            PaymentWebhooks.of(event -> {
                        payments.add(event);
                        return Receipt.STORED;
                    })
                    .others(event -> {
                        others.add(event.json());
                        return Receipt.NOT_NOW;
                    }));

    private int deliver(String body) {
        return endpoint.handle(
                        WebhookSigner.of("secret-1").request(URL, Instant.EPOCH, body.getBytes(StandardCharsets.UTF_8)))
                .status();
    }

    @Test
    void documentedEventIsRead() {
        assertThat(deliver(CAPTURED)).isEqualTo(200);
        assertThat(payments)
                .containsExactly(new PaymentWebhook(
                        "654321|shop7-order-20260701-0042|CAPTURED|4400000017",
                        new PaymentKey("654321", "shop7-order-20260701-0042"),
                        "4400000017",
                        PaymentEventName.CAPTURED,
                        "CAPTURED",
                        nok(10_000),
                        Instant.parse("2026-07-01T10:05:03.748Z"),
                        "shop7-order-20260701-0042-capture-1",
                        true,
                        null,
                        null,
                        null,
                        null));
        assertThat(others).isEmpty();
    }

    @Test
    @FieldDefect(58)
    void eventOfTomorrowKeepsItsText() {
        assertThat(deliver(CAPTURED.replace("\"CAPTURED\"", "\"SPLIT\""))).isEqualTo(200);
        assertThat(payments.get(0).name()).isEqualTo(PaymentEventName.UNKNOWN);
        assertThat(payments.get(0).nameText()).isEqualTo("SPLIT");
    }

    @Test
    void paymentEventThatLacksWhatItShouldHaveIsLogged() {
        try (CapturedLog log = CapturedLog.of("io.github.vipps4j.epayment", Level.WARN)) {
            assertThat(deliver(CAPTURED.replace("\"value\": 10000", "\"value\": null")))
                    .isEqualTo(503);
            deliver("{\"msn\":\"654321\",\"customerToken\":\"t\"}");
            assertThat(others).hasSize(2);
            assertThat(log.lines()).singleElement().asString().contains("CAPTURED", "lacks what one has");
        }
    }

    @Test
    @FieldDefect(59)
    void failedOperationSaysSo() {
        deliver(CAPTURED.replace("true", "false"));
        assertThat(payments.get(0).success()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"sub\": \"c06c4afe\"",
                "\"profile\": {\"sub\": \"c06c4afe\"}",
                "\"sub\": null, \"profile\": {\"sub\": \"c06c4afe\"}"
            })
    void approvalBringsWhatTheCustomerShared(String sub) {
        deliver(CAPTURED.replace(
                "\"success\": true",
                sub
                        + ",\"userDetails\":{\"firstName\":\"Kari\"},\"shippingDetails\":{\"shippingCost\":9900,"
                        + "\"shippingOptionId\":\"home-std\"},"
                        + "\"captureGuaranteedUntil\":\"2026-09-01T07:53:44.812+00:00\",\"success\":true"));
        PaymentWebhook event = payments.get(0);
        assertThat(event.sub()).isEqualTo("c06c4afe");
        assertThat(event.userDetails()).isEqualTo(new UserDetails(null, "Kari", null, null, null, List.of()));
        assertThat(event.shippingDetails()).isEqualTo(new ShippingDetails(null, nok(9_900), "home-std", null));
        assertThat(event.captureGuaranteedUntil()).isEqualTo(Instant.parse("2026-09-01T07:53:44.812Z"));
        assertThat(event.toString()).doesNotContain("Kari", "c06c4afe");
    }

    @Test
    void keyMayBeMissingAndCustomersDataIsNotPrinted() {
        deliver(CAPTURED.replace("\"idempotencyKey\": \"shop7-order-20260701-0042-capture-1\",", "")
                .replace("\"success\"", "\"userDetails\":{\"firstName\":\"Kari\"},\"sub\":\"c06c4afe\",\"success\""));
        assertThat(payments.get(0).idempotencyKey()).isNull();
        assertThat(payments.get(0).toString()).doesNotContain("Kari", "c06c4afe");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"customerToken\":\"token\",\"msn\":\"654321\"}",
                "{\"msn\":\"654321\",\"reference\":\"order-0042\",\"name\":\"CAPTURED\"}",
                "[]",
                "no JSON"
            })
    void whatIsNoPaymentsGoesToTheOthers(String body) {
        assertThat(deliver(body)).isEqualTo(503);
        assertThat(others).containsExactly(body);
        assertThat(payments).isEmpty();
    }
}
