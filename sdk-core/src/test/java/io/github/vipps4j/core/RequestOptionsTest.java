package io.github.vipps4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestOptionsTest {
    private static final Duration SHORT = Duration.ofSeconds(3);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Consumer<ReplyInfo> ONE = reply -> {};
    private static final Consumer<ReplyInfo> OTHER = reply -> {};

    @Test
    void theDefaultsSayNothing() {
        assertThat(RequestOptions.defaults().deadline()).isNull();
        assertThat(RequestOptions.defaults().attemptTimeout()).isNull();
        assertThat(RequestOptions.defaults().onReply()).isNull();
    }

    @Test
    void eachMethodChangesACopyOnly() {
        RequestOptions options =
                RequestOptions.defaults().deadline(LONG).attemptTimeout(SHORT).onReply(ONE);

        assertThat(options.deadline()).isEqualTo(LONG);
        assertThat(options.attemptTimeout()).isEqualTo(SHORT);
        assertThat(options.onReply()).isSameAs(ONE);
        assertThat(options.deadline(SHORT).deadline()).isEqualTo(SHORT);
        assertThat(options.deadline()).isEqualTo(LONG);
        theDefaultsSayNothing();
    }

    @Test
    void theFirstOptionsWinAndTheOthersFillTheGaps() {
        RequestOptions all =
                RequestOptions.defaults().deadline(LONG).attemptTimeout(LONG).onReply(OTHER);

        RequestOptions deadlineOnly = RequestOptions.defaults().deadline(SHORT).orElse(all);
        assertThat(deadlineOnly.deadline()).isEqualTo(SHORT);
        assertThat(deadlineOnly.attemptTimeout()).isEqualTo(LONG);
        assertThat(deadlineOnly.onReply()).isSameAs(OTHER);

        RequestOptions rest =
                RequestOptions.defaults().attemptTimeout(SHORT).onReply(ONE).orElse(all);
        assertThat(rest.deadline()).isEqualTo(LONG);
        assertThat(rest.attemptTimeout()).isEqualTo(SHORT);
        assertThat(rest.onReply()).isSameAs(ONE);
    }

    static Stream<Duration> badDurations() {
        return Stream.of(
                Duration.ZERO, Duration.ofNanos(-1), Duration.ofDays(24).plusNanos(1));
    }

    @ParameterizedTest
    @MethodSource("badDurations")
    void whatCannotBeATimeOutIsRefused(Duration duration) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> RequestOptions.defaults().deadline(duration))
                .satisfies(refusal -> assertThat(refusal.violations())
                        .containsExactly(new Violation("deadline", "must be 1 ms to 24 days")));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> RequestOptions.defaults().attemptTimeout(duration))
                .satisfies(refusal -> assertThat(refusal.violations())
                        .containsExactly(new Violation("attemptTimeout", "must be 1 ms to 24 days")));
    }
}
