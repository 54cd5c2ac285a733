package io.github.vipps4j.psp;

import static io.github.vipps4j.psp.Bodies.nok;

import com.sun.net.httpserver.HttpServer;
import io.github.vipps4j.core.Credentials;
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
import io.github.vipps4j.testsupport.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A provider of the simulator: its endpoint and its 3-D Secure page on the JDK's HTTP server, and an acquirer that keeps
 * account of what it has authorised and reversed. The waits of its client take no time.
 */
final class PspHost implements MakePaymentHandler, AutoCloseable {
    static final PaymentServiceProvider ACME = PaymentServiceProvider.of("acme-psp", "654321", "111111");
    static final String TOKEN = "s3cr3t-token";

    final VippsSimulator simulator;
    final FakeTime time = new FakeTime();
    final CardDecisionStore store = CardDecisionStore.inMemory();
    final MakePaymentEndpoint endpoint;
    final PspClient psp;

    /** What the handler was asked, such as {@code "accepted tx1"}. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    final List<MakePayment> payments = new CopyOnWriteArrayList<>();
    final List<NotApprovedPayment> notApproved = new CopyOnWriteArrayList<>();
    final List<String> discarded = new CopyOnWriteArrayList<>();
    final List<String> authorised = new CopyOnWriteArrayList<>();
    final List<String> reversed = new CopyOnWriteArrayList<>();

    volatile Provider.Decision<MakePaymentReply> first = this::authorise;
    volatile Provider.Decision<MakePaymentReply.Final> second = this::authorise;
    volatile ThreeDSecureResult sessionEnds = ThreeDSecureResult.SUCCESS;

    private final Set<String> initiated = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    /** What the endpoint has its threads do at this moment: handlers decide, and are told what happens after the answer. */
    private final AtomicInteger atWork = new AtomicInteger();

    private final HttpServer server;

    /** @param budget how long the endpoint lets the handler take */
    PspHost(VippsSimulator simulator, Duration budget) throws IOException {
        this.simulator = simulator;
        simulator.addPaymentServiceProvider(ACME);
        this.endpoint = MakePaymentEndpoint.builder()
                .makePaymentToken(TOKEN)
                .handler(this)
                .store(store)
                .executor(this::run)
                .budget(budget)
                .build();
        this.psp = PspClient.of(VippsSession.of(vipps()).withTime(time));
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        server.setExecutor(threads);
        server.createContext("/vipps/makepayment", new JdkHttpAdapter(endpoint));
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

    static String order(String pspTransactionId) {
        return "order-" + pspTransactionId;
    }

    InitPayment request(String pspTransactionId, long minorUnits) {
        return Bodies.init()
                .pspTransactionId(pspTransactionId)
                .merchantOrderId(order(pspTransactionId))
                .amount(nok(minorUnits))
                .makePaymentUrl(url("/vipps/makepayment"))
                .makePaymentToken(TOKEN)
                .build();
    }

    /** Of NOK 249.00. */
    InitiatedPayment init(String pspTransactionId) {
        return init(pspTransactionId, 24_900);
    }

    InitiatedPayment init(String pspTransactionId, long minorUnits) {
        return init(psp, pspTransactionId, minorUnits);
    }

    InitiatedPayment init(PspClient merchant, String pspTransactionId, long minorUnits) {
        initiated.add(pspTransactionId);
        return merchant.init(request(pspTransactionId, minorUnits));
    }

    /** At the acquirer. */
    MakePaymentReply.Final authorise(MakePayment payment) {
        authorised.add(payment.pspTransactionId());
        return MakePaymentReply.approved();
    }

    MakePaymentReply softDecline(MakePayment payment) {
        return MakePaymentReply.softDecline(url("/3ds/" + payment.pspTransactionId()));
    }

    /** Where the customer proves who it is, and is sent back. */
    private CallbackResponse page(CallbackRequest request) {
        String path = request.pathAndQuery();
        return endpoint.returnFrom3DSecure(path.substring(path.lastIndexOf('/') + 1), sessionEnds);
    }

    @Override
    public MakePaymentReply accepted(MakePayment payment) throws Exception {
        asked.add("accepted " + payment.pspTransactionId());
        payments.add(payment);
        return initiated.contains(payment.pspTransactionId())
                ? first.about(payment)
                : MakePaymentReply.declined(DeclineReason.INVALID_REQUEST);
    }

    @Override
    public MakePaymentReply.Final after3DSecure(MakePayment payment) throws Exception {
        asked.add("after3DSecure " + payment.pspTransactionId());
        payments.add(payment);
        return second.about(payment);
    }

    @Override
    public MakePaymentReply.Final unknown(MakePayment payment) {
        asked.add("unknown " + payment.pspTransactionId());
        return authorised.contains(payment.pspTransactionId())
                ? MakePaymentReply.approved()
                : MakePaymentReply.declined(DeclineReason.TOO_LATE);
    }

    @Override
    public void notApproved(NotApprovedPayment payment) {
        notApproved.add(payment);
    }

    @Override
    public void answerDiscarded(String pspTransactionId, MakePaymentReply decision) {
        discarded.add(pspTransactionId + " " + decision);
        if (decision.isApproved()) {
            reversed.add(pspTransactionId);
        }
    }

    /** What the service was answered, in the order in which the calls ended. */
    List<String> answers() {
        return simulator.pspCalls().all().stream().map(PspHost::said).toList();
    }

    /** Such as {@code "OK"}; the status if there is nothing that counts. */
    private static String said(PspCall call) {
        return call.answer() == null ? String.valueOf(call.status()) : call.answer();
    }

    private void run(Runnable work) {
        atWork.incrementAndGet();
        threads.execute(() -> {
            try {
                work.run();
            } finally {
                atWork.decrementAndGet();
            }
        });
    }

    void awaitIdle() {
        simulator.pspCalls().awaitIdle(Duration.ofSeconds(10));
        Await.until(() -> atWork.get() == 0);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
