package io.github.vipps4j.core.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vipps4j.core.Credentials;
import io.github.vipps4j.core.Environment;
import io.github.vipps4j.core.NotSentException;
import io.github.vipps4j.core.Operation;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.testsupport.Await;
import io.github.vipps4j.testsupport.RawServer;
import io.github.vipps4j.testsupport.RawServer.Answer;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Cancelling ends what the calls are at, and touches nothing else. */
class AsyncCancellationTest {
    private static final Operation READ = new Operation("test.read", "GET", "/test");
    private static final Answer TOKEN = Answer.json(200, "{\"access_token\":\"t\",\"expires_in\":3600}");

    private volatile Answer token = TOKEN;
    private volatile Answer answer = Answer.json(200, "{}");
    private final RawServer server =
            new RawServer(request -> request.target().equals("/accesstoken/get") ? token : answer);
    private final ExecutorService pooled = Executors.newSingleThreadExecutor();
    private final AtomicInteger leftInterrupted = new AtomicInteger();
    private final VippsSession session = VippsSession.of(Vipps.builder()
            .environment(Environment.at(server.url()))
            .credentials(Credentials.of("id", "secret", "key"))
            .executor(this::runAndLook)
            .build());

    /** Java's own pools forgive an interrupt that is left behind; others do not. */
    private void runAndLook(Runnable work) {
        pooled.execute(() -> {
            work.run();
            if (Thread.interrupted()) {
                leftInterrupted.incrementAndGet();
            }
        });
    }

    @AfterEach
    void close() {
        session.close();
        pooled.shutdownNow();
        server.close();
    }

    private static ApiCall<Boolean> read() {
        return ApiCall.of(READ, Repeatability.SAFE, body -> Boolean.TRUE).build();
    }

    private static boolean isWaiting(AtomicReference<@Nullable Thread> of) {
        Thread thread = of.get();
        return thread != null && thread.getState() == Thread.State.TIMED_WAITING;
    }

    private void assertPooledThreadIsFreeAndUninterrupted() throws Exception {
        pooled.submit(() -> true).get(10, TimeUnit.SECONDS);
        assertThat(leftInterrupted).hasValue(0);
    }

    @Test
    void cancellingDuringAReadFromTheSocketClosesTheConnection() throws Exception {
        session.execute(read());
        answer = Answer.silence();
        CompletableFuture<Boolean> call = session.async(() -> session.execute(read()));
        Await.until(() -> server.received().size() == 3);

        assertThat(call.cancel(true)).isTrue();

        Await.until(() -> server.open() == 0);
        assertPooledThreadIsFreeAndUninterrupted();
        assertThat(server.received()).hasSize(3);
        assertThatThrownBy(call::join).isInstanceOf(CancellationException.class);
    }

    @Test
    void cancellingTheOneWhoFetchesTheTokenLeavesItToTheNextCaller() throws Exception {
        token = Answer.silence();
        CompletableFuture<Boolean> call = session.async(() -> session.execute(read()));
        Await.until(() -> server.received().size() == 1);

        call.cancel(true);
        token = TOKEN;

        assertThat(session.execute(read())).isTrue();
        assertPooledThreadIsFreeAndUninterrupted();
    }

    @Test
    void cancellingOneWhoWaitsForSomebodyElsesTokenEndsItsWaitOnly() throws Exception {
        token = Answer.json(200, "{\"access_token\":\"t\",\"expires_in\":3600}").after(Duration.ofMillis(300));
        CompletableFuture<Boolean> fetching = CompletableFuture.supplyAsync(() -> session.execute(read()));
        Await.until(() -> server.received().size() == 1);
        AtomicReference<@Nullable Thread> waiter = new AtomicReference<>();
        AtomicReference<@Nullable Throwable> ended = new AtomicReference<>();
        CompletableFuture<Boolean> waiting = session.async(() -> {
            waiter.set(Thread.currentThread());
            try {
                return session.execute(read());
            } catch (NotSentException e) {
                ended.set(e);
                throw e;
            }
        });
        Await.until(() -> isWaiting(waiter));

        waiting.cancel(true);

        assertPooledThreadIsFreeAndUninterrupted();
        assertThat(ended.get()).isInstanceOf(NotSentException.class);
        assertThat(fetching.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(server.received()).hasSize(2);
    }

    @Test
    void cancellingDuringAPauseBeforeARepeatEndsIt() throws Exception {
        answer = Answer.of(429, "application/json", "{}", "Retry-After: 30");
        AtomicReference<@Nullable Thread> pausing = new AtomicReference<>();
        CompletableFuture<Boolean> call = session.async(() -> {
            pausing.set(Thread.currentThread());
            return session.execute(read());
        });
        Await.until(() -> server.received().size() == 2 && isWaiting(pausing));

        call.cancel(true);

        assertPooledThreadIsFreeAndUninterrupted();
        assertThat(server.received()).hasSize(2);
    }

    @Test
    void cancellingAfterwardsChangesNothing() throws Exception {
        CompletableFuture<Boolean> call = session.async(() -> session.execute(read()));
        assertThat(call.get(10, TimeUnit.SECONDS)).isTrue();

        assertThat(call.cancel(true)).isFalse();

        assertThat(call).isCompletedWithValue(true);
        assertPooledThreadIsFreeAndUninterrupted();
    }

    /** The thread belongs to the caller's executor: whoever runs on it next must not be hit. */
    @Test
    void cancellingAtTheVeryEndNeverInterruptsWhatRunsNext() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            CountDownLatch running = new CountDownLatch(1);
            AtomicBoolean ends = new AtomicBoolean();
            CompletableFuture<Boolean> run = session.async(() -> {
                running.countDown();
                while (!ends.get()) {
                    Thread.onSpinWait();
                }
                return true;
            });
            running.await();
            ends.set(i % 2 == 0);
            run.cancel(true);
            ends.set(true);
        }
        assertPooledThreadIsFreeAndUninterrupted();
    }

    @Test
    void executorThatTakesNoMoreSaysSoToTheCaller() {
        pooled.shutdown();
        assertThatThrownBy(() -> session.async(() -> true)).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void callsInsideOfCallsAreCancelledWithThem() throws Exception {
        try (VippsSession direct = VippsSession.of(Vipps.builder()
                .environment(Environment.at(server.url()))
                .credentials(Credentials.of("id", "secret", "key"))
                .executor(Runnable::run)
                .build())) {
            session.execute(read());
            answer = Answer.silence();
            CompletableFuture<Boolean> outer = session.async(() -> {
                direct.async(() -> true).join();
                return session.execute(read());
            });
            Await.until(() -> server.received().size() == 3);

            outer.cancel(true);

            Await.until(() -> server.open() == 0);
            assertPooledThreadIsFreeAndUninterrupted();
        }
    }
}
