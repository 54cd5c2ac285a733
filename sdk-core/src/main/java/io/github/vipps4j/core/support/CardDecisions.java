package io.github.vipps4j.core.support;

import io.github.vipps4j.core.call.BackgroundExecutor;
import io.github.vipps4j.core.call.Time;
import io.github.vipps4j.core.callback.CardDecision;
import io.github.vipps4j.core.callback.CardDecision.State;
import io.github.vipps4j.core.callback.CardDecisionStore;
import io.github.vipps4j.core.callback.NetworkToken;
import io.github.vipps4j.core.callback.Withdrawal;
import io.github.vipps4j.core.support.CardDelivery.Kind;
import io.github.vipps4j.core.support.CardDelivery.Question;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides each card transaction once, however often and on however many threads it is delivered: new, deciding, soft-declined,
 * deciding after 3-D Secure, done. Every step is one atomic change in the store ({@link CardSteps} has them all), so that of a
 * handler that comes back and a time limit that ends exactly one is answered; the handler whose decision was not is told, once.
 *
 * <p>What the service was told is what the store says, and stays so. An approval that it was not told in time is handed back
 * once the store says that there is none. What nobody knows, because a process has died or a handler has thrown, stays overdue
 * until the handler was asked as one who does not know, or somebody has looked after it.
 *
 * <p>A delivery in the middle of a decision waits for its answer. If nobody in this process is at work on it, another process
 * may be. A living one has told the store when the time in which it had to answer is over; if it has not, it is taken for dead.
 *
 * @param <D> what the handler decides
 */
public final class CardDecisions<D> {
    private static final Logger LOG = LoggerFactory.getLogger("io.github.vipps4j.callback");
    private static final long LOOK_AGAIN = Duration.ofMillis(100).toNanos();
    /** How long whoever is out of time waits for the store to say so. */
    private static final long WRITTEN_WITHIN = Duration.ofMillis(500).toNanos();

    private static final int TRIES = 10;
    private static final long PAUSE = Duration.ofMillis(20).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofMinutes(1).toNanos();
    private static final long INSIST_FOR = Duration.ofDays(1).toNanos();

    private final String what;
    private final CardDecisionStore store;
    private final Duration limit;
    private final Executor executor;
    /** For what must be done when the other is full. */
    private final Executor own = BackgroundExecutor.create();

    private final Time time;
    /** By key: what this process is answering at this moment, until its handler has returned. */
    private final Map<String, Turn> underWay = new ConcurrentHashMap<>();
    /** The keys of what handlers are being told that it is over. */
    private final Set<String> ending = ConcurrentHashMap.newKeySet();

    /**
     * For one kind of delivery.
     *
     * @param what is decided, for the log
     * @param limit how long the service waits, less what the way takes
     * @param executor on which handlers run; one that queues lets them start late
     */
    public CardDecisions(String what, CardDecisionStore store, Duration limit, Executor executor, Time time) {
        this.what = what;
        this.store = Objects.requireNonNull(store, "store");
        this.limit = limit;
        this.executor = Objects.requireNonNull(executor, "executor");
        this.time = time;
    }

    /** What {@link CardDelivery#hash} is where this is to be charged. */
    public static String hash(NetworkToken token) {
        return hash(token.number().value() + ' ' + token.cryptogram().value() + ' ' + token.expiry());
    }

