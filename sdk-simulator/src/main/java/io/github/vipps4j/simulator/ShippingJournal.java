package io.github.vipps4j.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What merchants were asked and how it ended: the last questions are kept. Guarded by the lock of {@link ShippingCallback}. */
final class ShippingJournal {
    private final Deque<ShippingQuestion> questions = new ArrayDeque<>();

    void note(ShippingQuestion question) {
        questions.add(question);
        if (questions.size() > Journal.KEPT) {
            questions.remove();
        }
    }

    List<ShippingQuestion> questions() {
        return List.copyOf(questions);
    }

    void clear() {
        questions.clear();
    }
}
