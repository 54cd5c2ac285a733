package io.github.vipps4j.simulator;

import java.util.List;

/** What names a payment: two sales units may use one reference. */
record PaymentKey(String msn, String reference) {
    /** Somebody meant one payment by a reference that several sales units use. */
    static IllegalStateException ambiguous(List<PaymentKey> found) {
        return new IllegalStateException("Sales units "
                + found.stream().map(PaymentKey::msn).toList()
                + " each have a payment " + found.get(0).reference() + ": say which by its MSN");
    }
}
