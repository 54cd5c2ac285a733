package io.github.vipps4j.core.callback;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Forgets what has not changed for a day: the time of the decisions themselves is all the time that it needs. */
final class InMemoryCardDecisions implements CardDecisionStore {
    private static final Duration LIFE = Duration.ofDays(1);

    private final ReentrantLock lock = new ReentrantLock();
    /** In the order of their last changes, so that the old ones are first. */
    private final Map<String, CardDecision> decisions = new LinkedHashMap<>();

    @Override
    public @Nullable CardDecision find(String key) {
        lock.lock();
        try {
            return decisions.get(key);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean put(CardDecision decision) {
        lock.lock();
        try {
            CardDecision known = decisions.get(decision.key());
            if (decision.version() != (known == null ? 1 : known.version() + 1)) {
                return false;
            }
            decisions.remove(decision.key());
            decisions.put(decision.key(), decision);
            forgetOlderThan(decision.since().minus(LIFE));
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void forgetOlderThan(Instant limit) {
        Iterator<CardDecision> oldest = decisions.values().iterator();
        while (oldest.hasNext() && oldest.next().since().isBefore(limit)) {
            oldest.remove();
        }
    }
}
