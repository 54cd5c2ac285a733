package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Merchant.plus;
import static io.github.vipps4j.simulator.Merchant.refusal;
import static io.github.vipps4j.simulator.Merchant.socks;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestAmountTest {
    private static final String REFERENCE = "order-0001";

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private VippsSimulator simulator;
    private Merchant merchant;

    @BeforeEach
    void merchant() {
        simulator = VIPPS.simulator();
        merchant = Merchant.of(simulator);
    }

    private static void create(Merchant merchant, int amount) {
        merchant.key("k").post("/epayment/v1/payments", socks(REFERENCE).replace("49900", String.valueOf(amount)));
    }

    private SimulatedState state() {
        return simulator.payment(REFERENCE).state();
    }

    @ParameterizedTest
    @CsvSource({
        "151, INSUFFICIENT_FUNDS",
        "182, REFUSED_BY_ISSUER",
        "183, SUSPECTED_FRAUD",
        "184, WITHDRAWAL_LIMIT_EXCEEDED",
        "186, EXPIRED_CARD",
        "187, INVALID_CARD",
        "197, THREE_D_SECURE_DENIED",
        "202, STRONG_AUTHENTICATION_REQUIRED",
    })
    void refusedAmountLeavesThePaymentToExpire(int amount, ApprovalResult result) {
        create(merchant, amount);

        assertThat(simulator.customer().approve(REFERENCE)).isEqualTo(result);
        assertThat(state()).isEqualTo(SimulatedState.CREATED);
        assertThat(simulator.customer().approve(REFERENCE)).isEqualTo(result);
        simulator.clock().advance(Duration.ofMinutes(10));
        assertThat(simulator.payment(REFERENCE).eventNames()).containsExactly("CREATED", "EXPIRED");
    }

    @ParameterizedTest
    @CsvSource({"150, APPROVED", "185, APPROVED", "200, APPROVED", "203, APPROVED"})
    void neighboursMeanNothing(int amount, ApprovalResult result) {
        create(merchant, amount);

        assertThat(simulator.customer().approve(REFERENCE)).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource({"197, APPROVED", "202, APPROVED", "151, INSUFFICIENT_FUNDS"})
    void authenticationAmountsAreForNorway(int amount, ApprovalResult result) {
        SalesUnit danish = SalesUnit.builder("111111").market(Market.DK).build();
        simulator.addSalesUnit(danish);
        Merchant.of(simulator, danish)
                .key("k")
                .post(
                        "/epayment/v1/payments",
                        socks(REFERENCE).replace("NOK", "DKK").replace("49900", String.valueOf(amount)));

        assertThat(simulator.customer().approve(REFERENCE)).isEqualTo(result);
    }

    @Test
    void forceApproveIgnoresTheAmount() {
        create(merchant, 151);
        merchant.post(
                "/epayment/v1/test/payments/" + REFERENCE + "/approve",
                "{\"customer\":{\"phoneNumber\":\"4791000000\"}}");

        assertThat(state()).isEqualTo(SimulatedState.AUTHORIZED);
    }

    @Test
    void amountsMeanNothingInProduction() {
        try (VippsSimulator production = VippsSimulator.builder().production().start()) {
            Merchant other = Merchant.of(production);
            create(other, 151);
            assertThat(production.customer().approve(REFERENCE)).isEqualTo(ApprovalResult.APPROVED);
            other.capture(REFERENCE, 151, "c1");
            assertThat(other.refund(REFERENCE, 123, "r1").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void unknownOutcomeStaysOpenForAnHour() {
        create(merchant, 201);
        simulator.clock().advance(Duration.ofMinutes(5));
        assertThat(simulator.customer().approve(REFERENCE)).isEqualTo(ApprovalResult.UNKNOWN);

        simulator.clock().advance(Duration.ofMinutes(59));
        assertThat(simulator.customer().approve(REFERENCE)).isEqualTo(ApprovalResult.UNKNOWN);
        assertThat(refusal(merchant.key("x1").cancel(REFERENCE))).isEqualTo("401 -");
        merchant = Merchant.of(simulator);
        assertThat(refusal(merchant.key("x1").cancel(REFERENCE))).isEqualTo("400 6250");
        simulator.clock().advance(Duration.ofMinutes(1));
        assertThat(simulator.payment(REFERENCE).eventNames()).containsExactly("CREATED", "EXPIRED");
    }

    @Test
    void unknownOutcomeOfALongLivingPaymentCanBeTriedAgain() {
        String receipt = """
                "receipt":{"orderLines":[{"name":"a","id":"1","totalAmount":1,"totalAmountExcludingTax":1,
                "totalTaxAmount":0,"taxRate":0}],"bottomLine":{"currency":"NOK"}}""";
        String expiresAt = ",\"expiresAt\":\"" + simulator.clock().now().plus(Duration.ofDays(2)) + "\"";
        merchant.key("k")
                .post("/epayment/v1/payments", plus(socks(REFERENCE).replace("49900", "201"), receipt + expiresAt));
        simulator.customer().approve(REFERENCE);
        simulator.clock().advance(Duration.ofHours(1));

        merchant = Merchant.of(simulator);
        assertThat(merchant.key("x1").cancel(REFERENCE).statusCode()).isEqualTo(200);
        assertThat(state()).isEqualTo(SimulatedState.TERMINATED);
    }

    @Test
    void expiryAfterAnOpenOutcomeIsToldByWebhook() {
        try (Receiver receiver = new Receiver()) {
            merchant.post(
                    "/webhooks/v1/webhooks",
                    "{\"url\":\"" + receiver.url() + "\",\"events\":[\"epayments.payment.expired.v1\"]}");
            create(merchant, 201);
            simulator.customer().approve(REFERENCE);
            simulator.clock().advance(Duration.ofMinutes(11));
            simulator.webhooks().awaitIdle(Duration.ofSeconds(5));
            assertThat(receiver.events()).isEmpty();
            simulator.clock().advance(Duration.ofMinutes(50));
            simulator.webhooks().awaitIdle(Duration.ofSeconds(5));

            assertThat(receiver.events()).containsExactly("order-0001 EXPIRED");
        }
    }

    @ParameterizedTest
    @CsvSource({"123, 400 5100", "124, 400 6220"})
    void refusedRefundAmounts(long amount, String refusal) {
        create(merchant, 49_900);
        simulator.customer().approve(REFERENCE);
        merchant.capture(REFERENCE, 10_000, "c1");

        assertThat(refusal(merchant.refund(REFERENCE, amount, "r1"))).isEqualTo(refusal);
        assertThat(merchant.refund(REFERENCE, 125, "r2").statusCode()).isEqualTo(200);
        assertThat(simulator.payment(REFERENCE).refunded()).isEqualTo(125);
    }
}
