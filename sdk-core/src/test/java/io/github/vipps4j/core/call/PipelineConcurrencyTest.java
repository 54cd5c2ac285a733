package io.github.vipps4j.core.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.core.Operation;
import io.github.vipps4j.testsupport.FieldDefect;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PipelineConcurrencyTest {
    private static final int THREADS = 64;
    private static final Operation READ = new Operation("test.read", "GET", "/test");

    @Test
    @FieldDefect({21, 24})
    void rushOfThreadsFetchesOneTokenWhenColdAndOneMoreWhenItIsRevoked() throws Exception {
        try (Server server = new Server();
                VippsSession session = VippsSession.of(server.builder().build())) {
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            try {
                rush(threads, session);
                assertThat(server.tokenRequests).hasSize(1);
                assertThat(server.requests).hasSize(THREADS);

                server.validFrom = 2;
                rush(threads, session);
                assertThat(server.tokenRequests).hasSize(2);
            } finally {
                threads.shutdownNow();
            }
        }
    }

    /** OkHttp's default of 5 would close most of them after each round. */
    @Test
    @FieldDefect(72)
    void idleConnectionsAreKeptForTheNextCalls() throws Exception {
        try (Server server = new Server();
                VippsSession session = VippsSession.of(server.builder().build())) {
            ExecutorService threads = Executors.newFixedThreadPool(16);
            try {
                for (int round = 0; round < 5; round++) {
                    rush(threads, session, 16);
                }
                long connections = server.requests.stream()
                        .mapToInt(request -> request.getConnectionIndex())
                        .distinct()
                        .count();
                assertThat(connections).isLessThanOrEqualTo(17);
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private static void rush(ExecutorService threads, VippsSession session) throws Exception {
        rush(threads, session, THREADS);
    }

    private static void rush(ExecutorService threads, VippsSession session, int count) throws Exception {
        CyclicBarrier start = new CyclicBarrier(count);
        List<Future<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            calls.add(threads.submit(() -> {
                start.await();
                return session.execute(ApiCall.of(READ, Repeatability.SAFE, body -> Boolean.TRUE)
                        .build());
            }));
        }
        for (Future<Boolean> call : calls) {
            assertThat(call.get()).isTrue();
        }
    }
}
