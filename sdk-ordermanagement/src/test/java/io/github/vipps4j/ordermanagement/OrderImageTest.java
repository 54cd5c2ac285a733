package io.github.vipps4j.ordermanagement;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.Violation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderImageTest {
    private static final int TWO_MEGABYTES = 2_097_152;
    private static final Violation KIND = new Violation("src", "must be a PNG or JPEG image");
    private static final Violation END = new Violation("src", "must be a whole image, and its end is missing");
    private static final Violation HEIGHT = new Violation("src", "must be at least 167 pixels high");
    private static final Violation SIZE = new Violation("src", "must be at most 2 MB (2097152 bytes)");

    /** The frame of a PNG of 1 × 167 pixels, whose data is left out. */
    private static final String FRAME = "89504e470d0a1a0a" // signature
            + "0000000d49484452" + "00000001" + "000000a7" + "0802000000" + "00000000" // header
            + "0000000049454e44" + "ae426082"; // end

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static void assertRefused(byte[] content, Violation... violations) {
        InvalidRequestException e = catchThrowableOfType(InvalidRequestException.class, () -> Image.of(content));
        assertThat(e.violations()).containsExactly(violations);
        assertThat(e).hasMessageStartingWith("Image is invalid: src must be");
    }

    static Stream<byte[]> wholeImages() {
        return Stream.of(
                bytes(FRAME),
                Images.png(1, 167),
                Images.png(300, 200),
                Images.jpeg(1, 167),
                Images.jpeg(300, 200),
                Images.progressiveJpeg(300, 200));
    }

    @ParameterizedTest
    @MethodSource("wholeImages")
    void pngAndJpegAreRecognisedByTheirContent(byte[] content) {
        assertThat(Image.of(content).content()).isEqualTo(content);
    }

    @ParameterizedTest
    @MethodSource("wholeImages")
    void imageMayBeFollowedByOtherBytes(byte[] content) {
        assertThat(Image.of(Arrays.copyOf(content, content.length + 7)).content())
                .hasSize(content.length + 7);
    }

    @ParameterizedTest
    @MethodSource("wholeImages")
    void imageThatWasCutOffAnywhereIsRefused(byte[] content) {
        for (int length = content.length - 1; length > 8; length -= Math.max(1, length / 50)) {
            assertRefused(Arrays.copyOf(content, length), END);
        }
    }

    @Test
    void imageMustBeAtLeast167PixelsHighHoweverWideItIs() {
        assertRefused(Images.png(400, 166), HEIGHT);
        assertRefused(Images.jpeg(400, 166), HEIGHT);
        assertRefused(Images.progressiveJpeg(400, 166), HEIGHT);
        assertRefused(bytes(FRAME.replace("000000a7", "ffffffff")), HEIGHT);
    }

    /** A camera's file: the thumbnail in its second segment is an image of its own. */
    @Test
    void heightIsThatOfThePictureAndNotOfItsThumbnail() {
        byte[] high = Images.jpeg(10, 200);
        byte[] low = Images.jpeg(10, 100);
        assertThat(Image.of(withThumbnail(high, low)).content()).hasSizeGreaterThan(high.length);
        assertRefused(withThumbnail(low, high), HEIGHT);
        byte[] cut = Arrays.copyOf(high, high.length - 2);
        assertRefused(withThumbnail(cut, low), END);
    }

    private static byte[] withThumbnail(byte[] picture, byte[] thumbnail) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(picture, 0, 2);
        int length = thumbnail.length + 2;
        file.writeBytes(new byte[] {(byte) 0xff, (byte) 0xe1, (byte) (length >> 8), (byte) length});
        file.writeBytes(thumbnail);
        // a segment may be preceded by any number of these
        file.writeBytes(new byte[] {(byte) 0xff, (byte) 0xff});
        file.write(picture, 2, picture.length - 2);
        return file.toByteArray();
    }

    static Stream<byte[]> otherKinds() {
        return Stream.of(
                new byte[0],
                "GIF89a".getBytes(ISO_8859_1),
                "RIFF....WEBPVP8 ".getBytes(ISO_8859_1),
                "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".getBytes(ISO_8859_1),
                "https://shop.example/logo.png".getBytes(ISO_8859_1),
                bytes("89504e47"),
                bytes("ffd8"));
    }

    @ParameterizedTest
    @MethodSource("otherKinds")
    void otherKindsOfFilesAreRefused(byte[] content) {
        assertRefused(content, KIND);
    }

    @Test
    void imageOfTwoMegabytesIsTakenAndOneByteMoreIsNot() {
        byte[] content = bytes(FRAME);
        assertThat(Image.of(Arrays.copyOf(content, TWO_MEGABYTES)).content()).hasSize(TWO_MEGABYTES);
        assertRefused(Arrays.copyOf(content, TWO_MEGABYTES + 1), SIZE);
        assertRefused(Arrays.copyOf(bytes(FRAME.replace("000000a7", "000000a6")), TWO_MEGABYTES + 1), SIZE, HEIGHT);
        assertRefused(new byte[TWO_MEGABYTES + 1], SIZE, KIND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ffd8ffe0", "ffd8ffc0", "ffd8ffe00000", "ffd8ffc000", "ffd8ffc0ffff", "ffd8ffffffffff"})
    void piecesOfAJpegAreNoImageAndDoNotHoldUp(String hex) {
        assertRefused(bytes(hex), END);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "89504e470d0a1a0a",
                "89504e470d0a1a0affffffff49484452",
                "89504e470d0a1a0affffffffffffffffffffffff"
            })
    void piecesOfAPngAreNoImageAndDoNotHoldUp(String hex) {
        assertRefused(bytes(hex), END);
    }

    @Test
    void idIsDerivedFromTheContentAndTheSameInEveryVersion() {
        assertThat(Image.of(bytes(FRAME)).imageId())
                .isEqualTo("sha256-2ccc0c4fade780d9564f1986748e2af1f03bb1abbc1eca01e815fd9f4e120334");
        assertThat(Image.of(Images.png(1, 167)).imageId())
                .isNotEqualTo(Image.of(Images.png(1, 168)).imageId());
    }

    @Test
    void fileStreamAndBytesMakeTheSameImage(@TempDir Path folder) throws IOException {
        byte[] content = Images.jpeg(200, 200);
        Path file = Files.write(folder.resolve("logo.png"), content);
        Image image = Image.of(content);
        assertThat(Image.of(file).imageId()).isEqualTo(image.imageId());
        assertThat(Image.of(file).content()).isEqualTo(content);
        assertThat(Image.of(new ByteArrayInputStream(content)).imageId()).isEqualTo(image.imageId());
    }

    @Test
    void fileThatIsNotThereIsToldAsSuch(@TempDir Path folder) {
        assertThatThrownBy(() -> Image.of(folder.resolve("logo.png"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void streamWithoutAnEndIsNotReadToItsEnd() {
        long[] read = {0};
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                read[0]++;
                return 0;
            }
        };
        assertThatThrownBy(() -> Image.of(endless)).isInstanceOf(InvalidRequestException.class);
        assertThat(read[0]).isEqualTo(TWO_MEGABYTES + 1);
    }

    /** Java lets a caller do so. */
    @Test
    @SuppressWarnings("NullAway")
    void noImageAtAllIsRefusedLikeAnyOther() {
        for (ThrowingCallable none : List.<ThrowingCallable>of(
                () -> Image.of((byte[]) null), () -> Image.of((Path) null), () -> Image.of((InputStream) null))) {
            assertThatThrownBy(none)
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessage("Image is invalid: src is required. Nothing was sent.");
        }
    }

    @Test
    void whatHappensToTheBytesLaterDoesNotMatter() {
        byte[] content = bytes(FRAME);
        Image image = Image.of(content);
        content[0] = 0;
        assertThat(image.content()).isEqualTo(bytes(FRAME));
    }

    @Test
    void idOfOnesOwnIsCheckedAndKept() {
        Image image = Image.of(bytes(FRAME));
        assertThat(image.withId("socks-orange_1.2").imageId()).isEqualTo("socks-orange_1.2");
        assertThat(image.withId("x".repeat(128)).imageId()).hasSize(128);
        assertThat(image.isNamedByContent()).isTrue();
        assertThat(image.withId("socks").isNamedByContent()).isFalse();
        assertThat(image.withId(image.imageId()).isNamedByContent()).isTrue();
        for (String id : new String[] {"", "a b", "å", "a/b", "x".repeat(129)}) {
            assertThatThrownBy(() -> image.withId(id))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("imageId must have 1 to 128 characters");
        }
    }
}
