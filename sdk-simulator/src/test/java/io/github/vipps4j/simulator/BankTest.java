package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Merchant.refusal;
import static io.github.vipps4j.simulator.Merchant.socks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BankTest {
    private static final String REFERENCE = "order-0001";

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private VippsSimulator simulator;
    private Merchant merchant;

    @BeforeEach
    void createdPayment() {
        simulator = VIPPS.simulator();
        merchant = Merchant.of(simulator);
        merchant.create(REFERENCE);
    }

    @Test
    void captureOfReleasedMoneyIs6260() {
        simulator.customer().approve(REFERENCE);
        merchant.capture(REFERENCE, 10_000, "c1");
        simulator.bank().release(REFERENCE);

        assertThat(refusal(merchant.capture(REFERENCE, 10_000, "c2"))).isEqualTo("400 6260");
        assertThat(refusal(merchant.capture(REFERENCE, 20_000, "c2"))).isEqualTo("400 6260");
        assertThat(merchant.capture(REFERENCE, 10_000, "c1").statusCode()).isEqualTo(200);
        assertThat(merchant.refund(REFERENCE, 5_000, "r1").statusCode()).isEqualTo(200);
        assertThat(simulator.payment(REFERENCE).captured()).isEqualTo(10_000);
    }

    @Test
    void whatIsNotReservedCannotBeReleased() {
        assertThatThrownBy(() -> simulator.bank().release("654321", REFERENCE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The bank has reserved nothing for order-0001: it is CREATED");
    }

    @Test
    void unitThatCannotRefundIs5100() {
        SalesUnit unit = SalesUnit.builder("111111").without(Feature.REFUND).build();
        simulator.addSalesUnit(unit);
        Merchant other = Merchant.of(simulator, unit);
        other.create(REFERENCE);
        simulator.customer().approve("111111", REFERENCE);
        other.capture(REFERENCE, 10_000, "c1");

        assertThat(refusal(other.refund(REFERENCE, 5_000, "r1"))).isEqualTo("400 5100");
    }

    @Test
    void blockedUnitCannotCreate() {
        SalesUnit unit = SalesUnit.builder("111111").blocked().build();
        simulator.addSalesUnit(unit);

        assertThat(refusal(Merchant.of(simulator, unit).key("k").post("/epayment/v1/payments", socks(REFERENCE))))
                .isEqualTo("400 5070");
    }
}
