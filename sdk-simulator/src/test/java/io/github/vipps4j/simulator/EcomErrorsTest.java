package io.github.vipps4j.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcomErrorsTest {
    @ParameterizedTest
    @CsvSource({
        "3010, 500, VippsError, 99",
        "5090, 404, Merchant, 35",
        "6160, 400, VippsError, 94",
        "6090, 400, Payment, 61"
    })
    void numberOfEPaymentHasItsErrorInEcom(int number, int status, String group, String code) {
        Answer answer = EcomErrors.STYLE.code(number, "/ecomm/v2/payments");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(new String(answer.body(), UTF_8))
                .contains("\"errorGroup\":\"" + group + "\"", "\"errorCode\":\"" + code + "\"");
    }

    /** Else a rule that eCom never had would look like a service that is down. */
    @Test
    void numberThatEcomHasNoErrorForIsAMistake() {
        assertThatIllegalStateException()
                .isThrownBy(() -> EcomErrors.STYLE.code(6280, "/ecomm/v2/payments"))
                .withMessageContaining("6280");
    }
}
