package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Set;

/** What ePayment 1.8.1 demands of an Express payment: one that has {@code shipping}. */
final class ExpressRules {
    private static final Set<String> SCOPES = Set.of("name", "address", "email", "phoneNumber");

    private ExpressRules() {}

    static boolean isExpress(JsonNode body) {
        return body.has("shipping");
    }

    /** 400 with a field error, or a 4xxx code. */
    static void requireConsistent(JsonNode body) {
        if (body.path("paymentMethod").path("type").textValue().equals("CARD")) {
            throw Refusal.field("shipping", "is not for CARD");
        }
        String[] scopes = CreateRules.scopes(body);
        if (scopes.length != SCOPES.size() || !Set.copyOf(Arrays.asList(scopes)).equals(SCOPES)) {
            throw Refusal.code(4080);
        }
        JsonNode shipping = body.path("shipping");
        if (shipping.has("fixedOptions") == shipping.has("dynamicOptions")) {
            throw Refusal.field("shipping", "must have exactly one of fixedOptions, dynamicOptions");
        }
        if (shipping.has("dynamicOptions")) {
            requireCallbackUrl(
                    shipping.path("dynamicOptions").path("callbackUrl").textValue());
        }
    }

    /** A 5xxx code: what the sales unit may do. */
    static void requireAllowed(JsonNode body, SalesUnit unit) {
        if (!unit.may(Feature.EXPRESS)) {
            throw Refusal.code(5020);
        }
        if (!ShippingGroups.areIn(
                unit.market().currency(), body.path("shipping").path("fixedOptions"))) {
            throw Refusal.code(5040);
        }
    }

    /** Whether the customer can choose the address: in the sales unit's country, and in those that the request allows. */
    static boolean allows(JsonNode body, SalesUnit unit, SimulatedAddress address) {
        JsonNode allowed = body.path("shipping").path("allowedCountries");
        boolean named = allowed.isMissingNode();
        for (JsonNode country : allowed) {
            named |= country.textValue().equals(address.country());
        }
        return named && address.country().equals(unit.market().name());
    }

    /** Https, or http on the loopback address: the latter is the simulator's choice. */
    static void requireCallbackUrl(String text) {
        if (!WebUrl.isWebUrl(text)) {
            throw Refusal.code(4090);
        }
    }
}
