package example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.Credentials;
import io.github.vipps4j.core.Currency;
import io.github.vipps4j.core.Environment;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.epayment.CreatePayment;
import io.github.vipps4j.epayment.EPaymentClient;
import io.github.vipps4j.epayment.PaymentState;
import io.github.vipps4j.epayment.UserFlow;
import io.github.vipps4j.simulator.SalesUnit;
import io.github.vipps4j.simulator.VippsSimulator;
import io.github.vipps4j.simulator.VippsSimulatorExtension;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VippsSimulatorExtension.class)
class CheckoutTest {
    @Test
    void customerApproves(VippsSimulator simulator) {
        SalesUnit unit = simulator.salesUnit();
        try (Vipps vipps = Vipps.builder()
                .environment(Environment.at(simulator.baseUrl()))
                .credentials(Credentials.of(unit.clientId(), unit.clientSecret(), unit.primarySubscriptionKey()))
                .merchantSerialNumber(unit.merchantSerialNumber())
                .build()) {
            EPaymentClient payments = EPaymentClient.of(vipps);
            payments.create(CreatePayment.builder()
                    .reference("order-0001")
                    .amount(Amount.of("499.00", Currency.NOK))
                    .userFlow(UserFlow.webRedirect("https://shop.example/return"))
                    .paymentDescription("One pair of socks")
                    .build());
            simulator.customer().approve("order-0001");

            assertThat(payments.get("order-0001").state()).isEqualTo(PaymentState.AUTHORIZED);
        }
    }

    @Test
    void thereIsOneOkHttp() throws Exception {
        assertThat(Collections.list(getClass().getClassLoader().getResources("okhttp3/OkHttpClient.class")))
                .hasSize(1);
    }
}
