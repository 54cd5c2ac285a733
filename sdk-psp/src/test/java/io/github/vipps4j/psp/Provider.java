package io.github.vipps4j.psp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.vipps4j.core.callback.CallbackRequest;
import io.github.vipps4j.core.callback.CallbackResponse;
import io.github.vipps4j.core.callback.CardDecisionStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A provider whose decisions the test makes, and the service that calls it. */
final class Provider implements MakePaymentHandler, AutoCloseable {
    static final String TOKEN = "s3cr3t-token";
    static final String NUMBER = "5226603115488031";
    static final String CRYPTOGRAM = "AlhlvxmN2ZKuAAESNFZ4GoABFA==";
    static final String SUCCESS_URL = "https://vipps.example/3ds?tx=1&responsecode=OK";
    static final String CANCEL_URL = "https://vipps.example/3ds?tx=1&responsecode=CANCEL";
    static final String FAILURE_URL = "https://vipps.example/3ds?tx=1&responsecode=FAILURE";

    /** Every field that the API's documentation has. */
    static final String ACCEPTED = """
            {
              "pspTransactionId": "7686f7788898767977",
              "merchantSerialNumber": "654321",
              "paymentState": "ACCEPTED",
              "binNumber": "522660",
              "operations": [
                { "url": "%s", "operation": "3dssuccess" },
                { "url": "%s", "operation": "3dscancel" },
                { "url": "%s", "operation": "3dsfailure" }
              ],
              "paymentInstrument": "TOKEN",
              "networkToken": {
                "number": "%s", "cryptogram": "%s",
                "expiryMonth": "03", "expiryYear": "2030", "tokenType": "MASTERCARD", "eci": "06"
              },
              "userToken": "eyJ1c2VyIjoi"
            }
            """.formatted(SUCCESS_URL, CANCEL_URL, FAILURE_URL, NUMBER, CRYPTOGRAM);

    static final String OK = "{\"paymentInfo\":{\"pspTransactionId\":\"7686f7788898767977\",\"status\":\"OK\"}}";
    static final String SOFT_DECLINE =
            "{\"paymentInfo\":{\"pspTransactionId\":\"7686f7788898767977\",\"status\":\"SOFT_DECLINE\","
                    + "\"url3dSecure\":\"https://psp.example.com/3ds/1\"},"
                    + "\"errorMessage\":{\"errorId\":\"1036\",\"errorText\":\"Soft Decline\"}}";

    /** What a handler decides. */
    interface Decision<T> {
        T about(MakePayment payment) throws Exception;
    }

    final FakeTime time = new FakeTime();
    final CardDecisionStore store = CardDecisionStore.inMemory();
    final ExecutorService threads = Executors.newCachedThreadPool();
    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<MakePayment> payments = new CopyOnWriteArrayList<>();
    final List<NotApprovedPayment> notApproved = new CopyOnWriteArrayList<>();
    final List<String> discarded = new CopyOnWriteArrayList<>();
    volatile Decision<MakePaymentReply> first = payment -> MakePaymentReply.approved();
    volatile Decision<MakePaymentReply.Final> second = payment -> MakePaymentReply.approved();
    final MakePaymentEndpoint endpoint = endpoint().build();

    MakePaymentEndpoint.Builder endpoint() {
        return MakePaymentEndpoint.builder()
                .makePaymentToken(TOKEN)
                .handler(this)
                .store(store)
                .executor(threads)
                .time(time);
    }

    MakePaymentEndpoint impatient() {
        return endpoint().budget(Duration.ofMillis(100)).build();
    }

    @Override
    public MakePaymentReply accepted(MakePayment payment) throws Exception {
        asked.add("accepted " + payment.pspTransactionId());
        payments.add(payment);
        return first.about(payment);
    }

    @Override
    public MakePaymentReply.Final after3DSecure(MakePayment payment) throws Exception {
        asked.add("after3DSecure " + payment.pspTransactionId());
        payments.add(payment);
        return second.about(payment);
    }

    @Override
    public MakePaymentReply.Final unknown(MakePayment payment) throws Exception {
        asked.add("unknown " + payment.pspTransactionId());
        return second.about(payment);
    }

    @Override
    public void notApproved(NotApprovedPayment payment) {
        notApproved.add(payment);
    }

    @Override
    public void answerDiscarded(String pspTransactionId, MakePaymentReply decision) {
        discarded.add(pspTransactionId + " " + decision);
    }

    static String failed(String errorId, String errorText) {
        return "{\"paymentInfo\":{\"pspTransactionId\":\"7686f7788898767977\",\"status\":\"FAIL\"},"
                + "\"errorMessage\":{\"errorId\":\"" + errorId + "\",\"errorText\":\"" + errorText + "\"}}";
    }

    static String state(String paymentState) {
        return "{\"pspTransactionId\":\"7686f7788898767977\",\"merchantSerialNumber\":\"654321\",\"paymentState\":\""
                + paymentState + "\"}";
    }

    static CallbackRequest call(String method, String token, byte[] body) {
        return new CallbackRequest(method, "/vipps/makepayment", Map.of("authorization", List.of(token)), body);
    }

    static CallbackRequest call(String body) {
        return call("POST", TOKEN, body.getBytes(UTF_8));
    }

    static String text(CallbackResponse response) {
        return new String(response.body(), UTF_8);
    }

    /** The answer of 200 to this body. */
    static String answer(MakePaymentEndpoint endpoint, String body) {
        CallbackResponse response = endpoint.handle(call(body));
        if (response.status() != 200
                || !"application/json".equals(response.headers().get("Content-Type"))) {
            throw new AssertionError(response + " " + text(response));
        }
        return text(response);
    }

    String answer(String body) {
        return answer(endpoint, body);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
