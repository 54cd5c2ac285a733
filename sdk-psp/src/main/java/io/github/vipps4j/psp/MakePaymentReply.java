package io.github.vipps4j.psp;

import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.support.Urls;
import io.github.vipps4j.core.support.Violations;
import java.util.Objects;

/** What a provider decides about a payment (PSP API v3). What is no {@link Final} can be said once only. */
public sealed interface MakePaymentReply {
    /** The acquirer has authorised it. It counts as reserved; no status update is needed for that. */
    static Final approved() {
        return new Approved();
    }

    /** The card is not charged, for a reason that Vipps MobilePay knows. */
    static Final declined(DeclineReason reason) {
        Objects.requireNonNull(reason, "reason");
        return new Declined(reason, reason.errorText());
    }

    /**
     * The card is not charged, for a reason that is none of the known ones ({@link DeclineReason#OTHER}).
     *
     * @param errorText what the customer is shown
     * @throws InvalidRequestException if it is blank
     */
    static Final declined(String errorText) {
        new Violations()
                .check(errorText != null && !errorText.isBlank(), "errorText", "must not be blank")
                .throwIfAny("MakePaymentReply");
        return new Declined(DeclineReason.OTHER, errorText);
    }

    /**
     * The issuer wants 3-D Secure: the app opens this page of yours, where the session begins. When it has ended send the
     * customer on with {@link MakePaymentEndpoint#returnFrom3DSecure}.
     *
     * @throws InvalidRequestException if it is no URL with {@code https://} (or plain http on loopback)
     */
    static SoftDecline softDecline(String url3dSecure) {
        new Violations()
                .check(
                        url3dSecure != null && Urls.isCallable(url3dSecure),
                        "url3dSecure",
                        "must be a URL with https:// and a host (http:// only on loopback), without blanks")
                .throwIfAny("MakePaymentReply");
        return new SoftDecline(url3dSecure);
    }

    /** Whether the card was charged, so that it has to be reversed if this is discarded. */
    default boolean isApproved() {
        return this instanceof Approved;
    }

    /** What can be said at any time. */
    sealed interface Final extends MakePaymentReply {}

    /** {@code OK}. */
    record Approved() implements Final {}

    /**
     * {@code FAIL}. The constructor is not API.
     *
     * @param reason why
     * @param errorText what the customer is shown
     */
    record Declined(DeclineReason reason, String errorText) implements Final {
        @Override
        public String toString() {
            return "Declined[" + reason + "]";
        }
    }

    /**
     * {@code SOFT_DECLINE}. The constructor is not API.
     *
     * @param url3dSecure the page that the app opens
     */
    record SoftDecline(String url3dSecure) implements MakePaymentReply {
        /** Without the URL, which is good for this customer's session. */
        @Override
        public String toString() {
            return "SoftDecline";
        }
    }
}
