package io.github.vipps4j.core.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vipps4j.core.ApiError;
import io.github.vipps4j.core.ApiError.ExtraDetail;
import io.github.vipps4j.core.support.ContractException;
import io.github.vipps4j.core.support.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads any error body by its shape, never by its media type: a problem (RFC 7807), the gateway's two shapes, the token
 * endpoint's, HTML, text, nothing. It never throws and never loses the body.
 */
final class ErrorReader {
    private ErrorReader() {}

    /** @param rawBody the same body, bounded and redacted */
    static ApiError read(int status, byte[] body, String rawBody) {
        JsonNode json;
        try {
            json = Json.tree(body);
        } catch (ContractException notJson) {
            return new ApiError(status, titleOf(rawBody), null, List.of(), null, null, List.of(), rawBody);
        }
        List<String> codes = new ArrayList<>();
        List<ExtraDetail> details = new ArrayList<>();
        readDetails(json.path("extraDetails"), codes, details);
        readDetails(json.path("invalidParams"), codes, details);
        addIfPresent(codes, text(json, "errorCode"));
        addIfPresent(codes, text(json, "error"));
        return new ApiError(
                status,
                first(text(json, "title"), text(json, "error")),
                first(
                        text(json, "detail"),
                        text(json, "errorMessage"),
                        text(json, "message"),
                        text(json.path("result"), "message"),
                        text(json.path("responseInfo"), "responseMessage"),
                        text(json, "error_description")),
                codes,
                first(text(json, "traceId"), text(json, "trace_id")),
                first(text(json, "contextId"), text(json, "correlation_id")),
                details,
                rawBody);
    }

    private static void readDetails(JsonNode array, List<String> codes, List<ExtraDetail> details) {
        for (JsonNode entry : array) {
            String name = text(entry, "name");
            String reason = text(entry, "reason");
            if ("ErrorCode".equalsIgnoreCase(name)) {
                addIfPresent(codes, reason);
            } else if (name != null) {
                details.add(new ExtraDetail(name, reason == null ? "" : reason));
            }
        }
    }

    /** The title of an HTML page is usually all that a gateway says. */
    private static @Nullable String titleOf(String html) {
        int start = html.indexOf("<title>");
        int end = html.indexOf("</title>");
        return start >= 0 && end > start
                ? html.substring(start + "<title>".length(), end).strip()
                : null;
    }

    private static void addIfPresent(List<String> codes, @Nullable String code) {
        if (code != null) {
            codes.add(code);
        }
    }

    private static @Nullable String first(@Nullable String... texts) {
        for (String text : texts) {
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    private static @Nullable String text(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return value.isValueNode() && !value.isNull() && !value.asText().isBlank()
                ? value.asText().strip()
                : null;
    }
}
