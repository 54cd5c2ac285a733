package example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.Credentials;
import io.github.vipps4j.core.Currency;
import io.github.vipps4j.core.Environment;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.epayment.CreatePayment;
import io.github.vipps4j.epayment.EPaymentClient;
import io.github.vipps4j.epayment.UserFlow;
import io.github.vipps4j.simulator.SalesUnit;
import io.github.vipps4j.simulator.VippsSimulator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.http.GET;

/** The SDK (OkHttp 5) and Retrofit (OkHttp 4) in one program. */
class TwoClientsTest {
    interface Stock {
        @GET("stock/socks")
        Call<ResponseBody> socks();
    }

    @Test
    void thereIsOneOkHttp() throws Exception {
        assertThat(Collections.list(getClass().getClassLoader().getResources("okhttp3/OkHttpClient.class")))
                .hasSize(1);
    }

    @Test
    void retrofitWorks() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/stock/socks", exchange -> {
            byte[] pairs = "12".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, pairs.length);
            exchange.getResponseBody().write(pairs);
            exchange.close();
        });
        server.start();
        try {
            Stock stock = new Retrofit.Builder()
                    .baseUrl("http://127.0.0.1:" + server.getAddress().getPort())
                    .build()
                    .create(Stock.class);
            assertThat(stock.socks().execute().body().string()).isEqualTo("12");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void theSdkWorks() {
        try (VippsSimulator simulator = VippsSimulator.start()) {
            SalesUnit unit = simulator.salesUnit();
            try (Vipps vipps = Vipps.builder()
                    .environment(Environment.at(simulator.baseUrl()))
                    .credentials(Credentials.of(unit.clientId(), unit.clientSecret(), unit.primarySubscriptionKey()))
                    .merchantSerialNumber(unit.merchantSerialNumber())
                    .build()) {
                EPaymentClient payments = EPaymentClient.of(vipps);
                Amount amount = Amount.of("499.00", Currency.NOK);
                payments.create(CreatePayment.builder()
                        .reference("order-0001")
                        .amount(amount)
                        .userFlow(UserFlow.webRedirect("https://shop.example/return"))
                        .paymentDescription("One pair of socks")
                        .build());
                simulator.customer().approve("order-0001");
                payments.capture("order-0001", amount, IdempotencyKey.of("order-0001-capture"));

                assertThat(payments.get("order-0001").aggregate().capturedAmount())
                        .isEqualTo(amount);
            }
        }
    }
}
