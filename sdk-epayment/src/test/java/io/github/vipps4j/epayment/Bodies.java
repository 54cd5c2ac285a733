package io.github.vipps4j.epayment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vipps4j.core.support.Json;
import java.nio.charset.StandardCharsets;

/** Bodies as the API documents them. */
final class Bodies {
    static final String REFERENCE = "shop7-order-20260701-0042";

    static final String CREATE = "{\"amount\":{\"currency\":\"NOK\",\"value\":24900},"
            + "\"paymentMethod\":{\"type\":\"WALLET\"},"
            + "\"customer\":{\"phoneNumber\":\"4791000000\"},"
            + "\"reference\":\"shop7-order-20260701-0042\","
            + "\"userFlow\":\"WEB_REDIRECT\","
            + "\"returnUrl\":\"https://shop.example.com/return?ref=shop7-order-20260701-0042\","
            + "\"paymentDescription\":\"Two concert tickets\","
            + "\"metadata\":{\"cartId\":\"c-991\"}}";

    static final String CREATED = """
            {"reference":"shop7-order-20260701-0042","redirectUrl":"https://landing.vipps.no?token=eyJraWQiOiJqd3Rr"}
            """;

    static final String PAYMENT = """
            {
              "aggregate": {
                "authorizedAmount": { "currency": "NOK", "value": 24900 },
                "cancelledAmount":  { "currency": "NOK", "value": 0 },
                "capturedAmount":   { "currency": "NOK", "value": 10000 },
                "refundedAmount":   { "currency": "NOK", "value": 0 }
              },
              "amount": { "currency": "NOK", "value": 24900 },
              "state": "AUTHORIZED",
              "paymentMethod": { "type": "WALLET", "cardBin": "540185" },
              "profile": {},
              "pspReference": "0a7e2b6e-0000-4000-8000-000000000001",
              "reference": "shop7-order-20260701-0042",
              "metadata": { "cartId": "c-991" },
              "captureGuaranteedUntil": "2026-07-08T10:00:00.000+00:00"
            }
            """;

    /** The payment before the customer has acted. */
    static final String WAITING = """
            {
              "aggregate": {
                "authorizedAmount": { "currency": "NOK", "value": 0 },
                "cancelledAmount":  { "currency": "NOK", "value": 0 },
                "capturedAmount":   { "currency": "NOK", "value": 0 },
                "refundedAmount":   { "currency": "NOK", "value": 0 }
              },
              "amount": { "currency": "NOK", "value": 24900 },
              "state": "CREATED",
              "paymentMethod": { "type": "WALLET" },
              "profile": {},
              "pspReference": "0a7e2b6e-0000-4000-8000-000000000001",
              "reference": "shop7-order-20260701-0042",
              "redirectUrl": "https://landing.vipps.no?token=eyJraWQiOiJqd3Rr"
            }
            """;

    static final String MODIFICATION = """
            {
              "amount": { "currency": "NOK", "value": 24900 },
              "state": "AUTHORIZED",
              "aggregate": {
                "authorizedAmount": { "currency": "NOK", "value": 24900 },
                "cancelledAmount":  { "currency": "NOK", "value": 0 },
                "capturedAmount":   { "currency": "NOK", "value": 10000 },
                "refundedAmount":   { "currency": "NOK", "value": 0 }
              },
              "pspReference": "0a7e2b6e-0000-4000-8000-000000000001",
              "reference": "shop7-order-20260701-0042"
            }
            """;

    static final String EVENTS = """
            [
              { "reference": "shop7-order-20260701-0042", "pspReference": "0a7e2b6e-0000-4000-8000-000000000001",
                "name": "CREATED", "amount": { "currency": "NOK", "value": 24900 },
                "timestamp": "2026-07-01T10:00:00.1234567Z", "idempotencyKey": "order-0042-create", "success": true },
              { "reference": "shop7-order-20260701-0042", "pspReference": "4400000016",
                "name": "AUTHORIZED", "amount": { "currency": "NOK", "value": 24900 },
                "timestamp": "2026-07-01T10:01:00Z", "idempotencyKey": null, "success": true },
              { "reference": "shop7-order-20260701-0042", "pspReference": "4400000017",
                "name": "CAPTURED", "amount": { "currency": "NOK", "value": 10000 },
                "timestamp": "2026-07-01T10:05:03.748Z",
                "idempotencyKey": "shop7-order-20260701-0042-capture-1", "success": true },
              { "reference": "shop7-order-20260701-0042", "pspReference": "4400000018",
                "name": "CAPTURED", "amount": { "currency": "NOK", "value": 99900 },
                "timestamp": "2026-07-01T12:06:00.000+02:00",
                "idempotencyKey": "shop7-order-20260701-0042-capture-2", "success": false },
              { "reference": "shop7-order-20260701-0042", "pspReference": "4400000019",
                "name": "CANCELLED", "amount": { "currency": "NOK", "value": 14900 },
                "timestamp": "2026-07-01T10:07:00.000+00:00", "success": true }
            ]
            """;

    /** The answer to a create of this payment. */
    static String created(String reference) {
        return with(CREATED, "reference", "\"" + reference + "\"");
    }

    private Bodies() {}

    /** A refusal of the API's own, with a code. */
    static String problem(int status, String code) {
        return """
                {
                  "type": "https://httpstatuses.io/%d",
                  "title": "Short text, may change",
                  "detail": "Free text.",
                  "instance": "/v1/payments/shop7-order-0042/capture",
                  "status": %d,
                  "extraDetails": [ { "name": "ErrorCode", "reason": "%s" } ],
                  "traceId": "00-00000000000000000000000000000001-0000000000000001-01"
                }
                """.formatted(status, status, code);
    }

    /** The body with another value (JSON) at a path such as {@code aggregate.capturedAmount.value}. */
    static String with(String body, String path, String json) {
        return edited(body, path, json);
    }

    /** The body without the field at the path. */
    static String without(String body, String path) {
        return edited(body, path, "");
    }

    private static String edited(String body, String path, String json) {
        JsonNode root = Json.tree(body.getBytes(StandardCharsets.UTF_8));
        String[] fields = path.split("\\.");
        JsonNode parent = root;
        for (int i = 0; i < fields.length - 1; i++) {
            parent = parent.path(fields[i]);
        }
        ObjectNode object = (ObjectNode) parent;
        String field = fields[fields.length - 1];
        if (json.isEmpty()) {
            object.remove(field);
        } else {
            object.set(field, Json.tree(json.getBytes(StandardCharsets.UTF_8)));
        }
        return new String(Json.bytes(root), StandardCharsets.UTF_8);
    }
}
