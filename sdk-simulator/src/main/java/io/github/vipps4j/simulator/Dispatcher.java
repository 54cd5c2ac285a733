package io.github.vipps4j.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Brings the events of payments to those who have registered. One thread looks what is due, whenever something has
 * changed or its time has come; others send.
 *
 * <p>Its lock may be taken while that of {@link PaymentBook} is held, never the other way round.
 */
final class Dispatcher implements AutoCloseable {
    /** Deliveries at the same time: more wait, so that receivers that hang do not use up all threads. */
    private static final int MOST_AT_ONCE = 100;

    private final SimulatorClock clock;
    private final PaymentBook book;
    private final Duration answerTime;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Registrations registrations = new Registrations();
    private final Queue<DeliveryFault> faults = new ArrayDeque<>();
    private final Deque<WebhookDelivery> deliveries = new ArrayDeque<>();
    private final Set<Posting> postings = new HashSet<>();
    private int attempts;
    private boolean held;
    /** Grows with each reset: an attempt that began before it is over. */
    private int generation;

    private @Nullable Future<?> alarm;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor watch = new ScheduledThreadPoolExecutor(
            1, Daemons.named("vipps-simulator-webhook-watch-"), new ThreadPoolExecutor.DiscardPolicy());
    private final ThreadPoolExecutor senders = new ThreadPoolExecutor(
            MOST_AT_ONCE,
            MOST_AT_ONCE,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Daemons.named("vipps-simulator-webhook-"),
            new ThreadPoolExecutor.DiscardPolicy());

    /** @param answerTime how long a receiver may take, in real time */
    Dispatcher(SimulatorClock clock, PaymentBook book, Duration answerTime) {
        this.clock = clock;
        this.book = book;
        this.answerTime = answerTime;
        watch.setRemoveOnCancelPolicy(true);
        senders.allowCoreThreadTimeOut(true);
    }

    /** One attempt; its fault may make several of it. */
    private record Attempt(Registration to, PendingEvent pending, DeliveryFault fault, int generation) {}

    /** Begins to follow the payments and the clock. */
    void start() {
        book.observe(this::happened);
        clock.onAdvance(this::wakeIfNeeded);
    }

    Registration register(WebhookScope scope, WebhookUrl url, List<String> types) {
        Registration added = alone(() -> registrations.add(scope, url, types, clock.instant()));
        wake();
        return added;
    }

    List<WebhookRegistration> registrations() {
        return alone(() -> registrationsOf(registrations.all()));
    }

    List<WebhookRegistration> registrations(WebhookScope scope) {
        return alone(() -> registrationsOf(registrations.in(scope)));
    }

