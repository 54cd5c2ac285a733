package io.github.vipps4j.epayment;

import org.jspecify.annotations.Nullable;

/**
 * What the {@code redirectUrl} of a payment with a QR flow leads to (ePayment 1.8.1). Only an image of pixels has a size. Checked
 * with the request that it is part of.
 */
public sealed interface QrFormat {
    /** An image that can be drawn in any size. */
    static QrFormat svg() {
        return new Svg();
    }

    /** An image of 1024 by 1024 pixels. */
    static QrFormat png() {
        return new Png(null);
    }

    /**
     * An image of {@code size} by {@code size} pixels.
     *
     * @param size 100 to 2000
     */
    static QrFormat png(int size) {
        return new Png(size);
    }

    /** No image: the text that is in the code, to be drawn by the shop itself. */
    static QrFormat targetUrl() {
        return new TargetUrl();
    }

    /** {@code IMAGE/SVG+XML}. */
    record Svg() implements QrFormat {}

    /**
     * {@code IMAGE/PNG}.
     *
     * @param size pixels, 100 to 2000, or null for the API's 1024
     */
    record Png(@Nullable Integer size) implements QrFormat {}

    /** {@code TEXT/TARGETURL}. */
    record TargetUrl() implements QrFormat {}
}
