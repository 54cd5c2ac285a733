package io.github.vipps4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class SalesUnitsTest {
    @Test
    void defaultUnitHasObviouslyFakeKeys() {
        try (VippsSimulator simulator = VippsSimulator.start()) {
            SalesUnit unit = simulator.salesUnit();
            assertThat(unit.merchantSerialNumber()).isEqualTo("654321");
            assertThat(unit.market()).isEqualTo(Market.NO);
            assertThat(unit.market().currency()).isEqualTo("NOK");
            assertThat(unit.clientSecret()).startsWith("fake-");
            assertThat(unit.primarySubscriptionKey()).startsWith("fake-");
            assertThat(unit.features())
                    .containsExactlyInAnyOrder(
                            Feature.PAYMENTS,
                            Feature.PUSH_MESSAGE,
                            Feature.EXPRESS,
                            Feature.REFUND,
                            Feature.LONG_LIVING,
                            Feature.PARTIAL_CAPTURE);
            assertThat(unit).hasToString("SalesUnit[654321, NO]");
        }
    }

    @Test
    void unitsShareReferencesButNothingElse() {
        SalesUnit other = SalesUnit.builder("111111")
                .client("id", "secret")
                .subscriptionKeys("one", "two")
                .build();
        try (VippsSimulator simulator = VippsSimulator.start()) {
            simulator.addSalesUnit(other);
            Merchant first = Merchant.of(simulator);
            Merchant second = Merchant.of(simulator, other);
            first.create("order-0001");
            second.create("order-0001");

            assertThatThrownBy(() -> simulator.customer().approve("order-0001"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Sales units [654321, 111111] each have a payment order-0001: say which by its MSN");
            assertThatThrownBy(() -> simulator.payment("order-0001")).isInstanceOf(IllegalStateException.class);
            simulator.customer().approve("111111", "order-0001");
            simulator.customer().reject("654321", "order-0001");
            assertThat(simulator.payment("111111", "order-0001").state()).isEqualTo(SimulatedState.AUTHORIZED);
            assertThat(simulator.payment("654321", "order-0001").state()).isEqualTo(SimulatedState.ABORTED);

            first.create("order-0002");
            second.create("order-0002");
            simulator.customer().ignore("654321", "order-0002");
            simulator.customer().startsApproving("111111", "order-0002");
            assertThat(Merchant.refusal(second.cancel("order-0002"))).isEqualTo("400 6250");
            assertThat(simulator.payments()).hasSize(4);
            first.create("order-0003");
            assertThat(second.get("/epayment/v1/payments/order-0003").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void keysOfAnotherUnitAre401() {
        SalesUnit other = SalesUnit.of("111111");
        try (VippsSimulator simulator = VippsSimulator.start()) {
            simulator.addSalesUnit(other);
            Merchant first = Merchant.of(simulator);
            first.create("order-0001");
            String path = "/epayment/v1/payments/order-0001";

            assertThat(first.with("Merchant-Serial-Number", "111111").get(path).statusCode())
                    .isEqualTo(401);
            assertThat(first.with("Ocp-Apim-Subscription-Key", other.primarySubscriptionKey())
                            .get(path)
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void unknownPaymentAndDoubleUnitAreRefused() {
        try (VippsSimulator simulator = VippsSimulator.start()) {
            assertThatThrownBy(() -> simulator.payment("order-0001"))
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessage("There is no payment order-0001");
            assertThatThrownBy(() -> simulator.customer().approve("654321", "order-0001"))
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessage("There is no payment order-0001 of sales unit 654321");
            assertThatThrownBy(() -> simulator.addSalesUnit(SalesUnit.of("654321")))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> SalesUnit.of("12a")).isInstanceOf(IllegalArgumentException.class);
    }
}
