package io.github.vipps4j.examples;

import static io.github.vipps4j.core.Currency.NOK;

import com.sun.net.httpserver.HttpServer;
import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.callback.JdkHttpAdapter;
import io.github.vipps4j.epayment.CreatePayment;
import io.github.vipps4j.epayment.CreatedPayment;
import io.github.vipps4j.epayment.EPaymentClient;
import io.github.vipps4j.epayment.Payment;
import io.github.vipps4j.epayment.PaymentKey;
import io.github.vipps4j.epayment.PaymentSnapshot;
import io.github.vipps4j.epayment.PaymentSnapshots;
import io.github.vipps4j.epayment.PaymentState;
import io.github.vipps4j.epayment.PaymentUpdates;
import io.github.vipps4j.epayment.UserFlow;
import io.github.vipps4j.simulator.VippsSimulator;
import io.github.vipps4j.webhooks.WebhookEndpoint;
import io.github.vipps4j.webhooks.WebhookSigner;
import io.github.vipps4j.webhooks.WebhookVerifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A shop that learns of the customer's approval from a webhook, from polling and from the customer's return, all at the same
 * time, and confirms the order exactly once. The webhook is delivered twice, signed as Vipps MobilePay signs it.
 */
public final class WebhookReceiver {
    private static final String SECRET = "made-up-webhook-secret";
    private static final String ORDER = "acme-shop-123-order123abc";

    private final AtomicInteger confirmed = new AtomicInteger();

    private WebhookReceiver() {}

    /** Runs the race. */
    public static void main(String[] args) throws Exception {
        System.out.println("Order confirmed " + new WebhookReceiver().race() + " time(s)");
    }

    /** Gives how often the order was confirmed. */
    static int confirmations() throws Exception {
        return new WebhookReceiver().race();
    }

    private int race() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String shop = "http://127.0.0.1:" + server.getAddress().getPort();
        try (VippsSimulator simulator = VippsSimulator.start();
                Vipps vipps = Stage.Simulated.connect(simulator)) {
            // tag::webhook-receiver[]
            PaymentUpdates updates = PaymentUpdates.of(vipps, PaymentSnapshots.inMemory(), this::settle);
            WebhookVerifier verifier = WebhookVerifier.builder()
                    .url(shop + "/hooks/vipps") // as it was registered, whatever a proxy makes of it
                    .secret(SECRET)
                    .build();
            JdkHttpAdapter webhooks = new JdkHttpAdapter(new WebhookEndpoint(verifier, updates.webhooks()));
            server.createContext("/hooks/vipps", webhooks);
            server.setExecutor(threads);
            server.start();
            // end::webhook-receiver[]

            CreatedPayment created = EPaymentClient.of(vipps)
                    .create(CreatePayment.builder()
                            .reference(ORDER)
                            .amount(Amount.of("499.00", NOK))
                            .userFlow(UserFlow.webRedirect("https://shop.example/return?order=123"))
                            .paymentDescription("One pair of socks")
                            .build());
            simulator.customer().approve(ORDER);

            String msn = simulator.salesUnit().merchantSerialNumber();
            Callable<Integer> webhook = () -> deliver(shop + "/hooks/vipps", msn);
            Future<Integer> first = threads.submit(webhook);
            Future<Integer> again = threads.submit(webhook);
            Future<Payment> poll = threads.submit(() -> updates.awaitOutcome(created));
            Future<Payment> returnPage = threads.submit(() -> updates.check(ORDER));
            System.out.println("Webhook answered " + first.get() + " and " + again.get() + ", poll saw "
                    + poll.get().state() + ", return page saw "
                    + returnPage.get().state());
            webhooks.stop(Duration.ofSeconds(10));
            return confirmed.get();
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    /** The one place where the shop acts, whoever brought the news. A real one does it in a transaction. */
    private void settle(PaymentKey payment, @Nullable PaymentSnapshot before, Payment now) {
        if (now.state() == PaymentState.AUTHORIZED) {
            System.out.println("Confirming the order of " + payment);
            confirmed.incrementAndGet();
        }
    }

    /** What Vipps MobilePay does. Tests of your own receiver can do it the same way. */
    private static int deliver(String url, String msn) throws IOException, InterruptedException {
        byte[] body = ("{\"msn\":\"" + msn + "\",\"reference\":\"" + ORDER + "\",\"pspReference\":\"4400000017\","
                        + "\"name\":\"AUTHORIZED\",\"amount\":{\"currency\":\"NOK\",\"value\":49900},"
                        + "\"timestamp\":\"2026-07-01T10:05:03.748Z\",\"success\":true}")
                .getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url)).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        Map<String, String> headers = WebhookSigner.of(SECRET).sign(url, Instant.now(), body);
        headers.forEach((name, value) -> {
            if (!name.equals("Host")) { // the JDK's client sets it
                request.header(name, value);
            }
        });
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
