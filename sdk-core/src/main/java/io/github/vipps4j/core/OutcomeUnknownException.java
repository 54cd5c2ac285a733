package io.github.vipps4j.core;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The call may have acted: its answer was lost, or the service failed (5xx, 408) while changing something; or what it
 * was to bring about is locked, and so may be there. It has not failed, and a payment least of all. Repeat the call
 * with the same idempotency key, or read back what became of it; the message says which. For a read, which changes
 * nothing, {@link #processed()} is {@link Processed#NO}: repeat it. {@link #resolve()} looks for traces.
 */
public final class OutcomeUnknownException extends VippsException {
    private final @Nullable ApiError error;
    private final transient @Nullable Supplier<Resolution> resolver;

    /** For fakes in tests: one that resolves to {@link Resolution#STILL_UNKNOWN}. */
    public OutcomeUnknownException(
            String message, @Nullable Throwable cause, CallInfo call, Processed processed, @Nullable ApiError error) {
        this(message, cause, call, processed, error, null);
    }

    /** For fakes in tests: one that resolves to what {@code resolver} says. */
    public OutcomeUnknownException(
            String message,
            @Nullable Throwable cause,
            CallInfo call,
            Processed processed,
            @Nullable ApiError error,
            @Nullable Supplier<Resolution> resolver) {
        super(message, cause, call, processed);
        this.error = error;
        this.resolver = resolver;
    }

    /**
     * Reads back what became of the call, now and with the client that made it, each time anew; the operation's own
     * Javadoc says what is read. Where it says nothing, and for an exception that went through serialization, it is
     * {@link Resolution#STILL_UNKNOWN}, and the message says what to do. A read that changes nothing has nothing to
     * resolve: {@link Resolution#NOT_APPLIED}.
     *
     * @throws VippsException if it could not be read
     */
    public Resolution resolve() {
        if (processed() == Processed.NO) {
            return Resolution.NOT_APPLIED;
        }
        return resolver == null ? Resolution.STILL_UNKNOWN : resolver.get();
    }

    /**
     * The last answer that was read, if there was one: a 5xx or 408, a lock, or a refusal that followed a lost answer.
     */
    public @Nullable ApiError error() {
        return error;
    }
}
