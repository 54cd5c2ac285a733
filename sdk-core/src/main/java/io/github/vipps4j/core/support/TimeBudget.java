package io.github.vipps4j.core.support;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time in which a handler has to answer, where another answer is better than a late one. The late one is not forgotten: it
 * can stand for money that was moved after the service had been told otherwise.
 */
public final class TimeBudget {
    private static final Logger LOG = LoggerFactory.getLogger("io.github.vipps4j.callback");

    private final String what;
    private final Duration limit;
    private final Executor executor;

    /**
     * A budget for one kind of call.
     *
     * @param what is answered, for the log
     * @param limit how long the service waits, less what the way takes
     * @param executor on which handlers run; one that queues lets them start late
     */
    public TimeBudget(String what, Duration limit, Executor executor) {
        this.what = what;
        this.limit = limit;
        this.executor = executor;
    }

    /**
     * The handler's answer if it comes in time, else the substitute. A handler that has not begun by then never does.
     *
     * @param substitute if it is late, fails, or could not be started
     * @param late gets an answer that came too late
     */
    public <T> T answer(Callable<T> handler, Supplier<T> substitute, Consumer<T> late) {
        return answer(limit, handler, substitute, late);
    }

    /** The same where a part of the time is over already. */
    public <T> T answer(Duration left, Callable<T> handler, Supplier<T> substitute, Consumer<T> late) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        AtomicBoolean begun = new AtomicBoolean();
        try {
            executor.execute(() -> {
                if (begun.compareAndSet(false, true)) {
                    run(handler, answer);
                }
            });
            return answer.get(left.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.error(
                    "The executor took no handler of {}: {}", what, e.getClass().getName());
        } catch (ExecutionException e) {
            LOG.error("The handler of {} failed: {}", what, Failure.text(e.getCause() == null ? e : e.getCause()));
        } catch (TimeoutException e) {
            LOG.warn("The handler of {} did not answer within {}", what, left);
            giveUp(begun, answer, late);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            giveUp(begun, answer, late);
        }
        return substitute.get();
    }

    private static <T> void run(Callable<T> handler, CompletableFuture<T> answer) {
        try {
            answer.complete(handler.call());
        } catch (Throwable e) {
            answer.completeExceptionally(e);
        }
    }

    private <T> void giveUp(AtomicBoolean begun, CompletableFuture<T> answer, Consumer<T> late) {
        if (begun.compareAndSet(false, true)) {
            return;
        }
        answer.thenAccept(late).whenComplete((nothing, e) -> {
            if (e != null) {
                LOG.error("The handler of {} failed after its time was over: {}", what, Failure.text(e));
            }
        });
    }
}
