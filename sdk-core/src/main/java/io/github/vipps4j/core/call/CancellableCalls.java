package io.github.vipps4j.core.call;

import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/**
 * Wants to know which HTTP call is under way on its thread, to cancel it. An interface of its own, so that a program that
 * never uses {@link AsyncRun} does not load the classes behind it.
 */
interface CancellableCalls {
    /** The HTTP call begins. */
    void began(Call call);

    /** It has ended. */
    void ended();

    /** Who wants to know on this thread, or null. */
    static @Nullable CancellableCalls ofThisThread() {
        return OfThread.CURRENT.get();
    }

    /** Null for nobody. */
    static void set(@Nullable CancellableCalls calls) {
        if (calls == null) {
            OfThread.CURRENT.remove();
        } else {
            OfThread.CURRENT.set(calls);
        }
    }

    /** Holds the variable. */
    final class OfThread {
        private static final ThreadLocal<CancellableCalls> CURRENT = new ThreadLocal<>();

        private OfThread() {}
    }
}
