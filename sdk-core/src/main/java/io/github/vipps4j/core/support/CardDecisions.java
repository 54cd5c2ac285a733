package io.github.vipps4j.core.support;

import io.github.vipps4j.core.call.Time;
import io.github.vipps4j.core.callback.CardDecision;
import io.github.vipps4j.core.callback.CardDecision.State;
import io.github.vipps4j.core.callback.CardDecisionStore;
import io.github.vipps4j.core.support.CardDelivery.Answer;
import io.github.vipps4j.core.support.CardDelivery.Kind;
import io.github.vipps4j.core.support.CardDelivery.Question;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides each card transaction once, however often and on however many threads it is delivered: new, deciding, soft-declined,
 * deciding after 3-D Secure, done. Every step is one atomic change in the store, so that of a handler that comes back and a
 * time limit that ends exactly one is answered; the handler whose decision was not is told, once.
 *
 * <p>A delivery in the middle of a decision waits for its answer. If nobody in this process is at work on it, another process
 * may be. A living one has told the store when the time in which it had to answer is over; if it has not, it is taken for dead,
 * and the handler is asked as one who does not know.
 *
 * @param <D> what the handler decides
 */
public final class CardDecisions<D> {
    private static final Logger LOG = LoggerFactory.getLogger("io.github.vipps4j.callback");
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    /** How long after its time a process that lives may be in telling so: other clocks, a slow store. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final String what;
    private final CardDecisionStore store;
    private final Duration limit;
    private final TimeBudget budget;
    private final Time time;
    /** By key: what this process is answering at this moment. */
    private final Map<String, CountDownLatch> underWay = new ConcurrentHashMap<>();

    /**
     * For one kind of delivery.
     *
     * @param what is decided, for the log
     * @param limit how long the service waits, less what the way takes
     * @param executor on which handlers run
     */
    public CardDecisions(String what, CardDecisionStore store, Duration limit, Executor executor, Time time) {
        this.what = what;
        this.store = Objects.requireNonNull(store, "store");
        this.limit = limit;
        this.budget = new TimeBudget(what, limit, Objects.requireNonNull(executor, "executor"));
        this.time = time;
    }