    /** What {@link CardDelivery#hash} is where this is to be charged. */
    public static String hash(String charged) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(charged.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /**
     * The answer to a delivery, within the limit.
     *
     * @throws IllegalStateException if there is none, for the store or this thread is being stopped: nothing was decided
     */
    public byte[] answer(CardDelivery<D> delivery) {
        Turn turn = new Turn(delivery);
        while (true) {
            Turn other = underWay.putIfAbsent(delivery.key(), turn);
            String reply = other == null ? turn.take() : other.toldTo(turn);
            if (reply != null) {
                return reply.getBytes(StandardCharsets.UTF_8);
            }
        }
    }

    // ---- it is over

    /** What a delivery that says "it is over" has come to. */
    public enum Ended {
        /** It has ended now. */
        NOW,
        /** It has ended now, while the handler was at work: what it decides will be discarded. */
        WHILE_DECIDING,
        /** It had ended already, without an approval. */
        BEFORE,
        /** It had been approved. */
        AFTER_AN_APPROVAL
    }

    /** Tells the handler something. */
    @FunctionalInterface
    public interface Notice {
        /** Returns when it has done all that follows from it. */
        void tell() throws Exception;
    }

    /**
     * The service says that it is over and nothing is to be approved. Whatever the handler has to undo is told to it soon, and
     * on another thread; what it does not return from stays overdue.
     *
     * @param notApproved if it has ended now and nobody is at work on it
     * @param discarded if it had been approved
     */
    public Ended end(String key, String reply, Notice notApproved, Notice discarded) {
        Change change = change(key, known -> CardSteps.ended(key, known, isAbandoned(known), reply, time.now()));
        CardDecision before = change.before();
        CardDecision now = change.now();
        if (!change.made() || now == null) {
            return Ended.BEFORE;
        }
        if (before != null && before.approved()) {
            tellSoon(key, now.since(), discarded);
            return Ended.AFTER_AN_APPROVAL;
        }
        if (before != null && now.since().equals(before.since())) {
            return Ended.WHILE_DECIDING;
        }
        tellSoon(key, now.since(), notApproved);
        return Ended.NOW;
    }

    private boolean isAbandoned(@Nullable CardDecision known) {
        return known != null
                && CardSteps.isAbandoned(known, limit, time.now())
                && !underWay.containsKey(known.key())
                && !ending.contains(known.key());
    }

    private void tellSoon(String key, Instant since, Notice notice) {
        ending.add(key);
        Runnable telling = () -> {
            try {
                notice.tell();
                change(key, known -> CardSteps.settled(known, since));
            } catch (Throwable e) {
                logFailure(key, "is over, and telling so failed", e);
            } finally {
                ending.remove(key);
            }
        };
        try {
            executor.execute(telling);
        } catch (Throwable e) {
            logFailure(key, "found its executor closed or full", e);
            own.execute(telling);
        }
    }

    /** We say that it is over, unless it is being decided. */
    public Withdrawal withdraw(String key, String reply) {
        CardDecision now = change(key, known -> CardSteps.withdrawn(key, known, isAbandoned(known), reply, time.now()))
                .now();
        if (now == null) {
            return Withdrawal.WITHDRAWN;
        }
        return switch (now.state()) {
            case DONE -> now.approved() ? Withdrawal.APPROVED : Withdrawal.WITHDRAWN;
            case OVERDUE -> Withdrawal.UNKNOWN;
            default -> Withdrawal.BEING_DECIDED;
        };
    }

    /** A delivery that cannot be used: what was told before stands, and if nothing was, it is over with this reply. */
    public byte[] refuse(String key, String reply, String tooLate) {
        return answer(new Refusal<>(key, reply, tooLate));
    }

    /**
     * 3-D Secure has ended. What it came to first stands: the customer may come back to the page.
     *
     * @return where to send the customer, or null if that is not known
     */
    public @Nullable String returnFrom3DSecure(String key, String result) {
        CardDecision now =
                change(key, known -> CardSteps.returned(known, result)).now();
        if (now == null) {
            return null;
        }
        String first = now.threeDSecureResult();
        return now.returnUrls().get(first == null ? result : first);
    }

    // ---- the store

    /** @param made whether {@code now} was put in the place of {@code before}; if not, both are what was found */
    private record Change(
            @Nullable CardDecision before, @Nullable CardDecision now, boolean made) {}

    /**
     * Reads what is remembered, lets the step decide what follows from it, and puts that in its place if nothing has changed
     * meanwhile. A store that fails may have remembered it all the same, and is asked.
     *
     * @param step null if nothing is to be changed
     * @throws IllegalStateException if the store does not say what is remembered now
     */
    private Change change(String key, Function<@Nullable CardDecision, @Nullable CardDecision> step) {
        List<Change> maybeMade = new ArrayList<>();
        for (int tries = 0; tries < TRIES; tries++) {
            if (tries > 0) {
                pause(PAUSE);
            }
            try {
                CardDecision known = store.find(key);
                for (Change change : maybeMade) {
                    if (Objects.equals(known, change.now())) {
                        return change;
                    }
                }
                CardDecision next = step.apply(known);
                if (next == null) {
                    return new Change(known, known, false);
                }
                Change change = new Change(known, next, true);
                maybeMade.add(change);
                if (store.put(next)) {
                    return change;
                }
                // what failed before may still have been late in getting there
                maybeMade.remove(change);
            } catch (Throwable e) {
                logFailure(key, "could not be looked up or remembered", e);
            }
        }
        throw new IllegalStateException("The store of " + what + " does not answer");
    }

    /** The same until the store answers. On a thread of our own. */
    private Change insist(String key, Function<@Nullable CardDecision, @Nullable CardDecision> step) {
        long start = time.nanos();
        long pause = PAUSE;
        while (true) {
            try {
                return change(key, step);
            } catch (IllegalStateException e) {
                if (time.nanos() - start > INSIST_FOR) {
                    throw e;
                }
            }
            pause(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE);
        }
    }

    private void pause(long nanos) {
        try {
            time.sleep(nanos);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private IllegalStateException interrupted() {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Interrupted in " + what);
    }

    private static String replyOf(CardDecision known) {
        return Objects.requireNonNull(known.reply(), "a decision that was answered has its answer");
    }

    private void logFailure(String key, String failure, Throwable e) {
        LOG.error("The decision about {} {} {}: {}", what, key, failure, Failure.text(e));
    }

    // ---- one delivery

    /** How far the handler of a turn has come. */
    private enum Phase {
        NOT_ASKED,
        ASKED,
        NEVER_ASKED
    }

    /** What a turn has told. @param reply null to look again, for nothing could be told */
    private record Told(@Nullable String reply) {}

    /** One delivery that is answered, for itself and for those that wait for it, and what becomes of its decision. */
    private final class Turn {
        private final CardDelivery<D> delivery;
        private final long start = time.nanos();
        private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.NOT_ASKED);
        /** Set by whoever may tell. */
        private final AtomicBoolean closed = new AtomicBoolean();

        private final CompletableFuture<Told> told = new CompletableFuture<>();
        /** What is remembered while the handler decides, from when on it is to be asked. */
        private volatile @Nullable Asking asking;

        Turn(CardDelivery<D> delivery) {
            this.delivery = delivery;
        }

        private long left() {
            return limit.toNanos() - (time.nanos() - start);
        }

        // ---- on the thread that waits for the answer

        /** @return the answer; it is this turn's */
        String take() {
            try {
                String reply = look();
                close(reply);
                return reply;
            } finally {
                close(null);
                if (phase.compareAndSet(Phase.NOT_ASKED, Phase.NEVER_ASKED) || phase.get() == Phase.NEVER_ASKED) {
                    leave();
                }
            }
        }

        private boolean close(@Nullable String reply) {
            boolean mayTell = closed.compareAndSet(false, true);
            if (mayTell) {
                told.complete(new Told(reply));
            }
            return mayTell;
        }

        /** The same where nothing is left to do: whoever comes after the answer looks at the store. */
        private boolean closeAndLeave(String reply) {
            boolean mayTell = closed.compareAndSet(false, true);
            if (mayTell) {
                leave();
                told.complete(new Told(reply));
            }
            return mayTell;
        }

        private void leave() {
            underWay.remove(delivery.key(), this);
        }

        /** What another delivery is told. @return null to look again */
        @Nullable
        String toldTo(Turn other) {
            try {
                return told.get(Math.max(0, other.left()), TimeUnit.NANOSECONDS).reply();
            } catch (TimeoutException e) {
                return giveUp();
            } catch (InterruptedException e) {
                throw interrupted();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a turn never fails to tell", e);
            }
        }

        private String look() {
            boolean waited = false;
            boolean lost = false;
            while (left() > 0 && !closed.get()) {
                CardDecision known = store.find(delivery.key());
                Instant now = time.now();
                if (known != null && CardSteps.isBeingDecided(known) && !CardSteps.isAbandoned(known, limit, now)) {
                    waited = true;
                    Duration abandoned = Duration.between(now, CardSteps.abandonedAt(known, limit));
                    pause(Math.min(left(), Math.min(LOOK_AGAIN, abandoned.toNanos())));
                    continue;
                }
                Question question = question(known, waited, now);
                if (question == null) {
                    return replyOf(Objects.requireNonNull(known));
                }
                if (lost) {
                    pause(PAUSE);
                }
                // looking may have taken all the time
                if (left() <= 0) {
                    break;
                }
                String refusal = delivery.refusal();
                if (refusal != null) {
                    CardDecision refused = CardSteps.refused(delivery, known, refusal, now);
                    if (refused == null || store.put(refused)) {
                        return refusal;
                    }
                } else {
                    CardDecision mine = CardSteps.asked(delivery, question, known, now);
                    if (store.put(mine)) {
                        return ask(new Asking(question, mine));
                    }
                }
                lost = true;
            }
            return Objects.requireNonNull(giveUp(), "whoever looks tells");
        }

        /** @return null if what was told before is the answer */
        private @Nullable Question question(@Nullable CardDecision known, boolean waited, Instant now) {
            if (known == null) {
                return Question.FIRST;
            }
            return switch (known.state()) {
                case DONE -> null;
                // whoever has waited for the decision did not come after it
                case SOFT_DECLINED -> waited || CardSteps.isRepeat(delivery, known) ? null : Question.AFTER_3D_SECURE;
                case DECIDING, DECIDING_AFTER_3D_SECURE -> Question.UNKNOWN;
                case OVERDUE ->
                    delivery.refusal() == null
                                    && CardSteps.isAbandoned(known, limit, now)
                                    && !ending.contains(known.key())
                            ? Question.UNKNOWN
                            : null;
            };
        }

        private String ask(Asking asked) {
            asking = asked;
            // putting it may have taken all the time
            if (left() > 0 && !closed.get()) {
                try {
                    executor.execute(() -> run(asked));
                    return Objects.requireNonNull(
                            told.get(Math.max(0, left()), TimeUnit.NANOSECONDS).reply());
                } catch (TimeoutException e) {
                    LOG.warn("The handler of {} did not answer within {}", what, limit);
                } catch (InterruptedException e) {
                    // the service will not hear of an approval
                    Thread.currentThread().interrupt();
                } catch (Throwable e) {
                    logFailure(delivery.key(), "found its executor closed or full", e);
                }
            }
            return Objects.requireNonNull(giveUp(), "whoever asks tells");
        }

        /**
         * The time is over. The service is told so even if the store is slow to hear of it.
         *
         * @return what it is told; or null if this turn has come to nothing
         */
        private @Nullable String giveUp() {
            if (!closed.compareAndSet(false, true)) {
                return told.join().reply();
            }
            phase.compareAndSet(Phase.NOT_ASKED, Phase.NEVER_ASKED);
            String reply = null;
            try {
                CompletableFuture<String> written = new CompletableFuture<>();
                own.execute(() -> writeOver(written));
                reply = written.get(WRITTEN_WITHIN, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (TimeoutException | ExecutionException e) {
                LOG.warn("That the time of {} {} is over is not remembered yet", what, delivery.key());
            } finally {
                if (reply == null && asking != null) {
                    reply = delivery.tooLate();
                }
                told.complete(new Told(reply));
            }
            if (reply == null) {
                throw new IllegalStateException("Nothing could be said about " + what);
            }
            return reply;
        }

        private void writeOver(CompletableFuture<String> written) {
            try {
                Change change =
                        asking == null ? change(delivery.key(), this::over) : insist(delivery.key(), this::over);
                CardDecision now = change.now();
                // what the handler's thread has put in this very moment it takes back itself
                boolean told = now != null && CardSteps.isOver(now) && !isOwnAnswer(now);
                written.complete(told ? replyOf(Objects.requireNonNull(now)) : delivery.tooLate());
            } catch (Throwable e) {
                logFailure(delivery.key(), "is over, which could not be remembered", e);
                written.completeExceptionally(e);
            }
        }

        private @Nullable CardDecision over(@Nullable CardDecision known) {
            Asking asked = asking;
            if (known == null) {
                return CardSteps.first(delivery.key(), State.DONE, time.now(), delivery.tooLate());
            }
            if (asked != null && CardSteps.isWorkOf(asked.mine(), known)) {
                if (phase.get() == Phase.NEVER_ASKED && asked.question() != Question.UNKNOWN) {
                    return CardSteps.neverAsked(known, delivery.tooLate());
                }
                if (known.state() == State.SOFT_DECLINED) {
                    return null;
                }
            }
            return CardSteps.over(known, delivery.tooLate());
        }

        private boolean isOwnAnswer(CardDecision now) {
            Asking asked = asking;
            return asked != null
                    && CardSteps.isWorkOf(asked.mine(), now)
                    && now.state() == State.DONE
                    && phase.get() == Phase.ASKED;
        }

        // ---- on the handler's thread

        private void run(Asking asked) {
            if (!phase.compareAndSet(Phase.NOT_ASKED, Phase.ASKED)) {
                return;
            }
            boolean stays = false;
            try {
                stays = decide(asked);
            } catch (Throwable e) {
                logFailure(delivery.key(), "could not be settled", e);
            } finally {
                if (!stays) {
                    leave();
                }
            }
        }

        /** @return whether this turn goes on, on another thread */
        private boolean decide(Asking asked) {
            D decision;
            Kind kind;
            try {
                decision = Objects.requireNonNull(
                        delivery.decide(asked.question(), asked.mine()), "the handler decided nothing");
                kind = delivery.kind(decision);
            } catch (Throwable e) {
                logFailure(delivery.key(), "failed", e);
                return leaveOpen();
            }
            String reply;
            try {
                reply = delivery.reply(decision);
            } catch (Throwable e) {
                logFailure(delivery.key(), "could not be written", e);
                return takeBack(asked, decision, kind, delivery.failed());
            }
            return !isToldInTime(asked, kind, reply) && takeBack(asked, decision, kind, delivery.tooLate());
        }

        private boolean isToldInTime(Asking asked, Kind kind, String reply) {
            CardDecision mine = asked.mine();
            if (mine.state() == State.OVERDUE || left() <= 0 || closed.get()) {
                return false;
            }
            try {
                if (!change(mine.key(), known -> CardSteps.answered(mine, known, kind, reply))
                        .made()) {
                    return false;
                }
            } catch (IllegalStateException e) {
                logFailure(mine.key(), "may be remembered or not", e);
                return false;
            }
            // the store may have taken all the time that was left
            return left() > 0 && closeAndLeave(reply);
        }

        /** Whoever throws does not know what became of the card; nor do we. */
        private boolean leaveOpen() {
            Function<@Nullable CardDecision, @Nullable CardDecision> open =
                    known -> known == null ? null : CardSteps.over(known, delivery.failed());
            try {
                CardDecision now = change(delivery.key(), open).now();
                closeAndLeave(now == null || now.reply() == null ? delivery.failed() : now.reply());
                return false;
            } catch (IllegalStateException e) {
                close(delivery.failed());
                later(() -> insist(delivery.key(), open));
                return true;
            }
        }

        private boolean takeBack(Asking asked, D decision, Kind kind, String reply) {
            LOG.warn("The decision about {} came too late or could not be told: {}", what, delivery.key());
            Function<@Nullable CardDecision, @Nullable CardDecision> back =
                    known -> CardSteps.takenBack(asked.mine(), known, kind == Kind.APPROVED, reply, time.now());
            Change change;
            try {
                change = change(delivery.key(), back);
            } catch (IllegalStateException e) {
                close(reply);
                later(() -> handBack(asked, decision, kind, insist(delivery.key(), back)));
                return true;
            }
            CardDecision now = change.now();
            close(now == null || now.reply() == null ? reply : now.reply());
            handBack(asked, decision, kind, change);
            return false;
        }

        private void handBack(Asking asked, D decision, Kind kind, Change change) {
            CardDecision now = change.now();
            if (kind == Kind.APPROVED && !change.made()) {
                LOG.warn("The approval of {} {} is another's to tell or to hand back", what, delivery.key());
                return;
            }
            // whoever is asked about what is over has nothing to tell but an approval
            if (kind == Kind.APPROVED || asked.mine().state() != State.OVERDUE) {
                try {
                    delivery.discarded(decision);
                } catch (Throwable e) {
                    logFailure(delivery.key(), "failed to discard its decision", e);
                    return;
                }
            }
            Instant since =
                    change.made() && now != null ? now.since() : asked.mine().since();
            change(delivery.key(), known -> CardSteps.settled(known, since));
        }

        private void later(Runnable work) {
            own.execute(() -> {
                try {
                    work.run();
                } catch (Throwable e) {
                    logFailure(delivery.key(), "could not be settled", e);
                } finally {
                    leave();
                }
            });
        }
    }

    /** @param mine what is remembered while the handler decides */
    private record Asking(Question question, CardDecision mine) {}

    /** A delivery that no handler can be asked about. */
    private record Refusal<D>(String key, String refusal, String tooLate) implements CardDelivery<D> {
        @Override
        public String hash() {
            return "";
        }

        @Override
        public Map<String, String> returnUrls() {
            return Map.of();
        }

        @Override
        public boolean mayRepeatItselfAfter3DSecure() {
            return false;
        }

        @Override
        public D decide(Question question, CardDecision mine) {
            throw new IllegalStateException("nobody is asked");
        }

        @Override
        public Kind kind(D decision) {
            return Kind.DECLINED;
        }

        @Override
        public String reply(D decision) {
            return refusal;
        }

        @Override
        public void discarded(D decision) {
            LOG.debug("Nothing was decided about {}", key);
        }

        @Override
        public String failed() {
            return refusal;
        }
    }
}
