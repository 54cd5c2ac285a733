package io.github.vipps4j.webhooks;

/** What came of checking a delivery; all but {@link #VERIFIED} mean: do not act on it. */
public enum Verification {
    /** Vipps MobilePay sent exactly these bytes to this URL. */
    VERIFIED("verified"),
    /** It is not a {@code POST}. */
    NOT_A_POST("the method is not POST"),
    /** There is no header with the signature; some proxies take {@code Authorization} away. */
    AUTHORIZATION_MISSING("the Authorization header is missing; does a proxy strip it?"),
    /** The header is not of the form that Vipps MobilePay sends. */
    AUTHORIZATION_MALFORMED("the Authorization header is not an HMAC-SHA256 signature of date, host and content"),
    /** There is no {@code x-ms-date}. */
    DATE_MISSING("the x-ms-date header is missing"),
    /** There is no {@code x-ms-content-sha256}. */
    CONTENT_HASH_MISSING("the x-ms-content-sha256 header is missing"),
    /** The body is not the one that was sent: forged, cut short, or parsed and written again on its way. */
    CONTENT_CHANGED("the body is not the one that was hashed; hand over the raw bytes"),
    /** The body is genuine as far as its hash goes, but no known secret signs it with this date for this URL. */
    SIGNATURE_WRONG("no known secret gives this signature for this URL and date"),
    /** Only with a limit on age: the date cannot be read. */
    DATE_MALFORMED("the x-ms-date header is not a date"),
    /** Only with a limit on age: signed too long ago, or in the future. */
    TOO_OLD("it was signed outside the allowed age"),
    /** There is no secret to check with. Nothing is genuine then. */
    NO_SECRET("no secret is known yet");

    private final String text;

    Verification(String text) {
        this.text = text;
    }

    /** One phrase for a log. It quotes nothing of the delivery. */
    @Override
    public String toString() {
        return text;
    }
}
