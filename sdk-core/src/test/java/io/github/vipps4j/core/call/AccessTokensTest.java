package io.github.vipps4j.core.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.vipps4j.core.ApiError;
import io.github.vipps4j.core.BusyException;
import io.github.vipps4j.core.CallInfo;
import io.github.vipps4j.core.NotSentException;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.core.ServerException;
import io.github.vipps4j.core.call.AccessTokens.Token;
import io.github.vipps4j.testsupport.CapturedLog;
import io.github.vipps4j.testsupport.FieldDefect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.event.Level;

@Timeout(60)
class AccessTokensTest {
    private static final int MANY = 64;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final CallInfo TOKEN_REQUEST = CallInfo.of("accesstoken.get");

    private final FakeTime time = new FakeTime();
    private final AtomicInteger fetches = new AtomicInteger();
    /** What was given to the background and has not been run. */
    private final List<Runnable> background = new CopyOnWriteArrayList<>();
    /** Threads that this test started. */
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    @Test
    void nothingIsFetchedBeforeSomebodyNeedsAToken() {
        tokens(this::fresh);

        assertThat(fetches).hasValue(0);
    }

    @Test
    @FieldDefect(21)
    void oneTokenServesAllCalls() {
        AccessTokens tokens = tokens(this::fresh);

        Token first = tokens.get(aMinute());
        assertThat(first.value()).isEqualTo("token-1");
        assertThat(first.header()).isEqualTo("Bearer token-1");
        assertThat(first.subscriptionKey()).isEqualTo("key");
        for (int i = 0; i < 100; i++) {
            assertThat(tokens.get(aMinute())).isSameAs(first);
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    void aTokenIsNeverPrinted() {
        assertThat(new Token("secret-token", "secret-key", 0, HOUR).toString())
                .doesNotContain("secret-token")
                .doesNotContain("secret-key");
    }

    @Test
    @FieldDefect(21)
    void sixtyFourThreadsFetchOneToken() throws Exception {
        AccessTokens tokens = tokens(deadline -> {
            awaitOthersParked(MANY - 1);
            return fresh(deadline);
        });

        List<CompletableFuture<Token>> all = start(MANY, () -> tokens.get(aMinute()));

        assertThat(results(all))
                .extracting(Token::value)
                .containsOnly("token-1")
                .hasSize(MANY);
        assertThat(fetches).hasValue(1);
    }

    @Test
    @FieldDefect(24)
    void sixtyFourThreadsWhoseTokenWasRefusedFetchExactlyOneMore() throws Exception {
        AtomicBoolean many = new AtomicBoolean();
        AccessTokens tokens = tokens(deadline -> {
            if (many.get()) {
                awaitOthersParked(MANY - 1);
            }
            return fresh(deadline);
        });
        Token refused = tokens.get(aMinute());
        many.set(true);

        List<CompletableFuture<Token>> all = start(MANY, () -> tokens.insteadOf(refused, aMinute()));

        assertThat(results(all))
                .extracting(Token::value)
                .containsOnly("token-2")
                .hasSize(MANY);
        assertThat(fetches).hasValue(2);
    }

    @Test
    @FieldDefect(24)
    void aLateRefusalOfTheOldTokenFetchesNothing() {
        AccessTokens tokens = tokens(this::fresh);
        Token refused = tokens.get(aMinute());
        Token next = tokens.insteadOf(refused, aMinute());

        assertThat(tokens.insteadOf(refused, aMinute())).isSameAs(next);
        assertThat(tokens.get(aMinute())).isSameAs(next);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void aRefusalOfTheNewTokenFetchesAgain() {
        AccessTokens tokens = tokens(this::fresh);
        Token second = tokens.insteadOf(tokens.get(aMinute()), aMinute());

        assertThat(tokens.insteadOf(second, aMinute()).value()).isEqualTo("token-3");
    }

    @Test
    void insteadOfARefusedTokenNoEndedOneIsGiven() {
        AccessTokens tokens = tokens(this::fresh);
        Token first = tokens.get(aMinute());
        tokens.insteadOf(first, aMinute());
        time.advance(HOUR);

        assertThat(tokens.insteadOf(first, aMinute()).value()).isEqualTo("token-3");
    }

    @ParameterizedTest
    @CsvSource({
        // lifetime, early refresh from, usable until
        "PT24H, PT23H55M, PT23H59M30S",
        "PT1H, PT55M, PT59M30S",
        "PT3599S, PT3299S, PT3569S",
        "PT25M, PT20M, PT24M30S",
        "PT10M, PT8M, PT9M30S",
        "PT100S, PT80S, PT95S",
        "PT10S, PT8S, PT9.5S"
    })
    @FieldDefect(22)
    void theMarginsAreExact(Duration lifetime, Duration refreshFrom, Duration usableUntil) {
        AccessTokens tokens = tokens(deadline -> fresh(lifetime));
        Token first = tokens.get(aMinute());

        time.advance(refreshFrom.minusNanos(1));
        assertThat(tokens.get(aMinute())).isSameAs(first);
        assertThat(background).isEmpty();

        time.advance(Duration.ofNanos(1));
        assertThat(tokens.get(aMinute())).isSameAs(first);
        assertThat(background).hasSize(1);

        time.advance(usableUntil.minus(refreshFrom).minusNanos(1));
        assertThat(tokens.get(aMinute())).isSameAs(first);
        assertThat(fetches).hasValue(1);

        time.advance(Duration.ofNanos(1));
        assertThat(tokens.get(aMinute()).value()).isEqualTo("token-2");
        assertThat(fetches).hasValue(2);
    }

    @Test
    void aLifeBeginsWhenTheTokenIsAskedForAndNotWhenItComes() {
        AccessTokens tokens = tokens(deadline -> {
            long askedAt = time.nanos();
            time.advance(Duration.ofSeconds(20));
            return new Token("token-" + fetches.incrementAndGet(), "key", askedAt, Duration.ofMinutes(10));
        });
        Token first = tokens.get(aMinute());
        time.advance(Duration.ofMinutes(10).minusSeconds(20 + 30).minusNanos(1));

        assertThat(tokens.get(aMinute())).isSameAs(first);
        time.advance(Duration.ofNanos(1));
        assertThat(tokens.get(aMinute()).value()).isEqualTo("token-2");
    }

    @Test
    void aTokenWithoutAnyLifeServesTheCallThatFetchedIt() {
        AccessTokens tokens = tokens(deadline -> fresh(Duration.ZERO));

        assertThat(tokens.get(aMinute()).value()).isEqualTo("token-1");
        assertThat(tokens.get(aMinute()).value()).isEqualTo("token-2");
    }

    @Test
    void theEarlyRefreshIsBegunOnceAndReplacesTheToken() {
        AccessTokens tokens = tokens(this::fresh);
        Token old = tokens.get(aMinute());
        time.advance(Duration.ofMinutes(56));
        for (int i = 0; i < 100; i++) {
            assertThat(tokens.get(aMinute())).isSameAs(old);
        }
        assertThat(background).hasSize(1);
        assertThat(fetches).hasValue(1);

        runInBackground();

        assertThat(tokens.get(aMinute()).value()).isEqualTo("token-2");
        assertThat(background).isEmpty();
        assertThat(fetches).hasValue(2);
    }

    @Test
    @FieldDefect(26)
    void theEarlyRefreshBlocksNobody() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        AccessTokens tokens = tokens(deadline -> {
            if (fetches.get() > 0) {
                asked.countDown();
                await(answered);
            }
            return fresh(deadline);
        });
        Token old = tokens.get(aMinute());
        time.advance(Duration.ofMinutes(56));
        tokens.get(aMinute());
        CompletableFuture<Boolean> refresh = start(1, () -> {
                    runInBackground();
                    return true;
                })
                .get(0);
        await(asked);

        assertThat(tokens.get(aMinute())).isSameAs(old);
        assertThat(background).isEmpty();

        answered.countDown();
        assertThat(result(refresh)).isTrue();
        assertThat(tokens.get(aMinute()).value()).isEqualTo("token-2");
    }

    @Test
    void theEarlyRefreshHasADeadlineOfItsOwn() {
        List<Duration> left = new ArrayList<>();
        AccessTokens tokens = tokens(deadline -> {
            left.add(deadline.remaining());
            return fresh(deadline);
        });
        tokens.get(aMinute());
        time.advance(Duration.ofMinutes(56));
        tokens.get(Deadline.in(Duration.ofMillis(1), time));
        runInBackground();

        assertThat(left).containsExactly(Duration.ofMinutes(1), Duration.ofSeconds(60));
    }

    static Stream<RuntimeException> failures() {
        return Stream.of(
                new NotSentException("no route", null, TOKEN_REQUEST),
                new ServerException("HTTP 503", TOKEN_REQUEST, ApiError.of(503)),
                new IllegalStateException("closed"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    @FieldDefect(26)
    void aFailedEarlyRefreshHarmsNobodyAndIsTriedAgainAfterThirtySeconds(RuntimeException failure) {
        AtomicBoolean broken = new AtomicBoolean();
        AccessTokens tokens = tokens(deadline -> {
            if (broken.get()) {
                throw failure;
            }
            return fresh(deadline);
        });
        Token old = tokens.get(aMinute());
        time.advance(Duration.ofMinutes(55));
        broken.set(true);
        tokens.get(aMinute());
        runInBackground();

        assertThat(tokens.get(aMinute())).isSameAs(old);
        time.advance(Duration.ofSeconds(30).minusNanos(1));
        assertThat(tokens.get(aMinute())).isSameAs(old);
        assertThat(background).isEmpty();

        time.advance(Duration.ofNanos(1));
        broken.set(false);
        assertThat(tokens.get(aMinute())).isSameAs(old);
        assertThat(background).hasSize(1);
        runInBackground();
        assertThat(tokens.get(aMinute()).value()).isEqualTo("token-2");
    }

    @Test
    void aFailedEarlyRefreshIsLoggedAsAWarningAndOnlyOnce() {
        AccessTokens tokens = tokens(deadline -> {
            if (fetches.get() > 0) {
                throw new NotSentException("no route", null, TOKEN_REQUEST);
            }
            return fresh(deadline);
        });
        tokens.get(aMinute());
        time.advance(Duration.ofMinutes(55));
        try (CapturedLog log = CapturedLog.of("io.github.vipps4j.token", Level.TRACE)) {
            tokens.get(aMinute());
            runInBackground();

            assertThat(log.lines())
                    .containsExactly("WARN The access token could not be renewed early; the old one is still used: no"
                            + " route");
        }
    }

    @Test
    void thePauseAfterAFailedEarlyRefreshDoesNotKeepAnEndedTokenAlive() {
        AtomicBoolean broken = new AtomicBoolean();
        AccessTokens tokens = tokens(deadline -> {
            if (broken.get()) {
                throw new NotSentException("no route", null, TOKEN_REQUEST);
            }
            return fresh(deadline);
        });
        tokens.get(aMinute());
        time.advance(Duration.ofMinutes(59));
        broken.set(true);
        tokens.get(aMinute());
        time.advance(Duration.ofSeconds(29));
        runInBackground();
        time.advance(Duration.ofSeconds(1));
        broken.set(false);

        assertThat(tokens.get(aMinute()).value()).isEqualTo("token-2");
    }

    @Test
    void anEarlyRefreshThatCannotEvenBeginHarmsNobodyAndIsTriedAgain() {
        AtomicBoolean full = new AtomicBoolean(true);
        AccessTokens tokens = new AccessTokens(this::fresh, time, work -> {
            if (full.get()) {
                throw new RejectedExecutionException("no more threads");
            }
            background.add(work);
        });
        Token old = tokens.get(aMinute());
        time.advance(Duration.ofMinutes(55));

        assertThat(tokens.get(aMinute())).isSameAs(old);

        full.set(false);
        time.advance(Duration.ofSeconds(30));
        assertThat(tokens.get(aMinute())).isSameAs(old);
        assertThat(background).hasSize(1);
    }

    @Test
    void anEarlyRefreshAfterSomebodyElseFetchedFetchesNothing() {
        AccessTokens tokens = tokens(this::fresh);
        Token old = tokens.get(aMinute());
        time.advance(Duration.ofMinutes(56));
        tokens.get(aMinute());
        Token newer = tokens.insteadOf(old, aMinute());
        runInBackground();

        assertThat(tokens.get(aMinute())).isSameAs(newer);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void aFailedFetchIsSharedWithThoseWhoWaitedForIt() throws Exception {
        NotSentException failure = new NotSentException("no route", null, TOKEN_REQUEST);
        AccessTokens tokens = tokens(deadline -> {
            fetches.incrementAndGet();
            awaitOthersParked(MANY - 1);
            time.advance(Duration.ofMillis(1));
            throw failure;
        });

        List<CompletableFuture<Token>> all = start(MANY, () -> tokens.get(aMinute()));

        for (CompletableFuture<Token> one : all) {
            assertThat(failureOf(one)).isSameAs(failure);
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    void aFailedFetchIsNotSharedWithLaterCallers() {
        NotSentException failure = new NotSentException("no route", null, TOKEN_REQUEST);
        AtomicBoolean broken = new AtomicBoolean(true);
        AccessTokens tokens = tokens(deadline -> {
            if (broken.get()) {
                time.advance(Duration.ofMillis(1));
                throw failure;
            }
            return fresh(deadline);
        });
        assertThat(catchThrowable(() -> tokens.get(aMinute()))).isSameAs(failure);
        broken.set(false);

        assertThat(tokens.get(aMinute()).value()).isEqualTo("token-1");
    }

    @Test
    void theInterruptionOfWhoFetchesIsNotShared() throws Exception {
        List<Boolean> interrupted = new CopyOnWriteArrayList<>();
        AccessTokens tokens = tokens(deadline -> {
            if (fetches.incrementAndGet() == 1) {
                awaitOthersParked(MANY - 1);
                time.advance(Duration.ofMillis(1));
                Thread.currentThread().interrupt();
                throw new NotSentException("interrupted", null, TOKEN_REQUEST);
            }
            return new Token("token", "key", time.nanos(), HOUR);
        });

        List<CompletableFuture<Token>> all = start(MANY, () -> {
            try {
                return tokens.get(aMinute());
            } finally {
                interrupted.add(Thread.currentThread().isInterrupted());
            }
        });

        assertThat(all)
                .filteredOn(one -> failureOf(one) instanceof NotSentException)
                .hasSize(1);
        assertThat(all).filteredOn(one -> !one.isCompletedExceptionally()).hasSize(MANY - 1);
        assertThat(interrupted).filteredOn(flag -> flag).hasSize(1);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void theEndOfTheFetchersOwnDeadlineIsNotShared() throws Exception {
        AccessTokens tokens = tokens(deadline -> {
            if (fetches.incrementAndGet() == 1) {
                awaitOthersParked(1);
                time.advance(Duration.ofSeconds(5));
                throw new NotSentException("too late", null, TOKEN_REQUEST);
            }
            return new Token("token", "key", time.nanos(), HOUR);
        });

        CompletableFuture<Token> hasty = start(1, () -> tokens.get(Deadline.in(Duration.ofSeconds(5), time)))
                .get(0);
        awaitFetches(1);
        CompletableFuture<Token> patient = start(1, () -> tokens.get(aMinute())).get(0);

        assertThat(failureOf(hasty)).isInstanceOf(NotSentException.class);
        assertThat(result(patient).value()).isEqualTo("token");
    }

    @Test
    void aRefusalToWaitBeyondTheFetchersOwnDeadlineIsNotShared() throws Exception {
        AccessTokens tokens = tokens(deadline -> {
            if (fetches.incrementAndGet() == 1) {
                awaitOthersParked(1);
                time.advance(Duration.ofMillis(1));
            }
            Duration pause = Duration.ofSeconds(12);
            if (deadline.remaining().compareTo(pause) < 0) {
                throw new BusyException("HTTP 429", TOKEN_REQUEST, ApiError.of(429), pause);
            }
            time.advance(pause);
            return new Token("token", "key", time.nanos(), HOUR);
        });

        CompletableFuture<Token> hasty = start(1, () -> tokens.get(Deadline.in(Duration.ofSeconds(5), time)))
                .get(0);
        awaitFetches(1);
        CompletableFuture<Token> patient = start(1, () -> tokens.get(aMinute())).get(0);

        assertThat(failureOf(hasty)).isInstanceOf(BusyException.class);
        assertThat(result(patient).value()).isEqualTo("token");
    }

    @Test
    void whoWaitsForAFetchWaitsNoLongerThanItsOwnDeadline() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        AccessTokens tokens = tokens(deadline -> {
            fetches.incrementAndGet();
            await(answered);
            return new Token("token", "key", time.nanos(), HOUR);
        });
        CompletableFuture<Token> leader = start(1, () -> tokens.get(aMinute())).get(0);
        awaitFetches(1);

        assertThatExceptionOfType(NotSentException.class)
                .isThrownBy(() -> tokens.get(Deadline.in(Duration.ofMillis(1), time)))
                .withMessageContaining("No access token came within the call's deadline")
                .satisfies(failure -> {
                    assertThat(failure.operation()).isEqualTo("accesstoken.get");
                    assertThat(failure.processed()).isEqualTo(Processed.NO);
                });

        answered.countDown();
        assertThat(result(leader).value()).isEqualTo("token");
        assertThat(fetches).hasValue(1);
    }

    @Test
    void whoIsInterruptedWhileItWaitsGivesUpAloneAndStaysInterrupted() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        AtomicBoolean stillInterrupted = new AtomicBoolean();
        AccessTokens tokens = tokens(deadline -> {
            fetches.incrementAndGet();
            await(answered);
            return new Token("token", "key", time.nanos(), HOUR);
        });
        CompletableFuture<Token> leader = start(1, () -> tokens.get(aMinute())).get(0);
        awaitFetches(1);
        CompletableFuture<Token> waiter = start(1, () -> {
                    try {
                        return tokens.get(aMinute());
                    } finally {
                        stillInterrupted.set(Thread.currentThread().isInterrupted());
                    }
                })
                .get(0);
        threads.get(1).interrupt();

        assertThat(failureOf(waiter)).isInstanceOf(NotSentException.class);
        assertThat(stillInterrupted).isTrue();
        answered.countDown();
        assertThat(result(leader).value()).isEqualTo("token");
        assertThat(fetches).hasValue(1);
    }

    private AccessTokens tokens(AccessTokens.Source source) {
        Executor executor = background::add;
        return new AccessTokens(source, time, executor);
    }

    private Token fresh(Deadline deadline) {
        return fresh(HOUR);
    }

    private Token fresh(Duration lifetime) {
        return new Token("token-" + fetches.incrementAndGet(), "key", time.nanos(), lifetime);
    }

    private Deadline aMinute() {
        return Deadline.in(Duration.ofMinutes(1), time);
    }

    private void runInBackground() {
        assertThat(background).hasSize(1);
        background.remove(0).run();
    }

    private <T> List<CompletableFuture<T>> start(int number, Callable<T> work) {
        List<CompletableFuture<T>> results = new ArrayList<>();
        List<Thread> started = IntStream.range(0, number)
                .mapToObj(i -> {
                    CompletableFuture<T> result = new CompletableFuture<>();
                    results.add(result);
                    Thread thread = new Thread(() -> {
                        try {
                            result.complete(work.call());
                        } catch (Throwable e) {
                            result.completeExceptionally(e);
                        }
                    });
                    thread.setDaemon(true);
                    return thread;
                })
                .toList();
        threads.addAll(started);
        started.forEach(Thread::start);
        return results;
    }

    /** Until that many other threads of this test wait with a time limit: for the fetch that the caller is making. */
    private void awaitOthersParked(int number) {
        until(() -> threads.stream()
                        .filter(thread ->
                                thread != Thread.currentThread() && thread.getState() == Thread.State.TIMED_WAITING)
                        .count()
                == number);
    }

    private void awaitFetches(int number) {
        until(() -> fetches.get() == number);
    }

    private static void until(Callable<Boolean> condition) {
        long start = System.nanoTime();
        try {
            while (!condition.call()) {
                if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(20)) {
                    throw new AssertionError("it did not come to it within 20 s");
                }
                Thread.yield();
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T result(CompletableFuture<T> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(20, TimeUnit.SECONDS);
    }

    private static <T> List<T> results(List<CompletableFuture<T>> futures) throws Exception {
        List<T> results = new ArrayList<>();
        for (CompletableFuture<T> future : futures) {
            results.add(result(future));
        }
        return results;
    }

    /** What the future failed with; a future that did not fail fails the test only when the answer is looked at. */
    private static Throwable failureOf(CompletableFuture<?> future) {
        Throwable thrown = catchThrowable(() -> result(future));
        return thrown instanceof ExecutionException failed && failed.getCause() != null
                ? failed.getCause()
                : new AssertionError("it did not fail");
    }
}
