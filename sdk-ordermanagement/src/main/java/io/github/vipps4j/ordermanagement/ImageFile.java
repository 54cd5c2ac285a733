package io.github.vipps4j.ordermanagement;

import org.jspecify.annotations.Nullable;

/**
 * What the bytes of an image say of it.
 *
 * @param height in pixels; 0 if the bytes end before they say it
 * @param whole whether they reach the image's end
 */
record ImageFile(int height, boolean whole) {
    /** By its content, whatever the file's name says; null for what is neither PNG nor JPEG. */
    static @Nullable ImageFile of(byte[] bytes) {
        if (Png.isPng(bytes)) {
            return Png.read(bytes);
        }
        return Jpeg.isJpeg(bytes) ? Jpeg.read(bytes) : null;
    }

    /** Whether bytes stand at a place. */
    static boolean has(byte[] bytes, int at, int... expected) {
        if (bytes.length - at < expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if ((bytes[at + i] & 0xff) != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
