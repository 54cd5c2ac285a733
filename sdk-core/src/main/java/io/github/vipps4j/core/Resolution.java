package io.github.vipps4j.core;

/** What became of a call whose outcome was unknown, as far as it can be read: {@link OutcomeUnknownException#resolve()}. */
public enum Resolution {
    /** It acted. Do not repeat it with another key. */
    APPLIED,
    /**
     * There is no trace of it now. Repeat it with the same key, if it has one, never with a new one: a request that was slow
     * on its way may still arrive.
     */
    NOT_APPLIED,
    /** What can be read does not tell. Repeat it with the same key, or look again later. */
    STILL_UNKNOWN
}
