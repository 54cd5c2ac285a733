package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** What names an order: two sales units may use one order id, and so may payments of two types. */
record OrderKey(String msn, String paymentType, String orderId) {
    /** @param named has {@code paymentType}, in whatever case, and {@code orderId} */
    static OrderKey of(String msn, JsonNode named) {
        return new OrderKey(
                msn,
                named.path("paymentType").textValue().toUpperCase(Locale.ROOT),
                named.path("orderId").textValue());
    }
}
