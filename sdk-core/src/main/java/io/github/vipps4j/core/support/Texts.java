package io.github.vipps4j.core.support;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Which characters a text is made of; without the cost of a stream, for every call asks several times. */
public final class Texts {
    private Texts() {}

    /** Whether every character is accepted; an empty text has none that is not. */
    public static boolean all(String text, IntPredicate accepted) {
        return all(text, 0, text.length(), accepted);
    }

    /** The same, of the characters from {@code start} to before {@code end}. */
    public static boolean all(String text, int start, int end, IntPredicate accepted) {
        for (int i = start; i < end; i++) {
            if (!accepted.test(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether there is a text of that many characters as people count them: one for an emoji. */
    public static boolean isOfLength(@Nullable String text, int min, int max) {
        if (text == null) {
            return false;
        }
        int length = text.codePointCount(0, text.length());
        return length >= min && length <= max;
    }

    /** A to Z, a to z, 0 to 9. */
    public static boolean isLetterOrDigit(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c);
    }

    /** 0 to 9. */
    public static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
