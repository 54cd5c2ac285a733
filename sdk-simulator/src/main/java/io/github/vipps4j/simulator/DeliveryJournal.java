package io.github.vipps4j.simulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What was sent and how it ended: the last deliveries are kept. Guarded by the lock of {@link Dispatcher}. */
final class DeliveryJournal {
    private final Deque<WebhookDelivery> deliveries = new ArrayDeque<>();

    void note(Attempt attempt, SignedRequest request, Posting.Outcome outcome) {
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
                pending.due(),
                attempt.faultName(),
                Journal.masked(request.headers()),
                new String(request.body(), StandardCharsets.UTF_8)));
        if (deliveries.size() > Journal.KEPT) {
            deliveries.remove();
        }
    }

    List<WebhookDelivery> deliveries() {
        return List.copyOf(deliveries);
    }

    void clear() {
        deliveries.clear();
    }
}
