package io.github.vipps4j.core;

import static io.github.vipps4j.core.Currency.DKK;
import static io.github.vipps4j.core.Currency.NOK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.vipps4j.testsupport.FieldDefect;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {
    private static final String RULE = "must be digits with at most two decimals after a point, such as 499.00";

    private static final Amount MOST = Amount.ofMinor(Long.MAX_VALUE, NOK);
    private static final Amount LEAST = Amount.ofMinor(Long.MIN_VALUE, NOK);
    private static final Amount ONE = Amount.ofMinor(1, NOK);

    @ParameterizedTest
    @CsvSource({
        "499.00, 49900",
        "499, 49900",
        "499.9, 49990",
        "0.01, 1",
        "0, 0",
        "0.00, 0",
        "-1.50, -150",
        "1.15, 115",
        "92233720368547758.07, 9223372036854775807",
        "-92233720368547758.08, -9223372036854775808"
    })
    @FieldDefect(27)
    void majorUnitsBecomeMinorUnitsExactly(String major, long minor) {
        assertThat(Amount.of(major, NOK)).isEqualTo(Amount.ofMinor(minor, NOK));
        assertThat(Amount.of(new BigDecimal(major), NOK).value()).isEqualTo(minor);
    }

    @ParameterizedTest
    @CsvSource({"4.350, 435", "1e3, 100000", "499.00000, 49900"})
    void aNumberIsTakenByItsValue(BigDecimal major, long minor) {
        assertThat(Amount.of(major, NOK).value()).isEqualTo(minor);
    }

    @Test
    void everyCentOfThousandCrownsSurvivesTheWayToMajorUnitsAndBack() {
        for (long minor = 0; minor <= 100_000; minor++) {
            Amount amount = Amount.ofMinor(minor, NOK);
            assertThat(Amount.of(amount.toMajor(), NOK)).isEqualTo(amount);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.001",
                "499.999",
                "1e-3",
                "92233720368547758.08",
                "-92233720368547758.09",
                "1e17",
                "1e-2147483647",
            })
    @FieldDefect(27)
    void whatDoesNotFitIntoWholeMinorUnitsIsRefusedAndNeverRounded(String major) {
        InvalidRequestException refusal = refusalOf(() -> Amount.of(new BigDecimal(major), NOK));

        assertThat(refusal.violations())
                .containsExactly(
                        new Violation("amount", "must have at most 2 decimals and fit into 64 bits of minor units"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1.000",
                "1e3",
                "+5",
                "٤٩٩",
                "5.",
                ".5",
                "--5",
                "499,00",
                "1 000",
                "NOK 5",
                "5 NOK",
                "0x10",
                "NaN",
                "Infinity",
                "1.2.3",
                "-",
                " 5"
            })
    void whatIsNotADecimalNumberIsRefusedWithoutQuotingIt(String major) {
        InvalidRequestException refusal = refusalOf(() -> Amount.of(major, NOK));

        assertThat(refusal.violations()).containsExactly(new Violation("amount", RULE));
        assertThat(refusal)
                .hasMessage("Amount is invalid: amount " + RULE + ". Nothing was sent.")
                .hasNoCause();
    }

    @Test
    void anAbsurdExponentIsRefusedAtOnce() {
        InvalidRequestException refusal = assertTimeoutPreemptively(
                Duration.ofSeconds(2), () -> refusalOf(() -> Amount.of(new BigDecimal("1e10000000"), NOK)));

        assertThat(refusal.violations()).extracting(Violation::field).containsExactly("amount");
    }

    @Test
    void aCurrencyWithUnknownDecimalsTakesMinorUnitsOnly() {
        Currency yen = Currency.of("JPY");
        Amount amount = Amount.ofMinor(500, yen);

        assertThat(amount.value()).isEqualTo(500);
        assertThat(amount.currency()).isEqualTo(yen);
        assertThat(amount).hasToString("500 minor units of JPY");
        assertThat(refusalOf(() -> Amount.of("5.00", yen)).violations())
                .containsExactly(new Violation(
                        "currency",
                        "has no known number of decimals; give the amount in minor units with Amount.ofMinor"));
        assertThat(refusalOf(amount::toMajor).violations())
                .containsExactly(new Violation("currency", "has no known number of decimals; use value()"));
    }

    @ParameterizedTest
    @CsvSource({"49900, 499.00", "1, 0.01", "0, 0.00", "-150, -1.50", "9223372036854775807, 92233720368547758.07"})
    void majorUnitsAlwaysHaveTwoDecimals(long minor, String major) {
        assertThat(Amount.ofMinor(minor, NOK).toMajor()).isEqualTo(new BigDecimal(major));
        assertThat(Amount.ofMinor(minor, NOK)).hasToString(major + " NOK");
    }

    @Test
    void sumsAndDifferencesAreExact() {
        Amount price = Amount.ofMinor(49_900, NOK);

        assertThat(price.plus(ONE)).isEqualTo(Amount.ofMinor(49_901, NOK));
        assertThat(price.minus(ONE)).isEqualTo(Amount.ofMinor(49_899, NOK));
        assertThat(ONE.minus(price)).isEqualTo(Amount.ofMinor(-49_899, NOK));
        assertThat(price).isEqualTo(Amount.ofMinor(49_900, NOK));
    }

    @Test
    void overflowIsRefusedAndNeverWrapsRound() {
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> MOST.plus(ONE));
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> LEAST.minus(ONE));
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> ONE.minus(LEAST));
    }

    @Test
    void currenciesAreNeverMixed() {
        Amount danish = Amount.ofMinor(1, DKK);

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ONE.plus(danish))
                .withMessage("Cannot combine NOK with DKK");
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> ONE.minus(danish));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> ONE.compareTo(danish));
    }

    @Test
    void amountsOfOneCurrencyAreOrderedByValue() {
        Amount[] amounts = {ONE, MOST, Amount.ofMinor(0, NOK), LEAST};
        Arrays.sort(amounts);

        assertThat(amounts).containsExactly(LEAST, Amount.ofMinor(0, NOK), ONE, MOST);
        assertThat(ONE).isEqualByComparingTo(Amount.ofMinor(1, NOK));
    }

    @Test
    void zeroAndPositiveAreTold() {
        assertThat(ONE.isPositive()).isTrue();
        assertThat(ONE.isZero()).isFalse();
        assertThat(Amount.ofMinor(0, NOK).isPositive()).isFalse();
        assertThat(Amount.ofMinor(0, NOK).isZero()).isTrue();
        assertThat(LEAST.isPositive()).isFalse();
        assertThat(LEAST.isZero()).isFalse();
    }

    @Test
    void equalityIsOfValueAndCurrency() {
        assertThat(ONE)
                .isEqualTo(Amount.of("0.01", NOK))
                .hasSameHashCodeAs(Amount.of("0.01", NOK))
                .isNotEqualTo(Amount.ofMinor(2, NOK))
                .isNotEqualTo(Amount.ofMinor(1, DKK))
                .isNotEqualTo("0.01 NOK");
    }

    private static InvalidRequestException refusalOf(ThrowingCallable code) {
        InvalidRequestException refusal = catchThrowableOfType(InvalidRequestException.class, code);
        assertThat(refusal).as("the refusal").isNotNull();
        return refusal;
    }
}
