package io.github.vipps4j.ecom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What an Express payment has ("Hurtigkasse", eCom 2.0.3): how the goods can be sent, and where the removal of the
 * customer's consent is told. Checked with the request that it is part of.
 */
public sealed interface Express {
    /** Under which URL the removal of a consent is told. */
    String consentRemovalPrefix();

    /**
     * With shipping methods that are the same for everybody.
     *
     * @param consentRemovalPrefix as in {@link #dynamic}
     * @param staticShippingDetails at least one; each with an id of its own
     */
    static Express fixed(String consentRemovalPrefix, ShippingMethod... staticShippingDetails) {
        return fixed(consentRemovalPrefix, Arrays.asList(staticShippingDetails));
    }

    /** The same, of a list. */
    static Express fixed(String consentRemovalPrefix, List<ShippingMethod> staticShippingDetails) {
        return new Fixed(consentRemovalPrefix, staticShippingDetails);
    }

    /**
     * With shipping methods that the shop is asked for when the address is known: {@link ShippingDetailsProvider}.
     *
     * @param consentRemovalPrefix under which URL the removal of a consent is told, {@code /v2/consents/{userId}} being
     *     put behind it: of the same form as {@link InitiatePayment.Builder#callbackPrefix}. That call
     *     brings no token, so let its last segment be a secret that nobody guesses, the one of {@link
     *     EcomCallbacks.Builder#onConsentRemoved(String, ConsentRemovalHandler)}
     * @param shippingDetailsPrefix under which URL the shop is asked,
     *     {@code /v2/payments/{orderId}/shippingDetails} being put behind it; of the same form
     */
    static Express dynamic(String consentRemovalPrefix, String shippingDetailsPrefix) {
        return new Dynamic(consentRemovalPrefix, shippingDetailsPrefix);
    }

    /**
     * Shipping methods that are the same for everybody.
     *
     * @param consentRemovalPrefix under which URL the removal of a consent is told; not printed, for it has a secret
     * @param staticShippingDetails what can be chosen from
     */
    record Fixed(String consentRemovalPrefix, List<ShippingMethod> staticShippingDetails) implements Express {
        /** As they are at this moment; nulls stay until the request is built and tells of them. */
        public Fixed {
            staticShippingDetails = Collections.unmodifiableList(new ArrayList<>(staticShippingDetails));
        }

        /** Without the URL. */
        @Override
        public String toString() {
            return "Fixed[" + staticShippingDetails.size() + " shipping methods]";
        }
    }

    /**
     * Shipping methods that the shop is asked for.
     *
     * @param consentRemovalPrefix under which URL the removal of a consent is told; not printed, for it has a secret
     * @param shippingDetailsPrefix under which URL the shop is asked; not printed
     */
    record Dynamic(String consentRemovalPrefix, String shippingDetailsPrefix) implements Express {
        /** Without the URLs. */
        @Override
        public String toString() {
            return "Dynamic[***]";
        }
    }
}
