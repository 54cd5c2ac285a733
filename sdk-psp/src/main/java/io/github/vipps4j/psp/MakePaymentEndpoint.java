package io.github.vipps4j.psp;

import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.call.BackgroundExecutor;
import io.github.vipps4j.core.call.Time;
import io.github.vipps4j.core.callback.CallbackEndpoint;
import io.github.vipps4j.core.callback.CallbackRequest;
import io.github.vipps4j.core.callback.CallbackResponse;
import io.github.vipps4j.core.callback.CardDecision;
import io.github.vipps4j.core.callback.CardDecisionStore;
import io.github.vipps4j.core.callback.Withdrawal;
import io.github.vipps4j.core.support.CallbackToken;
import io.github.vipps4j.core.support.CardDecisions;
import io.github.vipps4j.core.support.CardDelivery;
import io.github.vipps4j.core.support.ContractException;
import io.github.vipps4j.core.support.Failure;
import io.github.vipps4j.core.support.JsonReader;
import io.github.vipps4j.core.support.Violations;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code makePayment} (PSP API v3): lets nothing through that does not bring the token, asks the handler once for each
 * transaction and once more after 3-D Secure, and answers within the 15 s after which the service takes the payment for
 * failed.
 *
 * <pre>{@code
 * MakePaymentEndpoint endpoint = MakePaymentEndpoint.builder()
 *         .makePaymentToken(token)
 *         .handler(handler)
 *         .store(store)
 *         .build();
 * server.createContext("/vipps/makepayment", new JdkHttpAdapter(endpoint));
 * }</pre>
 *
 * <p>The same again gets the answer that was given, or waits for the one that is being made. A late decision is answered with
 * FAIL 85 and discarded, one that throws with FAIL 91; a request that cannot be used is FAIL 71, and so is what follows it. While
 * the store does not answer, nobody is asked, and the answer is 503. All of it rests on the store: with several processes, or one that may be restarted, give it one
 * that they share.
 */
