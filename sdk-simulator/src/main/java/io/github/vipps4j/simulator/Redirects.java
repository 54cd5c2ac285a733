package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Where a payment sends its customer. */
final class Redirects {
    private final URI baseUrl;
    private final boolean testEnvironment;
    private final SecureRandom random = new SecureRandom();

    Redirects(URI baseUrl, boolean testEnvironment) {
        this.baseUrl = baseUrl;
        this.testEnvironment = testEnvironment;
    }

    /** What names the payment in its URL; force approve takes it too. */
    String newToken() {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    String landingUrl(String token) {
        return baseUrl + Landing.PATH + "?token=" + token;
    }

    /** Of the image, unless the merchant draws it. */
    private String qrUrl(String format, String token) {
        return format.equals("TEXT/TARGETURL") ? landingUrl(token) : baseUrl + QrImages.PATH + "?token=" + token;
    }

    ThreeDSecureUrls newThreeDSecureUrls() {
        return new ThreeDSecureUrls(baseUrl, newToken());
    }

    /** Null if the customer is not redirected. */
    @Nullable
    String url(JsonNode request, String token) {
        return switch (request.path("userFlow").asText()) {
            case "PUSH_MESSAGE" -> null;
            case "NATIVE_REDIRECT" -> (testEnvironment ? "vippsMT" : "vipps") + "://?token=" + token;
            case "QR" -> qrUrl(request.path("qrFormat").path("format").asText(), token);
            default -> landingUrl(token);
        };
    }
}
