package io.github.vipps4j.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.callback.CallbackRequest;
import io.github.vipps4j.testsupport.FieldDefect;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The signature, against the worked example of the documentation and three more, and against every change of one byte. */
class SignatureTest {
    private static final String PREFIX = "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=";

    /** Literal values; none of them was computed by this SDK. */
    enum Vector {
        OFFICIAL(
                "A0+AeKBRG2KRGvnNwJpQlb6IJFk48CKXCIcrLoHncVJKDILsQSxS6NWCccwWm6r6FhGKhiHTBsG2wo/xU6FY/A==",
                "https://webhook.site/e2cee29b-012e-4f1d-8ef4-e95fd74a7a63",
                "webhook.site",
                "Thu, 30 Mar 2023 08:38:32 GMT",
                "{\"some-unique-content\":\"ee6e441b-cc4a-46f8-895d-a5af79bcc233/hello-world\"}",
                "lNlsp1XA03N34HrQsVzPgJKtC+r7l/RBF4V3JQUWMj4=",
                "agAiSyogQbDHpeucoNwYz+yAr5nJ+v+zasdkSbqzv+U="),
        QUERY(
                "7d1f3a52-90c4-4e7b-8a11-5b6c7d8e9f00",
                "https://shop.example.com/hooks/vipps?tenant=42&env=test",
                "shop.example.com",
                "Wed, 01 Jul 2026 10:00:10 GMT",
                "{\"msn\":\"654321\",\"reference\":\"shop7-order-20260701-0042\",\"pspReference\":\"0a7e2b6e-0000-4000"
                        + "-8000-000000000003\",\"name\":\"AUTHORIZED\",\"amount\":{\"currency\":\"NOK\",\"value\":24900},"
                        + "\"timestamp\":\"2026-07-01T10:00:09.120Z\",\"success\":true}",
                "wkchx88kGyinA+okcDSAKKdWIC3qr/uuAOvY6o5KJXw=",
                "MVlMaA2QMXju8uoO7jTm+jRqvazM22kEt7oluQCcyA0="),
        PORT_AND_LETTERS(
                "local-test-secret",
                "https://localhost:8443/hooks",
                "localhost:8443",
                "Wed, 01 Jul 2026 10:00:10 GMT",
                "{\"name\":\"Blåbær øl\"}",
                "kcWi6Y39L/laOYzMcyKBj+j5dJe01GJEGtSgUecgpLQ=",
                "sml1DptZxMzgg2FMQr2PidnpBDqt7dLt68d8wOlIkIg="),
        EMPTY_BODY(
                "local-test-secret",
                "https://localhost:8443/hooks",
                "localhost:8443",
                "Wed, 01 Jul 2026 10:00:10 GMT",
                "",
                "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
                "xF4cbZ3xxakSyHSuO3WZ+aQOuge2P+x9pnDQ8JJWAiM=");

        final String secret;
        final String url;
        final String host;
        final String date;
        final byte[] body;
        final String contentHash;
        final String signature;

        Vector(String secret, String url, String host, String date, String body, String contentHash, String signature) {
            this.secret = secret;
            this.url = url;
            this.host = host;
            this.date = date;
            this.body = body.getBytes(StandardCharsets.UTF_8);
            this.contentHash = contentHash;
            this.signature = signature;
        }

        Instant instant() {
            return java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
        }

        CallbackRequest request() {
            return request(date, contentHash, PREFIX + signature, body);
        }

        static CallbackRequest request(String date, String contentHash, String authorization, byte[] body) {
            return new CallbackRequest(
                    "POST",
                    "/whatever/a/proxy/makes/of/it",
                    Map.of(
                            "X-MS-Date", List.of(date),
                            "x-ms-content-sha256", List.of(contentHash),
                            "authorization", List.of(authorization),
                            "Host", List.of("10.0.0.7:8080")),
                    body);
        }

        WebhookVerifier verifier() {
            return WebhookVerifier.builder().url(url).secret(secret).build();
        }
    }

