package io.github.vipps4j.examples;

import static io.github.vipps4j.core.Currency.NOK;

import com.sun.net.httpserver.HttpServer;
import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.callback.JdkHttpAdapter;
import io.github.vipps4j.epayment.CreatePayment;
import io.github.vipps4j.epayment.EPaymentClient;
import io.github.vipps4j.epayment.Payment;
import io.github.vipps4j.epayment.Shipping;
import io.github.vipps4j.epayment.ShippingBrand;
import io.github.vipps4j.epayment.ShippingGroup;
import io.github.vipps4j.epayment.ShippingOption;
import io.github.vipps4j.epayment.ShippingOptions;
import io.github.vipps4j.epayment.ShippingOptionsEndpoint;
import io.github.vipps4j.epayment.ShippingOptionsRequest;
import io.github.vipps4j.epayment.ShippingType;
import io.github.vipps4j.epayment.UserFlow;
import io.github.vipps4j.simulator.ShippingOffer;
import io.github.vipps4j.simulator.SimulatedAddress;
import io.github.vipps4j.simulator.VippsSimulator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Express with delivery options that depend on the address: while the customer waits in the app, the service asks the shop,
 * and the shop answers within 10 seconds what it costs, or that it does not deliver there.
 */
public final class ExpressDynamicShipping {
    private static final String ORDER = "acme-express-0002";
    private static final String TOKEN = "made-up-shipping-token";

    private ExpressDynamicShipping() {}

    /** Sells a sofa. */
    public static void main(String[] args) throws Exception {
        System.out.println(sell());
    }

    /** Gives what was captured. */
    static String sell() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/vipps/shipping";
        try (VippsSimulator simulator = VippsSimulator.start();
                Vipps vipps = Stage.Simulated.connect(simulator)) {
            JdkHttpAdapter shipping =
                    new JdkHttpAdapter(new ShippingOptionsEndpoint(TOKEN, ExpressDynamicShipping::options));
            server.createContext("/vipps/shipping", shipping);
            server.setExecutor(threads);
            server.start();

            EPaymentClient payments = EPaymentClient.of(vipps);
            payments.create(CreatePayment.builder()
                    .reference(ORDER)
                    .amount(Amount.of("4990.00", NOK))
                    .userFlow(UserFlow.webRedirect("https://shop.example/orders/" + ORDER))
                    .paymentDescription("One sofa")
                    .shipping(Shipping.dynamic(url, TOKEN))
                    .build());

            ShippingOffer island =
                    simulator.customer().chooseAddress(ORDER, address("Sjøveien 1", "9170", "Longyearbyen"));
            System.out.println("To Longyearbyen: " + island.options().size() + " options");
            ShippingOffer oslo = simulator.customer().chooseAddress(ORDER, address("Storgata 1", "0155", "Oslo"));
            System.out.println("To Oslo: " + oslo.options().size() + " option");
            simulator.customer().approve(ORDER);

            Amount total = payments.awaitOutcome(ORDER).aggregate().authorizedAmount();
            Payment paid = payments.captureAndConfirm(ORDER, total, IdempotencyKey.derive(ORDER, "capture", "1"));
            shipping.stop(Duration.ofSeconds(10));
            return "Captured " + paid.aggregate().capturedAmount();
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    private static SimulatedAddress address(String line, String postCode, String city) {
        return SimulatedAddress.of(line, postCode, city, "NO");
    }

    private static ShippingOptions options(ShippingOptionsRequest request) {
        String postCode = request.address().postCode();
        if (postCode == null || postCode.startsWith("9")) {
            return ShippingOptions.noDelivery();
        }
        return ShippingOptions.of(ShippingGroup.builder()
                .type(ShippingType.HOME_DELIVERY)
                .brand(ShippingBrand.BRING)
                .option(ShippingOption.builder()
                        .id("carried-in")
                        .name("Carried to your living room")
                        .amount(Amount.of("690.00", NOK))
                        .estimatedDelivery("1-2 weeks")
                        .build())
                .build());
    }
}
