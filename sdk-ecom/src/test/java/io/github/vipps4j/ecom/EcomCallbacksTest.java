package io.github.vipps4j.ecom;

import static io.github.vipps4j.ecom.Bodies.EXPRESS_ORDER;
import static io.github.vipps4j.ecom.Bodies.ORDER;
import static io.github.vipps4j.ecom.Bodies.nok;
import static io.github.vipps4j.ecom.Bodies.posten;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.Address;
import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.callback.CallbackRequest;
import io.github.vipps4j.core.callback.CallbackResponse;
import io.github.vipps4j.testsupport.CapturedLog;
import io.github.vipps4j.testsupport.FieldDefect;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

/** The merchant's endpoints: what reaches a handler, what does not, and what is answered. */
class EcomCallbacksTest {
    private static final String TOKEN = "s3cret-token";
    private static final String SECRET = "6cEGzrsTF7nCRXhUNtbN";
    private static final String UPDATE_PATH = "/vipps/v2/payments/" + ORDER;
    private static final String SHIPPING_PATH = "/vipps/v2/payments/" + EXPRESS_ORDER + "/shippingDetails";
    private static final String CONSENT_PATH = "/vipps/" + SECRET + "/v2/consents/";
    private static final String USER = "uiJskNQ6qNN1iwN891uuob==";
    private static final Address OSLO = new Address("Dronning Eufemias gate 42", null, "0191", "Oslo", "NO");

    private final List<PaymentUpdate> updates = new ArrayList<>();
    private final List<ShippingDetailsRequest> asked = new ArrayList<>();
    private final List<String> removed = new ArrayList<>();
    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    private final CountDownLatch released = new CountDownLatch(1);

    private final EcomCallbacks callbacks = builder().build();

    @AfterEach
    void close() {
        released.countDown();
        threads.shutdownNow();
    }

    private EcomCallbacks.Builder builder() {
        return EcomCallbacks.builder()
                .authToken(TOKEN)
                .onPaymentUpdate(updates::add)
                .shippingDetails(request -> {
                    asked.add(request);
                    return List.of(posten());
                })
                .onConsentRemoved(SECRET, removed::add)
                .executor(Runnable::run);
    }

    private static CallbackRequest call(String method, String path, String token, byte[] body) {
        Map<String, List<String>> headers = token.isEmpty() ? Map.of() : Map.of("authorization", List.of(token));
        return new CallbackRequest(method, path, headers, body);
    }

    private CallbackResponse post(String path, String body) {
        return callbacks.handle(call("POST", path, TOKEN, body.getBytes(UTF_8)));
    }

    private int removal(String path, String token) {
        return callbacks.handle(call("DELETE", path, token, new byte[0])).status();
    }

    private static String text(CallbackResponse response) {
        return new String(response.body(), UTF_8);
    }

    private static Map<String, String> violations(ThrowingCallable call) {
        InvalidRequestException e = catchThrowableOfType(InvalidRequestException.class, call);
        assertThat(e).isNotNull();
        return e.violations().stream()
                .collect(Collectors.toMap(violation -> violation.field(), violation -> violation.rule()));
    }

    // ---- updates

    @Test
    void documentedUpdateReachesItsHandler() {
        CallbackResponse response = post(UPDATE_PATH, Bodies.UPDATE);
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(updates)
                .containsExactly(new PaymentUpdate(
                        "654321",
                        ORDER,
                        PaymentUpdateStatus.RESERVED,
                        "RESERVED",
                        nok(24_900),
                        Instant.parse("2026-07-01T10:00:09.120Z"),
                        "5432123456",
                        null,
                        null,
                        null));
    }

    @Test
    @FieldDefect({35, 37, 38})
    void expressUpdateIsTheSameInItsOwnSpelling() {
        assertThat(post("/vipps/v2/payments/" + EXPRESS_ORDER, Bodies.EXPRESS_UPDATE)
                        .status())
                .isEqualTo(200);
        assertThat(updates)
                .containsExactly(new PaymentUpdate(
                        "654321",
                        EXPRESS_ORDER,
                        PaymentUpdateStatus.RESERVED,
                        "RESERVE",
                        nok(34_800),
                        Instant.parse("2026-07-01T10:00:09.120Z"),
                        "5432123456",
                        new UserDetails("user@example.com", "Ada", "Lovelace", "91234567", USER, false),
                        new ShippingDetails(
                                new Address("Dronning Eufemias gate 42", "Att: Rune Garborg", "0191", "Oslo", "NO"),
                                ShippingCost.of(nok(9_900)),
                                "Posten home",
                                "posten-home",
                                false),
                        null));
    }

