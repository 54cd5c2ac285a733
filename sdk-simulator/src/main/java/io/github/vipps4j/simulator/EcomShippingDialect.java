package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** By eCom 2.0.3. */
final class EcomShippingDialect implements ShippingDialect {
    private static final int LOWEST_ID = 100;
    private static final int IDS = 900_000;

    @Override
    public ObjectNode body(String reference, SimulatedAddress address) {
        return Json.object()
                .put("addressId", addressId(address))
                .put("addressLine1", address.addressLine1())
                .put("addressLine2", address.addressLine2())
                .put("city", address.city())
                .put("country", address.country())
                .put("postCode", address.postCode())
                .put("addressType", "H");
    }

    private static int addressId(SimulatedAddress address) {
        return LOWEST_ID + Math.floorMod(address.hashCode(), IDS);
    }

    @Override
    public boolean canRefuseAddress() {
        return false;
    }

    @Override
    public ShippingOffer read(ObjectNode answer, Payment payment, SimulatedAddress address) {
        EcomSchemas.SHIPPING_ANSWER.require(answer);
        if (answer.path("addressId").longValue() != addressId(address)) {
            throw Refusal.field("addressId", "is not that of the question");
        }
        if (!answer.path("orderId").textValue().equals(payment.key().reference())) {
            throw Refusal.field("orderId", "is not that of the question");
        }
        return ShippingGroups.offer(EcomTerms.groups(answer.path("shippingDetails")));
    }
}
