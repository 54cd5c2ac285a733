package io.github.vipps4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.vipps4j.testsupport.FieldDefect;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurrencyTest {
    @Test
    void theCurrenciesOfTheApisAreConstants() {
        List<Currency> constants =
                List.of(Currency.NOK, Currency.DKK, Currency.EUR, Currency.SEK, Currency.USD, Currency.GBP);

        assertThat(constants).extracting(Currency::code).containsExactly("NOK", "DKK", "EUR", "SEK", "USD", "GBP");
        assertThat(constants)
                .allSatisfy(constant -> assertThat(Currency.of(constant.code())).isSameAs(constant));
        assertThat(constants)
                .allSatisfy(constant -> assertThat(constant.hasKnownDecimals()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"JPY", "ISK", "XXX", "ZZZ"})
    @FieldDefect(29)
    void aCodeThatIsNotAConstantIsACurrencyToo(String code) {
        Currency currency = Currency.of(code);

        assertThat(currency.code()).isEqualTo(code);
        assertThat(currency)
                .hasToString(code)
                .isEqualTo(Currency.of(code))
                .hasSameHashCodeAs(Currency.of(code))
                .isNotEqualTo(Currency.NOK)
                .isNotEqualTo(code);
        assertThat(currency.hasKnownDecimals()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nok", "NO", "NOKK", "N0K", "NØK", "NO ", "kr.", "ＮＯＫ"})
    void whatIsNotThreeCapitalLettersIsRefusedWithoutQuotingIt(String code) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> Currency.of(code))
                .satisfies(refusal -> assertThat(refusal.violations())
                        .containsExactly(
                                new Violation("currency", "must be an ISO 4217 code: three letters from A to Z")));
    }
}
