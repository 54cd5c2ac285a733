package io.github.vipps4j.epayment;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.vipps4j.core.callback.CallbackRequest;
import io.github.vipps4j.core.callback.CallbackResponse;
import io.github.vipps4j.core.callback.CardDecisionStore;
import io.github.vipps4j.webhooks.WebhookSigner;
import io.github.vipps4j.webhooks.WebhookVerifier;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A provider whose decisions the test makes, and the service that calls it with signed callbacks. */
final class CardService implements CardCallbackHandler, AutoCloseable {
    static final String URL = "https://psp.example.com/vipps/card";
    static final String CLIENT_SECRET = "c2VjcmV0LXNlY3JldC1zZWNyZXQ=";
    static final String ATTEMPT = "6f0c1d1e-0000-4000-8000-000000000002";
    static final String NUMBER = "5000000000000000001";
    static final String CRYPTOGRAM = "AAAAAAAAAAAAAAAAAAA=";
    static final String RETURN_URL = "https://vipps.example/intercept?tx=1&responsecode=OK";
    static final String PAN = "bGVhazQ3OTY5NDg1MTIzNDEyMzQ=";

    /** As the API's documentation has it. */
    static final String TOKEN_CALLBACK = """
            {
              "pspReference": "psp-tx-000123",
              "authorizationAttemptId": "6f0c1d1e-0000-4000-8000-000000000002",
              "merchantSerialNumber": "654321",
              "amount": { "currency": "DKK", "value": 12500 },
              "softDeclineCompletedRedirectUrl": "https://vipps.example/intercept?tx=1&responsecode=OK",
              "cardInfo": {
                "maskedCardNumber": "47969485XXXX1234",
                "cardType": "VISA-DEBIT",
                "cardIssuedInCountryCode": "DK",
                "cardDataType": "TOKEN",
                "networkToken": {
                  "number": "5000000000000000001", "cryptogram": "AAAAAAAAAAAAAAAAAAA=",
                  "expiryMonth": "03", "expiryYear": "2030", "tokenType": "VISA", "eci": "7"
                }
              }
            }
            """;

    static final String PAN_CALLBACK = """
            {
              "pspReference": "psp-tx-000123",
              "authorizationAttemptId": "6f0c1d1e-0000-4000-8000-000000000002",
              "merchantSerialNumber": "654321",
              "amount": { "currency": "DKK", "value": 12500 },
              "softDeclineCompletedRedirectUrl": "https://vipps.example/intercept?tx=1&responsecode=OK",
              "cardInfo": {
                "maskedCardNumber": "501923XXXXXX1234", "cardType": "DANKORT", "cardIssuedInCountryCode": "DK",
                "cardDataType": "PAN", "encryptedPan": "bGVhazQ3OTY5NDg1MTIzNDEyMzQ="
              }
            }
            """;

    static final String RESERVED = "{\"status\":\"RESERVE\",\"networkTransactionReference\":\"ntr-1\"}";
    static final String SOFT_DECLINED =
            "{\"status\":\"SOFT_DECLINE\",\"softDeclineUrl\":\"https://psp.example.com/3ds/1\"}";
    static final String TOO_LATE =
            "{\"status\":\"FAIL\",\"errorCode\":300,\"errorMessage\":\"Response received too late\"}";

    /** What a handler decides. */
    interface Decision<T> {
        T about(CardCallback callback) throws Exception;
    }

    final FakeTime time = new FakeTime();
    final CardDecisionStore store = CardDecisionStore.inMemory();
    final ExecutorService threads = Executors.newCachedThreadPool();
    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<CardCallback> callbacks = new CopyOnWriteArrayList<>();
    final List<String> discarded = new CopyOnWriteArrayList<>();
    volatile Decision<CardCallbackReply> first = callback -> CardCallbackReply.reserve("ntr-1");
    volatile Decision<CardCallbackReply.Final> second = callback -> CardCallbackReply.reserve("ntr-1");
    final CardCallbackEndpoint endpoint = endpoint().build();

    CardCallbackEndpoint.Builder endpoint() {
        return CardCallbackEndpoint.builder()
                .verifier(
                        WebhookVerifier.builder().url(URL).secret(CLIENT_SECRET).build())
                .handler(this)
                .store(store)
                .executor(threads)
                .time(time);
    }

    CardCallbackEndpoint impatient() {
        return endpoint().budget(Duration.ofMillis(100)).build();
    }

    @Override
    public CardCallbackReply authorize(CardCallback callback) throws Exception {
        asked.add("authorize " + callback.authorizationAttemptId());
        callbacks.add(callback);
        return first.about(callback);
    }

    @Override
    public CardCallbackReply.Final afterSoftDecline(CardCallback callback) throws Exception {
        asked.add("afterSoftDecline " + callback.authorizationAttemptId());
        callbacks.add(callback);
        return second.about(callback);
    }

    @Override
    public CardCallbackReply.Final unknown(CardCallback callback) throws Exception {
        asked.add("unknown " + callback.authorizationAttemptId());
        return second.about(callback);
    }

    @Override
    public void answerDiscarded(CardCallback callback, CardCallbackReply decision) {
        discarded.add(callback.authorizationAttemptId() + " " + decision);
    }

    CallbackRequest signed(String body) {
        return WebhookSigner.of(CLIENT_SECRET).request(URL, time.now(), body.getBytes(UTF_8));
    }

    static String text(CallbackResponse response) {
        return new String(response.body(), UTF_8);
    }

    /** The answer of 200 to this body. */
    String answer(CardCallbackEndpoint endpoint, String body) {
        CallbackResponse response = endpoint.handle(signed(body));
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
