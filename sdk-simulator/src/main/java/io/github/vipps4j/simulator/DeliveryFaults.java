package io.github.vipps4j.simulator;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;

/** What is to go wrong with the next deliveries, in order. */
final class DeliveryFaults {
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<DeliveryFault> queue = new ArrayDeque<>();

    void add(int times, DeliveryFault fault) {
        lock.lock();
        try {
            queue.addAll(Collections.nCopies(times, fault));
        } finally {
            lock.unlock();
        }
    }

    /** The fault that hits the delivery that is to be made now. */
    DeliveryFault take() {
        lock.lock();
        try {
            return queue.isEmpty() ? DeliveryFault.NONE : queue.remove();
        } finally {
            lock.unlock();
        }
    }

    void clear() {
        lock.lock();
        try {
            queue.clear();
        } finally {
            lock.unlock();
        }
    }
}
