package io.github.vipps4j.epayment;

import static io.github.vipps4j.epayment.Shop.nok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vipps4j.core.InvalidRequestException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptureDeadlineTest {
    private static final Instant APPROVED = Instant.parse("2026-07-01T10:00:09.120Z");

    private static PaymentEvent event(PaymentEventName name, boolean success) {
        return new PaymentEvent("order-0001", "4400000017", name, name.name(), nok(10_000), APPROVED, null, success);
    }

    @ParameterizedTest
    @CsvSource({
        "NORWAY, false, 2026-12-28T10:00:09.120Z",
        "NORWAY, true, 2026-12-28T10:00:09.120Z",
        "DENMARK, false, 2026-07-15T10:00:09.120Z",
        "DENMARK, true, 2026-12-28T10:00:09.120Z",
        "FINLAND, false, 2026-07-15T10:00:09.120Z",
        "FINLAND, true, 2026-12-28T10:00:09.120Z"
    })
    void deadlineIsTheMarkets(Market market, boolean lateCapture, Instant until) {
        CaptureDeadline deadline = CaptureDeadline.of(event(PaymentEventName.AUTHORIZED, true), market, lateCapture);
        assertThat(deadline.until()).isEqualTo(until);
        assertThat(deadline.isOver(until.minusNanos(1))).isFalse();
        assertThat(deadline.isOver(until)).isTrue();
    }

    @Test
    void onlyASuccessfulApprovalCounts() {
        assertThatThrownBy(() -> CaptureDeadline.of(event(PaymentEventName.CREATED, true), Market.NORWAY, false))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("authorized must be the successful AUTHORIZED event");
        assertThatThrownBy(() -> CaptureDeadline.of(event(PaymentEventName.AUTHORIZED, false), Market.NORWAY, false))
                .isInstanceOf(InvalidRequestException.class);
    }
}
