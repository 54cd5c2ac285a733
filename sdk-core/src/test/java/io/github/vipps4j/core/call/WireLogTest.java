package io.github.vipps4j.core.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.testsupport.CapturedLog;
import io.github.vipps4j.testsupport.FieldDefect;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import okhttp3.Headers;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

class WireLogTest {
    private static final String LOGGER = "io.github.vipps4j.wire";
    private static final String KEY_HEADER = "Idempotency-Key";
    private static final Headers NO_HEADERS = Headers.of();
    private static final Request REQUEST = new Request.Builder()
            .url("https://apitest.vipps.no/epayment/v1/payments/order-1/capture?secret-query")
            .header("Authorization", "Bearer secret-token")
            .header("Ocp-Apim-Subscription-Key", "secret-key")
            .header("client_id", "secret-id")
            .header("client_secret", "secret-secret")
            .header("Merchant-Serial-Number", "123456")
            .header("Idempotency-Key", "order-1-capture-1")
            .header("vipps-system-name", "acme-shop")
            .header("X-New-Header", "secret-of-tomorrow")
            .post(RequestBody.create(new byte[0]))
            .build();

    @Test
    void atDebugAnAttemptIsOneLineWithoutHeadersAndBodies() {
        try (CapturedLog log = CapturedLog.of(LOGGER, Level.DEBUG)) {
            WireLog.request(REQUEST, bytes("{\"reference\":\"order-1\"}"));
            WireLog.response(
                    REQUEST,
                    KEY_HEADER,
                    new Reply(200, NO_HEADERS, bytes("{\"state\":\"x\"}")),
                    Duration.ofMillis(1234));

            assertThat(log.lines())
                    .containsExactly("DEBUG POST /epayment/v1/payments/order-1/capture -> 200 in 1234 ms"
                            + " (Idempotency-Key: order-1-capture-1)");
        }
    }

    @Test
    void aCallWithoutAKeyIsLoggedWithoutOne() {
        Request read = new Request.Builder().url("https://apitest.vipps.no/x").build();
        try (CapturedLog log = CapturedLog.of(LOGGER, Level.DEBUG)) {
            WireLog.response(read, KEY_HEADER, new Reply(404, NO_HEADERS, bytes("")), Duration.ZERO);

            assertThat(log.lines()).containsExactly("DEBUG GET /x -> 404 in 0 ms");
        }
    }

    @Test
    @FieldDefect(15)
    void anAttemptWithoutAnswerTellsItsKindAndNoMessageOfTheCause() {
        try (CapturedLog log = CapturedLog.of(LOGGER, Level.DEBUG)) {
            Duration elapsed = Duration.ofMillis(5);
            WireLog.noResponse(
                    REQUEST, KEY_HEADER, Failure.lost(0, new IOException("Unexpected header: secret-key")), elapsed);

            assertThat(log.lines())
                    .containsExactly(
                            "DEBUG POST /epayment/v1/payments/order-1/capture -> answer lost (IOException) in 5 ms"
                                    + " (Idempotency-Key: order-1-capture-1)");
        }
    }

