package io.github.vipps4j.ordermanagement;

/**
 * The frame of a JPEG file: segments that begin with a marker, one of which has the size. What lies between them is the
 * picture, up to the marker of its end; a thumbnail inside a segment has markers of its own, and is passed over with it.
 */
final class Jpeg {
    private static final int MARK = 0xff;
    private static final int START = 0xd8;
    private static final int END = 0xd9;
    /** Marker, length, precision; then come height and width. */
    private static final int TO_HEIGHT = 5;

    private final byte[] bytes;
    private int at = 2;
    private int height;

    private Jpeg(byte[] bytes) {
        this.bytes = bytes;
    }

    static boolean isJpeg(byte[] bytes) {
        return ImageFile.has(bytes, 0, MARK, START, MARK);
    }

    static ImageFile read(byte[] bytes) {
        Jpeg file = new Jpeg(bytes);
        boolean whole = file.reachesItsEnd();
        return new ImageFile(file.height, whole);
    }

    private boolean reachesItsEnd() {
        while (at + 1 < bytes.length) {
            int marker = unsigned(at + 1);
            if (unsigned(at) != MARK || marker == MARK || standsInData(marker)) {
                at++;
            } else if (marker == END) {
                return true;
            } else {
                if (hasSize(marker) && at + TO_HEIGHT + 1 < bytes.length) {
                    height = twoBytes(at + TO_HEIGHT);
                }
                // without a length there is no next segment to go to
                at = at + 3 < bytes.length ? at + 2 + twoBytes(at + 2) : bytes.length;
            }
        }
        return false;
    }

    /** An escaped 0xff, or a mark by which a damaged picture is picked up again. */
    private static boolean standsInData(int marker) {
        return marker == 0 || marker == 1 || marker >= 0xd0 && marker <= START;
    }

    /** The start of a frame, of whatever kind of compression. */
    private static boolean hasSize(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    private int twoBytes(int index) {
        return unsigned(index) << 8 | unsigned(index + 1);
    }

    private int unsigned(int index) {
        return bytes[index] & 0xff;
    }
}
