package io.github.vipps4j.examples;

import static io.github.vipps4j.core.Currency.NOK;

import com.sun.net.httpserver.HttpServer;
import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.callback.JdkHttpAdapter;
import io.github.vipps4j.ecom.EcomCallbacks;
import io.github.vipps4j.ecom.EcomClient;
import io.github.vipps4j.ecom.InitiatePayment;
import io.github.vipps4j.ecom.InitiatedPayment;
import io.github.vipps4j.ecom.OrderKey;
import io.github.vipps4j.ecom.OrderSnapshot;
import io.github.vipps4j.ecom.OrderSnapshots;
import io.github.vipps4j.ecom.OrderUpdates;
import io.github.vipps4j.ecom.PaymentDetails;
import io.github.vipps4j.epayment.Aggregate;
import io.github.vipps4j.epayment.CreatePayment;
import io.github.vipps4j.epayment.CreatedPayment;
import io.github.vipps4j.epayment.Customer;
import io.github.vipps4j.epayment.EPaymentClient;
import io.github.vipps4j.epayment.Payment;
import io.github.vipps4j.epayment.PaymentKey;
import io.github.vipps4j.epayment.PaymentSnapshot;
import io.github.vipps4j.epayment.PaymentSnapshots;
import io.github.vipps4j.epayment.PaymentUpdates;
import io.github.vipps4j.epayment.UserFlow;
import io.github.vipps4j.simulator.CallbackDelivery;
import io.github.vipps4j.simulator.VippsSimulator;
import io.github.vipps4j.simulator.WebhookDelivery;
import io.github.vipps4j.webhooks.WebhookClient;
import io.github.vipps4j.webhooks.WebhookEndpoint;
import io.github.vipps4j.webhooks.WebhookEventType;
import io.github.vipps4j.webhooks.WebhookScope;
import io.github.vipps4j.webhooks.WebhookSecretStore;
import io.github.vipps4j.webhooks.WebhookVerifier;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A shop that goes over from eCom to ePayment and runs both meanwhile: the same order in both, side by side, and an
 * order that eCom began and ePayment finishes. {@code docs/from-ecom-to-epayment.md} tells the rest.
 */
public final class FromEcomToEPayment {
    private static final String WITH_ECOM = "acme-order-2041";
    private static final String WITH_EPAYMENT = "acme-order-2042";
    private static final String LAST_OF_ECOM = "acme-order-2043";
    private static final Amount TOTAL = Amount.of("499.00", NOK);
    private static final String TOKEN = "made-up-token-of-callbacks";
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Map<String, Integer> confirmations = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final VippsSimulator simulator;
    private final Vipps vipps;
    private final EcomClient ecom;
    private final EPaymentClient payments;
    private final PrintStream out;

    private FromEcomToEPayment(VippsSimulator simulator, Vipps vipps, PrintStream out) {
        this.simulator = simulator;
        this.vipps = vipps;
        this.ecom = EcomClient.of(vipps);
        this.payments = EPaymentClient.of(vipps);
        this.out = out;
    }

    /** Sells two pairs of socks three times. */
    public static void main(String[] args) throws Exception {
        sell(System.out);
    }

