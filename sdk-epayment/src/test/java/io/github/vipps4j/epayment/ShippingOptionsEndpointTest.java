package io.github.vipps4j.epayment;

import static io.github.vipps4j.core.Currency.DKK;
import static io.github.vipps4j.core.Currency.NOK;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vipps4j.core.Address;
import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.callback.CallbackRequest;
import io.github.vipps4j.core.callback.CallbackResponse;
import io.github.vipps4j.testsupport.CapturedLog;
import io.github.vipps4j.testsupport.FieldDefect;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

class ShippingOptionsEndpointTest {
    private static final String TOKEN = "s3cret-token";
    private static final String DOCUMENTED = """
            { "reference": "shop7-order-20260701-0043", "AddressLine1": "Storgata 1",
              "AddressLine2": null, "City": "Oslo", "PostCode": "0155", "Country": "NO" }
            """;
    private static final Address STORGATA = new Address("Storgata 1", null, "0155", "Oslo", "NO");

    private final List<ShippingOptionsRequest> asked = new ArrayList<>();
    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void close() {
        released.countDown();
        threads.shutdownNow();
    }

    private static ShippingOptions posten(Amount amount) {
        return ShippingOptions.of(ShippingGroup.builder()
                .type(ShippingType.HOME_DELIVERY)
                .brand(ShippingBrand.POSTEN)
                .isDefault(true)
                .priority(0)
                .option(ShippingOption.builder()
                        .id("home-std")
                        .name("To your door")
                        .amount(amount)
                        .estimatedDelivery("1-3 days")
                        .isDefault(true)
                        .priority(0)
                        .build())
                .build());
    }

    private ShippingOptions askedFor(ShippingOptionsRequest request) {
        asked.add(request);
        return posten(Amount.ofMinor(9_900, NOK));
    }

    private static ShippingOptionsEndpoint endpoint(ShippingOptionsProvider provider) {
        return new ShippingOptionsEndpoint(TOKEN, provider, Runnable::run);
    }

    private static CallbackRequest call(String method, String token, byte[] body) {
        return new CallbackRequest(method, "/vipps/shipping", Map.of("authorization", List.of(token)), body);
    }

    private static CallbackRequest call(String body) {
        return call("POST", TOKEN, body.getBytes(UTF_8));
    }

    private CallbackResponse answer(CallbackRequest request) {
        return endpoint(this::askedFor).handle(request);
    }

