package io.github.vipps4j.epayment;

import java.io.Serializable;

/**
 * Which payment. A reference is unique within one sales unit only, so the two belong together wherever payments of several
 * sales units meet.
 *
 * @param merchantSerialNumber of the sales unit
 * @param reference your own name of the payment
 */
public record PaymentKey(String merchantSerialNumber, String reference) implements Serializable {
    /** {@code msn/reference}. */
    @Override
    public String toString() {
        return merchantSerialNumber + "/" + reference;
    }
}
