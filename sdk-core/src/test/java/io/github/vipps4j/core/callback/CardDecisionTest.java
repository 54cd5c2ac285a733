package io.github.vipps4j.core.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vipps4j.core.callback.CardDecision.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardDecisionTest {
    private static final Instant START = Instant.parse("2026-07-01T10:00:00Z");
    private static final CardDecision SOFT = new CardDecision(
            "makePayment:tx1",
            2,
            State.SOFT_DECLINED,
            "ab12",
            START,
            "{\"url3dSecure\":\"https://psp.example/3ds/secret\"}",
            false,
            Map.of("3dssuccess", "https://vipps.example/back?token=secret"),
            "3dssuccess");
    /** What stands in databases. */
    private static final String SOFT_JSON =
            "{\"key\":\"makePayment:tx1\",\"version\":2,\"state\":\"SOFT_DECLINED\",\"delivery\":\"ab12\","
                    + "\"since\":\"2026-07-01T10:00:00Z\",\"approved\":false,"
                    + "\"reply\":\"{\\\"url3dSecure\\\":\\\"https://psp.example/3ds/secret\\\"}\","
                    + "\"threeDSecureResult\":\"3dssuccess\","
                    + "\"returnUrls\":{\"3dssuccess\":\"https://vipps.example/back?token=secret\"}}";

    private static CardDecision decision(String key, long version, Instant since) {
        return new CardDecision(key, version, State.DONE, "ab12", since, "{}", true, Map.of(), null);
    }

    @Test
    void textOfADecisionIsTheSameInEveryVersion() {
        assertThat(SOFT.toJson()).isEqualTo(SOFT_JSON);
        assertThat(CardDecision.ofJson(SOFT_JSON)).isEqualTo(SOFT);
        CardDecision bare = new CardDecision("k", 1, State.DECIDING, "h", START, null, false, Map.of(), null);
        assertThat(CardDecision.ofJson(bare.toJson())).isEqualTo(bare);
        CardDecision discarded = new CardDecision("k", 3, State.OVERDUE, "h", START, "{}", false, Map.of(), null, true);
        assertThat(CardDecision.ofJson(discarded.toJson())).isEqualTo(discarded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"key\":\"secret\"}"})
    void whatIsNoDecisionIsToldWithoutQuotingIt(String json) {
        assertThatThrownBy(() -> CardDecision.ofJson(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Not a card decision")
                .hasMessageNotContaining("secret");
    }

    @Test
    void answerAndUrlsAreNotPrinted() {
        assertThat(SOFT.toString()).contains("makePayment:tx1", "SOFT_DECLINED").doesNotContain("secret");
    }

    @Test
    void memoryTakesEachVersionOnce() {
        CardDecisionStore store = CardDecisionStore.inMemory();
        assertThat(store.find("a")).isNull();
        assertThat(store.put(decision("a", 2, START))).isFalse();
        assertThat(store.put(decision("a", 1, START))).isTrue();
        assertThat(store.put(decision("a", 1, START))).isFalse();
        assertThat(store.put(decision("a", 2, START))).isTrue();
        assertThat(store.find("a")).isEqualTo(decision("a", 2, START));
    }

    @Test
    void memoryForgetsAfterADay() {
        CardDecisionStore store = CardDecisionStore.inMemory();
        store.put(decision("old", 1, START));
        store.put(decision("young", 1, START.plus(Duration.ofMinutes(1))));
        store.put(decision("new", 1, START.plus(Duration.ofDays(1)).plusSeconds(1)));
        assertThat(store.find("old")).isNull();
        assertThat(store.find("young")).isNotNull();
    }
}
