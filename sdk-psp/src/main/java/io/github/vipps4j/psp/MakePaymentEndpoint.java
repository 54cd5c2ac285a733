package io.github.vipps4j.psp;

import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.call.BackgroundExecutor;
import io.github.vipps4j.core.call.Time;
import io.github.vipps4j.core.callback.CallbackEndpoint;
import io.github.vipps4j.core.callback.CallbackRequest;
import io.github.vipps4j.core.callback.CallbackResponse;
import io.github.vipps4j.core.callback.CardDecision;
import io.github.vipps4j.core.callback.CardDecisionStore;
import io.github.vipps4j.core.support.CallbackToken;
import io.github.vipps4j.core.support.CardDecisions;
import io.github.vipps4j.core.support.CardDelivery;
import io.github.vipps4j.core.support.ContractException;
import io.github.vipps4j.core.support.JsonReader;
import io.github.vipps4j.core.support.TimeBudget;
import io.github.vipps4j.core.support.Violations;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
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
 * <p>The same bytes again get the answer that was given, or wait for the one that is being made. A late decision is answered
 * with FAIL 85 and discarded. All of it rests on the store: with several processes, or one that may be restarted, give it one
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
    private final TimeBudget notices;

    private MakePaymentEndpoint(Builder builder, MakePaymentHandler handler) {
        Executor executor = builder.executor == null ? BackgroundExecutor.create() : builder.executor;
        this.token = CallbackToken.of(builder.makePaymentToken);
        this.handler = handler;
        this.decisions = new CardDecisions<>(WHAT, builder.store, builder.budget, executor, builder.time);
        this.notices = new TimeBudget(WHAT, builder.budget, executor);
    }

    /** Starts from nothing. Token and handler are required. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public CallbackResponse handle(CallbackRequest request) {
        try {
            return answer(request);
        } catch (RuntimeException | LinkageError e) {
            // without the message: it may come from a store or an acquirer's library
            LOG.error("A makePayment could not be answered: {}", e.getClass().getName());
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
        try {
            return CallbackResponse.json(OK, answer(pspTransactionId, json, CardDecisions.hash(request.body())));
        } catch (ContractException e) {
            LOG.warn("A makePayment of {} cannot be used: {}", pspTransactionId, e.getMessage());
            return CallbackResponse.json(OK, bytes(declined(pspTransactionId, DeclineReason.INVALID_REQUEST)));
        }
    }

    private byte[] answer(String pspTransactionId, JsonReader json, String hash) {
        String paymentState = json.text("paymentState");
        if (paymentState.equals("ACCEPTED")) {
            return decisions.answer(new Delivery(MakePaymentJson.payment(json, pspTransactionId, null), hash));
        }
        NotApprovedPayment.Reason reason = MakePaymentJson.reason(paymentState);
        if (reason == null) {
            throw MakePaymentJson.unknownState();
        }
        String reply = declined(pspTransactionId, DeclineReason.NOT_APPROVED);
        switch (decisions.end(key(pspTransactionId), hash, reply)) {
            case NOW -> {
                String msn = json.lenient().textOrNull("merchantSerialNumber");
                tell(() -> {
                    handler.notApproved(new NotApprovedPayment(pspTransactionId, msn, reason));
                    return reply;
                });
            }
            case AFTER_AN_APPROVAL ->
                tell(() -> {
                    handler.answerDiscarded(pspTransactionId, MakePaymentReply.approved());
                    decisions.discarded(key(pspTransactionId));
                    return reply;
                });
            case BEFORE -> LOG.debug("A makePayment of {} was over already", pspTransactionId);
        }
        return bytes(reply);
    }

    /** The answer does not depend on it. */
    private void tell(Callable<String> notice) {
        notices.answer(
                () -> {
                    try {
                        return notice.call();
                    } catch (Exception e) {
                        if (e instanceof InterruptedException) {
                            Thread.currentThread().interrupt();
                        }
                        LOG.error(
                                "The handler of {} failed with {}",
                                WHAT,
                                e.getClass().getName());
                        return "";
                    }
                },
                () -> "",
                late -> {});
    }

    /**
     * Gives a transaction up: when a {@code makePayment} comes for it, it is answered with FAIL 85 and reaches no handler. For
     * customers who came back without paying, and for an init whose URL was lost.
     *
     * @return false if it was approved already, or is being decided at this moment: ask again in 15 s
     */
    public boolean withdraw(String pspTransactionId) {
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
        private final String hash;

        Delivery(MakePayment payment, String hash) {
            this.payment = payment;
            this.hash = hash;
        }

        @Override
        public String key() {
            return MakePaymentEndpoint.key(payment.pspTransactionId());
        }

        @Override
        public String hash() {
            return hash;
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
        public Answer<MakePaymentReply> decide(Question question, CardDecision mine) throws Exception {
            MakePayment asked = withResult(ThreeDSecureResult.of(mine.threeDSecureResult()));
            MakePaymentReply reply = switch (question) {
                case FIRST -> handler.accepted(asked);
                case AFTER_3D_SECURE -> handler.after3DSecure(asked);
                case UNKNOWN -> handler.unknown(asked);
            };
            Kind kind = reply.isApproved()
                    ? Kind.APPROVED
                    : reply instanceof MakePaymentReply.SoftDecline ? Kind.SOFT_DECLINED : Kind.DECLINED;
            return new Answer<>(reply, kind, MakePaymentJson.reply(payment.pspTransactionId(), reply));
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
