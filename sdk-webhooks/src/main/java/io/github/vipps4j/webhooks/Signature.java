package io.github.vipps4j.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The arithmetic of a signature (Webhooks API v1): of bytes, never of parsed and rewritten JSON. */
final class Signature {
    static final String DATE = "x-ms-date";
    static final String CONTENT_HASH = "x-ms-content-sha256";
    static final String AUTHORIZATION = "Authorization";
    static final String PREFIX = "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=";

    private static final String HMAC = "HmacSHA256";

    private Signature() {}

    /** Base64 of the body's SHA-256. */
    static String contentHash(byte[] body) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** The whole value of the header {@code Authorization}. The secret is used as text, although it looks like base64. */
    static String authorization(String secret, SignedUrl url, String date, String contentHash) {
        String text = "POST\n" + url.pathAndQuery() + "\n" + date + ";" + url.host() + ";" + contentHash;
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(bytes(secret), HMAC));
            return PREFIX + Base64.getEncoder().encodeToString(mac.doFinal(bytes(text)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    /** In a time that does not tell how much is equal. */
    static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(bytes(one), bytes(other));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
