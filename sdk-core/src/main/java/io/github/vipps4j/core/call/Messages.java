package io.github.vipps4j.core.call;

import io.github.vipps4j.core.ApiError;
import io.github.vipps4j.core.ApiError.ExtraDetail;
import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.CallInfo;
import io.github.vipps4j.core.ErrorCode;
import io.github.vipps4j.core.VippsException;
import io.github.vipps4j.core.support.ContractException;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an exception says, in one paragraph for the developer on call: what was attempted, what came back, who has to act,
 * and the ids that support asks for. No secret, nothing personal.
 */
final class Messages {
    private static final int MAX_LISTED = 10;

    private Messages() {}

    static String notSent(Progress progress, String why) {
        CallInfo info = progress.info();
        return attempted(info) + " was not sent: " + why + ". Nothing was processed; it can be repeated. "
                + ids(info, null);
    }

    static String neverLeft(Progress progress, Failure last) {
        return "the request never left for " + progress.target + ofClass(last.cause());
    }

    static String withoutToken(Progress progress, VippsException cause) {
        String why;
        if (cause instanceof ApiException refused) {
            why = ", " + said(refused.error(), null);
        } else {
            why = cause.getCause() == null ? " in time, or the thread was interrupted" : ofClass(cause.getCause());
        }
        return "no access token could be had from " + progress.target + why;
    }

    static String withoutToken(CallInfo info, ApiError error) {
        return attempted(info) + " could not be made, for no access token could be had: " + said(error, null) + "."
                + adviceByStatus(error.status(), true) + " " + ids(info, error);
    }

    /** @param retryAfter how long the service or the SDK would wait before another attempt, or null */
    static String refused(Progress progress, Failure last, @Nullable Duration retryAfter) {
        ApiError error = errorOf(last);
        CallInfo info = progress.info();
        ErrorCode known = progress.call.codes.apply(error);
        String advice = known == null || !progress.call.changesState()
                ? advice(progress.call, error.status())
                : " Who has to act: " + who(known.whoActs()) + "; "
                        + whatHelps(known.repeat(), progress.call.key != null) + ".";
        String when = retryAfter == null ? "" : " Not before " + retryAfter.toSeconds() + " s from now.";
        String refused = last.kind() == Failure.Kind.SERVER_ERROR ? " failed at the service: " : " was refused: ";
        return attempted(info) + refused + said(error, known) + "." + advice + when + " " + ids(info, error);
    }

    static String noAnswer(Progress progress, Failure last) {
        CallInfo info = progress.info();
        return attempted(info) + " got no answer: " + what(progress, last) + ". A read changes nothing; repeat it. "
                + ids(info, null);
    }

    static String unknown(Progress progress, Failure last) {
        CallInfo info = progress.info();
        return attempted(info) + " may or may not have been processed: " + what(progress, last)
                + (last.maybeProcessed() || !progress.maybeActed() ? "" : " after an attempt without an answer")
                + (progress.call.ofPayment ? ". This is not a failed payment. " : ". ") + progress.call.settledBy + ". "
                + ids(info, last.error());
    }

    static String unreadable(Progress progress, Failure last) {
        CallInfo info = progress.info();
        return attempted(info) + " was accepted, but its reply cannot be read: "
                + (last.cause() instanceof ContractException contract
                        ? "HTTP " + last.status() + ", " + contract.getMessage()
                        : what(progress, last))
                + "."
                + (progress.call.changesState() ? " It was processed. " + progress.call.settledBy + "." : "")
                + " " + ids(info, last.error());
    }

    private static String attempted(CallInfo info) {
        return info.reference() == null ? info.operation() : info.operation() + " of " + info.reference();
    }

    private static String what(Progress progress, Failure last) {
        ApiError error = last.error();
        return error == null ? last.kind() + ofClass(last.cause()) : said(error, progress.call.codes.apply(error));
    }

