package io.github.vipps4j.ecom;

import io.github.vipps4j.core.Amount;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the service tells of an order's outcome, once and never again (eCom 2.0.3, merchant endpoints). It is not
 * signed, so take it for a hint and read the order before you settle anything: {@link OrderUpdates} does. The
 * constructor is not API.
 *
 * @param merchantSerialNumber of the sales unit
 * @param orderId your own name of the order
 * @param status how the customer's part ended
 * @param statusText the status as it came, also when this version does not know it; empty if there was none
 * @param amount what was approved, or asked for; or null
 * @param timeStamp when it happened, or null
 * @param transactionId the service's number of it, or null
 * @param userDetails what the customer shared, or null
 * @param shippingDetails of Express: where the customer wants it, or null
 * @param errorInfo why it failed, or null
 */
public record PaymentUpdate(
        String merchantSerialNumber,
        String orderId,
        PaymentUpdateStatus status,
        String statusText,
        @Nullable Amount amount,
        @Nullable Instant timeStamp,
        @Nullable String transactionId,
        @Nullable UserDetails userDetails,
        @Nullable ShippingDetails shippingDetails,
        @Nullable ErrorInfo errorInfo) {
    /** Without what is the customer's own. */
    @Override
    public String toString() {
        return "PaymentUpdate[merchantSerialNumber=" + merchantSerialNumber + ", orderId=" + orderId + ", status="
                + statusText + ", amount=" + amount + ", timeStamp=" + timeStamp + ", transactionId=" + transactionId
                + ", errorInfo=" + errorInfo + "]";
    }
}
