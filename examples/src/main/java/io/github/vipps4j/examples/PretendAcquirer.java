package io.github.vipps4j.examples;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.callback.NetworkToken;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * In the place of a provider's acquirer, which would ask the card's issuer: this one decides by the amount alone. Like any good
 * one it does nothing twice under one name.
 */
final class PretendAcquirer {
    private static final long AUTHENTICATED_FROM = 500_00;
    private static final long REFUSED_FROM = 5_000_00;

    /** In the place of a network reference: nothing is authorised under this name any more. */
    private static final String CLOSED = "";

    /** What the card network calls each authorisation, by the provider's name of it. */
    private final Map<String, String> networkReferences = new ConcurrentHashMap<>();

    /** What becomes of an authorisation. */
    enum Answer {
        AUTHORISED,
        REFUSED,
        WANTS_3D_SECURE
    }

    /** @param authenticated whether the customer comes from 3-D Secure and proved to be the cardholder */
    Answer authorise(String name, Amount amount, NetworkToken card, boolean authenticated) {
        if (amount.value() >= REFUSED_FROM) {
            return Answer.REFUSED;
        }
        if (amount.value() >= AUTHENTICATED_FROM && !authenticated) {
            return Answer.WANTS_3D_SECURE;
        }
        String before = networkReferences.putIfAbsent(name, card.tokenType() + "-" + UUID.randomUUID());
        return CLOSED.equals(before) ? Answer.REFUSED : Answer.AUTHORISED;
    }

    /** What the card network calls the authorisation; null if there is none. */
    @Nullable
    String networkReference(String name) {
        String reference = networkReferences.get(name);
        return CLOSED.equals(reference) ? null : reference;
    }

    /** From now on nothing is authorised under this name any more; what was authorised stands. @return whether it was */
    boolean close(String name) {
        String before = networkReferences.putIfAbsent(name, CLOSED);
        return before != null && !before.equals(CLOSED);
    }

    /** Gives up what was authorised, if anything was, and closes the name. */
    void reverse(String name) {
        networkReferences.put(name, CLOSED);
    }

    /** Takes the money. */
    void capture(String name) {
        if (networkReference(name) == null) {
            throw new IllegalStateException("Nothing is authorised for " + name);
        }
    }
}
