package io.github.vipps4j.simulator;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Who approved a payment, and what beyond its amount.
 *
 * @param delivery null if it is not Express
 * @param profileDelay how long afterwards the user's data can be seen
 */
record Approval(SimulatedUser user, @Nullable Delivery delivery, Duration profileDelay) {
    long shippingCost() {
        return delivery == null ? 0 : delivery.option().cost();
    }
}
