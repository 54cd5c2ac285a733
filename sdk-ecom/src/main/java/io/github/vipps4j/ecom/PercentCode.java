package io.github.vipps4j.ecom;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Percent-encoded parts of URLs. Unlike in forms, a plus sign is a plus sign: the ids of users have some. */
final class PercentCode {
    private PercentCode() {}

    /** Whether every percent sign is followed by two hexadecimal digits. */
    static boolean isEncoded(String text) {
        for (int i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + 1)) {
            if (i + 2 >= text.length() || !isHex(text.charAt(i + 1)) || !isHex(text.charAt(i + 2))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHex(char c) {
        return Character.digit(c, 16) >= 0 && c < 0x80;
    }

    /** What {@linkplain #isEncoded is encoded}, as it was before. */
    static String decode(String encoded) {
        return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
