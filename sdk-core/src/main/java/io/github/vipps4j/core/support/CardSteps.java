package io.github.vipps4j.core.support;

import io.github.vipps4j.core.callback.CardDecision;
import io.github.vipps4j.core.callback.CardDecision.State;
import io.github.vipps4j.core.support.CardDelivery.Kind;
import io.github.vipps4j.core.support.CardDelivery.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What may follow what a store remembers of a card transaction: each change in one place, and null where nothing is to be
 * changed.
 *
 * <p>Whoever begins to work on a transaction, be it to decide or to undo, gives it a {@link CardDecision#since} of its own.
 * Whoever only tells the service that it is over leaves that as it is, so that it can be seen whose work it still is.
 */
final class CardSteps {
    /** How long after its time a process that lives may be in telling so: other clocks, a slow store. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private CardSteps() {}

    /** Whether nobody is at work any more on what is not settled. */
    static boolean isAbandoned(CardDecision known, Duration limit, Instant now) {
        return (isBeingDecided(known) || known.state() == State.OVERDUE) && !now.isBefore(abandonedAt(known, limit));
    }

    /** From when on it is. */
    static Instant abandonedAt(CardDecision known, Duration limit) {
        return known.since().plus(limit).plus(GRACE);
    }

    static boolean isBeingDecided(CardDecision known) {
        return known.state() == State.DECIDING || known.state() == State.DECIDING_AFTER_3D_SECURE;
    }

    static boolean isOver(CardDecision known) {
        return known.state() == State.OVERDUE || known.state() == State.DONE;
    }

    /** Whether it is still the work that began with {@code mine}. */
    static boolean isWorkOf(@Nullable CardDecision mine, CardDecision known) {
        return mine != null && known.since().equals(mine.since());
    }

    /** Asked for nothing new: it comes twice, and 3-D Secure has not ended in between. */
    static boolean isRepeat(CardDelivery<?> delivery, CardDecision known) {
        return known.delivery().equals(delivery.hash())
                && (known.threeDSecureResult() == null || !delivery.mayRepeatItselfAfter3DSecure());
    }

    /** The handler is going to be asked. What the service was told before stays what it was told. */
    static CardDecision asked(CardDelivery<?> delivery, Question question, @Nullable CardDecision known, Instant now) {
        if (known == null) {
            return new CardDecision(
                    delivery.key(), 1, State.DECIDING, delivery.hash(), now, null, false, delivery.returnUrls(), null);
        }
        return new CardDecision(
                known.key(),
                known.version() + 1,
                question == Question.AFTER_3D_SECURE ? State.DECIDING_AFTER_3D_SECURE : known.state(),
                delivery.hash(),
                later(known, now),
                known.state() == State.OVERDUE ? known.reply() : null,
                false,
                delivery.returnUrls().isEmpty() ? known.returnUrls() : delivery.returnUrls(),
                known.threeDSecureResult());
    }

    /** The handler has decided in time, and it is still its work. */
    static @Nullable CardDecision answered(CardDecision mine, @Nullable CardDecision known, Kind kind, String reply) {
        return known != null && known.version() == mine.version() && isWorkOf(mine, known)
                ? next(
                        known,
                        kind == Kind.SOFT_DECLINED ? State.SOFT_DECLINED : State.DONE,
                        known.since(),
                        reply,
                        kind == Kind.APPROVED,
                        false)
                : null;
    }

    /** A delivery that cannot be used ends what waits for one, and leaves open what nobody knows. */
    static @Nullable CardDecision refused(
            CardDelivery<?> delivery, @Nullable CardDecision known, String reply, Instant now) {
        return known == null ? first(delivery.key(), State.DONE, now, reply) : over(known, reply);
    }

    /** The service was told that it is over, whoever is at work on it. */
    static @Nullable CardDecision over(CardDecision known, String reply) {
        return isOver(known)
                ? null
                : next(
                        known,
                        known.state() == State.SOFT_DECLINED ? State.DONE : State.OVERDUE,
                        known.since(),
                        reply,
                        false,
                        false);
    }

    /** It is over, and the handler that was to be asked never will be: there is nothing that nobody knows. */
    static @Nullable CardDecision neverAsked(CardDecision known, String reply) {
        return known.state() == State.DONE || known.state() == State.SOFT_DECLINED
                ? null
                : next(
                        known,
                        State.DONE,
                        known.since(),
                        known.reply() == null ? reply : known.reply(),
                        false,
                        known.discarded());
    }

    /**
     * What the handler has decided is not what the service is told. An approval belongs to whoever makes this change: nobody
     * else hands it back, and nothing that is decided elsewhere can be approved any more.
     *
     * @return null also for an approval that stands, because another process has found and told it
     */
    static @Nullable CardDecision takenBack(
            CardDecision mine, @Nullable CardDecision known, boolean approval, String reply, Instant now) {
        if (known == null) {
            return lost(mine, reply, approval, now);
        }
        boolean own = isWorkOf(mine, known);
        String told = known.state() == State.OVERDUE || (known.state() == State.DONE && !own) ? known.reply() : null;
        if (approval) {
            return known.discarded() || (known.approved() && !own)
                    ? null
                    : next(known, State.OVERDUE, later(known, now), told == null ? reply : told, false, true);
        }
        return own && known.state() != State.OVERDUE
                ? next(known, State.OVERDUE, known.since(), reply, false, false)
                : null;
    }

    /** Nothing is left to be done by whoever began at that time. */
    static @Nullable CardDecision settled(@Nullable CardDecision known, Instant since) {
        return known != null && known.state() == State.OVERDUE && known.since().equals(since)
                ? next(known, State.DONE, since, known.reply(), false, known.discarded())
                : null;
    }

    /** The service says that it is over. Unless somebody is at work on it, there may be something to undo from now on. */
    static @Nullable CardDecision ended(
            String key, @Nullable CardDecision known, boolean abandoned, String reply, Instant now) {
        if (known == null) {
            return first(key, State.OVERDUE, now, reply);
        }
        return switch (known.state()) {
            case DONE -> known.approved() ? next(known, State.OVERDUE, later(known, now), reply, false, true) : null;
            case SOFT_DECLINED -> next(known, State.OVERDUE, later(known, now), reply, false, false);
            case DECIDING, DECIDING_AFTER_3D_SECURE ->
                next(known, State.OVERDUE, abandoned ? later(known, now) : known.since(), reply, false, false);
            case OVERDUE ->
                abandoned ? next(known, State.OVERDUE, later(known, now), known.reply(), false, false) : null;
        };
    }

    /** The provider says that it is over. */
    static @Nullable CardDecision withdrawn(
            String key, @Nullable CardDecision known, boolean abandoned, String reply, Instant now) {
        if (known == null) {
            return first(key, State.DONE, now, reply);
        }
        return isBeingDecided(known) && !abandoned ? null : over(known, reply);
    }

    /** 3-D Secure has ended. What it came to first stands. */
    static @Nullable CardDecision returned(@Nullable CardDecision known, String result) {
        return known == null || known.threeDSecureResult() != null || known.state() != State.SOFT_DECLINED
                ? null
                : new CardDecision(
                        known.key(),
                        known.version() + 1,
                        known.state(),
                        known.delivery(),
                        known.since(),
                        known.reply(),
                        known.approved(),
                        known.returnUrls(),
                        result,
                        known.discarded());
    }

    /** It is over before anybody was asked. */
    static CardDecision first(String key, State state, Instant now, String reply) {
        return new CardDecision(key, 1, state, "", now, reply, false, Map.of(), null);
    }

    /** The store has forgotten it: it begins again. */
    private static CardDecision lost(CardDecision mine, String reply, boolean approval, Instant now) {
        return new CardDecision(
                mine.key(),
                1,
                State.OVERDUE,
                mine.delivery(),
                now,
                reply,
                false,
                mine.returnUrls(),
                mine.threeDSecureResult(),
                approval);
    }

    private static Instant later(CardDecision known, Instant now) {
        return now.isAfter(known.since()) ? now : known.since().plusNanos(1);
    }

    private static CardDecision next(
            CardDecision known,
            State state,
            Instant since,
            @Nullable String reply,
            boolean approved,
            boolean discarded) {
        return new CardDecision(
                known.key(),
                known.version() + 1,
                state,
                known.delivery(),
                since,
                reply,
                approved,
                known.returnUrls(),
                known.threeDSecureResult(),
                discarded);
    }
}
