package io.github.vipps4j.core.call;

import java.time.Duration;
import java.util.function.LongUnaryOperator;

/**
 * What follows a failed attempt. A pure function of the operation's repeatability, the failure, how often it came, the
 * time left, and whether an attempt of this call may have been processed; the random source is the only thing it holds.
 *
 * <p>Numbers: a lost connection and a server error are tried three times from 0.5 s, doubling, with full jitter; a locked
 * payment five times from 2 s, doubling; a rate limit five times, as the service says or after the operation's pause.
 */
final class RetryPolicy {
    private static final int MAX_ATTEMPTS = 3;
    private static final int MAX_ATTEMPTS_WHEN_BUSY = 5;
    private static final Duration BACKOFF = Duration.ofMillis(500);
    private static final Duration LOCKED_PAUSE = Duration.ofSeconds(2);
    private static final Duration NOT_YET_PAUSE = Duration.ofSeconds(1);

    /** What to do next. */
    enum Action {
        /** Send the same bytes again. */
        REPEAT,
        /** Get another token, unless somebody already has, and send the same bytes again. */
        RENEW_TOKEN,
        /** Read whether it happened; repeat if it did not. */
        CHECK,
        /** Read whether it happened; give up if it did not. */
        CHECK_THEN_STOP,
        /** It is so already, by an earlier attempt or before the call: success. */
        ALREADY_DONE,
        /** Give up. */
        STOP
    }

    /** An action and the pause before it. On {@link Action#STOP} and
     * {@link Action#CHECK_THEN_STOP} the pause is what would have been right. */
    record Decision(Action action, Duration pause) {
        static final Decision STOP = new Decision(Action.STOP, Duration.ZERO);

        /** Whether another request would follow. */
        boolean goesOn() {
            return action == Action.REPEAT || action == Action.RENEW_TOKEN || action == Action.CHECK;
        }

        /** A wait that does not fit into the time left is not begun. */
        Decision within(long nanosLeft) {
            boolean fits = pause.compareTo(Duration.ofNanos(nanosLeft)) < 0;
            return fits || !goesOn() ? this : new Decision(Action.STOP, pause);
        }
    }

    /**
     * What the policy has to know of the call.
     *
     * @param rateLimitPause before repeating after a 429 that does not say how long
     * @param polled the caller repeats by itself, so that only a refused token is dealt with here
     * @param alreadyDoneStatus for {@link Repeatability#NATURAL}: the refusal that means "it is already so", 0 for none
     * @param alreadyDoneAtFirst whether it means so of the first attempt too, whoever did it
     * @param readWhenLocked what holds the lock may be the very thing that the call wants
     */
    record Rules(
            Repeatability repeatability,
            Duration rateLimitPause,
            boolean polled,
            int alreadyDoneStatus,
            boolean alreadyDoneAtFirst,
            boolean readWhenLocked) {}

    /** From a bound to a number from 0 to below it. */
    private final LongUnaryOperator random;

    RetryPolicy(LongUnaryOperator random) {
        this.random = random;
    }

    /**
     * Decides.
     *
     * @param times how often a failure of this {@link Failure.Group} came in this call, this one included
     * @param maybeProcessed whether this or an earlier attempt may have been processed
     */
    Decision decide(Rules rules, Failure failure, int times, long nanosLeft, boolean maybeProcessed) {
        if (rules.polled() && failure.kind() != Failure.Kind.UNAUTHORIZED) {
            return Decision.STOP;
        }
        Decision decision = decide(rules, failure, times, maybeProcessed).within(nanosLeft);
        // a lock that stays may be held by what was sent
        boolean mayBeDone = maybeProcessed
                || failure.kind() == Failure.Kind.STATE_CONFLICT
                || failure.kind() == Failure.Kind.LOCKED;
        return decision.action() == Action.STOP && rules.repeatability() == Repeatability.CHECKED && mayBeDone
                ? new Decision(Action.CHECK_THEN_STOP, decision.pause())
                : decision;
    }

    private Decision decide(Rules rules, Failure failure, int times, boolean maybeProcessed) {
        return switch (failure.kind()) {
            case NOT_SENT -> times < MAX_ATTEMPTS ? again(rules, maybeProcessed, backoff(times)) : Decision.STOP;
            case LOST, SERVER_ERROR ->
                times < MAX_ATTEMPTS
                        ? again(rules, maybeProcessed, asToldOr(failure, times, backoff(times)))
                        : Decision.STOP;
            case SERVER_ERROR_ONCE ->
                times == 1 || rules.repeatability() == Repeatability.SAFE && times < MAX_ATTEMPTS
                        ? again(rules, maybeProcessed, asToldOr(failure, times, backoff(times)))
                        : Decision.STOP;
            case UNAUTHORIZED -> times == 1 ? new Decision(Action.RENEW_TOKEN, Duration.ZERO) : Decision.STOP;
            case LOCKED ->
                whenBusy(rules, failure, times, maybeProcessed || rules.readWhenLocked(), doubled(LOCKED_PAUSE, times));
            case RATE_LIMITED -> whenBusy(rules, failure, times, maybeProcessed, rules.rateLimitPause());
            case NOT_YET -> new Decision(Action.REPEAT, NOT_YET_PAUSE);
            case STATE_CONFLICT, REFUSED ->
                (maybeProcessed || rules.alreadyDoneAtFirst())
                                && rules.repeatability() == Repeatability.NATURAL
                                && failure.status() == rules.alreadyDoneStatus()
                        ? new Decision(Action.ALREADY_DONE, Duration.ZERO)
                        : Decision.STOP;
            case UNREADABLE, BROKEN, BROKEN_BEFORE_SENDING -> Decision.STOP;
        };
    }

    private static Decision whenBusy(Rules rules, Failure failure, int times, boolean maybeProcessed, Duration pause) {
        Decision again = again(rules, maybeProcessed, asToldOr(failure, times, pause));
        return times < MAX_ATTEMPTS_WHEN_BUSY ? again : new Decision(Action.STOP, again.pause());
    }

    private static Decision again(Rules rules, boolean maybeProcessed, Duration pause) {
        if (!maybeProcessed) {
            return new Decision(Action.REPEAT, pause);
        }
        return switch (rules.repeatability()) {
            case SAFE, KEYED, NATURAL -> new Decision(Action.REPEAT, pause);
            case CHECKED -> new Decision(Action.CHECK, pause);
            case ONCE -> Decision.STOP;
        };
    }

    /** A service that says "at once" is believed the first time only: else a whole budget is gone in milliseconds. */
    private static Duration asToldOr(Failure failure, int times, Duration pause) {
        Duration told = failure.retryAfter();
        if (told == null) {
            return pause;
        }
        Duration least = times == 1 ? Duration.ZERO : doubled(BACKOFF, times - 1);
        return told.compareTo(least) < 0 ? least : told;
    }

    private static Duration doubled(Duration base, int times) {
        return base.multipliedBy(1L << (times - 1));
    }

    private Duration backoff(int times) {
        return Duration.ofNanos(random.applyAsLong(doubled(BACKOFF, times).toNanos()));
    }
}
