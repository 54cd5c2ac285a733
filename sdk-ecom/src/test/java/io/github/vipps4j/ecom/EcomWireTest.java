package io.github.vipps4j.ecom;

import static io.github.vipps4j.ecom.Bodies.EXPRESS_ORDER;
import static io.github.vipps4j.ecom.Bodies.ORDER;
import static io.github.vipps4j.ecom.Bodies.nok;
import static io.github.vipps4j.ecom.Bodies.order;
import static io.github.vipps4j.ecom.Bodies.posten;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.core.AirlineData;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.ProfileScope;
import io.github.vipps4j.ecom.VippsServer.Received;
import io.github.vipps4j.testsupport.FieldDefect;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent, byte by byte. */
class EcomWireTest {
    private static final IdempotencyKey KEY = IdempotencyKey.of("order-0042-1");
    private static final String CONSENT = "https://shop.example.com/vipps/6cEGzrsTF7nCRXhUNtbN";

    private final VippsServer server = new VippsServer();
    private final EcomClient ecom = server.ecom();

    @AfterEach
    void close() {
        server.close();
    }

    private void assertSent(String method, String target, String body, String... headers) {
        Received request = server.onlyRequest();
        assertThat(request.method()).isEqualTo(method);
        assertThat(request.target()).isEqualTo(target);
        assertThat(request.body()).isEqualTo(body);
        Map<String, String> expected = new TreeMap<>(Map.of(
                "accept", "application/json",
                "authorization", "Bearer " + VippsServer.TOKEN,
                "ocp-apim-subscription-key", VippsServer.SUBSCRIPTION_KEY,
                "merchant-serial-number", VippsServer.MSN,
                "vipps-system-name", "acme-shop",
                "vipps-system-version", "4.2.0",
                "vipps-system-plugin-name", "acme-vipps",
                "vipps-system-plugin-version", "1.0.3"));
        if (!body.isEmpty()) {
            expected.put("content-length", String.valueOf(body.getBytes(StandardCharsets.UTF_8).length));
            expected.put("content-type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            expected.put(headers[i], headers[i + 1]);
        }
        Map<String, String> sent = new TreeMap<>(request.headers());
        assertThat(sent.remove("user-agent")).startsWith("vipps4j/");
        sent.remove("host");
        sent.remove("connection");
        sent.remove("accept-encoding");
        assertThat(sent).isEqualTo(expected);
    }

    @Test
    @FieldDefect({31, 32})
    void initiateSendsWhatIsRequiredAndNothingElseAndNoKey() {
        server.answer(200, Bodies.INITIATED);
        ecom.initiate(order(ORDER).build());
        assertSent(
                "POST",
                "/ecomm/v2/payments",
                "{\"customerInfo\":{},"
                        + "\"merchantInfo\":{\"merchantSerialNumber\":\"654321\","
                        + "\"callbackPrefix\":\"https://shop.example.com/vipps\","
                        + "\"fallBack\":\"https://shop.example.com/order/shop7-order-0042\"},"
                        + "\"transaction\":{\"orderId\":\"shop7-order-0042\",\"amount\":24900,"
                        + "\"transactionText\":\"One pair of socks\"}}");
    }

    @Test
    @FieldDefect(31)
    void initiateSendsEverythingThatARegularPaymentCanHave() {
        server.answer(200, Bodies.INITIATED);
        ecom.initiate(order(ORDER)
                .authToken("s3cret-token")
                .mobileNumber("01234567")
                .isApp(true)
                .fallBack("acmeshop://order/42?a=b")
                .skipLandingPage(true)
                .scope(ProfileScope.NAME, ProfileScope.BIRTH_DATE, ProfileScope.of("nin"))
                .additionalData(AirlineData.builder()
                        .passengerName("FLYER / MARY MS.")
                        .airlineCode("074")
                        .airlineDesignatorCode("KL")
                        .agencyInvoiceNumber("082412")
                        .ticketNumber("123-1234-123456")
                        .build())
                .build());
        assertThat(server.onlyRequest().body())
                .isEqualTo("{\"customerInfo\":{\"mobileNumber\":\"01234567\"},"
                        + "\"merchantInfo\":{\"merchantSerialNumber\":\"654321\","
                        + "\"callbackPrefix\":\"https://shop.example.com/vipps\","
                        + "\"fallBack\":\"acmeshop://order/42?a=b\",\"authToken\":\"s3cret-token\",\"isApp\":true},"
                        + "\"transaction\":{\"orderId\":\"shop7-order-0042\",\"amount\":24900,"
                        + "\"transactionText\":\"One pair of socks\",\"skipLandingPage\":true,"
                        + "\"scope\":\"name birthDate nin\","
                        + "\"additionalData\":{\"agencyInvoiceNumber\":\"082412\",\"airlineCode\":\"074\","
                        + "\"airlineDesignatorCode\":\"KL\",\"passengerName\":\"FLYER / MARY MS.\","
                        + "\"ticketNumber\":\"123-1234-123456\"}}}");
    }

    @Test
    void expressNamesItsPrefixesAndItsType() {
        server.answer(200, Bodies.INITIATED);
        ecom.initiate(order(EXPRESS_ORDER)
                .authToken("s3cret-token")
                .express(Express.dynamic(CONSENT, "https://shop.example.com/vipps"))
                .build());
        assertThat(server.onlyRequest().body())
                .isEqualTo("{\"customerInfo\":{},"
                        + "\"merchantInfo\":{\"merchantSerialNumber\":\"654321\","
                        + "\"callbackPrefix\":\"https://shop.example.com/vipps\","
                        + "\"fallBack\":\"https://shop.example.com/order/shop7-order-0043\","
                        + "\"authToken\":\"s3cret-token\",\"paymentType\":\"eComm Express Payment\","
                        + "\"consentRemovalPrefix\":\"" + CONSENT + "\","
                        + "\"shippingDetailsPrefix\":\"https://shop.example.com/vipps\"},"
                        + "\"transaction\":{\"orderId\":\"shop7-order-0043\",\"amount\":24900,"
                        + "\"transactionText\":\"One pair of socks\"}}");
    }

    @Test
    @FieldDefect(38)
    void fixedShippingIsSentInKronerWithTwoDecimals() {
        server.answer(200, Bodies.INITIATED);
        ecom.initiate(order(EXPRESS_ORDER)
                .express(Express.fixed(
                        CONSENT,
                        posten(),
                        posten().toBuilder()
                                .shippingMethodId("pickup")
                                .shippingMethod("In the shop")
                                .shippingCost(ShippingCost.of(nok(10_050)))
                                .isDefault(false)
                                .priority(2)
                                .build(),
                        ShippingMethod.builder()
                                .shippingMethodId("freight")
                                .shippingMethod("Freight")
                                .shippingCost(ShippingCost.ofKroner("1000"))
                                .build()))
                .build());
        assertThat(server.onlyRequest().body())
                .contains("\"paymentType\":\"eComm Express Payment\",\"consentRemovalPrefix\":\"" + CONSENT + "\","
                        + "\"staticShippingDetails\":["
                        + "{\"isDefault\":\"Y\",\"priority\":1,\"shippingCost\":99.00,"
                        + "\"shippingMethod\":\"Posten home\",\"shippingMethodId\":\"posten-home\"},"
                        + "{\"isDefault\":\"N\",\"priority\":2,\"shippingCost\":100.50,"
                        + "\"shippingMethod\":\"In the shop\",\"shippingMethodId\":\"pickup\"},"
                        + "{\"isDefault\":\"N\",\"shippingCost\":1000.00,"
                        + "\"shippingMethod\":\"Freight\",\"shippingMethodId\":\"freight\"}]}")
                .doesNotContain("shippingDetailsPrefix");
    }

    @Test
    void androidAppThatClosesHasItsOwnFallBack() {
        server.answer(200, Bodies.INITIATED);
        ecom.initiate(order(ORDER).isApp(true).fallBack("INTENT").build());
        assertThat(server.onlyRequest().body()).contains("\"fallBack\":\"INTENT\",\"isApp\":true");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202})
    void anySuccessOfInitiateIsASuccess(int status) {
        server.answer(status, Bodies.INITIATED);
        InitiatedPayment initiated = ecom.initiate(order(ORDER).build());
        assertThat(initiated).isEqualTo(new InitiatedPayment(ORDER, Bodies.LANDING_URL, FakeTime.START));
    }

