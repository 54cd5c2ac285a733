package io.github.vipps4j.examples;

import static io.github.vipps4j.core.Currency.NOK;

import com.sun.net.httpserver.HttpServer;
import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.callback.CallbackRequest;
import io.github.vipps4j.core.callback.CallbackResponse;
import io.github.vipps4j.core.callback.JdkHttpAdapter;
import io.github.vipps4j.core.callback.NetworkToken;
import io.github.vipps4j.epayment.CardCallback;
import io.github.vipps4j.epayment.CardCallbackEndpoint;
import io.github.vipps4j.epayment.CardCallbackHandler;
import io.github.vipps4j.epayment.CardCallbackReply;
import io.github.vipps4j.epayment.CardPassthrough;
import io.github.vipps4j.epayment.CardType;
import io.github.vipps4j.epayment.CreatePayment;
import io.github.vipps4j.epayment.CreatedPayment;
import io.github.vipps4j.epayment.EPaymentClient;
import io.github.vipps4j.epayment.Modification;
import io.github.vipps4j.epayment.PaymentMethod;
import io.github.vipps4j.epayment.UserFlow;
import io.github.vipps4j.simulator.ApprovalResult;
import io.github.vipps4j.simulator.PaymentServiceProvider;
import io.github.vipps4j.simulator.PspCall;
import io.github.vipps4j.simulator.VippsSimulator;
import io.github.vipps4j.webhooks.WebhookVerifier;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A payment service provider on card passthrough of ePayment: it creates the payment for a merchant, is handed the customer's
 * card by a signed callback, charges it with its acquirer, perhaps after 3-D Secure, and reports what became of the money. It
 * plays on a local simulator, which has to reach the provider.
 */
public final class CardPassthroughForPsps {
    private final PretendAcquirer acquirer;
    private final String url;
    /** Which payments there are, by the provider's own name. */
    private final Set<String> payments = ConcurrentHashMap.newKeySet();
    /** Which attempt got a payment its reservation: what the acquirer knows it by. */
    private final Map<String, String> reserved = new ConcurrentHashMap<>();
    /** Which attempt a 3-D Secure session is about, by what nobody guesses. */
    private final Map<String, String> sessions = new ConcurrentHashMap<>();
    /** The attempts whose customer proved to be the cardholder: the callback does not say it. */
    private final Set<String> authenticated = ConcurrentHashMap.newKeySet();

    private final CardCallbackEndpoint endpoint;

    /** @param url where the provider is reached */
    CardPassthroughForPsps(PretendAcquirer acquirer, String url, String clientSecret) {
        this.acquirer = acquirer;
        this.url = url;
        this.endpoint = CardCallbackEndpoint.builder()
                .verifier(WebhookVerifier.builder()
                        .url(url + "/vipps/card") // as it was created, whatever a proxy makes of it
                        .secret(clientSecret)
                        .build())
                .handler(new Decisions())
                .build();
    }

    /** Sells three tickets. */
    public static void main(String[] args) throws Exception {
        try (VippsSimulator simulator = VippsSimulator.start()) {
            play(simulator, new PretendAcquirer(), System.out);
        }
    }

    static void play(VippsSimulator simulator, PretendAcquirer acquirer, PrintStream out) throws Exception {
        String merchant = simulator.salesUnit().merchantSerialNumber();
        PaymentServiceProvider keys = PaymentServiceProvider.of("acme-psp", merchant);
        simulator.addPaymentServiceProvider(keys);
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        try (Vipps vipps = Stage.Simulated.connect(simulator, keys)) {
            CardPassthroughForPsps provider = new CardPassthroughForPsps(acquirer, url, keys.clientSecret());
            server.createContext("/vipps/card", new JdkHttpAdapter(provider.endpoint));
            server.createContext("/3dsecure/", new JdkHttpAdapter(provider::threeDSecure));
            server.setExecutor(threads);
            server.start();
            // One client serves all merchants; each call names its own.
            provider.sell(EPaymentClient.of(vipps.forMerchant(merchant)), simulator, out);
        } finally {
            server.stop(0);
            threads.shutdown();
            threads.awaitTermination(10, TimeUnit.SECONDS);
        }
    }

