package io.github.vipps4j.ordermanagement;

import java.nio.ByteBuffer;

/** The frame of a PNG file: a signature, and chunks of which the first has the size and the last is empty. */
final class Png {
    private static final int[] SIGNATURE = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int[] HEADER = {'I', 'H', 'D', 'R'};
    private static final int[] END = {'I', 'E', 'N', 'D'};
    /** Length, type and checksum. */
    private static final int AROUND_DATA = 12;

    private static final int TYPE = 4;
    private static final int HEADER_DATA = SIGNATURE.length + 8;
    private static final int HEIGHT = HEADER_DATA + 4;

    private Png() {}

    static boolean isPng(byte[] bytes) {
        return ImageFile.has(bytes, 0, SIGNATURE);
    }

    static ImageFile read(byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes);
        boolean hasHeight =
                ImageFile.has(bytes, SIGNATURE.length + TYPE, HEADER) && bytes.length >= HEIGHT + Integer.BYTES;
        int height = hasHeight ? Math.max(0, file.getInt(HEIGHT)) : 0;
        long at = SIGNATURE.length;
        while (at + AROUND_DATA <= bytes.length) {
            long data = file.getInt((int) at) & 0xffff_ffffL;
            boolean complete = at + AROUND_DATA + data <= bytes.length;
            if (complete && ImageFile.has(bytes, (int) at + TYPE, END)) {
                return new ImageFile(height, true);
            }
            at += AROUND_DATA + data;
        }
        return new ImageFile(height, false);
    }
}
