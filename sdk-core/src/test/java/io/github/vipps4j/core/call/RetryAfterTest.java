package io.github.vipps4j.core.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.testsupport.FieldDefect;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration YEAR = Duration.ofDays(365);

    @ParameterizedTest
    @CsvSource({"0, PT0S", "1, PT1S", "' 12 ', PT12S", "012, PT12S", "3600, PT1H", "31536000, P365D"})
    void secondsAreRead(String value, Duration wait) {
        assertThat(RetryAfter.parse(value, NOW)).isEqualTo(wait);
    }

    @ParameterizedTest
    @CsvSource({
        "'Sun, 01 Mar 2026 12:00:30 GMT', PT30S",
        "'Sun, 1 Mar 2026 12:00:01 GMT', PT1S",
        "'Sun, 01 Mar 2026 12:00:00 GMT', PT0S",
        "'Mon, 02 Mar 2026 12:00:00 GMT', PT24H",
        "'01 Mar 2026 12:00:05 GMT', PT5S"
    })
    void aDateIsRead(String value, Duration wait) {
        assertThat(RetryAfter.parse(value, NOW)).isEqualTo(wait);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun, 01 Mar 2026 11:59:59 GMT",
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "Thu, 01 Jan 1970 00:00:00 GMT",
                "-1",
                "-0",
                "-99999999999999999999"
            })
    @FieldDefect(5)
    void whatIsInThePastIsZero(String value) {
        assertThat(RetryAfter.parse(value, NOW)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "31536001",
                "99999999",
                "100000000",
                "9223372036854775807",
                "99999999999999999999999999999999",
                "Fri, 31 Dec 9999 23:59:59 GMT"
            })
    @FieldDefect(5)
    void whatIsHugeIsAYear(String value) {
        assertThat(RetryAfter.parse(value, NOW)).isEqualTo(YEAR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "soon",
                "-",
                "+5",
                "--5",
                "1.5",
                "5s",
                "1,2",
                "0x10",
                "12 13",
                "PT5S",
                "Mon, 01 Mar 2026 12:00:30 GMT",
                "Sun, 31 Feb 2026 12:00:30 GMT",
                "Sun, 01 Mar 2026",
                "2026-03-01T12:00:30Z",
                "\u0665"
            })
    void whatCannotBeReadIsAsIfAbsent(String value) {
        assertThat(RetryAfter.parse(value, NOW)).isNull();
    }

    @Test
    void anAbsentHeaderIsNoWait() {
        assertThat(RetryAfter.parse(null, NOW)).isNull();
    }
}
