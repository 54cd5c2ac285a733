package io.github.vipps4j.epayment;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.callback.NetworkToken;
import org.jspecify.annotations.Nullable;

/**
 * A card that the customer has chosen in the app and a provider is to charge (ePayment, card passthrough 2026-08). The
 * constructor is not API: requests grow.
 *
 * @param pspReference as it was given with {@link CardPassthrough}
 * @param authorizationAttemptId names this attempt; the same comes again after 3-D Secure, another one if the customer
 *     tries again
 * @param merchantSerialNumber the merchant's sales unit, or null if it did not come
 * @param amount what to authorise
 * @param softDeclineCompletedRedirectUrl where the customer goes after 3-D Secure, unchanged; or null if it did not come
 * @param cardInfo what to charge
 */
public record CardCallback(
        String pspReference,
        String authorizationAttemptId,
        @Nullable String merchantSerialNumber,
        Amount amount,
        @Nullable String softDeclineCompletedRedirectUrl,
        CardInfo cardInfo) {
    /**
     * What is known of the card. The constructor is not API.
     *
     * @param maskedCardNumber its first and last digits, however many, or null; not printed
     * @param cardType what to process it as, always; null if it did not come
     * @param cardIssuedInCountryCode ISO 3166-1 alpha-2, or null
     * @param cardData what to charge
     */
    public record CardInfo(
            @Nullable String maskedCardNumber,
            @Nullable CardType cardType,
            @Nullable String cardIssuedInCountryCode,
            CardData cardData) {
        /** Without any digit. */
        @Override
        public String toString() {
            return "CardInfo[cardType=" + cardType + ", cardIssuedInCountryCode=" + cardIssuedInCountryCode + "]";
        }
    }

    /** What to charge. */
    public sealed interface CardData {
        /**
         * {@code TOKEN}.
         *
         * @param networkToken stands for the card
         */
        record Token(NetworkToken networkToken) implements CardData {}

        /**
         * {@code PAN}.
         *
         * @param encryptedPan to be decrypted by whoever has the private key
         */
        record Pan(EncryptedPan encryptedPan) implements CardData {}
    }

    /** Nothing of the card, and no URL. */
    @Override
    public String toString() {
        return "CardCallback[pspReference=" + pspReference + ", authorizationAttemptId=" + authorizationAttemptId
                + ", merchantSerialNumber=" + merchantSerialNumber + ", amount=" + amount + "]";
    }
}
