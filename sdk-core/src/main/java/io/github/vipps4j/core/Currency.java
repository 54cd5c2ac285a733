package io.github.vipps4j.core;

/** Scratch. */
public final class Currency {
    private Currency() {}
}
