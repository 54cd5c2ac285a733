package io.github.vipps4j.core.call;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The header {@code Retry-After}: seconds, or a date. What cannot be read is as if it were absent. */
final class RetryAfter {
    /** More than any deadline, and far from overflowing. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private RetryAfter() {}

    static @Nullable Duration parse(@Nullable String value, Instant now) {
        if (value == null || value.isBlank()) {
            return null;
        }
        String text = value.strip();
        Duration wait;
        if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            wait = text.length() > 18 ? LONGEST : Duration.ofSeconds(Long.parseLong(text));
        } else if (text.startsWith("-")
                && text.length() > 1
                && text.substring(1).chars().allMatch(Character::isDigit)) {
            wait = Duration.ZERO;
        } else {
            try {
                wait = Duration.between(now, DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
            } catch (DateTimeException e) {
                return null;
            }
        }
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
