package io.github.vipps4j.psp;

import io.github.vipps4j.core.callback.NetworkToken;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A payment that the customer has approved in the app, with what is to be charged (PSP API v3, {@code makePayment}). It has no
 * amount: that is the one which was initiated. The constructor is not API: requests grow.
 *
 * @param pspTransactionId the provider's own name of it. Whoever sends it is known, but not every id need be one of yours
 * @param merchantSerialNumber the merchant's sales unit, or null if it did not come
 * @param networkToken what to charge, in place of the card
 * @param binNumber the first digits of the customer's card, or null; not printed
 * @param returnUrls where the customer goes after 3-D Secure; those that did not come are missing
 * @param threeDSecureResult how 3-D Secure ended; null before it, and if {@link MakePaymentEndpoint#returnFrom3DSecure} was
 *     not asked
 * @param userToken for recurring payments only, or null; not printed
 */
public record MakePayment(
        String pspTransactionId,
        @Nullable String merchantSerialNumber,
        NetworkToken networkToken,
        @Nullable String binNumber,
        Map<ThreeDSecureResult, String> returnUrls,
        @Nullable ThreeDSecureResult threeDSecureResult,
        @Nullable String userToken) {
    /** Copies its map. */
    public MakePayment {
        returnUrls = Map.copyOf(returnUrls);
    }

    /** Nothing of the card, and no URL. */
    @Override
    public String toString() {
        return "MakePayment[pspTransactionId=" + pspTransactionId + ", merchantSerialNumber=" + merchantSerialNumber
                + ", threeDSecureResult=" + threeDSecureResult + "]";
    }
}
