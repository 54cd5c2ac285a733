package io.github.vipps4j.core.call;

import io.github.vipps4j.core.ApiError;
import io.github.vipps4j.core.ErrorCode;

/** What a call without a result has come to, judged over all its attempts. Money depends on it. */
enum Verdict {
    /** No attempt left the machine, or none that could matter. */
    NOT_SENT,
    /** The service refused, and no attempt had an effect. */
    REFUSED,
    /** A read got no answer. */
    NO_ANSWER,
    /** An attempt may have acted. */
    UNKNOWN,
    /** The service said 2xx, and its body could not be read. A call that changes state has acted. */
    UNREADABLE;

    /** @param last the failure of the last attempt */
    static Verdict of(Progress progress, Failure last) {
        if (progress.hasActed()) {
            return UNREADABLE;
        }
        if (progress.maybeActed() && !provesThatNothingHappened(progress.call, last)
                || isHeldPerhapsByWhatIsWanted(progress.call, last)) {
            return UNKNOWN;
        }
        return switch (last.kind()) {
            case NOT_SENT, BROKEN_BEFORE_SENDING -> NOT_SENT;
            case UNREADABLE -> UNREADABLE;
            case LOST, BROKEN -> NO_ANSWER;
            case SERVER_ERROR,
                    SERVER_ERROR_ONCE,
                    UNAUTHORIZED,
                    LOCKED,
                    RATE_LIMITED,
                    NOT_YET,
                    STATE_CONFLICT,
                    REFUSED -> REFUSED;
        };
    }

    /** What is never repeated is never read behind either, so that nobody has looked who holds the lock. */
    private static boolean isHeldPerhapsByWhatIsWanted(ApiCall<?> call, Failure last) {
        return last.kind() == Failure.Kind.LOCKED
                && call.rules.readWhenLocked()
                && call.rules.repeatability() == Repeatability.ONCE;
    }

    /**
     * With a key, the service would have repeated an earlier attempt's success: so its refusal shows that there was none. So
     * does the refusal of what a check did not find, for the same bytes are refused whenever they arrive. But only if the API
     * itself has looked at them. A gateway (401, 403, 422, 429, or any page without the API's marks), a conflict and a locked
     * payment show nothing, nor does a code that says the goal may already be met.
     */
    private static boolean provesThatNothingHappened(ApiCall<?> call, Failure last) {
        ApiError error = last.error();
        Repeatability repeatability = call.rules.repeatability();
        if (repeatability != Repeatability.KEYED && repeatability != Repeatability.CHECKED
                || last.kind() != Failure.Kind.REFUSED
                || error == null
                || error.status() != 400 && error.status() != 404) {
            return false;
        }
        ErrorCode known = call.codes.apply(error);
        return known == null
                ? error.codes().isEmpty() && error.traceId() != null
                : known.repeat() == ErrorCode.Repeat.CORRECTED_WITH_NEW_KEY || known.repeat() == ErrorCode.Repeat.NEVER;
    }
}
