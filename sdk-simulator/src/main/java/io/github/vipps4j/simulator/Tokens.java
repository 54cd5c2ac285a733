package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The access tokens of the simulator. They live 1 hour in the test environment, 24 hours in production. */
public final class Tokens {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    /** Makes a token as long as the real ones: more than 1000 characters. */
    private static final int SIGNATURE_BYTES = 700;

    private final Clock clock;
    private final Duration lifetime;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Token> valid = new ConcurrentHashMap<>();
    private final AtomicInteger issued = new AtomicInteger();

    Tokens(Clock clock, Duration lifetime) {
        this.clock = clock;
        this.lifetime = lifetime;
    }

    /** A token that was issued. */
    record Token(String text, KeyHolder holder, Instant issuedAt, Instant expiresAt) {}

    /** Ends all tokens: the next call with any of them is answered 401. */
    public void revokeAll() {
        valid.clear();
    }

    /**
     * How many tokens were issued since the start or the last reset.
     *
     * @return the number of successful token requests
     */
    public int issued() {
        return issued.get();
    }

    Token create(KeyHolder holder) {
        Instant now = clock.instant();
        Token token = new Token(newText(holder), holder, now, now.plus(lifetime));
        valid.put(token.text(), token);
        issued.incrementAndGet();
        return token;
    }

    /** Whose token it is; null if it is unknown, revoked or expired. */
    @Nullable
    KeyHolder holderOf(String text) {
        Token token = valid.get(text);
        return token == null || !clock.instant().isBefore(token.expiresAt()) ? null : token.holder();
    }

    void revoke(String text) {
        valid.remove(text);
    }

    void reset() {
        valid.clear();
        issued.set(0);
    }

    private String newText(KeyHolder holder) {
        byte[] signature = new byte[SIGNATURE_BYTES];
        random.nextBytes(signature);
        ObjectNode header = Json.object().put("typ", "JWT").put("alg", "none");
        ObjectNode claims = Json.object().put("appid", holder.clientId()).put("iss", "vipps4j simulator");
        return BASE64.encodeToString(Json.bytes(header))
                + '.'
                + BASE64.encodeToString(Json.bytes(claims))
                + '.'
                + BASE64.encodeToString(signature);
    }
}
