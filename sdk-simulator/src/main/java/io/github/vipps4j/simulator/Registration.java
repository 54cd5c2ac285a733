package io.github.vipps4j.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A registration at work: what is on its way to it, in order for each payment. Guarded by the lock of
 * {@link Dispatcher}.
 */
final class Registration {
    private static final Duration LONGEST_SILENCE = Duration.ofDays(14);
    /** Each has its own, so that a receiver that hangs holds up nobody else. */
    private static final int MOST_AT_ONCE = 10;

    private final WebhookScope scope;
    private final WebhookUrl url;
    private final String secret;
    private final WebhookRegistration details;
    private final Map<PaymentKey, Queue<PendingEvent>> queues = new LinkedHashMap<>();
    private @Nullable Instant lastGoodAnswer;
    private @Nullable Instant failingSince;

    Registration(WebhookScope scope, WebhookUrl url, String secret, WebhookRegistration details) {
        this.scope = scope;
        this.url = url;
        this.secret = secret;
        this.details = details;
    }

    WebhookScope scope() {
        return scope;
    }

    WebhookUrl url() {
        return url;
    }

    String secret() {
        return secret;
    }

    WebhookRegistration details() {
        return details;
    }

    /** What happened before it was registered is not for it; nor is anything sent beyond this machine. */
    boolean wants(PaymentKey payment, String type, Instant happenedAt) {
        return url.isLoopback()
                && scope.covers(payment.msn())
                && details.events().contains(type)
                && !happenedAt.isBefore(details.registeredAt());
    }

    void add(PendingEvent pending) {
        queues.computeIfAbsent(pending.payment(), any -> new ArrayDeque<>()).add(pending);
    }

    /**
     * What can be sent now, in order: of each payment the oldest event only, and nothing that is due after the next attempt
     * for what has not been answered yet. So a jump of the clock ends as the same time in small steps would.
     */
    List<PendingEvent> startable(Instant now, boolean held) {
        List<PendingEvent> inOrder = waiting(held)
                .filter(pending -> !pending.due().isAfter(now))
                .sorted(Comparator.comparing(PendingEvent::due))
                .toList();
        List<Instant> repeats = new ArrayList<>();
        underWay().forEach(pending -> repeats.add(pending.earliestRepeat()));
        List<PendingEvent> startable = new ArrayList<>();
        for (PendingEvent pending : inOrder) {
            if (repeats.size() >= MOST_AT_ONCE || repeats.stream().anyMatch(pending.due()::isAfter)) {
                break;
            }
            startable.add(pending);
            repeats.add(pending.earliestRepeat());
        }
        return startable;
    }

    private Stream<PendingEvent> underWay() {
        return queues.values().stream().map(Queue::element).filter(PendingEvent::isUnderWay);
    }

    private Stream<PendingEvent> waiting(boolean held) {
        Instant end = endOfSilence();
        return queues.values().stream()
                .map(Queue::element)
                .filter(pending -> !pending.isUnderWay())
                .filter(pending -> !held || pending.isLetThrough())
                .filter(pending -> end == null || pending.due().isBefore(end));
    }

    /** Whether it has failed for two weeks, and nothing is left that might show otherwise. */
    boolean isLost(Instant now, boolean held) {
        Instant end = endOfSilence();
        return end != null
                && !now.isBefore(end)
                && underWay().findAny().isEmpty()
                && startable(now, held).isEmpty();
    }

    private @Nullable Instant endOfSilence() {
        return failingSince == null ? null : failingSince.plus(LONGEST_SILENCE);
    }

    /** When something is to be done next, unless an answer comes before. */
    Stream<Instant> nextTimes(boolean held) {
        return Stream.concat(waiting(held).map(PendingEvent::due), Stream.ofNullable(endOfSilence()));
    }

    /** @param waited how long for the answer */
    void delivered(PendingEvent pending, Duration waited) {
        Instant at = pending.due();
        if (lastGoodAnswer == null || lastGoodAnswer.isBefore(at)) {
            lastGoodAnswer = at;
        }
        if (failingSince != null && !failingSince.isAfter(at)) {
            failingSince = null;
        }
        pending.arrive();
        remove(pending, at.plus(waited));
    }

    /** @param waited how long for an answer, or for none */
    void failed(PendingEvent pending, Duration waited) {
        Instant at = pending.due();
        boolean first = failingSince == null || at.isBefore(failingSince);
        if (first && (lastGoodAnswer == null || lastGoodAnswer.isBefore(at))) {
            failingSince = at;
        }
        if (!pending.retry(waited)) {
            remove(pending, at.plus(waited));
        }
    }

    private void remove(PendingEvent pending, Instant settledAt) {
        Queue<PendingEvent> queue = queues.get(pending.payment());
        if (queue == null) {
            return;
        }
        queue.remove();
        if (queue.isEmpty()) {
            queues.remove(pending.payment());
        } else {
            queue.element().notBefore(settledAt);
        }
    }

    /** Sends what waits for one payment although all others are held. */
    void letThrough(PaymentKey payment, Instant now) {
        queues.getOrDefault(payment, new ArrayDeque<>()).forEach(pending -> pending.letThrough(now));
    }

    /** Takes back what was let through: a repeat of it waits too. */
    void hold() {
        queues.values().forEach(queue -> queue.forEach(PendingEvent::hold));
    }

    /** Sends what was held, from now on. */
    void release(Instant now) {
        queues.values().forEach(queue -> queue.element().notBefore(now));
    }

    /** The payments with this reference that something waits for. */
    Stream<PaymentKey> waitingFor(String reference) {
        return queues.keySet().stream().filter(payment -> payment.reference().equals(reference));
    }
}
