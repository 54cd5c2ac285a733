package io.github.vipps4j.core;

import io.github.vipps4j.core.support.Violations;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a sales unit, a partner or a payment service provider, as the business portal shows them. White space around
 * a pasted key is dropped; everything else that is wrong with one is reported when the {@link Vipps} is built. Never printed.
 */
public final class Credentials {
    private final String clientId;
    private final String clientSecret;
    private final String subscriptionKey;
    private final @Nullable String secondarySubscriptionKey;

    private Credentials(
            String clientId, String clientSecret, String subscriptionKey, @Nullable String secondarySubscriptionKey) {
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.subscriptionKey = subscriptionKey;
        this.secondarySubscriptionKey = secondarySubscriptionKey;
    }

    /**
     * The three keys that every call needs.
     *
     * @param clientId sent with the token request only
     * @param clientSecret sent with the token request only
     * @param subscriptionKey the primary or the secondary key; sent with every request
     */
    public static Credentials of(String clientId, String clientSecret, String subscriptionKey) {
        return new Credentials(clean(clientId), clean(clientSecret), clean(subscriptionKey), null);
    }

    /**
     * The same, with the other subscription key to fall back on: when the first is answered 401 by the token endpoint, for
     * instance because it was regenerated, this one is tried once.
     */
    public Credentials withSecondarySubscriptionKey(String key) {
        return new Credentials(clientId, clientSecret, subscriptionKey, clean(key));
    }

    /** An unset environment variable is null in Java, whatever the type says: it is told with all else, not as a crash. */
    private static String clean(@Nullable String key) {
        return key == null ? "" : key.strip();
    }

    /** The client id. */
    public String clientId() {
        return clientId;
    }

    /** The client secret. */
    public String clientSecret() {
        return clientSecret;
    }

    /** The subscription key that is tried first. */
    public String subscriptionKey() {
        return subscriptionKey;
    }

    /** The subscription key to fall back on, or null. */
    public @Nullable String secondarySubscriptionKey() {
        return secondarySubscriptionKey;
    }

    /** Each key is called what the caller called it: a setting or an environment variable. */
    void check(Violations violations, UnaryOperator<String> naming) {
        checkKey(violations, naming.apply("clientId"), clientId);
        checkKey(violations, naming.apply("clientSecret"), clientSecret);
        checkKey(violations, naming.apply("subscriptionKey"), subscriptionKey);
        if (secondarySubscriptionKey != null) {
            checkKey(violations, naming.apply("secondarySubscriptionKey"), secondarySubscriptionKey);
        }
    }

    private static void checkKey(Violations violations, String field, String key) {
        violations.check(!key.isEmpty(), field, "must be set and not be empty");
        violations.check(
                key.chars().allMatch(c -> c > ' ' && c <= '~'),
                field,
                "must be one line of printable ASCII without blanks");
    }

    /** Nothing of the keys. */
    @Override
    public String toString() {
        return "Credentials[***]";
    }
}
