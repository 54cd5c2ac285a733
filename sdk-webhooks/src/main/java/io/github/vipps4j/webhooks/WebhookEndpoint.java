package io.github.vipps4j.webhooks;

import io.github.vipps4j.core.call.Time;
import io.github.vipps4j.core.callback.CallbackEndpoint;
import io.github.vipps4j.core.callback.CallbackRequest;
import io.github.vipps4j.core.callback.CallbackResponse;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives webhooks: lets nothing through that is not verified, hands over what is, and answers as the handler says. An event
 * that nobody knows is received like any other: refusing it would hold back all later events of its payment for days.
 */
public final class WebhookEndpoint implements CallbackEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger("io.github.vipps4j.webhooks");
    private static final Duration BUDGET = Duration.ofSeconds(10);

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int TOO_LARGE = 413;
    private static final int NOT_NOW = 503;

    private final WebhookVerifier verifier;
    private final WebhookHandler handler;
    private final Time time;

    /** Hands what {@code verifier} takes for genuine to {@code handler}. */
    public WebhookEndpoint(WebhookVerifier verifier, WebhookHandler handler) {
        this(verifier, handler, Time.SYSTEM);
    }

    WebhookEndpoint(WebhookVerifier verifier, WebhookHandler handler, Time time) {
        this.verifier = Objects.requireNonNull(verifier, "verifier");
        this.handler = Objects.requireNonNull(handler, "handler");
        this.time = time;
    }

    @Override
    public CallbackResponse handle(CallbackRequest request) {
        try {
            return answer(request);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("A delivery could not be handled; it will come again", e);
            return CallbackResponse.of(NOT_NOW);
        }
    }

    private CallbackResponse answer(CallbackRequest request) {
        if (request.body().length > CallbackRequest.MAX_BODY) {
            LOG.warn("Refused a delivery of more than {} bytes", CallbackRequest.MAX_BODY);
            return CallbackResponse.of(TOO_LARGE);
        }
        Verification verification = verifier.verify(request);
        if (verification != Verification.VERIFIED) {
            LOG.warn("Refused a delivery: {}", verification);
            return CallbackResponse.text(
                    verification == Verification.NOT_A_POST ? METHOD_NOT_ALLOWED : UNAUTHORIZED,
                    verification.toString());
        }
        return CallbackResponse.of(isStored(WebhookEvent.of(request.body())) ? OK : NOT_NOW);
    }

    private boolean isStored(WebhookEvent event) {
        long start = time.nanos();
        try {
            return handler.handle(event) == WebhookHandler.Receipt.STORED;
        } catch (Exception | LinkageError | AssertionError e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            LOG.error(
                    "The handler of {} failed with {}; it will be delivered again",
                    event,
                    e.getClass().getName(),
                    e);
            return false;
        } finally {
            Duration elapsed = Duration.ofNanos(time.nanos() - start);
            if (elapsed.compareTo(BUDGET) > 0) {
                LOG.warn("The handler of {} took {}: after 10 s the delivery counts as failed", event, elapsed);
            }
        }
    }
}
