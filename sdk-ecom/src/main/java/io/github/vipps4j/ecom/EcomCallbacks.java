package io.github.vipps4j.ecom;

import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.call.BackgroundExecutor;
import io.github.vipps4j.core.call.Time;
import io.github.vipps4j.core.callback.CallbackEndpoint;
import io.github.vipps4j.core.callback.CallbackRequest;
import io.github.vipps4j.core.callback.CallbackResponse;
import io.github.vipps4j.core.support.CallbackToken;
import io.github.vipps4j.core.support.ContractException;
import io.github.vipps4j.core.support.PercentCode;
import io.github.vipps4j.core.support.Texts;
import io.github.vipps4j.core.support.TimeBudget;
import io.github.vipps4j.core.support.Violations;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the three calls that the service makes to the merchant (eCom 2.0.3, merchant endpoints): an order's outcome,
 * the question for shipping methods, and the removal of a consent. Serve it under the prefixes that were given with
 * {@link InitiatePayment}, whichever they are; it looks at the end of the path.
 *
 * <pre>{@code
 * CallbackEndpoint endpoint = EcomCallbacks.builder()
 *         .authToken(token)
 *         .onPaymentUpdate(updates.callbacks())
 *         .shippingDetails(request -> rates.forAddress(request))
 *         .onConsentRemoved(secretPathSegment, userId -> customers.forget(userId))
 *         .build();
 * }</pre>
 *
 * <p>Nothing that does not bring the token reaches a handler. The removal of a consent brings none: it is known by the
 * secret that stands in its prefix.
 */
