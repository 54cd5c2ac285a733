package io.github.vipps4j.epayment;

import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.call.BackgroundExecutor;
import io.github.vipps4j.core.callback.CallbackEndpoint;
import io.github.vipps4j.core.callback.CallbackRequest;
import io.github.vipps4j.core.callback.CallbackResponse;
import io.github.vipps4j.core.support.Addresses;
import io.github.vipps4j.core.support.CallbackToken;
import io.github.vipps4j.core.support.ContractException;
import io.github.vipps4j.core.support.JsonReader;
import io.github.vipps4j.core.support.TimeBudget;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the calls for shipping options of payments with {@link Shipping#dynamic} (ePayment 1.8.1, Express): lets nothing
 * through that does not bring the token, asks the provider, and answers with its options (200), with "no delivery to this
 * address" (400), or with a failure (503) if the provider fails or is late.
 *
 * <p>The provider runs on threads of its own, for an answer that comes too late is worse than another one. It is not
 * interrupted when its time is over: give what it calls time-outs.
 */
public final class ShippingOptionsEndpoint implements CallbackEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger("io.github.vipps4j.epayment");

    /** When the service gives up is not published; eCom's gave up after 10 s, and the answer has to travel. */
    private static final Duration BUDGET = Duration.ofSeconds(9);

    private static final int OK = 200;
    /** To the service this says that there is no delivery, so it answers nothing else. */
    private static final int NO_DELIVERY = 400;

    private static final int UNAUTHORIZED = 401;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int TOO_LARGE = 413;
    private static final int UNREADABLE = 422;
    private static final int NOT_NOW = 503;

    private final CallbackToken token;
    private final ShippingOptionsProvider provider;
    private final TimeBudget budget;

    /**
     * With virtual threads where the JVM has them, else daemon threads.
     *
     * @param callbackAuthorizationToken as in {@link Shipping#dynamic}
     * @throws InvalidRequestException if the token is blank, for no token is no check, or has white space around it
     */
    public ShippingOptionsEndpoint(String callbackAuthorizationToken, ShippingOptionsProvider provider) {
        this(callbackAuthorizationToken, provider, BackgroundExecutor.create());
    }

    /**
     * With threads of your own; a call that none of them has begun in time is answered as a failure.
     *
     * @param callbackAuthorizationToken as in {@link Shipping#dynamic}
     * @throws InvalidRequestException if the token is blank, for no token is no check, or has white space around it
     */
    public ShippingOptionsEndpoint(
            String callbackAuthorizationToken, ShippingOptionsProvider provider, Executor executor) {
        this(callbackAuthorizationToken, provider, executor, BUDGET);
    }

    ShippingOptionsEndpoint(
            String callbackAuthorizationToken, ShippingOptionsProvider provider, Executor executor, Duration budget) {
        this.token = CallbackToken.of(callbackAuthorizationToken);
        this.provider = Objects.requireNonNull(provider, "provider");
        this.budget =
                new TimeBudget("a call for shipping options", budget, Objects.requireNonNull(executor, "executor"));
    }

    @Override
    public CallbackResponse handle(CallbackRequest request) {
        try {
            return answer(request);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("A call for shipping options could not be handled", e);
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
        ShippingOptionsRequest read;
        try {
            read = read(request.body());
        } catch (ContractException e) {
            return refused(UNREADABLE, String.valueOf(e.getMessage()));
        }
        // options that come too late change nothing: the service has shown the customer a failure
        return budget.answer(() -> options(read), () -> CallbackResponse.of(NOT_NOW), late -> {});
    }

    /** The sources disagree on the case of the names, and even on some names. */
    private static ShippingOptionsRequest read(byte[] body) {
        JsonReader json = JsonReader.object(body);
        String reference = json.anyTextOrNull("reference");
        if (reference == null || reference.isBlank()) {
            throw new ContractException("reference", "is missing");
        }
        return new ShippingOptionsRequest(reference, Addresses.read(json));
    }

    private CallbackResponse options(ShippingOptionsRequest request) throws Exception {
        ShippingOptions options = Objects.requireNonNull(
                provider.shippingOptions(request), "the provider of shipping options answered null");
        return options.groups().isEmpty()
                ? CallbackResponse.text(NO_DELIVERY, "no delivery to this address")
                : CallbackResponse.json(OK, ShippingJson.answer(options.groups()));
    }

    private static CallbackResponse refused(int status, String reason) {
        LOG.warn("Refused a call for shipping options: {}", reason);
        return CallbackResponse.text(status, reason);
    }
}