    /** What {@link CardDelivery#hash} is of these bytes. */
    public static String hash(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** The answer to a delivery, within the limit. */
    public byte[] answer(CardDelivery<D> delivery) {
        long start = time.nanos();
        while (true) {
            CountDownLatch mine = new CountDownLatch(1);
            CountDownLatch others = underWay.putIfAbsent(delivery.key(), mine);
            if (others == null) {
                try {
                    String reply = look(delivery, start);
                    if (reply != null) {
                        return reply.getBytes(StandardCharsets.UTF_8);
                    }
                } finally {
                    underWay.remove(delivery.key(), mine);
                    mine.countDown();
                }
            } else if (!isOver(others, start)) {
                return tooLate(delivery).getBytes(StandardCharsets.UTF_8);
            }
        }
    }

    private boolean isOver(CountDownLatch others, long start) {
        try {
            return others.await(left(start), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** @return null to look again, for it has just changed or may change */
    private @Nullable String look(CardDelivery<D> delivery, long start) {
        CardDecision known = store.find(delivery.key());
        if (known == null) {
            return begin(delivery, Question.FIRST, null, start);
        }
        return switch (known.state()) {
            case DONE, OVERDUE -> replyOf(known);
            case SOFT_DECLINED ->
                isSame(delivery, known) ? replyOf(known) : begin(delivery, Question.AFTER_3D_SECURE, known, start);
            case DECIDING, DECIDING_AFTER_3D_SECURE -> {
                Duration elapsed = Duration.between(known.since(), time.now());
                Duration left = limit.plus(GRACE).minus(elapsed);
                yield left.isNegative() || left.isZero()
                        ? begin(delivery, Question.UNKNOWN, known, start)
                        : waitForAnotherProcess(delivery, left, start);
            }
        };
    }

    /** A delivery that comes twice is no second one, unless 3-D Secure has ended in between. */
    private static boolean isSame(CardDelivery<?> delivery, CardDecision known) {
        return known.delivery().equals(delivery.hash())
                && (known.threeDSecureResult() == null || !delivery.mayRepeatItselfAfter3DSecure());
    }

    private @Nullable String waitForAnotherProcess(CardDelivery<D> delivery, Duration atMost, long start) {
        long pause = Math.min(LOOK_AGAIN.toNanos(), atMost.toNanos());
        if (left(start) <= pause) {
            return tooLate(delivery);
        }
        try {
            time.sleep(pause);
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return tooLate(delivery);
        }
    }

    /** Once the service has been told so it must stay so: no other delivery may be approved after it. */
    private String tooLate(CardDelivery<D> delivery) {
        while (true) {
            CardDecision known = store.find(delivery.key());
            if (known != null && isOver(known)) {
                return replyOf(known);
            }
            CardDecision over = known == null
                    ? ended(delivery.key(), delivery.hash(), delivery.tooLate())
                    : next(known, stateAfterEnd(known), delivery.tooLate(), false);
            if (store.put(over)) {
                return delivery.tooLate();
            }
        }
    }

    private static boolean isOver(CardDecision known) {
        return known.state() == State.OVERDUE || known.state() == State.DONE;
    }

    private @Nullable String begin(
            CardDelivery<D> delivery, Question question, @Nullable CardDecision known, long start) {
        long left = left(start);
        if (left <= 0) {
            return tooLate(delivery);
        }
        State state = known == null
                ? State.DECIDING
                : question == Question.AFTER_3D_SECURE ? State.DECIDING_AFTER_3D_SECURE : known.state();
        CardDecision mine = new CardDecision(
                delivery.key(),
                known == null ? 1 : known.version() + 1,
                state,
                delivery.hash(),
                time.now(),
                null,
                false,
                delivery.returnUrls().isEmpty() && known != null ? known.returnUrls() : delivery.returnUrls(),
                known == null ? null : known.threeDSecureResult());
        if (!store.put(mine)) {
            return null;
        }
        Decision decision = new Decision(delivery, question, mine, start);
        // what comes late is looked after by the decision itself
        return budget.answer(Duration.ofNanos(left), decision, decision::giveUp, late -> {});
    }

    private long left(long start) {
        return limit.toNanos() - (time.nanos() - start);
    }

    private static String replyOf(CardDecision known) {
        return Objects.requireNonNull(known.reply(), "a decision that was answered has its answer");
    }

    private static CardDecision next(CardDecision known, State state, @Nullable String reply, boolean approved) {
        return new CardDecision(
                known.key(),
                known.version() + 1,
                state,
                known.delivery(),
                known.since(),
                reply,
                approved,
                known.returnUrls(),
                known.threeDSecureResult());
    }

    /** What a delivery that says "it is over" has come to. */
    public enum Ended {
        /** It has ended now. */
        NOW,
        /** It had ended already, without an approval. */
        BEFORE,
        /** It had been approved. */
        AFTER_AN_APPROVAL
    }

    /** The service says that it is over and nothing is to be approved: whatever is being decided is discarded. */
    public Ended end(String key, String hash, String reply) {
        while (true) {
            CardDecision known = store.find(key);
            if (known != null && isOver(known) && !known.approved()) {
                return Ended.BEFORE;
            }
            if (store.put(known == null ? ended(key, hash, reply) : next(known, stateAfterEnd(known), reply, false))) {
                return known != null && known.approved() ? Ended.AFTER_AN_APPROVAL : Ended.NOW;
            }
        }
    }

    private CardDecision ended(String key, String hash, String reply) {
        return new CardDecision(key, 1, State.DONE, hash, time.now(), reply, false, Map.of(), null);
    }

    /** A handler that is at work still has its decision to discard; one that has approved, its approval. */
    private static State stateAfterEnd(CardDecision known) {
        return known.state() == State.SOFT_DECLINED ? State.DONE : State.OVERDUE;
    }

    /** The approval that came before the {@linkplain #end end} has been discarded. */
    public void discarded(String key) {
        CardDecision known = store.find(key);
        if (known != null && known.state() == State.OVERDUE) {
            store.put(next(known, State.DONE, known.reply(), false));
        }
    }

    /** We say that it is over, unless it is being decided. @return whether no delivery of it will be approved, nor was */
    public boolean withdraw(String key, String reply) {
        while (true) {
            CardDecision known = store.find(key);
            if (known != null && known.state() != State.SOFT_DECLINED) {
                return isOver(known) && !known.approved();
            }
            if (store.put(known == null ? ended(key, "", reply) : next(known, State.DONE, reply, false))) {
                return true;
            }
        }
    }

    /**
     * 3-D Secure has ended. What it came to first stands: the customer may come back to the page.
     *
     * @return where to send the customer, or null if that is not known
     */
    public @Nullable String returnFrom3DSecure(String key, String result) {
        while (true) {
            CardDecision known = store.find(key);
            if (known == null) {
                return null;
            }
            String first = known.threeDSecureResult();
            if (first != null || known.state() != State.SOFT_DECLINED) {
                return known.returnUrls().get(first == null ? result : first);
            }
            CardDecision returned = new CardDecision(
                    key,
                    known.version() + 1,
                    known.state(),
                    known.delivery(),
                    known.since(),
                    known.reply(),
                    known.approved(),
                    known.returnUrls(),
                    result);
            if (store.put(returned)) {
                return known.returnUrls().get(result);
            }
        }
    }

    /** One question to the handler, and what becomes of its answer. */
    private final class Decision implements Callable<String> {
        private final CardDelivery<D> delivery;
        private final Question question;
        private final CardDecision mine;
        private final long start;
        private volatile boolean begun;

        Decision(CardDelivery<D> delivery, Question question, CardDecision mine, long start) {
            this.delivery = delivery;
            this.question = question;
            this.mine = mine;
            this.start = start;
        }

        /** On the handler's thread. */
        @Override
        public String call() {
            begun = true;
            Answer<D> answer;
            try {
                answer = Objects.requireNonNull(delivery.decide(question, mine), "the handler decided nothing");
            } catch (Throwable e) {
                tell("failed", e);
                String reply = delivery.failed();
                boolean settled = settle(State.DONE, reply, false);
                if (e instanceof VirtualMachineError fatal) {
                    throw fatal;
                }
                return settled ? reply : finish();
            }
            State state = answer.kind() == Kind.SOFT_DECLINED ? State.SOFT_DECLINED : State.DONE;
            if (left(start) > 0 && settle(state, answer.reply(), answer.kind() == Kind.APPROVED)) {
                return answer.reply();
            }
            // the clock may have been faster than whoever waits
            settle(State.OVERDUE, delivery.tooLate(), false);
            CardDecision now = findNow();
            // this process was taken for dead, and what it has authorised was found at the acquirer
            boolean stands = answer.kind() == Kind.APPROVED && now != null && now.approved();
            return stands ? replyNow() : discard(answer.decision());
        }

        /** One that could not be discarded stays overdue, for somebody to look after it. */
        private String discard(D decision) {
            LOG.warn("The decision about {} came too late and is discarded: {}", what, mine.key());
            try {
                delivery.discarded(decision);
                return finish();
            } catch (Throwable e) {
                tell("failed to discard its decision", e);
                if (e instanceof VirtualMachineError fatal) {
                    throw fatal;
                }
                return replyNow();
            }
        }

        /** On the thread that waits for the answer, when the handler is late or could not be started. */
        String giveUp() {
            settle(begun ? State.OVERDUE : State.DONE, delivery.tooLate(), false);
            return replyNow();
        }

        private String replyNow() {
            CardDecision now = findNow();
            return now == null || now.reply() == null ? delivery.tooLate() : now.reply();
        }

        /** The handler has returned: nobody waits for it any more. @return what the service was told */
        private String finish() {
            CardDecision now = findNow();
            if (now != null && now.state() == State.OVERDUE) {
                put(next(now, State.DONE, now.reply(), false));
            }
            return now == null || now.reply() == null ? delivery.tooLate() : now.reply();
        }

        /** @return whether this is what is remembered now */
        private boolean settle(State state, String reply, boolean approved) {
            return put(next(mine, state, reply, approved));
        }

        private boolean put(CardDecision next) {
            try {
                return store.put(next);
            } catch (RuntimeException e) {
                tell("could not be remembered", e);
                // it may be all the same: only the answer of the store was lost
                return next.equals(findNow());
            }
        }

        private @Nullable CardDecision findNow() {
            try {
                return store.find(mine.key());
            } catch (RuntimeException e) {
                tell("could not be looked up", e);
                return null;
            }
        }

        /** Without the message, in which an acquirer's library may quote the card. */
        private void tell(String failure, Throwable e) {
            StackTraceElement[] trace = e.getStackTrace();
            LOG.error(
                    "The decision about {} {} {} with {} at {}",
                    what,
                    mine.key(),
                    failure,
                    e.getClass().getName(),
                    trace.length == 0 ? "an unknown place" : trace[0]);
        }
    }
}
