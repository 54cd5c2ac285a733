package example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.Credentials;
import io.github.vipps4j.core.Currency;
import io.github.vipps4j.core.Environment;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.callback.CallbackRequest;
import io.github.vipps4j.ecom.EcomCallbacks;
import io.github.vipps4j.ecom.PaymentUpdate;
import io.github.vipps4j.simulator.SalesUnit;
import io.github.vipps4j.simulator.SimulatedPayment;
import io.github.vipps4j.simulator.VippsSimulator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShopTest {
    @Test
    void paymentIsApprovedCapturedAndPartlyRefunded() {
        try (VippsSimulator simulator = VippsSimulator.start()) {
            SalesUnit unit = simulator.salesUnit();
            try (Vipps vipps = Vipps.builder()
                    .environment(Environment.at(simulator.baseUrl()))
                    .credentials(Credentials.of(unit.clientId(), unit.clientSecret(), unit.primarySubscriptionKey()))
                    .merchantSerialNumber(unit.merchantSerialNumber())
                    .build()) {
                Shop shop = new Shop(vipps);

                shop.checkOut("order-0001", Amount.of("499.00", Currency.NOK));
                simulator.customer().approve("order-0001");
                assertThat(shop.ship("order-0001")).isTrue();
                shop.takeBack("order-0001", Amount.of("99.50", Currency.NOK));

                SimulatedPayment payment = simulator.payment("order-0001");
                assertThat(payment.captured()).isEqualTo(49_900);
                assertThat(payment.refunded()).isEqualTo(9_950);
            }
        }
    }

    @Test
    void callbacksOfEcomAreAnswered() {
        List<PaymentUpdate> updates = new ArrayList<>();
        EcomCallbacks callbacks = EcomCallbacks.builder()
                .authToken("s3cret-token")
                .onPaymentUpdate(updates::add)
                .build();
        CallbackRequest forged = new CallbackRequest("POST", "/v2/payments/order-0001", Map.of(), new byte[0]);
        assertThat(callbacks.handle(forged).status()).isEqualTo(401);
        assertThat(updates).isEmpty();
    }

    @Test
    void nothingOfTheSdksTestsAndNoSecondOkHttpComesAlong() throws Exception {
        ClassLoader loader = getClass().getClassLoader();
        assertThat(Collections.list(loader.getResources("okhttp3/OkHttpClient.class")))
                .hasSize(1);
        assertThat(loader.getResource("mockwebserver3/MockWebServer.class")).isNull();
        assertThat(loader.getResource("org/slf4j/simple/SimpleLogger.class")).isNull();
    }
}
