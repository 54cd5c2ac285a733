package io.github.vipps4j.core.call;

import static io.github.vipps4j.core.call.Server.silence;
import static io.github.vipps4j.core.call.Server.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vipps4j.core.NotFoundException;
import io.github.vipps4j.core.Operation;
import io.github.vipps4j.testsupport.Await;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AsyncRunTest {
    private static final Operation READ = new Operation("test.read", "GET", "/test");

    private final Server server = new Server();
    private final VippsSession session = VippsSession.of(server.builder().build());

    @AfterEach
    void close() {
        session.close();
        server.close();
    }

    private static ApiCall<Boolean> read() {
        return ApiCall.of(READ, Repeatability.SAFE, body -> Boolean.TRUE).build();
    }

    @Test
    void givesTheResultOnADaemonOrVirtualThread() throws Exception {
        CompletableFuture<Thread> thread = session.async(() -> {
            session.execute(read());
            return Thread.currentThread();
        });
        assertThat(thread.get(5, TimeUnit.SECONDS).isDaemon()).isTrue();
    }

    @Test
    void exceptionsCompleteItUnwrapped() {
        server.then(status(404));
        assertThatThrownBy(() -> session.async(() -> session.execute(read())).get(5, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> session.async(() -> {
                            throw new IOException("checked");
                        })
                        .get(5, TimeUnit.SECONDS))
                .cause()
                .isExactlyInstanceOf(IOException.class);
    }

    @Test
    void runsOnTheCallersExecutor() throws Exception {
        ExecutorService own = Executors.newSingleThreadExecutor(work -> new Thread(work, "callers-own"));
        try (VippsSession on = VippsSession.of(server.builder().executor(own).build())) {
            assertThat(on.async(() -> Thread.currentThread().getName()).get(5, TimeUnit.SECONDS))
                    .isEqualTo("callers-own");
        } finally {
            own.shutdownNow();
        }
    }

    @Test
    void cancellingEndsAWaitAndPreventsFurtherAttempts() throws Exception {
        server.then(status(429, "Retry-After", "50"));
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        VippsSession slow = session.withTime(new Time() {
            @Override
            public long nanos() {
                return SYSTEM.nanos();
            }

            @Override
            public java.time.Instant now() {
                return SYSTEM.now();
            }

            @Override
            public void sleep(long nanos) throws InterruptedException {
                waiting.countDown();
                SYSTEM.sleep(nanos);
            }
        });
        CompletableFuture<Boolean> call = slow.async(() -> {
            try {
                return slow.execute(read());
            } finally {
                ended.countDown();
            }
        });
        assertThat(waiting.await(5, TimeUnit.SECONDS)).isTrue();

        assertThat(call.cancel(true)).isTrue();

        assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(call::get).isInstanceOf(CancellationException.class);
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void cancellingEndsTheHttpCallUnderWay() throws Exception {
        session.execute(read());
        CountDownLatch ended = new CountDownLatch(1);
        server.then(silence());
        CompletableFuture<Boolean> call = session.async(() -> {
            try {
                return session.execute(read());
            } finally {
                ended.countDown();
            }
        });
        Await.until(() -> server.requests.size() == 2);

        call.cancel(true);

        assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(server.requests).hasSize(2);
    }

    @Test
    void cancellingBeforeItRunsMeansThatItNeverRuns() throws Exception {
        ExecutorService busy = Executors.newSingleThreadExecutor();
        CountDownLatch release = new CountDownLatch(1);
        try (VippsSession on = VippsSession.of(server.builder().executor(busy).build())) {
            CompletableFuture<Boolean> first = on.async(() -> release.await(5, TimeUnit.SECONDS));
            CompletableFuture<Boolean> second = on.async(() -> on.execute(read()));
            second.cancel(true);
            release.countDown();
            assertThat(first.get(5, TimeUnit.SECONDS)).isTrue();
            assertThat(on.async(() -> Thread.currentThread().isInterrupted()).get(5, TimeUnit.SECONDS))
                    .isFalse();
            assertThat(server.requests).isEmpty();
        } finally {
            busy.shutdownNow();
        }
    }

    @Test
    void cancellingTwiceInterruptsNobodyElse() throws Exception {
        ExecutorService busy = Executors.newSingleThreadExecutor();
        CountDownLatch release = new CountDownLatch(1);
        try (VippsSession on = VippsSession.of(server.builder().executor(busy).build())) {
            CompletableFuture<Boolean> first = on.async(() -> release.await(5, TimeUnit.SECONDS));
            CompletableFuture<Boolean> second = on.async(() -> on.execute(read()));
            second.cancel(true);
            release.countDown();
            assertThat(first.get(5, TimeUnit.SECONDS)).isTrue();
            CountDownLatch running = new CountDownLatch(1);
            CountDownLatch cancelledAgain = new CountDownLatch(1);
            CompletableFuture<Boolean> third = on.async(() -> {
                running.countDown();
                return cancelledAgain.await(5, TimeUnit.SECONDS);
            });
            assertThat(running.await(5, TimeUnit.SECONDS)).isTrue();
            second.cancel(true);
            cancelledAgain.countDown();
            assertThat(third.get(5, TimeUnit.SECONDS)).isTrue();
        } finally {
            busy.shutdownNow();
        }
    }
}
