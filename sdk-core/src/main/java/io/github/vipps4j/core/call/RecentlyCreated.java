package io.github.vipps4j.core.call;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What this process created in the last 10 s, the newest thousand at most: a read by the same API that does not find it
 * yet is repeated instead of believed. Another API has nothing of it to show.
 */
final class RecentlyCreated {
    private static final long WINDOW = Duration.ofSeconds(10).toNanos();
    private static final int MOST = 1000;

    private final Time time;
    private final ReentrantLock lock = new ReentrantLock();
    /** In the order of creation, so that the old ones are first. */
    private final Map<Created, Long> at = new LinkedHashMap<>();

    private record Created(@Nullable String msn, String api, String reference) {}

    RecentlyCreated(Time time) {
        this.time = time;
    }

    void add(@Nullable String msn, String api, @Nullable String reference) {
        if (reference == null) {
            return;
        }
        lock.lock();
        try {
            long now = time.nanos();
            Created created = new Created(msn, api, reference);
            at.remove(created);
            Iterator<Long> oldest = at.values().iterator();
            while (oldest.hasNext() && (now - oldest.next() > WINDOW || at.size() >= MOST)) {
                oldest.remove();
            }
            at.put(created, now);
        } finally {
            lock.unlock();
        }
    }

    boolean contains(@Nullable String msn, String api, @Nullable String reference) {
        if (reference == null) {
            return false;
        }
        lock.lock();
        try {
            Long created = at.get(new Created(msn, api, reference));
            return created != null && time.nanos() - created <= WINDOW;
        } finally {
            lock.unlock();
        }
    }
}
