package io.github.vipps4j.ecom;

import static io.github.vipps4j.core.Currency.DKK;
import static io.github.vipps4j.core.Currency.NOK;
import static io.github.vipps4j.ecom.Bodies.ORDER;
import static io.github.vipps4j.ecom.Bodies.nok;
import static io.github.vipps4j.ecom.Bodies.order;
import static io.github.vipps4j.ecom.Bodies.posten;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.AirlineData;
import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.Credentials;
import io.github.vipps4j.core.Environment;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.ProfileScope;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.testsupport.FieldDefect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anything is sent, and by which field and rule it is told. */
@SuppressWarnings("NullAway")
class EcomInputTest {
    private static final IdempotencyKey KEY = IdempotencyKey.of("order-0042-1");
    private static final String CONSENT = "https://shop.example.com/vipps/6cEGzrsTF7nCRXhUNtbN";

    private final VippsServer server = new VippsServer();
    private final EcomClient ecom = server.ecom();

    @AfterEach
    void nothingWasSent() {
        assertThat(server.requestCount()).isZero();
        server.close();
    }

    private static List<String> violations(ThrowingCallable call) {
        InvalidRequestException e = catchThrowableOfType(InvalidRequestException.class, call);
        assertThat(e).isNotNull();
        return e.violations().stream()
                .map(violation -> violation.field() + " " + violation.rule())
                .toList();
    }

    private static List<String> fields(ThrowingCallable call) {
        return violations(call).stream()
                .map(violation -> violation.substring(0, violation.indexOf(' ')))
                .toList();
    }

    // ---- initiate

    @Test
    void emptyRequestTellsAllThatIsMissing() {
        assertThat(violations(() -> InitiatePayment.builder().build()))
                .containsExactly(
                        "orderId must have 8 to 50 characters: letters A to Z and a to z, digits and hyphens",
                        "amount is required",
                        "transactionText must have 1 to 100 characters, and not blanks alone",
                        "callbackPrefix must be a URL with https:// and a host (http:// only on loopback), without"
                                + " user, blanks, backslash, query, fragment and a slash at its end, of at most 255"
                                + " characters",
                        "fallBack must be a URL with https:// and a host (http:// only on loopback) or with a custom"
                                + " scheme, without blanks, of at most 255 characters, or INTENT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1234567", "../refunds", "order 0042", "ørder-0042", "order_0042", "order-0042\n"})
    void orderIdHas8To50LettersDigitsAndHyphens(String orderId) {
        assertThat(fields(() -> order(ORDER).orderId(orderId).build())).containsExactly("orderId");
        assertThat(fields(() -> order(ORDER).orderId("x".repeat(51)).build())).containsExactly("orderId");
        assertThat(order(ORDER).orderId("x".repeat(50)).build().orderId()).hasSize(50);
    }

    @Test
    void amountIsAtLeastOneKroneAndInKroner() {
        assertThat(violations(() -> order(ORDER).amount(nok(99)).build()))
                .containsExactly("amount.value must be at least 100 øre");
        assertThat(violations(
                        () -> order(ORDER).amount(Amount.ofMinor(24_900, DKK)).build()))
                .containsExactly("amount.currency must be NOK");
        assertThat(order(ORDER).amount(nok(100)).build().amount()).isEqualTo(nok(100));
    }

