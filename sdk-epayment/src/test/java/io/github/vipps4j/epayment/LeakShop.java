package io.github.vipps4j.epayment;

import static io.github.vipps4j.core.Currency.NOK;
import static io.github.vipps4j.epayment.Bodies.REFERENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.AttemptInfo;
import io.github.vipps4j.core.CallListener;
import io.github.vipps4j.core.Credentials;
import io.github.vipps4j.core.Environment;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.ReplyInfo;
import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.VippsBuilder;
import io.github.vipps4j.core.VippsException;
import io.github.vipps4j.core.call.VippsSession;
import io.github.vipps4j.testsupport.Leaks;
import io.github.vipps4j.testsupport.RawServer;
import io.github.vipps4j.testsupport.RawServer.Answer;
import io.github.vipps4j.testsupport.RawServer.Received;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** A shop whose every key and every datum of a customer is marked, and a service that sends all of it back. */
final class LeakShop implements AutoCloseable {
    static final String CLIENT_ID = "leak-id+4f/1c=";
    static final String CLIENT_SECRET = "leak+secret/9Zk~==";
    static final String PRIMARY_KEY = "leakprimarykey77aa";
    static final String SECONDARY_KEY = "leaksecondarykey88bb";
    static final String TOKEN = "eyJsZWFr.leak+token/5Q.c2ln==";
    static final String PHONE = "4791827364";
    static final String TEST_PHONE = "4798765432";
    static final String APPROVE_TOKEN = "leak-approve-55cc";
    static final String SHIPPING_TOKEN = "leak-shipping-77ee";
    static final String REDIRECT_TOKEN = "leak-redirect-66dd";
    static final String RETURN_URL = "https://shop.example/return?customer=leak-return-3e3e";
    static final String EMAIL = "kare.leak@example.com";
    static final String NAME = "Kåre Lækdal";
    static final String ADDRESS = "Lækveien 17";
    static final String BIRTH_NUMBER = "01018012345";
    static final String DESCRIPTION = "Leak Medicine, ærlig";
    static final String NOTE_KEY = "leakNoteKey";
    static final String NOTE = "leak-note-ø";

    /** The keys. No text of the SDK shows them, whoever asks. */
    static final Map<String, String> KEYS = Map.of(
            "client id", CLIENT_ID,
            "client secret", CLIENT_SECRET,
            "primary subscription key", PRIMARY_KEY,
            "secondary subscription key", SECONDARY_KEY,
            "access token", TOKEN);

    static final Map<String, String> PERSONAL = Map.ofEntries(
            Map.entry("phone", PHONE),
            Map.entry("phone of a forced approval", TEST_PHONE),
            Map.entry("token of a forced approval", APPROVE_TOKEN),
            Map.entry("token of the shipping calls", SHIPPING_TOKEN),
            Map.entry("token in the redirect URL", REDIRECT_TOKEN),
            Map.entry("return URL", "leak-return-3e3e"),
            Map.entry("e-mail", EMAIL),
            Map.entry("name", NAME),
            Map.entry("address", ADDRESS),
            Map.entry("national identity number", BIRTH_NUMBER),
            Map.entry("payment description", DESCRIPTION),
            Map.entry("metadata key", NOTE_KEY),
            Map.entry("metadata value", NOTE));

    /** What a new version of the API may send with anything. */
    private static final String UNKNOWN_FIELDS =
            """
            "userDetails":{"firstName":"%1$s","email":"%2$s","mobileNumber":"%3$s","nin":"%4$s","streetAddress":"%5$s"},
            "profile":{"sub":"%3$s","name":"%1$s"},"shippingDetails":{"address":{"addressLine1":"%5$s"}},
            "customer":{"phoneNumber":"%3$s"},"paymentDescription":"%6$s","metadata":{"%7$s":"%8$s"},
            "redirectUrl":"https://landing.example?token=%9$s","tomorrow":["%1$s",{"token":"%9$s"}]""".formatted(NAME, EMAIL, PHONE, BIRTH_NUMBER, ADDRESS, DESCRIPTION, NOTE_KEY, NOTE, REDIRECT_TOKEN);

    static final String PAYMENT = with(Bodies.PAYMENT);
    static final String TOKEN_REPLY = "{\"token_type\":\"Bearer\",\"expires_in\":\"3600\",\"access_token\":\"%s\",%s}"
            .formatted(TOKEN, UNKNOWN_FIELDS);

    final Leaks leaks = new Leaks(markers());
    final FakeTime time = new FakeTime();
    final RawServer server = new RawServer(this::answer);
    volatile Function<Received, Answer> api = request -> Answer.json(200, PAYMENT);
    volatile Function<Received, Answer> tokens = request -> Answer.json(200, TOKEN_REPLY);
    private final Vipps vipps = onFakeTime(builder());