    /** The text with one character after another replaced by one that differs in its last bit. */
    private static List<String> changed(String text) {
        List<String> changed = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            StringBuilder other = new StringBuilder(text);
            other.setCharAt(i, (char) (text.charAt(i) ^ 1));
            changed.add(other.toString());
        }
        return changed;
    }

    @ParameterizedTest
    @EnumSource
    void documentedExamplesVerify(Vector vector) {
        assertThat(vector.verifier().verify(vector.request())).isEqualTo(Verification.VERIFIED);
    }

    @ParameterizedTest
    @EnumSource
    void signerSignsAsDocumented(Vector vector) {
        assertThat(WebhookSigner.of(vector.secret).sign(vector.url, vector.instant(), vector.body))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "Host", vector.host,
                        "x-ms-date", vector.date,
                        "x-ms-content-sha256", vector.contentHash,
                        "Authorization", PREFIX + vector.signature));
    }

    @ParameterizedTest
    @EnumSource
    @FieldDefect(54)
    void everyChangeOfOneByteOfTheBodyIsRefused(Vector vector) {
        for (int i = 0; i < vector.body.length; i++) {
            byte[] other = vector.body.clone();
            other[i] ^= 1;
            assertThat(vector.verifier()
                            .verify(Vector.request(vector.date, vector.contentHash, PREFIX + vector.signature, other)))
                    .isEqualTo(Verification.CONTENT_CHANGED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyChangeOfOneByteOfTheHashIsRefused(Vector vector) {
        for (String other : changed(vector.contentHash)) {
            assertThat(vector.verifier()
                            .verify(Vector.request(vector.date, other, PREFIX + vector.signature, vector.body)))
                    .isEqualTo(Verification.CONTENT_CHANGED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyChangeOfOneByteOfTheDateIsRefused(Vector vector) {
        for (String other : changed(vector.date)) {
            assertThat(vector.verifier()
                            .verify(Vector.request(other, vector.contentHash, PREFIX + vector.signature, vector.body)))
                    .isEqualTo(Verification.SIGNATURE_WRONG);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyChangeOfOneByteOfTheSignatureIsRefused(Vector vector) {
        for (String other : changed(vector.signature)) {
            assertThat(vector.verifier()
                            .verify(Vector.request(vector.date, vector.contentHash, PREFIX + other, vector.body)))
                    .isEqualTo(Verification.SIGNATURE_WRONG);
        }
        for (String other : changed(PREFIX)) {
            assertThat(vector.verifier()
                            .verify(Vector.request(
                                    vector.date, vector.contentHash, other + vector.signature, vector.body)))
                    .isEqualTo(Verification.AUTHORIZATION_MALFORMED);
        }
    }

    @ParameterizedTest
    @EnumSource
    @FieldDefect(53)
    void everyChangeOfOneByteOfTheSecretIsRefused(Vector vector) {
        for (String other : changed(vector.secret)) {
            assertThat(WebhookVerifier.builder()
                            .url(vector.url)
                            .secret(other)
                            .build()
                            .verify(vector.request()))
                    .isEqualTo(Verification.SIGNATURE_WRONG);
        }
    }

    @ParameterizedTest
    @EnumSource
    @FieldDefect(55)
    void everyChangeOfOneByteOfHostAndPathIsRefused(Vector vector) {
        String rest = vector.url.substring("https://".length());
        for (String other : changed(rest)) {
            SignedUrl url = SignedUrl.parse("https://" + other);
            if (url != null && !url.equals(SignedUrl.parse(vector.url))) {
                assertThat(WebhookVerifier.builder()
                                .url("https://" + other)
                                .secret(vector.secret)
                                .build()
                                .verify(vector.request()))
                        .isEqualTo(Verification.SIGNATURE_WRONG);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop.example/hooks",
                "http://127.shop.example/hooks",
                "ftp://shop.example/hooks",
                "shop.example/hooks",
                "https://",
                "https:///hooks",
                "https://shop.example/a b",
                "https://shop.example/hooks#part",
                "https://user:password@shop.example/hooks",
                ""
            })
    void urlThatCannotBeRegisteredIsRefused(String url) {
        assertThat(SignedUrl.parse(url)).isNull();
        assertThatThrownBy(() -> WebhookSigner.of("secret").sign(url, Instant.EPOCH, new byte[0]))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("url");
    }

    @Test
    void whatIsSignedOfAUrlIsWhatWasRegistered() {
        Map<String, SignedUrl> expected = new TreeMap<>(Map.of(
                "https://shop.example", new SignedUrl("shop.example", "/"),
                "https://shop.example?a=1", new SignedUrl("shop.example", "/?a=1"),
                "https://shop.example:443/a", new SignedUrl("shop.example", "/a"),
                "https://shop.example:8443/a/", new SignedUrl("shop.example:8443", "/a/"),
                "https://shop.example/a%2Fb?c=%20d", new SignedUrl("shop.example", "/a%2Fb?c=%20d"),
                "http://localhost:8080/a", new SignedUrl("localhost:8080", "/a"),
                "http://127.0.0.1:80/a", new SignedUrl("127.0.0.1", "/a"),
                "http://[::1]:8080/a", new SignedUrl("[::1]:8080", "/a")));
        expected.forEach(
                (url, signed) -> assertThat(SignedUrl.parse(url)).as(url).isEqualTo(signed));
    }

    @Test
    @FieldDefect(68)
    void ageCountsOnlyIfItIsAskedFor() {
        Vector vector = Vector.OFFICIAL;
        assertThat(vector.verifier().verify(vector.request())).isEqualTo(Verification.VERIFIED);
        for (int seconds : new int[] {-300, -299, 0, 299, 300}) {
            assertThat(within5Minutes(vector, seconds).verify(vector.request())).isEqualTo(Verification.VERIFIED);
        }
        for (int seconds : new int[] {-301, 301, 700_000}) {
            assertThat(within5Minutes(vector, seconds).verify(vector.request())).isEqualTo(Verification.TOO_OLD);
        }
    }

    private static WebhookVerifier within5Minutes(Vector vector, int secondsLater) {
        return WebhookVerifier.builder()
                .url(vector.url)
                .secret(vector.secret)
                .maxAge(Duration.ofMinutes(5))
                .clock(Clock.fixed(vector.instant().plusSeconds(secondsLater), ZoneOffset.UTC))
                .build();
    }
}
