package io.github.vipps4j.core.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecentlyCreatedTest {
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final FakeTime time = new FakeTime();
    private final RecentlyCreated recently = new RecentlyCreated(time);

    @Test
    void whatWasNeverCreatedIsNotRecent() {
        recently.add("123456", "epayment", "order-1");

        assertThat(recently.contains("123456", "epayment", "order-2")).isFalse();
        assertThat(recently.contains("123456", "epayment", null)).isFalse();
        assertThat(recently.contains(null, "epayment", null)).isFalse();
    }

    @Test
    void itIsRecentForTenSecondsAndNoLonger() {
        recently.add("123456", "epayment", "order-1");

        assertThat(recently.contains("123456", "epayment", "order-1")).isTrue();
        time.advance(WINDOW);
        assertThat(recently.contains("123456", "epayment", "order-1")).isTrue();
        time.advance(Duration.ofNanos(1));
        assertThat(recently.contains("123456", "epayment", "order-1")).isFalse();
    }

    @Test
    void referencesAreUniqueWithinASalesUnitOnly() {
        recently.add("123456", "epayment", "order-1");

        assertThat(recently.contains("654321", "epayment", "order-1")).isFalse();
        assertThat(recently.contains(null, "epayment", "order-1")).isFalse();
        recently.add(null, "epayment", "order-1");
        assertThat(recently.contains(null, "epayment", "order-1")).isTrue();
        assertThat(recently.contains("654321", "epayment", "order-1")).isFalse();
    }

    @Test
    void whatOneApiCreatedIsNoNewsToAnother() {
        recently.add("123456", "epayment", "order-1");

        assertThat(recently.contains("123456", "ordermanagement", "order-1")).isFalse();
    }

    @Test
    void creatingAgainBeginsAnew() {
        recently.add("123456", "epayment", "order-1");
        time.advance(Duration.ofSeconds(6));
        recently.add("123456", "epayment", "order-1");
        time.advance(Duration.ofSeconds(10));

        assertThat(recently.contains("123456", "epayment", "order-1")).isTrue();
        time.advance(Duration.ofNanos(1));
        assertThat(recently.contains("123456", "epayment", "order-1")).isFalse();
    }

    @Test
    void forgettingTheOldLosesNothingNew() {
        recently.add("123456", "epayment", "old");
        recently.add("123456", "epayment", "again");
        time.advance(Duration.ofSeconds(5));
        recently.add("123456", "epayment", "newer");
        recently.add("123456", "epayment", "again");
        time.advance(Duration.ofSeconds(6));
        recently.add("123456", "epayment", "newest");

        assertThat(recently.contains("123456", "epayment", "old")).isFalse();
        assertThat(recently.contains("123456", "epayment", "again")).isTrue();
        assertThat(recently.contains("123456", "epayment", "newer")).isTrue();
        assertThat(recently.contains("123456", "epayment", "newest")).isTrue();
    }

    @Test
    void aRushOfCreationsTakesNoMoreMemoryThanAThousand() {
        for (int i = 0; i < 1001; i++) {
            recently.add("123456", "epayment", "order-" + i);
        }

        assertThat(recently.contains("123456", "epayment", "order-0")).isFalse();
        assertThat(recently.contains("123456", "epayment", "order-1")).isTrue();
        assertThat(recently.contains("123456", "epayment", "order-1000")).isTrue();
    }
}
