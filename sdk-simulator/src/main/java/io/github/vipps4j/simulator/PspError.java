package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An error of PSP v3.
 *
 * @param code a number, or the name of a field; null where the real service has a text only
 */
record PspError(@Nullable String code, String message) {
    ObjectNode json() {
        ObjectNode json = Json.object();
        if (code != null) {
            json.put("errorCode", code);
        }
        return json.put("errorMessage", message)
                .put("contextId", UUID.randomUUID().toString());
    }

    /** That the status is 400 is the simulator's choice. */
    Answer answer() {
        return answer(400);
    }

    Answer answer(int status) {
        ArrayNode all = Json.array();
        all.add(json());
        return answer(status, all);
    }

    static Answer answer(int status, ArrayNode errors) {
        return Answer.json(status, PspJson.MEDIA_TYPE, errors);
    }
}
