package io.github.vipps4j.psp;

import org.jspecify.annotations.Nullable;

/**
 * A payment that the customer did not approve (PSP API v3, {@code makePayment}). The constructor is not API: requests grow.
 *
 * @param pspTransactionId the provider's own name of it
 * @param merchantSerialNumber the merchant's sales unit, or null if it did not come
 * @param reason why not
 */
public record NotApprovedPayment(
        String pspTransactionId, @Nullable String merchantSerialNumber, Reason reason) {
    /** Why a payment was not approved. */
    public enum Reason {
        /** {@code TIMEOUT}: the customer did nothing, for 5 to 10 minutes. */
        TIMEOUT,
        /** {@code USER_CANCEL}: the customer does not want it, before 3-D Secure or in the middle of it. */
        USER_CANCEL
    }
}
