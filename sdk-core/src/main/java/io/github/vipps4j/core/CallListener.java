package io.github.vipps4j.core;

/**
 * Watches every call of a {@link Vipps}, for metrics and tracing. It runs on the calling thread, so be quick. An exception
 * that it throws is logged and otherwise ignored: a listener can never break a payment.
 */
public interface CallListener {
    /** An HTTP request ended, well or not. Token requests are told too. */
    default void onAttempt(AttemptInfo attempt) {}

    /** A call gave its result. */
    default void onReply(ReplyInfo reply) {}

    /** A call failed for good; the caller is about to get this exception. */
    default void onFailure(VippsException failure) {}
}
