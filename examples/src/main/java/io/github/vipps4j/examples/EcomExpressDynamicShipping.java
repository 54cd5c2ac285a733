package io.github.vipps4j.examples;

import static io.github.vipps4j.core.Currency.NOK;

import com.sun.net.httpserver.HttpServer;
import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.callback.JdkHttpAdapter;
import io.github.vipps4j.ecom.EcomCallbacks;
import io.github.vipps4j.ecom.EcomClient;
import io.github.vipps4j.ecom.Express;
import io.github.vipps4j.ecom.InitiatePayment;
import io.github.vipps4j.ecom.Modification;
import io.github.vipps4j.ecom.OrderKey;
import io.github.vipps4j.ecom.OrderSnapshot;
import io.github.vipps4j.ecom.OrderSnapshots;
import io.github.vipps4j.ecom.OrderState;
import io.github.vipps4j.ecom.OrderUpdates;
import io.github.vipps4j.ecom.PaymentDetails;
import io.github.vipps4j.ecom.ShippingCost;
import io.github.vipps4j.ecom.ShippingDetailsRequest;
import io.github.vipps4j.ecom.ShippingMethod;
import io.github.vipps4j.ecom.UserDetails;
import io.github.vipps4j.simulator.ShippingOffer;
import io.github.vipps4j.simulator.SimulatedAddress;
import io.github.vipps4j.simulator.VippsSimulator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Express on eCom: while the customer waits in the app, the service asks the shop what can be sent to the address;
 * later the customer takes back the consent, and the shop forgets the customer. One endpoint answers all three calls of
 * the service.
 */
public final class EcomExpressDynamicShipping {
    private static final String ORDER = "acme-express-0003";
    private static final String TOKEN = "made-up-token-of-callbacks";
    /** The removal of a consent brings no token: whoever knows its URL is believed. Made of random letters, once. */
    private static final String CONSENT_SECRET = "made-up-secret-of-consents";

    /** By user id. */
    private final Map<String, UserDetails> customers = new ConcurrentHashMap<>();

    private EcomExpressDynamicShipping() {}

    /** Sells a sofa. */
    public static void main(String[] args) throws Exception {
        System.out.println(sell());
    }

    /** Gives what was captured, and how many customers the shop knew before and after the consent was taken back. */
    static String sell() throws Exception {
        return new EcomExpressDynamicShipping().sellSofa();
    }

    private String sellSofa() throws Exception {
        try (VippsSimulator simulator = VippsSimulator.start();
                Vipps vipps = Stage.Simulated.connect(simulator)) {
            ExecutorService threads = Executors.newCachedThreadPool();
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/vipps";
            try {
                // tag::ecom-callbacks[]
                OrderUpdates updates = OrderUpdates.of(vipps, OrderSnapshots.inMemory(), this::settle, threads);
                JdkHttpAdapter callbacks = new JdkHttpAdapter(EcomCallbacks.builder()
                        .authToken(TOKEN)
                        .onPaymentUpdate(updates.callbacks())
                        .shippingDetails(this::shippingDetails)
                        .onConsentRemoved(CONSENT_SECRET, customers::remove)
                        .build());
                server.createContext("/vipps", callbacks);
                // end::ecom-callbacks[]
                server.setExecutor(threads);
                server.start();

                EcomClient ecom = EcomClient.of(vipps);
                ecom.initiate(InitiatePayment.builder()
                        .orderId(ORDER)
                        .amount(Amount.of("4990.00", NOK))
                        .transactionText("One sofa")
                        .callbackPrefix(url)
                        .authToken(TOKEN)
                        .fallBack("https://shop.example/orders/" + ORDER)
                        .express(Express.dynamic(url + "/" + CONSENT_SECRET, url))
                        .build());

                ShippingOffer island =
                        simulator.customer().chooseAddress(ORDER, address("Sjøveien 1", "9170", "Longyearbyen"));
                System.out.println("To Longyearbyen: " + island.options().size() + " methods");
                ShippingOffer oslo = simulator.customer().chooseAddress(ORDER, address("Storgata 1", "0155", "Oslo"));
                System.out.println("To Oslo: " + oslo.options().size() + " method");
                simulator.customer().approve(ORDER);

                // The callback may be lost: the page that the customer comes back to is a hint as well.
                PaymentDetails paid = updates.check(ORDER);
                Modification captured =
                        ecom.capture(ORDER, paid.reservedAmount(), IdempotencyKey.derive(ORDER, "capture", "1"));
                int known = customers.size();

                simulator.customer().removeConsent(ORDER);
                simulator.callbacks().awaitIdle(Duration.ofSeconds(10));
                simulator
                        .callbacks()
                        .deliveries()
                        .forEach(delivery ->
                                System.out.println("The " + delivery.kind() + " was answered " + delivery.status()));
                callbacks.stop(Duration.ofSeconds(10));
                return "Captured " + captured.amount() + "; customers known: " + known + ", then " + customers.size();
            } finally {
                server.stop(0);
                threads.shutdown();
                threads.awaitTermination(10, TimeUnit.SECONDS);
            }
        }
    }

    private static SimulatedAddress address(String line, String postCode, String city) {
        return SimulatedAddress.of(line, postCode, city, "NO");
    }

    /** The one place where the shop acts on an outcome, whoever brought the news. */
    private void settle(OrderKey order, @Nullable OrderSnapshot before, PaymentDetails now) {
        UserDetails customer = now.userDetails();
        if (now.state() == OrderState.RESERVED && customer != null && customer.userId() != null) {
            customers.put(customer.userId(), customer);
        }
    }

    private List<ShippingMethod> shippingDetails(ShippingDetailsRequest request) {
        String postCode = request.address().postCode();
        if (postCode == null || postCode.startsWith("9")) {
            return List.of();
        }
        return List.of(ShippingMethod.builder()
                .shippingMethodId("carried-in")
                .shippingMethod("Carried to your room")
                .shippingCost(ShippingCost.ofKroner("690.00"))
                .isDefault(true)
                .build());
    }
}
