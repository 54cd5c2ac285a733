package io.github.vipps4j.core.call;

import io.github.vipps4j.core.ApiError;
import io.github.vipps4j.core.ApiError.ExtraDetail;
import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.AuthenticationException;
import io.github.vipps4j.core.BusyException;
import io.github.vipps4j.core.CallInfo;
import io.github.vipps4j.core.ConflictException;
import io.github.vipps4j.core.ErrorCode;
import io.github.vipps4j.core.NotFoundException;
import io.github.vipps4j.core.NotSentException;
import io.github.vipps4j.core.OutcomeUnknownException;
import io.github.vipps4j.core.PermissionException;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.core.ServerException;
import io.github.vipps4j.core.UnreadableReplyException;
import io.github.vipps4j.core.VippsException;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The last word on a call that failed: which exception it is, judged over all its attempts, and what it says. A message is
 * one paragraph: what was attempted, what came back, who has to act, and the ids that support asks for.
 */
final class Exceptions {
    private Exceptions() {}

    /** @param pause that did not fit into the deadline, or zero */
    static VippsException of(Progress progress, Failure failure, Duration pause) {
        if (progress.call.changesState() && failure.accepted()) {
            return unreadable(progress, failure, Processed.YES);
        }
        if (progress.call.changesState() && progress.maybeProcessed() && !provesNothingHappened(progress, failure)) {
            return unknown(progress, failure, failure.cause());
        }
        ApiError error = failure.error();
        return switch (failure.kind()) {
            case NOT_SENT, BROKEN_BEFORE_SENDING ->
                notSent(progress, "the request never left" + describe(failure.cause()), failure.cause());
            case UNREADABLE -> unreadable(progress, failure, Processed.NO);
            default -> error == null ? noAnswerToRead(progress, failure) : refused(progress, failure, error, pause);
        };
    }

    /**
     * With a key, the service would have repeated the first attempt's success: a refusal by the API itself shows that there
     * was none. The gateway (401, 403, 422, 429), a conflict and a locked payment show nothing: the first attempt may have
     * acted, or may be acting at this moment.
     */
    private static boolean provesNothingHappened(Progress progress, Failure failure) {
        return progress.call.rules.repeatability() == Repeatability.KEYED
                && failure.kind() == Failure.Kind.REFUSED
                && (failure.status() == 400 || failure.status() == 404);
    }

    /** The call has not begun, or an attempt was prevented, by an interrupt or the end of its time. */
    static VippsException prevented(Progress progress, String why) {
        return progress.call.changesState() && progress.maybeProcessed()
                ? unknown(progress, null, null)
                : notSent(progress, why, null);
    }

    /** There is no access token, so this attempt was not made. */
    static VippsException withoutToken(Progress progress, VippsException cause) {
        if (progress.call.changesState() && progress.maybeProcessed()) {
            return unknown(progress, null, cause);
        }
        if (cause instanceof ApiException refusal && !(refusal instanceof ServerException)) {
            CallInfo info = progress.info();
            String message = attempted(info) + " was not sent, for no access token could be had. " + cause.getMessage();
            ApiError error = refusal.error();
            if (refusal instanceof BusyException busy) {
                return new BusyException(message, info, error, busy.retryAfter());
            }
            return refusal instanceof PermissionException
                    ? new PermissionException(message, info, error)
                    : new AuthenticationException(message, info, error);
        }
        return notSent(progress, "no access token could be had: " + cause.getMessage(), cause);
    }

    /** Maybe processed. */
    static OutcomeUnknownException unknown(Progress progress, @Nullable Failure failure, @Nullable Throwable cause) {
        CallInfo info = progress.info();
        ApiError error = failure == null ? null : failure.error();
        String message = attempted(info) + " may or may not have been processed: "
                + (failure == null ? "its answer was lost" : describe(progress, failure))
                + ". This is not a failed payment. " + progress.call.settledBy + ". " + ids(info, error);
        return new OutcomeUnknownException(message, cause, info, Processed.UNKNOWN, error);
    }

    private static OutcomeUnknownException noAnswerToRead(Progress progress, Failure failure) {
        CallInfo info = progress.info();
        Processed processed = progress.call.changesState() ? Processed.UNKNOWN : Processed.NO;
        String message = attempted(info) + " got no answer: " + describe(progress, failure)
                + ". It changes nothing; repeat it. " + ids(info, null);
        return new OutcomeUnknownException(message, failure.cause(), info, processed, null);
    }

    private static NotSentException notSent(Progress progress, String why, @Nullable Throwable cause) {
        CallInfo info = progress.info();
        String message = attempted(info) + " was not sent: " + why + ". Nothing was processed; it can be repeated. "
                + ids(info, null);
        return new NotSentException(message, cause, info);
    }

