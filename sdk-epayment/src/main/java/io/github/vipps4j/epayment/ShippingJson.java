package io.github.vipps4j.epayment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vipps4j.core.support.Json;
import java.util.List;

/** Express on the wire (ePayment 1.8.1): options within a request to create, and as an answer to a call for them. */
final class ShippingJson {
    private ShippingJson() {}

    static ObjectNode shipping(Shipping shipping) {
        ObjectNode json = Json.object();
        if (shipping instanceof Shipping.Fixed fixed) {
            groups(json.putArray("fixedOptions"), fixed.fixedOptions());
        } else if (shipping instanceof Shipping.Dynamic dynamic) {
            json.putObject("dynamicOptions")
                    .put("callbackUrl", dynamic.callbackUrl())
                    .put("callbackAuthorizationToken", dynamic.callbackAuthorizationToken());
        } else {
            throw new IllegalStateException("shipping without a wire form: " + shipping);
        }
        if (!shipping.allowedCountries().isEmpty()) {
            shipping.allowedCountries().forEach(json.putArray("allowedCountries")::add);
        }
        return json;
    }

    static byte[] answer(List<ShippingGroup> groups) {
        ObjectNode json = Json.object();
        groups(json.putArray("groups"), groups);
        return Json.bytes(json);
    }

    private static void groups(ArrayNode array, List<ShippingGroup> groups) {
        for (ShippingGroup group : groups) {
            ObjectNode json = array.addObject();
            json.put("type", group.type().name()).put("brand", group.brand().name());
            if (group.isDefault() != null) {
                json.put("isDefault", group.isDefault());
            }
            if (group.priority() != null) {
                json.put("priority", group.priority());
            }
            ArrayNode options = json.putArray("options");
            group.options().forEach(option -> options.add(option(option)));
        }
    }

    private static ObjectNode option(ShippingOption option) {
        ObjectNode json = Json.object().put("id", option.id()).put("name", option.name());
        json.set("amount", Json.amount(option.amount()));
        if (option.isDefault() != null) {
            json.put("isDefault", option.isDefault());
        }
        if (option.priority() != null) {
            json.put("priority", option.priority());
        }
        Json.putIfSet(json, "meta", option.meta());
        Json.putIfSet(json, "estimatedDelivery", option.estimatedDelivery());
        return json;
    }
}
