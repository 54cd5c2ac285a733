package io.github.vipps4j.simulator;

import java.util.Objects;

/** An image that was added through Order Management 2.1, for any order of its sales unit. */
public final class SimulatedImage {
    private final String merchantSerialNumber;
    private final String imageId;
    private final ImageHeader header;
    private final byte[] content;

    private SimulatedImage(String merchantSerialNumber, String imageId, ImageHeader header, byte[] content) {
        this.merchantSerialNumber = merchantSerialNumber;
        this.imageId = imageId;
        this.header = header;
        this.content = content;
    }

    /** @param content known to be an image that the API takes */
    static SimulatedImage of(String merchantSerialNumber, String imageId, byte[] content) {
        return new SimulatedImage(
                merchantSerialNumber, imageId, Objects.requireNonNull(ImageHeader.of(content), "header"), content);
    }

    /**
     * Whose image it is.
     *
     * @return the MSN of the sales unit
     */
    public String merchantSerialNumber() {
        return merchantSerialNumber;
    }

    /**
     * The name that the merchant gave it.
     *
     * @return the image id
     */
    public String imageId() {
        return imageId;
    }

    /**
     * The kind, as its content tells.
     *
     * @return {@code image/png} or {@code image/jpeg}
     */
    public String mediaType() {
        return header.mediaType();
    }

    /**
     * How wide it is, as its content tells.
     *
     * @return pixels
     */
    public int width() {
        return header.width();
    }

    /**
     * How high it is, as its content tells.
     *
     * @return pixels, at least 167
     */
    public int height() {
        return header.height();
    }

    /** How many bytes it has, without copying them. */
    int size() {
        return content.length;
    }

    /**
     * The image itself.
     *
     * @return a copy of its bytes
     */
    public byte[] content() {
        return content.clone();
    }
}
