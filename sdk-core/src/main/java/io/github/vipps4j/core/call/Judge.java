package io.github.vipps4j.core.call;

import io.github.vipps4j.core.ApiError;
import io.github.vipps4j.core.ErrorCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Says what kind of failure an answer is: by status and code, never by media type or wording. */
final class Judge {
    private final Redaction redaction;
    private final RecentlyCreated recentlyCreated;

    Judge(Redaction redaction, RecentlyCreated recentlyCreated) {
        this.redaction = redaction;
        this.recentlyCreated = recentlyCreated;
    }

    /** An answer that is not a 2xx. */
    Failure refused(Progress progress, Reply reply, Instant now) {
        ApiError error = ErrorReader.read(reply.status(), reply.body(), redaction(progress));
        return Failure.answered(
                kind(progress, error), error, RetryAfter.parse(reply.headers().get("Retry-After"), now));
    }

    private Failure.Kind kind(Progress progress, ApiError error) {
        int status = error.status();
        int like = progress.call.likeStatus(error);
        ErrorCode.Repeat repeat = repeat(progress.call.codes.apply(error));
        if (status == 401) {
            return Failure.Kind.UNAUTHORIZED;
        }
        if (status == 429 || status < 500 && like == 429) {
            return Failure.Kind.RATE_LIMITED;
        }
        if (status == 423 || status < 500 && repeat == ErrorCode.Repeat.SAME_AFTER_PAUSE) {
            return Failure.Kind.LOCKED;
        }
        if (repeat == ErrorCode.Repeat.SAME_ONCE) {
            return Failure.Kind.SERVER_ERROR_ONCE;
        }
        if (status >= 500 || status == 408) {
            return Failure.Kind.SERVER_ERROR;
        }
        boolean mayAppear = like == 404
                && !progress.call.changesState()
                && recentlyCreated.contains(progress.msn, progress.call.api, progress.call.reference);
        if (mayAppear) {
            return Failure.Kind.NOT_YET;
        }
        // of something else that was sent with this key or reference no read can say that it is this
        return repeat == ErrorCode.Repeat.AFTER_READING && progress.call.likeStatus(error) != 409
                ? Failure.Kind.STATE_CONFLICT
                : Failure.Kind.REFUSED;
    }

    private static ErrorCode.@Nullable Repeat repeat(@Nullable ErrorCode code) {
        return code == null ? null : code.repeat();
    }

    /** A 2xx whose body is not what the contract promises. */
    Failure unreadable(Progress progress, Reply reply, Throwable cause) {
        // one that cannot be read may still hold its secret
        String rawBody = progress.call.secretReply ? "" : redaction(progress).rawBody(reply.body());
        return Failure.unreadable(reply.status(), cause, rawBody);
    }

    private Redaction redaction(Progress progress) {
        return redaction.with(progress.authorization.token(), progress.call.secrets);
    }
}
