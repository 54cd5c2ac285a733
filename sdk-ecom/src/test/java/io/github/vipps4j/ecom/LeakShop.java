package io.github.vipps4j.ecom;

import static io.github.vipps4j.ecom.Bodies.ORDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.AttemptInfo;
import io.github.vipps4j.core.CallListener;
import io.github.vipps4j.core.Credentials;
import io.github.vipps4j.core.Environment;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.ReplyInfo;
import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.VippsException;
import io.github.vipps4j.core.call.VippsSession;
import io.github.vipps4j.testsupport.Leaks;
import io.github.vipps4j.testsupport.RawServer;
import io.github.vipps4j.testsupport.RawServer.Answer;
import io.github.vipps4j.testsupport.RawServer.Received;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** A shop whose every key and every datum of a customer is marked, and a service that sends all of it back. */
final class LeakShop implements AutoCloseable {
    static final String CLIENT_SECRET = "leak+secret/9Zk~==";
    static final String SUBSCRIPTION_KEY = "leakprimarykey77aa";
    static final String TOKEN = "eyJsZWFr.leak+token/5Q.c2ln==";
    static final String AUTH_TOKEN = "leak-auth-token-7c7c";
    static final String CONSENT_SECRET = "leakConsentSecret3d3d";
    static final String PHONE = "91827364";
    static final String URL_TOKEN = "leak-url-token-66dd";
    static final String FALL_BACK = "https://shop.example/return?customer=leak-return-3e3e";
    static final String EMAIL = "kare.leak@example.com";
    static final String NAME = "Kåre Lækdal";
    static final String STREET = "Lækveien 17";
    static final String USER_ID = "leakUser+/uob==";
    static final String TEXT = "Leak Medicine, ærlig";

    /** What the service may have of a customer, by the names that it has for it. */
    static final String DETAILS = Bodies.EXPRESS
            .replace(Bodies.EXPRESS_ORDER, ORDER)
            .replace("user@example.com", EMAIL)
            .replace("Ada", NAME)
            .replace("Lovelace", NAME)
            .replace("91234567", PHONE)
            .replace("uiJskNQ6qNN1iwN891uuob==", USER_ID)
            .replace("Dronning Eufemias gate 42", STREET)
            .replace("One pair of socks", TEXT)
            .replace("c06c4afe-d9e1-4c5d-939a-177d752a0944", USER_ID);

    static final String INITIATED =
            "{\"orderId\":\"" + ORDER + "\",\"url\":\"https://landing.example/?token=" + URL_TOKEN + "\"}";

    final Leaks leaks = new Leaks(markers());
    final FakeTime time = new FakeTime();
    final RawServer server = new RawServer(this::answer);
    volatile Function<Received, Answer> api = LeakShop::success;
    private final Vipps vipps = VippsSession.of(Vipps.builder()
                    .environment(Environment.at(server.url()))
                    .credentials(Credentials.of("11111111-2222", CLIENT_SECRET, SUBSCRIPTION_KEY))
                    .merchantSerialNumber("654321")
                    .addListener(new Watcher())
                    .build())
            .withTime(time);

    private static Map<String, String> markers() {
        return Map.ofEntries(
                Map.entry("client secret", CLIENT_SECRET),
                Map.entry("subscription key", SUBSCRIPTION_KEY),
                Map.entry("access token", TOKEN),
                Map.entry("token of the callbacks", AUTH_TOKEN),
                Map.entry("secret of the consents", CONSENT_SECRET),
                Map.entry("phone", PHONE),
                Map.entry("token in the URL", URL_TOKEN),
                Map.entry("fall-back", "leak-return-3e3e"),
                Map.entry("e-mail", EMAIL),
                Map.entry("name", NAME),
                Map.entry("street", STREET),
                Map.entry("user id", USER_ID),
                Map.entry("text", TEXT));
    }

    /**
     * What a message may quote and is recognised: numbers and addresses of people, the keys, and the call's own
     * secrets.
     */
    static String quoted(Received request) {
        List<String> quoted = new ArrayList<>(List.of(PHONE, EMAIL, CLIENT_SECRET, SUBSCRIPTION_KEY, TOKEN));
        for (String secret : List.of(AUTH_TOKEN, CONSENT_SECRET, URL_TOKEN)) {
            if (request.body().contains(secret)) {
                quoted.add(secret);
            }
        }
        return String.join(" ", quoted);
    }

    static String everything() {
        return String.join(" ", markers().values());
    }

    static Answer success(Received request) {
        String change = Bodies.CAPTURED.replace("Parcel 1", TEXT);
        if (request.target().endsWith("/payments")) {
            return Answer.json(200, INITIATED);
        }
        return Answer.json(200, request.method().equals("GET") ? DETAILS : change);
    }

    private Answer answer(Received request) {
        return request.target().equals("/accesstoken/get")
                ? Answer.json(200, "{\"expires_in\":\"3600\",\"access_token\":\"" + TOKEN + "\"}")
                : api.apply(request);
    }

    private final class Watcher implements CallListener {
        @Override
        public void onAttempt(AttemptInfo attempt) {
            leaks.met(attempt);
        }

        @Override
        public void onReply(ReplyInfo reply) {
            leaks.met(reply);
        }

        @Override
        public void onFailure(VippsException failure) {
            leaks.met(failure);
        }
    }

    static InitiatePayment.Builder request() {
        return Bodies.order(ORDER)
                .transactionText(TEXT)
                .fallBack(FALL_BACK)
                .authToken(AUTH_TOKEN)
                .mobileNumber(PHONE);
    }

    /** Every operation once, with everything that it takes. */
    List<Callable<Object>> operations() {
        EcomClient ecom = EcomClient.of(vipps).with(RequestOptions.defaults().onReply(leaks::met));
        IdempotencyKey key = IdempotencyKey.of("order-0042-1");
        Express express = Express.dynamic("https://shop.example/" + CONSENT_SECRET, "https://shop.example");
        return List.of(
                () -> ecom.initiate(request().build()),
                () -> ecom.initiate(request().express(express).build()),
                () -> ecom.details(ORDER),
                () -> ecom.resolveInitiate(ORDER),
                () -> ecom.capture(ORDER, Bodies.nok(10_000), key, TEXT),
                () -> ecom.captureAll(ORDER, key, TEXT),
                () -> ecom.refund(ORDER, Bodies.nok(10_000), key, TEXT),
                () -> ecom.cancel(ORDER, TEXT),
                () -> ecom.awaitOutcome(ORDER, Duration.ofSeconds(5)),
                () -> {
                    ecom.forceApprove(ORDER, PHONE, URL_TOKEN);
                    return "approved";
                });
    }

    /** Looks at what comes out, whatever it is. */
    void attempt(Callable<?> call) {
        try {
            leaks.met(call.call());
        } catch (ApiException e) {
            leaks.met(List.of(e, e.error(), e.error().extraDetails()));
        } catch (Throwable e) {
            leaks.met(e);
        }
    }

    /** Every operation, while the service answers like this. */
    void attemptAll(Function<Received, Answer> answers) {
        api = answers;
        operations().forEach(this::attempt);
    }

    /** For the end of each test, whatever came of it. */
    void closeAndExpectNoLeak() {
        try {
            assertThat(leaks.found()).isEmpty();
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        vipps.close();
        server.close();
        leaks.close();
    }
}
