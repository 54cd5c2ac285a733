package io.github.vipps4j.ecom;

import static io.github.vipps4j.ecom.Bodies.nok;

import io.github.vipps4j.core.Credentials;
import io.github.vipps4j.core.Environment;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.call.VippsSession;
import io.github.vipps4j.simulator.ApiOperation;
import io.github.vipps4j.simulator.SalesUnit;
import io.github.vipps4j.simulator.SimulatedPayment;
import io.github.vipps4j.simulator.VippsSimulator;
import java.util.List;

/** A merchant of the simulator whose waits take no time. */
final class Shop {
    final VippsSimulator simulator;
    final SimulatedTime time;
    final VippsSession vipps;
    final EcomClient ecom;

    Shop(VippsSimulator simulator) {
        this(simulator, simulator.salesUnit());
    }

    Shop(VippsSimulator simulator, SalesUnit unit) {
        this.simulator = simulator;
        this.time = new SimulatedTime(simulator.clock());
        this.vipps = VippsSession.of(vipps(simulator, unit)).withTime(time);
        this.ecom = EcomClient.of(vipps);
    }

    static Vipps vipps(VippsSimulator simulator, SalesUnit unit) {
        return Vipps.builder()
                .environment(Environment.at(simulator.baseUrl()))
                .credentials(Credentials.of(unit.clientId(), unit.clientSecret(), unit.primarySubscriptionKey())
                        .withSecondarySubscriptionKey(unit.secondarySubscriptionKey()))
                .merchantSerialNumber(unit.merchantSerialNumber())
                .system("acme-shop", "1.0")
                .build();
    }

    /** Its callbacks reach nobody: the simulator calls the loopback address only. */
    static InitiatePayment.Builder order(String orderId, long minor) {
        return InitiatePayment.builder()
                .orderId(orderId)
                .amount(nok(minor))
                .transactionText("One pair of socks")
                .callbackPrefix("https://shop.example/vipps")
                .fallBack("https://shop.example/return?order=" + orderId);
    }

    /** An order that the customer has approved. */
    String reserved(String orderId, long minor) {
        ecom.initiate(order(orderId, minor).build());
        simulator.customer().approve(orderId);
        return orderId;
    }

    /** An order of which a part was captured. */
    String captured(String orderId, long minor, long captured) {
        reserved(orderId, minor);
        ecom.capture(orderId, nok(captured), key("capture-0"));
        return orderId;
    }

    static IdempotencyKey key(String text) {
        return IdempotencyKey.of(text);
    }

    int requests(ApiOperation operation) {
        return simulator.count(operation);
    }

    /** What the simulator has booked under this name, in øre, the oldest first. */
    List<Long> booked(String orderId, String event) {
        return simulator.payment(orderId).events().stream()
                .filter(happened -> happened.name().equals(event))
                .map(SimulatedPayment.Event::amount)
                .toList();
    }
}
