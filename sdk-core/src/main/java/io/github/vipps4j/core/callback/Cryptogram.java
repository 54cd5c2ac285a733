package io.github.vipps4j.core.callback;

import java.util.Objects;

/** What proves that a network token may be charged, once. Nothing prints it; it is had by asking for it. */
public final class Cryptogram {
    private final String value;

    private Cryptogram(String value) {
        this.value = value;
    }

    /** The cryptogram with this text; not checked, for it is read and never sent. */
    public static Cryptogram of(String value) {
        return new Cryptogram(Objects.requireNonNull(value, "value"));
    }

    /** In base64, as it came: for the acquirer alone. */
    public String value() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cryptogram cryptogram && cryptogram.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Without it. */
    @Override
    public String toString() {
        return "Cryptogram";
    }
}
