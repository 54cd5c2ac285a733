package io.github.vipps4j.core.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.testsupport.CapturedLog;
import io.github.vipps4j.testsupport.FieldDefect;
import java.util.ServiceConfigurationError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

/** Listeners and the log watch a call; whatever they throw, the call's own result comes out. */
class WatchersTest extends PipelineFixture {
    /** What Kotlin does without asking. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable e) throws E {
        throw (E) e;
    }

    private String changeWatchedBy(Runnable watcher) {
        RequestOptions options = RequestOptions.defaults().onReply(reply -> watcher.run());
        return session.with(options)
                .execute(change(Repeatability.KEYED).key(KEY).build());
    }

    @Test
    void errorOfAListenerIsNotThatOfTheCall() {
        assertThat(changeWatchedBy(() -> {
                    throw new ServiceConfigurationError("no provider");
                }))
                .isEqualTo("{}");
        assertThat(changeWatchedBy(() -> WatchersTest.<RuntimeException>sneak(new Exception("checked"))))
                .isEqualTo("{}");
    }

    @Test
    @FieldDefect(6)
    void interruptThatAListenerWasToldOfStaysSet() {
        assertThat(changeWatchedBy(() -> WatchersTest.<RuntimeException>sneak(new InterruptedException())))
                .isEqualTo("{}");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void listenerThatCallsItselfForEverIsNoFailureOfTheCall() {
        assertThat(changeWatchedBy(new Runnable() {
                    @Override
                    public void run() {
                        run();
                        run();
                    }
                }))
                .isEqualTo("{}");
    }

    @Test
    void errorOfTheMachineIsNotHeldBack() {
        assertThatThrownBy(() -> changeWatchedBy(() -> {
                    throw new OutOfMemoryError("no memory");
                }))
                .isInstanceOf(OutOfMemoryError.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DEBUG", "TRACE"})
    void logThatFailsBreaksNoCall(Level level) {
        try (CapturedLog log = CapturedLog.failing("io.github.vipps4j.wire", level)) {
            assertThat(changeWatchedBy(() -> {})).isEqualTo("{}");
            assertThat(log.lines()).isNotEmpty();
        }
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void logThatFailsAltogetherBreaksNoCall() {
        try (CapturedLog wire = CapturedLog.failing("io.github.vipps4j.wire", Level.TRACE);
                CapturedLog own = CapturedLog.failing("io.github.vipps4j", Level.TRACE)) {
            assertThat(changeWatchedBy(() -> {})).isEqualTo("{}");
            assertThat(wire.lines()).isNotEmpty();
            assertThat(own.lines()).isNotEmpty().allMatch(line -> line.contains("wire log failed with"));
        }
    }
}
