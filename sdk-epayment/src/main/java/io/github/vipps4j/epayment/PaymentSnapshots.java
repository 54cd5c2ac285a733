package io.github.vipps4j.epayment;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What of each payment the handler has accepted last. One that outlives the process keeps a restart from telling it again; the
 * handler has to bear that anyway, for it can fail after its work is done. Safe for several threads; one payment is
 * never used by two at once.
 */
public interface PaymentSnapshots {
    /** The last accepted state of a payment, or null if there is none. */
    @Nullable
    PaymentSnapshot find(PaymentKey key);

    /** Notes what the handler has just accepted. */
    void save(PaymentKey key, PaymentSnapshot accepted);

    /** In memory, of all payments, for the life of the program. */
    static PaymentSnapshots inMemory() {
        Map<PaymentKey, PaymentSnapshot> snapshots = new ConcurrentHashMap<>();
        return new PaymentSnapshots() {
            @Override
            public @Nullable PaymentSnapshot find(PaymentKey key) {
                return snapshots.get(key);
            }

            @Override
            public void save(PaymentKey key, PaymentSnapshot accepted) {
                snapshots.put(key, accepted);
            }
        };
    }
}
