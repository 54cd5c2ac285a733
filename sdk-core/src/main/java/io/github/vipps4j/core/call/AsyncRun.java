package io.github.vipps4j.core.call;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/**
 * Calls that run in the background. Cancelling it interrupts its thread, which ends waits and prevents attempts, and
 * cancels the HTTP call under way, for an interrupt does not end a read from a socket.
 */
final class AsyncRun<T> extends CompletableFuture<T> implements Runnable, CancellableCalls {
    private final Callable<T> calls;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Thread thread;
    private @Nullable Call call;

    private AsyncRun(Callable<T> calls) {
        this.calls = calls;
    }

    static <T> AsyncRun<T> start(Callable<T> calls, Executor executor) {
        AsyncRun<T> run = new AsyncRun<>(calls);
        executor.execute(run);
        return run;
    }

    @Override
    public void run() {
        if (!occupy(Thread.currentThread())) {
            return;
        }
        CancellableCalls outer = CancellableCalls.ofThisThread();
        CancellableCalls.set(this);
        try {
            complete(calls.call());
        } catch (Throwable e) {
            completeExceptionally(e);
        } finally {
            CancellableCalls.set(outer);
            occupy(null);
            // an interrupt that was meant for these calls must not reach what the executor runs next
            if (isCancelled()) {
                Thread.interrupted();
            }
        }
    }

    private boolean occupy(@Nullable Thread by) {
        lock.lock();
        try {
            if (by != null && isDone()) {
                return false;
            }
            thread = by;
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void began(Call begun) {
        lock.lock();
        try {
            call = begun;
            if (isCancelled()) {
                begun.cancel();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void ended() {
        lock.lock();
        try {
            call = null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            lock.lock();
            try {
                if (thread != null) {
                    thread.interrupt();
                }
                if (call != null) {
                    call.cancel();
                }
            } finally {
                lock.unlock();
            }
        }
        return cancelled;
    }
}
