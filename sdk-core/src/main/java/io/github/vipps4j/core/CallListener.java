package io.github.vipps4j.core;

/**
 * Watches every call of a {@link Vipps}, for metrics and tracing. It runs on the calling thread, so be quick. An exception
 * that it throws is logged and otherwise ignored: a listener can never break a payment.
 */
public interface CallListener {
    /** An HTTP request ended, well or not. Token requests are reported too. */
    default void onAttempt(AttemptInfo attempt) {}

    /**
     * A call gave its result. A result that was found by reading, or by a refusal that means "done already", has no
     * reply of its own.
     */
    default void onReply(ReplyInfo reply) {}

    /** A call failed for good; the caller gets this exception, unless it awaits an outcome and reads again. */
    default void onFailure(VippsException failure) {}
}