    private static List<WebhookRegistration> registrationsOf(List<Registration> found) {
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
            return lost;
        });
    }

    private void remove(Registration registration) {
        registrations.remove(registration);
        changed.signalAll();
    }

    List<WebhookDelivery> deliveries() {
        return alone(() -> List.copyOf(deliveries));
    }

    void add(int times, DeliveryFault fault) {
        alone(() -> faults.addAll(Collections.nCopies(times, fault)));
    }

    void clearFaults() {
        alone(() -> {
            faults.clear();
            return faults;
        });
    }

    void hold() {
        alone(() -> held = true);
    }

    void release() {
        alone(() -> {
            if (held) {
                held = false;
                registrations.all().forEach(one -> one.release(clock.instant()));
            }
            return held;
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
                throw new IllegalStateException("Sales units "
                        + found.stream().map(PaymentKey::msn).toList()
                        + " each have a payment " + reference + ": say which by its MSN");
            }
            registrations.all().forEach(one -> one.letThrough(found.get(0), clock.instant()));
            return found;
        });
        wake();
    }

    void awaitIdle(Duration atMost) {
        book.passTime();
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
        return attempts == 0
                && registrations.all().stream()
                        .noneMatch(one -> one.isLost(now, held)
                                || !one.startable(now, held).isEmpty());
    }

    /** Ends all deliveries and forgets everything. */
    void reset() {
        Set<Posting> open = alone(() -> {
            Set<Posting> cut = Set.copyOf(postings);
            generation++;
            attempts = 0;
            held = false;
            postings.clear();
            senders.getQueue().clear();
            registrations.reset();
            faults.clear();
            deliveries.clear();
            changed.signalAll();
            return cut;
        });
        open.forEach(Posting::abort);
    }

    @Override
    public void close() {
        reset();
        watch.shutdownNow();
        senders.shutdownNow();
    }

    private void happened(Payment payment, SimulatedPayment.Event event) {
        alone(() -> {
            String type = WebhookTypes.ofPayment(event.name());
            List<Registration> wanting = registrations.all().stream()
                    .filter(one -> one.wants(payment.key(), type, event.timestamp()))
                    .toList();
            if (!wanting.isEmpty()) {
                byte[] body = Json.bytes(EPaymentJson.webhook(payment, event));
                wanting.forEach(one -> one.add(new PendingEvent(payment.key(), event, body)));
            }
            return wanting;
        });
        wakeIfNeeded();
    }

    private void wakeIfNeeded() {
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
        book.passTime();
        Instant deadline = book.nextDeadline();
        alone(() -> {
            Instant now = clock.instant();
            for (Registration one : registrations.all()) {
                if (one.isLost(now, held)) {
                    remove(one);
                } else {
                    one.startable(now, held).forEach(pending -> send(one, pending, now));
                }
            }
            setAlarm(now, deadline);
            changed.signalAll();
            return now;
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

    private void send(Registration to, PendingEvent pending, Instant now) {
        DeliveryFault fault = faults.isEmpty() ? DeliveryFault.NONE : faults.remove();
        if (fault.delay().isZero()) {
            pending.start();
            attempts++;
            Attempt attempt = new Attempt(to, pending, fault, generation);
            senders.execute(() -> deliver(attempt));
        } else {
            pending.notBefore(now.plus(fault.delay()));
        }
    }

    private void deliver(Attempt attempt) {
        Posting.Outcome first = post(attempt);
        for (int more = attempt.fault().copies() - 1; more > 0 && first != null; more--) {
            post(attempt);
        }
        if (first != null) {
            settle(attempt, first);
        }
    }

    /** Null if there was a reset meanwhile. */
    private Posting.@Nullable Outcome post(Attempt attempt) {
        Posting posting = new Posting();
        boolean goes = alone(() -> attempt.generation() == generation && postings.add(posting));
        if (!goes) {
            return null;
        }
        Registration to = attempt.to();
        Posting.Outcome outcome = posting.send(
                attempt.fault()
                        .sign(
                                to.url(),
                                to.secret(),
                                clock.instant(),
                                attempt.pending().body()),
                answerTime);
        boolean counts = alone(() -> postings.remove(posting) && note(attempt, outcome));
        posting.finish();
        return counts ? outcome : null;
    }

    private boolean note(Attempt attempt, Posting.Outcome outcome) {
        WebhookRegistration to = attempt.to().details();
        PendingEvent pending = attempt.pending();
        deliveries.add(new WebhookDelivery(
                to.id(),
                to.url(),
                pending.payment().msn(),
                pending.payment().reference(),
                pending.event().name(),
                pending.event().pspReference(),
                pending.nextAttempt(),
                outcome.status(),
                pending.due()));
        if (deliveries.size() > Journal.KEPT) {
            deliveries.remove();
        }
        return true;
    }

    private void settle(Attempt attempt, Posting.Outcome outcome) {
        alone(() -> {
            if (attempt.generation() == generation) {
                attempts--;
                if (outcome.isSuccess()) {
                    attempt.to().delivered(attempt.pending());
                } else {
                    attempt.to().failed(attempt.pending(), outcome.waited());
                }
                changed.signalAll();
            }
            return attempt;
        });
        wakeIfNeeded();
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
