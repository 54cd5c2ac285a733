package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The errors of Order Management 2.1: without a status, with the trace id as {@code instance}, and with capitals in the
 * names of fields.
 */
final class OrderManagementErrors implements Errors {
    static final OrderManagementErrors STYLE = new OrderManagementErrors();

    private static final Pattern WORD_IN_NAME = Pattern.compile("(^|\\.)([a-z])");

    /** The section of RFC 7231 for each status that the API documents. */
    private static final Map<Integer, String> SECTIONS = Map.of(400, "6.5.1", 404, "6.5.4", 409, "6.5.8");

    private static final Map<Integer, String> DETAILS =
            Map.of(400, "BadRequest", 404, "NotFound", 409, "Conflict", 423, "Locked");

    private OrderManagementErrors() {}

    /** Has no numbers of its own. */
    @Override
    public Answer code(int code, String path) {
        return status(ErrorCodes.status(code), ErrorCodes.title(code), List.of(), path);
    }

    @Override
    public Answer status(int status, String title, List<FieldError> fields, String path) {
        ObjectNode body = Json.object();
        if (SECTIONS.containsKey(status)) {
            body.put("type", "https://datatracker.ietf.org/doc/html/rfc7231#section-" + SECTIONS.get(status));
        }
        body.put("title", status == 400 ? "One or more validation errors occurred." : title)
                .put("detail", DETAILS.getOrDefault(status, title))
                .put("instance", Problems.traceId());
        if (!fields.isEmpty()) {
            ArrayNode params = body.putArray("invalidParams");
            fields.forEach(field ->
                    params.addObject().put("name", capitalised(field.name())).put("reason", field.reason()));
        }
        return Answer.json(status, body);
    }

    private static String capitalised(String name) {
        return WORD_IN_NAME
                .matcher(name)
                .replaceAll(found -> found.group(1) + (char) (found.group(2).charAt(0) - 'a' + 'A'));
    }
}
