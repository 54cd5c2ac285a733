package io.github.vipps4j.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request of a call and how it ended.
 *
 * @param call which call; its {@code attempts} is the number of this attempt, from 1
 * @param status the HTTP status, or null if no answer came
 * @param failure the kind of failure in one phrase, or null if the attempt succeeded
 * @param elapsed how long this attempt took
 * @param nextAttemptIn the wait before the next attempt, or null if there is none
 */
public record AttemptInfo(
        CallInfo call,
        @Nullable Integer status,
        @Nullable String failure,
        Duration elapsed,
        @Nullable Duration nextAttemptIn) {}