    @Test
    void transactionTextHasUpTo100Characters() {
        for (String wrong : Arrays.asList(null, "", " \t", "x".repeat(101))) {
            assertThat(fields(() -> order(ORDER).transactionText(wrong).build()))
                    .containsExactly("transactionText");
        }
        assertThat(order(ORDER).transactionText("🧦".repeat(100)).build().transactionText())
                .startsWith("🧦");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "https://",
                "http://shop.example.com",
                "http://localhost.example.com",
                "ftp://shop.example.com",
                "shop.example.com",
                "https://shop.example.com/",
                "https://shop.example.com/vipps?tenant=1",
                "https://shop.example.com/vipps#x",
                "https://shop.example.com/my shop",
                "https:///vipps",
                "https://shop.example.com\\vipps",
                "https://user:secret@shop.example.com/vipps",
                "https://127.0.0.1@shop.example.com",
            })
    void prefixIsAPublicUrlThatAPathCanBePutBehind(String url) {
        assertThat(fields(() -> order(ORDER).callbackPrefix(url).build())).containsExactly("callbackPrefix");
        assertThat(fields(() -> order(ORDER)
                        .express(Express.dynamic(url, "https://shop.example.com"))
                        .build()))
                .containsExactly("consentRemovalPrefix");
        assertThat(fields(() ->
                        order(ORDER).express(Express.dynamic(CONSENT, url)).build()))
                .containsExactly("shippingDetailsPrefix");
    }

    @Test
    void urlsHaveUpTo255Characters() {
        String longest = "https://shop.example.com/" + "x".repeat(255 - "https://shop.example.com/".length());
        assertThat(order(ORDER)
                        .callbackPrefix(longest)
                        .fallBack(longest)
                        .build()
                        .fallBack())
                .hasSize(255);
        assertThat(fields(() -> order(ORDER)
                        .callbackPrefix(longest + "x")
                        .fallBack(longest + "x")
                        .build()))
                .containsExactly("callbackPrefix", "fallBack");
    }

    @Test
    void loopbackIsForTestsWithoutANetworkBetween() {
        for (String url : List.of("http://127.0.0.1:8080/vipps", "http://localhost:8080/vipps", "http://[::1]/vipps")) {
            InitiatePayment order =
                    order(ORDER).callbackPrefix(url).fallBack(url).build();
            assertThat(order.callbackPrefix()).isEqualTo(url);
            assertThat(order.fallBack()).isEqualTo(url);
        }
    }

    @Test
    void atSignInThePathOfAPrefixIsNoUser() {
        String url = "https://shop.example.com/@vipps";
        assertThat(order(ORDER).callbackPrefix(url).build().callbackPrefix()).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop.example.com/",
                "http://127.0.0.1.example.com/",
                "https://",
                "https:///order",
                "HTTPS://?order=1",
                "intent",
                "INTENT ",
                "shop.example.com",
                "javascript:alert(1)"
            })
    void fallBackIsHttpsOrACustomSchemeOrIntent(String url) {
        assertThat(fields(() -> order(ORDER).fallBack(url).build())).containsExactly("fallBack");
    }

    @Test
    void customSchemesAndQueriesAreFallBacks() {
        for (String fits :
                List.of("acmeshop://", "acme-shop://order?id=1", "https://shop.example.com/?a=b#c", "INTENT")) {
            assertThat(order(ORDER).fallBack(fits).build().fallBack()).isEqualTo(fits);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " token", "token\n", "tøken"})
    void authTokenIsWhatAHeaderCanCarry(String token) {
        assertThat(fields(() -> order(ORDER).authToken(token).build())).containsExactly("authToken");
        assertThat(fields(() -> order(ORDER).authToken("x".repeat(256)).build()))
                .containsExactly("authToken");
        assertThat(order(ORDER).authToken("Bearer x y").build().authToken()).isEqualTo("Bearer x y");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1234567", "123456789", "4791234567", "+4791234567", "9123 4567", "９１２３４５６７"})
    void mobileNumberIs8DigitsWithoutTheCountryCode(String number) {
        assertThat(violations(() -> order(ORDER).mobileNumber(number).build()))
                .containsExactly("mobileNumber must be 8 digits without the country code, such as 91234567");
    }

    @Test
    void skippingTheLandingPageNeedsTheNumber() {
        assertThat(violations(() -> order(ORDER).skipLandingPage(true).build()))
                .containsExactly("mobileNumber is required with skipLandingPage");
        assertThat(order(ORDER)
                        .skipLandingPage(true)
                        .mobileNumber("91234567")
                        .build()
                        .skipLandingPage())
                .isTrue();
    }

    @Test
    void scopesAreNamesAndNotForExpress() {
        assertThat(fields(
                        () -> order(ORDER).scope(ProfileScope.of("name email")).build()))
                .containsExactly("scope");
        assertThat(fields(() -> order(ORDER).scope(ProfileScope.NAME, null).build()))
                .containsExactly("scope");
        assertThat(violations(() -> order(ORDER)
                        .scope(ProfileScope.NAME)
                        .express(Express.fixed(CONSENT, posten()))
                        .build()))
                .containsExactly("scope must not be given for Express, which has its own");
        assertThat(order(ORDER)
                        .scope(ProfileScope.EMAIL)
                        .scope(ProfileScope.NAME, ProfileScope.NAME)
                        .build()
                        .scope())
                .containsExactly(ProfileScope.NAME);
    }

    @Test
    void fixedShippingHasMethodsThatAreToldApart() {
        assertThat(violations(() -> order(ORDER).express(Express.fixed(CONSENT)).build()))
                .containsExactly("staticShippingDetails must have at least one shipping method");
        for (List<ShippingMethod> wrong :
                List.of(List.of(posten(), shipping("posten-home", false)), Arrays.asList(posten(), null))) {
            assertThat(fields(() ->
                            order(ORDER).express(Express.fixed(CONSENT, wrong)).build()))
                    .containsExactly("staticShippingDetails");
        }
    }

    @Test
    void atMostOneShippingMethodIsTheDefault() {
        assertThat(violations(() -> order(ORDER)
                        .express(Express.fixed(CONSENT, posten(), shipping("posten-shop", true)))
                        .build()))
                .containsExactly("staticShippingDetails must have at most one default");
        for (boolean isDefault : List.of(true, false)) {
            Express none = Express.fixed(CONSENT, shipping("posten-home", isDefault), shipping("posten-shop", false));
            assertThat(order(ORDER).express(none).build().express()).isEqualTo(none);
        }
    }

    private static ShippingMethod shipping(String id, boolean isDefault) {
        return ShippingMethod.builder()
                .shippingMethodId(id)
                .shippingMethod("Posten")
                .shippingCost(ShippingCost.ofKroner("99"))
                .isDefault(isDefault)
                .build();
    }

    @Test
    void fixedShippingIsAsItWasWhenItWasChecked() {
        List<ShippingMethod> methods = new ArrayList<>(List.of(posten()));
        Express.Fixed fixed = (Express.Fixed) Express.fixed(CONSENT, methods);
        methods.clear();
        assertThat(fixed.staticShippingDetails()).hasSize(1);
    }

    @Test
    void allViolationsAreToldAtOnce() {
        assertThat(fields(() -> InitiatePayment.builder()
                        .orderId("x")
                        .amount(nok(0))
                        .transactionText("")
                        .callbackPrefix("x")
                        .fallBack("x")
                        .authToken("")
                        .mobileNumber("x")
                        .scope(ProfileScope.of(""))
                        .express(Express.dynamic("x", "x"))
                        .build()))
                .containsExactly(
                        "orderId",
                        "amount.value",
                        "transactionText",
                        "callbackPrefix",
                        "fallBack",
                        "authToken",
                        "mobileNumber",
                        "scope",
                        "scope",
                        "consentRemovalPrefix",
                        "shippingDetailsPrefix");
    }

    @Test
    void requestCanBeTakenForTheNext() {
        InitiatePayment first = order(ORDER)
                .authToken("token")
                .mobileNumber("91234567")
                .isApp(true)
                .skipLandingPage(true)
                .scope(ProfileScope.NAME)
                .additionalData(AirlineData.builder()
                        .passengerName("FLYER / MARY MS.")
                        .airlineCode("074")
                        .airlineDesignatorCode("KL")
                        .agencyInvoiceNumber("082412")
                        .build())
                .build();
        InitiatePayment next = first.toBuilder().orderId(ORDER + "-1").build();
        assertThat(next).usingRecursiveComparison().ignoringFields("orderId").isEqualTo(first);
        assertThat(next.orderId()).isEqualTo("shop7-order-0042-1");
        InitiatePayment express =
                order(ORDER).express(Express.fixed(CONSENT, posten())).build();
        assertThat(express.toBuilder().build().express()).isEqualTo(express.express());
    }

    // ---- shipping methods and costs

    @Test
    void shippingMethodHasIdNameAndCost() {
        assertThat(violations(() -> ShippingMethod.builder().build()))
                .containsExactly(
                        "shippingMethodId must have 1 to 100 characters",
                        "shippingMethod must have 1 to 256 characters",
                        "shippingCost is required");
        assertThat(fields(() -> posten().toBuilder()
                        .shippingMethodId("x".repeat(101))
                        .shippingMethod("x".repeat(257))
                        .build()))
                .containsExactly("shippingMethodId", "shippingMethod");
        assertThat(posten().toBuilder().build()).usingRecursiveComparison().isEqualTo(posten());
    }

    @Test
    @FieldDefect(38)
    void shippingCostIsNoBareNumber() {
        assertThat(ShippingCost.ofKroner("99").amount()).isEqualTo(nok(9_900));
        assertThat(ShippingCost.ofKroner("99.5")).isEqualTo(ShippingCost.of(nok(9_950)));
        assertThat(ShippingCost.of(nok(9_900)).kroner()).isEqualTo("99.00");
        assertThat(ShippingCost.of(nok(9_900))).hasToString("99.00 NOK").hasSameHashCodeAs(ShippingCost.ofKroner("99"));
        assertThat(ShippingCost.of(nok(0)).kroner()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "99.005", "-1", "1e2", "99,00", "1 000"})
    void shippingCostIsKronerWithAtMostTwoDecimals(String kroner) {
        assertThat(violations(() -> ShippingCost.ofKroner(kroner))).hasSize(1);
    }

    @Test
    void shippingCostIsInNokAndNotBelowZero() {
        assertThat(violations(() -> ShippingCost.of(Amount.ofMinor(9_900, DKK))))
                .containsExactly("shippingCost must be in NOK");
        assertThat(violations(() -> ShippingCost.of(Amount.ofMinor(-1, NOK))))
                .containsExactly("shippingCost must not be below zero");
        assertThat(violations(() -> ShippingCost.of(null))).containsExactly("shippingCost is required");
    }

    // ---- changes

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    @FieldDefect(28)
    void amountThatIsNoneNeverMeansEverything(long minor) {
        assertThat(violations(() -> ecom.capture(ORDER, nok(minor), KEY)))
                .containsExactly("amount.value must be at least 1 øre");
        assertThat(violations(() -> ecom.refund(ORDER, nok(minor), KEY)))
                .containsExactly("amount.value must be at least 1 øre");
    }

    @Test
    @FieldDefect(28)
    void missingAmountNeverMeansEverything() {
        assertThat(violations(() -> ecom.capture(ORDER, null, KEY))).containsExactly("amount is required");
        assertThat(violations(() -> ecom.refund(ORDER, null, KEY))).containsExactly("amount is required");
    }

    @Test
    void changeWithoutAKeyOrWithTooLongAOneIsRefused() {
        assertThat(violations(() -> ecom.captureAll(ORDER, null))).containsExactly("idempotencyKey is required");
        assertThat(violations(() -> ecom.refund(ORDER, nok(1), IdempotencyKey.of("x".repeat(41)))))
                .containsExactly("idempotencyKey must have at most 40 characters in eCom");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "../refunds", "order 42", "a/b", "ørder"})
    void badOrderIdIsRefusedByEveryOperation(String orderId) {
        List<ThrowingCallable> operations = List.of(
                () -> ecom.details(orderId),
                () -> ecom.resolveInitiate(orderId),
                () -> ecom.capture(orderId, nok(1), KEY, "text"),
                () -> ecom.captureAll(orderId, KEY, "text"),
                () -> ecom.refund(orderId, nok(1), KEY, "text"),
                () -> ecom.cancel(orderId, "text"),
                () -> ecom.cancelAndReleaseRemainingFunds(orderId, "text"),
                () -> ecom.awaitOutcome(orderId),
                () -> ecom.forceApprove(orderId, "91234567", "token"));
        assertThat(operations)
                .allSatisfy(operation -> assertThat(fields(operation)).containsExactly("orderId"));
    }

    @Test
    void allThatIsWrongWithAChangeIsToldAtOnce() {
        assertThat(fields(() -> ecom.capture("../x", Amount.ofMinor(0, DKK), null, "")))
                .containsExactly("amount.currency", "amount.value", "orderId", "idempotencyKey", "transactionText");
        assertThat(fields(() -> ecom.cancel("../x", " "))).containsExactly("orderId", "transactionText");
    }

    @Test
    void operationWithoutASalesUnitSaysSo() {
        EcomClient without = EcomClient.of(Vipps.builder()
                .environment(Environment.TEST)
                .credentials(Credentials.of("id", "secret", "key"))
                .system("acme-shop", "1")
                .build());
        assertThat(fields(() -> without.initiate(order(ORDER).build()))).containsExactly("merchantSerialNumber");
        assertThat(fields(() -> without.details(ORDER))).containsExactly("merchantSerialNumber");
        assertThat(fields(() -> without.captureAll("../x", KEY, "x")))
                .containsExactly("orderId", "merchantSerialNumber");
    }

    // ---- force approve

    @Test
    void forceApproveNeverGoesToProduction() {
        EcomClient production = EcomClient.of(Vipps.builder()
                .environment(Environment.PRODUCTION)
                .credentials(Credentials.of("id", "secret", "key"))
                .merchantSerialNumber("654321")
                .system("acme-shop", "1")
                .build());
        assertThatThrownBy(() -> production.forceApprove(ORDER, "91234567", "token"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("must not be production");
    }

    @Test
    void forceApproveNeedsNumberAndToken() {
        assertThat(fields(() -> ecom.forceApprove(ORDER, "4791234567", " ")))
                .containsExactly("token", "customerPhoneNumber");
        assertThat(fields(() -> ecom.forceApprove(
                        new InitiatedPayment(ORDER, "https://landing.example/token=x", FakeTime.START), "91234567")))
                .containsExactly("token");
    }
}
