package io.github.vipps4j.epayment;

/** Whether the customer stands at the till (ePayment 1.8.1). */
public enum CustomerInteraction {
    /** Mandatory when the customer is physically there. */
    CUSTOMER_PRESENT,
    /** Everything else; what the API assumes when nothing is said. */
    CUSTOMER_NOT_PRESENT
}
