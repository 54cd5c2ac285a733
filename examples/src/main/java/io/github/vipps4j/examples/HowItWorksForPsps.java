package io.github.vipps4j.examples;

import static io.github.vipps4j.core.Currency.NOK;

import com.sun.net.httpserver.HttpServer;
import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.OutcomeUnknownException;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.callback.CallbackRequest;
import io.github.vipps4j.core.callback.CallbackResponse;
import io.github.vipps4j.core.callback.CardDecisionStore;
import io.github.vipps4j.core.callback.JdkHttpAdapter;
import io.github.vipps4j.psp.DeclineReason;
import io.github.vipps4j.psp.InitPayment;
import io.github.vipps4j.psp.InitResolution;
import io.github.vipps4j.psp.InitiatedPayment;
import io.github.vipps4j.psp.MakePayment;
import io.github.vipps4j.psp.MakePaymentEndpoint;
import io.github.vipps4j.psp.MakePaymentHandler;
import io.github.vipps4j.psp.MakePaymentReply;
import io.github.vipps4j.psp.NotApprovedPayment;
import io.github.vipps4j.psp.PspClient;
import io.github.vipps4j.psp.StatusUpdate;
import io.github.vipps4j.psp.StatusUpdateResult;
import io.github.vipps4j.psp.ThreeDSecureResult;
import io.github.vipps4j.psp.TransactionDetails;
import io.github.vipps4j.psp.TransactionOperation;
import io.github.vipps4j.psp.TransactionSummary;
import io.github.vipps4j.simulator.ApprovalResult;
import io.github.vipps4j.simulator.PaymentServiceProvider;
import io.github.vipps4j.simulator.PspCall;
import io.github.vipps4j.simulator.VippsSimulator;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A payment service provider on PSP v3: it initiates for a merchant, is handed the customer's network token, charges it with its
 * acquirer, perhaps after 3-D Secure, and reports what became of the money. It plays on a local simulator, which has to reach
 * the provider. {@link CardPassthroughForPsps} is the same on the API that replaces this one.
 */
public final class HowItWorksForPsps {
    private static final String TOKEN = "made-up-token-of-make-payment";

    private final PretendAcquirer acquirer;
    private final String url;
    /** By their {@code pspTransactionId}: a {@code makePayment} has no amount. */
    private final Map<String, InitPayment> orders = new ConcurrentHashMap<>();
    /** Which transaction a 3-D Secure session is about, by what nobody guesses. */
    private final Map<String, String> sessions = new ConcurrentHashMap<>();

    private final MakePaymentEndpoint endpoint;

    /** @param url where the provider is reached */
    HowItWorksForPsps(PretendAcquirer acquirer, String url) {
        this.acquirer = acquirer;
        this.url = url;
        // tag::psp-endpoint[]
        this.endpoint = MakePaymentEndpoint.builder()
                .makePaymentToken(TOKEN) // as in init: nothing else tells who calls
                .handler(new Decisions())
                .store(CardDecisionStore.inMemory()) // a provider keeps them in its database
                .build();
        // end::psp-endpoint[]
    }

