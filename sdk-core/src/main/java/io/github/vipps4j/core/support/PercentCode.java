package io.github.vipps4j.core.support;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Percent-encoded parts of URLs. Unlike in forms, a plus sign is a plus sign: the ids of users have some. */
public final class PercentCode {
    private PercentCode() {}

    /**
     * What was encoded, or null if nothing was in this way: a percent sign without two hexadecimal digits, or bytes
     * that are no UTF-8. Whoever is named by such a text is nobody in particular.
     */
    public static @Nullable String decode(String encoded) {
        byte[] text = encoded.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(text.length);
        for (int i = 0; i < text.length; i++) {
            if (text[i] != '%') {
                bytes.put(text[i]);
                continue;
            }
            int high = i + 2 < text.length ? Character.digit(text[i + 1], 16) : -1;
            int low = i + 2 < text.length ? Character.digit(text[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                return null;
            }
            bytes.put((byte) (16 * high + low));
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
