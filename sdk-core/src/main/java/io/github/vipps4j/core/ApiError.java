package io.github.vipps4j.core;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the service said when it refused: one form for all the shapes in which errors arrive (problem, array, gateway,
 * token endpoint, Order Management, HTML, nothing at all). Texts are for people and change; decide by {@link #status()}
 * and {@link #code()}.
 *
 * @param status the HTTP status of the response line
 * @param title short text of the error, or null
 * @param detail longer text, or null; it may quote what was sent, so do not log it unread
 * @param group what the codes belong to, such as {@code Payment}, or null: in eCom a code means nothing without it
 * @param codes the API's error codes, such as {@code 6080}, all of this one group; empty if there are none
 * @param traceId what support asks for, or null
 * @param contextId a second id for support (the token endpoint's correlation id), or null
 * @param extraDetails field errors and other details
 * @param rawBody the body as it came, at most 8 KiB of it, with the SDK's own secrets removed; empty if there was none.
 *     It may hold personal data.
 */
public record ApiError(
        int status,
        @Nullable String title,
        @Nullable String detail,
        @Nullable String group,
        List<String> codes,
        @Nullable String traceId,
        @Nullable String contextId,
        List<ExtraDetail> extraDetails,
        String rawBody)
        implements Serializable {

    /** Copies its lists. */
    public ApiError {
        codes = List.copyOf(codes);
        extraDetails = List.copyOf(extraDetails);
    }

    /** An error of which only the status is known; for tests and fakes. */
    public static ApiError of(int status) {
        return new ApiError(status, null, null, null, List.of(), null, null, List.of(), "");
    }

    /** The first of {@link #codes()}, or null. */
    public @Nullable String code() {
        return codes.isEmpty() ? null : codes.get(0);
    }

    /**
     * One detail of an error.
     *
     * @param name what it is about, often a field of the request, with the spelling of the service
     * @param reason text
     */
    public record ExtraDetail(String name, String reason) implements Serializable {
        /** Without the reason, which may quote what was sent. */
        @Override
        public String toString() {
            return "ExtraDetail[name=" + name + "]";
        }
    }

    /** Status, codes and ids; texts and body are left out because they may quote personal data. */
    @Override
    public String toString() {
        return "ApiError[status=" + status + (group == null ? "" : ", group=" + group) + ", codes=" + codes
                + ", traceId=" + traceId + ", contextId=" + contextId + "]";
    }
}
