package io.github.vipps4j.core.callback;

import org.jspecify.annotations.Nullable;

/**
 * Remembers decisions about card transactions, so that none is made twice. A provider with several processes, or one that
 * is ever restarted, keeps them in its database:
 *
 * <pre>{@code
 * select json from card_decision where key = ?                                    -- CardDecision.ofJson
 * insert into card_decision (key, version, state, since, json)
 *     values (?, 1, ?, ?, ?)                                                      -- false if there is one
 * update card_decision set version = ?, state = ?, since = ?, json = ?
 *     where key = ? and version = ? - 1                                           -- false if no row was changed
 * }</pre>
 *
 * <p>A row that stays {@link CardDecision.State#DECIDING}, {@link CardDecision.State#DECIDING_AFTER_3D_SECURE} or {@link
 * CardDecision.State#OVERDUE} for longer than a minute after its {@link CardDecision#since} was left by a process that ended or
 * a handler that threw: the next delivery asks the handler what it did, but if none comes, look at the acquirer yourself whether
 * the card was charged.
 *
 * <p>Processes that share a store tell from its times whether one of them has died: keep their clocks within a second of each
 * other.
 *
 * <p>Called on any number of threads; the service waits meanwhile, so give it short time-outs. What it throws ends the call that
 * it was asked for, without an approval. An approval that it may have remembered or not is reversed once it can be reached.
 */
public interface CardDecisionStore {
    /** What is remembered of a transaction, or null. */
    @Nullable
    CardDecision find(String key);

    /**
     * Remembers it if nothing else was remembered meanwhile; atomically.
     *
     * @param decision with version 1, if there must be none with its {@link CardDecision#key()} yet; with any other, if it must
     *     replace the version before it
     * @return whether it is remembered now
     */
    boolean put(CardDecision decision);

    /**
     * In this process's memory, for a day after it came: a repeat after that is new. When the process ends everything is forgotten: a delivery that
     * is repeated afterwards is taken for the first one.
     */
    static CardDecisionStore inMemory() {
        return new InMemoryCardDecisions();
    }
}
