package io.github.vipps4j.simulator;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes black and white squares as PNG: Java's own writer would bring the desktop module along. */
final class Png {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int NUMBERS_AROUND_DATA = 3 * Integer.BYTES;

    private Png() {}

    /** Which points are black. */
    @FunctionalInterface
    interface Drawing {
        boolean isBlack(int x, int y);
    }

    /** @param size pixels of a side */
    static byte[] write(int size, Drawing drawing) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(SIGNATURE);
        // One bit for each pixel, grey, nothing interlaced.
        chunk(
                png,
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(size)
                        .putInt(size)
                        .put(new byte[] {1, 0, 0, 0, 0})
                        .array());
        chunk(png, "IDAT", deflated(pixels(size, drawing)));
        chunk(png, "IEND", new byte[0]);
        return png.toByteArray();
    }

    /** Each row begins with a byte that says that it is not filtered. */
    private static byte[] pixels(int size, Drawing drawing) {
        int rowLength = 1 + (size + 7) / 8;
        byte[] pixels = new byte[rowLength * size];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                if (!drawing.isBlack(x, y)) {
                    pixels[y * rowLength + 1 + x / 8] |= (byte) (0x80 >> x % 8);
                }
            }
        }
        return pixels;
    }

    private static byte[] deflated(byte[] data) {
        Deflater deflater = new Deflater();
        deflater.setInput(data);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 checksum = new CRC32();
        checksum.update(name);
        checksum.update(data);
        png.writeBytes(ByteBuffer.allocate(NUMBERS_AROUND_DATA + data.length)
                .putInt(data.length)
                .put(name)
                .put(data)
                .putInt((int) checksum.getValue())
                .array());
    }
}
