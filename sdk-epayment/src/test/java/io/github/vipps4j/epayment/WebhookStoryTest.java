package io.github.vipps4j.epayment;

import static io.github.vipps4j.epayment.Shop.nok;
import static io.github.vipps4j.epayment.Shop.order;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.vipps4j.core.callback.JdkHttpAdapter;
import io.github.vipps4j.simulator.DeliveryFault;
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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Registered at the service, delivered over HTTP with its signature, told once. */
class WebhookStoryTest {
    @Test
    void registeredWebhooksTellEachDifferenceOnce() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (VippsSimulator simulator = VippsSimulator.start()) {
            Shop shop = new Shop(simulator);
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/hooks/vipps?tenant=42";
            WebhookSecretStore secrets = WebhookSecretStore.inMemory();
            PaymentUpdates updates = PaymentUpdates.of(
                    shop.vipps,
                    PaymentSnapshots.inMemory(),
                    (key, before, now) -> told.add(now.stateText() + " "
                            + now.aggregate().capturedAmount().value()));
            WebhookVerifier verifier =
                    WebhookVerifier.builder().url(url).secrets(secrets::secrets).build();
            server.createContext("/hooks/vipps", new JdkHttpAdapter(new WebhookEndpoint(verifier, updates.webhooks())));
            server.setExecutor(threads);
            server.start();
            WebhookScope unit = WebhookScope.forSalesUnit(simulator.salesUnit().merchantSerialNumber());
            WebhookClient.of(shop.vipps).ensureRegistered(unit, url, WebhookEventType.EPAYMENT, secrets);
            assertThat(WebhookClient.of(shop.vipps)
                            .ensureRegistered(unit, url, WebhookEventType.EPAYMENT, secrets)
                            .isNew())
                    .isFalse();

            shop.payments.create(order("acme-shop-order-0001", 10_000));
            simulator.webhooks().awaitIdle(Duration.ofSeconds(5));
            simulator.webhooks().next(DeliveryFault.duplicate());
            simulator.customer().approve("acme-shop-order-0001");
            simulator.webhooks().awaitIdle(Duration.ofSeconds(5));
            shop.payments.capture("acme-shop-order-0001", nok(4_000), Shop.key("capture-1"));
            simulator.webhooks().awaitIdle(Duration.ofSeconds(5));

            assertThat(told).containsExactly("CREATED 0", "AUTHORIZED 0", "AUTHORIZED 4000");
            assertThat(simulator.webhooks().deliveries()).hasSize(4).allMatch(delivery -> delivery.isSuccess());
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }
}
