package io.github.vipps4j.core.call;

import io.github.vipps4j.core.CallInfo;
import io.github.vipps4j.core.Environment;
import io.github.vipps4j.core.RequestOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One call under way: for whom, how far it has come, and what its attempts prove. */
final class Progress {
    private static final long SHORTEST_ATTEMPT = Duration.ofSeconds(1).toNanos();

    final ApiCall<?> call;
    final Authorization authorization;
    final @Nullable String msn;
    final RequestOptions options;
    final Deadline deadline;
    final Duration attemptTimeout;
    /** Where its requests go, for messages. */
    final Environment target;
    /** By group; most calls never need it. */
    private int @Nullable [] failures;

    private int attempts;
    private boolean maybeProcessed;
    private int acceptedStatus;
    private @Nullable Failure lastFailure;

    Progress(
            ApiCall<?> call,
            Authorization authorization,
            @Nullable String msn,
            RequestOptions options,
            Settings settings,
            Time time) {
        this.call = call;
        this.authorization = authorization;
        this.msn = msn;
        this.options = options;
        this.deadline = Deadline.in(options.deadline() != null ? options.deadline() : settings.deadline(), time);
        this.attemptTimeout = options.attemptTimeout() != null ? options.attemptTimeout() : settings.attemptTimeout();
        this.target = settings.environment();
    }

    void began() {
        attempts++;
    }

    /** Counts a failure. @return how often its group came, this time included */
    int failed(Failure failure) {
        lastFailure = failure;
        maybeProcessed |= failure.maybeProcessed();
        if (failure.accepted()) {
            acceptedStatus = failure.status();
        }
        int[] counts = failures;
        if (counts == null) {
            counts = new int[Failure.Group.values().length];
            failures = counts;
        }
        return ++counts[failure.kind().group().ordinal()];
    }

    /**
     * Nanoseconds within which an attempt has to begin. One that changes state must not be cut off before it can be answered:
     * it would turn a certain "not processed" into "perhaps". So it has to have a second, or a quarter of a short deadline.
     */
    long timeToBegin() {
        long left = deadline.left();
        return call.changesState() && !maybeProcessed
                ? left - Math.min(SHORTEST_ATTEMPT, Math.min(attemptTimeout.toNanos(), deadline.length() / 4))
                : left;
    }

    /** Whether an attempt may have acted; a read never has. */
    boolean maybeActed() {
        return call.changesState() && maybeProcessed;
    }

    /** Whether an attempt has acted: the service said 2xx, whatever became of the body. */
    boolean hasActed() {
        return call.changesState() && acceptedStatus != 0;
    }

    /** The 2xx of an attempt whose body could not be read, or 0. */
    int acceptedStatus() {
        return acceptedStatus;
    }

    boolean maybeProcessed() {
        return maybeProcessed;
    }

    /** The failure of the last attempt that was made, or null. */
    @Nullable
    Failure lastFailure() {
        return lastFailure;
    }

    CallInfo info() {
        return new CallInfo(call.operation.name(), call.reference, msn, call.key, attempts, deadline.elapsed());
    }
}
