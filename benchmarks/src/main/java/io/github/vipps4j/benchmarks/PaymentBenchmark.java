package io.github.vipps4j.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One call after another on one thread, each about a payment of its own. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PaymentBenchmark {
    /** Who calls. */
    @Param
    public Contender contender = Contender.SDK;

    /** Where {@link CannedServer} listens. */
    @Param("")
    public String server = "";

    private int number;

    @SuppressWarnings("NullAway.Init") // JMH calls connect() first
    private PaymentCalls calls;

    /** Connects and fetches the token. */
    @Setup
    public void connect() {
        calls = contender.connect(server);
        calls.create(reference());
    }

    /** {@code POST /epayment/v1/payments}. */
    @Benchmark
    public Object create() {
        return calls.create(reference());
    }

    /** {@code GET /epayment/v1/payments/{reference}}. */
    @Benchmark
    public Object get() {
        return calls.get(reference());
    }

    private String reference() {
        return "acme-shop-123-order" + number++;
    }
}
