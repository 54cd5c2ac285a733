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

    /**
     * The HTTP status that says the same, such as 404, whatever status the refusal comes with: it is treated like one
     * of this status. 0 if the refusal's own status counts.
     */
    default int sameAsStatus() {
        return 0;
    }

    /** Who can do something about an error. */
    enum WhoActs {
        /** Nobody: it passes. */
        NOBODY,
        /** The developer: the request is wrong, or comes at the wrong time. */
        DEVELOPER,
        /** The merchant: the set-up of the sales unit has to change. */
        MERCHANT,
        /** The customer. */
        CUSTOMER
    }

    /** Whether and how repeating a refused call helps. */
    enum Repeat {
        /** The same request with the same key after a pause. The SDK does so by itself, within the call's deadline. */
        SAME_AFTER_PAUSE,
        /** The same request with the same key once; the SDK does so by itself. Then look for a mistake in the request. */
        SAME_ONCE,
        /** The same request with the same key much later, hours or days; never in a loop. */
        SAME_MUCH_LATER,
        /** Correct the request and send it with a new key: the refusal sticks to the old one. */
        CORRECTED_WITH_NEW_KEY,
        /** Read the payment first: the goal may already be met, or be out of reach. */
        AFTER_READING,
        /** Not before somebody has changed something else. */
        NEVER
    }
}
