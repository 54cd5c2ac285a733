package io.github.vipps4j.core.callback;

/** What giving a card transaction up has come to. */
public enum Withdrawal {
    /** No delivery of it will be approved, nor was one. */
    WITHDRAWN,
    /** It was approved already, and stays so: the card is charged. */
    APPROVED,
    /** It is being decided at this moment, and may be approved: ask again in half a minute. */
    BEING_DECIDED,
    /** No delivery of it will be approved, but whether the card was charged is not known yet: look at the acquirer. */
    UNKNOWN
}
