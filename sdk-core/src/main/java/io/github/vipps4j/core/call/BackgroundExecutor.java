package io.github.vipps4j.core.call;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Where work runs unless the caller gave an executor: on virtual threads from Java 21 on, else on daemon threads. */
public final class BackgroundExecutor {
    private BackgroundExecutor() {}

    /** A new one. It needs no closing: threads that are idle for a minute end. */
    public static ExecutorService create() {
        ExecutorService virtual = virtualThreads();
        return virtual != null ? virtual : Executors.newCachedThreadPool(daemonThreads());
    }

    static ThreadFactory daemonThreads() {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, "vipps4j-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Compiled for 17, so the method of 21 has to be asked for by name. */
    private static @Nullable ExecutorService virtualThreads() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException e) {
            return null;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("Virtual threads cannot be used", e);
        }
    }
}
