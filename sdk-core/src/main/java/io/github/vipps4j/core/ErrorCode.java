package io.github.vipps4j.core;

/** What an API's own error code means, and what helps. Each API has its catalogue of them, as an enum. */
public interface ErrorCode {
    /** The code as it is on the wire; empty for a code that the catalogue does not know. */
    String code();

    /** What it means, in one phrase. */
    String meaning();

    /** Who has to act. */
    WhoActs whoActs();

    /** Whether repeating helps, and how. */
    Repeat repeat();

    /** Who can do something about an error. */
    enum WhoActs {
        /** Nobody: it passes. */
        NOBODY("nobody: it passes"),
        /** The developer: the request is wrong, or comes at the wrong time. */
        DEVELOPER("the developer"),
        /** The merchant: the set-up of the sales unit has to change. */
        MERCHANT("the merchant, whose set-up has to change"),
        /** The customer. */
        CUSTOMER("the customer");

        private final String text;

        WhoActs(String text) {
            this.text = text;
        }

        /** For messages. */
        @Override
        public String toString() {
            return text;
        }
    }

    /** Whether and how repeating a refused call helps. */
    enum Repeat {
        /** The same request with the same key after a pause. The SDK does so by itself, within the call's deadline. */
        SAME_AFTER_PAUSE("repeat the same request after a pause", ", with the same key"),
        /** The same, and slower: there were too many requests at once. */
        SAME_WHEN_LESS_BUSY("slow down, then repeat the same request", " with the same key"),
        /** The same request with the same key once; the SDK does so by itself. Then look for a mistake in the request. */
        SAME_ONCE("repeated once already; check the request for a mistake"),
        /** The same request with the same key much later, hours or days; never in a loop. */
        SAME_MUCH_LATER("repeat the same request with the same key much later, or ask the customer; do not ship"),
        /** Correct the request and send it with a new key: the refusal sticks to the old one. */
        CORRECTED_WITH_NEW_KEY("correct the request", " and use a new idempotency key"),
        /** Read the payment first: the goal may already be met, or be out of reach. */
        AFTER_READING("read the payment back before anything else"),
        /** Not before somebody has changed something else. */
        NEVER("repeating does not help before the cause is gone", ", and then it needs a new idempotency key");

        private final String text;
        private final String ofTheKey;

        Repeat(String text) {
            this(text, "");
        }

        Repeat(String text, String ofTheKey) {
            this.text = text;
            this.ofTheKey = ofTheKey;
        }

        /** For messages on calls that have no key. */
        public String withoutKey() {
            return text;
        }

        /** For messages. */
        @Override
        public String toString() {
            return text + ofTheKey;
        }
    }
}
