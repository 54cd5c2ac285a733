package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** By ePayment 1.8.1. */
final class EPaymentShippingDialect implements ShippingDialect {
    private final String referenceName;

    /** @param capitalised whether the reference is spelled as the other names are */
    EPaymentShippingDialect(boolean capitalised) {
        this.referenceName = capitalised ? "Reference" : "reference";
    }

    @Override
    public ObjectNode body(String reference, SimulatedAddress address) {
        return Json.object()
                .put(referenceName, reference)
                .put("AddressLine1", address.addressLine1())
                .put("AddressLine2", address.addressLine2())
                .put("City", address.city())
                .put("PostCode", address.postCode())
                .put("Country", address.country());
    }

    @Override
    public boolean canRefuseAddress() {
        return true;
    }

    @Override
    public ShippingOffer read(ObjectNode answer, Payment payment, SimulatedAddress address) {
        EPaymentSchemas.SHIPPING_ANSWER.require(answer);
        JsonNode groups = answer.path("groups");
        return ShippingGroups.areIn(payment.unit().market().currency(), groups)
                ? ShippingGroups.offer(groups)
                : ShippingOffer.failed("answered 200 with another currency than the payment's");
    }
}
