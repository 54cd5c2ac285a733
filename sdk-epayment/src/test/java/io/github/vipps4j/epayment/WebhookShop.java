package io.github.vipps4j.epayment;

import com.sun.net.httpserver.HttpServer;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.callback.JdkHttpAdapter;
import io.github.vipps4j.simulator.VippsSimulator;
import io.github.vipps4j.simulator.WebhookDelivery;
import io.github.vipps4j.webhooks.EnsuredWebhook;
import io.github.vipps4j.webhooks.WebhookClient;
import io.github.vipps4j.webhooks.WebhookEndpoint;
import io.github.vipps4j.webhooks.WebhookEventType;
import io.github.vipps4j.webhooks.WebhookHandler;
import io.github.vipps4j.webhooks.WebhookScope;
import io.github.vipps4j.webhooks.WebhookSecretStore;
import io.github.vipps4j.webhooks.WebhookVerifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A merchant's receiver of webhooks on the JDK's server, registered at the simulator. */
final class WebhookShop implements AutoCloseable {
    final WebhookSecretStore secrets = WebhookSecretStore.inMemory();
    final String url;
    private final VippsSimulator simulator;
    private final WebhookClient client;
    private final WebhookScope scope;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    WebhookShop(VippsSimulator simulator, Vipps vipps, WebhookScope scope, WebhookHandler handler) throws IOException {
        this.simulator = simulator;
        this.client = WebhookClient.of(vipps);
        this.scope = scope;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.url = "http://127.0.0.1:" + server.getAddress().getPort() + "/hooks/vipps?tenant=42";
        WebhookVerifier verifier =
                WebhookVerifier.builder().url(url).secrets(secrets::secrets).build();
        server.createContext("/hooks/vipps", new JdkHttpAdapter(new WebhookEndpoint(verifier, handler)));
        server.setExecutor(threads);
        server.start();
    }

    EnsuredWebhook ensureRegistered() {
        return client.ensureRegistered(scope, url, WebhookEventType.EPAYMENT, secrets);
    }

    /** Lets everything that is due now arrive. */
    void arrive() {
        simulator.webhooks().awaitIdle(Duration.ofSeconds(10));
    }

    /** Lets time pass, and what falls due in it arrive. */
    void arriveWithin(Duration time) {
        simulator.clock().advance(time);
        arrive();
    }

    /** Each attempt as {@code event answer}. */
    List<String> answers() {
        return simulator.webhooks().deliveries().stream()
                .map(delivery -> delivery.event() + " " + delivery.status())
                .toList();
    }

    List<WebhookDelivery> deliveries() {
        return simulator.webhooks().deliveries();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
