package io.github.vipps4j.epayment;

/** What a customer can be kept from paying with in the app (ePayment 1.8.1). */
public enum BlockedSource {
    /** Cards of companies, which cost the merchant more. */
    COMMERCIAL_CARDS
}
