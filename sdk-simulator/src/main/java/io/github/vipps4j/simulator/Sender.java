package io.github.vipps4j.simulator;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes attempts, all at the same time, and tells how they ended. */
final class Sender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

    private final Clock clock;
    private final Duration answerTime;
    private final Posting.Addresses addresses;
    /** Until the connection is closed. */
    private final Set<Posting> postings = ConcurrentHashMap.newKeySet();

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            1,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Daemons.named("vipps-simulator-webhook-"),
            new ThreadPoolExecutor.DiscardPolicy());

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Daemons.named("vipps-simulator-webhook-timer-"), new ThreadPoolExecutor.DiscardPolicy());

    /** @param answerTime how long a receiver may take, in real time */
    Sender(Clock clock, Duration answerTime) {
        this(clock, answerTime, InetAddress::getAllByName);
    }

    Sender(Clock clock, Duration answerTime, Posting.Addresses addresses) {
        this.clock = clock;
        this.answerTime = answerTime;
        this.addresses = addresses;
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Who is told, by any thread. */
    interface Listener {
        /** Whether a request of the attempt is still to be sent. */
        boolean isWanted(Attempt attempt);

        /** One request of the attempt has been answered, or not. */
        void answered(Attempt attempt, SignedRequest request, Posting.Outcome outcome);

        /** Nothing more will be sent for the attempt. */
        void ended(Attempt attempt, Posting.Outcome outcome);
    }

    /** Returns at once. */
    void send(Attempt attempt, Listener listener) {
        List<Posting> copies = Stream.generate(() -> new Posting(this::in, addresses))
                .limit(attempt.fault().copies())
                .toList();
        postings.addAll(copies);
        threads.execute(() -> deliver(attempt, copies, listener));
    }

    private Future<?> in(Duration time, Runnable step) {
        return timer.schedule(step, time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * The answer to the first copy counts, and only its status: a receiver that does not come to an end holds up nothing
     * but this thread.
     */
    private void deliver(Attempt attempt, List<Posting> copies, Listener listener) {
        Posting last = copies.get(0);
        Posting.Outcome first = Posting.Outcome.NONE;
        try {
            first = post(attempt, last, listener);
            for (Posting copy : copies.subList(1, copies.size())) {
                last.finish();
                last = copy;
                post(attempt, copy, listener);
            }
        } catch (RuntimeException e) {
            LOG.error("The simulator failed to send a webhook", e);
        } finally {
            listener.ended(attempt, first);
            last.finish();
            copies.forEach(postings::remove);
        }
    }

    private Posting.Outcome post(Attempt attempt, Posting posting, Listener listener) {
        if (!listener.isWanted(attempt)) {
            return Posting.Outcome.NONE;
        }
        Registration to = attempt.to();
        SignedRequest request = attempt.fault()
                .sign(to.url(), to.secret(), clock.instant(), attempt.pending().body());
        Posting.Outcome outcome = posting.send(request, answerTime);
        listener.answered(attempt, request, outcome);
        return outcome;
    }

    /** Cuts off what is under way, and sends nothing of what has not begun. */
    void abortAll() {
        List<Posting> open = List.copyOf(postings);
        open.forEach(Posting::abort);
        open.forEach(postings::remove);
    }

    @Override
    public void close() {
        abortAll();
        threads.shutdownNow();
        timer.shutdownNow();
    }
}
