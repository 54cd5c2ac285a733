package io.github.vipps4j.epayment;

import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.support.Violations;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a payment service provider wants to be told about the card that it is to charge (ePayment, card passthrough 2026-08).
 * Immutable; everything in it has been checked.
 */
public final class CardPassthrough {
    private final String pspReference;
    private final String cardCallbackUrl;
    private final List<CardType> allowedCardTypes;
    private final boolean preferVisaPartOfVisaDankort;
    private final @Nullable String publicEncryptionKeyId;

    private CardPassthrough(Builder builder) {
        this.pspReference = Objects.requireNonNull(builder.pspReference);
        this.cardCallbackUrl = Objects.requireNonNull(builder.cardCallbackUrl);
        this.allowedCardTypes = List.copyOf(builder.allowedCardTypes);
        this.preferVisaPartOfVisaDankort = builder.preferVisaPartOfVisaDankort;
        this.publicEncryptionKeyId = builder.publicEncryptionKeyId;
    }

    /** Starts from nothing. Reference, URL and card types are required. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder with everything that this says. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.pspReference = pspReference;
        builder.cardCallbackUrl = cardCallbackUrl;
        builder.allowedCardTypes.addAll(allowedCardTypes);
        builder.preferVisaPartOfVisaDankort = preferVisaPartOfVisaDankort;
        builder.publicEncryptionKeyId = publicEncryptionKeyId;
        return builder;
    }

    /** The provider's own name of the payment. */
    public String pspReference() {
        return pspReference;
    }

    /** Where the card is sent. */
    public String cardCallbackUrl() {
        return cardCallbackUrl;
    }

    /** What may be paid with. */
    public List<CardType> allowedCardTypes() {
        return allowedCardTypes;
    }

    /** Whether a card that is both is charged as a Visa card. */
    public boolean preferVisaPartOfVisaDankort() {
        return preferVisaPartOfVisaDankort;
    }

    /** The key with which card numbers are encrypted, or null. */
    public @Nullable String publicEncryptionKeyId() {
        return publicEncryptionKeyId;
    }

    /** Without the URL. */
    @Override
    public String toString() {
        return "CardPassthrough[pspReference=" + pspReference + ", allowedCardTypes=" + allowedCardTypes + "]";
    }

    /** Gathers a {@link CardPassthrough}. */
    public static final class Builder {
        private @Nullable String pspReference;
        private @Nullable String cardCallbackUrl;
        private final Set<CardType> allowedCardTypes = new LinkedHashSet<>();
        private boolean preferVisaPartOfVisaDankort;
        private @Nullable String publicEncryptionKeyId;

        private Builder() {}

        /** The provider's own name of the payment, which comes with the card. Required. */
        public Builder pspReference(String pspReference) {
            this.pspReference = pspReference;
            return this;
        }

        /**
         * Where the card is sent: the {@link CardCallbackEndpoint}. Required.
         *
         * @param cardCallbackUrl {@code https://}, reachable from outside
         */
        public Builder cardCallbackUrl(String cardCallbackUrl) {
            this.cardCallbackUrl = cardCallbackUrl;
            return this;
        }

        /** What may be paid with; at least one. Required. */
        public Builder allowedCardTypes(CardType... allowedCardTypes) {
            this.allowedCardTypes.clear();
            Collections.addAll(this.allowedCardTypes, allowedCardTypes);
            return this;
        }

        /** Whether a card that is both Visa and Dankort is charged as a Visa card; {@code false} unless it is said. */
        public Builder preferVisaPartOfVisaDankort(boolean preferVisaPartOfVisaDankort) {
            this.preferVisaPartOfVisaDankort = preferVisaPartOfVisaDankort;
            return this;
        }

        /**
         * The registered key with which card numbers are encrypted. Without it cards that are Dankort alone cannot pay.
         *
         * @param publicEncryptionKeyId a GUID
         */
        public Builder publicEncryptionKeyId(String publicEncryptionKeyId) {
            this.publicEncryptionKeyId = publicEncryptionKeyId;
            return this;
        }

        /**
         * The finished description.
         *
         * @throws InvalidRequestException listing every field that breaks a rule
         */
        public CardPassthrough build() {
            Violations violations = new Violations()
                    .check(
                            pspReference != null && !pspReference.isBlank(),
                            "cardPassthrough.pspReference",
                            "must not be blank")
                    .check(
                            !allowedCardTypes.isEmpty()
                                    && allowedCardTypes.stream()
                                            .allMatch(type ->
                                                    type != null && !type.name().isBlank()),
                            "cardPassthrough.allowedCardTypes",
                            "must have at least one type, and no null")
                    .check(
                            publicEncryptionKeyId == null || isGuid(publicEncryptionKeyId),
                            "cardPassthrough.publicEncryptionKeyId",
                            "must be a GUID, such as 00000000-0000-4000-8000-0000000000aa");
            Rules.callbackUrl(violations, "cardPassthrough.cardCallbackUrl", cardCallbackUrl);
            violations.throwIfAny("CardPassthrough");
            return new CardPassthrough(this);
        }

        private static boolean isGuid(String text) {
            if (text.length() != 36) {
                return false;
            }
            for (int i = 0; i < text.length(); i++) {
                boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
                if (hyphen ? text.charAt(i) != '-' : Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) > 'f') {
                    return false;
                }
            }
            return true;
        }
    }
}
