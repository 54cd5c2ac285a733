package io.github.vipps4j.core.call;

/**
 * What may follow an attempt that may have been processed. It belongs to the operation, not to the HTTP method. An attempt
 * that was certainly not sent may be repeated in every class.
 */
public enum Repeatability {
    /** Changes nothing: repeat. */
    SAFE,
    /** Carries an idempotency key: repeat with the same key and the same bytes. */
    KEYED,
    /** Has the same effect twice as once: repeat, and take "it is already so" for success. */
    NATURAL,
    /**
     * Read first whether it happened: done is success, absent is repeated, unreadable stays unknown. What was absent may still
     * arrive, so that absence alone proves nothing.
     */
    CHECKED,
    /** Never repeat. */
    ONCE
}
