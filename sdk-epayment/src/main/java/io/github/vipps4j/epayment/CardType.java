package io.github.vipps4j.epayment;

import java.util.Locale;

/**
 * A kind of card (ePayment, card passthrough 2026-08). An open set: {@link #of} takes those that are not here. The constructor is
 * not API.
 *
 * @param name as requests have it, such as {@code VISA_DEBIT}; callbacks write {@code VISA-DEBIT} for the same
 */
public record CardType(String name) {
    /** Visa, debit. */
    public static final CardType VISA_DEBIT = of("VISA_DEBIT");
    /** Visa, credit. */
    public static final CardType VISA_CREDIT = of("VISA_CREDIT");
    /** Mastercard, debit. */
    public static final CardType MC_DEBIT = of("MC_DEBIT");
    /** Mastercard, credit. */
    public static final CardType MC_CREDIT = of("MC_CREDIT");
    /** Dankort. */
    public static final CardType DANKORT = of("DANKORT");

    /** Writes it as requests have it. */
    public CardType {
        name = name.strip().toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** A type by its name, with hyphens or underscores. */
    public static CardType of(String name) {
        return new CardType(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
