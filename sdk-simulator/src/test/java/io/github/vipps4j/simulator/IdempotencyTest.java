package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Merchant.complaints;
import static io.github.vipps4j.simulator.Merchant.nok;
import static io.github.vipps4j.simulator.Merchant.path;
import static io.github.vipps4j.simulator.Merchant.refusal;
import static io.github.vipps4j.simulator.Merchant.socks;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyTest {
    private static final String REFERENCE = "order-0001";

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private Merchant merchant;

    @BeforeEach
    void authorizedPayment() {
        merchant = Merchant.of(VIPPS.simulator());
        merchant.create(REFERENCE);
        VIPPS.simulator().customer().approve(REFERENCE);
    }

    private SimulatedPayment payment() {
        return VIPPS.simulator().payment(REFERENCE);
    }

    @Test
    void sameKeyAndBodyGetsTheStoredAnswer() {
        HttpResponse<String> first = merchant.capture(REFERENCE, 10_000, "c1");
        merchant.capture(REFERENCE, 5_000, "c2");
        HttpResponse<String> again = merchant.capture(REFERENCE, 10_000, "c1");

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(payment().captured()).isEqualTo(15_000);
        assertThat(payment().eventNames()).containsExactly("CREATED", "AUTHORIZED", "CAPTURED", "CAPTURED");
    }

    @Test
    void createRepeatedGetsTheSameRedirectUrl() {
        HttpResponse<String> first = merchant.create("order-0002");

        assertThat(merchant.create("order-0002").body()).isEqualTo(first.body());
        assertThat(VIPPS.simulator().payments()).hasSize(2);
    }

    @Test
    void cancelRepeatedWithItsKeyGetsTheStoredAnswer() {
        HttpResponse<String> first = merchant.key("x1").cancel(REFERENCE);

        assertThat(merchant.key("x1").cancel(REFERENCE).body()).isEqualTo(first.body());
        assertThat(refusal(merchant.key("x2").cancel(REFERENCE))).isEqualTo("400 6190");
        assertThat(refusal(merchant.key("x1").post(path(REFERENCE, "cancel"), "{}")))
                .isEqualTo("409 4020");
    }

    @Test
    void sameKeyWithOtherBodyIsAConflict() {
        merchant.capture(REFERENCE, 10_000, "k");
        merchant.refund(REFERENCE, 1_000, "k");

        assertThat(refusal(merchant.capture(REFERENCE, 10_001, "k"))).isEqualTo("409 4010");
        assertThat(refusal(merchant.refund(REFERENCE, 1_001, "k"))).isEqualTo("409 4150");
        assertThat(refusal(merchant.key("create-" + REFERENCE)
                        .post("/epayment/v1/payments", socks(REFERENCE).replace("49900", "49901"))))
                .isEqualTo("409 4020");
        // The first answers are still there.
        assertThat(merchant.capture(REFERENCE, 10_000, "k").statusCode()).isEqualTo(200);
        assertThat(payment().captured()).isEqualTo(10_000);
        assertThat(payment().refunded()).isEqualTo(1_000);
    }

    @Test
    void keysAreScopedByPaymentAndOperation() {
        merchant.create("order-0002");
        VIPPS.simulator().customer().approve("order-0002");

        assertThat(merchant.capture(REFERENCE, 1_000, "k").statusCode()).isEqualTo(200);
        assertThat(merchant.refund(REFERENCE, 1_000, "k").statusCode()).isEqualTo(200);
        assertThat(merchant.capture("order-0002", 1_000, "k").statusCode()).isEqualTo(200);
        assertThat(payment().refunded()).isEqualTo(1_000);
        assertThat(VIPPS.simulator().payment("order-0002").captured()).isEqualTo(1_000);
    }

    @Test
    void refusalSticksToItsKey() {
        merchant.create("order-0002");
        assertThat(refusal(merchant.capture("order-0002", 100, "k"))).isEqualTo("400 6080");
        VIPPS.simulator().customer().approve("order-0002");

        assertThat(refusal(merchant.capture("order-0002", 100, "k"))).isEqualTo("400 6080");
        assertThat(merchant.capture("order-0002", 100, "new").statusCode()).isEqualTo(200);
    }

    @Test
    void fieldErrorSticksToItsKey() {
        String path = path(REFERENCE, "capture");
        HttpResponse<String> first = merchant.key("k").post(path, "{}");

        assertThat(complaints(first)).isEqualTo("400 modificationAmount: is required;");
        assertThat(merchant.key("k").post(path, "{}").body()).isEqualTo(first.body());
        assertThat(refusal(merchant.key("k").post(path, nok(100)))).isEqualTo("409 4010");
        assertThat(payment().captured()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {3010, 6160, 6250, 6260, 6280})
    void passingRefusalDoesNotStick(int code) {
        VIPPS.simulator().faults().next(ApiOperation.CAPTURE, Fault.errorCode(code));

        assertThat(refusal(merchant.capture(REFERENCE, 100, "k"))).endsWith(" " + code);
        assertThat(merchant.capture(REFERENCE, 100, "k").statusCode()).isEqualTo(200);
    }

    @Test
    void gatewayRefusalDoesNotStick() {
        assertThat(merchant.with("Authorization", "Bearer x")
                        .capture(REFERENCE, 100, "k")
                        .statusCode())
                .isEqualTo(401);
        assertThat(merchant.capture(REFERENCE, 100, "k").statusCode()).isEqualTo(200);
    }

    @Test
    void newKeyWithUsedReferenceIsRefused() {
        assertThat(refusal(merchant.key("new").post("/epayment/v1/payments", socks(REFERENCE))))
                .isEqualTo("409 4150");
    }
}
