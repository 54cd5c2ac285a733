package io.github.vipps4j.epayment;

import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.call.BackgroundExecutor;
import io.github.vipps4j.core.call.Time;
import io.github.vipps4j.core.callback.CallbackEndpoint;
import io.github.vipps4j.core.callback.CallbackRequest;
import io.github.vipps4j.core.callback.CallbackResponse;
import io.github.vipps4j.core.callback.CardDecision;
import io.github.vipps4j.core.callback.CardDecisionStore;
import io.github.vipps4j.core.support.CardDecisions;
import io.github.vipps4j.core.support.CardDelivery;
import io.github.vipps4j.core.support.ContractException;
import io.github.vipps4j.core.support.Failure;
import io.github.vipps4j.core.support.JsonReader;
import io.github.vipps4j.core.support.Violations;
import io.github.vipps4j.epayment.CardCallback.CardData;
import io.github.vipps4j.webhooks.Verification;
import io.github.vipps4j.webhooks.WebhookVerifier;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the card callback (ePayment, card passthrough 2026-08): lets nothing through that is not signed with the provider's
 * client secret, asks the handler once for each attempt and once more after 3-D Secure, and answers within the 20 s after
 * which the service takes the attempt for failed.
 *
 * <pre>{@code
 * CardCallbackEndpoint endpoint = CardCallbackEndpoint.builder()
 *         .verifier(WebhookVerifier.builder().url(cardCallbackUrl).secret(clientSecret).build())
 *         .handler(handler)
 *         .store(store)
 *         .build();
 * server.createContext("/vipps/card", new JdkHttpAdapter(endpoint));
 * }</pre>
 *
 * <p>The same again gets the answer that was given, or waits for the one that is being made. A late decision is answered with
 * FAIL and discarded; a handler that throws and a genuine callback that cannot be used are FAIL too. While the store does not
 * answer, nobody is asked, and the answer is 503. All of it rests on the store: with several processes, or one that may be restarted, give it one
 * that they share.
 */
