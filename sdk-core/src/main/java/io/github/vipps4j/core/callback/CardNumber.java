package io.github.vipps4j.core.callback;

import java.util.Objects;

/** The number of a network token, which stands for a card. Nothing prints it; it is had by asking for it. */
public final class CardNumber {
    private final String value;

    private CardNumber(String value) {
        this.value = value;
    }

    /** The number with these digits, up to 19 of them; not checked, for it is read and never sent. */
    public static CardNumber of(String value) {
        return new CardNumber(Objects.requireNonNull(value, "value"));
    }

    /** All digits: for the acquirer alone. */
    public String value() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CardNumber number && number.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Without a single digit. */
    @Override
    public String toString() {
        return "CardNumber";
    }
}
