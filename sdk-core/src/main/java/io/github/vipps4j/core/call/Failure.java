package io.github.vipps4j.core.call;

import io.github.vipps4j.core.ApiError;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one attempt failed.
 *
 * @param status of the answer, 0 if none came
 * @param error what the service said, if it answered with an error
 * @param retryAfter what the service asked for, or null
 * @param cause what broke, if something did
 * @param rawBody of an unreadable success, redacted
 */
record Failure(
        Kind kind,
        int status,
        @Nullable ApiError error,
        @Nullable Duration retryAfter,
        @Nullable Throwable cause,
        String rawBody)
        implements HttpSender.Outcome {

    /** Kinds of one group are counted together: what follows a failure depends on how often its group came. */
    enum Group {
        LINE,
        BUSY,
        TOKEN,
        OTHER
    }

    enum Kind {
        /** No request head left the machine. */
        NOT_SENT(Group.LINE, "not sent"),
        /** Sent, and no whole answer came back. */
        LOST(Group.LINE, "answer lost"),
        /** 5xx or 408. */
        SERVER_ERROR(Group.LINE, "server error"),
        /** A server error of which the API says that one repeat is enough. */
        SERVER_ERROR_ONCE(Group.LINE, "internal error"),
        /** 401. */
        UNAUTHORIZED(Group.TOKEN, "unauthorized"),
        /** 423, or a code that says "in a moment". */
        LOCKED(Group.BUSY, "locked"),
        /** 429. */
        RATE_LIMITED(Group.BUSY, "too many requests"),
        /** 404 on a read of what was created a moment ago. */
        NOT_YET(Group.OTHER, "not visible yet"),
        /** A refusal with a code of which the API says to read first: the goal may be met already. */
        STATE_CONFLICT(Group.OTHER, "state conflict"),
        /** Any other answer that is not a 2xx. */
        REFUSED(Group.OTHER, "refused"),
        /** A 2xx whose body breaks the contract. */
        UNREADABLE(Group.OTHER, "unreadable reply"),
        /** An interceptor threw after the request was sent. */
        BROKEN(Group.OTHER, "interceptor failed"),
        /** An interceptor threw before the request was sent. */
        BROKEN_BEFORE_SENDING(Group.OTHER, "interceptor failed before sending");

        private final Group group;
        private final String text;

        Kind(Group group, String text) {
            this.group = group;
            this.text = text;
        }

        Group group() {
            return group;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    static Failure notSent(Throwable cause) {
        return new Failure(Kind.NOT_SENT, 0, null, null, cause, "");
    }

    /** @param status of the answer whose body broke off, or 0 */
    static Failure lost(int status, Throwable cause) {
        return new Failure(Kind.LOST, status, null, null, cause, "");
    }

    static Failure broken(int status, Throwable cause) {
        return new Failure(Kind.BROKEN, status, null, null, cause, "");
    }

    static Failure brokenBeforeSending(Throwable cause) {
        return new Failure(Kind.BROKEN_BEFORE_SENDING, 0, null, null, cause, "");
    }

    static Failure unreadable(int status, @Nullable Throwable cause, String rawBody) {
        return new Failure(Kind.UNREADABLE, status, null, null, cause, rawBody);
    }

    static Failure answered(Kind kind, ApiError error, @Nullable Duration retryAfter) {
        return new Failure(kind, error.status(), error, retryAfter, null, "");
    }

    /** Whether the service may have acted upon this attempt. */
    boolean maybeProcessed() {
        return switch (kind) {
            case LOST, SERVER_ERROR, SERVER_ERROR_ONCE, UNREADABLE, BROKEN -> true;
            case NOT_SENT,
                    UNAUTHORIZED,
                    LOCKED,
                    RATE_LIMITED,
                    NOT_YET,
                    STATE_CONFLICT,
                    REFUSED,
                    BROKEN_BEFORE_SENDING -> false;
        };
    }

    /** Whether the service said 2xx, whatever became of the body. */
    boolean accepted() {
        return status >= 200 && status < 300;
    }
}
