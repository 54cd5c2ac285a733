package io.github.vipps4j.simulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The one attempt to tell a merchant of something by eCom 2.0.3.
 *
 * @param kind of what
 * @param merchantSerialNumber whose payment
 * @param orderId the payment
 * @param path what follows the prefix that the merchant gave
 * @param told the status in the body, such as {@code RESERVED}; null for {@link Kind#CONSENT_REMOVAL}
 * @param status what the merchant answered, null if it did not in time
 * @param at when, by the simulator's clock
 */
public record CallbackDelivery(
        Kind kind,
        String merchantSerialNumber,
        String orderId,
        String path,
        @Nullable String told,
        @Nullable Integer status,
        Instant at) {

    /** What a merchant is told of. */
    public enum Kind {
        /** What became of a payment: {@code POST} to its {@code callbackPrefix}. */
        PAYMENT_UPDATE,
        /** A user of Express takes back the consent: {@code DELETE} at its {@code consentRemovalPrefix}. */
        CONSENT_REMOVAL
    }

    /**
     * Whether the merchant took it; if not, it is not told again.
     *
     * @return true if the status is 200
     */
    public boolean isSuccess() {
        return status != null && status == 200;
    }
}