    static void sell(PrintStream out) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (VippsSimulator simulator = VippsSimulator.start();
                Vipps vipps = Stage.Simulated.connect(simulator)) {
            FromEcomToEPayment shop = new FromEcomToEPayment(simulator, vipps, out);
            try {
                shop.sellSocks(server, "http://127.0.0.1:" + server.getAddress().getPort());
            } finally {
                server.stop(0);
                shop.threads.shutdown();
                shop.threads.awaitTermination(SOON.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    private void sellSocks(HttpServer server, String url) {
        server.setExecutor(threads);
        server.start();
        OrderUpdates orderUpdates = hearOfOrders(server);
        PaymentUpdates paymentUpdates = hearOfPayments(server, url + "/hooks/vipps");

        out.println("One order, once as " + WITH_ECOM + " with eCom and once as " + WITH_EPAYMENT + " with ePayment.");
        InitiatedPayment initiated = initiate(WITH_ECOM, url + "/vipps");
        CreatedPayment created = create(WITH_EPAYMENT);
        step("The shop begins it", ecom.details(initiated.orderId()), payments.get(created.reference()));

        simulator.customer().approve(WITH_ECOM);
        simulator.customer().approve(WITH_EPAYMENT);
        step("The customer approves", orderUpdates.check(WITH_ECOM), paymentUpdates.check(WITH_EPAYMENT));

        capture(Amount.of("299.00", NOK));
        step("The shop captures a part", ecom.details(WITH_ECOM), payments.get(WITH_EPAYMENT));
        releaseTheRest();
        step("It releases the rest", ecom.details(WITH_ECOM), payments.get(WITH_EPAYMENT));
        refund(Amount.of("149.50", NOK));
        step("It refunds a part", ecom.details(WITH_ECOM), payments.get(WITH_EPAYMENT));

        step("What happened, newest first in eCom", history(WITH_ECOM), eventLog(WITH_EPAYMENT));
        step("What the shop was told, by callback and by webhooks", callbacks(WITH_ECOM), webhooks(WITH_EPAYMENT));
        step("How often the shop confirmed the order", confirmations(WITH_ECOM), confirmations(WITH_EPAYMENT));

        initiate(LAST_OF_ECOM, url + "/vipps");
        simulator.customer().approve(LAST_OF_ECOM);
        step("The last order of eCom", told(orderUpdates.check(LAST_OF_ECOM)), told(finish(LAST_OF_ECOM)));
        simulator.callbacks().awaitIdle(SOON);
    }

    private InitiatedPayment initiate(String order, String callbackPrefix) {
        // tag::initiate[]
        InitiatedPayment initiated = ecom.initiate(InitiatePayment.builder()
                .orderId(order)
                .amount(TOTAL)
                .transactionText("Two pairs of socks")
                .mobileNumber("91234567")
                .fallBack("https://shop.example/orders/" + order)
                .callbackPrefix(callbackPrefix)
                .authToken(TOKEN)
                .build());
        sendCustomerTo(initiated.url());
        // end::initiate[]
        return initiated;
    }

    private CreatedPayment create(String reference) {
        // tag::create[]
        CreatedPayment created = payments.createOrResume(CreatePayment.builder()
                .reference(reference)
                .amount(TOTAL)
                .paymentDescription("Two pairs of socks")
                .customer(Customer.phoneNumber("4791234567"))
                .userFlow(UserFlow.webRedirect("https://shop.example/orders/" + reference))
                .build());
        sendCustomerTo(created.redirectUrl());
        // end::create[]
        return created;
    }

    /** What a web framework does; here the simulator's customer comes by itself. */
    private static void sendCustomerTo(@Nullable String url) {
        if (url == null) {
            throw new IllegalStateException("There is nowhere to send the customer");
        }
    }

    private OrderUpdates hearOfOrders(HttpServer server) {
        // tag::callbacks[]
        OrderUpdates updates = OrderUpdates.of(vipps, OrderSnapshots.inMemory(), this::orderChanged, threads);
        EcomCallbacks callbacks = EcomCallbacks.builder()
                .authToken(TOKEN)
                .onPaymentUpdate(updates.callbacks())
                .build();
        server.createContext("/vipps", new JdkHttpAdapter(callbacks));
        // end::callbacks[]
        return updates;
    }

    private PaymentUpdates hearOfPayments(HttpServer server, String url) {
        String msn = simulator.salesUnit().merchantSerialNumber();
        // tag::webhooks[]
        PaymentUpdates updates = PaymentUpdates.of(vipps, PaymentSnapshots.inMemory(), this::paymentChanged);
        WebhookSecretStore secrets = WebhookSecretStore.inMemory(); // a shop keeps them: they are shown once
        WebhookVerifier verifier =
                WebhookVerifier.builder().url(url).secrets(secrets::secrets).build();
        server.createContext("/hooks/vipps", new JdkHttpAdapter(new WebhookEndpoint(verifier, updates.webhooks())));
        WebhookClient.of(vipps)
                .ensureRegistered(WebhookScope.forSalesUnit(msn), url, WebhookEventType.EPAYMENT, secrets);
        // end::webhooks[]
        return updates;
    }

    // tag::settle[]
    private void orderChanged(OrderKey order, @Nullable OrderSnapshot before, PaymentDetails now) {
        boolean wasApproved = before != null && before.reserved().isPositive();
        if (now.reservedAmount().isPositive() && !wasApproved) {
            confirm(order.orderId());
        }
    }

    private void paymentChanged(PaymentKey payment, @Nullable PaymentSnapshot before, Payment now) {
        boolean wasApproved = before != null && before.authorized().isPositive();
        if (now.aggregate().authorizedAmount().isPositive() && !wasApproved) {
            confirm(payment.reference());
        }
    }
    // end::settle[]

    /** The shop's own part, which knows nothing of either API. */
    private void confirm(String order) {
        confirmations.merge(order, 1, Integer::sum);
    }

    private void capture(Amount price) {
        // tag::capture[]
        ecom.capture(WITH_ECOM, price, IdempotencyKey.derive(WITH_ECOM, "capture", "1"), "Wool socks, parcel 1");
        payments.capture(WITH_EPAYMENT, price, IdempotencyKey.derive(WITH_EPAYMENT, "capture", "1"));
        // end::capture[]
    }

    private void releaseTheRest() {
        // tag::release[]
        ecom.cancelAndReleaseRemainingFunds(WITH_ECOM, "Cotton socks are sold out");
        payments.cancel(WITH_EPAYMENT);
        // end::release[]
    }

    private void refund(Amount price) {
        // tag::refund[]
        ecom.refund(WITH_ECOM, price, IdempotencyKey.derive(WITH_ECOM, "refund", "1"), "One sock came back");
        payments.refund(WITH_EPAYMENT, price, IdempotencyKey.derive(WITH_EPAYMENT, "refund", "1"));
        // end::refund[]
    }

    private Payment finish(String order) {
        // tag::finish[]
        Payment begunWithEcom = payments.get(order); // the order id is its reference
        Amount rest = begunWithEcom.aggregate().remainingToCapture();
        payments.capture(order, rest, IdempotencyKey.derive(order, "capture", "1"));
        // end::finish[]
        return payments.get(order);
    }

    private void step(String title, PaymentDetails inEcom, Payment inEPayment) {
        step(title, told(inEcom), told(inEPayment));
    }

    private void step(String title, String inEcom, String inEPayment) {
        out.println(title);
        out.println("  eCom      " + inEcom);
        out.println("  ePayment  " + inEPayment);
    }

    private static String told(PaymentDetails details) {
        return "%-15s  captured %s, refunded %s, to capture %s"
                .formatted(
                        details.state(),
                        details.capturedAmount(),
                        details.refundedAmount(),
                        details.remainingToCapture());
    }

    private static String told(Payment payment) {
        Aggregate money = payment.aggregate();
        return "%-15s  captured %s, refunded %s, to capture %s"
                .formatted(payment.state(), money.capturedAmount(), money.refundedAmount(), money.remainingToCapture());
    }

    private String history(String order) {
        return listed(ecom.details(order).history().stream().map(entry -> entry.operationText()));
    }

    private String eventLog(String reference) {
        return listed(payments.eventLog(reference).stream().map(event -> event.nameText()));
    }

    private String callbacks(String order) {
        simulator.callbacks().awaitIdle(SOON);
        return listed(simulator.callbacks().deliveries().stream()
                .filter(delivery -> delivery.orderId().equals(order))
                .map(CallbackDelivery::told));
    }

    private String webhooks(String reference) {
        simulator.webhooks().awaitIdle(SOON);
        return listed(simulator.webhooks().deliveries().stream()
                .filter(delivery -> delivery.reference().equals(reference))
                .map(WebhookDelivery::event));
    }

    private String confirmations(String order) {
        return confirmations.getOrDefault(order, 0) + " x";
    }

    private static String listed(Stream<String> words) {
        return words.collect(Collectors.joining(" "));
    }
}
