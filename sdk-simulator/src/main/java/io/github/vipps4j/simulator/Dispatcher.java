package io.github.vipps4j.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when the events of payments go to those who have registered. One thread looks what is due, whenever something
 * has changed or its time has come; {@link Sender} does the rest.
 *
 * <p>Its lock may be taken while that of {@link PaymentBook} is held, never the other way round.
 */
final class Dispatcher implements Sender.Listener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Clock clock;
    private final PaymentBook book;
    private final Sender sender;
    private final DeliveryFaults faults = new DeliveryFaults();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Registrations registrations = new Registrations();
    private final DeliveryJournal journal = new DeliveryJournal();
    /** What began before a reset is not in it: how that ends is nobody's business. */
    private final Set<Attempt> underWay = new HashSet<>();

    private boolean held;
    private boolean closed;
    private int generation;

    private @Nullable Future<?> alarm;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor watch = new ScheduledThreadPoolExecutor(
            1, Daemons.named("vipps-simulator-webhook-watch-"), new ThreadPoolExecutor.DiscardPolicy());

    Dispatcher(Clock clock, PaymentBook book, Sender sender) {
        this.clock = clock;
        this.book = book;
        this.sender = sender;
        watch.setRemoveOnCancelPolicy(true);
    }

    /** Begins to follow the payments. */
    void start() {
        book.observe(this::happened);
    }

    /** Grows with each reset, so that a request that was let in before can tell that its world is gone. */
    int generation() {
        return alone(() -> generation);
    }

    /**
     * Registers what was asked for in that generation.
     *
     * @throws Refusal if there was a reset since
     * @throws CancellationException if it is closed
     */
    Registration register(WebhookScope scope, WebhookUrl url, List<String> types, int asked) {
        Registration added = alone(() -> {
            if (closed) {
                throw new CancellationException("The simulator was closed");
            }
            if (asked != generation) {
                throw Refusal.gateway(503, "The simulator was reset while this request was handled");
            }
            return registrations.add(scope, url, types, clock.instant());
        });
        wake();
        return added;
    }

    List<WebhookRegistration> registrations() {
        return alone(() -> details(registrations.all()));
    }

    List<WebhookRegistration> registrations(WebhookScope scope) {
        return alone(() -> details(registrations.in(scope)));
    }

    private static List<WebhookRegistration> details(List<Registration> found) {
        return found.stream().map(Registration::details).toList();
    }

    /** False if the scope has no such registration. */
    boolean delete(WebhookScope scope, String id) {
        return alone(() -> {
            Registration found = registrations.find(id);
            if (found == null || !found.scope().equals(scope)) {
                return false;
            }
            remove(found);
            return true;
        });
    }

    void lose(String id) {
        alone(() -> {
            Registration lost = registrations.find(id);
            if (lost == null) {
                throw new NoSuchElementException("There is no webhook " + id);
            }
            remove(lost);
        });
    }

    private void remove(Registration registration) {
        registrations.remove(registration);
        changed.signalAll();
    }

    List<WebhookDelivery> deliveries() {
        return alone(journal::deliveries);
    }

    /** What is to go wrong. */
    DeliveryFaults faults() {
        return faults;
    }

    void hold() {
        alone(() -> {
            held = true;
            registrations.all().forEach(Registration::hold);
        });
    }

    void release() {
        alone(() -> {
            if (held) {
                held = false;
                registrations.all().forEach(one -> one.release(clock.instant()));
            }
        });
        wakeIfNeeded();
    }

    void release(@Nullable String msn, String reference) {
        alone(() -> {
            List<PaymentKey> found = registrations.all().stream()
                    .flatMap(one -> one.waitingFor(reference))
                    .filter(key -> msn == null || key.msn().equals(msn))
                    .distinct()
                    .toList();
            if (found.isEmpty()) {
                throw new NoSuchElementException("No webhook waits for payment " + reference);
            }
            if (found.size() > 1) {
                throw PaymentKey.ambiguous(found);
            }
            registrations.all().forEach(one -> one.letThrough(found.get(0), clock.instant()));
        });
        wake();
    }

    void awaitIdle(Duration atMost) {
        book.passTime(clock.instant());
        wakeIfNeeded();
        lock.lock();
        try {
            long nanos = atMost.toNanos();
            while (!isIdle()) {
                if (nanos <= 0) {
                    throw new IllegalStateException("Webhooks are still on their way after " + atMost);
                }
                nanos = changed.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while webhooks are on their way", e);
        } finally {
            lock.unlock();
        }
    }

    private boolean isIdle() {
        Instant now = clock.instant();
        return underWay.isEmpty()
                && registrations.all().stream()
                        .noneMatch(one -> one.isLost(now, held)
                                || !one.startable(now, held).isEmpty());
    }

    /** Forgets everything, and closes the connections of all deliveries; what was written to them may still arrive. */
    void reset() {
        alone(() -> {
            generation++;
            held = false;
            underWay.clear();
            sender.abortAll();
            registrations.reset();
            faults.clear();
            journal.clear();
            changed.signalAll();
        });
    }

    @Override
    public void close() {
        alone(() -> {
            closed = true;
            reset();
        });
        watch.shutdownNow();
        sender.close();
    }

    private void happened(Payment payment, SimulatedPayment.Event event) {
        if (!payment.isOfEPayment()) {
            // Of what other APIs made no webhook tells.
            return;
        }
        alone(() -> {
            String type = WebhookTypes.ofPayment(event.name());
            List<Registration> wanting = registrations.all().stream()
                    .filter(one -> one.wants(payment.key(), type, event.timestamp()))
                    .toList();
            if (!wanting.isEmpty()) {
                byte[] body = Json.bytes(EPaymentJson.webhook(payment, event));
                wanting.forEach(one -> one.add(new PendingEvent(payment.key(), event, body)));
            }
        });
        wakeIfNeeded();
    }

    /** To be told when the clock was advanced. */
    void wakeIfNeeded() {
        boolean needed = alone(() -> !registrations.isEmpty());
        if (needed) {
            wake();
        }
    }

    /** Looks soon what is due. */
    private void wake() {
        if (woken.compareAndSet(false, true)) {
            watch.execute(this::look);
        }
    }

    private void look() {
        woken.set(false);
        try {
            lookAt(clock.instant());
        } catch (RuntimeException e) {
            LOG.error("The simulator failed to look which webhooks are due", e);
        }
    }

    /** All that is asked and planned is about this time: what comes a moment later is not due, but planned. */
    private void lookAt(Instant now) {
        book.passTime(now);
        Instant deadline = book.nextDeadline();
        alone(() -> {
            for (Registration one : registrations.all()) {
                List<PendingEvent> due = one.startable(now, held);
                while (!due.isEmpty()) {
                    due.forEach(pending -> send(one, pending));
                    // What a fault has just delayed may be due all the same.
                    due = one.startable(now, held);
                }
                // Only now: a delay may just have taken away the last attempt that might have saved it.
                if (one.isLost(now, held)) {
                    remove(one);
                }
            }
            setAlarm(now, deadline);
            changed.signalAll();
        });
    }

    private void setAlarm(Instant now, @Nullable Instant deadline) {
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
        if (!registrations.isEmpty()) {
            Stream.concat(registrations.all().stream().flatMap(one -> one.nextTimes(held)), Stream.ofNullable(deadline))
                    .filter(now::isBefore)
                    .min(Instant::compareTo)
                    .ifPresent(next -> alarm = watch.schedule(
                            this::wake, Duration.between(now, next).toMillis() + 1, TimeUnit.MILLISECONDS));
        }
    }

    private void send(Registration to, PendingEvent pending) {
        DeliveryFault fault = faults.take();
        if (fault.delay().isZero()) {
            pending.start();
            Attempt attempt = new Attempt(to, pending, fault);
            underWay.add(attempt);
            sender.send(attempt, this);
        } else {
            pending.delay(fault);
        }
    }

    @Override
    public boolean isWanted(Attempt attempt) {
        return alone(() -> underWay.contains(attempt)
                && registrations.find(attempt.to().details().id()) != null);
    }

    @Override
    public void answered(Attempt attempt, SignedRequest request, Posting.Outcome outcome) {
        alone(() -> {
            if (underWay.contains(attempt)) {
                journal.note(attempt, request, outcome);
            }
        });
    }

    @Override
    public void ended(Attempt attempt, Posting.Outcome outcome) {
        alone(() -> {
            if (underWay.remove(attempt)) {
                if (outcome.isSuccess()) {
                    attempt.to().delivered(attempt.pending(), outcome.waited());
                } else {
                    attempt.to().failed(attempt.pending(), outcome.waited());
                }
                changed.signalAll();
            }
        });
        wakeIfNeeded();
    }

    private void alone(Runnable step) {
        lock.lock();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
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
