package io.github.vipps4j.core.call;

import io.github.vipps4j.core.ApiError;
import io.github.vipps4j.core.ErrorCode;
import io.github.vipps4j.core.Operation;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.core.VippsException;
import io.github.vipps4j.core.call.RetryPolicy.Decision;
import java.time.Duration;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * One call, from top to bottom: attempt it, judge the answer, and repeat it as the policy says, with the same key and the
 * same bytes, within one deadline.
 */
final class CallPipeline {
    private final Settings settings;
    private final HttpUrl baseUrl;
    private final Headers commonHeaders;
    private final HttpSender sender;
    private final RetryPolicy policy;
    private final Redaction redaction;
    private final Listeners listeners;
    private final RecentlyCreated recentlyCreated;
    private final Time time;

    CallPipeline(Settings settings, HttpSender sender, RetryPolicy policy, Time time) {
        this.settings = settings;
        this.baseUrl = HttpUrl.get(settings.environment().baseUrl().toString());
        this.commonHeaders = CommonHeaders.of(settings.system());
        this.sender = sender;
        this.policy = policy;
        this.redaction = new Redaction(settings.credentials());
        this.listeners = new Listeners(settings.listeners());
        this.recentlyCreated = new RecentlyCreated(time);
        this.time = time;
    }

    /** What an attempt came to. */
    private sealed interface Attempt<T> {
        record Succeeded<T>(T value, Reply reply) implements Attempt<T> {}

        record Failed<T>(Failure failure) implements Attempt<T> {}
    }

    <T> T execute(ApiCall<T> call, Authorization authorization, @Nullable String msn, RequestOptions options) {
        Duration limit = options.deadline() != null ? options.deadline() : settings.deadline();
        Progress progress =
                new Progress(call, authorization, msn, options, Deadline.in(limit, time), settings.environment());
        try {
            T value = attempts(call, progress);
            if (call.creates) {
                recentlyCreated.add(msn, call.reference);
            }
            return value;
        } catch (VippsException e) {
            if (call.creates && e.processed() != Processed.NO) {
                recentlyCreated.add(msn, call.reference);
            }
            listeners.failed(e);
            throw e;
        }
    }

    private <T> T attempts(ApiCall<T> call, Progress progress) {
        while (true) {
            prepare(progress);
            long start = time.nanos();
            Attempt<T> attempt = attempt(call, progress);
            Duration elapsed = Duration.ofNanos(time.nanos() - start);
            if (attempt instanceof Attempt.Succeeded<T> success) {
                listeners.succeeded(progress, success.reply(), elapsed);
                return success.value();
            }
            Failure failure = ((Attempt.Failed<T>) attempt).failure();
            int times = progress.failed(failure);
            Decision next =
                    policy.decide(call.rules, failure, times, progress.deadline.left(), progress.maybeProcessed());
            if (next.goesOn() && Thread.currentThread().isInterrupted()) {
                next = Decision.STOP;
            }
            listeners.attemptFailed(progress, failure, elapsed, next);
            switch (next.action()) {
                case REPEAT -> pause(next.pause(), progress, failure);
                case RENEW_TOKEN -> renew(progress, failure);
                case CHECK -> {
                    pause(next.pause(), progress, failure);
                    T done = check(call, progress, failure);
                    if (done != null) {
                        return done;
                    }
                    progress.nothingWasProcessed();
                }
                case ALREADY_DONE -> {
                    return call.alreadyDone();
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
        if (progress.deadline.left() <= 0) {
            throw Exceptions.prevented(progress, "the deadline of the call is over");
        }
    }

    private <T> Attempt<T> attempt(ApiCall<T> call, Progress progress) {
        progress.began();
        Request request = request(call, progress);
        Duration timeout = progress.options.attemptTimeout() != null
                ? progress.options.attemptTimeout()
                : settings.attemptTimeout();
        WireLog.request(request, call.body);
        long start = time.nanos();
        HttpSender.Outcome outcome = sender.send(
                request,
                Math.min(timeout.toNanos(), progress.deadline.remaining().toNanos()));
        Duration elapsed = Duration.ofNanos(time.nanos() - start);
        if (outcome instanceof Failure failure) {
            WireLog.noResponse(request, failure, elapsed);
            return new Attempt.Failed<>(failure);
        }
        Reply reply = (Reply) outcome;
        WireLog.response(request, reply, elapsed);
        return reply.isSuccess() ? read(call, progress, reply) : new Attempt.Failed<>(judge(progress, reply));
    }

    /** After a 2xx nothing but a value or a failure that says so may come out. */
    private <T> Attempt<T> read(ApiCall<T> call, Progress progress, Reply reply) {
        try {
            return new Attempt.Succeeded<>(call.reader.apply(reply.body()), reply);
        } catch (RuntimeException e) {
            // a token reply that cannot be read may still hold a token
            String rawBody = call.operation.equals(TokenRequest.OPERATION)
                    ? ""
                    : redaction.rawBody(reply.body(), progress.authorization.token());
            return new Attempt.Failed<>(Failure.unreadable(reply.status(), e, rawBody));
        }
    }

    private Request request(ApiCall<?> call, Progress progress) {
        Request.Builder request = new Request.Builder()
                .url(baseUrl.newBuilder()
                        .addEncodedPathSegments(call.path.substring(1))
                        .build())
                .headers(commonHeaders)
                .tag(Operation.class, call.operation)
                .method(call.operation.method(), call.body == null ? null : new OneShotBody(call.body));
        progress.authorization.addTo(request);
        if (progress.msn != null) {
            request.header("Merchant-Serial-Number", progress.msn);
        }
        if (call.key != null) {
            request.header("Idempotency-Key", call.key.value());
        }
        return request.build();
    }

    /** Decides by status and code, never by media type or wording. */
    private Failure judge(Progress progress, Reply reply) {
        int status = reply.status();
        ApiCall<?> call = progress.call;
        ApiError error = ErrorReader.read(status, reply.body(), redaction, progress.authorization.token());
        ErrorCode code = call.codes.apply(error);
        ErrorCode.Repeat repeat = code == null ? null : code.repeat();
        Failure.Kind kind;
        if (status == 401) {
            kind = Failure.Kind.UNAUTHORIZED;
        } else if (status == 429) {
            kind = Failure.Kind.RATE_LIMITED;
        } else if (status == 423 || status < 500 && repeat == ErrorCode.Repeat.SAME_AFTER_PAUSE) {
            kind = Failure.Kind.LOCKED;
        } else if (repeat == ErrorCode.Repeat.SAME_ONCE) {
            kind = Failure.Kind.SERVER_ERROR_ONCE;
        } else if (status >= 500 || status == 408) {
            kind = Failure.Kind.SERVER_ERROR;
        } else if (status == 404 && !call.changesState() && recentlyCreated.contains(progress.msn, call.reference)) {
            kind = Failure.Kind.NOT_YET;
        } else {
            kind = Failure.Kind.REFUSED;
        }
        return Failure.answered(kind, error, RetryAfter.parse(NoSilentRepeat.retryAfter(reply.headers()), time.now()));
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
            throw Exceptions.unknown(progress, failure, e);
        }
    }
}
