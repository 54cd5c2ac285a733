package io.github.vipps4j.simulator;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The sales units in the order in which they were added, the first being the default. */
final class SalesUnits {
    private final List<SalesUnit> units = new CopyOnWriteArrayList<>();
    private final ReentrantLock adding = new ReentrantLock();

    void add(SalesUnit unit) {
        Objects.requireNonNull(unit, "unit");
        adding.lock();
        try {
            if (byMsn(unit.merchantSerialNumber()) != null
                    || find(other -> other.clientId().equals(unit.clientId())) != null) {
                throw new IllegalArgumentException(
                        "merchantSerialNumber: a sales unit with this MSN or client id exists already");
            }
            units.add(unit);
        } finally {
            adding.unlock();
        }
    }

    /** Forgets those that were added later. */
    void keepOnly(List<SalesUnit> started) {
        units.retainAll(started);
    }

    SalesUnit first() {
        return units.get(0);
    }

    List<SalesUnit> all() {
        return List.copyOf(units);
    }

    @Nullable
    SalesUnit byMsn(String msn) {
        return find(unit -> unit.merchantSerialNumber().equals(msn));
    }

    private @Nullable SalesUnit find(Predicate<SalesUnit> wanted) {
        return units.stream().filter(wanted).findFirst().orElse(null);
    }
}