    private static UnreadableReplyException unreadable(Progress progress, Failure failure, Processed processed) {
        CallInfo info = progress.info();
        String message = attempted(info) + " was answered " + failure.status() + ", but its reply cannot be read"
                + (failure.cause() instanceof RuntimeException contract
                        ? ": " + contract.getMessage()
                        : describe(failure.cause()))
                + ". "
                + (processed == Processed.YES ? "It was processed; read it back. " : "")
                + ids(info, null);
        return new UnreadableReplyException(
                message, failure.cause(), info, processed, failure.status(), failure.rawBody());
    }

    private static ApiException refused(Progress progress, Failure failure, ApiError error, Duration pause) {
        CallInfo info = progress.info();
        String message = attempted(info) + " was refused: " + describe(progress, failure) + "."
                + advice(progress, error) + " " + ids(info, error);
        boolean tokenRequest = progress.call.operation.equals(TokenRequest.OPERATION);
        return switch (failure.kind()) {
            case LOCKED, RATE_LIMITED -> new BusyException(message, info, error, retryAfter(failure, pause));
            case SERVER_ERROR, SERVER_ERROR_ONCE -> new ServerException(message, info, error);
            default ->
                switch (error.status()) {
                    case 400 ->
                        tokenRequest
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

    private static @Nullable Duration retryAfter(Failure failure, Duration pause) {
        Duration told = failure.retryAfter();
        return told != null || pause.isZero() ? told : pause;
    }

    private static String attempted(CallInfo info) {
        return info.reference() == null ? info.operation() : info.operation() + " of " + info.reference();
    }

    private static String describe(Progress progress, Failure failure) {
        ApiError error = failure.error();
        if (error == null) {
            return failure.kind() + describe(failure.cause());
        }
        StringBuilder text = new StringBuilder("HTTP ").append(error.status());
        if (!error.codes().isEmpty()) {
            text.append(" with code ").append(Redaction.forMessage(String.join(", ", error.codes())));
        }
        ErrorCode known = progress.call.codes.apply(error);
        if (known != null && !known.meaning().isEmpty()) {
            text.append(" (").append(known.meaning()).append(')');
        }
        String said = said(error);
        if (!said.isEmpty()) {
            text.append(", \"").append(said).append('"');
        }
        if (!error.extraDetails().isEmpty()) {
            text.append(error.extraDetails().stream()
                    .map(Exceptions::describe)
                    .collect(Collectors.joining("; ", " [", "]")));
        }
        return text.toString();
    }

    private static String describe(ExtraDetail detail) {
        return Redaction.forMessage(detail.name()) + ": " + Redaction.forMessage(detail.reason());
    }

    private static String said(ApiError error) {
        String title = error.title() == null ? "" : Redaction.forMessage(error.title());
        String detail = error.detail() == null ? "" : Redaction.forMessage(error.detail());
        return title.isEmpty() || detail.isEmpty() || title.equals(detail) ? title + detail : title + ": " + detail;
    }

    /** Only the class: messages of I/O exceptions can quote headers. */
    private static String describe(@Nullable Throwable cause) {
        return cause == null ? "" : " (" + cause.getClass().getSimpleName() + ")";
    }

    private static String advice(Progress progress, ApiError error) {
        ErrorCode known = progress.call.codes.apply(error);
        if (known != null) {
            return " Who has to act: " + known.whoActs() + "; " + known.repeat() + ".";
        }
        return switch (error.status()) {
            case 401 ->
                " Check client id, client secret, subscription key, and that they belong to this sales unit and"
                        + " environment.";
            case 403 -> " The merchant has to check that the sales unit may use this product.";
            case 404 -> " Check the reference, the sales unit and the environment.";
            case 409 -> " Read it back: the reference or the idempotency key was used before.";
            case 429 -> " Slow down, then repeat it with the same key.";
            case 400, 422 ->
                progress.call.key == null
                        ? " Correct the request."
                        : " Correct the request and use a new idempotency key: the refusal sticks to this one.";
            default -> error.status() >= 500 || error.status() == 423 ? " Repeat it later." : "";
        };
    }

    private static String ids(CallInfo info, @Nullable ApiError error) {
        StringBuilder ids = new StringBuilder("[").append(info);
        if (error != null && error.traceId() != null) {
            ids.append(", traceId=").append(error.traceId());
        }
        if (error != null && error.contextId() != null) {
            ids.append(", contextId=").append(error.contextId());
        }
        return ids.append(']').toString();
    }
}
