package io.github.vipps4j.core.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.Violation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ViolationsTest {
    @Test
    void nothingFoundThrowsNothing() {
        Violations violations = new Violations().check(true, "field", "rule");

        assertThatCode(() -> violations.throwIfAny("What")).doesNotThrowAnyException();
    }

    @Test
    void everythingFoundIsInOneExceptionInOrder() {
        Violations violations = new Violations()
                .add("a", "is required")
                .check(false, "b", "must be short")
                .check(true, "c", "must be long")
                .add("d", "is odd");

        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> violations.throwIfAny("What"))
                .withMessage("What is invalid: a is required; b must be short; d is odd. Nothing was sent.")
                .satisfies(refusal -> assertThat(refusal.violations())
                        .containsExactly(
                                new Violation("a", "is required"),
                                new Violation("b", "must be short"),
                                new Violation("d", "is odd")));
    }

    @Test
    void whatOthersFoundIsFoundToo() {
        Violations others = new Violations().add("b", "is odd");
        Violations violations = new Violations().add("a", "is required").addAll(others);

        assertThat(new Violations().isEmpty()).isTrue();
        assertThat(others.isEmpty()).isFalse();
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> violations.throwIfAny("What"))
                .withMessage("What is invalid: a is required; b is odd. Nothing was sent.");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, false",
        "PT-0.000000001S, false",
        "PT0.000999999S, false",
        "PT0.001S, true",
        "PT1M, true",
        "P24D, true",
        "PT576H0.000000001S, false",
        "PT-576H, false"
    })
    void aTimeOutIsOneMillisecondToTwentyFourDays(Duration duration, boolean possible) {
        assertThat(Violations.isTimeout(duration)).isEqualTo(possible);
        if (possible) {
            assertThatCode(() -> Violations.requireTimeout("limit", duration)).doesNotThrowAnyException();
        } else {
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> Violations.requireTimeout("limit", duration))
                    .satisfies(refusal -> assertThat(refusal.violations())
                            .containsExactly(new Violation("limit", "must be 1 ms to 24 days")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234", "0000", "1234567890"})
    void aSalesUnitHasFourToTenDigits(String msn) {
        assertThatCode(() -> new Violations().merchantSerialNumber("msn", msn).throwIfAny("What"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123", "12345678901", "12a4", "12 4", "1234\n", "١٢٣٤", "+1234"})
    void anythingElseIsNoSalesUnit(String msn) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(
                        () -> new Violations().merchantSerialNumber("msn", msn).throwIfAny("What"))
                .satisfies(refusal -> assertThat(refusal.violations())
                        .containsExactly(new Violation("msn", "must be 4 to 10 digits")));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "9123456", "4791234567", "+4791234567", "9123 456", "9123456x"})
    void norwegianNumberHasEightDigits(@Nullable String number) {
        assertThatCode(() -> new Violations()
                        .norwegianNumber("phone", "91234567")
                        .norwegianNumber("phone", "01234567")
                        .throwIfAny("What"))
                .doesNotThrowAnyException();
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(
                        () -> new Violations().norwegianNumber("phone", number).throwIfAny("What"))
                .satisfies(refusal -> assertThat(refusal.violations())
                        .containsExactly(
                                new Violation("phone", "must be 8 digits without the country code, such as 91234567")));
    }

    @ParameterizedTest
    @CsvSource({
        "'', false",
        "1, false",
        "12, true",
        "1234, true",
        "12345, false",
        "1x, false",
        "１２, false",
        "'1 ', false"
    })
    void digitsAreAsciiAndCounted(String text, boolean digits) {
        assertThat(Violations.isDigits(text, 2, 4)).isEqualTo(digits);
    }

    @ParameterizedTest
    @CsvSource({
        "ab, true",
        "a-Z9, true",
        "--, true",
        "a, false",
        "abcde, false",
        "a.b, false",
        "a_b, false",
        "a/b, false",
        ".., false",
        "a b, false",
        "aø, false",
        "'', false"
    })
    void aReferenceIsAsciiLettersDigitsAndHyphens(String text, boolean reference) {
        assertThat(Violations.isReference(text, 2, 4)).isEqualTo(reference);
    }
}
