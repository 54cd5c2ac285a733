package io.github.vipps4j.epayment;

import com.sun.net.httpserver.HttpServer;
import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.Credentials;
import io.github.vipps4j.core.Currency;
import io.github.vipps4j.core.Environment;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.call.VippsSession;
import io.github.vipps4j.core.callback.CallbackRequest;
import io.github.vipps4j.core.callback.CallbackResponse;
import io.github.vipps4j.core.callback.CardDecisionStore;
import io.github.vipps4j.core.callback.JdkHttpAdapter;
import io.github.vipps4j.simulator.PaymentServiceProvider;
import io.github.vipps4j.simulator.PspCall;
import io.github.vipps4j.simulator.VippsSimulator;
import io.github.vipps4j.webhooks.WebhookVerifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A provider of the simulator: its endpoint for card callbacks and its 3-D Secure page on the JDK's HTTP server, and an
 * acquirer that keeps account of what it has authorised and reversed, by {@code pspReference}. The waits of its client take
 * no time.
 */
final class CardHost implements CardCallbackHandler, AutoCloseable {
    static final PaymentServiceProvider ACME = PaymentServiceProvider.of("acme-psp", "654321");
    static final String KEY_ID = "00000000-0000-4000-8000-0000000000aa";

    final VippsSimulator simulator;
    final CardDecisionStore store = CardDecisionStore.inMemory();
    final CardCallbackEndpoint endpoint;
    final EPaymentClient payments;

    /** What the handler was asked, such as {@code "authorize psp-1"}. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    final List<CardCallback> callbacks = new CopyOnWriteArrayList<>();
    final List<String> authorised = new CopyOnWriteArrayList<>();
    final List<String> reversed = new CopyOnWriteArrayList<>();

    volatile CardService.Decision<CardCallbackReply> first = this::authorise;
    volatile CardService.Decision<CardCallbackReply.Final> second = this::authorise;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /** @param budget how long the endpoint lets the handler take */
    CardHost(VippsSimulator simulator, Duration budget) throws IOException {
        this.simulator = simulator;
        simulator.addPaymentServiceProvider(ACME);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        this.endpoint = CardCallbackEndpoint.builder()
                .verifier(WebhookVerifier.builder()
                        .url(url("/vipps/card"))
                        .secret(ACME.clientSecret())
                        .build())
                .handler(this)
                .store(store)
                .executor(threads)
                .budget(budget)
                .build();
        this.payments = EPaymentClient.of(VippsSession.of(vipps()).withTime(new FakeTime()));
        server.setExecutor(threads);
        server.createContext("/vipps/card", new JdkHttpAdapter(endpoint));
        server.createContext("/3ds", new JdkHttpAdapter(this::page));
        server.start();
    }

    private Vipps vipps() {
        return Vipps.builder()
                .environment(Environment.at(simulator.baseUrl()))
                .credentials(Credentials.of(ACME.clientId(), ACME.clientSecret(), ACME.primarySubscriptionKey()))
                .merchantSerialNumber("654321")
                .pspId(ACME.pspId())
                .system("acme-psp", "1.0")
                .build();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    static String reference(String pspReference) {
        return "shop7-order-" + pspReference;
    }

    static Amount dkk(long minorUnits) {
        return Amount.ofMinor(minorUnits, Currency.DKK);
    }

    CardPassthrough.Builder passthrough(String pspReference) {
        return CardPassthrough.builder()
                .pspReference(pspReference)
                .cardCallbackUrl(url("/vipps/card"))
                .allowedCardTypes(CardType.VISA_DEBIT, CardType.MC_DEBIT, CardType.DANKORT)
                .publicEncryptionKeyId(KEY_ID);
    }

    /** Of DKK 125.00. */
    CreatedPayment create(String pspReference) {
        return create(passthrough(pspReference).build());
    }

    CreatedPayment create(CardPassthrough passthrough) {
        return payments.create(CreatePayment.builder()
                .reference(reference(passthrough.pspReference()))
                .amount(dkk(12_500))
                .paymentMethod(PaymentMethod.cardPassthrough(passthrough))
                .userFlow(UserFlow.webRedirect("https://shop.example.com/return"))
                .build());
    }

    /** At the acquirer. */
    CardCallbackReply.Final authorise(CardCallback callback) {
        authorised.add(callback.pspReference());
        return CardCallbackReply.reserve("ntr-" + callback.pspReference());
    }

    CardCallbackReply softDecline(CardCallback callback) {
        return CardCallbackReply.softDecline(url("/3ds/" + callback.authorizationAttemptId()));
    }

    /** Where the customer proves who it is, and is sent back. */
    private CallbackResponse page(CallbackRequest request) {
        String path = request.pathAndQuery();
        return endpoint.returnFromSoftDecline(path.substring(path.lastIndexOf('/') + 1));
    }

    @Override
    public CardCallbackReply authorize(CardCallback callback) throws Exception {
        asked.add("authorize " + callback.pspReference());
        callbacks.add(callback);
        return first.about(callback);
    }

    @Override
    public CardCallbackReply.Final afterSoftDecline(CardCallback callback) throws Exception {
        asked.add("afterSoftDecline " + callback.pspReference());
        callbacks.add(callback);
        return second.about(callback);
    }

    @Override
    public CardCallbackReply.Final unknown(CardCallback callback) {
        asked.add("unknown " + callback.pspReference());
        return CardCallbackReply.refusedByIssuer();
    }

    @Override
    public void answerDiscarded(CardCallback callback, CardCallbackReply decision) {
        if (decision.isReserved()) {
            reversed.add(callback.pspReference());
        }
    }

    /** What the service was answered, such as {@code "RESERVE"}, in the order in which the calls ended. */
    List<String> answers() {
        return simulator.pspCalls().all().stream()
                .map(PspCall::answer)
                .map(String::valueOf)
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