public final class MakePaymentEndpoint implements CallbackEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger("io.github.vipps4j.psp");
    private static final String WHAT = "a makePayment";
    private static final String KEY_PREFIX = "makePayment:";

    /** The service gives up after 15 s, and the answer has to travel. */
    private static final Duration BUDGET = Duration.ofSeconds(14);

    private static final int OK = 200;
    private static final int FOUND = 302;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int TOO_LARGE = 413;
    private static final int UNREADABLE = 422;
    private static final int NOT_NOW = 503;

    private final CallbackToken token;
    private final MakePaymentHandler handler;
    private final CardDecisions<MakePaymentReply> decisions;

    private MakePaymentEndpoint(Builder builder, MakePaymentHandler handler) {
        Executor executor = builder.executor == null ? BackgroundExecutor.create() : builder.executor;
        this.token = CallbackToken.of(builder.makePaymentToken);
        this.handler = handler;
        this.decisions = new CardDecisions<>(WHAT, builder.store, builder.budget, executor, builder.time);
    }

    /** Starts from nothing. Token and handler are required. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public CallbackResponse handle(CallbackRequest request) {
        try {
            return answer(request);
        } catch (Throwable e) {
            LOG.error("A makePayment could not be answered: {}", Failure.text(e));
            return CallbackResponse.of(NOT_NOW);
        }
    }

    private CallbackResponse answer(CallbackRequest request) {
        if (!request.method().equals("POST")) {
            return refused(METHOD_NOT_ALLOWED, "it is not a POST");
        }
        if (!token.matches(request.header("Authorization"))) {
            return refused(UNAUTHORIZED, "the header Authorization is not the token");
        }
        if (request.body().length > CallbackRequest.MAX_BODY) {
            return refused(TOO_LARGE, "the body is too large");
        }
        String pspTransactionId;
        JsonReader json;
        try {
            json = JsonReader.object(request.body());
            pspTransactionId = json.text("pspTransactionId");
        } catch (ContractException e) {
            return refused(UNREADABLE, String.valueOf(e.getMessage()));
        }
        if (pspTransactionId.isBlank()) {
            return refused(UNREADABLE, "pspTransactionId must not be blank");
        }
        return CallbackResponse.json(OK, answer(pspTransactionId, json));
    }

    private byte[] answer(String pspTransactionId, JsonReader json) {
        MakePayment payment;
        try {
            String paymentState = json.text("paymentState");
            NotApprovedPayment.Reason reason = MakePaymentJson.reason(paymentState);
            if (reason != null) {
                return notApproved(pspTransactionId, json, reason);
            }
            if (!paymentState.equals("ACCEPTED")) {
                throw MakePaymentJson.unknownState();
            }
            payment = MakePaymentJson.payment(json, pspTransactionId, null);
        } catch (ContractException e) {
            LOG.warn("A makePayment of {} cannot be used: {}", pspTransactionId, e.getMessage());
            return decisions.refuse(
                    key(pspTransactionId),
                    declined(pspTransactionId, DeclineReason.INVALID_REQUEST),
                    declined(pspTransactionId, DeclineReason.TOO_LATE));
        }
        return decisions.answer(new Delivery(payment));
    }

    private byte[] notApproved(String pspTransactionId, JsonReader json, NotApprovedPayment.Reason reason) {
        String reply = declined(pspTransactionId, MakePaymentJson.decline(reason));
        String msn = json.lenient().textOrNull("merchantSerialNumber");
        decisions.end(
                key(pspTransactionId),
                reply,
                () -> handler.notApproved(new NotApprovedPayment(pspTransactionId, msn, reason)),
                () -> handler.answerDiscarded(pspTransactionId, MakePaymentReply.approved()));
        return bytes(reply);
    }

    /**
     * Gives a transaction up: when a {@code makePayment} comes for it, it is answered with FAIL 85 and reaches no handler. For
     * customers who came back without paying, and for an init whose URL was lost.
     *
     * <p>If a process ended in the middle of deciding it, that is {@link Withdrawal#BEING_DECIDED} until nobody can be at work on
     * it any more, and then {@link Withdrawal#UNKNOWN}.
     */
    public Withdrawal withdraw(String pspTransactionId) {
        return decisions.withdraw(key(pspTransactionId), declined(pspTransactionId, DeclineReason.TOO_LATE));
    }

    /**
     * Sends the customer from the provider's 3-D Secure page back into the app, to the URL that came with the request, unchanged.
     * Always end a session with this: it makes known that the next {@code makePayment} is a second one, even if it has the very
     * bytes of the first. When the customer loads the page again, what the session came to first stands. Give the page a URL that
     * nobody guesses: whoever opens it with an id that is easy to guess ends somebody else's session.
     *
     * @return 302 with the URL; or 404 if it is not known, for then the customer has to go back by hand
     */
    public CallbackResponse returnFrom3DSecure(String pspTransactionId, ThreeDSecureResult result) {
        String url = decisions.returnFrom3DSecure(key(pspTransactionId), result.operation());
        return url == null
                ? CallbackResponse.of(NOT_FOUND)
                : new CallbackResponse(FOUND, Map.of("Location", url), new byte[0]);
    }

    private static String key(String pspTransactionId) {
        return KEY_PREFIX + pspTransactionId;
    }

    private static String declined(String pspTransactionId, DeclineReason reason) {
        return MakePaymentJson.reply(pspTransactionId, MakePaymentReply.declined(reason));
    }

    private static byte[] bytes(String reply) {
        return reply.getBytes(StandardCharsets.UTF_8);
    }

    private static CallbackResponse refused(int status, String reason) {
        LOG.warn("Refused a makePayment: {}", reason);
        return CallbackResponse.text(status, reason);
    }

    /** A payment that the customer approved. */
    private final class Delivery implements CardDelivery<MakePaymentReply> {
        private final MakePayment payment;

        Delivery(MakePayment payment) {
            this.payment = payment;
        }

        @Override
        public String key() {
            return MakePaymentEndpoint.key(payment.pspTransactionId());
        }

        @Override
        public String hash() {
            return CardDecisions.hash(payment.networkToken());
        }

        @Override
        public Map<String, String> returnUrls() {
            return payment.returnUrls().entrySet().stream()
                    .collect(Collectors.toMap(url -> url.getKey().operation(), Map.Entry::getValue));
        }

        /** The API does not say that anything in it is new. */
        @Override
        public boolean mayRepeatItselfAfter3DSecure() {
            return true;
        }

        @Override
        public MakePaymentReply decide(Question question, CardDecision mine) throws Exception {
            MakePayment asked = withResult(ThreeDSecureResult.of(mine.threeDSecureResult()));
            return switch (question) {
                case FIRST -> handler.accepted(asked);
                case AFTER_3D_SECURE -> handler.after3DSecure(asked);
                case UNKNOWN -> handler.unknown(asked);
            };
        }

        @Override
        public Kind kind(MakePaymentReply reply) {
            return reply.isApproved()
                    ? Kind.APPROVED
                    : reply instanceof MakePaymentReply.SoftDecline ? Kind.SOFT_DECLINED : Kind.DECLINED;
        }

        @Override
        public String reply(MakePaymentReply reply) {
            return MakePaymentJson.reply(payment.pspTransactionId(), reply);
        }

        private MakePayment withResult(@Nullable ThreeDSecureResult result) {
            return new MakePayment(
                    payment.pspTransactionId(),
                    payment.merchantSerialNumber(),
                    payment.networkToken(),
                    payment.binNumber(),
                    payment.returnUrls(),
                    result,
                    payment.userToken());
        }

        @Override
        public void discarded(MakePaymentReply decision) throws Exception {
            handler.answerDiscarded(payment.pspTransactionId(), decision);
        }

        @Override
        public String tooLate() {
            return declined(payment.pspTransactionId(), DeclineReason.TOO_LATE);
        }

        @Override
        public String failed() {
            return declined(payment.pspTransactionId(), DeclineReason.INTERNAL_ERROR);
        }
    }

    /** Gathers a {@link MakePaymentEndpoint}. */
    public static final class Builder {
        private @Nullable String makePaymentToken;
        private @Nullable MakePaymentHandler handler;
        private CardDecisionStore store = CardDecisionStore.inMemory();
        private @Nullable Executor executor;
        private Duration budget = BUDGET;
        private Time time = Time.SYSTEM;

        private Builder() {}

        /** The token that was given with {@link InitPayment.Builder#makePaymentToken}. Required: no token is no check. */
        public Builder makePaymentToken(String makePaymentToken) {
            this.makePaymentToken = makePaymentToken;
            return this;
        }

        /** Who decides. Required. */
        public Builder handler(MakePaymentHandler handler) {
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
         * @throws InvalidRequestException if token or handler are missing, or no header could bring the token
         */
        public MakePaymentEndpoint build() {
            MakePaymentHandler given = handler;
            CallbackToken.check(new Violations(), "makePaymentToken", makePaymentToken)
                    .check(given != null, "handler", "is required")
                    .throwIfAny("MakePaymentEndpoint");
            return new MakePaymentEndpoint(this, Objects.requireNonNull(given));
        }
    }
}