    @Test
    void aboveDebugNothingIsSaid() {
        try (CapturedLog log = CapturedLog.of(LOGGER, Level.INFO)) {
            WireLog.request(REQUEST, bytes("{}"));
            WireLog.response(REQUEST, KEY_HEADER, new Reply(500, NO_HEADERS, bytes("{}")), Duration.ZERO);
            WireLog.noResponse(REQUEST, KEY_HEADER, Failure.notSent(new IOException()), Duration.ZERO);

            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    @FieldDefect(15)
    void onlyHeadersThatAreKnownToBeHarmlessAreShown() {
        try (CapturedLog log = CapturedLog.of(LOGGER, Level.TRACE)) {
            WireLog.request(REQUEST, null);

            assertThat(log.lines()).containsExactly("""
                    TRACE --> POST /epayment/v1/payments/order-1/capture
                        Authorization: ***
                        Ocp-Apim-Subscription-Key: ***
                        client_id: ***
                        client_secret: ***
                        Merchant-Serial-Number: 123456
                        Idempotency-Key: order-1-capture-1
                        vipps-system-name: acme-shop
                        X-New-Header: ***""");
        }
    }

    @Test
    void theHeadersOfAnAnswerAreMaskedToo() {
        Headers headers = Headers.of("Retry-After", "5", "Set-Cookie", "secret-cookie", "Content-Type", "text/html");

        assertThat(answered(headers, bytes("")))
                .isEqualTo("TRACE <-- 200\n    Retry-After: 5\n    Set-Cookie: ***\n    Content-Type: text/html");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // what is known to be harmless
                "{\"reference\":\"order-1\",\"state\":\"AUTHORIZED\"} | {\"reference\":\"order-1\",\"state\":\"AUTHORIZED\"}",
                "{\"amount\":{\"currency\":\"NOK\",\"value\":49900}} | {\"amount\":{\"currency\":\"NOK\",\"value\":49900}}",
                "{\"orderId\":\"order-1\",\"paymentType\":\"ECOM\",\"imageId\":\"sha256-2ccc0c4fade780d9564f1986748e2af1f03bb1abbc1eca01e815fd9f4e120334\"} | {\"orderId\":\"order-1\",\"paymentType\":\"ECOM\",\"imageId\":\"sha256-2ccc0c4fade780d9564f1986748e2af1f03bb1abbc1eca01e815fd9f4e120334\"}",
                // personal, secret or unknown
                "{\"url\":\"https://x/order?key=y\",\"src\":\"iVBORw0KGgo=\"} | {\"url\":\"***\",\"src\":\"***\"}",
                "{\"access_token\":\"eyJ\",\"expires_in\":\"3599\"} | {\"access_token\":\"***\",\"expires_in\":\"3599\"}",
                "{\"customer\":{\"phoneNumber\":\"4712345678\"}} | {\"customer\":\"***\"}",
                "{\"userDetails\":{\"reference\":\"order-1\"}} | {\"userDetails\":\"***\"}",
                "{\"profile\":{\"sub\":\"c06c4afe\"}} | {\"profile\":\"***\"}",
                "{\"redirectUrl\":\"https://x?token=y\"} | {\"redirectUrl\":\"***\"}",
                "{\"token\":1,\"detail\":\"Kari\",\"new\":[\"Kari\"],\"no\":null} | {\"token\":\"***\",\"detail\":\"***\",\"new\":\"***\",\"no\":\"***\"}",
                "{\"Reference\":\"Kari\"} | {\"Reference\":\"***\"}",
                // within what is harmless only what is harmless
                "{\"amount\":{\"value\":1,\"name\":\"Kari\"}} | {\"amount\":{\"value\":1,\"name\":\"***\"}}",
                "{\"paymentMethod\":{\"type\":\"CARD\",\"cardBin\":\"540185\"}} | {\"paymentMethod\":{\"type\":\"CARD\",\"cardBin\":\"***\"}}",
                "{\"extraDetails\":[{\"name\":\"phoneNumber\",\"reason\":\"4712345678\"}]} | {\"extraDetails\":[{\"name\":\"***\",\"reason\":\"***\"}]}",
                "{\"extraDetails\":[\"Phone of Kari\"],\"invalidParams\":\"4712345678\"} | {\"extraDetails\":[\"***\"],\"invalidParams\":\"***\"}",
                "{\"amount\":4712345678,\"aggregate\":[\"tok-abcdef\"]} | {\"amount\":\"***\",\"aggregate\":[\"***\"]}",
                "{\"status\":\"Kari 4712345678\",\"state\":\"4712345678\",\"type\":\"x?key=secret\"} | {\"status\":\"***\",\"state\":\"***\",\"type\":\"***\"}",
                "{\"instance\":\"/users/4712345678\",\"traceId\":\"Kari Nordmann\",\"reference\":\"kari@x.no\"} | {\"instance\":\"***\",\"traceId\":\"***\",\"reference\":\"***\"}",
                "{\"timestamp\":\"2026-07-01T10:00:09.120Z\",\"pspReference\":\"4400000017\"} | {\"timestamp\":\"2026-07-01T10:00:09.120Z\",\"pspReference\":\"4400000017\"}",
                "{\"type\":\"https://shop.example/o/s3cret\"} | {\"type\":\"***\"}",
                "{\"orderId\":\"order-1\",\"transactionInfo\":{\"amount\":24900,\"status\":\"RESERVED\",\"transactionText\":\"Kari\"}} | {\"orderId\":\"order-1\",\"transactionInfo\":{\"amount\":24900,\"status\":\"RESERVED\",\"transactionText\":\"***\"}}",
                "{\"transactionSummary\":{\"capturedAmount\":100,\"bankIdentificationNumber\":492556},\"merchantInfo\":{\"authToken\":\"t\"}} | {\"transactionSummary\":{\"capturedAmount\":100,\"bankIdentificationNumber\":\"***\"},\"merchantInfo\":\"***\"}",
                "[{\"reference\":\"order-1\",\"name\":\"Kari\"},{}] | [{\"reference\":\"order-1\",\"name\":\"***\"},{}]"
            })
    void onlyFieldsThatAreKnownToBeHarmlessAreShown(String body, String shown) {
        assertThat(requested(bytes(body))).endsWith("\n    " + shown);
        assertThat(answered(NO_HEADERS, bytes(body))).isEqualTo("TRACE <-- 200\n    " + shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"Kari Nordmann\"", "[\"Kari Nordmann\"]", "[[\"Kari Nordmann\"]]", "4712345678", "[4712345678]"
            })
    void aValueThatIsInNoFieldIsMasked(String body) {
        assertThat(answered(NO_HEADERS, bytes(body))).doesNotContain("Kari").doesNotContain("4712345678");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Kari Nordmann</html>", "{\"name\":\"Kari", "Kari"})
    void aBodyThatIsNotJsonIsCountedOnly(String body) {
        assertThat(answered(NO_HEADERS, bytes(body)))
                .isEqualTo("TRACE <-- 200\n    (" + bytes(body).length + " bytes that are not JSON)");
    }

    @Test
    void aBodyNestedOneHundredThousandDeepIsCountedOnly() {
        assertThat(answered(NO_HEADERS, bytes("[".repeat(60_000))))
                .isEqualTo("TRACE <-- 200\n    (60000 bytes that are not JSON)");
    }

    @Test
    void aNameOf128CharactersIsShownAndALongerOneIsNot() {
        String longest = "x".repeat(128);

        assertThat(answered(NO_HEADERS, bytes("{\"imageId\":\"" + longest + "\",\"orderId\":\"" + longest + "x\"}")))
                .isEqualTo("TRACE <-- 200\n    {\"imageId\":\"" + longest + "\",\"orderId\":\"***\"}");
    }

    @Test
    void aHugeBodyIsCountedOnly() {
        String body = "{\"reference\":\"" + "x".repeat(64 * 1024) + "\"}";

        assertThat(answered(NO_HEADERS, bytes(body))).isEqualTo("TRACE <-- 200\n    (65552 bytes)");
    }

    @Test
    void aLineBreakInAValueDoesNotBecomeALineOfTheLog() {
        assertThat(answered(NO_HEADERS, bytes("{\"state\":\"a\\r\\nDEBUG forged\"}")))
                .isEqualTo("TRACE <-- 200\n    {\"state\":\"***\"}");
    }

    @Test
    void bytesThatAreNoTextBreakNothing() {
        assertThat(answered(NO_HEADERS, new byte[] {0, 0, 0x12, 0}))
                .isEqualTo("TRACE <-- 200\n    (4 bytes that are not JSON)");
    }

    @Test
    void theKeyIsShownByTheNameThatTheApiHasForItsHeader() {
        Request ecom = REQUEST.newBuilder()
                .removeHeader("Idempotency-Key")
                .header("X-Request-Id", "order-1-capture-1")
                .build();
        try (CapturedLog log = CapturedLog.of(LOGGER, Level.DEBUG)) {
            WireLog.response(ecom, "X-Request-Id", new Reply(200, NO_HEADERS, bytes("{}")), Duration.ZERO);
            assertThat(log.lines().get(0)).endsWith(" (X-Request-Id: order-1-capture-1)");
        }
    }

    private static String requested(byte @Nullable [] body) {
        try (CapturedLog log = CapturedLog.of(LOGGER, Level.TRACE)) {
            WireLog.request(REQUEST, body);
            assertThat(log.lines()).hasSize(1);
            return log.lines().get(0);
        }
    }

    private static String answered(Headers headers, byte[] body) {
        try (CapturedLog log = CapturedLog.of(LOGGER, Level.TRACE)) {
            WireLog.response(REQUEST, KEY_HEADER, new Reply(200, headers, body), Duration.ofMillis(7));
            List<String> lines = log.lines();
            assertThat(lines).hasSize(2);
            assertThat(lines.get(0)).startsWith("DEBUG POST ");
            return lines.get(1);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
