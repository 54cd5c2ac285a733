package io.github.vipps4j.simulator;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How Webhooks API v1 signs what it sends. */
final class WebhookSignature {
    private static final String HMAC = "HmacSHA256";
    static final String SCHEME = "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=";

    private WebhookSignature() {}

    /** Header {@code x-ms-content-sha256}. */
    static String contentHash(byte[] body) {
        try {
            return base64(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Header {@code Authorization}. The key is the secret's text, even if it looks like base64. */
    static String authorization(String secret, String pathAndQuery, String date, String host, String contentHash) {
        String toSign = "POST\n" + pathAndQuery + '\n' + date + ';' + host + ';' + contentHash;
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
            return SCHEME + base64(mac.doFinal(toSign.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HMAC-SHA256", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
