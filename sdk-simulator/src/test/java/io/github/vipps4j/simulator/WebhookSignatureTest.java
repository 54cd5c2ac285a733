package io.github.vipps4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookSignatureTest {
    private static final String SCHEME = "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=";

    @Test
    void officialVector() {
        SignedRequest signed = signed(
                "https://webhook.site/e2cee29b-012e-4f1d-8ef4-e95fd74a7a63",
                "A0+AeKBRG2KRGvnNwJpQlb6IJFk48CKXCIcrLoHncVJKDILsQSxS6NWCccwWm6r6FhGKhiHTBsG2wo/xU6FY/A==",
                "2023-03-30T08:38:32Z",
                "{\"some-unique-content\":\"ee6e441b-cc4a-46f8-895d-a5af79bcc233/hello-world\"}");

        assertThat(signed.date()).isEqualTo("Thu, 30 Mar 2023 08:38:32 GMT");
        assertThat(signed.contentHash()).isEqualTo("lNlsp1XA03N34HrQsVzPgJKtC+r7l/RBF4V3JQUWMj4=");
        assertThat(signed.authorization()).isEqualTo(SCHEME + "agAiSyogQbDHpeucoNwYz+yAr5nJ+v+zasdkSbqzv+U=");
    }

    @Test
    void queryIsSignedToo() {
        SignedRequest signed = signed(
                "https://shop.example.com/hooks/vipps?tenant=42&env=test",
                "7d1f3a52-90c4-4e7b-8a11-5b6c7d8e9f00",
                "2026-07-01T10:00:10Z",
                "{\"msn\":\"654321\",\"reference\":\"shop7-order-20260701-0042\","
                        + "\"pspReference\":\"0a7e2b6e-0000-4000-8000-000000000003\",\"name\":\"AUTHORIZED\","
                        + "\"amount\":{\"currency\":\"NOK\",\"value\":24900},"
                        + "\"timestamp\":\"2026-07-01T10:00:09.120Z\",\"success\":true}");

        assertThat(signed.date()).isEqualTo("Wed, 01 Jul 2026 10:00:10 GMT");
        assertThat(signed.contentHash()).isEqualTo("wkchx88kGyinA+okcDSAKKdWIC3qr/uuAOvY6o5KJXw=");
        assertThat(signed.authorization()).isEqualTo(SCHEME + "MVlMaA2QMXju8uoO7jTm+jRqvazM22kEt7oluQCcyA0=");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"Blåbær øl\"} | kcWi6Y39L/laOYzMcyKBj+j5dJe01GJEGtSgUecgpLQ="
                        + " | sml1DptZxMzgg2FMQr2PidnpBDqt7dLt68d8wOlIkIg=",
                "'' | 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU= | xF4cbZ3xxakSyHSuO3WZ+aQOuge2P+x9pnDQ8JJWAiM="
            })
    void portIsPartOfTheHostAndBodiesAreBytes(String body, String hash, String signature) {
        SignedRequest signed = signed("http://localhost:8443/hooks", "local-test-secret", "2026-07-01T10:00:10Z", body);

        assertThat(signed.contentHash()).isEqualTo(hash);
        assertThat(signed.authorization()).isEqualTo(SCHEME + signature);
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.example.com, shop.example.com, /",
        "https://shop.example.com:443/a, shop.example.com, /a",
        "https://shop.example.com:8080/a%20b?c=%C3%B8, shop.example.com:8080, /a%20b?c=%C3%B8",
        "http://127.0.0.1:80?x=1, 127.0.0.1, /?x=1",
        "http://[::1]:8443/a, [::1]:8443, /a"
    })
    void hostAndPathAreThoseOfTheUrl(String text, String host, String pathAndQuery) {
        WebhookUrl url = WebhookUrl.of(text);

        assertThat(url.host()).isEqualTo(host);
        assertThat(url.pathAndQuery()).isEqualTo(pathAndQuery);
        assertThat(url).hasToString(text);
    }

    private static SignedRequest signed(String url, String secret, String now, String body) {
        return SignedRequest.sign(
                WebhookUrl.of(url), secret, Instant.parse(now), body.getBytes(StandardCharsets.UTF_8));
    }
}
