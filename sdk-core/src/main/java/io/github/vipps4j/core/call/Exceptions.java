package io.github.vipps4j.core.call;

import io.github.vipps4j.core.ApiError;
import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.AuthenticationException;
import io.github.vipps4j.core.BusyException;
import io.github.vipps4j.core.CallInfo;
import io.github.vipps4j.core.ConflictException;
import io.github.vipps4j.core.NotFoundException;
import io.github.vipps4j.core.NotSentException;
import io.github.vipps4j.core.OutcomeUnknownException;
import io.github.vipps4j.core.PermissionException;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.core.ServerException;
import io.github.vipps4j.core.UnreadableReplyException;
import io.github.vipps4j.core.VippsException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The last word on a call that failed: its {@link Verdict} as an exception with its {@link Messages message}. */
final class Exceptions {
    private Exceptions() {}

    /** @param pause that did not fit into the deadline, or zero */
    static VippsException of(Progress progress, Failure last, Duration pause) {
        return switch (Verdict.of(progress, last)) {
            case NOT_SENT -> notSent(progress, Messages.neverLeft(progress, last), last.cause());
            case REFUSED -> refused(progress, last, pause);
            case NO_ANSWER ->
                new OutcomeUnknownException(
                        Messages.noAnswer(progress, last), last.cause(), progress.info(), Processed.NO, last.error());
            case UNKNOWN -> unknown(progress, last, last.cause());
            case UNREADABLE -> unreadable(progress, last);
        };
    }

    /** No attempt was made, or no further one: for an interrupt, or because the time was over. */
    static VippsException prevented(Progress progress, String why) {
        Failure last = progress.lastFailure();
        return last == null ? notSent(progress, why, null) : of(progress, last, Duration.ZERO);
    }

    /** There is no access token, so the next attempt was not made. */
    static VippsException withoutToken(Progress progress, VippsException cause) {
        Failure last = progress.lastFailure();
        if (last != null && (progress.hasActed() || progress.maybeActed())) {
            return progress.hasActed() ? unreadable(progress, last) : unknown(progress, last, cause);
        }
        CallInfo info = progress.info();
        if (cause instanceof BusyException busy) {
            return new BusyException(Messages.withoutToken(info, busy.error()), info, busy.error(), busy.retryAfter());
        }
        if (cause instanceof AuthenticationException refused) {
            return new AuthenticationException(Messages.withoutToken(info, refused.error()), info, refused.error());
        }
        if (cause instanceof PermissionException refused) {
            return new PermissionException(Messages.withoutToken(info, refused.error()), info, refused.error());
        }
        return notSent(progress, Messages.withoutToken(progress, cause), cause);
    }

    /** Maybe acted. */
    static OutcomeUnknownException unknown(Progress progress, Failure last, @Nullable Throwable cause) {
        return new OutcomeUnknownException(
                Messages.unknown(progress, last),
                cause,
                progress.info(),
                Processed.UNKNOWN,
                last.error(),
                progress.call.resolver);
    }

    private static NotSentException notSent(Progress progress, String why, @Nullable Throwable cause) {
        return new NotSentException(Messages.notSent(progress, why), cause, progress.info());
    }

    private static UnreadableReplyException unreadable(Progress progress, Failure last) {
        Processed processed = progress.call.changesState() ? Processed.YES : Processed.NO;
        return new UnreadableReplyException(
                Messages.unreadable(progress, last),
                last.cause(),
                progress.info(),
                processed,
                progress.acceptedStatus(),
                last.rawBody());
    }

    private static ApiException refused(Progress progress, Failure last, Duration pause) {
        ApiError error = last.error();
        if (error == null) {
            throw new IllegalStateException("a refusal says something");
        }
        CallInfo info = progress.info();
        boolean busy = last.kind() == Failure.Kind.LOCKED || last.kind() == Failure.Kind.RATE_LIMITED;
        Duration retryAfter = busy ? retryAfter(last, pause) : null;
        String message = Messages.refused(progress, last, retryAfter);
        return switch (last.kind()) {
            case LOCKED, RATE_LIMITED -> new BusyException(message, info, error, retryAfter);
            case SERVER_ERROR, SERVER_ERROR_ONCE -> new ServerException(message, info, error);
            default ->
                switch (progress.call.likeStatus(error)) {
                    case 400 ->
                        progress.call.operation.equals(TokenRequest.OPERATION)
                                ? new AuthenticationException(message, info, error)
                                : new ApiException(message, info, error);
                    case 401 -> new AuthenticationException(message, info, error);
                    case 403 -> new PermissionException(message, info, error);
                    case 404 -> new NotFoundException(message, info, error);
                    case 409 -> new ConflictException(message, info, error);
                    default -> new ApiException(message, info, error);
                };
        };
    }

    private static @Nullable Duration retryAfter(Failure last, Duration pause) {
        Duration told = last.retryAfter();
        return told != null || pause.isZero() ? told : pause;
    }
}
