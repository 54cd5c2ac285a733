package io.github.vipps4j.epayment;

import io.github.vipps4j.core.Amount;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A payment as it stands (ePayment 1.8.1). The constructor is not API: replies grow.
 *
 * @param reference your own name of the payment
 * @param state where it stands with the customer; never a word on captures
 * @param stateText the state as it came, also when this version does not know it
 * @param amount what was asked for
 * @param aggregate what became of the money
 * @param pspReference the service's number of the payment (that of its creation): a UUID or digits, or null
 * @param paymentMethod how the customer pays
 * @param paymentMethodText the method as it came, also when this version does not know it
 * @param redirectUrl where the customer can still be sent, or null; not printed
 * @param metadata your own notes; empty if there are none
 * @param cardBin the first six digits of the customer's card, or null
 * @param sub the customer's id at this merchant, or null: it comes with a profile scope only, after the approval and maybe a
 *     moment later ({@link EPaymentClient#awaitProfile}). Not printed
 * @param userDetails what the customer agreed to share, or null: as late as {@code sub}
 * @param shippingDetails of Express: where the customer wants it, or null
 * @param captureGuaranteedUntil until when a capture is sure to succeed, or null if it was not said; it may be earlier
 *     than {@link CaptureDeadline}
 */
public record Payment(
        String reference,
        PaymentState state,
        String stateText,
        Amount amount,
        Aggregate aggregate,
        @Nullable String pspReference,
        PaymentMethodType paymentMethod,
        String paymentMethodText,
        @Nullable String redirectUrl,
        Map<String, String> metadata,
        @Nullable String cardBin,
        @Nullable String sub,
        @Nullable UserDetails userDetails,
        @Nullable ShippingDetails shippingDetails,
        @Nullable Instant captureGuaranteedUntil) {

    /**
     * Whether the customer's part is over: approved, declined, timed out, or ended by the merchant. False is never "not
     * paid", only "not yet known".
     */
    public boolean hasOutcome() {
        return state.isOutcome();
    }

    /** Without the URL, with which one can act as the customer, the notes, and what is the customer's own. */
    @Override
    public String toString() {
        return "Payment[reference=" + reference + ", state=" + stateText + ", amount=" + amount + ", aggregate="
                + aggregate + ", pspReference=" + pspReference + ", paymentMethod=" + paymentMethodText + "]";
    }
}
