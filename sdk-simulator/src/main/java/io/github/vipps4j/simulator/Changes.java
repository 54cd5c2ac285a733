package io.github.vipps4j.simulator;

import java.util.concurrent.locks.ReentrantLock;

/** Carries out changes of payments: one at a time for each payment, and once for each idempotency key. */
final class Changes {
    private final PaymentBook book;

    Changes(PaymentBook book) {
        this.book = book;
    }

    /** What a change does; runs alone with the data. */
    @FunctionalInterface
    interface Step {
        /** @param keyIsTaken whether its idempotency key has had another body */
        Answer act(boolean keyIsTaken);
    }

    Answer carryOut(Change change, PaymentKey key, Step step) {
        ReentrantLock changing = book.change(key);
        if (!changing.tryLock()) {
            throw Refusal.locked();
        }
        try {
            pause(change.call());
            return book.alone(() -> onceByKey(change, key, step));
        } finally {
            changing.unlock();
        }
    }

    /** Answers a repeat from memory; else acts, and remembers the answer. */
    private Answer onceByKey(Change change, PaymentKey key, Step step) {
        String idempotencyKey = change.idempotencyKey();
        if (idempotencyKey == null) {
            refuseIfForced(change.call());
            return step.act(false);
        }
        PaymentBook.Slot slot = new PaymentBook.Slot(change.operation(), key, idempotencyKey);
        PaymentBook.Stored before = book.stored(slot);
        byte[] body = change.call().body();
        try {
            refuseIfForced(change.call());
            if (before != null && before.answers(body)) {
                return before.answer();
            }
            Answer answer = step.act(before != null);
            book.store(slot, new PaymentBook.Stored(body, answer));
            return answer;
        } catch (Refusal refusal) {
            Answer answer = refusal.answer(
                    change.operation().api().errors(), change.call().path());
            // That eCom remembers only what was carried out is the simulator's choice.
            if (refusal.sticks() && change.operation().api() != Api.ECOM) {
                // Has no effect if the key is taken already.
                book.store(slot, new PaymentBook.Stored(body, answer));
            }
            return answer;
        }
    }

    /** The fault's delay, if there is one. */
    void pause(Call call) {
        int generation = book.generation();
        call.pause();
        if (generation != book.generation()) {
            throw Refusal.gateway(503, "The simulator was reset while this request was delayed");
        }
    }

    static void refuseIfForced(Call call) {
        Refusal forced = call.forced();
        if (forced != null) {
            throw forced;
        }
    }
}
