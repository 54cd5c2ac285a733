package io.github.vipps4j.core.call;

import java.util.Objects;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * The access token, and the subscription key that it was fetched with: the two have to go together. A payment service provider
 * names itself beside them.
 */
final class BearerToken implements Authorization {
    private final AccessTokens tokens;
    private final @Nullable String pspId;
    private AccessTokens.@Nullable Token used;

    BearerToken(AccessTokens tokens, @Nullable String pspId) {
        this.tokens = tokens;
        this.pspId = pspId;
    }

    @Override
    public void prepare(Deadline deadline) {
        used = tokens.get(deadline);
    }

    @Override
    public void addTo(Request.Builder request) {
        AccessTokens.Token token = Objects.requireNonNull(used, "prepared first");
        request.header("Authorization", token.header()).header("Ocp-Apim-Subscription-Key", token.subscriptionKey());
        if (pspId != null) {
            request.header("Psp-Id", pspId);
        }
    }

    @Override
    public boolean renew(Deadline deadline) {
        used = tokens.insteadOf(Objects.requireNonNull(used, "used first"), deadline);
        return true;
    }

    @Override
    public @Nullable String token() {
        return used == null ? null : used.value();
    }
}
