package io.github.vipps4j.core.callback;

/**
 * Answers calls of Vipps MobilePay. Whoever wants to serve one in a web framework hands over what came and sends back what
 * this gives; that is all there is to an adapter.
 */
@FunctionalInterface
public interface CallbackEndpoint {
    /** Never throws, and never takes a call for genuine that is not proved to be. */
    CallbackResponse handle(CallbackRequest request);
}
