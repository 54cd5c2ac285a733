package io.github.vipps4j.core.call;

import io.github.vipps4j.core.ApiError;
import io.github.vipps4j.core.ErrorCode;
import io.github.vipps4j.core.Operation;
import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.core.VippsException;
import io.github.vipps4j.core.call.RetryPolicy.Decision;
import io.github.vipps4j.core.support.ContractException;
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

    /** What an attempt came to: a value, or a failure. */
    private record Attempt<T>(
            @Nullable Reply reply,
            @Nullable T value,
            @Nullable Failure failure) {}

    <T> T execute(ApiCall<T> call, Authorization authorization, @Nullable String msn, RequestOptions options) {
        Duration limit = options.deadline() != null ? options.deadline() : settings.deadline();
        Progress progress = new Progress(call, msn, Deadline.in(limit, time));
        try {
            return attempts(call, progress, authorization, msn, options);
        } catch (VippsException e) {
            listeners.failed(e);
            throw e;
        } finally {
            if (call.creates && call.reference != null) {
                // also when the answer was lost: the payment may be there
                recentlyCreated.add(msn, call.reference);
            }
        }
    }

    private <T> T attempts(
            ApiCall<T> call,
            Progress progress,
            Authorization authorization,
            @Nullable String msn,
            RequestOptions options) {
        while (true) {
            prepare(progress, authorization);
            long start = time.nanos();
            Attempt<T> attempt = attempt(call, progress, authorization, msn, options);
            Duration elapsed = Duration.ofNanos(time.nanos() - start);
            Failure failure = attempt.failure();
            if (failure == null && attempt.reply() != null && attempt.value() != null) {
                listeners.succeeded(progress, attempt.reply(), elapsed, options, call.operation);
                return attempt.value();
            }
            if (failure == null) {
                throw new IllegalStateException("an attempt without a value must have a failure");
            }
            int times = progress.failed(failure);
            Decision next =
                    policy.decide(call.rules, failure, times, progress.deadline.left(), progress.maybeProcessed());
            if (Thread.currentThread().isInterrupted()) {
                next = Decision.STOP;
            }
            listeners.attemptFailed(progress, failure, elapsed, next);
            switch (next.action()) {
                case REPEAT -> pause(next.pause(), progress, failure);
                case RENEW_TOKEN -> renew(progress, authorization, failure);
                case CHECK -> {
                    pause(next.pause(), progress, failure);
                    T done = check(call, progress, failure);
                    if (done != null) {
                        return done;
                    }
                    progress.nothingWasProcessed();
                }
                case ALREADY_DONE -> {
                    if (call.alreadyDone != null) {
                        return call.alreadyDone;
                    }
                    throw Exceptions.of(progress, failure, next.pause());
                }
                case STOP -> throw Exceptions.of(progress, failure, next.pause());
            }
        }
    }

    private static void prepare(Progress progress, Authorization authorization) {
        if (Thread.currentThread().isInterrupted()) {
            throw Exceptions.prevented(progress, "the thread was interrupted");
        }
        try {
            authorization.prepare(progress.deadline);
        } catch (VippsException e) {
            throw Exceptions.withoutToken(progress, e);
        }
        if (progress.deadline.left() <= 0) {
            throw Exceptions.prevented(progress, "the deadline of the call is over");
        }
    }

    private <T> Attempt<T> attempt(
            ApiCall<T> call,
            Progress progress,
            Authorization authorization,
            @Nullable String msn,
            RequestOptions options) {
        progress.began();
        Request request = request(call, authorization, msn);
        Duration timeout = options.attemptTimeout() != null ? options.attemptTimeout() : settings.attemptTimeout();
        WireLog.request(request, call.body);
        long start = time.nanos();
        HttpSender.Outcome outcome = sender.send(
                request,
                Math.min(timeout.toNanos(), progress.deadline.remaining().toNanos()));
        Duration elapsed = Duration.ofNanos(time.nanos() - start);
        Reply reply = outcome.reply();
        if (reply == null) {
            Failure failure = outcome.failure();
            WireLog.noResponse(request, failure, elapsed);
            return new Attempt<>(null, null, failure);
        }
        WireLog.response(request, reply, elapsed);
        if (!reply.isSuccess()) {
            return new Attempt<>(reply, null, judge(call, reply, authorization.token(), msn));
        }
        try {
            return new Attempt<>(reply, call.reader.apply(reply.body()), null);
        } catch (ContractException e) {
            // a token reply that cannot be read may still hold a token
            String rawBody = call.operation.equals(TokenRequest.OPERATION)
                    ? ""
                    : redaction.rawBody(reply.body(), authorization.token());
            return new Attempt<>(reply, null, Failure.unreadable(reply.status(), e, rawBody));
        }
    }

    private Request request(ApiCall<?> call, Authorization authorization, @Nullable String msn) {
        Request.Builder request = new Request.Builder()
                .url(baseUrl.newBuilder()
                        .addEncodedPathSegments(call.path.substring(1))
                        .build())
                .headers(commonHeaders)
                .tag(Operation.class, call.operation)
                .method(call.operation.method(), call.body == null ? null : new OneShotBody(call.body));
        authorization.addTo(request);
        if (msn != null) {
            request.header("Merchant-Serial-Number", msn);
        }
        if (call.key != null) {
            request.header("Idempotency-Key", call.key.value());
        }
        return request.build();
    }

    /** Decides by status and code, never by media type or wording. */
    private Failure judge(ApiCall<?> call, Reply reply, @Nullable String token, @Nullable String msn) {
        int status = reply.status();
        ApiError error = ErrorReader.read(status, reply.body(), redaction, token);
        ErrorCode code = call.codes.apply(error);
        ErrorCode.Repeat repeat = code == null ? null : code.repeat();
        Failure.Kind kind;
        if (status == 401) {
            kind = Failure.Kind.UNAUTHORIZED;
        } else if (status == 429) {
            kind = Failure.Kind.RATE_LIMITED;
        } else if (status == 423 || repeat == ErrorCode.Repeat.SAME_AFTER_PAUSE) {
            kind = Failure.Kind.LOCKED;
        } else if (repeat == ErrorCode.Repeat.SAME_ONCE) {
            kind = Failure.Kind.SERVER_ERROR_ONCE;
        } else if (status >= 500 || status == 408) {
            kind = Failure.Kind.SERVER_ERROR;
        } else if (status == 404 && !call.changesState() && recentlyCreated.contains(msn, call.reference)) {
            kind = Failure.Kind.NOT_YET;
        } else {
            kind = Failure.Kind.REFUSED;
        }
        return Failure.answered(kind, error, RetryAfter.parse(reply.headers().get("Retry-After"), time.now()));
    }

    private void pause(Duration pause, Progress progress, Failure failure) {
        try {
            time.sleep(pause.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Exceptions.of(progress, failure, pause);
        }
    }

    private static void renew(Progress progress, Authorization authorization, Failure failure) {
        boolean renewed;
        try {
            renewed = authorization.renew(progress.deadline);
        } catch (VippsException e) {
            throw Exceptions.withoutToken(progress, e);
        }
        if (!renewed) {
            throw Exceptions.of(progress, failure, Duration.ZERO);
        }
    }

    private static <T> @Nullable T check(ApiCall<T> call, Progress progress, Failure failure) {
        if (call.check == null) {
            throw new IllegalStateException("a CHECKED call has a check");
        }
        long left = progress.deadline.left();
        if (left <= 0) {
            throw Exceptions.of(progress, failure, Duration.ZERO);
        }
        try {
            return call.check.apply(RequestOptions.defaults().deadline(Duration.ofNanos(left)));
        } catch (VippsException e) {
            throw Exceptions.unknown(progress, failure, e);
        }
    }
}
