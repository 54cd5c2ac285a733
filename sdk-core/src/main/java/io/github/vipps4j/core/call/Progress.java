package io.github.vipps4j.core.call;

import io.github.vipps4j.core.CallInfo;
import org.jspecify.annotations.Nullable;

/** How far one call has come: attempts, failures so far, and whether one of them may have been processed. */
final class Progress {
    final ApiCall<?> call;
    final Deadline deadline;
    private final @Nullable String msn;
    /** By kind; most calls never need it. */
    private int @Nullable [] failures;

    private int attempts;
    private boolean maybeProcessed;

    Progress(ApiCall<?> call, @Nullable String msn, Deadline deadline) {
        this.call = call;
        this.msn = msn;
        this.deadline = deadline;
    }

    void began() {
        attempts++;
    }

    /** Counts a failure. @return how often its kind came, this time included */
    int failed(Failure failure) {
        maybeProcessed |= failure.maybeProcessed();
        int[] counts = failures;
        if (counts == null) {
            counts = new int[Failure.Kind.values().length];
            failures = counts;
        }
        return ++counts[failure.kind().ordinal()];
    }

    /** A check has shown that no attempt so far was processed. */
    void nothingWasProcessed() {
        maybeProcessed = false;
    }

    boolean maybeProcessed() {
        return maybeProcessed;
    }

    CallInfo info() {
        return new CallInfo(call.operation.name(), call.reference, msn, call.key, attempts, deadline.elapsed());
    }
}
