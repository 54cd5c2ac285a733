package io.github.vipps4j.simulator;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All who may call: the sales units, and the partners in the order in which they were added. */
final class KeyHolders {
    private final SalesUnits units;
    private final List<Partner> partners = new CopyOnWriteArrayList<>();
    private final ReentrantLock adding = new ReentrantLock();

    KeyHolders(SalesUnits units) {
        this.units = units;
    }

    void add(Partner partner) {
        Objects.requireNonNull(partner, "partner");
        adding.lock();
        try {
            if (partners.stream().anyMatch(other -> other.name().equals(partner.name()))) {
                throw new IllegalArgumentException("name: a partner with this name exists already");
            }
            partners.add(partner);
        } finally {
            adding.unlock();
        }
    }

    /** Forgets the partners that were added later. */
    void keepOnly(List<Partner> started) {
        partners.retainAll(started);
    }

    List<Partner> partners() {
        return List.copyOf(partners);
    }

    SalesUnits units() {
        return units;
    }

    @Nullable
    KeyHolder byClientId(@Nullable String clientId) {
        return all().filter(holder -> holder.clientId().equals(clientId))
                .findFirst()
                .orElse(null);
    }

    boolean knowSubscriptionKey(String key) {
        return all().anyMatch(holder -> hasSubscriptionKey(holder, key));
    }

    static boolean hasSubscriptionKey(KeyHolder holder, String key) {
        return holder.primarySubscriptionKey().equals(key)
                || holder.secondarySubscriptionKey().equals(key);
    }

    private Stream<KeyHolder> all() {
        return Stream.concat(units.all().stream(), partners.stream());
    }
}
