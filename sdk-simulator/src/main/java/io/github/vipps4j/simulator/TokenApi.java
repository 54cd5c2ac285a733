package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/** The token endpoint, Access Token API 2.0.0. */
final class TokenApi implements Api.Played {
    /** A blank where ISO 8601 has a T: so the real service writes it. */
    private static final DateTimeFormatter ERROR_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private static final int UNKNOWN_CLIENT = 700016;
    private static final int WRONG_SECRET = 7000215;

    private final boolean testEnvironment;
    private final KeyHolders holders;
    private final Tokens tokens;
    private final Clock clock;

    TokenApi(boolean testEnvironment, KeyHolders holders, Tokens tokens, Clock clock) {
        this.testEnvironment = testEnvironment;
        this.holders = holders;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public Answer answer(Call call, Route route) {
        call.pause();
        String subscriptionKey = call.header("Ocp-Apim-Subscription-Key");
        if (subscriptionKey == null || !holders.knowSubscriptionKey(subscriptionKey)) {
            return Answer.gateway(401, "Access denied due to missing or invalid subscription key");
        }
        if (call.body().length > 0) {
            return Answer.empty(400);
        }
        KeyHolder holder = holders.byClientId(call.header("client_id"));
        if (holder == null) {
            return refused(400, "unauthorized_client", UNKNOWN_CLIENT, "Application not found.");
        }
        if (!holder.clientSecret().equals(call.header("client_secret"))) {
            return refused(401, "invalid_client", WRONG_SECRET, "Invalid client secret provided.");
        }
        if (!KeyHolders.hasSubscriptionKey(holder, subscriptionKey)) {
            return Answer.gateway(401, "Access denied due to a subscription key of somebody else");
        }
        if (testEnvironment && holder instanceof Partner) {
            return Answer.gateway(401, "Access denied: partner keys work in production only");
        }
        return issued(tokens.create(holder));
    }

    private static Answer issued(Tokens.Token token) {
        // One second less than the nominal lifetime, and numbers as text: so the real service answers.
        long seconds = Duration.between(token.issuedAt(), token.expiresAt()).toSeconds() - 1;
        long now = token.issuedAt().getEpochSecond();
        ObjectNode body = Json.object()
                .put("token_type", "Bearer")
                .put("expires_in", String.valueOf(seconds))
                .put("ext_expires_in", "0")
                .put("expires_on", String.valueOf(now + seconds))
                .put("not_before", String.valueOf(now - 300))
                .put("resource", "00000002-0000-0000-c000-000000000000")
                .put("access_token", token.text());
        return Answer.json(200, "application/json;charset=UTF-8", body);
    }

    private Answer refused(int status, String error, int code, String reason) {
        Instant now = clock.instant();
        String time = ERROR_TIME.format(now);
        String traceId = UUID.randomUUID().toString();
        ObjectNode body = Json.object()
                .put("error", error)
                .put(
                        "error_description",
                        "AADSTS" + code + ": " + reason + "\r\nTrace ID: " + traceId + "\r\nTimestamp: " + time);
        body.putArray("error_codes").add(code);
        body.put("timestamp", time)
                .put("trace_id", traceId)
                .put("correlation_id", UUID.randomUUID().toString())
                .put("error_uri", "https://login.windows.net/error?code=" + code);
        return Answer.json(status, body);
    }
}
