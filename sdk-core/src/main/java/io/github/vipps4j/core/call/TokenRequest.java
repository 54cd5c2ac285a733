package io.github.vipps4j.core.call;

import io.github.vipps4j.core.Operation;
import io.github.vipps4j.core.support.ContractException;
import io.github.vipps4j.core.support.JsonReader;
import io.github.vipps4j.core.support.Texts;
import java.time.Duration;

/** The token request (Access Token API 2.0.0): no body, the keys in headers whose names have an underscore. */
final class TokenRequest {
    static final Operation OPERATION = new Operation("accesstoken.get", "POST", "/accesstoken/get");

    /** Of a fetch that nobody waits for. */
    static final Duration DEADLINE = Duration.ofSeconds(60);

    private static final Duration LONGEST = Duration.ofDays(7);

    private TokenRequest() {}

    /** @param lifetime from the request on, at most a week */
    record Answer(String accessToken, Duration lifetime) {
        @Override
        public String toString() {
            return "Answer[lifetime=" + lifetime + "]";
        }
    }

    /** Asking twice does no harm: several tokens may live at once. */
    static ApiCall<Answer> call(Time time) {
        return ApiCall.of(OPERATION, Repeatability.SAFE, body -> read(JsonReader.object(body), time))
                .body(ApiCall.NO_BODY)
                .secretReply()
                .build();
    }

    private static Answer read(JsonReader reply, Time time) {
        String token = reply.text("access_token");
        if (token.isEmpty() || !Texts.all(token, c -> c > ' ' && c <= '~')) {
            throw new ContractException("access_token", "must be printable ASCII without blanks");
        }
        Long seconds = reply.integerOrNull("expires_in");
        if (seconds == null) {
            seconds = reply.integer("expires_on") - time.now().getEpochSecond();
        }
        Duration lifetime = Duration.ofSeconds(Math.max(0, Math.min(seconds, LONGEST.toSeconds())));
        return new Answer(token, lifetime);
    }
}
