package io.github.vipps4j.epayment;

/** How the customer pays (ePayment 1.8.1). */
public enum PaymentMethodType {
    /** In the app. */
    WALLET,
    /** With a card form in the browser. */
    CARD,
    /** Through a payment service provider, who processes the card. */
    CARD_PASSTHROUGH,
    /** A method that this version does not know; {@code paymentMethodText()} has it. Always write a {@code default}. */
    UNKNOWN
}
