package io.github.vipps4j.core.callback;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far the decision about one card transaction has come, as a {@link CardDecisionStore} keeps it: no card number, no
 * cryptogram, no token. The constructor is not API, for it grows: a store keeps {@link #toJson} and gives back {@link #ofJson}.
 *
 * @param key names the transaction, within all that use the store
 * @param version 1 for the first, and one more with each change
 * @param state how far it has come
 * @param delivery a hash of what was to be charged last: the same again is no new question
 * @param since when somebody last began to work on it; no two have the same
 * @param reply the answer that was given, as JSON, or null while there is none
 * @param approved whether that answer says that the card was charged
 * @param returnUrls where the customer is sent after 3-D Secure, by outcome
 * @param threeDSecureResult how 3-D Secure ended, or null if it did not yet
 * @param discarded whether an approval that the service was not told of, or not for good, was or is being handed back to be
 *     reversed: whoever sets it does that, and nobody else
 */
public record CardDecision(
        String key,
        long version,
        State state,
        String delivery,
        Instant since,
        @Nullable String reply,
        boolean approved,
        Map<String, String> returnUrls,
        @Nullable String threeDSecureResult,
        boolean discarded) {
    /** Copies its map. */
    public CardDecision {
        returnUrls = Map.copyOf(returnUrls);
    }

    /** One of which nothing was discarded. */
    public CardDecision(
            String key,
            long version,
            State state,
            String delivery,
            Instant since,
            @Nullable String reply,
            boolean approved,
            Map<String, String> returnUrls,
            @Nullable String threeDSecureResult) {
        this(key, version, state, delivery, since, reply, approved, returnUrls, threeDSecureResult, false);
    }

    /** How far a decision has come. */
    public enum State {
        /** The handler was asked. If the process that asked it is gone, nobody knows whether the card was charged. */
        DECIDING,
        /** The customer was sent to 3-D Secure; the service will ask again. */
        SOFT_DECLINED,
        /** The handler was asked for the second time. */
        DECIDING_AFTER_3D_SECURE,
        /**
         * Answered as not approved for good, while it is not settled what became of the card: the handler is still at work, it
         * has thrown, or what it has to undo is not undone. One that stays like this was lost; the next delivery lets the
         * handler look at the acquirer, and without one somebody has to.
         */
        OVERDUE,
        /** Answered for good. */
        DONE
    }

    /** All of it as text, for a store's column; what another version wrote can be read. */
    public String toJson() {
        return CardDecisionJson.write(this);
    }

    /**
     * What {@link #toJson} has written.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static CardDecision ofJson(String json) {
        return CardDecisionJson.read(json);
    }

    /** Without the answer and the URLs, which lead into the customer's payment. */
    @Override
    public String toString() {
        return "CardDecision[key=" + key + ", version=" + version + ", state=" + state + ", since=" + since
                + ", approved=" + approved + "]";
    }
}
