package io.github.vipps4j.epayment;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.Credentials;
import io.github.vipps4j.core.Currency;
import io.github.vipps4j.core.Environment;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.call.VippsSession;
import io.github.vipps4j.simulator.ApiOperation;
import io.github.vipps4j.simulator.SalesUnit;
import io.github.vipps4j.simulator.VippsSimulator;

/** A merchant of the simulator whose waits take no time. */
final class Shop {
    final VippsSimulator simulator;
    final FakeTime time = new FakeTime();
    final VippsSession vipps;
    final EPaymentClient payments;

    Shop(VippsSimulator simulator) {
        this(simulator, simulator.salesUnit());
    }

    Shop(VippsSimulator simulator, SalesUnit unit) {
        this.simulator = simulator;
        this.vipps = VippsSession.of(vipps(simulator, unit)).withTime(time);
        this.payments = EPaymentClient.of(vipps);
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

    static Amount nok(long minor) {
        return Amount.ofMinor(minor, Currency.NOK);
    }

    static CreatePayment order(String reference, long minor) {
        return CreatePayment.builder()
                .reference(reference)
                .amount(nok(minor))
                .userFlow(UserFlow.webRedirect("https://shop.example/return"))
                .paymentDescription("One pair of socks")
                .build();
    }

    /** A payment that the customer has approved. */
    String reserved(String reference, long minor) {
        payments.create(order(reference, minor));
        simulator.customer().approve(reference);
        return reference;
    }

    static IdempotencyKey key(String text) {
        return IdempotencyKey.of(text);
    }

    int requests(ApiOperation operation) {
        return simulator.count(operation);
    }
}
