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
import io.github.vipps4j.epayment.PaymentKey;
import io.github.vipps4j.epayment.PaymentSnapshot;
import io.github.vipps4j.epayment.PaymentSnapshots;
import io.github.vipps4j.epayment.PaymentState;
import io.github.vipps4j.epayment.PaymentUpdates;
import io.github.vipps4j.epayment.UserFlow;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A shop that learns of the customer's approval from a webhook, from polling and from the customer's return, all at the same
 * time, and confirms the order exactly once. The webhook even comes twice.
 */
public final class WebhookReceiver {
    private static final String ORDER = "acme-shop-123-order123abc";

    private final AtomicInteger confirmed = new AtomicInteger();

    private WebhookReceiver() {}

    /** Runs the race. */
    public static void main(String[] args) throws Exception {
        System.out.println("Order confirmed " + confirmations() + " time(s)");
    }

    /** Gives how often the order was confirmed. */
    static int confirmations() throws Exception {
        return new WebhookReceiver().race();
    }

    private int race() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/hooks/vipps";
        try (VippsSimulator simulator = VippsSimulator.start();
                Vipps vipps = Stage.Simulated.connect(simulator)) {
            String msn = simulator.salesUnit().merchantSerialNumber();
            // tag::webhook-receiver[]
            PaymentUpdates updates = PaymentUpdates.of(vipps, PaymentSnapshots.inMemory(), this::settle);
            WebhookSecretStore secrets = WebhookSecretStore.inMemory(); // a shop keeps them: they are shown once
            WebhookVerifier verifier = WebhookVerifier.builder()
                    .url(url) // as it is registered, whatever a proxy makes of it
                    .secrets(secrets::secrets)
                    .build();
            JdkHttpAdapter webhooks = new JdkHttpAdapter(new WebhookEndpoint(verifier, updates.webhooks()));
            server.createContext("/hooks/vipps", webhooks);
            server.setExecutor(threads);
            server.start();
            WebhookClient.of(vipps)
                    .ensureRegistered(WebhookScope.forSalesUnit(msn), url, WebhookEventType.EPAYMENT, secrets);
            // end::webhook-receiver[]

            EPaymentClient.of(vipps)
                    .create(CreatePayment.builder()
                            .reference(ORDER)
                            .amount(Amount.of("499.00", NOK))
                            .userFlow(UserFlow.webRedirect("https://shop.example/return?order=123"))
                            .paymentDescription("One pair of socks")
                            .build());
            simulator.webhooks().awaitIdle(Duration.ofSeconds(10));

            Future<Payment> poll = threads.submit(() -> updates.awaitOutcome(new PaymentKey(msn, ORDER)));
            simulator.webhooks().next(DeliveryFault.duplicate());
            simulator.customer().approve(ORDER);
            Future<Payment> returnPage = threads.submit(() -> updates.check(ORDER));
            System.out.println("The poll saw " + poll.get().state() + ", the return page "
                    + returnPage.get().state());
            // The state stays AUTHORIZED when money is captured, and the order has been confirmed already.
            EPaymentClient.of(vipps).capture(ORDER, Amount.of("499.00", NOK), IdempotencyKey.of(ORDER + "-capture-1"));

            simulator.webhooks().awaitIdle(Duration.ofSeconds(10));
            simulator
                    .webhooks()
                    .deliveries()
                    .forEach(delivery -> System.out.println(
                            "The webhook of " + delivery.event() + " was answered " + delivery.status()));
            webhooks.stop(Duration.ofSeconds(10));
            return confirmed.get();
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    /** The one place where the shop acts, whoever brought the news. A real one does it in a transaction. */
    private void settle(PaymentKey payment, @Nullable PaymentSnapshot before, Payment now) {
        boolean wasReserved = before != null && before.stateText().equals("AUTHORIZED");
        if (now.state() == PaymentState.AUTHORIZED && !wasReserved) {
            System.out.println("Confirming the order of " + payment);
            confirmed.incrementAndGet();
        }
    }
}
