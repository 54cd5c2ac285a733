package io.github.vipps4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class PaymentServiceProviderTest {
    private static final PaymentServiceProvider ACME = PaymentServiceProvider.of("acme-psp", "654321", "111111");

    @Test
    void idsAreMadeUpFromTheName() {
        PaymentServiceProvider other = PaymentServiceProvider.of("other-psp");

        assertThat(UUID.fromString(ACME.pspId())).isNotEqualTo(UUID.fromString(ACME.clientId()));
        assertThat(ACME.pspId())
                .isEqualTo(PaymentServiceProvider.of("acme-psp").pspId())
                .isNotEqualTo(other.pspId());
        assertThat(ACME.merchantSerialNumbers()).containsExactly("654321", "111111");
    }

    @Test
    void keysAreNotPrinted() {
        assertThat(ACME).hasToString("PaymentServiceProvider[acme-psp, [654321, 111111]]");
    }

    @Test
    void wrongNamesAndNumbersAreRefused() {
        assertThatThrownBy(() -> PaymentServiceProvider.of("Acme"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("name: must be 1 to 30 lower-case letters, digits and hyphens");
        assertThatThrownBy(() -> PaymentServiceProvider.of("acme", "123"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("merchantSerialNumbers: must each be 4 to 10 digits");
    }

    @Test
    void keysWorkInBothEnvironmentsAndAreForgottenByAReset() {
        try (VippsSimulator test =
                        VippsSimulator.builder().paymentServiceProvider(ACME).start();
                VippsSimulator production = VippsSimulator.builder()
                        .production()
                        .paymentServiceProvider(ACME)
                        .start()) {
            test.addPaymentServiceProvider(PaymentServiceProvider.of("later"));
            test.reset();

            assertThat(Merchant.anonymous(test).requestToken(ACME).statusCode()).isEqualTo(200);
            assertThat(Merchant.anonymous(production).requestToken(ACME).statusCode())
                    .isEqualTo(200);
            assertThat(Merchant.anonymous(test)
                            .requestToken(PaymentServiceProvider.of("later"))
                            .statusCode())
                    .isEqualTo(401);
        }
    }
}
