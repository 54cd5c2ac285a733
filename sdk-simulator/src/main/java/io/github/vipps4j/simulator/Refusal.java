package io.github.vipps4j.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The request is not carried out; knows the answer to give instead, in the words of whichever API was called. */
final class Refusal extends RuntimeException {
    private final transient Words words;
    private final boolean sticks;

    /** The answer to a request for a path. */
    @FunctionalInterface
    private interface Words {
        Answer in(Errors errors, String path);
    }

    private Refusal(String message, boolean sticks, Words words) {
        super(message, null, false, false);
        this.sticks = sticks;
        this.words = words;
    }

    /** One of the numbered domain errors of ePayment; eCom has its own words for them. */
    static Refusal code(int code) {
        return new Refusal("error code " + code, ErrorCodes.sticks(code), (errors, path) -> errors.code(code, path));
    }

    /** What only eCom refuses. */
    static Refusal ecom(EcomError error) {
        return new Refusal("error " + error.group() + ' ' + error.code(), false, (errors, path) -> error.answer());
    }

    /** What only PSP v3 refuses. */
    static Refusal psp(PspError error) {
        return new Refusal("error " + error.code(), false, (errors, path) -> error.answer());
    }

    /** The body does not have the shape that the API takes. */
    static Refusal fields(List<FieldError> fields) {
        return new Refusal(
                "invalid fields " + fields, true, (errors, path) -> errors.status(400, "Bad request", fields, path));
    }

    static Refusal field(String name, String reason) {
        return fields(List.of(new FieldError(name, reason)));
    }

    /** There is nothing with the name that the path gives. */
    static Refusal notFound(String title) {
        return status(404, title);
    }

    /** There is nothing with the name that one field gives. */
    static Refusal unknown(String field) {
        List<FieldError> fields = List.of(new FieldError(field, "is not known"));
        return new Refusal("unknown " + field, false, (errors, path) -> errors.status(404, "Not found", fields, path));
    }

    /** Whoever calls may not do this, or not for this sales unit. */
    static Refusal forbidden(String title) {
        return status(403, title);
    }

    /** What is there already cannot be written again. */
    static Refusal conflict(String title) {
        return status(409, title);
    }

    /** Another change of the same payment is under way. */
    static Refusal locked() {
        return status(423, "Locked");
    }

    private static Refusal status(int status, String title) {
        return new Refusal(title, false, (errors, path) -> errors.status(status, title, List.of(), path));
    }

    /** The API gateway refuses: nothing reached the API, so nothing sticks to the key. */
    static Refusal gateway(int status, String message) {
        return new Refusal(message, false, (errors, path) -> Answer.gateway(status, message));
    }

    /** The API gateway does not take the access token. */
    static Refusal token(String message) {
        return new Refusal(message, false, (errors, path) -> errors.tokenRefused(message));
    }

    /** @param retryAfter seconds for the header {@code Retry-After}; null for none */
    static Refusal rateLimited(@Nullable Long retryAfter) {
        return new Refusal("rate limit", false, (errors, path) -> {
            Answer answer = Answer.gateway(429, "Rate limit is exceeded");
            return retryAfter == null ? answer : answer.withHeader("Retry-After", String.valueOf(retryAfter));
        });
    }

    /** The answer to a request for the given path. */
    Answer answer(Errors errors, String path) {
        return words.in(errors, path);
    }

    /** Whether a repeat with the same idempotency key gets this same answer in ePayment. */
    boolean sticks() {
        return sticks;
    }
}