    @Test
    void detailsIsARead() {
        server.answer(200, Bodies.RESERVED);
        ecom.details(ORDER);
        assertSent("GET", "/ecomm/v2/payments/shop7-order-0042/details", "");
    }

    @Test
    @FieldDefect(28)
    void captureSendsItsAmountAndItsKey() {
        server.answer(200, Bodies.CAPTURED);
        ecom.capture(ORDER, nok(10_000), KEY, "Parcel 1");
        assertSent(
                "POST",
                "/ecomm/v2/payments/shop7-order-0042/capture",
                "{\"merchantInfo\":{\"merchantSerialNumber\":\"654321\"},"
                        + "\"transaction\":{\"amount\":10000,\"transactionText\":\"Parcel 1\"}}",
                "x-request-id",
                "order-0042-1");
    }

    @Test
    @FieldDefect(28)
    void captureAllSendsNoAmount() {
        server.answer(200, Bodies.CAPTURED);
        ecom.captureAll(ORDER, KEY);
        assertSent(
                "POST",
                "/ecomm/v2/payments/shop7-order-0042/capture",
                "{\"merchantInfo\":{\"merchantSerialNumber\":\"654321\"},"
                        + "\"transaction\":{\"transactionText\":\"shop7-order-0042\"}}",
                "x-request-id",
                "order-0042-1");
    }

