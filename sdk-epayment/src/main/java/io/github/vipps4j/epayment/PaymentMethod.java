package io.github.vipps4j.epayment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** How the customer is to pay (ePayment 1.8.1). Checked with the request that it is part of. */
public sealed interface PaymentMethod {
    /** In the app: what a request that says nothing means. */
    static PaymentMethod wallet() {
        return new Wallet(List.of());
    }

    /**
     * In the app, but not from these sources. Danish and Finnish sales units only, else
     * {@link EPaymentError#BLOCKED_SOURCES_NOT_APPLICABLE}.
     */
    static PaymentMethod walletWithout(BlockedSource... blockedSources) {
        return new Wallet(Arrays.asList(blockedSources));
    }

    /**
     * With a card form in the browser: only with {@link UserFlow#webRedirect}, without Express and without
     * {@link CreatePayment.Builder#expiresAt}. Not available in the test environment.
     */
    static PaymentMethod card() {
        return new Card();
    }

    /**
     * In the app, with a card that the app hands to a payment service provider, who charges it: for providers alone, with {@link
     * io.github.vipps4j.core.VippsBuilder#pspId}. In any of the currencies that have a constant, whatever the sales unit's
     * market. Capture, refund and cancel then report what the provider did, and move no money.
     */
    static PaymentMethod cardPassthrough(CardPassthrough cardPassthrough) {
        return new Passthrough(cardPassthrough);
    }

    /**
     * {@code WALLET}.
     *
     * @param blockedSources what the customer cannot pay from; empty for nothing
     */
    record Wallet(List<BlockedSource> blockedSources) implements PaymentMethod {
        /** As they are at this moment. */
        public Wallet {
            blockedSources = Collections.unmodifiableList(new ArrayList<>(blockedSources));
        }

        @Override
        public String toString() {
            return "Wallet";
        }
    }

    /** {@code CARD}. */
    record Card() implements PaymentMethod {}

    /**
     * {@code CARD_PASSTHROUGH}.
     *
     * @param cardPassthrough what the provider wants to be told
     */
    record Passthrough(CardPassthrough cardPassthrough) implements PaymentMethod {}
}
