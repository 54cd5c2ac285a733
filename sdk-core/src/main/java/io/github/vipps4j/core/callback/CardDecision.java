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
 * @param delivery a hash of the delivery that is or was decided last: the same bytes again are no new question
 * @param since when that delivery came, or its answer was decided without one
 * @param reply the answer that was given, as JSON, or null while there is none
 * @param approved whether that answer says that the card was charged
 * @param returnUrls where the customer is sent after 3-D Secure, by outcome
 * @param threeDSecureResult how 3-D Secure ended, or null if it did not yet
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
        @Nullable String threeDSecureResult) {
    /** Copies its map. */
    public CardDecision {
        returnUrls = Map.copyOf(returnUrls);
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
         * Answered as not approved while the handler was still at work. Its decision will be discarded when it returns;
         * one that stays like this was lost with its process, and only the acquirer knows whether the card was charged.
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
