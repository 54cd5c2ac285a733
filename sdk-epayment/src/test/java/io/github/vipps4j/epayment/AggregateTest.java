package io.github.vipps4j.epayment;

import static io.github.vipps4j.core.Currency.DKK;
import static io.github.vipps4j.core.Currency.NOK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.testsupport.FieldDefect;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AggregateTest {
    private static Amount nok(long value) {
        return Amount.ofMinor(value, NOK);
    }

    private static Aggregate aggregate(long authorized, long cancelled, long captured, long refunded) {
        return new Aggregate(nok(authorized), nok(cancelled), nok(captured), nok(refunded));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // what happened, authorised, cancelled, captured, refunded, left to capture, left to refund
        "nothing yet, 0, 0, 0, 0, 0, 0",
        "approved, 24900, 0, 0, 0, 24900, 0",
        "captured in part, 24900, 0, 10000, 0, 14900, 10000",
        "captured in two parts, 24900, 0, 24899, 0, 1, 24899",
        "captured in full, 24900, 0, 24900, 0, 0, 24900",
        "cancelled in full, 24900, 24900, 0, 0, 0, 0",
        "captured in part and the rest cancelled, 24900, 14900, 10000, 0, 0, 10000",
        "a refund does not free anything to capture, 24900, 0, 10000, 10000, 14900, 0",
        "refunded in part, 24900, 0, 24900, 400, 0, 24500",
        "captured cancelled and refunded, 24900, 14900, 10000, 2500, 0, 7500",
        "terminated before approval, 0, 24900, 0, 0, 0, 0",
        "more captured than authorised, 100, 0, 101, 0, 0, 101",
        "more refunded than captured, 100, 0, 50, 51, 50, 0"
    })
    @FieldDefect(51)
    void whatRemains(
            String what,
            long authorized,
            long cancelled,
            long captured,
            long refunded,
            long remainingToCapture,
            long remainingToRefund) {
        Aggregate aggregate = aggregate(authorized, cancelled, captured, refunded);
        assertThat(aggregate.remainingToCapture()).as(what).isEqualTo(nok(remainingToCapture));
        assertThat(aggregate.remainingToRefund()).as(what).isEqualTo(nok(remainingToRefund));
    }

    @Test
    void whatRemainsIsInTheCurrencyOfThePayment() {
        Amount none = Amount.ofMinor(0, DKK);
        Aggregate terminated = new Aggregate(none, Amount.ofMinor(12_500, DKK), none, none);
        assertThat(terminated.remainingToCapture()).isEqualTo(none);
        assertThat(terminated.remainingToRefund()).isEqualTo(none);
    }

    @Test
    void currenciesAreNeverMixed() {
        Aggregate mixed = new Aggregate(nok(100), nok(0), Amount.ofMinor(1, DKK), nok(0));
        assertThatThrownBy(mixed::remainingToCapture).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(mixed::remainingToRefund).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "CREATED, false",
        "AUTHORIZED, true",
        "ABORTED, true",
        "EXPIRED, true",
        "TERMINATED, true",
        "UNKNOWN, false"
    })
    void thePaymentHasAnOutcomeWhenTheCustomersPartIsOver(PaymentState state, boolean hasOutcome) {
        Payment payment = new Payment(
                "shop7-order-0042",
                state,
                state.name(),
                nok(100),
                aggregate(0, 0, 0, 0),
                null,
                PaymentMethodType.WALLET,
                "WALLET",
                null,
                Map.of(),
                null,
                null,
                null,
                null,
                null);
        assertThat(payment.hasOutcome()).isEqualTo(hasOutcome);
    }

    @Test
    @FieldDefect(50)
    void authorizedSaysNothingOfCaptures() {
        Aggregate everythingTaken = aggregate(24_900, 0, 24_900, 0);
        Payment payment = new Payment(
                "shop7-order-0042",
                PaymentState.AUTHORIZED,
                "AUTHORIZED",
                nok(24_900),
                everythingTaken,
                null,
                PaymentMethodType.WALLET,
                "WALLET",
                null,
                Map.of(),
                null,
                null,
                null,
                null,
                null);
        assertThat(payment.aggregate().remainingToCapture().isZero()).isTrue();
    }
}
