package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/** What eCom 2.0.3 tells of the customer. */
final class EcomPersonalJson {
    private static final Duration LIFE = Duration.ofDays(7);
    private static final String EXPIRED = "[Expired]";
    /** The user of a payment with a shorter orderId is never found: the simulator's choice. */
    private static final int SHORTEST_WITH_SUB = 4;

    private EcomPersonalJson() {}

    /** Into details. */
    static void putIn(ObjectNode body, Payment payment, Instant now) {
        Instant reserved = payment.authorizedAt();
        boolean expired = reserved != null && !now.isBefore(reserved.plus(LIFE));
        put(body, payment, "postCode");
        SimulatedUser shared = payment.profile(now);
        if (shared != null && payment.key().reference().length() >= SHORTEST_WITH_SUB) {
            body.put("sub", shared.sub());
        }
        if (expired) {
            if (body.get("userDetails") instanceof ObjectNode user) {
                expire(user);
            }
            if (body.path("shippingDetails").path("address") instanceof ObjectNode address) {
                expire(address);
            }
        }
    }

    static void putInCallback(ObjectNode body, Payment payment) {
        put(body, payment, "zipCode");
    }

    private static void put(ObjectNode body, Payment payment, String postCode) {
        Approval approval = payment.approval();
        if (approval == null || CreateRules.scopes(payment.request()).length == 0) {
            return;
        }
        if (approval.delivery() != null) {
            body.set("shippingDetails", shippingDetails(approval.delivery(), postCode));
        }
        body.set("userDetails", userDetails(approval.user()));
    }

    /** All of it, whatever was asked for: the API requires every field. */
    private static ObjectNode userDetails(SimulatedUser user) {
        String number = user.phoneNumber();
        return Json.object()
                .put("email", user.email())
                .put("firstName", user.firstName())
                .put("lastName", user.lastName())
                .put("mobileNumber", number.substring(number.length() - 8))
                .put("userId", user.userId());
    }

    private static ObjectNode shippingDetails(Delivery delivery, String postCode) {
        ObjectNode json = Json.object();
        SimulatedAddress to = delivery.address();
        ObjectNode address = json.putObject("address").put("addressLine1", to.addressLine1());
        if (to.addressLine2() != null) {
            address.put("addressLine2", to.addressLine2());
        }
        address.put("city", to.city()).put("country", "Norway").put(postCode, to.postCode());
        json.set("shippingCost", EcomJson.kroner(delivery.option().cost()));
        return json.put("shippingMethod", delivery.option().name())
                .put("shippingMethodId", delivery.option().id());
    }

    private static void expire(ObjectNode personal) {
        personal.fieldNames().forEachRemaining(name -> personal.put(name, EXPIRED));
    }
}
