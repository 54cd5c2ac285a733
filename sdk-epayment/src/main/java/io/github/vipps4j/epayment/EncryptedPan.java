package io.github.vipps4j.epayment;

import java.util.Objects;

/**
 * A card's number, encrypted with the provider's registered key (ePayment, card passthrough 2026-08). Nothing prints it; it is
 * had by asking for it.
 */
public final class EncryptedPan {
    private final String value;

    private EncryptedPan(String value) {
        this.value = value;
    }

    /** The number with this text; not checked, for it is read and never sent. */
    public static EncryptedPan of(String value) {
        return new EncryptedPan(Objects.requireNonNull(value, "value"));
    }

    /** As it came: for whoever has the private key. */
    public String value() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncryptedPan pan && pan.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Without it. */
    @Override
    public String toString() {
        return "EncryptedPan";
    }
}
