package io.github.vipps4j.core.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.vipps4j.core.ApiError;
import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.AuthenticationException;
import io.github.vipps4j.core.BusyException;
import io.github.vipps4j.core.CallInfo;
import io.github.vipps4j.core.NotFoundException;
import io.github.vipps4j.core.NotSentException;
import io.github.vipps4j.core.OutcomeUnknownException;
import io.github.vipps4j.core.PermissionException;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.core.ServerException;
import io.github.vipps4j.core.UnreadableReplyException;
import io.github.vipps4j.core.VippsException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PollingTest {
    private static final CallInfo WHAT =
            new CallInfo("epayment.awaitOutcome", "order-1", "123456", null, 0, Duration.ZERO);
    private static final Duration LIMIT = Duration.ofMinutes(11);
    private static final String OUTCOME = "AUTHORIZED";

    private final FakeTime time = new FakeTime();
    /** What the reads come to, one after the other; the last one again and again. */
    private final Deque<Supplier<String>> answers = new ArrayDeque<>();

    private final List<Duration> readsAt = new ArrayList<>();
    private final List<@Nullable Duration> deadlines = new ArrayList<>();

    @AfterEach
    void noInterruptIsLeftBehind() {
        assertThat(Thread.interrupted())
                .as("an interrupt that no test expected")
                .isFalse();
    }

    @Test
    void theFirstReadIsAtOnceWithoutADelay() {
        reads(OUTCOME);

        assertThat(poll(Duration.ZERO, LIMIT)).isEqualTo(OUTCOME);
        assertThat(time.sleeps()).isEmpty();
    }

    @Test
    void theFirstReadIsAfterItsDelay() {
        reads(OUTCOME);

        assertThat(poll(Duration.ofSeconds(5), LIMIT)).isEqualTo(OUTCOME);
        assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(5));
    }

    @Test
    void thenItReadsEveryTwoSeconds() {
        reads("CREATED", "CREATED", "CREATED", OUTCOME);

        assertThat(poll(Duration.ofSeconds(5), LIMIT)).isEqualTo(OUTCOME);
        assertThat(time.sleeps()).isEqualTo(seconds(5, 2, 2, 2));
    }

    @Test
    void aReadGetsTheTimeThatIsLeft() {
        reads("CREATED", OUTCOME);

        poll(Duration.ofSeconds(5), Duration.ofSeconds(60));
        assertThat(deadlines).isEqualTo(seconds(55, 53));
    }

    @Test
    void tooManyRequestsDoubleTheIntervalUpToThirtySeconds() {
        for (int i = 0; i < 6; i++) {
            fails(busy(null));
        }
        reads(OUTCOME);

        assertThat(poll(Duration.ZERO, LIMIT)).isEqualTo(OUTCOME);
        assertThat(time.sleeps()).isEqualTo(seconds(4, 8, 16, 30, 30, 30));
    }

    @Test
    void aReadThatSucceedsBringsTheIntervalBack() {
        fails(busy(null));
        fails(busy(null));
        reads("CREATED", "CREATED");
        fails(busy(null));
        reads(OUTCOME);

        assertThat(poll(Duration.ZERO, LIMIT)).isEqualTo(OUTCOME);
        assertThat(time.sleeps()).isEqualTo(seconds(4, 8, 2, 2, 4));
    }

    @Test
    void itWaitsAsLongAsTheServiceAsksFor() {
        fails(busy(Duration.ofSeconds(45)));
        fails(busy(Duration.ofSeconds(3)));
        reads(OUTCOME);

        assertThat(poll(Duration.ZERO, LIMIT)).isEqualTo(OUTCOME);
        assertThat(time.sleeps()).isEqualTo(seconds(45, 3));
    }

    @Test
    void aWaitOfZeroIsNoReasonToReadWithoutAnyPause() {
        fails(busy(Duration.ZERO));
        fails(busy(Duration.ZERO));
        fails(busy(Duration.ZERO));
        reads(OUTCOME);

        assertThat(poll(Duration.ZERO, LIMIT)).isEqualTo(OUTCOME);
        assertThat(time.sleeps())
                .hasSize(3)
                .allSatisfy(pause -> assertThat(pause).isGreaterThanOrEqualTo(Duration.ofSeconds(2)));
    }

    static Stream<VippsException> passingFailures() {
        return Stream.of(
                busy(null),
                new ServerException("m", WHAT, ApiError.of(500)),
                new NotSentException("m", null, WHAT),
                new OutcomeUnknownException("m", null, WHAT, Processed.NO, null),
                new UnreadableReplyException("m", null, WHAT, Processed.NO, 200, "<html>"));
    }

    @ParameterizedTest
    @MethodSource("passingFailures")
    void aFailedReadDoesNotEndItNotEvenTheFirst(VippsException failure) {
        fails(failure);
        reads("CREATED");
        fails(failure);
        fails(failure);
        reads(OUTCOME);

        assertThat(poll(Duration.ZERO, LIMIT)).isEqualTo(OUTCOME);
        assertThat(readsAt).hasSize(5);
    }

    @Test
    void otherFailuresKeepTheIntervalOfTwoSeconds() {
        fails(new ServerException("m", WHAT, ApiError.of(500)));
        fails(new NotSentException("m", null, WHAT));
        reads(OUTCOME);

        poll(Duration.ZERO, LIMIT);
        assertThat(time.sleeps()).isEqualTo(seconds(2, 2));
    }

    static Stream<ApiException> refusals() {
        return Stream.of(
                new ApiException("m", WHAT, ApiError.of(400)),
                new AuthenticationException("m", WHAT, ApiError.of(401)),
                new PermissionException("m", WHAT, ApiError.of(403)));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalOfTheVeryFirstReadEndsIt(ApiException refusal) {
        fails(refusal);

        assertThat(catchThrowable(() -> poll(Duration.ZERO, LIMIT))).isSameAs(refusal);
        assertThat(readsAt).hasSize(1);
        assertThat(time.sleeps()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalEndsItAsLongAsNothingCouldBeRead(ApiException refusal) {
        fails(new ServerException("m", WHAT, ApiError.of(500)));
        fails(refusal);

        assertThat(catchThrowable(() -> poll(Duration.ZERO, LIMIT))).isSameAs(refusal);
        assertThat(readsAt).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalAfterAReadThatSucceededDoesNotEndIt(ApiException refusal) {
        reads("CREATED");
        fails(refusal);
        fails(new NotFoundException("m", WHAT, ApiError.of(404)));
        reads(OUTCOME);

        assertThat(poll(Duration.ofSeconds(20), LIMIT)).isEqualTo(OUTCOME);
        assertThat(time.sleeps()).isEqualTo(seconds(20, 2, 2, 2));
    }

    @Test
    void notFoundWithinTenSecondsIsNotYet() {
        NotFoundException notFound = notFound();
        fails(notFound);
        fails(notFound);
        fails(notFound);
        fails(notFound);
        fails(notFound);
        reads(OUTCOME);

        assertThat(poll(Duration.ZERO, LIMIT)).isEqualTo(OUTCOME);
        assertThat(readsAt).isEqualTo(seconds(0, 2, 4, 6, 8, 10));
    }

    @Test
    void notFoundAfterTenSecondsEndsIt() {
        NotFoundException notFound = notFound();
        fails(notFound);

        assertThat(catchThrowable(() -> poll(Duration.ofSeconds(5), LIMIT))).isSameAs(notFound);
        assertThat(readsAt).isEqualTo(seconds(5, 7, 9, 11));
    }

    @Test
    void atTheLimitItReadsOnceMoreAndReturnsWhatItRead() {
        reads("CREATED");

        assertThat(poll(Duration.ofSeconds(5), Duration.ofSeconds(10))).isEqualTo("CREATED");
        assertThat(readsAt).isEqualTo(seconds(5, 7, 9, 10));
        assertThat(deadlines).isEqualTo(seconds(5, 3, 1, 1));
    }

    @Test
    void anOutcomeAtTheLimitIsFound() {
        reads("CREATED", "CREATED", "CREATED", OUTCOME);

        assertThat(poll(Duration.ofSeconds(5), Duration.ofSeconds(10))).isEqualTo(OUTCOME);
    }

    @Test
    void whenTheLimitIsOverWhatWasReadBeforeAFailureIsReturned() {
        reads("CREATED");
        fails(new ServerException("m", WHAT, ApiError.of(503)));

        assertThat(poll(Duration.ZERO, Duration.ofSeconds(5))).isEqualTo("CREATED");
        assertThat(readsAt).isEqualTo(seconds(0, 2, 4, 5));
    }

    @Test
    void whenTheLimitIsOverAndNothingWasReadTheLastFailureIsThrown() {
        ServerException last = new ServerException("last", WHAT, ApiError.of(503));
        fails(new NotSentException("first", null, WHAT));
        fails(last);

        assertThat(catchThrowable(() -> poll(Duration.ZERO, Duration.ofSeconds(5))))
                .isSameAs(last);
        assertThat(readsAt).isEqualTo(seconds(0, 2, 4, 5));
    }

    @Test
    void aWaitThatIsLongerThanTheLimitEndsAtTheLimit() {
        reads("CREATED");
        fails(busy(Duration.ofDays(365)));

        assertThat(poll(Duration.ZERO, Duration.ofSeconds(60))).isEqualTo("CREATED");
        assertThat(time.sleeps()).isEqualTo(seconds(2, 58));
    }

    @Test
    void aFirstDelayThatIsLongerThanTheLimitEndsAtTheLimit() {
        reads("CREATED");

        assertThat(poll(Duration.ofSeconds(5), Duration.ofSeconds(3))).isEqualTo("CREATED");
        assertThat(time.sleeps()).isEqualTo(seconds(3));
        assertThat(deadlines).isEqualTo(seconds(1));
    }

    @Test
    void aReadThatTakesLongerThanTheLimitIsTheLast() {
        answers.add(() -> {
            time.advance(Duration.ofMinutes(1));
            return "CREATED";
        });

        assertThat(poll(Duration.ZERO, Duration.ofSeconds(30))).isEqualTo("CREATED");
        assertThat(readsAt).hasSize(1);
        assertThat(time.sleeps()).isEmpty();
    }

    @Test
    void theTimeOfThePollIsTheTimeOfItsReadsToo() {
        IntStream.range(0, 3)
                .forEach(i -> answers.add(() -> {
                    time.advance(Duration.ofSeconds(1));
                    return "CREATED";
                }));
        reads(OUTCOME);

        poll(Duration.ZERO, LIMIT);
        assertThat(readsAt).isEqualTo(seconds(0, 3, 6, 9));
    }

    @Test
    void anInterruptWhileItWaitsEndsItAndStaysSet() {
        answers.add(() -> {
            Thread.currentThread().interrupt();
            return "CREATED";
        });

        assertThatExceptionOfType(NotSentException.class)
                .isThrownBy(() -> poll(Duration.ZERO, LIMIT))
                .withMessageContaining("epayment.awaitOutcome of order-1 was interrupted before its next read")
                .withCauseInstanceOf(InterruptedException.class)
                .satisfies(interrupted -> {
                    assertThat(interrupted.processed()).isEqualTo(Processed.NO);
                    assertThat(interrupted.reference()).isEqualTo("order-1");
                });
        assertThat(Thread.interrupted()).isTrue();
        assertThat(readsAt).hasSize(1);
    }

    @Test
    void anInterruptBeforeTheFirstReadPreventsIt() {
        reads(OUTCOME);
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(NotSentException.class).isThrownBy(() -> poll(Duration.ofSeconds(5), LIMIT));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(readsAt).isEmpty();
    }

    @Test
    void anInterruptDuringAReadEndsItWithTheReadsFailureAndStaysSet() {
        NotSentException interrupted = new NotSentException("m", null, WHAT);
        reads("CREATED");
        answers.add(() -> {
            Thread.currentThread().interrupt();
            throw interrupted;
        });

        assertThat(catchThrowable(() -> poll(Duration.ZERO, LIMIT))).isSameAs(interrupted);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(readsAt).hasSize(2);
    }

    @Test
    void aMistakeInTheCallersCodeEndsIt() {
        answers.add(() -> {
            throw new IllegalStateException("closed");
        });

        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> poll(Duration.ZERO, LIMIT));
        assertThat(readsAt).hasSize(1);
    }

    private String poll(Duration firstDelay, Duration limit) {
        return Polling.until(time, WHAT, this::read, OUTCOME::equals, firstDelay, limit);
    }

    private String read(Duration within) {
        if (readsAt.size() >= 1_000) {
            throw new AssertionError("it reads for ever");
        }
        readsAt.add(time.passed());
        deadlines.add(within);
        Supplier<String> answer = answers.size() > 1 ? answers.remove() : answers.element();
        return answer.get();
    }

    private void reads(String... states) {
        for (String state : states) {
            answers.add(() -> state);
        }
    }

    private void fails(VippsException failure) {
        answers.add(() -> {
            throw failure;
        });
    }

    private static BusyException busy(@Nullable Duration retryAfter) {
        return new BusyException("m", WHAT, ApiError.of(429), retryAfter);
    }

    private static NotFoundException notFound() {
        return new NotFoundException("m", WHAT, ApiError.of(404));
    }

    private static List<Duration> seconds(int... seconds) {
        return IntStream.of(seconds).mapToObj(Duration::ofSeconds).toList();
    }
}
