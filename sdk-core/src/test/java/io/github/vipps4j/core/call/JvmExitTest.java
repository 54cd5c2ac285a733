package io.github.vipps4j.core.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.core.Credentials;
import io.github.vipps4j.core.Environment;
import io.github.vipps4j.core.Operation;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.testsupport.Await;
import io.github.vipps4j.testsupport.FieldDefect;
import io.github.vipps4j.testsupport.RawServer;
import io.github.vipps4j.testsupport.RawServer.Answer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A program that returns from its main without {@code close()} is over, whatever is still under way in the background. */
class JvmExitTest {
    private static final Duration LONGEST = Duration.ofSeconds(3);

    @Test
    @FieldDefect(18)
    void programEndsWithItsMainAlthoughNothingWasClosed() throws Exception {
        AtomicInteger tokens = new AtomicInteger();
        CountDownLatch silent = new CountDownLatch(1);
        // the second token, that of the early renewal, and /silent never come
        try (RawServer server = new RawServer(request -> switch (request.target()) {
            case "/accesstoken/get" ->
                tokens.incrementAndGet() == 1
                        ? Answer.json(200, "{\"access_token\":\"t\",\"expires_in\":3600}")
                        : Answer.silence();
            case "/silent" -> {
                silent.countDown();
                yield Answer.silence();
            }
            case "/seen" -> {
                Await.until(() -> tokens.get() == 2 && silent.getCount() == 0);
                yield Answer.json(200, "{}");
            }
            default -> Answer.json(200, "{}");
        })) {
            Process program = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Program.class.getName(),
                            server.url().toString())
                    .redirectErrorStream(true)
                    .start();
            String told = new String(program.getInputStream().readNBytes("main ends".length()), StandardCharsets.UTF_8);
            long mainEnded = System.nanoTime();

            assertThat(program.waitFor(30, TimeUnit.SECONDS)).as(told).isTrue();
            assertThat(told + new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("main ends");
            assertThat(Duration.ofNanos(System.nanoTime() - mainEnded)).isLessThan(LONGEST);
            assertThat(program.exitValue()).isZero();
            assertThat(tokens).hasValue(2);
        }
    }

    /** Calls, on its thread and in the background, some of which are not over when it returns. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            FakeTime time = new FakeTime();
            VippsSession session = VippsSession.of(Vipps.builder()
                            .environment(Environment.at(URI.create(arguments[0])))
                            .credentials(Credentials.of("id", "secret", "key"))
                            .build())
                    .withTime(time);
            session.execute(get("/test"));
            session.async(() -> session.execute(get("/test"))).join();
            var unused = session.async(() -> session.execute(get("/silent")));
            var waiting = session.async(() -> new CountDownLatch(1).await(1, TimeUnit.HOURS));
            time.advance(Duration.ofMinutes(56));
            session.execute(get("/test"));
            // the server answers this one as soon as it has seen the early renewal and the call that it never answers
            session.execute(get("/seen"));
            if (unused.isDone() || waiting.isDone()) {
                System.out.print("too soon: " + unused + waiting);
            }
            System.out.print("main ends");
        }

        private static ApiCall<Boolean> get(String path) {
            return ApiCall.of(new Operation("test.read", "GET", path), Repeatability.SAFE, body -> Boolean.TRUE)
                    .build();
        }
    }
}
