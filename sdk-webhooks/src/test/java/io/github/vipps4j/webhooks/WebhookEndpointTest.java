package io.github.vipps4j.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.core.call.Time;
import io.github.vipps4j.core.callback.CallbackRequest;
import io.github.vipps4j.core.callback.CallbackResponse;
import io.github.vipps4j.testsupport.CapturedLog;
import io.github.vipps4j.testsupport.FieldDefect;
import io.github.vipps4j.webhooks.WebhookHandler.Receipt;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

class WebhookEndpointTest {
    private static final String URL = "https://shop.example/hooks/vipps";
    private static final String CAPTURED =
            "{\"msn\":\"654321\",\"reference\":\"order-0042\",\"pspReference\":\"4400000017\",\"name\":\"CAPTURED\"}";

    private final List<WebhookEvent> received = new ArrayList<>();
    private final WebhookEndpoint endpoint = endpoint(event -> {
        received.add(event);
        return Receipt.STORED;
    });

    private static WebhookEndpoint endpoint(WebhookHandler handler) {
        return new WebhookEndpoint(
                WebhookVerifier.builder().url(URL).secret("secret-1").build(), handler);
    }

    private static CallbackRequest signed(String body) {
        return WebhookSigner.of("secret-1").request(URL, Instant.EPOCH, body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void genuineEventIsHandedOverAndReceived() {
        assertThat(endpoint.handle(signed(CAPTURED)).status()).isEqualTo(200);
        WebhookEvent event = received.get(0);
        assertThat(event.id()).isEqualTo("654321|order-0042|CAPTURED|4400000017");
        assertThat(event.merchantSerialNumber()).isEqualTo("654321");
        assertThat(event.reference()).isEqualTo("order-0042");
        assertThat(event.name()).isEqualTo("CAPTURED");
        assertThat(event.pspReference()).isEqualTo("4400000017");
        assertThat(event.json()).isEqualTo(CAPTURED);
        assertThat(event).hasToString("WebhookEvent[654321|order-0042|CAPTURED|4400000017]");
    }

    @Test
    @FieldDefect(59)
    void sameReferenceOfTwoSalesUnitsIsTwoEvents() {
        endpoint.handle(signed(CAPTURED));
        endpoint.handle(signed(CAPTURED.replace("654321", "123456")));
        endpoint.handle(signed(CAPTURED));
        assertThat(received)
                .extracting(WebhookEvent::id)
                .containsExactly(
                        "654321|order-0042|CAPTURED|4400000017",
                        "123456|order-0042|CAPTURED|4400000017",
                        "654321|order-0042|CAPTURED|4400000017");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"SOMETHING_OF_TOMORROW\"}",
                "{\"agreementId\":\"agr_1\",\"eventType\":\"recurring.agreement-activated.v1\"}",
                "{\"name\":{\"nested\":true},\"msn\":[1],\"reference\":null}",
                "{}",
                "[]",
                "not JSON at all",
                ""
            })
    @FieldDefect(58)
    void whateverIsGenuineIsReceivedHoweverUnknown(String body) {
        assertThat(endpoint.handle(signed(body)).status()).isEqualTo(200);
        assertThat(received).hasSize(1);
        assertThat(received.get(0).json()).isEqualTo(body);
        assertThat(received.get(0).merchantSerialNumber()).isNull();
        assertThat(received.get(0).reference()).isNull();
    }

    @Test
    @FieldDefect(63)
    void bodyNestedOneHundredThousandDeepIsReceivedWithoutHarm() {
        String deep = "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000);
        assertThat(endpoint.handle(signed(deep)).status()).isEqualTo(200);
        assertThat(received.get(0).name()).isNull();
    }

    @Test
    void forgedEventReachesNoHandler() {
        CallbackRequest forged =
                WebhookSigner.of("secret-2").request(URL, Instant.EPOCH, CAPTURED.getBytes(StandardCharsets.UTF_8));
        CallbackResponse response = endpoint.handle(forged);
        assertThat(response.status()).isEqualTo(401);
        assertThat(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo("no known secret gives this signature for this URL and date");
        assertThat(received).isEmpty();
    }

    @Test
    void otherMethodsAreNotAllowed() {
        assertThat(endpoint.handle(new CallbackRequest("GET", "/hooks/vipps", java.util.Map.of(), new byte[0]))
                        .status())
                .isEqualTo(405);
    }

    @Test
    @FieldDefect(63)
    void bodyThatIsTooLargeIsNotEvenVerified() {
        byte[] large = new byte[CallbackRequest.MAX_BODY + 1];
        assertThat(endpoint.handle(WebhookSigner.of("secret-1").request(URL, Instant.EPOCH, large))
                        .status())
                .isEqualTo(413);
        byte[] largest = new byte[CallbackRequest.MAX_BODY];
        assertThat(endpoint.handle(WebhookSigner.of("secret-1").request(URL, Instant.EPOCH, largest))
                        .status())
                .isEqualTo(200);
        assertThat(received).hasSize(1);
    }

    @Test
    void eventsWithoutNamesAreToldApartByTheirBytes() {
        endpoint.handle(signed("{\"msn\":\"654321\",\"customerToken\":\"a\"}"));
        endpoint.handle(signed("{\"msn\":\"654321\",\"customerToken\":\"b\"}"));
        endpoint.handle(signed("{\"msn\":\"654321\",\"customerToken\":\"a\"}"));
        assertThat(received.get(0).id())
                .startsWith("654321||||")
                .isNotEqualTo(received.get(1).id());
        assertThat(received.get(2).id()).isEqualTo(received.get(0).id());
    }

    @Test
    void secretsThatCannotBeHadMeanNotNow() {
        WebhookVerifier verifier = WebhookVerifier.builder()
                .url(URL)
                .secrets(() -> {
                    throw new IllegalStateException("the database is down");
                })
                .build();
        assertThat(new WebhookEndpoint(verifier, event -> Receipt.STORED)
                        .handle(signed(CAPTURED))
                        .status())
                .isEqualTo(503);
    }

    @Test
    void nameOfAPersonIsNotPrinted() {
        endpoint.handle(signed("{\"msn\":\"654321\",\"name\":\"Kari Nordmann\"}"));
        assertThat(received.get(0).name()).isEqualTo("Kari Nordmann");
        assertThat(received.get(0).toString()).startsWith("WebhookEvent[").doesNotContain("Kari");
    }

    @Test
    @FieldDefect(60)
    void handlerThatTakesLongerThanTheServiceWaitsIsLogged() {
        AtomicLong seconds = new AtomicLong();
        Time time = new Time() {
            @Override
            public long nanos() {
                return TimeUnit.SECONDS.toNanos(seconds.get());
            }

            @Override
            public Instant now() {
                return Instant.ofEpochSecond(seconds.get());
            }

            @Override
            public void sleep(long nanos) {
                throw new AssertionError("nothing waits here");
            }
        };
        AtomicLong takes = new AtomicLong(10);
        WebhookEndpoint slow = new WebhookEndpoint(
                WebhookVerifier.builder().url(URL).secret("secret-1").build(),
                event -> {
                    seconds.addAndGet(takes.get());
                    return Receipt.STORED;
                },
                time);
        try (CapturedLog log = CapturedLog.of("io.github.vipps4j.webhooks", Level.WARN)) {
            assertThat(slow.handle(signed(CAPTURED)).status()).isEqualTo(200);
            assertThat(log.lines()).isEmpty();
            takes.set(11);
            assertThat(slow.handle(signed(CAPTURED)).status()).isEqualTo(200);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("654321|order-0042|CAPTURED|4400000017", "PT11S", "after 10 s");
        }
    }

    @Test
    void handlerThatCannotNowOrFailsIsAskedAgain() {
        assertThat(endpoint(event -> Receipt.NOT_NOW).handle(signed(CAPTURED)).status())
                .isEqualTo(503);
        assertThat(endpoint(event -> {
                            throw new IllegalStateException("the database is down");
                        })
                        .handle(signed(CAPTURED))
                        .status())
                .isEqualTo(503);
        assertThat(endpoint(event -> {
                            throw new AssertionError("a defect");
                        })
                        .handle(signed(CAPTURED))
                        .status())
                .isEqualTo(503);
    }
}
