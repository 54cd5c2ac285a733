package io.github.vipps4j.simulator;

import org.jspecify.annotations.Nullable;

/**
 * What a payment service provider has answered to a call with a card.
 *
 * @param status as it was written, such as {@code OK}; null if there was none to read
 * @param url3DSecure where the customer has to go if it is {@link Verdict#SOFT_DECLINED}, else null
 * @param problem why it does not count, null if it does
 */
record CardAnswer(
        Verdict verdict,
        @Nullable String status,
        @Nullable String url3DSecure,
        @Nullable String problem) {

    /** What it means. */
    enum Verdict {
        APPROVED,
        DECLINED,
        SOFT_DECLINED,
        /** Too late, or not what was to be answered. */
        FAILED
    }

    static CardAnswer approved(String status) {
        return new CardAnswer(Verdict.APPROVED, status, null, null);
    }

    static CardAnswer declined(String status) {
        return new CardAnswer(Verdict.DECLINED, status, null, null);
    }

    static CardAnswer softDeclined(String url) {
        return new CardAnswer(Verdict.SOFT_DECLINED, "SOFT_DECLINE", url, null);
    }

    static CardAnswer failed(String problem) {
        return new CardAnswer(Verdict.FAILED, null, null, problem);
    }
}
