package io.github.vipps4j.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A program whose threads all make their first call at once, in a fresh JVM: not one of them has a token or a connection. It
 * prints how many nanoseconds after its start all of them had their answers.
 */
final class TokenRush {
    static final int THREADS = 64;

    private TokenRush() {}

    /** @param args the contender and where the server is */
    public static void main(String[] args) throws Exception {
        // here, because some contenders get ready when they are made, and the SDK when it is first called
        long started = System.nanoTime();
        PaymentCalls calls = Contender.valueOf(args[0]).connect(args[1]);
        CyclicBarrier start = new CyclicBarrier(THREADS + 1);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<Object>> answers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            String reference = "acme-shop-123-order" + i;
            answers.add(threads.submit(() -> {
                start.await();
                return calls.get(reference);
            }));
        }
        start.await();
        for (Future<Object> answer : answers) {
            answer.get();
        }
        System.out.println(System.nanoTime() - started);
        threads.shutdown();
    }
}
