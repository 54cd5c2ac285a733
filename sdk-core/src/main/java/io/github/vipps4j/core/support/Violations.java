package io.github.vipps4j.core.support;

import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects everything that is wrong with some input, so that one exception can tell it all. */
public final class Violations {
    /** The rule of {@link #isTimeout}. */
    public static final String TIMEOUT = "must be 1 ms to 24 days";

    /** Sockets count in milliseconds, zero of which is no limit at all, and in no more of them than an int can hold. */
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private static final Duration LONGEST = Duration.ofDays(24);

    private final List<Violation> found = new ArrayList<>();

    /** Notes a violation. */
    public Violations add(String field, String rule) {
        found.add(new Violation(field, rule));
        return this;
    }

    /** Notes a violation unless the rule holds. */
    public Violations check(boolean holds, String field, String rule) {
        return holds ? this : add(field, rule);
    }

    /** Notes all that others have found. */
    public Violations addAll(Violations others) {
        found.addAll(others.found);
        return this;
    }

    /** Whether nothing was found. */
    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** A sales unit's number: any length that any API's specification allows. */
    public Violations merchantSerialNumber(String field, String msn) {
        return check(isDigits(msn, 4, 10), field, "must be 4 to 10 digits");
    }

    /** A customer's number, in an API that serves Norway alone. */
    public Violations norwegianNumber(String field, @Nullable String number) {
        return check(isDigits(number, 8, 8), field, "must be 8 digits without the country code, such as 91234567");
    }

    /**
     * Ends the collecting.
     *
     * @throws InvalidRequestException if anything was found
     */
    public void throwIfAny(String what) {
        if (!found.isEmpty()) {
            throw new InvalidRequestException(what, found);
        }
    }

    /** Whether a duration can be a time-out. */
    public static boolean isTimeout(@Nullable Duration duration) {
        return duration != null && duration.compareTo(SHORTEST) >= 0 && duration.compareTo(LONGEST) <= 0;
    }

    /**
     * Refuses a duration that cannot be a time-out.
     *
     * @throws InvalidRequestException if it cannot
     */
    public static void requireTimeout(String field, @Nullable Duration duration) {
        new Violations().check(isTimeout(duration), field, TIMEOUT).throwIfAny(field);
    }

    /** Whether a text is made of {@code min} to {@code max} ASCII digits. */
    public static boolean isDigits(@Nullable String text, int min, int max) {
        return text != null && text.length() >= min && text.length() <= max && Texts.all(text, Texts::isDigit);
    }

    /** Whether a text is made of {@code min} to {@code max} ASCII letters, digits and hyphens. */
    public static boolean isReference(@Nullable String text, int min, int max) {
        return text != null
                && text.length() >= min
                && text.length() <= max
                && Texts.all(text, c -> Texts.isLetterOrDigit(c) || c == '-');
    }
}
