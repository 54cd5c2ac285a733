package io.github.vipps4j.core.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.core.Credentials;
import io.github.vipps4j.core.Environment;
import io.github.vipps4j.core.Operation;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.testsupport.RawServer;
import io.github.vipps4j.testsupport.RawServer.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** A thousand calls at once cost the time of one, and none of them holds the thread that carries it. */
class VirtualThreadTest {
    private static final int CALLS = 1_000;
    private static final Duration DELAY = Duration.ofMillis(50);
    private static final Operation READ = new Operation("test.read", "GET", "/test");

    private final RawServer server = new RawServer(request -> request.target().equals("/accesstoken/get")
            ? Answer.json(200, "{\"access_token\":\"t\",\"expires_in\":3600}")
            : Answer.json(200, "{}").after(DELAY));
    private final VippsSession session = VippsSession.of(Vipps.builder()
            .environment(Environment.at(server.url()))
            .credentials(Credentials.of("id", "secret", "key"))
            .build());

    @AfterEach
    void close() {
        session.close();
        server.close();
    }

    private Boolean read() {
        return session.execute(
                ApiCall.of(READ, Repeatability.SAFE, body -> Boolean.TRUE).build());
    }

    /** @return how long all of them took together */
    private Duration rush(Function<Callable<Boolean>, Future<Boolean>> start) throws Exception {
        long began = System.nanoTime();
        List<Future<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            calls.add(start.apply(this::read));
        }
        for (Future<Boolean> call : calls) {
            assertThat(call.get()).isTrue();
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** One after the other they would take 50 s. On Java 17 they run on a thousand daemon threads. */
    @Test
    void aThousandBackgroundCallsTakeLittleLongerThanOne() throws Exception {
        rush(session::async);
        assertThat(rush(session::async)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "there are no virtual threads before Java 21")
    void aThousandCallsOnVirtualThreadsPinNoneInOurCode(@TempDir Path directory) throws Exception {
        ExecutorService callers = BackgroundExecutor.create();
        try (Recording recording = new Recording()) {
            rush(callers::submit);
            recording
                    .enable("jdk.VirtualThreadPinned")
                    .withThreshold(Duration.ZERO)
                    .withStackTrace();
            recording.start();

            assertThat(rush(callers::submit)).isLessThan(Duration.ofSeconds(2));
            assertThat(rush(session::async)).isLessThan(Duration.ofSeconds(2));

            recording.stop();
            Path file = directory.resolve("pinned.jfr");
            recording.dump(file);
            List<String> pinned = pinned(file);
            assertThat(pinned).noneMatch(stack -> stack.contains("io.github.vipps4j.core"));
        } finally {
            callers.shutdownNow();
        }
    }

    private static List<String> pinned(Path file) throws IOException {
        return RecordingFile.readAllEvents(file).stream()
                .map(RecordedEvent::getStackTrace)
                .map(String::valueOf)
                .toList();
    }
}