    @ParameterizedTest
    @CsvSource({
        "RESERVED, RESERVED",
        "RESERVE, RESERVED",
        "SALE, SALE",
        "RESERVE_FAILED, RESERVE_FAILED",
        "SALE_FAILED, SALE_FAILED",
        "CANCELLED, CANCELLED",
        "REJECTED, REJECTED",
        "reserved, RESERVED",
        "FROZEN, UNKNOWN",
    })
    @FieldDefect(35)
    void everyStatusIsTakenWithItsTextKept(String text, PaymentUpdateStatus status) {
        assertThat(post(UPDATE_PATH, Bodies.UPDATE.replace("\"RESERVED\"", "\"" + text + "\""))
                        .status())
                .isEqualTo(200);
        assertThat(updates.get(0).status()).isEqualTo(status);
        assertThat(updates.get(0).statusText()).isEqualTo(text);
    }

    @Test
    void failureSaysWhy() {
        post(
                UPDATE_PATH,
                Bodies.UPDATE.replace(
                        "\"orderId\"",
                        "\"errorInfo\":{\"errorGroup\":\"Payment\",\"errorCode\":\"41\",\"errorMessage\":\"No card\","
                                + "\"contextId\":\"c-1\"},\"orderId\""));
        assertThat(updates.get(0).errorInfo()).isEqualTo(new ErrorInfo("Payment", "41", "No card", "c-1"));
        assertThat(updates)
                .extracting(update ->
                        update.errorInfo() == null ? null : update.errorInfo().error())
                .containsExactly(EcomError.NO_VALID_CARD);
        assertThat(new ErrorInfo("Payment", "4711", null, null).error()).isEqualTo(EcomError.UNKNOWN);
        assertThat(new ErrorInfo(null, null, null, null).error()).isEqualTo(EcomError.UNKNOWN);
    }

    @Test
    void numbersAsTextAndFieldsOfTomorrowAreTaken() {
        post(
                UPDATE_PATH,
                Bodies.UPDATE
                        .replace("24900", "\"24900\"")
                        .replace("\"5432123456\"", "5432123456")
                        .replace("\"654321\"", "654321, \"tomorrow\": [{}]")
                        .replace("2026-07-01T10:00:09.120Z", "2026-07-01T10:00:09"));
        assertThat(updates.get(0).amount()).isEqualTo(nok(24_900));
        assertThat(updates.get(0).transactionId()).isEqualTo("5432123456");
        assertThat(updates.get(0).merchantSerialNumber()).isEqualTo("654321");
        assertThat(updates.get(0).timeStamp()).isEqualTo(Instant.parse("2026-07-01T10:00:09Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/payments/", "//v2/payments/", "/a/b/c/v2/payments/", "/v2/payments/x/v2/payments/"})
    void prefixIsTheShopsOwn(String prefix) {
        assertThat(post(prefix + ORDER + "?tenant=1", Bodies.UPDATE).status()).isEqualTo(200);
        assertThat(updates).hasSize(1);
    }

    @Test
    void orderOfTheBodyIsThatOfThePath() {
        assertThat(post("/vipps/v2/payments/another-order", Bodies.UPDATE).status())
                .isEqualTo(422);
        assertThat(post(UPDATE_PATH, Bodies.UPDATE.replace("\"orderId\"", "\"order\""))
                        .status())
                .isEqualTo(200);
        assertThat(updates).extracting(PaymentUpdate::orderId).containsExactly(ORDER);
    }

    // ---- who calls

    @ParameterizedTest
    @ValueSource(strings = {"", "s3cret-toke", "s3cret-token2", "S3cret-token", "Bearer s3cret-token"})
    @FieldDefect(57)
    void callWithoutTheTokenIsRefusedBeforeItIsRead(String token) {
        for (String path : List.of(UPDATE_PATH, SHIPPING_PATH)) {
            CallbackResponse response = callbacks.handle(call("POST", path, token, "not JSON".getBytes(UTF_8)));
            assertThat(response.status()).isEqualTo(401);
            assertThat(text(response)).doesNotContain("s3cret");
            assertThat(callbacks.handle(call("GET", path, token, new byte[0])).status())
                    .isEqualTo(401);
            assertThat(callbacks
                            .handle(call("POST", path, token, new byte[CallbackRequest.MAX_BODY + 1]))
                            .status())
                    .isEqualTo(401);
        }
        assertThat(updates).isEmpty();
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "token\n", " token"})
    @SuppressWarnings("NullAway")
    @FieldDefect(57)
    void endpointWithoutATokenCannotBeBuilt(String token) {
        assertThat(violations(() -> EcomCallbacks.builder()
                        .authToken(token)
                        .onPaymentUpdate(updates::add)
                        .build()))
                .containsOnlyKeys("authToken");
        assertThat(violations(() -> EcomCallbacks.builder()
                        .authToken(token)
                        .shippingDetails(request -> List.of())
                        .build()))
                .containsOnlyKeys("authToken");
    }

