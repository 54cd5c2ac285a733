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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class WebhookVerifierTest {
    private static final String URL = "https://shop.example/hooks/vipps";
    private static final Instant NOW = Instant.parse("2026-07-01T10:00:10Z");
    private static final byte[] BODY = "{\"name\":\"CAPTURED\"}".getBytes(StandardCharsets.UTF_8);

    private static CallbackRequest signedWith(String secret) {
        return WebhookSigner.of(secret).request(URL, NOW, BODY);
    }

    private static Map<String, List<String>> headers(String secret) {
        Map<String, List<String>> headers = new HashMap<>();
        WebhookSigner.of(secret).sign(URL, NOW, BODY).forEach((name, value) -> headers.put(name, List.of(value)));
        return headers;
    }

    private static Verification verifyWithout(String header) {
        Map<String, List<String>> headers = headers("secret-1");
        headers.remove(header);
        return verifier("secret-1").verify(new CallbackRequest("POST", "/hooks/vipps", headers, BODY));
    }

    private static WebhookVerifier verifier(String secret) {
        return WebhookVerifier.builder().url(URL).secret(secret).build();
    }

    @Test
    void whatIsMissingIsTold() {
        assertThat(verifyWithout("none")).isEqualTo(Verification.VERIFIED);
        assertThat(verifyWithout("Host")).isEqualTo(Verification.VERIFIED);
        assertThat(verifyWithout("Authorization")).isEqualTo(Verification.AUTHORIZATION_MISSING);
        assertThat(verifyWithout("x-ms-date")).isEqualTo(Verification.DATE_MISSING);
        assertThat(verifyWithout("x-ms-content-sha256")).isEqualTo(Verification.CONTENT_HASH_MISSING);
        assertThat(verifier("secret-1").verify(new CallbackRequest("GET", "/hooks/vipps", headers("secret-1"), BODY)))
                .isEqualTo(Verification.NOT_A_POST);
    }

    @Test
    void headerThatComesTwiceIsNoSignature() {
        Map<String, List<String>> headers = headers("secret-1");
        headers.computeIfPresent("Authorization", (name, values) -> List.of("Bearer x", values.get(0)));
        assertThat(verifier("secret-1").verify(new CallbackRequest("POST", "/hooks/vipps", headers, BODY)))
                .isEqualTo(Verification.AUTHORIZATION_MALFORMED);
    }

    @Test
    @FieldDefect(56)
    void anyOfSeveralSecretsWillDo() {
        WebhookVerifier verifier = WebhookVerifier.builder()
                .url(URL)
                .secret("old-secret")
                .secret("new-secret")
                .build();
        assertThat(verifier.verify(signedWith("old-secret"))).isEqualTo(Verification.VERIFIED);
        assertThat(verifier.verify(signedWith("new-secret"))).isEqualTo(Verification.VERIFIED);
        assertThat(verifier.verify(signedWith("other-secret"))).isEqualTo(Verification.SIGNATURE_WRONG);
    }

    @Test
    @FieldDefect(56)
    void secretsComeAndGoWithTheirStore() {
        WebhookSecretStore store = WebhookSecretStore.inMemory();
        WebhookVerifier verifier =
                WebhookVerifier.builder().url(URL).secrets(store::secrets).build();
        assertThat(verifier.verify(signedWith("secret-1"))).isEqualTo(Verification.NO_SECRET);
        store.save("id-1", "secret-1");
        store.save("id-2", "secret-2");
        assertThat(verifier.verify(signedWith("secret-1"))).isEqualTo(Verification.VERIFIED);
        store.delete("id-1");
        assertThat(verifier.verify(signedWith("secret-1"))).isEqualTo(Verification.SIGNATURE_WRONG);
        assertThat(verifier.verify(signedWith("secret-2"))).isEqualTo(Verification.VERIFIED);
    }

    @Test
    @FieldDefect(57)
    void noSecretNeverMeansVerified() {
        assertThatThrownBy(() -> WebhookVerifier.builder().url(URL).build())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("secret");
        for (String blank : new String[] {"", " ", "\t\n"}) {
            assertThatThrownBy(() ->
                            WebhookVerifier.builder().url(URL).secret(blank).build())
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("secret");
            List<String> secrets = new ArrayList<>(List.of(blank));
            WebhookVerifier verifier =
                    WebhookVerifier.builder().url(URL).secrets(() -> secrets).build();
            assertThat(verifier.verify(signedWith("secret-1"))).isEqualTo(Verification.NO_SECRET);
            secrets.add("secret-1");
            assertThat(verifier.verify(signedWith("secret-1"))).isEqualTo(Verification.VERIFIED);
        }
    }

    @Test
    @FieldDefect(55)
    void proxyThatTakesTheHeaderAwayCanPutItElsewhere() {
        Map<String, List<String>> headers = headers("secret-1");
        headers.put("X-Forwarded-Authorization", Objects.requireNonNull(headers.remove("Authorization")));
        CallbackRequest request = new CallbackRequest("POST", "/internal/7", headers, BODY);
        assertThat(verifier("secret-1").verify(request)).isEqualTo(Verification.AUTHORIZATION_MISSING);
        assertThat(WebhookVerifier.builder()
                        .url(URL)
                        .secret("secret-1")
                        .authorizationHeader("x-forwarded-authorization")
                        .build()
                        .verify(request))
                .isEqualTo(Verification.VERIFIED);
    }

    @Test
    void dateThatIsNoneIsToldOnlyIfAgeCounts() {
        WebhookVerifier strict = WebhookVerifier.builder()
                .url(URL)
                .secret("secret-1")
                .maxAge(Duration.ofMinutes(5))
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .build();
        String date = "yesterday";
        String hash = Signature.contentHash(BODY);
        String authorization =
                Signature.authorization("secret-1", new SignedUrl("shop.example", "/hooks/vipps"), date, hash);
        CallbackRequest request = SignatureTest.Vector.request(date, hash, authorization, BODY);
        assertThat(strict.verify(request)).isEqualTo(Verification.DATE_MALFORMED);
        assertThat(verifier("secret-1").verify(request)).isEqualTo(Verification.VERIFIED);
        assertThat(strict.verify(signedWith("secret-1"))).isEqualTo(Verification.VERIFIED);
    }

    @Test
    void everyMistakeIsToldAtOnce() {
        assertThatThrownBy(() -> WebhookVerifier.builder()
                        .url("http://shop.example/")
                        .secret("")
                        .authorizationHeader(" ")
                        .maxAge(Duration.ZERO)
                        .build())
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        e -> assertThat(e.violations())
                                .extracting(violation -> violation.field())
                                .containsExactly("url", "secret", "authorizationHeader", "maxAge"));
    }

    @Test
    void nothingPrintsTheSecret() {
        assertThat(List.of(
                        verifier("secret-1"),
                        WebhookSigner.of("secret-1"),
                        new RegisteredWebhook("id-1", "secret-1"),
                        signedWith("secret-1"),
                        WebhookVerifier.builder().secret("secret-1")))
                .noneMatch(printed -> printed.toString().contains("secret-1"));
    }
}
