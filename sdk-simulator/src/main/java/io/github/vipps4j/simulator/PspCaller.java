package io.github.vipps4j.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends calls to payment service providers, as the faults want it, and keeps them.
 *
 * <p>Its lock may be taken while that of {@link PaymentBook} is held, never the other way round.
 */
final class PspCaller implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PspCaller.class);

    private final Clock clock;
    private final PaymentBook book;
    private final Settings settings;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<PspCallFault> faults = new ArrayDeque<>();
    private final Deque<Sent> sent = new ArrayDeque<>();
    private final List<Errand> late = new ArrayList<>();
    /** What began before a reset is not in it: how that ends is nobody's business. */
    private final Map<Object, Future<?>> underWay = new IdentityHashMap<>();

    private long lastNumber;
    private int generation;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            1,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Daemons.named("vipps-simulator-psp-"),
            new ThreadPoolExecutor.DiscardPolicy());

    PspCaller(Clock clock, PaymentBook book, Settings settings) {
        this.clock = clock;
        this.book = book;
        this.settings = settings;
    }

    /** How long a payment service provider may take to answer, in real time. */
    record Settings(Duration makePayment, Duration cardCallback) {
        Duration answerTime(PspCall.Kind kind) {
            return kind == PspCall.Kind.MAKE_PAYMENT ? makePayment : cardCallback;
        }
    }

    /**
     * Something to ask or to tell.
     *
     * @param attemptId as the provider knows it
     */
    record Errand(
            CardTransaction card,
            PaymentKey payment,
            String attemptId,
            MerchantCall call,
            @Nullable String fault) {
        Errand hitBy(PspCallFault by) {
            return new Errand(card, payment, attemptId, by.applied(call), by.toString());
        }
    }

    /** A call, and what to send again. */
    private record Sent(PspCall call, Errand errand) {}

    /** Waits for the answer; no lock may be held. */
    CardAnswer ask(Errand errand) {
        PspCallFault fault = take();
        if (fault == PspCallFault.NONE) {
            return send(errand);
        }
        Errand hit = errand.hitBy(fault);
        return switch (fault.arrival()) {
            case USUAL -> inARow(hit, fault.copies());
            case ALL_AT_ONCE -> atOnce(hit, fault.copies());
            case ANSWER_LOST -> {
                send(hit);
                yield CardAnswer.failed("the answer was lost");
            }
            case LATE -> {
                alone(() -> late.add(hit));
                yield CardAnswer.failed("no answer in time");
            }
        };
    }

    private CardAnswer inARow(Errand errand, int copies) {
        CardAnswer first = send(errand);
        for (int copy = 1; copy < copies; copy++) {
            send(errand);
        }
        return first;
    }

    private CardAnswer atOnce(Errand errand, int copies) {
        // A little more, so that nobody waits for what a close has stopped.
        Duration longest = settings.answerTime(errand.card().question().kind()).plusSeconds(1);
        CardAnswer none = CardAnswer.failed("no answer");
        List<CompletableFuture<CardAnswer>> others = new ArrayList<>();
        for (int copy = 1; copy < copies; copy++) {
            others.add(CompletableFuture.supplyAsync(() -> send(errand), threads)
                    .completeOnTimeout(none, longest.toMillis(), TimeUnit.MILLISECONDS));
        }
        CardAnswer first = send(errand);
        others.forEach(CompletableFuture::join);
        return first;
    }

    private CardAnswer send(Errand errand) {
        return sendAndNote(errand).answer();
    }

    /** What came of one call. */
    private record Outcome(PspCall call, CardAnswer answer) {}

    private Outcome sendAndNote(Errand errand) {
        int world = alone(() -> generation);
        long number = alone(() -> ++lastNumber);
        CardQuestion question = errand.card().question();
        Integer status = null;
        CardAnswer answer;
        try {
            MerchantCall.Reply reply = errand.call().send(settings.answerTime(question.kind()));
            status = reply.status();
            answer = question.read(reply);
        } catch (MerchantCall.NoAnswer e) {
            LOG.debug("No answer to {} {}", question.kind(), number, e);
            answer = CardAnswer.failed(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted while a payment service provider was called");
        }
        MerchantCall call = errand.call();
        byte[] body = call.body();
        PspCall noted = new PspCall(
                number,
                question.kind(),
                errand.card().psp().name(),
                errand.payment().msn(),
                errand.payment().reference(),
                errand.attemptId(),
                Journal.masked(call.headers()),
                body == null ? "" : new String(body, StandardCharsets.UTF_8),
                status,
                answer.status(),
                answer.problem(),
                errand.fault(),
                clock.instant());
        alone(() -> {
            if (world == generation) {
                sent.add(new Sent(noted, errand));
                if (sent.size() > Journal.KEPT) {
                    sent.remove();
                }
            }
            return noted;
        });
        return new Outcome(noted, answer);
    }

    /** Runs a step with calls in it from another thread. */
    void later(Runnable step) {
        Object key = new Object();
        alone(() -> underWay.put(key, threads.submit(() -> run(step, key))));
    }

    private void run(Runnable step, Object key) {
        try {
            step.run();
        } catch (CancellationException e) {
            LOG.debug("Reset or closed while a payment service provider was called", e);
        } catch (RuntimeException e) {
            LOG.error("The simulator failed to call a payment service provider", e);
        } finally {
            alone(() -> {
                underWay.remove(key);
                changed.signalAll();
                return underWay;
            });
        }
    }

    PspCall repeat(long number) {
        Errand errand = alone(() -> sent.stream()
                .filter(one -> one.call().number() == number)
                .map(Sent::errand)
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("There is no call " + number)));
        return sendAndNote(errand).call();
    }

    void sendLate() {
        List<Errand> now = alone(() -> {
            List<Errand> all = List.copyOf(late);
            late.clear();
            return all;
        });
        now.forEach(errand -> later(() -> send(errand)));
    }

    List<PspCall> calls() {
        return alone(() -> sent.stream().map(Sent::call).toList());
    }

    void add(int times, PspCallFault fault) {
        alone(() -> faults.addAll(Collections.nCopies(times, fault)));
    }

    private PspCallFault take() {
        return alone(() -> faults.isEmpty() ? PspCallFault.NONE : faults.remove());
    }

    void clearFaults() {
        alone(() -> {
            faults.clear();
            return faults;
        });
    }

    void awaitIdle(Duration atMost) {
        book.passTime(clock.instant());
        lock.lock();
        try {
            long nanos = atMost.toNanos();
            while (!underWay.isEmpty()) {
                if (nanos <= 0) {
                    throw new IllegalStateException(
                            "Calls to payment service providers are still on their way after " + atMost);
                }
                nanos = changed.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while payment service providers are called", e);
        } finally {
            lock.unlock();
        }
    }

    /** Forgets everything, and closes the connections of what is on its way. */
    void reset() {
        alone(() -> {
            generation++;
            underWay.values().forEach(step -> step.cancel(true));
            underWay.clear();
            faults.clear();
            sent.clear();
            late.clear();
            lastNumber = 0;
            changed.signalAll();
            return underWay;
        });
    }

    @Override
    public void close() {
        reset();
        threads.shutdownNow();
    }

    private <T> T alone(Supplier<T> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }
}