    static Map<String, String> markers() {
        Map<String, String> all = new LinkedHashMap<>(KEYS);
        all.putAll(PERSONAL);
        return all;
    }

    private static String with(String body) {
        String payment = Bodies.without(Bodies.without(body, "metadata"), "profile");
        return payment.substring(0, payment.lastIndexOf('}')) + "," + UNKNOWN_FIELDS + "}";
    }

    static String with(int status, String fields) {
        return "{\"status\":" + status + "," + fields + "," + UNKNOWN_FIELDS + "}";
    }

    private Answer answer(Received request) {
        return request.target().equals("/accesstoken/get") ? tokens.apply(request) : api.apply(request);
    }

    static Credentials credentials() {
        return Credentials.of(CLIENT_ID, CLIENT_SECRET + "\r\n", PRIMARY_KEY)
                .withSecondarySubscriptionKey(SECONDARY_KEY);
    }

    VippsBuilder builder() {
        return Vipps.builder()
                .environment(Environment.at(server.url()))
                .credentials(credentials())
                .merchantSerialNumber("654321")
                .addListener(new CallListener() {
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
                        throw new IllegalStateException(failure);
                    }
                });
    }

    Vipps onFakeTime(VippsBuilder builder) {
        return VippsSession.of(builder.build()).withTime(time);
    }

    EPaymentClient payments() {
        return payments(vipps);
    }

    EPaymentClient payments(Vipps vipps) {
        RequestOptions options = RequestOptions.defaults().onReply(leaks::met);
        List.of(vipps, options).forEach(leaks::met);
        EPaymentClient payments = EPaymentClient.of(vipps).with(options);
        leaks.met(payments);
        return payments;
    }

    static List<UserFlow> flows() {
        return List.of(
                UserFlow.webRedirect(RETURN_URL),
                UserFlow.nativeRedirect(RETURN_URL),
                UserFlow.pushMessage(Customer.phoneNumber(PHONE)),
                UserFlow.qr(RETURN_URL));
    }

    static CreatePayment.Builder request(UserFlow flow) {
        CreatePayment.Builder builder = CreatePayment.builder()
                .reference(REFERENCE)
                .amount(Amount.ofMinor(24_900, NOK))
                .userFlow(flow)
                .paymentDescription(DESCRIPTION)
                .metadata(NOTE_KEY, NOTE);
        return flow instanceof UserFlow.PushMessage ? builder : builder.customer(Customer.phoneNumber(PHONE));
    }

    /** Every operation once, with everything that it takes. */
    static List<Callable<Object>> operations(EPaymentClient payments) {
        Amount amount = Amount.ofMinor(24_900, NOK);
        IdempotencyKey key = IdempotencyKey.of("order-0042-step-1");
        List<Callable<Object>> operations = new ArrayList<>();
        for (UserFlow flow : flows()) {
            operations.add(() -> payments.create(request(flow).build()));
        }
        operations.add(() -> payments.get(REFERENCE));
        operations.add(() -> payments.eventLog(REFERENCE));
        operations.add(() -> payments.capture(REFERENCE, amount, key));
        operations.add(() -> payments.refund(REFERENCE, amount, key));
        operations.add(() -> payments.cancel(REFERENCE));
        operations.add(() -> payments.cancelTransactionOnly(REFERENCE));
        operations.add(() -> payments.awaitOutcome(REFERENCE, Duration.ofMinutes(1)));
        operations.add(() -> {
            payments.forceApprove(REFERENCE, Customer.phoneNumber(TEST_PHONE));
            return "approved";
        });
        operations.add(() -> {
            payments.forceApproveByToken(REFERENCE, APPROVE_TOKEN);
            return "approved";
        });
        operations.add(() -> payments.create(request(UserFlow.webRedirect(RETURN_URL))
                .shipping(Shipping.dynamic("https://shop.example/shipping", SHIPPING_TOKEN))
                .build()));
        return operations;
    }

    /** Those that differ: a create, a read, a change with a key, a wait, the two that are not repeated, and Express. */
    static List<Callable<Object>> some(EPaymentClient payments) {
        List<Callable<Object>> all = operations(payments);
        return List.of(all.get(2), all.get(4), all.get(6), all.get(10), all.get(11), all.get(12), all.get(13));
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
        operations(payments()).forEach(this::attempt);
    }

    /** The same with some of them. */
    void attemptSome(Function<Received, Answer> answers) {
        api = answers;
        some(payments()).forEach(this::attempt);
    }

    /** For the end of each test, whatever came of it. */
    void closeAndExpectNoLeak() {
        try {
            assertThat(leaks.found()).isEmpty();
            assertThat(leaks.logged())
                    .as("what the wire log masks was there to be masked")
                    .anyMatch(line -> line.startsWith("io.github.vipps4j.wire TRACE"));
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
