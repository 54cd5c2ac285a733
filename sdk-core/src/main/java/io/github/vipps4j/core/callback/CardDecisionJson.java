package io.github.vipps4j.core.callback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vipps4j.core.callback.CardDecision.State;
import io.github.vipps4j.core.support.ContractException;
import io.github.vipps4j.core.support.Json;
import io.github.vipps4j.core.support.JsonReader;
import java.nio.charset.StandardCharsets;

/** Decisions as text. Fields may come, and none may go or change its meaning: what was written stays in databases. */
final class CardDecisionJson {
    private CardDecisionJson() {}

    static String write(CardDecision decision) {
        ObjectNode json = Json.object()
                .put("key", decision.key())
                .put("version", decision.version())
                .put("state", decision.state().name())
                .put("delivery", decision.delivery())
                .put("since", decision.since().toString())
                .put("approved", decision.approved());
        Json.putIfSet(json, "reply", decision.reply());
        Json.putIfSet(json, "threeDSecureResult", decision.threeDSecureResult());
        if (decision.discarded()) {
            json.put("discarded", true);
        }
        ObjectNode returnUrls = json.putObject("returnUrls");
        decision.returnUrls().forEach(returnUrls::put);
        return new String(Json.bytes(json), StandardCharsets.UTF_8);
    }

    static CardDecision read(String text) {
        try {
            JsonReader json = JsonReader.object(text.getBytes(StandardCharsets.UTF_8));
            return new CardDecision(
                    json.text("key"),
                    json.integer("version"),
                    State.valueOf(json.text("state")),
                    json.text("delivery"),
                    json.timestamp("since"),
                    json.textOrNull("reply"),
                    json.bool("approved"),
                    json.texts("returnUrls"),
                    json.textOrNull("threeDSecureResult"),
                    json.boolOrFalse("discarded"));
        } catch (ContractException e) {
            throw new IllegalArgumentException("Not a card decision: " + e.getMessage(), e);
        }
    }
}
