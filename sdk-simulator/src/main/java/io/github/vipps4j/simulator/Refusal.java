package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The request is not carried out; knows the answer to give instead. */
final class Refusal extends RuntimeException {
    private static final Map<Integer, String> TITLES = Map.of(
            400, "Bad request",
            423, "Locked");

    private final transient Function<String, Answer> answer;
    private final boolean sticks;

    private Refusal(String message, boolean sticks, Function<String, Answer> answer) {
        super(message, null, false, false);
        this.sticks = sticks;
        this.answer = answer;
    }

    /** One of the numbered domain errors of ePayment. */
    static Refusal code(int code) {
        int status = ErrorCodes.status(code);
        ArrayNode details = Json.array();
        details.addObject().put("name", "ErrorCode").put("reason", String.valueOf(code));
        return new Refusal(
                "error code " + code,
                ErrorCodes.sticks(code),
                path -> Problem.answer(status, ErrorCodes.title(code), path, details));
    }

    /** The body does not have the shape that the API takes. */
    static Refusal fields(List<FieldError> errors) {
        ArrayNode details = Json.array();
        errors.forEach(error -> details.addObject().put("name", error.name()).put("reason", error.reason()));
        return new Refusal("invalid fields " + errors, true, path -> Problem.answer(400, title(400), path, details));
    }

    static Refusal field(String name, String reason) {
        return fields(List.of(new FieldError(name, reason)));
    }

    /** There is nothing with the name that the path gives. */
    static Refusal notFound(String title) {
        return new Refusal(title, false, path -> Problem.answer(404, title, path, null));
    }

    /** There is nothing with the name that one field gives. */
    static Refusal unknown(String field) {
        ArrayNode details = Json.array();
        details.addObject().put("name", field).put("reason", "is not known");
        return new Refusal("unknown " + field, false, path -> Problem.answer(404, "Not found", path, details));
    }

    /** What is there already cannot be written again. */
    static Refusal conflict(String title) {
        return new Refusal(title, false, path -> Problem.answer(409, title, path, null));
    }

    /** Another change of the same payment is under way. */
    static Refusal locked() {
        return new Refusal("locked", false, path -> Problem.answer(423, title(423), path, null));
    }

    /** The API gateway refuses: nothing reached the API, so nothing sticks to the key. */
    static Refusal gateway(int status, String message) {
        return new Refusal(message, false, path -> Answer.gateway(status, message));
    }

    /** @param retryAfter seconds for the header {@code Retry-After}; null for none */
    static Refusal rateLimited(@Nullable Long retryAfter) {
        return new Refusal("rate limit", false, path -> {
            Answer answer = Answer.gateway(429, "Rate limit is exceeded");
            return retryAfter == null ? answer : answer.withHeader("Retry-After", String.valueOf(retryAfter));
        });
    }

    private static String title(int status) {
        return TITLES.getOrDefault(status, "Error");
    }

    /** The answer to a request for the given path. */
    Answer answer(String path) {
        return answer.apply(path);
    }

    /** Whether a repeat with the same idempotency key gets this same answer. */
    boolean sticks() {
        return sticks;
    }
}
