package io.github.vipps4j.core.support;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A secret that proves who calls, compared in a time that tells nothing of it. */
public final class CallbackToken {
    private static final int LONGEST = 255;

    private final byte[] hash;

    private CallbackToken(String token) {
        this.hash = hash(token);
    }

    /**
     * The token that is to be expected.
     *
     * @throws io.github.vipps4j.core.InvalidRequestException if it is null or blank: no token is no check; or if white space
     *     is around it, as from a file: no header could ever match it
     */
    public static CallbackToken of(@Nullable String token) {
        new Violations()
                .check(token != null && !token.isBlank(), "token", "must not be blank")
                .check(
                        token == null || token.isBlank() || token.equals(token.strip()),
                        "token",
                        "must not begin or end with white space")
                .throwIfAny("CallbackToken");
        return new CallbackToken(Objects.requireNonNull(token));
    }

    /** Notes a violation unless the service can send it, in the header of its calls, as it was given. */
    public static Violations check(Violations violations, String field, @Nullable String token) {
        return violations.check(
                token != null
                        && Texts.isOfLength(token, 1, LONGEST)
                        && Texts.all(token, c -> c >= ' ' && c <= '~')
                        && token.equals(token.strip()),
                field,
                "must have 1 to " + LONGEST + " characters of printable ASCII without a space at either end");
    }

    /** Whether the caller knows it; null never does. */
    public boolean matches(@Nullable String given) {
        return given != null && MessageDigest.isEqual(hash, hash(given));
    }

    /** Hashes have one length, so that not even that of the token can be measured. */
    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "CallbackToken";
    }
}
