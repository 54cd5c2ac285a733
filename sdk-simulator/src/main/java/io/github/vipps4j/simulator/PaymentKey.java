package io.github.vipps4j.simulator;

/** What names a payment: two sales units may use one reference. */
record PaymentKey(String msn, String reference) {}
