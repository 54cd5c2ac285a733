package io.github.vipps4j.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was added to an order through Order Management 2.1 until it was asked for. There need be no payment of this name.
 *
 * @param merchantSerialNumber the MSN of the sales unit
 * @param paymentType {@code ECOM} or {@code RECURRING}
 * @param orderId the merchant's reference
 * @param receipt the JSON that was sent, without white space, null if there is no receipt
 * @param category what version 2 of the API has set last, null if there is none
 * @param categories what version 3 of the API has added and not deleted, oldest first
 */
public record SimulatedOrder(
        String merchantSerialNumber,
        String paymentType,
        String orderId,
        @Nullable String receipt,
        @Nullable SimulatedCategory category,
        List<SimulatedCategory> categories) {

    /** Copies the categories. */
    public SimulatedOrder {
        categories = List.copyOf(categories);
    }
}