    @Test
    @FieldDefect(28)
    void refundSendsItsAmountAndItsKey() {
        server.answer(200, Bodies.REFUNDED);
        ecom.refund(ORDER, nok(4_000), KEY, "One sock came back");
        assertSent(
                "POST",
                "/ecomm/v2/payments/shop7-order-0042/refund",
                "{\"merchantInfo\":{\"merchantSerialNumber\":\"654321\"},"
                        + "\"transaction\":{\"amount\":4000,\"transactionText\":\"One sock came back\"}}",
                "x-request-id",
                "order-0042-1");
    }

    @Test
    void cancelSendsNoKeyAndReleasesNothingThatACaptureLeft() {
        server.answer(200, Bodies.CANCELLED);
        ecom.cancel(ORDER, "Sold out");
        assertSent(
                "PUT",
                "/ecomm/v2/payments/shop7-order-0042/cancel",
                "{\"merchantInfo\":{\"merchantSerialNumber\":\"654321\"},"
                        + "\"transaction\":{\"transactionText\":\"Sold out\"}}");
    }

    @Test
    void cancelCanReleaseWhatACaptureLeft() {
        server.answer(200, Bodies.CANCELLED);
        ecom.cancelAndReleaseRemainingFunds(ORDER);
        assertSent(
                "PUT",
                "/ecomm/v2/payments/shop7-order-0042/cancel",
                "{\"merchantInfo\":{\"merchantSerialNumber\":\"654321\"},"
                        + "\"transaction\":{\"transactionText\":\"shop7-order-0042\"},"
                        + "\"shouldReleaseRemainingFunds\":true}");
    }

    @Test
    @FieldDefect(31)
    void forceApproveSendsTheTokenOfTheUrl() {
        server.answer(200, "");
        ecom.forceApprove(new InitiatedPayment(ORDER, Bodies.LANDING_URL, FakeTime.START), "01234567");
        assertSent(
                "POST",
                "/ecomm/v2/integration-test/payments/shop7-order-0042/approve",
                "{\"customerPhoneNumber\":\"01234567\",\"token\":\"eyJraWQiOiJqd3Rr.eyJzdWIi\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vippsMT://?token=a%2Fb+c%3D", "https://landing.example/?v=2&token=a%2Fb+c%3D&x=token=y"})
    void tokenOfTheUrlIsDecoded(String url) {
        server.answer(200, "");
        ecom.forceApprove(new InitiatedPayment(ORDER, url, FakeTime.START), "91234567");
        assertThat(server.onlyRequest().body()).contains("\"token\":\"a/b+c=\"");
    }

    @Test
    void tokenThatIsNotEncodedIsSentAsItIs() {
        server.answer(200, "");
        ecom.forceApprove(new InitiatedPayment(ORDER, "vippsMT://?token=50%-off", FakeTime.START), "91234567");
        assertThat(server.onlyRequest().body()).contains("\"token\":\"50%-off\"");
    }

    @Test
    void salesUnitOfAViewStandsInHeaderAndBody() {
        server.answer(200, Bodies.CAPTURED);
        EcomClient.of(server.vipps().forMerchant("7654321")).captureAll(ORDER, KEY);
        assertThat(server.onlyRequest().header("merchant-serial-number")).isEqualTo("7654321");
        assertThat(server.onlyRequest().body()).contains("\"merchantSerialNumber\":\"7654321\"");
    }
}
