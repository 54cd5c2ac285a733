package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How an API tells what was wrong: Order Management has a shape of its own. */
final class Problem {
    private static final String EPAYMENT = "/epayment";
    private static final Pattern WORD_IN_NAME = Pattern.compile("(^|\\.)([a-z])");

    /** The section of RFC 7231 for each status that Order Management 2.1 documents. */
    private static final Map<Integer, String> SECTIONS = Map.of(400, "6.5.1", 404, "6.5.4", 409, "6.5.8");

    private static final Map<Integer, String> DETAILS =
            Map.of(400, "BadRequest", 404, "NotFound", 409, "Conflict", 423, "Locked");

    private Problem() {}

    /**
     * The answer to a request for the given path.
     *
     * @param details objects with {@code name} and {@code reason}, null if there is nothing more to say
     */
    static Answer answer(int status, String title, String path, @Nullable ArrayNode details) {
        return OrderManagementRoute.owns(path)
                ? ofOrderManagement(status, title, details)
                : ofEPaymentAndWebhooks(status, title, path, details);
    }

    private static Answer ofEPaymentAndWebhooks(int status, String title, String path, @Nullable ArrayNode details) {
        ObjectNode body = Json.object()
                .put("type", "https://httpstatuses.io/" + status)
                .put("title", title)
                .put("detail", title + ".")
                .put("instance", path.startsWith(EPAYMENT) ? path.substring(EPAYMENT.length()) : path)
                .put("status", status);
        body.set("extraDetails", details);
        body.put("traceId", traceId());
        return Answer.json(status, "application/problem+json", body);
    }

    /** Without a status, with the trace id as {@code instance}, and with capitals in the names of fields. */
    private static Answer ofOrderManagement(int status, String title, @Nullable ArrayNode invalid) {
        ObjectNode body = Json.object();
        if (SECTIONS.containsKey(status)) {
            body.put("type", "https://datatracker.ietf.org/doc/html/rfc7231#section-" + SECTIONS.get(status));
        }
        body.put("title", status == 400 ? "One or more validation errors occurred." : title)
                .put("detail", DETAILS.getOrDefault(status, title))
                .put("instance", traceId());
        if (invalid != null) {
            ArrayNode params = body.putArray("invalidParams");
            for (JsonNode one : invalid) {
                params.addObject()
                        .put("name", capitalised(one.path("name").textValue()))
                        .put("reason", one.path("reason").textValue());
            }
        }
        return Answer.json(status, body);
    }

    private static String capitalised(String name) {
        return WORD_IN_NAME
                .matcher(name)
                .replaceAll(found -> found.group(1) + (char) (found.group(2).charAt(0) - 'a' + 'A'));
    }

    private static String traceId() {
        String trace = UUID.randomUUID().toString().replace("-", "");
        return "00-" + trace + "-" + trace.substring(16) + "-01";
    }
}
