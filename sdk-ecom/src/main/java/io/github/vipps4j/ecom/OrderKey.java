package io.github.vipps4j.ecom;

import java.io.Serializable;

/**
 * Which order. An order id is unique within one sales unit only, so the two belong together wherever orders of several
 * sales units meet.
 *
 * @param merchantSerialNumber of the sales unit
 * @param orderId your own name of the order
 */
public record OrderKey(String merchantSerialNumber, String orderId) implements Serializable {
    /** {@code msn/orderId}. */
    @Override
    public String toString() {
        return merchantSerialNumber + "/" + orderId;
    }
}
