package io.github.vipps4j.core.support;

import io.github.vipps4j.core.callback.CardDecision;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One delivery of a card transaction, and how its API and its handler speak about it.
 *
 * @param <D> what the handler decides
 */
public interface CardDelivery<D> {
    /** Why the handler is asked. */
    enum Question {
        /** It never was. */
        FIRST,
        /** The customer was sent to 3-D Secure. */
        AFTER_3D_SECURE,
        /** It was, by a process that is gone: nobody knows what it did. */
        UNKNOWN
    }

    /** What a decision means for the next delivery. */
    enum Kind {
        APPROVED,
        DECLINED,
        SOFT_DECLINED
    }

    /** Names the transaction, within all that use one store. */
    String key();

    /** A hash of what is to be charged: what has the same is the same delivery, however it is written. */
    String hash();

    /** Where the customer is sent after 3-D Secure, by outcome. */
    Map<String, String> returnUrls();

    /** Whether the delivery after 3-D Secure may charge the very same as the one before it. */
    boolean mayRepeatItselfAfter3DSecure();

    /** Asks the handler. @param mine what is remembered while it decides */
    D decide(Question question, CardDecision mine) throws Exception;

    /** What the handler's decision means. */
    Kind kind(D decision);

    /** What the service is told of the handler's decision, as JSON. */
    String reply(D decision);

    /** Tells the handler that the service was told otherwise. */
    void discarded(D decision) throws Exception;

    /** What the service is told when the time is over. */
    String tooLate();

    /** What the service is told when the handler has failed. */
    String failed();

    /** What the service is told if this cannot be used, so that no handler is asked; null if it can. */
    default @Nullable String refusal() {
        return null;
    }
}