public final class EcomCallbacks implements CallbackEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger("io.github.vipps4j.ecom");

    private static final String PAYMENTS = "/v2/payments/";
    private static final String CONSENTS = "/v2/consents/";
    private static final String SHIPPING_DETAILS = "/shippingDetails";

    /** The service gives up after 10 s, and the answer has to travel. */
    private static final Duration SHIPPING_BUDGET = Duration.ofSeconds(9);
    /** The service gives up then; but nobody else would tell of the outcome, so the handler goes on. */
    private static final Duration UPDATE_LIMIT = Duration.ofSeconds(3);

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int TOO_LARGE = 413;
    private static final int UNREADABLE = 422;
    private static final int NOT_NOW = 503;

    private final @Nullable CallbackToken token;
    private final @Nullable PaymentUpdateHandler updates;
    private final @Nullable ShippingDetailsProvider shipping;
    private final @Nullable ConsentRemovalHandler consents;
    private final @Nullable CallbackToken consentSecret;
    private final TimeBudget shippingBudget;
    private final Time time;

    private EcomCallbacks(Builder builder) {
        this.token = builder.authToken == null ? null : CallbackToken.of(builder.authToken);
        this.updates = builder.updates;
        this.shipping = builder.shipping;
        this.consents = builder.consents;
        this.consentSecret = builder.consentSecret == null ? null : CallbackToken.of(builder.consentSecret);
        this.shippingBudget = new TimeBudget(
                "a call for shipping details",
                builder.shippingBudget,
                builder.executor == null ? BackgroundExecutor.create() : builder.executor);
        this.time = builder.time;
    }

    /** Starts from nothing. A call without a handler is answered with 404. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public CallbackResponse handle(CallbackRequest request) {
        try {
            return answer(request);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("A callback could not be handled", e);
            return CallbackResponse.of(NOT_NOW);
        }
    }

    private CallbackResponse answer(CallbackRequest request) {
        String path = request.path();
        if (consents != null && path.contains(CONSENTS)) {
            int user = userOf(path);
            if (user >= 0) {
                return consentRemoved(request, path.substring(user), consents);
            }
            if (!isOfAnOrder(path)) {
                return refused(UNAUTHORIZED, "the path does not have the secret");
            }
        }
        int payment = path.lastIndexOf(PAYMENTS);
        if (payment < 0) {
            return refused(NOT_FOUND, "there is nothing under this path");
        }
        String order = path.substring(payment + PAYMENTS.length());
        boolean isForShipping = order.endsWith(SHIPPING_DETAILS);
        String orderId = orderId(order);
        if (isForShipping && shipping != null) {
            return withToken(request, orderId, () -> shippingDetails(request, orderId, shipping));
        }
        if (!isForShipping && updates != null) {
            return withToken(request, orderId, () -> updated(request, orderId, updates));
        }
        return refused(NOT_FOUND, "there is nothing under this path");
    }

    /**
     * Where the user's id begins: behind the secret, for both the prefix and the id may look like a consent's path
     * themselves.
     *
     * @return -1 if it is nobody's consent
     */
    private int userOf(String path) {
        if (consentSecret == null) {
            return isOfAnOrder(path) ? -1 : path.indexOf(CONSENTS) + CONSENTS.length();
        }
        for (int at = path.indexOf(CONSENTS); at >= 0; at = path.indexOf(CONSENTS, at + 1)) {
            if (consentSecret.matches(lastSegment(path, at))) {
                return at + CONSENTS.length();
            }
        }
        return -1;
    }

    /** A prefix that ends in a slash has two of them there. */
    private static String lastSegment(String path, int end) {
        int last = end;
        while (last > 0 && path.charAt(last - 1) == '/') {
            last--;
        }
        return path.substring(path.lastIndexOf('/', last - 1) + 1, last);
    }

    private static boolean isOfAnOrder(String path) {
        int payment = path.lastIndexOf(PAYMENTS);
        return payment >= 0 && Violations.isReference(orderId(path.substring(payment + PAYMENTS.length())), 1, 50);
    }

    private static String orderId(String order) {
        return order.endsWith(SHIPPING_DETAILS)
                ? order.substring(0, order.length() - SHIPPING_DETAILS.length())
                : order;
    }

    /** What the callbacks about an order have in common: the token first, for whoever has none is told nothing else. */
    private CallbackResponse withToken(CallbackRequest request, String orderId, Answer answer) {
        if (token == null || !token.matches(request.header("Authorization"))) {
            return refused(UNAUTHORIZED, "the header Authorization is not the token");
        }
        if (!request.method().equals("POST")) {
            return refused(METHOD_NOT_ALLOWED, "it is not a POST");
        }
        if (!Violations.isReference(orderId, 1, 50)) {
            return refused(NOT_FOUND, "there is no order under this path");
        }
        if (request.body().length > CallbackRequest.MAX_BODY) {
            return refused(TOO_LARGE, "the body is too large");
        }
        try {
            return answer.answer();
        } catch (ContractException e) {
            return refused(UNREADABLE, String.valueOf(e.getMessage()));
        }
    }

    /** Once it is known to be genuine. */
    private interface Answer {
        CallbackResponse answer();
    }

    private CallbackResponse updated(CallbackRequest request, String orderId, PaymentUpdateHandler handler) {
        PaymentUpdate update = Replies.update(request.body(), orderId);
        long start = time.nanos();
        CallbackResponse response = handled("an order's update", () -> handler.paymentUpdated(update));
        Duration elapsed = Duration.ofNanos(time.nanos() - start);
        if (elapsed.compareTo(UPDATE_LIMIT) > 0) {
            LOG.warn(
                    "The handler of an order's update took {} ms; the service gives up after {}",
                    elapsed.toMillis(),
                    UPDATE_LIMIT);
        }
        return response;
    }

    private CallbackResponse shippingDetails(
            CallbackRequest request, String orderId, ShippingDetailsProvider provider) {
        ShippingDetailsRequest read = Replies.shippingDetailsRequest(request.body(), orderId);
        // methods that come too late change nothing: the service has shown the customer a failure
        return shippingBudget.answer(() -> methods(read, provider), () -> CallbackResponse.of(NOT_NOW), late -> {});
    }

    private static CallbackResponse methods(ShippingDetailsRequest request, ShippingDetailsProvider provider)
            throws Exception {
        List<ShippingMethod> methods = Objects.requireNonNull(
                provider.shippingDetails(request), "the provider of shipping details answered null");
        Rules.shippingMethods(new Violations(), "shippingDetails", methods).throwIfAny("shippingDetails");
        return CallbackResponse.json(OK, Requests.shippingDetails(request, methods));
    }

    private CallbackResponse consentRemoved(
            CallbackRequest request, String encodedUserId, ConsentRemovalHandler handler) {
        String authorization = request.header("Authorization");
        if (authorization != null && (token == null || !token.matches(authorization))) {
            return refused(UNAUTHORIZED, "the header Authorization is not the token");
        }
        if (!request.method().equals("DELETE")) {
            return refused(METHOD_NOT_ALLOWED, "it is not a DELETE");
        }
        if (encodedUserId.isEmpty()) {
            return refused(NOT_FOUND, "there is no user under this path");
        }
        String userId = PercentCode.decode(encodedUserId);
        if (userId == null) {
            return refused(UNREADABLE, "the user's id is not percent-encoded UTF-8");
        }
        return handled("the removal of a consent", () -> handler.consentRemoved(userId));
    }

    /** What a handler does with a call. */
    private interface Work {
        void run() throws Exception;
    }

    private static CallbackResponse handled(String what, Work work) {
        try {
            work.run();
            return CallbackResponse.of(OK);
        } catch (Exception | LinkageError | AssertionError e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            LOG.error("The handler of {} failed", what, e);
            return CallbackResponse.of(NOT_NOW);
        }
    }

    private static CallbackResponse refused(int status, String reason) {
        LOG.warn("Refused a callback: {}", reason);
        return CallbackResponse.text(status, reason);
    }

    /** Gathers what an {@link EcomCallbacks} needs. */
    public static final class Builder {
        private static final int SHORTEST_SECRET = 16;

        private @Nullable String authToken;
        private @Nullable PaymentUpdateHandler updates;
        private @Nullable ShippingDetailsProvider shipping;
        private @Nullable ConsentRemovalHandler consents;
        private @Nullable String consentSecret;
        private boolean unauthenticatedConsentRemoval;
        private @Nullable Executor executor;
        private Duration shippingBudget = SHIPPING_BUDGET;
        private Time time = Time.SYSTEM;

        private Builder() {}

        /** The {@code authToken} of {@link InitiatePayment}. Required for updates and shipping details. */
        public Builder authToken(String authToken) {
            this.authToken = authToken;
            return this;
        }

        /** Learns of the outcome of orders, on the caller's thread. */
        public Builder onPaymentUpdate(PaymentUpdateHandler handler) {
            this.updates = handler;
            return this;
        }

        /**
         * Is asked for shipping methods, on threads of its own. It is not interrupted when its time is over: give what
         * it calls time-outs.
         */
        public Builder shippingDetails(ShippingDetailsProvider provider) {
            this.shipping = provider;
            return this;
        }

        /**
         * Learns of consents that were removed, on the caller's thread.
         *
         * @param secretPathSegment the last segment of {@code consentRemovalPrefix}, by which the call is known to be
         *     genuine: at least 16 random letters, digits, hyphens and underscores. Whoever knows it can have customers
         *     deleted, so keep it out of the logs of your web server
         */
        public Builder onConsentRemoved(String secretPathSegment, ConsentRemovalHandler handler) {
            this.consentSecret = secretPathSegment;
            this.consents = handler;
            return this;
        }

        /**
         * The same without a secret; it has to be said that this is meant: {@link
         * #acceptUnauthenticatedConsentRemoval}.
         */
        public Builder onConsentRemoved(ConsentRemovalHandler handler) {
            this.consentSecret = null;
            this.consents = handler;
            return this;
        }

        /**
         * Lets anyone who knows a user's id remove that user's consent. For a prefix that is guarded by other means.
         */
        public Builder acceptUnauthenticatedConsentRemoval() {
            this.unauthenticatedConsentRemoval = true;
            return this;
        }

        /**
         * Runs the {@link #shippingDetails} provider; virtual threads where the JVM has them, else daemon threads,
         * unless it is given. A call that none of its threads has begun in time is answered as a failure.
         */
        public Builder executor(Executor executor) {
            this.executor = executor;
            return this;
        }

        Builder shippingBudget(Duration shippingBudget) {
            this.shippingBudget = shippingBudget;
            return this;
        }

        Builder time(Time time) {
            this.time = time;
            return this;
        }

        /**
         * The finished endpoint.
         *
         * @throws InvalidRequestException if it has no handler, or one whose calls could not be told from forged ones
         */
        public EcomCallbacks build() {
            Violations violations = new Violations()
                    .check(
                            updates != null || shipping != null || consents != null,
                            "handler",
                            "is required: at least one");
            if (authToken != null) {
                CallbackToken.check(violations, "authToken", authToken);
            } else {
                violations.check(
                        updates == null && shipping == null,
                        "authToken",
                        "is required: without it nobody knows who calls");
            }
            if (consents != null && !(consentSecret == null && unauthenticatedConsentRemoval)) {
                violations.check(
                        isSecret(consentSecret),
                        "secretPathSegment",
                        "must have at least " + SHORTEST_SECRET
                                + " characters: letters A to Z and a to z, digits, hyphens"
                                + " and underscores; or say acceptUnauthenticatedConsentRemoval()");
            }
            violations.throwIfAny("EcomCallbacks");
            return new EcomCallbacks(this);
        }

        private static boolean isSecret(@Nullable String segment) {
            return segment != null
                    && segment.length() >= SHORTEST_SECRET
                    && Texts.all(segment, c -> Texts.isLetterOrDigit(c) || c == '-' || c == '_');
        }
    }
}
