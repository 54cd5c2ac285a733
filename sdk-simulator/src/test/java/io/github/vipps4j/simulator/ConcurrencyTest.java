package io.github.vipps4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConcurrencyTest {
    private static final String REFERENCE = "order-0001";

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private Merchant merchant;

    @BeforeEach
    void authorizedPayment() {
        merchant = Merchant.of(VIPPS.simulator());
        merchant.create(REFERENCE);
        VIPPS.simulator().customer().approve(REFERENCE);
    }

    private static <T> List<T> atOnce(int threads, IntFunction<T> work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CountDownLatch ready = new CountDownLatch(threads);
            List<Callable<T>> calls = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                calls.add(() -> {
                    ready.countDown();
                    ready.await();
                    return work.apply(number);
                });
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : pool.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    private static HttpResponse<String> untilNotLocked(Callable<HttpResponse<String>> call) {
        try {
            HttpResponse<String> answer = call.call();
            while (answer.statusCode() == 423) {
                answer = call.call();
            }
            return answer;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void sameKeyActsOnce() throws Exception {
        List<String> bodies = atOnce(
                32,
                i -> untilNotLocked(() -> merchant.capture(REFERENCE, 10_000, "c1"))
                        .body());

        assertThat(bodies).hasSize(32).containsOnly(bodies.get(0));
        assertThat(VIPPS.simulator().payment(REFERENCE).captured()).isEqualTo(10_000);
        assertThat(VIPPS.simulator().payment(REFERENCE).eventNames())
                .containsExactly("CREATED", "AUTHORIZED", "CAPTURED");
    }

    @Test
    void distinctCapturesNeverExceedTheAuthorizedAmount() throws Exception {
        List<Integer> statuses = atOnce(
                32,
                i -> untilNotLocked(() -> merchant.capture(REFERENCE, 10_000, "c" + i))
                        .statusCode());

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(4);
        assertThat(statuses).filteredOn(status -> status == 400).hasSize(28);
        assertThat(VIPPS.simulator().payment(REFERENCE).captured()).isEqualTo(40_000);
    }

    @Test
    void sameReferenceIsCreatedOnce() throws Exception {
        List<Integer> statuses = atOnce(
                32,
                i -> untilNotLocked(
                                () -> merchant.key("k" + i).post("/epayment/v1/payments", Merchant.socks("order-0002")))
                        .statusCode());

        assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(31);
    }

    @Test
    void overlappingChangeIs423AndReadsGoOn() throws Exception {
        VIPPS.simulator().faults().next(ApiOperation.CAPTURE, Fault.delay(Duration.ofMillis(400)));
        List<Integer> captures =
                atOnce(2, i -> merchant.capture(REFERENCE, 10_000, "c" + i).statusCode());

        assertThat(captures).containsExactlyInAnyOrder(200, 423);
        VIPPS.simulator().faults().next(ApiOperation.REFUND, Fault.delay(Duration.ofMillis(400)));
        List<Integer> mixed = atOnce(
                2,
                i -> i == 0
                        ? merchant.refund(REFERENCE, 1_000, "r1").statusCode()
                        : readsDuring(Duration.ofMillis(100)));
        assertThat(mixed).containsExactly(200, 200);
    }

    private int readsDuring(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        int status = 200;
        while (System.nanoTime() < end && status == 200) {
            status = merchant.get("/epayment/v1/payments/" + REFERENCE).statusCode();
        }
        return status;
    }

    @Test
    void manyDelayedRequestsRunAtTheSameTime() throws Exception {
        VIPPS.simulator().faults().next(ApiOperation.GET, 80, Fault.delay(Duration.ofMillis(300)));
        long start = System.nanoTime();
        List<Integer> statuses = atOnce(
                80, i -> merchant.get("/epayment/v1/payments/" + REFERENCE).statusCode());

        assertThat(statuses).containsOnly(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }
}
