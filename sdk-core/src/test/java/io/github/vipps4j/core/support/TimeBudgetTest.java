package io.github.vipps4j.core.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vipps4j.testsupport.Await;
import io.github.vipps4j.testsupport.CapturedLog;
import io.github.vipps4j.testsupport.FieldDefect;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimeBudgetTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(100);

    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    private final BlockingQueue<String> late = new ArrayBlockingQueue<>(10);
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);

    @AfterEach
    void close() {
        released.countDown();
        threads.shutdownNow();
    }

    private TimeBudget budget(Duration limit) {
        return new TimeBudget("test", limit, threads);
    }

    private String slow() throws InterruptedException {
        begun.countDown();
        released.await();
        return "late";
    }

    @Test
    void answerInTimeIsTheAnswer() {
        assertThat(budget(LONG).answer(() -> "in time", () -> "substitute", late::add))
                .isEqualTo("in time");
        assertThat(late).isEmpty();
    }

    @Test
    @FieldDefect(60)
    void lateAnswerIsReplacedAndNotForgotten() throws InterruptedException {
        assertThat(budget(SHORT).answer(this::slow, () -> "substitute", late::add))
                .isEqualTo("substitute");
        assertThat(late).isEmpty();
        released.countDown();
        assertThat(late.poll(5, TimeUnit.SECONDS)).isEqualTo("late");
    }

    @Test
    void handlerThatFailsHasItsSubstitute() {
        assertThat(budget(LONG)
                        .answer(
                                () -> {
                                    throw new IOException("no rates today");
                                },
                                () -> "substitute",
                                late::add))
                .isEqualTo("substitute");
    }

    @Test
    void whatAHandlerThrowsIsLoggedByItsClassAndPlaceOnly() {
        try (CapturedLog log = CapturedLog.everything()) {
            assertThat(budget(LONG)
                            .<String>answer(
                                    () -> {
                                        throw new StackOverflowError("about 4895370013193500");
                                    },
                                    () -> "substitute",
                                    late::add))
                    .isEqualTo("substitute");
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("java.lang.StackOverflowError at io.github.vipps4j"))
                    .noneMatch(line -> line.contains("4895370013193500"));
        }
    }

    @Test
    void handlerThatCannotBeStartedHasItsSubstitute() {
        threads.shutdownNow();
        assertThat(budget(LONG).answer(() -> "in time", () -> "substitute", late::add))
                .isEqualTo("substitute");
    }

    @Test
    void interruptedServerThreadStaysInterruptedAndAnswers() throws InterruptedException {
        Thread server = Thread.currentThread();
        TimeBudget budget = new TimeBudget("test", LONG, work -> {
            threads.execute(work);
            threads.execute(() -> {});
            awaitBegun();
            server.interrupt();
        });
        assertThat(budget.answer(this::slow, () -> "substitute", late::add)).isEqualTo("substitute");
        assertThat(Thread.interrupted()).isTrue();
        released.countDown();
        assertThat(late.poll(5, TimeUnit.SECONDS)).isEqualTo("late");
    }

    private void awaitBegun() {
        Await.until(() -> begun.getCount() == 0);
    }

    @Test
    @FieldDefect(60)
    void handlerThatHasNotBegunInTimeNeverDoes() throws Exception {
        threads.execute(() -> {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(budget(SHORT).answer(() -> "acted", () -> "substitute", late::add))
                .isEqualTo("substitute");
        released.countDown();
        threads.submit(() -> {}).get(5, TimeUnit.SECONDS);
        assertThat(late).isEmpty();
    }

    @Test
    void whoeverTakesLateAnswersMayFail() throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        assertThat(budget(SHORT).<String>answer(this::slow, () -> "substitute", answer -> {
                    told.countDown();
                    throw new IllegalStateException("nobody to tell");
                }))
                .isEqualTo("substitute");
        released.countDown();
        assertThat(told.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(budget(LONG).answer(() -> "next", () -> "substitute", late::add))
                .isEqualTo("next");
    }

    @Test
    void substituteThatFailsIsToldToTheCaller() {
        assertThatThrownBy(() -> budget(SHORT)
                        .<String>answer(
                                this::slow,
                                () -> {
                                    throw new IllegalStateException("no substitute");
                                },
                                late::add))
                .hasMessage("no substitute");
    }
}