    @Test
    void endpointWithoutAHandlerCannotBeBuilt() {
        assertThat(violations(() -> EcomCallbacks.builder().authToken(TOKEN).build()))
                .containsEntry("handler", "is required: at least one");
    }

    // ---- what is no call of the service

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "",
                "/vipps",
                "/v2/payments",
                "/v2/payments/",
                "/v2/payments/../x",
                "/v2/payments/order%2042",
                "/v2/payments/order-0042/refund",
                "/v2/payments//shippingDetails",
            })
    void pathThatIsNoneIsNotFound(String path) {
        assertThat(post(path, Bodies.UPDATE).status()).isEqualTo(404);
        assertThat(updates).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void callWithoutItsHandlerIsNotFound() {
        EcomCallbacks onlyUpdates = EcomCallbacks.builder()
                .authToken(TOKEN)
                .onPaymentUpdate(updates::add)
                .build();
        byte[] body = Bodies.SHIPPING_CALL.getBytes(UTF_8);
        assertThat(onlyUpdates.handle(call("POST", SHIPPING_PATH, TOKEN, body)).status())
                .isEqualTo(404);
        assertThat(onlyUpdates
                        .handle(call("DELETE", CONSENT_PATH + "x", "", new byte[0]))
                        .status())
                .isEqualTo(404);
        EcomCallbacks onlyShipping = EcomCallbacks.builder()
                .authToken(TOKEN)
                .shippingDetails(request -> List.of())
                .build();
        assertThat(onlyShipping.handle(call("POST", UPDATE_PATH, TOKEN, body)).status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "post"})
    void otherMethodsAreNotAllowed(String method) {
        for (String path : List.of(UPDATE_PATH, SHIPPING_PATH)) {
            assertThat(callbacks.handle(call(method, path, TOKEN, new byte[0])).status())
                    .isEqualTo(405);
        }
    }

    @Test
    @FieldDefect(63)
    void bodyThatIsTooLargeOrTooDeepIsRefused() {
        for (String path : List.of(UPDATE_PATH, SHIPPING_PATH)) {
            byte[] large = new byte[CallbackRequest.MAX_BODY + 1];
            assertThat(callbacks.handle(call("POST", path, TOKEN, large)).status())
                    .isEqualTo(413);
            assertThat(post(path, "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000))
                            .status())
                    .isEqualTo(422);
        }
    }

    @Test
    @FieldDefect(63)
    void bodyOfOneMegabyteIsRead() {
        String filler = "x".repeat(CallbackRequest.MAX_BODY - Bodies.UPDATE.length() - 20);
        String body = Bodies.UPDATE.replace("\"orderId\"", "\"filler\":\"" + filler + "\",\"orderId\"");
        assertThat(post(UPDATE_PATH, body).status()).isEqualTo(200);
        assertThat(updates).hasSize(1);
    }

    /** It comes only once, and the order is read anyway. */
    @Test
    void updateWithoutWhatNobodyNeedsIsTaken() {
        for (String body : List.of(
                Bodies.UPDATE.replace("\"status\"", "\"state\""),
                Bodies.UPDATE.replace("\"RESERVED\"", "{\"of\":\"tomorrow\"}"),
                Bodies.UPDATE.replace("\"transactionInfo\"", "\"info\""))) {
            assertThat(post(UPDATE_PATH, body).status()).as(body).isEqualTo(200);
        }
        assertThat(updates).hasSize(3).allSatisfy(update -> {
            assertThat(update.status()).isEqualTo(PaymentUpdateStatus.UNKNOWN);
            assertThat(update.statusText()).isEmpty();
        });
        updates.clear();
        for (String body : List.of(
                Bodies.UPDATE.replace("24900", "249.9"),
                Bodies.UPDATE.replace("24900", "\"free\""),
                Bodies.UPDATE.replace("\"amount\": 24900,", ""))) {
            assertThat(post(UPDATE_PATH, body).status()).as(body).isEqualTo(200);
        }
        assertThat(updates).hasSize(3).allSatisfy(update -> {
            assertThat(update.status()).isEqualTo(PaymentUpdateStatus.RESERVED);
            assertThat(update.amount()).isNull();
        });
    }

    @Test
    void updateThatCannotBeReadReachesNobody() {
        for (String body : List.of(
                "",
                "not JSON",
                "[]",
                "{}",
                Bodies.UPDATE.replace("\"654321\"", "\"\""),
                Bodies.UPDATE.replace("\"654321\"", "{}"),
                Bodies.UPDATE.replace("\"merchantSerialNumber\"", "\"msn\""))) {
            CallbackResponse response = post(UPDATE_PATH, body);
            assertThat(response.status()).as(body).isEqualTo(422);
            assertThat(text(response)).doesNotContain("654321");
        }
        assertThat(updates).isEmpty();
    }

    @Test
    void refusalsAreLoggedWithoutWhatCame() {
        try (CapturedLog log = CapturedLog.of("io.github.vipps4j.ecom", Level.WARN)) {
            callbacks.handle(call("POST", UPDATE_PATH, "wrong-token", Bodies.UPDATE.getBytes(UTF_8)));
            post(SHIPPING_PATH, Bodies.SHIPPING_CALL.replace("\"addressId\"", "\"Tønsberg\""));
            assertThat(log.lines())
                    .containsExactly(
                            "WARN Refused a callback: the header Authorization is not the token",
                            "WARN Refused a callback: addressId is missing");
        }
    }

    // ---- handlers that fail

    @Test
    void handlerThatFailsIsLoggedAndAnswered() {
        for (Throwable failure : List.of(new IOException("no database"), new AssertionError("a defect"))) {
            EcomCallbacks failing = builder()
                    .onPaymentUpdate(update -> {
                        if (failure instanceof Exception e) {
                            throw e;
                        }
                        throw (Error) failure;
                    })
                    .build();
            try (CapturedLog log = CapturedLog.of("io.github.vipps4j.ecom", Level.WARN)) {
                CallbackResponse response =
                        failing.handle(call("POST", UPDATE_PATH, TOKEN, Bodies.UPDATE.getBytes(UTF_8)));
                assertThat(response.status()).isEqualTo(503);
                assertThat(response.body()).isEmpty();
                assertThat(log.lines()).anyMatch(line -> line.contains("The handler of an order's update failed"));
            }
        }
    }

    @Test
    @FieldDefect(60)
    void handlerThatTakesLongerThanTheServiceWaitsIsLogged() {
        FakeTime time = new FakeTime();
        EcomCallbacks slow = builder()
                .time(time)
                .onPaymentUpdate(update -> time.advance(Duration.ofMillis(3_001)))
                .build();
        try (CapturedLog log = CapturedLog.of("io.github.vipps4j.ecom", Level.WARN)) {
            assertThat(slow.handle(call("POST", UPDATE_PATH, TOKEN, Bodies.UPDATE.getBytes(UTF_8)))
                            .status())
                    .isEqualTo(200);
            assertThat(log.lines())
                    .containsExactly(
                            "WARN The handler of an order's update took 3001 ms; the service gives up after PT3S");
        }
    }

    // ---- shipping

    @Test
    @FieldDefect(38)
    void documentedQuestionIsAnsweredWithTheDocumentedMethods() {
        CallbackResponse response = post(SHIPPING_PATH, Bodies.SHIPPING_CALL);
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers()).containsEntry("Content-Type", "application/json");
        assertThat(text(response)).isEqualTo(Bodies.SHIPPING_ANSWER);
        assertThat(asked).containsExactly(new ShippingDetailsRequest(EXPRESS_ORDER, 3960, OSLO, AddressType.HOME, "H"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                {"addressId":"3960","addressLine1":"Dronning Eufemias gate 42","city":"Oslo","country":"Norway",
                 "zipCode":"0191","addressType":"H"}
                """, """
                {"addressId":3960,"AddressLine1":"Dronning Eufemias gate 42","City":"Oslo","Country":"NO",
                 "PostCode":"0191","addressType":"H","SomethingOfTomorrow":{"a":[1]}}
                """})
    @FieldDefect(37)
    void everySpellingIsTheSameQuestion(String body) {
        assertThat(text(post(SHIPPING_PATH, body))).isEqualTo(Bodies.SHIPPING_ANSWER);
        assertThat(asked).containsExactly(new ShippingDetailsRequest(EXPRESS_ORDER, 3960, OSLO, AddressType.HOME, "H"));
    }

    @ParameterizedTest
    @CsvSource({"H, HOME", "W, WORK", "B, BUSINESS", "O, OTHER", "X, UNKNOWN"})
    void typeOfTheAddressIsTakenWithItsTextKept(String text, AddressType type) {
        post(SHIPPING_PATH, Bodies.SHIPPING_CALL.replace("\"H\"", "\"" + text + "\""));
        assertThat(asked.get(0).addressType()).isEqualTo(type);
        assertThat(asked.get(0).addressTypeText()).isEqualTo(text);
    }

    @Test
    void addressWithoutATypeIsTheCustomersHome() {
        post(SHIPPING_PATH, Bodies.SHIPPING_CALL.replace("\"H\"", "null"));
        assertThat(asked.get(0).addressType()).isEqualTo(AddressType.HOME);
        assertThat(asked.get(0).addressTypeText()).isEmpty();
    }

    @Test
    void questionThatCannotBeReadReachesNobody() {
        byte[] latin = Bodies.SHIPPING_CALL.replace("Oslo", "Tønsberg").getBytes(ISO_8859_1);
        assertThat(callbacks.handle(call("POST", SHIPPING_PATH, TOKEN, latin)).status())
                .isEqualTo(422);
        for (String body : List.of("", "[]", "{}", Bodies.SHIPPING_CALL.replace("3960", "39.6"))) {
            assertThat(post(SHIPPING_PATH, body).status()).as(body).isEqualTo(422);
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void shopThatDoesNotDeliverThereAnswersWithoutMethods() {
        EcomCallbacks nowhere = builder().shippingDetails(request -> List.of()).build();
        assertThat(text(nowhere.handle(call("POST", SHIPPING_PATH, TOKEN, Bodies.SHIPPING_CALL.getBytes(UTF_8)))))
                .isEqualTo("{\"addressId\":3960,\"orderId\":\"shop7-order-0043\",\"shippingDetails\":[]}");
    }

    @Test
    @SuppressWarnings("NullAway")
    void providerThatFailsIsAFailureAndItsMessageIsNotSent() {
        List<ShippingDetailsProvider> failing = List.of(
                request -> {
                    throw new IOException("no rates for Dronning Eufemias gate 42");
                },
                request -> {
                    throw new AssertionError("a defect");
                },
                request -> null,
                request -> Arrays.asList(posten(), null),
                request -> List.of(posten(), posten()));
        assertThat(failing).allSatisfy(provider -> {
            CallbackResponse response = builder()
                    .shippingDetails(provider)
                    .build()
                    .handle(call("POST", SHIPPING_PATH, TOKEN, Bodies.SHIPPING_CALL.getBytes(UTF_8)));
            assertThat(response.status()).isEqualTo(503);
            assertThat(response.body()).isEmpty();
        });
    }

    @Test
    @FieldDefect(60)
    void providerThatHangsIsAnsweredForAndLogged() {
        EcomCallbacks hanging = builder()
                .shippingDetails(request -> {
                    released.await();
                    return List.of();
                })
                .executor(threads)
                .shippingBudget(Duration.ofMillis(50))
                .build();
        try (CapturedLog log = CapturedLog.of("io.github.vipps4j.callback", Level.WARN)) {
            assertThat(hanging.handle(call("POST", SHIPPING_PATH, TOKEN, Bodies.SHIPPING_CALL.getBytes(UTF_8)))
                            .status())
                    .isEqualTo(503);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("a call for shipping details did not answer within PT0.05S")
                    .doesNotContain("Eufemias");
        }
    }

    @Test
    void providerRunsOnThreadsOfItsOwnUnlessToldOtherwise() {
        List<Thread> ran = new ArrayList<>();
        EcomCallbacks usual = EcomCallbacks.builder()
                .authToken(TOKEN)
                .shippingDetails(request -> {
                    ran.add(Thread.currentThread());
                    return List.of();
                })
                .build();
        usual.handle(call("POST", SHIPPING_PATH, TOKEN, Bodies.SHIPPING_CALL.getBytes(UTF_8)));
        assertThat(ran).singleElement().satisfies(thread -> {
            assertThat(thread).isNotSameAs(Thread.currentThread());
            assertThat(thread.isDaemon()).isTrue();
        });
    }

    // ---- consents

    @ParameterizedTest
    @CsvSource({
        "uiJskNQ6qNN1iwN891uuob%3D%3D, uiJskNQ6qNN1iwN891uuob==",
        "uiJskNQ6qNN1iwN891uuob==, uiJskNQ6qNN1iwN891uuob==",
        "a%2Fb%2fc%2B%3D, a/b/c+=",
        "a/b+c=, a/b+c=",
        "a%20b, a b",
        "%2Fv2%2Fconsents%2Fx, /v2/consents/x",
        "a/v2/consents/x, a/v2/consents/x",
    })
    @FieldDefect(62)
    void consentIsRemovedWithoutATokenAndItsUserIdDecoded(String encoded, String userId) {
        assertThat(removal(CONSENT_PATH + encoded, "")).isEqualTo(200);
        assertThat(removed).containsExactly(userId);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/6cEGzrsTF7nCRXhUNtbN/v2/consents/",
                "/vipps/6cEGzrsTF7nCRXhUNtbN//v2/consents/",
                "/vipps/6cEGzrsTF7nCRXhUNtbN///v2/consents/",
                "/v2/consents/6cEGzrsTF7nCRXhUNtbN/v2/consents/",
                "/v2/consents/v2/consents/6cEGzrsTF7nCRXhUNtbN/v2/consents/",
                "/v2/payments/shop/6cEGzrsTF7nCRXhUNtbN/v2/consents/",
            })
    @FieldDefect(62)
    void prefixOfConsentsIsTheShopsOwn(String prefix) {
        assertThat(removal(prefix + "a%2Fb", "")).isEqualTo(200);
        assertThat(removal(prefix + "a/v2/consents/b", "")).isEqualTo(200);
        assertThat(removal(prefix + "a/v2/payments/b", "")).isEqualTo(200);
        assertThat(removed).containsExactly("a/b", "a/v2/consents/b", "a/v2/payments/b");
    }

    @Test
    void orderUnderAPrefixThatLooksLikeAConsentsIsAnOrder() {
        EcomCallbacks open = builder()
                .onConsentRemoved(removed::add)
                .acceptUnauthenticatedConsentRemoval()
                .build();
        String prefix = "/v2/consents/shop";
        for (EcomCallbacks endpoint : List.of(callbacks, open)) {
            CallbackRequest update =
                    call("POST", prefix + "/v2/payments/" + ORDER, TOKEN, Bodies.UPDATE.getBytes(UTF_8));
            CallbackRequest shipping =
                    call("POST", prefix + SHIPPING_PATH, TOKEN, Bodies.SHIPPING_CALL.getBytes(UTF_8));
            assertThat(endpoint.handle(update).status()).isEqualTo(200);
            assertThat(endpoint.handle(shipping).status()).isEqualTo(200);
        }
        assertThat(updates).hasSize(2);
        assertThat(asked).hasSize(2);
        assertThat(removed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/vipps/v2/consents/",
                "/v2/consents/",
                "/vipps/6cEGzrsTF7nCRXhUNtbn/v2/consents/",
                "/vipps/6cEGzrsTF7nCRXhUNtbN2/v2/consents/",
                "/vipps/6cEGzrsTF7nCRXhUNtbN/x/v2/consents/",
                "/vipps/x6cEGzrsTF7nCRXhUNtbN/v2/consents/",
            })
    @FieldDefect(62)
    void callThatDoesNotKnowTheSecretRemovesNothing(String path) {
        for (String method : List.of("DELETE", "GET")) {
            CallbackResponse response = callbacks.handle(call(method, path + "x", "", new byte[0]));
            assertThat(response.status()).isEqualTo(401);
            assertThat(text(response)).doesNotContain(SECRET);
        }
        assertThat(removal(path + SECRET, TOKEN)).isEqualTo(401);
        assertThat(removed).isEmpty();
    }

    @Test
    @FieldDefect(62)
    void tokenThatComesAllTheSameHasToMatch() {
        assertThat(removal(CONSENT_PATH + "x", "wrong-token")).isEqualTo(401);
        assertThat(removed).isEmpty();
        assertThat(removal(CONSENT_PATH + "x", TOKEN)).isEqualTo(200);
        EcomCallbacks withoutToken =
                EcomCallbacks.builder().onConsentRemoved(SECRET, removed::add).build();
        assertThat(withoutToken
                        .handle(call("DELETE", CONSENT_PATH + "y", TOKEN, new byte[0]))
                        .status())
                .isEqualTo(401);
        assertThat(withoutToken
                        .handle(call("DELETE", CONSENT_PATH + "y", "", new byte[0]))
                        .status())
                .isEqualTo(200);
        assertThat(removed).containsExactly("x", "y");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "short", "123456789012345", "1234567890/12345", "1234567890 12345", "1234567890%12345"})
    @SuppressWarnings("NullAway")
    @FieldDefect(62)
    void endpointForConsentsDemandsASecretThatNobodyGuesses(String secret) {
        assertThat(violations(() -> EcomCallbacks.builder()
                        .authToken(TOKEN)
                        .onConsentRemoved(secret, removed::add)
                        .build()))
                .containsOnlyKeys("secretPathSegment");
    }

    @Test
    @FieldDefect(62)
    void endpointThatIsOpenToAnyoneHasToBeMeant() {
        assertThat(violations(() ->
                        EcomCallbacks.builder().onConsentRemoved(removed::add).build()))
                .containsOnlyKeys("secretPathSegment");
        EcomCallbacks open = EcomCallbacks.builder()
                .onConsentRemoved(removed::add)
                .acceptUnauthenticatedConsentRemoval()
                .build();
        assertThat(open.handle(call("DELETE", "/vipps/v2/consents/x", "", new byte[0]))
                        .status())
                .isEqualTo(200);
        assertThat(open.handle(call("DELETE", "/vipps/v2/consents/x", "any", new byte[0]))
                        .status())
                .isEqualTo(401);
        assertThat(removed).containsExactly("x");
    }

    @Test
    void acceptingAnyoneDoesNotSwitchOffASecretThatWasGiven() {
        EcomCallbacks guarded = builder().acceptUnauthenticatedConsentRemoval().build();
        assertThat(guarded.handle(call("DELETE", "/vipps/v2/consents/x", "", new byte[0]))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void removalThatIsNoneIsRefused() {
        assertThat(removal(CONSENT_PATH, "")).isEqualTo(404);
        for (String encoded : List.of("%", "a%2", "%zz", "a%u0041", "%+1", "%ff%fe", "a%C3", "%c0%af")) {
            assertThat(removal(CONSENT_PATH + encoded, "")).as(encoded).isEqualTo(422);
        }
        for (String method : List.of("GET", "POST", "delete")) {
            assertThat(callbacks
                            .handle(call(method, CONSENT_PATH + "x", "", new byte[0]))
                            .status())
                    .isEqualTo(405);
        }
        assertThat(removed).isEmpty();
    }

    @Test
    void userWhomTheShopDoesNotKnowIsTheHandlersToIgnore() {
        assertThat(removal(CONSENT_PATH + "nobody", "")).isEqualTo(200);
        EcomCallbacks failing = builder()
                .onConsentRemoved(SECRET, user -> {
                    throw new IllegalStateException("cannot delete " + user);
                })
                .build();
        CallbackResponse response = failing.handle(call("DELETE", CONSENT_PATH + "x", "", new byte[0]));
        assertThat(response.status()).isEqualTo(503);
        assertThat(response.body()).isEmpty();
    }
}
