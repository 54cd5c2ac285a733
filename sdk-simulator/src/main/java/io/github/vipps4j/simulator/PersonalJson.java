package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Set;

/** What ePayment 1.8.1 tells of the customer. */
final class PersonalJson {
    private PersonalJson() {}

    static ObjectNode shippingDetails(Delivery delivery) {
        ObjectNode json = Json.object();
        json.set("address", address(delivery.address()));
        return json.put("shippingCost", delivery.option().cost())
                .put("shippingOptionId", delivery.option().id())
                .put("shippingOptionName", delivery.option().name());
    }

    /** Only what was asked for. */
    static ObjectNode userDetails(SimulatedUser user, String... scopes) {
        Set<String> asked = Set.copyOf(Arrays.asList(scopes));
        ObjectNode json = Json.object();
        if (asked.contains("email")) {
            json.put("email", user.email());
        }
        if (asked.contains("name")) {
            json.put("firstName", user.firstName()).put("lastName", user.lastName());
        }
        if (asked.contains("phoneNumber")) {
            json.put("mobileNumber", user.phoneNumber());
        }
        if (asked.contains("birthDate")) {
            LocalDate day = user.birthDate();
            // The API does not pad it with zeros.
            json.put("dateOfBirth", day.getYear() + "-" + day.getMonthValue() + "-" + day.getDayOfMonth());
        }
        if (asked.contains("address")) {
            ArrayNode addresses = json.putArray("addresses");
            user.addresses().forEach(one -> addresses.add(address(one)));
        }
        return json;
    }

    private static ObjectNode address(SimulatedAddress address) {
        ObjectNode json = Json.object().put("addressLine1", address.addressLine1());
        if (address.addressLine2() != null) {
            json.put("addressLine2", address.addressLine2());
        }
        return json.put("city", address.city())
                .put("country", address.country())
                .put("postCode", address.postCode());
    }
}
