package io.github.vipps4j.simulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the first bytes of an image tell. Java's own reader would bring the desktop module along.
 *
 * @param width pixels
 * @param height pixels
 */
record ImageHeader(String mediaType, int width, int height) {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
    private static final byte[] PNG_SIZE_CHUNK = "IHDR".getBytes(StandardCharsets.US_ASCII);

    private static final int PNG_CHUNK_NAME = PNG.length + Integer.BYTES;
    private static final int PNG_SIZE = PNG_CHUNK_NAME + Integer.BYTES;
    private static final int PNG_SIZE_END = PNG_SIZE + 2 * Integer.BYTES;
    /** Marker, length, bits of a sample, height, width. */
    private static final int JPEG_FRAME = 9;

    /** Null if it is neither PNG nor JPEG, or ends before it tells its size. */
    static @Nullable ImageHeader of(byte[] content) {
        if (startsWith(content, PNG)) {
            return png(content);
        }
        return startsWith(content, JPEG) ? jpeg(content) : null;
    }

    private static @Nullable ImageHeader png(byte[] content) {
        if (content.length < PNG_SIZE_END
                || !Arrays.equals(content, PNG_CHUNK_NAME, PNG_SIZE, PNG_SIZE_CHUNK, 0, PNG_SIZE_CHUNK.length)) {
            return null;
        }
        ByteBuffer size = ByteBuffer.wrap(content, PNG_SIZE, 2 * Integer.BYTES);
        return new ImageHeader("image/png", size.getInt(), size.getInt());
    }

    /** Goes from segment to segment until one describes the frame. */
    private static @Nullable ImageHeader jpeg(byte[] content) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        int at = 2;
        while (at + JPEG_FRAME <= content.length && content[at] == (byte) 0xff) {
            int marker = content[at + 1] & 0xff;
            if (isFrame(marker)) {
                return new ImageHeader("image/jpeg", unsigned(bytes, at + 7), unsigned(bytes, at + 5));
            }
            // Any number of bytes may fill the gap between two segments.
            at += marker == 0xff ? 1 : 2 + unsigned(bytes, at + 2);
        }
        return null;
    }

    /** The markers from C0 to CF but for three, which mean tables and extensions. */
    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    private static int unsigned(ByteBuffer bytes, int at) {
        return bytes.getShort(at) & 0xffff;
    }

    private static boolean startsWith(byte[] content, byte[] signature) {
        return content.length >= signature.length
                && Arrays.equals(content, 0, signature.length, signature, 0, signature.length);
    }
}
