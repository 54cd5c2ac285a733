package io.github.vipps4j.simulator;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All who may call, in the order in which they were added: the sales units, the first being the default, partners and
 * payment service providers.
 */
final class KeyHolders {
    private final List<KeyHolder> all = new CopyOnWriteArrayList<>();
    private final ReentrantLock adding = new ReentrantLock();

    void add(KeyHolder holder) {
        adding.lock();
        try {
            if (holder instanceof SalesUnit unit && byMsn(unit.merchantSerialNumber()) != null) {
                throw new IllegalArgumentException("merchantSerialNumber: a sales unit with this MSN exists already");
            }
            if (holder instanceof Partner partner
                    && partners().stream().anyMatch(other -> other.name().equals(partner.name()))) {
                throw new IllegalArgumentException("name: a partner with this name exists already");
            }
            if (holder instanceof PaymentServiceProvider psp
                    && psps().stream().anyMatch(other -> other.name().equals(psp.name()))) {
                throw new IllegalArgumentException("name: a payment service provider with this name exists already");
            }
            if (byClientId(holder.clientId()) != null) {
                throw new IllegalArgumentException("clientId: somebody with this client id exists already");
            }
            all.add(holder);
        } finally {
            adding.unlock();
        }
    }

    /** Forgets those that were added later. */
    void keepOnly(List<KeyHolder> started) {
        all.retainAll(started);
    }

    List<KeyHolder> all() {
        return List.copyOf(all);
    }

    List<SalesUnit> units() {
        return only(SalesUnit.class).toList();
    }

    List<Partner> partners() {
        return only(Partner.class).toList();
    }

    List<PaymentServiceProvider> psps() {
        return only(PaymentServiceProvider.class).toList();
    }

    private <T extends KeyHolder> Stream<T> only(Class<T> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast);
    }

    @Nullable
    SalesUnit byMsn(String msn) {
        return find(units(), unit -> unit.merchantSerialNumber().equals(msn));
    }

    @Nullable
    KeyHolder byClientId(@Nullable String clientId) {
        return find(all, holder -> holder.clientId().equals(clientId));
    }

    private static <T> @Nullable T find(List<T> among, Predicate<T> wanted) {
        return among.stream().filter(wanted).findFirst().orElse(null);
    }

    boolean knowSubscriptionKey(String key) {
        return all.stream().anyMatch(holder -> hasSubscriptionKey(holder, key));
    }

    static boolean hasSubscriptionKey(KeyHolder holder, String key) {
        return holder.primarySubscriptionKey().equals(key)
                || holder.secondarySubscriptionKey().equals(key);
    }
}
