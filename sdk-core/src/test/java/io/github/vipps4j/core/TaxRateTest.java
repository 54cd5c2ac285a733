package io.github.vipps4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.vipps4j.testsupport.FieldDefect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaxRateTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "12, 1200", "15, 1500", "25, 2500", "25.5, 2550", "25.50, 2550", "0.01, 1", "100.00, 10000"})
    @FieldDefect(42)
    void percentAreHundredthsExactly(String percent, long hundredths) {
        assertThat(TaxRate.ofPercent(percent)).isEqualTo(TaxRate.ofHundredths(hundredths));
        assertThat(TaxRate.ofPercent(percent).hundredths()).isEqualTo(hundredths);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "25,5", "25.505", "25 %", "25%", "1e2", "+25", ".5", "25.", "٢٥", "9999999999999999"})
    void whatIsNotADecimalNumberIsRefusedWithoutQuotingIt(String percent) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> TaxRate.ofPercent(percent))
                .withMessage(
                        "TaxRate is invalid: taxRate must be digits with at most two decimals after a point, such as "
                                + "25.5. Nothing was sent.");
    }

    @Test
    void itIsPrintedInPercent() {
        assertThat(TaxRate.ofHundredths(2550)).hasToString("25.5 %");
        assertThat(TaxRate.ofHundredths(2500)).hasToString("25 %");
        assertThat(TaxRate.ofHundredths(10_000)).hasToString("100 %");
        assertThat(TaxRate.ofHundredths(0)).hasToString("0 %");
    }
}
