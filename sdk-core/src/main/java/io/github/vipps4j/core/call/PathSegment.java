package io.github.vipps4j.core.call;

import io.github.vipps4j.core.support.Texts;
import java.nio.charset.StandardCharsets;

/** Percent-encodes a path parameter, so that no value can leave its segment. */
final class PathSegment {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private PathSegment() {}

    static String encode(String value) {
        if (value.isEmpty() || value.equals(".") || value.equals("..")) {
            throw new IllegalArgumentException("A path parameter must not be empty, '.' or '..'");
        }
        if (Texts.all(value, PathSegment::isUnreserved)) {
            return value;
        }
        StringBuilder encoded = new StringBuilder(value.length() * 3);
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved(b)) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX[(b >> 4) & 0xF]).append(HEX[b & 0xF]);
            }
        }
        return encoded.toString();
    }

    private static boolean isUnreserved(int c) {
        return Texts.isLetterOrDigit(c) || c == '-' || c == '.' || c == '_' || c == '~';
    }
}
