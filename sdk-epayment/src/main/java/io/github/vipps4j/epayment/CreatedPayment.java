package io.github.vipps4j.epayment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payment that now waits for the customer (ePayment 1.8.1). The constructor is not API: replies grow.
 *
 * @param reference as sent
 * @param redirectUrl where to send the customer, unchanged and never in an iframe or a web view; for a QR flow the image of
 *     the code; null for a push message. It is good for this customer and this payment only, so it is not printed.
 * @param createdAt when this process got the answer, by its own clock
 * @param resumed the payment as it stood, if {@link EPaymentClient#createOrResume} found it there, else null. Its customer
 *     may have approved or declined already: look at its state.
 */
public record CreatedPayment(
        String reference,
        @Nullable String redirectUrl,
        Instant createdAt,
        @Nullable Payment resumed) {
    /** Without the URL: whoever has it can act as the customer. */
    @Override
    public String toString() {
        return "CreatedPayment[reference=" + reference + ", createdAt=" + createdAt
                + (resumed == null ? "" : ", resumed=" + resumed) + "]";
    }
}