    private static String said(ApiError error, @Nullable ErrorCode known) {
        StringBuilder text = new StringBuilder("HTTP ").append(error.status());
        if (!error.codes().isEmpty()) {
            text.append(error.group() == null ? " with code " : " with code " + error.group() + " ")
                    .append(error.codes().stream()
                            .limit(MAX_LISTED)
                            .map(Redaction::forMessage)
                            .collect(Collectors.joining(", ")));
        }
        if (known != null && !known.meaning().isEmpty()) {
            text.append(" (").append(known.meaning()).append(')');
        }
        if (known != null) {
            // its meaning says it, and cannot quote what was sent
            return text.toString();
        }
        String said = inItsOwnWords(error);
        if (!said.isEmpty()) {
            text.append(", \"").append(said).append('"');
        }
        if (!error.extraDetails().isEmpty()) {
            text.append(error.extraDetails().stream()
                    .limit(MAX_LISTED)
                    .map(Messages::detail)
                    .collect(Collectors.joining("; ", " [", "]")));
        }
        return text.toString();
    }

    private static String detail(ExtraDetail detail) {
        return Redaction.forMessage(detail.name()) + ": " + Redaction.forMessage(detail.reason());
    }

    private static String inItsOwnWords(ApiError error) {
        String title = error.title() == null ? "" : Redaction.forMessage(error.title());
        String detail = error.detail() == null ? "" : Redaction.forMessage(error.detail());
        if (title.isEmpty() || detail.isEmpty() || title.equals(detail)) {
            return title.isEmpty() ? detail : title;
        }
        return title + ": " + detail;
    }

    /** Only the class: messages of I/O exceptions can quote headers. */
    private static String ofClass(@Nullable Throwable cause) {
        return cause == null ? "" : " (" + cause.getClass().getSimpleName() + ")";
    }

    private static String advice(ApiCall<?> call, int status) {
        String own = call.advice(status);
        return own == null ? adviceByStatus(status, call.key == null) : " " + own + ".";
    }

    private static String who(ErrorCode.WhoActs acts) {
        return switch (acts) {
            case NOBODY -> "nobody: it passes";
            case DEVELOPER -> "the developer";
            case MERCHANT -> "the merchant, whose set-up has to change";
            case CUSTOMER -> "the customer";
        };
    }

    private static String whatHelps(ErrorCode.Repeat repeat, boolean keyed) {
        return switch (repeat) {
            case SAME_AFTER_PAUSE -> "repeat the same request after a pause" + (keyed ? ", with the same key" : "");
            case SAME_ONCE -> "repeated once already; check the request for a mistake";
            case SAME_MUCH_LATER ->
                "repeat the same request" + (keyed ? " with the same key" : "")
                        + " much later, or ask the customer; do not ship";
            case CORRECTED_WITH_NEW_KEY -> "correct the request" + (keyed ? " and use a new idempotency key" : "");
            case AFTER_READING -> "read the payment back before anything else";
            case NEVER ->
                "repeating does not help before the cause is gone"
                        + (keyed ? ", and then it needs a new idempotency key" : "");
        };
    }

    private static String adviceByStatus(int status, boolean keyless) {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> " Something in between redirects; check the base URL and the proxy.";
            case 401 ->
                " Check client id, client secret, subscription key, and that they belong to this sales unit and"
                        + " environment.";
            case 403 -> " The merchant has to check that the sales unit may use this product.";
            case 404 -> " Check the reference, the sales unit and the environment.";
            case 409 ->
                " Read back what is there: "
                        + (keyless
                                ? "it is in the way."
                                : "the reference or the idempotency key was used before, with another body.");
            case 429 -> " Slow down, then repeat it" + (keyless ? "." : " with the same key.");
            case 400, 422 ->
                keyless
                        ? " Correct the request."
                        : " Correct the request and use a new idempotency key: the refusal sticks to this one.";
            default -> status >= 500 || status == 423 || status == 408 ? " Repeat it later." : "";
        };
    }

    private static ApiError errorOf(Failure last) {
        ApiError error = last.error();
        return error == null ? ApiError.of(last.status()) : error;
    }

    /** Ids come from outside too, so they are shown only if they are ids. */
    private static String ids(CallInfo info, @Nullable ApiError error) {
        StringBuilder ids = new StringBuilder("[").append(info);
        if (error != null && error.traceId() != null) {
            ids.append(", traceId=").append(Redaction.id(error.traceId()));
        }
        if (error != null && error.contextId() != null) {
            ids.append(", contextId=").append(Redaction.id(error.contextId()));
        }
        return ids.append(']').toString();
    }
}
