package io.github.vipps4j.ordermanagement;

import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.support.Violations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * An image for categories (Order Management 2.1): PNG or JPEG, at least 167 pixels high, at most 2 MB; square ones look best.
 * Immutable. Its kind, height and size have been checked, and that the file reaches its end, but not the picture between.
 * Unless it is given another, its id is derived from its content: adding the same image again, from any process, is harmless,
 * and another image gets another id.
 */
public final class Image {
    private static final int MIN_HEIGHT = 167;
    /** The larger meaning of 2 MB: the service has the last word. */
    private static final int MAX_BYTES = 2 * 1024 * 1024;

    private final String imageId;
    private final byte[] content;
    private final boolean isNamedByContent;

    private Image(String imageId, byte[] content, boolean isNamedByContent) {
        this.imageId = imageId;
        this.content = content;
        this.isNamedByContent = isNamedByContent;
    }

    /**
     * An image from a file. Its kind is seen by its content, not by its name.
     *
     * @throws IOException if the file cannot be read
     * @throws InvalidRequestException if it is not an image that the API takes
     */
    public static Image of(Path file) throws IOException {
        required(file);
        try (InputStream stream = Files.newInputStream(file)) {
            return of(stream);
        }
    }

    /**
     * An image from a stream. It is read to its end, or to the first byte that is too many, and not closed.
     *
     * @throws IOException if the stream cannot be read
     * @throws InvalidRequestException if it is not an image that the API takes
     */
    public static Image of(InputStream stream) throws IOException {
        required(stream);
        return checked(stream.readNBytes(MAX_BYTES + 1));
    }

    /**
     * An image from its bytes, as they are in a file.
     *
     * @throws InvalidRequestException if it is not an image that the API takes
     */
    public static Image of(byte[] content) {
        required(content);
        return checked(content.clone());
    }

    private static void required(@Nullable Object source) {
        new Violations().check(source != null, "src", "is required").throwIfAny("Image");
    }

    private static Image checked(byte[] content) {
        Violations violations = new Violations();
        boolean fits = content.length <= MAX_BYTES;
        violations.check(fits, "src", "must be at most 2 MB (2097152 bytes)");
        ImageFile file = ImageFile.of(content);
        if (file == null) {
            violations.add("src", "must be a PNG or JPEG image");
        } else if (fits && !file.whole()) {
            violations.add("src", "must be a whole image, and its end is missing");
        } else {
            violations.check(file.height() >= MIN_HEIGHT, "src", "must be at least 167 pixels high");
        }
        violations.throwIfAny("Image");
        return new Image("sha256-" + sha256(content), content, true);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /**
     * The same image with an id of your own, which must not be used by another image: an image cannot be replaced. Whether
     * an image with this id is this one cannot be read: if the answer to adding it is lost and the repeat meets a conflict,
     * the outcome stays unknown, while with the id that is derived from the content it is a success.
     *
     * @param imageId 1 to 128 characters: letters A to Z and a to z, digits and any of {@code -_.}
     * @throws InvalidRequestException if it is anything else
     */
    public Image withId(String imageId) {
        Rules.imageId(new Violations(), imageId).throwIfAny("Image");
        return new Image(imageId, content, imageId.equals(this.imageId) && isNamedByContent);
    }

    /** By which categories name it. */
    public String imageId() {
        return imageId;
    }

    /** Whether whatever has this id is this image. */
    boolean isNamedByContent() {
        return isNamedByContent;
    }

    /** Not to be written to. */
    byte[] content() {
        return content;
    }

    /** Its id and size. */
    @Override
    public String toString() {
        return "Image[imageId=" + imageId + ", " + content.length + " bytes]";
    }
}