public final class CardCallbackEndpoint implements CallbackEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger("io.github.vipps4j.epayment");
    private static final String WHAT = "a card callback";
    private static final String KEY_PREFIX = "cardCallback:";
    private static final String RETURN = "completed";

    /** The service gives up after 20 s, and the answer has to travel. */
    private static final Duration BUDGET = Duration.ofSeconds(19);

    private static final int OK = 200;
    private static final int FOUND = 302;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int TOO_LARGE = 413;
    private static final int UNREADABLE = 422;
    private static final int NOT_NOW = 503;

    /** No other code of a refusal is published. */
    private static final String LATE = CardCallbackJson.reply(
            CardCallbackReply.fail(CardCallbackReply.REFUSED_BY_ISSUER, "Response received too late"));

    private static final String FAILED =
            CardCallbackJson.reply(CardCallbackReply.fail(CardCallbackReply.REFUSED_BY_ISSUER, "Internal error"));

    private static final String INVALID =
            CardCallbackJson.reply(CardCallbackReply.fail(CardCallbackReply.REFUSED_BY_ISSUER, "Invalid request"));

    private final WebhookVerifier verifier;
    private final CardCallbackHandler handler;
    private final CardDecisions<CardCallbackReply> decisions;

    private CardCallbackEndpoint(Builder builder, WebhookVerifier verifier, CardCallbackHandler handler) {
        Executor executor = builder.executor == null ? BackgroundExecutor.create() : builder.executor;
        this.verifier = verifier;
        this.handler = handler;
        this.decisions = new CardDecisions<>(WHAT, builder.store, builder.budget, executor, builder.time);
    }

    /** Starts from nothing. Verifier and handler are required. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public CallbackResponse handle(CallbackRequest request) {
        try {
            return answer(request);
        } catch (Throwable e) {
            LOG.error("A card callback could not be answered: {}", Failure.text(e));
            return CallbackResponse.of(NOT_NOW);
        }
    }

    private CallbackResponse answer(CallbackRequest request) {
        if (request.body().length > CallbackRequest.MAX_BODY) {
            return refused(TOO_LARGE, "the body is too large");
        }
        Verification verification = verifier.verify(request);
        if (verification != Verification.VERIFIED) {
            return refused(
                    verification == Verification.NOT_A_POST ? METHOD_NOT_ALLOWED : UNAUTHORIZED,
                    verification.toString());
        }
        String authorizationAttemptId;
        JsonReader json;
        try {
            json = JsonReader.object(request.body());
            authorizationAttemptId = json.text("authorizationAttemptId");
        } catch (ContractException e) {
            return refused(UNREADABLE, String.valueOf(e.getMessage()));
        }
        if (authorizationAttemptId.isBlank()) {
            return refused(UNREADABLE, "authorizationAttemptId must not be blank");
        }
        return CallbackResponse.json(OK, answer(authorizationAttemptId, json));
    }

    private byte[] answer(String authorizationAttemptId, JsonReader json) {
        CardCallback callback;
        try {
            callback = CardCallbackJson.callback(json);
        } catch (ContractException e) {
            LOG.warn("A card callback of {} cannot be used: {}", authorizationAttemptId, e.getMessage());
            return decisions.refuse(key(authorizationAttemptId), INVALID, LATE);
        }
        return decisions.answer(new Delivery(callback));
    }

    /**
     * Sends the customer from the provider's 3-D Secure page back into the app, to the URL that came with the callback, unchanged.
     * Always end a session with this: for a card's number it makes known that the next callback is a second one, even if it has
     * the very bytes of the first.
     *
     * @return 302 with the URL; or 404 if it is not known, for then the customer has to go back by hand
     */
    public CallbackResponse returnFromSoftDecline(String authorizationAttemptId) {
        String url = decisions.returnFrom3DSecure(key(authorizationAttemptId), RETURN);
        return url == null
                ? CallbackResponse.of(NOT_FOUND)
                : new CallbackResponse(FOUND, Map.of("Location", url), new byte[0]);
    }

    private static String key(String authorizationAttemptId) {
        return KEY_PREFIX + authorizationAttemptId;
    }

    private static CallbackResponse refused(int status, String reason) {
        LOG.warn("Refused a card callback: {}", reason);
        return CallbackResponse.text(status, reason);
    }

    private final class Delivery implements CardDelivery<CardCallbackReply> {
        private final CardCallback callback;

        Delivery(CardCallback callback) {
            this.callback = callback;
        }

        @Override
        public String key() {
            return CardCallbackEndpoint.key(callback.authorizationAttemptId());
        }

        @Override
        public String hash() {
            CardData data = callback.cardInfo().cardData();
            return data instanceof CardData.Token token
                    ? CardDecisions.hash(token.networkToken())
                    : CardDecisions.hash(((CardData.Pan) data).encryptedPan().value());
        }

        @Override
        public Map<String, String> returnUrls() {
            String url = callback.softDeclineCompletedRedirectUrl();
            return url == null ? Map.of() : Map.of(RETURN, url);
        }

        /** A token has a fresh cryptogram then; a card's number has nothing that must be new. */
        @Override
        public boolean mayRepeatItselfAfter3DSecure() {
            return callback.cardInfo().cardData() instanceof CardData.Pan;
        }

        @Override
        public CardCallbackReply decide(Question question, CardDecision mine) throws Exception {
            return switch (question) {
                case FIRST -> handler.authorize(callback);
                case AFTER_3D_SECURE -> handler.afterSoftDecline(callback);
                case UNKNOWN -> handler.unknown(callback);
            };
        }

        @Override
        public Kind kind(CardCallbackReply reply) {
            return reply.isReserved()
                    ? Kind.APPROVED
                    : reply instanceof CardCallbackReply.SoftDecline ? Kind.SOFT_DECLINED : Kind.DECLINED;
        }

        @Override
        public String reply(CardCallbackReply reply) {
            return CardCallbackJson.reply(reply);
        }

        @Override
        public void discarded(CardCallbackReply decision) throws Exception {
            handler.answerDiscarded(callback, decision);
        }

        @Override
        public String tooLate() {
            return LATE;
        }

        @Override
        public String failed() {
            return FAILED;
        }
    }

    /** Gathers a {@link CardCallbackEndpoint}. */
    public static final class Builder {
        private @Nullable WebhookVerifier verifier;
        private @Nullable CardCallbackHandler handler;
        private CardDecisionStore store = CardDecisionStore.inMemory();
        private @Nullable Executor executor;
        private Duration budget = BUDGET;
        private Time time = Time.SYSTEM;

        private Builder() {}

        /** With {@link CardPassthrough#cardCallbackUrl} as its URL and the provider's client secret as its secret. Required. */
        public Builder verifier(WebhookVerifier verifier) {
            this.verifier = verifier;
            return this;
        }

        /** Who decides. Required. */
        public Builder handler(CardCallbackHandler handler) {
            this.handler = handler;
            return this;
        }

        /** Where decisions are remembered; {@link CardDecisionStore#inMemory} unless it is said. */
        public Builder store(CardDecisionStore store) {
            this.store = Objects.requireNonNull(store, "store");
            return this;
        }

        /**
         * Where the handler runs: on virtual threads where the JVM has them, else on daemon threads, unless it is said. One that
         * has not begun in time is never begun.
         */
        public Builder executor(Executor executor) {
            this.executor = executor;
            return this;
        }

        /** For tests that do not wait. */
        Builder budget(Duration budget) {
            this.budget = budget;
            return this;
        }

        /** For tests that let time pass. */
        Builder time(Time time) {
            this.time = time;
            return this;
        }

        /**
         * The finished endpoint.
         *
         * @throws InvalidRequestException if verifier or handler are missing
         */
        public CardCallbackEndpoint build() {
            WebhookVerifier genuine = verifier;
            CardCallbackHandler given = handler;
            new Violations()
                    .check(genuine != null, "verifier", "is required: without one nothing is genuine")
                    .check(given != null, "handler", "is required")
                    .throwIfAny("CardCallbackEndpoint");
            return new CardCallbackEndpoint(this, Objects.requireNonNull(genuine), Objects.requireNonNull(given));
        }
    }
}
