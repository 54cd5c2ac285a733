package io.github.vipps4j.ordermanagement;

import io.github.vipps4j.core.Credentials;
import io.github.vipps4j.core.Environment;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.call.VippsSession;
import io.github.vipps4j.simulator.ApiOperation;
import io.github.vipps4j.simulator.SalesUnit;
import io.github.vipps4j.simulator.SimulatedCategory;
import io.github.vipps4j.simulator.VippsSimulator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A merchant of the simulator whose waits take no time. */
final class Shop {
    final VippsSimulator simulator;
    final FakeTime time = new FakeTime();
    final OrderManagementClient orders;

    Shop(VippsSimulator simulator) {
        this.simulator = simulator;
        this.orders = OrderManagementClient.of(
                VippsSession.of(vipps(simulator, simulator.salesUnit())).withTime(time));
    }

    private static Vipps vipps(VippsSimulator simulator, SalesUnit unit) {
        return Vipps.builder()
                .environment(Environment.at(simulator.baseUrl()))
                .credentials(Credentials.of(unit.clientId(), unit.clientSecret(), unit.primarySubscriptionKey()))
                .merchantSerialNumber(unit.merchantSerialNumber())
                .system("acme-shop", "1.0")
                .build();
    }

    int requests(ApiOperation operation) {
        return simulator.count(operation);
    }

    boolean hasOrder(String orderId) {
        return simulator.orders().stream().anyMatch(order -> order.orderId().equals(orderId));
    }

    /** The receipt as it was sent; null if there is none. */
    @Nullable
    String receipt(String orderId) {
        return hasOrder(orderId) ? simulator.order(orderId).receipt() : null;
    }

    /** The category of version 2; null if there is none. */
    @Nullable
    SimulatedCategory category(String orderId) {
        return hasOrder(orderId) ? simulator.order(orderId).category() : null;
    }

    /** The categories of version 3. */
    List<SimulatedCategory> categories(String orderId) {
        return hasOrder(orderId) ? simulator.order(orderId).categories() : List.of();
    }
}
