package io.github.vipps4j.epayment;

import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.support.Urls;
import io.github.vipps4j.core.support.Violations;

/**
 * What a provider decides about a card (ePayment, card passthrough 2026-08). What is no {@link Final} can be said once only for
 * an attempt.
 */
public sealed interface CardCallbackReply {
    /** The only code of a refusal that is published: refused by the issuer. */
    int REFUSED_BY_ISSUER = 300;

    /**
     * The acquirer has authorised it: the payment becomes {@link PaymentState#AUTHORIZED}.
     *
     * @param networkTransactionReference the card network's own name of the authorisation
     * @throws InvalidRequestException if it is blank
     */
    static Final reserve(String networkTransactionReference) {
        new Violations()
                .check(
                        networkTransactionReference != null && !networkTransactionReference.isBlank(),
                        "networkTransactionReference",
                        "must not be blank")
                .throwIfAny("CardCallbackReply");
        return new Reserve(networkTransactionReference);
    }

    /**
     * The card is not charged. By the code the customer may be let try again, with this card or another.
     *
     * @param errorCode {@link #REFUSED_BY_ISSUER}, or another that was agreed upon
     * @param errorMessage why
     * @throws InvalidRequestException if the message is blank
     */
    static Final fail(int errorCode, String errorMessage) {
        new Violations()
                .check(errorMessage != null && !errorMessage.isBlank(), "errorMessage", "must not be blank")
                .throwIfAny("CardCallbackReply");
        return new Fail(errorCode, errorMessage);
    }

    /** The issuer refused. */
    static Final refusedByIssuer() {
        return new Fail(REFUSED_BY_ISSUER, "Refused by Issuer");
    }

    /**
     * The issuer wants 3-D Secure: the app opens this page of yours, where the session begins. When it has ended send the
     * customer on with {@link CardCallbackEndpoint#returnFromSoftDecline}.
     *
     * @throws InvalidRequestException if it is no URL with {@code https://} (or plain http on loopback)
     */
    static SoftDecline softDecline(String softDeclineUrl) {
        new Violations()
                .check(
                        softDeclineUrl != null && Urls.isCallable(softDeclineUrl),
                        "softDeclineUrl",
                        "must be a URL with https:// and a host (http:// only on loopback), without blanks")
                .throwIfAny("CardCallbackReply");
        return new SoftDecline(softDeclineUrl);
    }

    /** Whether the card was charged, so that it has to be reversed if this is discarded. */
    default boolean isReserved() {
        return this instanceof Reserve;
    }

    /** What can be said at any time. */
    sealed interface Final extends CardCallbackReply {}

    /**
     * {@code RESERVE}. The constructor is not API.
     *
     * @param networkTransactionReference the card network's own name of the authorisation
     */
    record Reserve(String networkTransactionReference) implements Final {
        @Override
        public String toString() {
            return "Reserve";
        }
    }

    /**
     * {@code FAIL}. The constructor is not API.
     *
     * @param errorCode what kind of refusal
     * @param errorMessage why
     */
    record Fail(int errorCode, String errorMessage) implements Final {
        @Override
        public String toString() {
            return "Fail[" + errorCode + "]";
        }
    }

    /**
     * {@code SOFT_DECLINE}. The constructor is not API.
     *
     * @param softDeclineUrl the page that the app opens
     */
    record SoftDecline(String softDeclineUrl) implements CardCallbackReply {
        /** Without the URL, which is good for this customer's session. */
        @Override
        public String toString() {
            return "SoftDecline";
        }
    }
}