    @Test
    void documentedCallIsAnsweredWithTheDocumentedGroups() {
        CallbackResponse response = answer(call(DOCUMENTED));
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers()).containsEntry("Content-Type", "application/json");
        assertThat(new String(response.body(), UTF_8))
                .isEqualTo("{\"groups\":[{\"type\":\"HOME_DELIVERY\",\"brand\":\"POSTEN\",\"isDefault\":true,"
                        + "\"priority\":0,\"options\":[{\"id\":\"home-std\",\"name\":\"To your door\","
                        + "\"amount\":{\"currency\":\"NOK\",\"value\":9900},\"isDefault\":true,\"priority\":0,"
                        + "\"estimatedDelivery\":\"1-3 days\"}]}]}");
        assertThat(asked).containsExactly(new ShippingOptionsRequest("shop7-order-20260701-0043", STORGATA));
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                {"Reference":"order-0043","AddressLine1":"Storgata 1","City":"Oslo","PostCode":"0155","Country":"NO"}
                """, """
                {"reference":"order-0043","addressLine1":"Storgata 1","city":"Oslo","zipCode":"0155","country":"Norway"}
                """, """
                {"REFERENCE":"order-0043","addressline1":"Storgata 1","CITY":"Oslo","ZipCode":"0155","COUNTRY":"no",
                 "SomethingOfTomorrow":{"a":[1]}}
                """})
    @FieldDefect(37)
    void everySpellingIsTheSameQuestion(String body) {
        assertThat(answer(call(body)).status()).isEqualTo(200);
        assertThat(asked).containsExactly(new ShippingOptionsRequest("order-0043", STORGATA));
    }

    @Test
    void lettersOfNorwayAndAddressesAbroadComeThrough() {
        assertThat(answer(call("{\"reference\":\"order-0043\",\"AddressLine1\":\"Åsgårdsgate 8\","
                                + "\"City\":\"Tønsberg\",\"PostCode\":\"3125\",\"Country\":\"NO\"}"))
                        .status())
                .isEqualTo(200);
        assertThat(answer(call("{\"reference\":\"order-0044\",\"AddressLine1\":\"Mannerheimintie 1\","
                                + "\"City\":\"Helsinki\",\"PostCode\":\"00100\",\"Country\":\"FI\"}"))
                        .status())
                .isEqualTo(200);
        assertThat(asked)
                .extracting(ShippingOptionsRequest::address)
                .containsExactly(
                        new Address("Åsgårdsgate 8", null, "3125", "Tønsberg", "NO"),
                        new Address("Mannerheimintie 1", null, "00100", "Helsinki", "FI"));
    }

    @Test
    void addressWithoutACityIsForTheProviderToJudge() {
        assertThat(answer(call("{\"reference\":\"order-0043\",\"PostCode\":\"0155\",\"Country\":\"NO\"}"))
                        .status())
                .isEqualTo(200);
        assertThat(answer(call("{\"reference\":\"order-0043\",\"City\":{},\"PostCode\":\"0155\",\"Country\":\"NO\"}"))
                        .status())
                .isEqualTo(200);
        assertThat(asked)
                .extracting(ShippingOptionsRequest::address)
                .containsOnly(new Address(null, null, "0155", null, "NO"));
    }

    @Test
    void questionForAPaymentThatNobodyKnowsIsAFailureAndNotAnAddressWithoutDelivery() {
        ShippingOptionsEndpoint endpoint = endpoint(request -> {
            throw new NoSuchElementException("no order " + request.reference());
        });
        assertThat(endpoint.handle(call(DOCUMENTED)).status()).isEqualTo(503);
    }

    @Test
    void noDeliveryIsAnAnswerOfItsOwn() {
        CallbackResponse response =
                endpoint(request -> ShippingOptions.noDelivery()).handle(call(DOCUMENTED));
        assertThat(response.status()).isEqualTo(400);
        assertThat(new String(response.body(), UTF_8)).isEqualTo("no delivery to this address");
    }

    // ---- what is refused

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\n"})
    @SuppressWarnings("NullAway")
    @FieldDefect(57)
    void endpointWithoutATokenCannotBeBuilt(String token) {
        assertThatThrownBy(() -> new ShippingOptionsEndpoint(token, this::askedFor))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s3cret-toke", "s3cret-token2", "S3cret-token", "Bearer s3cret-token"})
    void callWithoutTheTokenIsRefusedBeforeItIsRead(String token) {
        CallbackResponse response = answer(call("POST", token, "not JSON".getBytes(UTF_8)));
        assertThat(response.status()).isEqualTo(401);
        assertThat(new String(response.body(), UTF_8)).doesNotContain("s3cret");
        assertThat(asked).isEmpty();
    }

    @Test
    @FieldDefect(57)
    void callWithoutAnyTokenIsRefused() {
        assertThat(answer(new CallbackRequest("POST", "/vipps/shipping", Map.of(), DOCUMENTED.getBytes(UTF_8)))
                        .status())
                .isEqualTo(401);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "post"})
    void otherMethodsAreNotAllowed(String method) {
        assertThat(answer(call(method, TOKEN, DOCUMENTED.getBytes(UTF_8))).status())
                .isEqualTo(405);
        assertThat(asked).isEmpty();
    }

    @Test
    @FieldDefect(63)
    void bodyThatIsTooLargeIsNotRead() {
        byte[] large = new byte[CallbackRequest.MAX_BODY + 1];
        assertThat(answer(call("POST", TOKEN, large)).status()).isEqualTo(413);
        assertThat(answer(call("POST", "wrong", large)).status()).isEqualTo(401);
        assertThat(asked).isEmpty();
    }

    /** 400 would tell the customer that there is no delivery. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not JSON",
                "[]",
                "null",
                "{}",
                "{\"reference\":\"order-0043\"",
                "{\"reference\":null,\"City\":\"Oslo\"}",
                "{\"reference\":{\"a\":1},\"City\":\"Oslo\"}",
                "{\"reference\":\"\",\"City\":\"Oslo\"}",
                "{\"Reference\":\" \",\"City\":\"Oslo\"}"
            })
    void bodyThatCannotBeReadIsNotTakenForAnAddressWithoutDelivery(String body) {
        CallbackResponse response = answer(call(body));
        assertThat(response.status()).isEqualTo(422);
        assertThat(new String(response.body(), UTF_8)).doesNotContain("Oslo");
        assertThat(asked).isEmpty();
    }

    @Test
    @FieldDefect(63)
    void bodyOfAnotherCharsetOrTooDeepIsRefused() {
        byte[] latin = DOCUMENTED.replace("Oslo", "Tønsberg").getBytes(ISO_8859_1);
        assertThat(answer(call("POST", TOKEN, latin)).status()).isEqualTo(422);
        assertThat(answer(call("{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000)))
                        .status())
                .isEqualTo(422);
        assertThat(asked).isEmpty();
    }

    // ---- providers that fail

    @Test
    void providerThatFailsIsAFailureAndItsMessageIsNotSent() {
        List<ShippingOptionsProvider> failing = List.of(
                request -> {
                    throw new IOException("no rates for Storgata 1");
                },
                request -> {
                    throw new AssertionError("a defect");
                },
                request -> ShippingOptions.of(),
                request -> ShippingOptions.of(
                        posten(Amount.ofMinor(1, NOK)).groups().get(0),
                        posten(Amount.ofMinor(1, DKK)).groups().get(0)));
        assertThat(failing).allSatisfy(provider -> {
            CallbackResponse response = endpoint(provider).handle(call(DOCUMENTED));
            assertThat(response.status()).isEqualTo(503);
            assertThat(response.body()).isEmpty();
        });
    }

    @Test
    @SuppressWarnings("NullAway")
    void providerThatAnswersNothingIsAFailure() {
        assertThat(endpoint(request -> null).handle(call(DOCUMENTED)).status()).isEqualTo(503);
    }

    @Test
    @FieldDefect(60)
    void providerThatHangsIsAnsweredForAndLogged() {
        ShippingOptionsProvider hanging = request -> {
            released.await();
            return ShippingOptions.noDelivery();
        };
        try (CapturedLog log = CapturedLog.of("io.github.vipps4j.callback", Level.WARN)) {
            CallbackResponse response = new ShippingOptionsEndpoint(TOKEN, hanging, threads, Duration.ofMillis(50))
                    .handle(call(DOCUMENTED));
            assertThat(response.status()).isEqualTo(503);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("a call for shipping options did not answer within PT0.05S")
                    .doesNotContain("Storgata");
        }
    }

    @Test
    void providerRunsOnThreadsOfItsOwnUnlessToldOtherwise() {
        List<Thread> ran = new ArrayList<>();
        ShippingOptionsEndpoint endpoint = new ShippingOptionsEndpoint(TOKEN, request -> {
            ran.add(Thread.currentThread());
            return ShippingOptions.noDelivery();
        });
        assertThat(endpoint.handle(call(DOCUMENTED)).status()).isEqualTo(400);
        assertThat(ran).singleElement().satisfies(thread -> {
            assertThat(thread).isNotSameAs(Thread.currentThread());
            assertThat(thread.isDaemon()).isTrue();
        });
    }

    @Test
    void refusalsAreLoggedWithoutWhatCame() {
        try (CapturedLog log = CapturedLog.of("io.github.vipps4j.epayment", Level.WARN)) {
            answer(call("POST", "wrong-token", DOCUMENTED.getBytes(UTF_8)));
            answer(call("{\"reference\":[\"order-0043\"],\"City\":\"Tønsberg\"}"));
            assertThat(log.lines())
                    .containsExactly(
                            "WARN Refused a call for shipping options: the header Authorization is not the token",
                            "WARN Refused a call for shipping options: reference must be text");
        }
    }

    // ---- what can be answered

    @Test
    void answerHasGroupsThatAreToldApartInOneCurrency() {
        assertThatThrownBy(ShippingOptions::of).hasMessageContaining("groups must have at least one group");
        ShippingGroup group = posten(Amount.ofMinor(1, NOK)).groups().get(0);
        assertThatThrownBy(() -> ShippingOptions.of(group, group))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("one group for each pair of brand and type")
                .hasMessageContaining("an id of their own");
        assertThat(ShippingOptions.noDelivery().groups()).isEmpty();
    }

    @Test
    void questionPrintsNothingOfTheCustomer() {
        assertThat(new ShippingOptionsRequest("order-0043", STORGATA))
                .hasToString("ShippingOptionsRequest[reference=order-0043]");
    }
}
