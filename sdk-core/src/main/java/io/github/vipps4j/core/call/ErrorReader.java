package io.github.vipps4j.core.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vipps4j.core.ApiError;
import io.github.vipps4j.core.ApiError.ExtraDetail;
import io.github.vipps4j.core.support.ContractException;
import io.github.vipps4j.core.support.Json;
import io.github.vipps4j.core.support.Texts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads any error body by its shape, never by its media type: a problem (RFC 7807), an array of errors with or without
 * groups, the gateway's two shapes, the token endpoint's, Order Management's, HTML, text, nothing. It never throws and
 * never loses the body.
 */
final class ErrorReader {
    private static final int SPAN = 36;
    private static final int FLAGS = 53;
    private static final int TRACE_PARENT = 55;
    private static final int SHORTEST_CONNECTION = 8;
    private static final int LONGEST_REQUEST_ID = 40;
    private final Redaction redaction;

    private ErrorReader(Redaction redaction) {
        this.redaction = redaction;
    }

    /** @param redaction takes the call's secrets out of all texts */
    static ApiError read(int status, byte[] body, Redaction redaction) {
        return new ErrorReader(redaction).read(status, body);
    }

    private ApiError read(int status, byte[] body) {
        String rawBody = redaction.rawBody(body);
        JsonNode json;
        try {
            json = Json.tree(body);
        } catch (ContractException notJson) {
            return new ApiError(status, titleOf(rawBody), null, null, List.of(), null, null, List.of(), rawBody);
        }
        JsonNode error = json.isArray() ? spokesman(json) : json;
        List<String> codes = new ArrayList<>();
        List<ExtraDetail> details = new ArrayList<>();
        readDetails(error.path("extraDetails"), codes, details);
        readDetails(error.path("invalidParams"), codes, details);
        String group = text(error, "errorGroup");
        for (JsonNode entry : json.isArray() ? json : List.of(json)) {
            readEntry(entry, group, codes, details);
        }
        addIfPresent(codes, text(error, "error"));
        return new ApiError(
                status,
                first(text(error, "title"), text(error, "error")),
                first(
                        text(error, "detail"),
                        text(error, "errorMessage"),
                        text(error, "message"),
                        text(error.path("result"), "message"),
                        text(error.path("responseInfo"), "responseMessage"),
                        text(error, "error_description")),
                group == null ? null : harmless(group),
                codes,
                first(text(error, "traceId"), text(error, "trace_id"), traceIn(text(error, "instance"))),
                first(text(error, "contextId"), text(error, "correlation_id")),
                details,
                rawBody);
    }

    /** Of several errors the first one that is more than a field error speaks for all: its code decides. */
    private JsonNode spokesman(JsonNode errors) {
        for (JsonNode entry : errors) {
            if (!isFieldError(entry)) {
                return entry;
            }
        }
        return errors.path(0);
    }

    /** A code of another group than the one given is left to the raw body: it would be taken for one of that group. */
    private void readEntry(JsonNode entry, @Nullable String ofGroup, List<String> codes, List<ExtraDetail> details) {
        String group = text(entry, "errorGroup");
        String code = text(entry, "errorCode");
        if (code != null && isFieldError(entry)) {
            String reason = text(entry, "errorMessage");
            details.add(new ExtraDetail(code, reason == null ? "" : reason));
        } else if (group == null ? ofGroup == null : group.equalsIgnoreCase(ofGroup)) {
            addIfPresent(codes, code);
        }
    }

    /** Where codes have groups they are numbers; what stands in place of one is the name of a field of the request. */
    private boolean isFieldError(JsonNode entry) {
        String code = text(entry, "errorCode");
        return text(entry, "errorGroup") != null
                && code != null
                && !Texts.isDigit(code.charAt(0))
                && Texts.all(code, c -> Texts.isLetterOrDigit(c) || ".[]".indexOf(c) >= 0);
    }

    private void readDetails(JsonNode array, List<String> codes, List<ExtraDetail> details) {
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

    /** Order Management has its trace id where the others have a path: a W3C trace parent, or what ASP.NET calls a request. */
    private static @Nullable String traceIn(@Nullable String instance) {
        return instance != null && (isTraceParent(instance) || isRequestId(instance)) ? instance : null;
    }

    /** {@code 00-616e415f5af7584eb4d9369d0fe8d7cc-48b90041faff204c-00}: version, trace, span, flags. */
    private static boolean isTraceParent(String text) {
        return text.length() == TRACE_PARENT
                && text.startsWith("00-")
                && Texts.all(text, 3, SPAN - 1, ErrorReader::isHex)
                && text.charAt(SPAN - 1) == '-'
                && Texts.all(text, SPAN, FLAGS - 1, ErrorReader::isHex)
                && text.charAt(FLAGS - 1) == '-'
                && Texts.all(text, FLAGS, TRACE_PARENT, ErrorReader::isHex);
    }

    /** {@code 0HMVFE0A284AM:00000001}: connection and request. What is before the colon is too long for a URN's beginning. */
    private static boolean isRequestId(String text) {
        int colon = text.indexOf(':');
        return colon >= SHORTEST_CONNECTION
                && text.length() <= LONGEST_REQUEST_ID
                && colon + 1 < text.length()
                && Texts.all(text, 0, colon, Texts::isLetterOrDigit)
                && Texts.all(text, colon + 1, text.length(), ErrorReader::isHex);
    }

    private static boolean isHex(int c) {
        return Texts.isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }

    /** The title of an HTML page is usually all that a gateway says. */
    private static @Nullable String titleOf(String html) {
        int start = html.indexOf("<title>") + "<title>".length();
        int end = html.indexOf("</title>", start);
        String title = start < "<title>".length() || end < 0
                ? ""
                : html.substring(start, end).strip();
        return title.isEmpty() ? null : title;
    }

    /**
     * What one service has for a code is a sentence with another, and may quote what was sent. That there is one is not lost:
     * a code that nobody knows proves less than none.
     */
    private static void addIfPresent(List<String> codes, @Nullable String code) {
        if (code != null) {
            codes.add(harmless(code));
        }
    }

    private static String harmless(String name) {
        return name.indexOf(' ') < 0 ? Redaction.forMessage(name) : Redaction.MASK;
    }

    private static @Nullable String first(@Nullable String... texts) {
        for (String text : texts) {
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    private @Nullable String text(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return value.isValueNode() && !value.isNull() && !value.asText().isBlank()
                ? redaction.redact(value.asText().strip())
                : null;
    }
}
