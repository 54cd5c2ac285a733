package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.JsonNode;

/** What ePayment demands of a payment whose card a payment service provider processes. */
final class CardPassthroughRules {
    private static final String CARD_PASSTHROUGH = "CARD_PASSTHROUGH";

    private CardPassthroughRules() {}

    static boolean isCardPassthrough(JsonNode body) {
        return body.path("paymentMethod").path("type").asText().equals(CARD_PASSTHROUGH);
    }

    /** That no other flow is allowed is the simulator's choice: only this one is documented. */
    static void requireConsistent(JsonNode body, boolean isPsp) {
        boolean asked = isCardPassthrough(body);
        if (asked != body.has("cardPassthrough") || asked && !isPsp) {
            throw Refusal.code(4160);
        }
        if (!asked) {
            return;
        }
        if (!body.path("userFlow").textValue().equals("WEB_REDIRECT")) {
            throw Refusal.field("userFlow", "must be WEB_REDIRECT for " + CARD_PASSTHROUGH);
        }
        if (body.has("receipt")) {
            throw Refusal.field("receipt", "is only for WALLET");
        }
        ExpressRules.requireCallbackUrl(
                body.path("cardPassthrough").path("cardCallbackUrl").textValue());
    }
}
