package io.github.vipps4j.simulator;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All payments and all answers given under idempotency keys.
 *
 * <p>One lock guards the data; it is held for microseconds only. The lock per payment is another thing: a change holds
 * it as long as it lasts, injected delay included, and a second change that finds it taken is refused.
 */
final class PaymentBook {
    private final Clock clock;
    private final ReentrantLock data = new ReentrantLock();
    private final Map<PaymentKey, Payment> payments = new LinkedHashMap<>();
    private final Map<String, Payment> byToken = new HashMap<>();
    /** By the token in the URLs that lead back from 3-D Secure. */
    private final Map<String, Payment> by3DSecureToken = new HashMap<>();
    /** More than one if several sales units use the same. */
    private final Map<String, List<Payment>> byReference = new HashMap<>();

    private final Map<Slot, Stored> answers = new HashMap<>();
    private final Map<PaymentKey, ReentrantLock> changes = new ConcurrentHashMap<>();
    private long lastPspReference = 4_400_000_000L;
    private volatile int generation;

    /** When payments will change by themselves, soonest first; an entry may have become pointless since. */
    private final Queue<Deadline> deadlines = new PriorityQueue<>(Comparator.comparing(Deadline::at));

    private final List<Payment.Observer> observers = new CopyOnWriteArrayList<>();

    PaymentBook(Clock clock) {
        this.clock = clock;
    }

    private record Deadline(Instant at, Payment payment) {}

    /** What an idempotency key is remembered for; the scope is the simulator's choice. */
    record Slot(ApiOperation operation, PaymentKey payment, String idempotencyKey) {}

    /** An answer, and the exact bytes that it answers. */
    record Stored(byte[] body, Answer answer) {
        boolean answers(byte[] other) {
            return Arrays.equals(body, other);
        }
    }

    /** Runs one step that sees and changes the data alone. */
    <T> T alone(Supplier<T> step) {
        data.lock();
        try {
            return step.get();
        } finally {
            data.unlock();
        }
    }

    /** Who else is told of the events of all payments, while the data is locked. */
    void observe(Payment.Observer by) {
        observers.add(by);
    }

    /** Looks again when it will change by itself: whatever held that up is over. */
    void follow(Payment payment) {
        Instant deadline = payment.nextDeadline();
        if (deadline != null) {
            deadlines.add(new Deadline(deadline, payment));
        }
    }

    private void happened(Payment payment, SimulatedPayment.Event event) {
        follow(payment);
        observers.forEach(observer -> observer.happened(payment, event));
    }

    /** Lets everything happen that was to happen by itself until then. */
    void passTime(Instant now) {
        alone(() -> {
            Deadline first = deadlines.peek();
            while (first != null && !now.isBefore(first.at())) {
                deadlines.remove();
                Payment payment = first.payment();
                payment.passTime(now);
                Instant next = payment.nextDeadline();
                if (next != null && now.isBefore(next)) {
                    deadlines.add(new Deadline(next, payment));
                }
                first = deadlines.peek();
            }
            return now;
        });
    }

    /** When something may happen by itself next: after the time that was passed last. */
    @Nullable
    Instant nextDeadline() {
        return alone(() -> {
            Deadline first = deadlines.peek();
            return first == null ? null : first.at();
        });
    }

    /** The lock that a change of this payment has to get, also before the payment exists. */
    ReentrantLock change(PaymentKey key) {
        return changes.computeIfAbsent(key, any -> new ReentrantLock());
    }

    Payment create(Payment.Created created) {
        return alone(() -> {
            Instant now = clock.instant();
            Payment payment = new Payment(created, this::nextPspReference, this::happened, now);
            payments.put(created.key(), payment);
            byToken.put(created.token(), payment);
            CardTransaction card = created.card();
            if (card != null) {
                by3DSecureToken.put(card.waysBack().token(), payment);
            }
            byReference
                    .computeIfAbsent(created.key().reference(), any -> new ArrayList<>())
                    .add(payment);
            payment.begin(created.idempotencyKey(), now);
            return payment;
        });
    }

    @Nullable
    Payment find(PaymentKey key) {
        return alone(() -> upToDate(payments.get(key)));
    }

    @Nullable
    Payment findByToken(String token) {
        return alone(() -> upToDate(byToken.get(token)));
    }

    @Nullable
    Payment findBy3DSecureToken(String token) {
        return alone(() -> upToDate(by3DSecureToken.get(token)));
    }

    List<SimulatedPayment> snapshots() {
        return alone(() -> {
            List<SimulatedPayment> all = new ArrayList<>();
            for (Payment payment : payments.values()) {
                payment.passTime(clock.instant());
                all.add(payment.snapshot());
            }
            return all;
        });
    }

    /** The payment that a test means; without an MSN the reference must tell. */
    Payment only(@Nullable String msn, String reference) {
        return alone(() -> {
            List<Payment> found = byReference.getOrDefault(reference, List.of()).stream()
                    .filter(payment -> msn == null || payment.key().msn().equals(msn))
                    .toList();
            if (found.isEmpty()) {
                throw new NoSuchElementException(
                        "There is no payment " + reference + (msn == null ? "" : " of sales unit " + msn));
            }
            if (found.size() > 1) {
                throw PaymentKey.ambiguous(found.stream().map(Payment::key).toList());
            }
            Payment payment = found.get(0);
            payment.passTime(clock.instant());
            return payment;
        });
    }

    @Nullable
    Stored stored(Slot slot) {
        return alone(() -> answers.get(slot));
    }

    void store(Slot slot, Stored stored) {
        alone(() -> answers.putIfAbsent(slot, stored));
    }

    /** Grows with each reset, so that a request that was delayed meanwhile can tell that its world is gone. */
    int generation() {
        return generation;
    }

    void reset() {
        alone(() -> {
            payments.clear();
            byToken.clear();
            by3DSecureToken.clear();
            byReference.clear();
            answers.clear();
            changes.clear();
            deadlines.clear();
            generation++;
            return payments;
        });
    }

    private @Nullable Payment upToDate(@Nullable Payment payment) {
        if (payment != null) {
            payment.passTime(clock.instant());
        }
        return payment;
    }

    /** The events after CREATED have digits, as the official guide shows them. */
    private String nextPspReference() {
        return String.valueOf(++lastPspReference);
    }
}
