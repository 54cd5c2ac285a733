package io.github.vipps4j.simulator;

/** A field of a request that is wrong, and why. */
record FieldError(String name, String reason) {}
