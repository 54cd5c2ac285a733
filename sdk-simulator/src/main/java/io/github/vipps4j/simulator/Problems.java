package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;

/** The errors of ePayment 1.8.1 and of Webhooks API v1. */
final class Problems implements Errors {
    static final Problems STYLE = new Problems();

    private static final String EPAYMENT = "/epayment";

    private Problems() {}

    @Override
    public Answer code(int code, String path) {
        FieldError named = new FieldError("ErrorCode", String.valueOf(code));
        return status(ErrorCodes.status(code), ErrorCodes.title(code), List.of(named), path);
    }

    @Override
    public Answer status(int status, String title, List<FieldError> fields, String path) {
        ObjectNode body = Json.object()
                .put("type", "https://httpstatuses.io/" + status)
                .put("title", title)
                .put("detail", title + ".")
                .put("instance", path.startsWith(EPAYMENT) ? path.substring(EPAYMENT.length()) : path)
                .put("status", status);
        if (fields.isEmpty()) {
            body.putNull("extraDetails");
        } else {
            ArrayNode details = body.putArray("extraDetails");
            fields.forEach(
                    field -> details.addObject().put("name", field.name()).put("reason", field.reason()));
        }
        body.put("traceId", traceId());
        return Answer.json(status, "application/problem+json", body);
    }

    static String traceId() {
        String trace = UUID.randomUUID().toString().replace("-", "");
        return "00-" + trace + "-" + trace.substring(16) + "-01";
    }
}
