package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;

/** An error of eCom 2.0.3: group and code together say what is meant. */
record EcomError(String group, String code, String message) {
    static final String PAYMENT = "Payment";
    static final String SERVICE = "VippsError";
    static final String MERCHANT = "Merchant";
    static final String USER = "User";

    /** Which status goes with which error is the simulator's choice, but for 401 and 429. */
    int status() {
        return switch (group + ' ' + code) {
            case "Merchant 97" -> 403;
            case "Merchant 35" -> 404;
            case "VippsError 93", "Payment 93" -> 409;
            case "VippsError 98" -> 429;
            case "VippsError 99" -> 500;
            default -> group.equals("Authentication") ? 401 : 400;
        };
    }

    ObjectNode json() {
        return Json.object()
                .put("errorGroup", group)
                .put("errorCode", code)
                .put("errorMessage", message)
                .put("contextId", UUID.randomUUID().toString());
    }

    Answer answer() {
        ArrayNode all = Json.array();
        all.add(json());
        return answer(status(), all);
    }

    static Answer answer(int status, ArrayNode errors) {
        return Answer.json(status, EcomJson.MEDIA_TYPE, errors);
    }
}
