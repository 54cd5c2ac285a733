package io.github.vipps4j.core;

/** Whether a failed call may have had an effect at Vipps MobilePay, judged over all attempts of the call. */
public enum Processed {
    /** Nothing was changed. Reads always end here. */
    NO,
    /** The change was made, although the reply could not be understood. */
    YES,
    /** Maybe; only reading the payment back can tell. Never take it for a failed payment. */
    UNKNOWN
}
