package io.github.vipps4j.examples;

import static io.github.vipps4j.core.Currency.NOK;

import com.sun.net.httpserver.HttpServer;
import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.Credentials;
import io.github.vipps4j.core.Environment;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.callback.JdkHttpAdapter;
import io.github.vipps4j.epayment.CreatePayment;
import io.github.vipps4j.epayment.EPaymentClient;
import io.github.vipps4j.epayment.Payment;
import io.github.vipps4j.epayment.PaymentKey;
import io.github.vipps4j.epayment.PaymentSnapshot;
import io.github.vipps4j.epayment.PaymentSnapshots;
import io.github.vipps4j.epayment.PaymentState;
import io.github.vipps4j.epayment.PaymentUpdates;
import io.github.vipps4j.epayment.UserFlow;
import io.github.vipps4j.simulator.Partner;
import io.github.vipps4j.simulator.SalesUnit;
import io.github.vipps4j.simulator.VippsSimulator;
import io.github.vipps4j.webhooks.WebhookClient;
import io.github.vipps4j.webhooks.WebhookEndpoint;
import io.github.vipps4j.webhooks.WebhookEventType;
import io.github.vipps4j.webhooks.WebhookScope;
import io.github.vipps4j.webhooks.WebhookSecretStore;
import io.github.vipps4j.webhooks.WebhookVerifier;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A platform that serves two shops with one set of keys: one registration brings the webhooks of both, and of shops that
 * come later. Both shops have an order of the same name; who pays for which is told apart by the sales unit. Partner keys
 * work in production only, so the simulator plays that.
 */
public final class PartnerWebhooks {
    private static final String SOCKS = "111111";
    private static final String SHOES = "222222";
    private static final String ORDER = "order-2026-0001";

    private final Set<String> paid = new ConcurrentSkipListSet<>();

    private PartnerWebhooks() {}

    /** Has both orders paid. */
    public static void main(String[] args) throws Exception {
        System.out.println("Paid: " + paidOrders());
    }

    /** Gives the orders that were found paid, each with its sales unit. */
    static Set<String> paidOrders() throws Exception {
        return new PartnerWebhooks().serve();
    }

    private Set<String> serve() throws Exception {
        Partner platform = Partner.of("acme-platform", SOCKS, SHOES);
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/hooks/vipps";
        try (VippsSimulator simulator = VippsSimulator.builder()
                        .production()
                        .salesUnit(SalesUnit.of(SOCKS), SalesUnit.of(SHOES))
                        .partner(platform)
                        .start();
                Vipps vipps = Vipps.builder()
                        .environment(Environment.at(simulator.baseUrl()))
                        .credentials(Credentials.of(
                                platform.clientId(), platform.clientSecret(), platform.primarySubscriptionKey()))
                        .system("acme-platform", "1.0.0")
                        .build()) { // without a sales unit: each call says whose it is
            PaymentUpdates updates = PaymentUpdates.of(vipps, PaymentSnapshots.inMemory(), this::settle);
            WebhookSecretStore secrets = WebhookSecretStore.inMemory();
            WebhookVerifier verifier =
                    WebhookVerifier.builder().url(url).secrets(secrets::secrets).build();
            JdkHttpAdapter webhooks = new JdkHttpAdapter(new WebhookEndpoint(verifier, updates.webhooks()));
            server.createContext("/hooks/vipps", webhooks);
            server.setExecutor(threads);
            server.start();
            WebhookClient.of(vipps)
                    .ensureRegistered(WebhookScope.forAllSalesUnits(), url, WebhookEventType.EPAYMENT, secrets);

            order(vipps.forMerchant(SOCKS), "Socks", "49.00");
            order(vipps.forMerchant(SHOES), "Shoes", "899.00");
            simulator.customer().approve(SHOES, ORDER);
            simulator.customer().approve(SOCKS, ORDER);

            simulator.webhooks().awaitIdle(Duration.ofSeconds(10));
            webhooks.stop(Duration.ofSeconds(10));
            return new TreeSet<>(paid);
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    private static void order(Vipps shop, String what, String price) {
        EPaymentClient.of(shop)
                .create(CreatePayment.builder()
                        .reference(ORDER)
                        .amount(Amount.of(price, NOK))
                        .userFlow(UserFlow.webRedirect("https://shop.example/orders/" + ORDER))
                        .paymentDescription(what)
                        .build());
    }

    private void settle(PaymentKey payment, @Nullable PaymentSnapshot before, Payment now) {
        if (now.state() == PaymentState.AUTHORIZED) {
            paid.add(payment + " " + now.amount());
        }
    }
}
