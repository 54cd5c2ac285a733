package io.github.vipps4j.core.call;

import io.github.vipps4j.core.Credentials;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** The keys of the token request. The secondary subscription key is tried once, when the primary is answered 401. */
final class ClientKeys implements Authorization {
    private final Credentials credentials;
    private String subscriptionKey;

    ClientKeys(Credentials credentials) {
        this.credentials = credentials;
        this.subscriptionKey = credentials.subscriptionKey();
    }

    String subscriptionKey() {
        return subscriptionKey;
    }

    @Override
    public void prepare(Deadline deadline) {}

    @Override
    public void addTo(Request.Builder request) {
        request.header("client_id", credentials.clientId())
                .header("client_secret", credentials.clientSecret())
                .header("Ocp-Apim-Subscription-Key", subscriptionKey);
    }

    @Override
    public boolean renew(Deadline deadline) {
        String secondary = credentials.secondarySubscriptionKey();
        if (secondary == null || secondary.equals(subscriptionKey)) {
            return false;
        }
        subscriptionKey = secondary;
        return true;
    }

    @Override
    public @Nullable String token() {
        return null;
    }
}
