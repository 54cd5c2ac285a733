package io.github.vipps4j.core.call;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what only watches the call, a listener or the log: its failure must not become the call's. */
final class Safely {
    private static final Logger LOG = LoggerFactory.getLogger("io.github.vipps4j");

    private Safely() {}

    /** @param who watches, for the log */
    static void run(String who, Runnable watcher) {
        try {
            watcher.run();
        } catch (Throwable e) {
            // Kotlin throws checked exceptions, too, and a missing class is no reason to lose a capture's reply
            rethrowIfFatal(e);
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            warn(who, e);
        }
    }

    private static void warn(String who, Throwable e) {
        try {
            LOG.warn(
                    "The {} failed with {}; the call goes on", who, e.getClass().getName());
        } catch (Throwable logIsBroken) {
            // there is nobody left to tell
            rethrowIfFatal(logIsBroken);
        }
    }

    /** What says that the JVM itself is at its end. A stack that has overflowed is whole again when it is caught here. */
    static void rethrowIfFatal(Throwable e) {
        if (e instanceof VirtualMachineError fatal && !(e instanceof StackOverflowError)) {
            throw fatal;
        }
    }
}
