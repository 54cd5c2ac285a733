package io.github.vipps4j.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.profile.JavaFlightRecorderProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures what the SDK costs. The contenders take turns, fork by fork, so that whatever else the machine does hits all of
 * them; the server is a process of its own. Arguments: {@code --quick} for a smoke test whose figures mean little,
 * {@code --profile} for flight recordings of the calls.
 */
public final class Main {
    /** How much is done. */
    private record Effort(int rounds, int warmupSeconds, int seconds, int coldStarts, int rushes) {
        static final Effort FULL = new Effort(5, 5, 4, 11, 5);
        static final Effort QUICK = new Effort(1, 1, 1, 3, 1);
        static final Effort PROFILE = new Effort(1, 5, 10, 0, 0);
    }

    private final String server;
    private final Effort effort;
    private final boolean profile;
    private final Results results = new Results();
    private final HttpClient http = HttpClient.newHttpClient();

    private Main(String server, Effort effort, boolean profile) {
        this.server = server;
        this.effort = effort;
        this.profile = profile;
    }

    /** @param args {@code --quick} or {@code --profile} or nothing */
    public static void main(String[] args) throws Exception {
        // JMH starts its forks with it
        System.setProperty("java.class.path", Fork.classPath());
        List<String> given = List.of(args);
        boolean profile = given.contains("--profile");
        Effort effort = profile ? Effort.PROFILE : given.contains("--quick") ? Effort.QUICK : Effort.FULL;
        try (Fork server = Fork.of(CannedServer.class)) {
            Main main = new Main("http://127.0.0.1:" + server.number(), effort, profile);
            main.calls();
            main.coldStarts();
            main.tokenRushes();
            System.out.println("\n" + main.results.table());
        }
    }

    private void calls() throws RunnerException {
        for (int round = 1; round <= effort.rounds(); round++) {
            for (Contender contender : Contender.values()) {
                System.out.printf("calls %d/%d: %s%n", round, effort.rounds(), contender);
                for (RunResult result : new Runner(jmh(contender)).run()) {
                    boolean create = result.getPrimaryResult().getLabel().equals("create");
                    Result<?> time = result.getPrimaryResult();
                    Result<?> allocation =
                            Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"));
                    results.add(create ? Measure.CREATE_TIME : Measure.GET_TIME, contender, time.getScore());
                    results.add(
                            create ? Measure.CREATE_ALLOCATION : Measure.GET_ALLOCATION,
                            contender,
                            allocation.getScore());
                }
            }
        }
    }

    private Options jmh(Contender contender) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(PaymentBenchmark.class.getName())
                .param("contender", contender.name())
                .param("server", server)
                .forks(1)
                .warmupIterations(effort.warmupSeconds())
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(effort.seconds())
                .measurementTime(TimeValue.seconds(1))
                // not those of Maven's JVM
                .jvmArgs("-Xms512m", "-Xmx512m")
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        if (profile) {
            options.addProfiler(JavaFlightRecorderProfiler.class, "dir=benchmarks/target/profile");
        }
        return options.build();
    }

    private void coldStarts() throws IOException {
        for (int round = 1; round <= effort.coldStarts(); round++) {
            System.out.printf("cold starts %d/%d%n", round, effort.coldStarts());
            for (Contender contender : Contender.values()) {
                long start = System.nanoTime();
                try (Fork fork = Fork.of(ColdStart.class, contender.name(), server)) {
                    results.add(Measure.COLD_START, contender, fork.number() / 1e6);
                    results.add(Measure.COLD_PROCESS, contender, (System.nanoTime() - start) / 1e6);
                }
            }
        }
    }

    private void tokenRushes() throws IOException, InterruptedException {
        for (int round = 1; round <= effort.rushes(); round++) {
            System.out.printf("token rushes %d/%d%n", round, effort.rushes());
            for (Contender contender : List.of(Contender.SDK, Contender.HAND_WRITTEN)) {
                long before = tokenRequests();
                try (Fork fork = Fork.of(TokenRush.class, contender.name(), server)) {
                    results.add(Measure.RUSH_TIME, contender, fork.number() / 1e6);
                    results.add(Measure.RUSH_TOKENS, contender, tokenRequests() - before);
                }
            }
        }
    }

    private long tokenRequests() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server + CannedServer.TOKEN_REQUESTS))
                .build();
        return Long.parseLong(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
}
