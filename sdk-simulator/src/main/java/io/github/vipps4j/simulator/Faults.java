package io.github.vipps4j.simulator;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What goes wrong, and when. Each operation has its own queue; a queued fault goes before a random one. */
public final class Faults {
    private static final int MOST = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ApiOperation, Queue<Fault>> queues = new EnumMap<>(ApiOperation.class);
    private @Nullable Chaos chaos;

    Faults() {}

    /** A request as chaos knows it again, whichever thread sends it. */
    private record Identity(ApiOperation operation, String path, int bodyHash) {
        static Identity of(ApiOperation operation, Call call) {
            return new Identity(operation, call.path(), Arrays.hashCode(call.body()));
        }
    }

    /** @param seen how often each request has come */
    private record Chaos(
            long seed, double share, Set<ApiOperation> operations, List<Fault> faults, Map<Identity, Integer> seen) {
        @Nullable
        Fault draw(Identity request) {
            int nth = seen.merge(request, 1, Integer::sum);
            SplittableRandom random = new SplittableRandom(
                    seed + Objects.hash(request.operation().name(), request.path(), request.bodyHash(), nth));
            return random.nextDouble() < share ? faults.get(random.nextInt(faults.size())) : null;
        }
    }

    /**
     * Lets the next request of an operation that has no fault waiting yet be hit.
     *
     * @param operation whose request
     * @param fault what happens to it
     */
    public void next(ApiOperation operation, Fault fault) {
        next(operation, 1, fault);
    }

    /**
     * Lets several requests in a row be hit by the same fault.
     *
     * @param operation whose requests
     * @param times how many, 1 to 10,000
     * @param fault what happens to each
     * @throws IllegalArgumentException if {@code times} is outside its range
     */
    public void next(ApiOperation operation, int times, Fault fault) {
        requireTimes(times);
        lock.lock();
        try {
            Queue<Fault> queue = queues.computeIfAbsent(operation, any -> new ArrayDeque<>());
            for (int i = 0; i < times; i++) {
                queue.add(fault);
            }
        } finally {
            lock.unlock();
        }
    }

    static void requireTimes(int times) {
        if (times < 1 || times > MOST) {
            throw new IllegalArgumentException("times: must be 1 to " + MOST);
        }
    }

    /**
     * Lets a share of all API calls, token requests not among them, be hit by one of the faults.
     *
     * @param seed the same seed gives the same faults to the same requests, in whatever order they come; each
     *     repetition of a request (operation, path and body) is a draw of its own
     * @param share 0 to 1, such as 0.1 for every tenth call on average
     * @param faults to pick from, at least one
     */
    public void randomly(long seed, double share, Fault... faults) {
        randomly(seed, share, EnumSet.complementOf(EnumSet.of(ApiOperation.TOKEN)), faults);
    }

    /**
     * Lets a share of the requests of some operations be hit by one of the faults.
     *
     * @param seed as above
     * @param share 0 to 1
     * @param operations whose requests
     * @param faults to pick from, at least one
     */
    public void randomly(long seed, double share, Set<ApiOperation> operations, Fault... faults) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share: must be 0 to 1");
        }
        if (faults.length == 0) {
            throw new IllegalArgumentException("faults: must have at least one");
        }
        lock.lock();
        try {
            chaos = new Chaos(seed, share, Set.copyOf(operations), List.of(faults), new HashMap<>());
        } finally {
            lock.unlock();
        }
    }

    /** Takes back all faults, queued and random. */
    public void clear() {
        lock.lock();
        try {
            queues.clear();
            chaos = null;
        } finally {
            lock.unlock();
        }
    }

    /** The fault that hits the request that has just come, if any. */
    @Nullable
    Fault take(ApiOperation operation, Call call) {
        lock.lock();
        try {
            Queue<Fault> queue = queues.get(operation);
            if (queue != null && !queue.isEmpty()) {
                return queue.remove();
            }
            Chaos now = chaos;
            return now != null && now.operations().contains(operation) ? now.draw(Identity.of(operation, call)) : null;
        } finally {
            lock.unlock();
        }
    }
}
