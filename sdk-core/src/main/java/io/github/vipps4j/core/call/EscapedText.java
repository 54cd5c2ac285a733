package io.github.vipps4j.core.call;

/**
 * Finds a text however a server has spelled its characters: as they are, or escaped for JSON (a backslash before it,
 * its number), HTML ({@code &#43;}, {@code &#x2B;}) or a URL ({@code %2B}). Keys and tokens are full of such characters.
 */
final class EscapedText {
    private static final int HEX = 16;
    private static final int DECIMAL = 10;
    private static final int LONGEST_ENTITY = 12;

    private EscapedText() {}

    /** The text with every occurrence of {@code wanted}, which must not be empty, replaced. */
    static String replace(String text, String wanted, String replacement) {
        StringBuilder out = null;
        int copied = 0;
        int at = 0;
        while (at < text.length()) {
            int end = endOf(wanted, text, at);
            if (end < 0) {
                at++;
            } else {
                out = out == null ? new StringBuilder() : out;
                out.append(text, copied, at).append(replacement);
                copied = end;
                at = end;
            }
        }
        return out == null ? text : out.append(text, copied, text.length()).toString();
    }

    /** Where {@code wanted} ends if it stands at {@code from}, else -1. */
    private static int endOf(String wanted, String text, int from) {
        int at = from;
        for (int i = 0; i < wanted.length() && at >= 0; i++) {
            at = endOf(wanted.charAt(i), text, at);
        }
        return at;
    }

    private static int endOf(char wanted, String text, int at) {
        if (at >= text.length()) {
            return -1;
        }
        char first = text.charAt(at);
        if (first == wanted) {
            return at + 1;
        }
        return switch (first) {
            case '%' -> ifNumber(wanted, text, at + 1, at + 3, HEX);
            case '\\' -> {
                if (text.startsWith("u", at + 1)) {
                    yield ifNumber(wanted, text, at + 2, at + 6, HEX);
                }
                yield text.startsWith(String.valueOf(wanted), at + 1) ? at + 2 : -1;
            }
            case '&' -> {
                int end = text.startsWith("#", at + 1) ? endOfEntity(text, at) : -1;
                boolean hex = text.startsWith("x", at + 2) || text.startsWith("X", at + 2);
                yield ifNumber(wanted, text, hex ? at + 3 : at + 2, end, hex ? HEX : DECIMAL) < 0 ? -1 : end + 1;
            }
            default -> -1;
        };
    }

    /** Where its semicolon is, or -1 if it is not near: looking for it to the end of the text would take for ever. */
    private static int endOfEntity(String text, int at) {
        int end = at;
        int limit = Math.min(text.length(), at + LONGEST_ENTITY);
        while (end < limit && text.charAt(end) != ';') {
            end++;
        }
        return end < limit ? end : -1;
    }

    /** {@code end} if the digits in between are the number of {@code wanted}, else -1. */
    private static int ifNumber(char wanted, String text, int start, int end, int radix) {
        if (end <= start || end > text.length()) {
            return -1;
        }
        int number = 0;
        for (int i = start; i < end; i++) {
            int digit = Character.digit(text.charAt(i), radix);
            if (digit < 0 || number > Character.MAX_VALUE) {
                return -1;
            }
            number = number * radix + digit;
        }
        return number == wanted ? end : -1;
    }
}
