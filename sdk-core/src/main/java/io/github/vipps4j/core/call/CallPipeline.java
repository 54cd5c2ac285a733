package io.github.vipps4j.core.call;

import io.github.vipps4j.core.Processed;
import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.core.VippsException;
import io.github.vipps4j.core.call.RetryPolicy.Decision;
import java.time.Duration;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * One call, from top to bottom: attempt it, judge the answer, and repeat it as the policy says, with the same key and the
 * same bytes, within one deadline.
 */
final class CallPipeline {
    private final Settings settings;
    private final RequestFactory requests;
    private final HttpSender sender;
    private final RetryPolicy policy;
    private final Judge judge;
    private final Listeners listeners;
    private final RecentlyCreated recentlyCreated;
    private final Time time;

    CallPipeline(Settings settings, HttpSender sender, RetryPolicy policy, Time time) {
        this.settings = settings;
        this.requests = new RequestFactory(settings);
        this.sender = sender;
        this.policy = policy;
        this.recentlyCreated = new RecentlyCreated(time);
        this.judge = new Judge(new Redaction(settings.credentials()), recentlyCreated);
        this.listeners = new Listeners(settings.listeners());
        this.time = time;
    }

    /** What an attempt came to. */
    private sealed interface Attempt<T> {
        record Succeeded<T>(T value, Reply reply, Duration elapsed) implements Attempt<T> {}

        record Failed<T>(Failure failure, Duration elapsed) implements Attempt<T> {}
    }

    <T> T execute(ApiCall<T> call, Authorization authorization, @Nullable String msn, RequestOptions options) {
        Progress progress = new Progress(call, authorization, msn, options, settings, time);
        try {
            T value = attempts(call, progress);
            if (call.creates) {
                recentlyCreated.add(msn, call.api, call.reference);
            }
            return value;
        } catch (VippsException e) {
            if (call.creates && e.processed() != Processed.NO) {
                recentlyCreated.add(msn, call.api, call.reference);
            }
            listeners.failed(e);
            throw e;
        }
    }

    private <T> T attempts(ApiCall<T> call, Progress progress) {
        while (true) {
            prepare(progress);
            Attempt<T> attempt = attempt(call, progress);
            if (attempt instanceof Attempt.Succeeded<T> success) {
                listeners.succeeded(progress, success.reply(), success.elapsed());
                return success.value();
            }
            Attempt.Failed<T> failed = (Attempt.Failed<T>) attempt;
            Failure failure = failed.failure();
            int times = progress.failed(failure);
            Decision next =
                    policy.decide(call.rules, failure, times, timeLeft(progress, failure), progress.maybeProcessed());
            if (next.goesOn() && Thread.currentThread().isInterrupted()) {
                next = Decision.STOP;
            }
            listeners.attemptFailed(progress, failure, failed.elapsed(), next);
            switch (next.action()) {
                case REPEAT -> pause(next.pause(), progress, failure);
                case RENEW_TOKEN -> renew(progress, failure);
                case CHECK -> {
                    pause(next.pause(), progress, failure);
                    T done = check(call, progress, failure);
                    if (done != null) {
                        return done;
                    }
                    if (progress.hasActed()) {
                        // the service said 2xx: a read that does not show it yet is no reason to act again
                        throw Exceptions.of(progress, failure, Duration.ZERO);
                    }
                }
                case ALREADY_DONE -> {
                    return call.alreadyDone();
                }
                case CHECK_THEN_STOP -> {
                    T done = check(call, progress, failure);
                    if (done != null) {
                        return done;
                    }
                    throw Exceptions.of(progress, failure, next.pause());
                }
                case STOP -> throw Exceptions.of(progress, failure, next.pause());
            }
        }
    }

    private static void prepare(Progress progress) {
        if (Thread.currentThread().isInterrupted()) {
            throw Exceptions.prevented(progress, "the thread was interrupted");
        }
        try {
            progress.authorization.prepare(progress.deadline);
        } catch (VippsException e) {
            throw Exceptions.withoutToken(progress, e);
        }
        if (progress.timeToBegin() <= 0) {
            throw Exceptions.prevented(progress, "the deadline of the call is over, or too near for an answer");
        }
    }

    /** A refused token is replaced even if there is no time for another attempt: the next call shall not meet it again. */
    private static long timeLeft(Progress progress, Failure failure) {
        return failure.kind() == Failure.Kind.UNAUTHORIZED ? progress.deadline.left() : progress.timeToBegin();
    }

    private <T> Attempt<T> attempt(ApiCall<T> call, Progress progress) {
        progress.began();
        Request request = requests.request(progress);
        WireLog.request(request, call.body);
        long start = time.nanos();
        HttpSender.Outcome outcome = sender.send(
                request,
                Math.min(
                        progress.attemptTimeout.toNanos(),
                        progress.deadline.remaining().toNanos()));
        Duration elapsed = Duration.ofNanos(time.nanos() - start);
        if (outcome instanceof Failure failure) {
            WireLog.noResponse(request, call.keyHeader, failure, elapsed);
            return new Attempt.Failed<>(failure, elapsed);
        }
        Reply reply = (Reply) outcome;
        WireLog.response(request, call.keyHeader, reply, elapsed);
        return reply.isSuccess()
                ? read(call, progress, reply, elapsed)
                : new Attempt.Failed<>(judge.refused(progress, reply, time.now()), elapsed);
    }

    /** After a 2xx nothing but a value or a failure that says so may come out. */
    private <T> Attempt<T> read(ApiCall<T> call, Progress progress, Reply reply, Duration elapsed) {
        try {
            return new Attempt.Succeeded<>(call.reader.apply(reply.body()), reply, elapsed);
        } catch (RuntimeException | LinkageError e) {
            return new Attempt.Failed<>(judge.unreadable(progress, reply, e), elapsed);
        }
    }

    private void pause(Duration pause, Progress progress, Failure failure) {
        try {
            time.sleep(pause.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Exceptions.of(progress, failure, pause);
        }
    }

    private static void renew(Progress progress, Failure failure) {
        boolean renewed;
        try {
            renewed = progress.authorization.renew(progress.deadline);
        } catch (VippsException e) {
            throw Exceptions.withoutToken(progress, e);
        }
        if (!renewed) {
            throw Exceptions.of(progress, failure, Duration.ZERO);
        }
    }

    private static <T> @Nullable T check(ApiCall<T> call, Progress progress, Failure failure) {
        if (progress.deadline.left() <= 0) {
            throw Exceptions.of(progress, failure, Duration.ZERO);
        }
        try {
            return call.check(progress.deadline.remaining());
        } catch (VippsException e) {
            throw progress.maybeProcessed() && !progress.hasActed()
                    ? Exceptions.unknown(progress, failure, e)
                    : Exceptions.of(progress, failure, Duration.ZERO);
        }
    }
}