    /** Sells four tickets. */
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
            HowItWorksForPsps provider = new HowItWorksForPsps(acquirer, url);
            server.createContext("/vipps/makepayment", new JdkHttpAdapter(provider.endpoint));
            server.createContext("/3dsecure/", new JdkHttpAdapter(provider::threeDSecure));
            server.setExecutor(threads);
            server.start();
            // One client serves all merchants; each call names its own.
            provider.sell(PspClient.of(vipps).forMerchant(merchant), simulator, out);
        } finally {
            server.stop(0);
            threads.shutdown();
            threads.awaitTermination(10, TimeUnit.SECONDS);
        }
    }

    private void sell(PspClient psp, VippsSimulator simulator, PrintStream out) {
        out.println("How it works for payment service providers, on the simulator at " + simulator.baseUrl());

        InitiatedPayment balcony = init(psp, ticket("acme-ticket-0001", "249.00"));
        out.println("1. A ticket for 249.00 NOK. The provider initiates the payment and sends the customer to "
                + balcony.vippsRedirectUrl());
        ApprovalResult paid = simulator.customer().approve(balcony.merchantOrderId());
        out.println("   The customer confirms. makePayment brings a token, the acquirer authorises it: "
                + answered(simulator, paid));

        InitiatedPayment stalls = init(psp, ticket("acme-ticket-0002", "899.00"));
        out.println("2. A ticket for 899.00 NOK. The issuer wants 3-D Secure first: "
                + answered(simulator, simulator.customer().approve(stalls.merchantOrderId())));
        ApprovalResult secured = simulator.customer().visit3DSecure(stalls.merchantOrderId());
        out.println("   The customer comes back from the provider's page. makePayment comes again, with a result: "
                + answered(simulator, secured));

        InitiatedPayment box = init(psp, ticket("acme-ticket-0003", "5000.00"));
        out.println("3. A ticket for 5000.00 NOK. There is not enough money: "
                + answered(simulator, simulator.customer().approve(box.merchantOrderId())));

        InitiatedPayment unwanted = init(psp, ticket("acme-ticket-0004", "249.00"));
        simulator.customer().reject(unwanted.merchantOrderId());
        simulator.pspCalls().awaitIdle(Duration.ofSeconds(10));
        out.println("4. A customer does not want the ticket. makePayment says so, and the endpoint answers by itself: "
                + last(simulator).answer());

        out.println(
                "5. The first ticket is sent, and its price is captured. The second is sold out: that is reversed.");
        acquirer.capture(balcony.pspTransactionId());
        acquirer.reverse(stalls.pspTransactionId());
        StatusUpdateResult reported = psp.updateStatus(List.of(
                update(balcony, TransactionOperation.CAPTURED, "249.00"),
                update(stalls, TransactionOperation.CANCELLED, "899.00")));
        if (!reported.isAccepted()) {
            throw new IllegalStateException("To be reported again: " + reported);
        }
        out.println("   The report is accepted, so it is valid, and no more than that. "
                + told(psp.details(balcony.pspTransactionId())));

        simulator.runPspBatch();
        out.println("6. The nightly batch has run. (The simulator plays it; the test environment never runs it.) "
                + told(psp.details(balcony.pspTransactionId())));
        out.println("What Vipps MobilePay knows of the second ticket:");
        psp.details(stalls.pspTransactionId())
                .transactionLogHistory()
                .forEach(entry -> out.printf("   %-9s %s%n", entry.operationText(), entry.amount()));
        out.println("Done.");
    }

    InitPayment ticket(String order, String price) {
        return InitPayment.builder()
                .pspTransactionId(newTransaction())
                .merchantOrderId(order)
                .amount(Amount.of(price, NOK))
                .pspRedirectUrl("https://shop.example/orders/" + order)
                .makePaymentUrl(url + "/vipps/makepayment")
                .makePaymentToken(TOKEN)
                .paymentText("One ticket")
                .build();
    }

    private static String newTransaction() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /** Init is not idempotent, and its URL is never given again. */
    InitiatedPayment init(PspClient psp, InitPayment request) {
        orders.put(request.pspTransactionId(), request); // before init: makePayment may be faster than its answer
        // tag::psp-init[]
        try {
            return psp.init(request);
        } catch (OutcomeUnknownException lost) { // never again unread: it may be there
            String transaction = request.pspTransactionId();
            if (psp.resolveInit(transaction) instanceof InitResolution.Absent) {
                return psp.init(request);
            }
            endpoint.withdraw(transaction); // it is there without its URL: a makePayment of it gets FAIL 85
            return init(
                    psp,
                    request.toBuilder()
                            .pspTransactionId(newTransaction())
                            .merchantOrderId(request.merchantOrderId() + "-1")
                            .build());
        }
        // end::psp-init[]
    }

    private static StatusUpdate update(InitiatedPayment payment, TransactionOperation status, String amount) {
        return StatusUpdate.builder()
                .pspTransactionId(payment.pspTransactionId())
                .status(status)
                .amount(Amount.of(amount, NOK))
                .build();
    }

    private static String answered(VippsSimulator simulator, ApprovalResult result) {
        return last(simulator).answer() + ". The app says: " + result;
    }

    private static PspCall last(VippsSimulator simulator) {
        List<PspCall> calls = simulator.pspCalls().all();
        return calls.get(calls.size() - 1);
    }

    private static String told(TransactionDetails details) {
        TransactionSummary money = details.transactionSummary();
        return money == null
                ? "Vipps MobilePay knows nothing of the money."
                : "Vipps MobilePay knows of " + money.capturedAmount() + " captured and "
                        + money.remainingAmountToCapture() + " to be captured.";
    }

    private String new3DSecurePage(String transaction) {
        String session = UUID.randomUUID().toString();
        sessions.put(session, transaction);
        return url + "/3dsecure/" + session;
    }

    /** A real page asks what the issuer wants to know; this one takes everybody for the cardholder. */
    private CallbackResponse threeDSecure(CallbackRequest request) {
        String session = request.path().substring("/3dsecure/".length());
        String transaction = sessions.get(session);
        return transaction == null
                ? CallbackResponse.of(404)
                : endpoint.returnFrom3DSecure(transaction, ThreeDSecureResult.SUCCESS);
    }

    /** While the customer looks at a spinner: each of them has 14 s. */
    final class Decisions implements MakePaymentHandler {
        // tag::psp-handler[]
        @Override
        public MakePaymentReply accepted(MakePayment payment) {
            String transaction = payment.pspTransactionId();
            InitPayment order = orders.get(transaction); // the amount does not come with the token
            if (order == null) {
                return MakePaymentReply.declined(DeclineReason.INVALID_REQUEST);
            }
            return switch (acquirer.authorise(transaction, order.amount(), payment.networkToken(), false)) {
                case AUTHORISED -> MakePaymentReply.approved();
                case REFUSED -> MakePaymentReply.declined(DeclineReason.INSUFFICIENT_FUNDS);
                case WANTS_3D_SECURE -> MakePaymentReply.softDecline(new3DSecurePage(transaction));
            };
        }

        @Override
        public MakePaymentReply.Final after3DSecure(MakePayment payment) {
            String transaction = payment.pspTransactionId();
            InitPayment order = orders.get(transaction);
            boolean authorised = order != null
                    && payment.threeDSecureResult() == ThreeDSecureResult.SUCCESS
                    && acquirer.authorise(transaction, order.amount(), payment.networkToken(), true)
                            == PretendAcquirer.Answer.AUTHORISED;
            return authorised
                    ? MakePaymentReply.approved()
                    : MakePaymentReply.declined(DeclineReason.REFUSED_BY_ISSUER);
        }

        @Override
        public MakePaymentReply.Final unknown(MakePayment payment) { // a process ended in the middle of it
            return acquirer.close(payment.pspTransactionId())
                    ? MakePaymentReply.approved()
                    : MakePaymentReply.declined(DeclineReason.TOO_LATE);
        }

        @Override
        public void notApproved(NotApprovedPayment payment) { // FAIL 93 was answered
            acquirer.reverse(payment.pspTransactionId());
        }

        @Override
        public void answerDiscarded(String transaction, MakePaymentReply decision) { // FAIL was answered
            if (decision.isApproved()) {
                acquirer.reverse(transaction);
            }
        }
        // end::psp-handler[]
    }
}
