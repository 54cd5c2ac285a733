package io.github.vipps4j.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
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
final class Subscription {
    private static final Duration LONGEST_SILENCE = Duration.ofDays(14);

    private final WebhookScope scope;
    private final WebhookUrl url;
    private final String secret;
    private final WebhookRegistration registration;
    private final Map<PaymentKey, Queue<Parcel>> queues = new LinkedHashMap<>();
    private @Nullable Instant lastGoodAnswer;
    private @Nullable Instant failingSince;

    Subscription(WebhookScope scope, WebhookUrl url, String secret, WebhookRegistration registration) {
        this.scope = scope;
        this.url = url;
        this.secret = secret;
        this.registration = registration;
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

    WebhookRegistration registration() {
        return registration;
    }

    /** What happened before it was registered is not for it; nor is anything sent beyond this machine. */
    boolean wants(PaymentKey payment, String type, Instant happenedAt) {
        return url.isLoopback()
                && scope.covers(payment.msn())
                && registration.events().contains(type)
                && !happenedAt.isBefore(registration.registeredAt());
    }

    void add(Parcel parcel) {
        queues.computeIfAbsent(parcel.payment(), any -> new ArrayDeque<>()).add(parcel);
    }

    /** What can be sent now: of each payment the oldest event only. */
    List<Parcel> startable(Instant now, boolean held) {
        return waiting(held).filter(parcel -> !parcel.due().isAfter(now)).toList();
    }

    private Stream<Parcel> waiting(boolean held) {
        Instant end = endOfSilence();
        return queues.values().stream()
                .map(Queue::element)
                .filter(parcel -> !parcel.isUnderWay())
                .filter(parcel -> !held || parcel.isLetThrough())
                .filter(parcel -> end == null || parcel.due().isBefore(end));
    }

    /** Whether it has failed for two weeks, and nothing is left that might show otherwise. */
    boolean isLost(Instant now, boolean held) {
        Instant end = endOfSilence();
        return end != null
                && !now.isBefore(end)
                && queues.values().stream().map(Queue::element).noneMatch(Parcel::isUnderWay)
                && startable(now, held).isEmpty();
    }

    private @Nullable Instant endOfSilence() {
        return failingSince == null ? null : failingSince.plus(LONGEST_SILENCE);
    }

    /** When something is to be done next, unless an answer comes before. */
    Stream<Instant> nextTimes(boolean held) {
        return Stream.concat(waiting(held).map(Parcel::due), Stream.ofNullable(endOfSilence()));
    }

    void delivered(Parcel parcel) {
        Instant at = parcel.due();
        if (lastGoodAnswer == null || lastGoodAnswer.isBefore(at)) {
            lastGoodAnswer = at;
        }
        if (failingSince != null && !failingSince.isAfter(at)) {
            failingSince = null;
        }
        parcel.arrive();
        remove(parcel, at);
    }

    void failed(Parcel parcel, Duration waited) {
        Instant at = parcel.due();
        if (failingSince == null && (lastGoodAnswer == null || lastGoodAnswer.isBefore(at))) {
            failingSince = at;
        }
        if (!parcel.retry(waited)) {
            remove(parcel, at);
        }
    }

    private void remove(Parcel parcel, Instant at) {
        Queue<Parcel> queue = queues.get(parcel.payment());
        if (queue == null) {
            return;
        }
        queue.remove();
        if (queue.isEmpty()) {
            queues.remove(parcel.payment());
        } else {
            queue.element().notBefore(at);
        }
    }

    /** Sends what waits for one payment although all others are held. */
    void letThrough(PaymentKey payment, Instant now) {
        queues.getOrDefault(payment, new ArrayDeque<>()).forEach(parcel -> parcel.letThrough(now));
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