    private void sell(EPaymentClient ePayment, VippsSimulator simulator, PrintStream out) {
        out.println("Card passthrough for payment service providers, on the simulator at " + simulator.baseUrl());

        String balcony = "acme-ticket-0001";
        CreatedPayment created = create(ePayment, balcony, "249.00");
        out.println("1. A ticket for 249.00 NOK. The provider creates the payment and sends the customer to "
                + created.redirectUrl());
        ApprovalResult paid = simulator.customer().approve(balcony);
        out.println("   The customer confirms. The card callback brings a token, the acquirer authorises it: "
                + answered(simulator, paid));
        out.println("   The payment is " + ePayment.get(balcony).state() + ".");

        String stalls = "acme-ticket-0002";
        create(ePayment, stalls, "899.00");
        out.println("2. A ticket for 899.00 NOK. The issuer wants 3-D Secure first: "
                + answered(simulator, simulator.customer().approve(stalls)));
        ApprovalResult secured = simulator.customer().visit3DSecure(stalls);
        out.println(
                "   The customer comes back from the provider's page. The callback comes again, of the same attempt: "
                        + answered(simulator, secured));

        String box = "acme-ticket-0003";
        create(ePayment, box, "5000.00");
        out.println("3. A ticket for 5000.00 NOK. There is not enough money: "
                + answered(simulator, simulator.customer().approve(box)));
        out.println("   The customer could try another card, and does not: the provider cancels the payment, which is "
                + ePayment.cancel(box).stateText() + ".");

        out.println("4. The first ticket is sent: the acquirer takes the money, and the provider reports it.");
        acquirer.capture(attempt(balcony));
        Modification captured =
                ePayment.capture(balcony, Amount.of("249.00", NOK), IdempotencyKey.derive(balcony, "capture", "1"));
        out.println("   Captured " + captured.aggregate().capturedAmount() + ".");

        out.println("5. The second is sold out: the acquirer reverses it, and the provider reports it.");
        acquirer.reverse(attempt(stalls));
        out.println("   Released " + ePayment.cancel(stalls).aggregate().cancelledAmount() + ". Done.");
    }

    private CreatedPayment create(EPaymentClient ePayment, String reference, String price) {
        String pspReference = pspReference(reference);
        payments.add(pspReference); // before it is created: the callback may be faster than its answer
        return ePayment.create(CreatePayment.builder()
                .reference(reference)
                .amount(Amount.of(price, NOK))
                .paymentMethod(PaymentMethod.cardPassthrough(CardPassthrough.builder()
                        .pspReference(pspReference)
                        .cardCallbackUrl(url + "/vipps/card")
                        .allowedCardTypes(
                                CardType.VISA_DEBIT, CardType.VISA_CREDIT, CardType.MC_DEBIT, CardType.MC_CREDIT)
                        .build()))
                .userFlow(UserFlow.webRedirect("https://shop.example/orders/" + reference))
                .paymentDescription("One ticket")
                .build());
    }

    private static String pspReference(String reference) {
        return "psp-" + reference;
    }

    private String attempt(String reference) {
        return Objects.requireNonNull(reserved.get(pspReference(reference)), "the attempt that was reserved");
    }

    private static String answered(VippsSimulator simulator, ApprovalResult result) {
        List<PspCall> calls = simulator.pspCalls().all();
        return calls.get(calls.size() - 1).answer() + ". The app says: " + result;
    }

    private String new3DSecurePage(String attempt) {
        String session = UUID.randomUUID().toString();
        sessions.put(session, attempt);
        return url + "/3dsecure/" + session;
    }

    /** A real page asks what the issuer wants to know; this one takes everybody for the cardholder. */
    private CallbackResponse threeDSecure(CallbackRequest request) {
        String session = request.path().substring("/3dsecure/".length());
        String attempt = sessions.get(session);
        if (attempt == null) {
            return CallbackResponse.of(404);
        }
        authenticated.add(attempt);
        return endpoint.returnFromSoftDecline(attempt);
    }

    /** While the customer waits: each of them has 19 s. */
    final class Decisions implements CardCallbackHandler {
        @Override
        public CardCallbackReply authorize(CardCallback callback) {
            return switch (decide(callback, false)) {
                case AUTHORISED -> reserve(callback);
                case REFUSED -> CardCallbackReply.refusedByIssuer();
                case WANTS_3D_SECURE ->
                    CardCallbackReply.softDecline(new3DSecurePage(callback.authorizationAttemptId()));
            };
        }

        @Override
        public CardCallbackReply.Final afterSoftDecline(CardCallback callback) {
            return decide(callback, authenticated.contains(callback.authorizationAttemptId()))
                            == PretendAcquirer.Answer.AUTHORISED
                    ? reserve(callback)
                    : CardCallbackReply.refusedByIssuer();
        }

        @Override
        public CardCallbackReply.Final unknown(CardCallback callback) { // a process ended in the middle of it
            return acquirer.close(callback.authorizationAttemptId())
                    ? reserve(callback)
                    : CardCallbackReply.refusedByIssuer();
        }

        @Override
        public void answerDiscarded(CardCallback callback, CardCallbackReply decision) { // FAIL was answered
            if (decision.isReserved()) {
                acquirer.reverse(callback.authorizationAttemptId());
                reserved.remove(callback.pspReference(), callback.authorizationAttemptId());
            }
        }

        private PretendAcquirer.Answer decide(CardCallback callback, boolean isAuthenticated) {
            // Without a key to encrypt them, the numbers of cards do not come.
            if (payments.contains(callback.pspReference())
                    && callback.cardInfo().cardData() instanceof CardCallback.CardData.Token token) {
                NetworkToken card = token.networkToken();
                return acquirer.authorise(callback.authorizationAttemptId(), callback.amount(), card, isAuthenticated);
            }
            return PretendAcquirer.Answer.REFUSED;
        }

        private CardCallbackReply.Final reserve(CardCallback callback) {
            String attempt = callback.authorizationAttemptId();
            reserved.put(callback.pspReference(), attempt);
            return CardCallbackReply.reserve(Objects.requireNonNull(acquirer.networkReference(attempt)));
        }
    }
}
