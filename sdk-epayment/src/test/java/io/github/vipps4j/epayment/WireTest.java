package io.github.vipps4j.epayment;

import static io.github.vipps4j.core.Currency.DKK;
import static io.github.vipps4j.core.Currency.EUR;
import static io.github.vipps4j.core.Currency.NOK;
import static io.github.vipps4j.epayment.Bodies.REFERENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.Credentials;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.epayment.VippsServer.Received;
import io.github.vipps4j.testsupport.FieldDefect;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is sent, byte by byte. */
class WireTest {
    private static final String RETURN_URL = "https://shop.example.com/return?ref=shop7-order-20260701-0042";
    private static final Customer CUSTOMER = Customer.phoneNumber("4791000000");
    private static final IdempotencyKey KEY = IdempotencyKey.of("shop7-order-20260701-0042-capture-1");

    private final VippsServer server = new VippsServer();
    private final EPaymentClient payments = server.payments();

    @AfterEach
    void close() {
        server.close();
    }

    static CreatePayment documented() {
        return CreatePayment.builder()
                .amount(Amount.ofMinor(24_900, NOK))
                .customer(CUSTOMER)
                .reference(REFERENCE)
                .userFlow(UserFlow.webRedirect(RETURN_URL))
                .paymentDescription("Two concert tickets")
                .metadata("cartId", "c-991")
                .build();
    }

    private static CreatePayment.Builder minimal(UserFlow flow) {
        return CreatePayment.builder()
                .reference("shop7-order-0042")
                .amount(Amount.ofMinor(24_900, NOK))
                .userFlow(flow);
    }

    /** Those of every request, and the given ones; of the HTTP client's own, none that matters to the API. */
    private static void assertHeaders(Received request, String... more) {
        Map<String, String> expected = new TreeMap<>(Map.of(
                "accept", "application/json",
                "authorization", "Bearer " + VippsServer.TOKEN,
                "ocp-apim-subscription-key", VippsServer.SUBSCRIPTION_KEY,
                "merchant-serial-number", VippsServer.MSN,
                "vipps-system-name", "acme-shop",
                "vipps-system-version", "4.2.0",
                "vipps-system-plugin-name", "acme-vipps",
                "vipps-system-plugin-version", "1.0.3"));
        for (int i = 0; i < more.length; i += 2) {
            expected.put(more[i], more[i + 1]);
        }
        Map<String, String> sent = new TreeMap<>(request.headers());
        assertThat(sent.remove("user-agent")).startsWith("vipps4j/");
        sent.remove("host");
        sent.remove("connection");
        sent.remove("accept-encoding");
        assertThat(sent).isEqualTo(expected);
    }

    private static void assertJson(Received request, String body, String... more) {
        assertThat(request.body()).isEqualTo(body);
        String[] headers = new String[more.length + 4];
        headers[0] = "content-type";
        headers[1] = "application/json";
        headers[2] = "content-length";
        headers[3] = String.valueOf(body.getBytes(StandardCharsets.UTF_8).length);
        System.arraycopy(more, 0, headers, 4, more.length);
        assertHeaders(request, headers);
    }

    private Received sentBy(CreatePayment request) {
        server.answer(201, Bodies.created(request.reference()));
        payments.create(request);
        return server.onlyRequest();
    }

    @Test
    @FieldDefect(31)
    void createSendsTheDocumentedExample() {
        server.answer(201, Bodies.CREATED);
        payments.create(documented(), IdempotencyKey.of("order-0042-create"));
        Received request = server.onlyRequest();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/epayment/v1/payments");
        assertJson(request, Bodies.CREATE, "idempotency-key", "order-0042-create");
    }

    @Test
    @FieldDefect(32)
    void createLeavesOutWhatIsNotSet() {
        assertThat(sentBy(minimal(UserFlow.webRedirect("https://shop.example.com/return"))
                                .build())
                        .body())
                .isEqualTo("{\"amount\":{\"currency\":\"NOK\",\"value\":24900},"
                        + "\"paymentMethod\":{\"type\":\"WALLET\"},"
                        + "\"reference\":\"shop7-order-0042\","
                        + "\"userFlow\":\"WEB_REDIRECT\","
                        + "\"returnUrl\":\"https://shop.example.com/return\"}");
    }

    @Test
    void nativeRedirectSendsReturnUrlAndCustomer() {
        assertThat(sentBy(minimal(UserFlow.nativeRedirect("myshop://return?order=42"))
                                .customer(CUSTOMER)
                                .build())
                        .body())
                .isEqualTo("{\"amount\":{\"currency\":\"NOK\",\"value\":24900},"
                        + "\"paymentMethod\":{\"type\":\"WALLET\"},"
                        + "\"customer\":{\"phoneNumber\":\"4791000000\"},"
                        + "\"reference\":\"shop7-order-0042\","
                        + "\"userFlow\":\"NATIVE_REDIRECT\","
                        + "\"returnUrl\":\"myshop://return?order=42\"}");
    }

    @Test
    void pushMessageSendsItsCustomerAndNoReturnUrl() {
        assertThat(sentBy(minimal(UserFlow.pushMessage(CUSTOMER)).build()).body())
                .isEqualTo("{\"amount\":{\"currency\":\"NOK\",\"value\":24900},"
                        + "\"paymentMethod\":{\"type\":\"WALLET\"},"
                        + "\"customer\":{\"phoneNumber\":\"4791000000\"},"
                        + "\"reference\":\"shop7-order-0042\","
                        + "\"userFlow\":\"PUSH_MESSAGE\"}");
    }

    @Test
    void qrSendsItsFormat() {
        assertThat(sentBy(minimal(UserFlow.qr())
                                .customerInteraction(CustomerInteraction.CUSTOMER_PRESENT)
                                .build())
                        .body())
                .isEqualTo("{\"amount\":{\"currency\":\"NOK\",\"value\":24900},"
                        + "\"paymentMethod\":{\"type\":\"WALLET\"},"
                        + "\"reference\":\"shop7-order-0042\","
                        + "\"userFlow\":\"QR\","
                        + "\"qrFormat\":{\"format\":\"IMAGE/SVG+XML\"},"
                        + "\"customerInteraction\":\"CUSTOMER_PRESENT\"}");
    }

    @Test
    void qrSendsAReturnUrlIfThereIsOne() {
        assertThat(sentBy(minimal(UserFlow.qr("https://shop.example.com/thanks"))
                                .build())
                        .body())
                .isEqualTo("{\"amount\":{\"currency\":\"NOK\",\"value\":24900},"
                        + "\"paymentMethod\":{\"type\":\"WALLET\"},"
                        + "\"reference\":\"shop7-order-0042\","
                        + "\"userFlow\":\"QR\","
                        + "\"qrFormat\":{\"format\":\"IMAGE/SVG+XML\"},"
                        + "\"returnUrl\":\"https://shop.example.com/thanks\"}");
    }

    @Test
    void customerNotPresentIsSentWhenItWasSaid() {
        assertThat(sentBy(minimal(UserFlow.webRedirect("https://shop.example.com/return"))
                                .customerInteraction(CustomerInteraction.CUSTOMER_NOT_PRESENT)
                                .build())
                        .body())
                .endsWith(",\"customerInteraction\":\"CUSTOMER_NOT_PRESENT\"}");
    }

    @Test
    void createSendsTextAsUtf8() {
        Received request = sentBy(CreatePayment.builder()
                .reference("shop7-order-0042")
                .amount(Amount.ofMinor(65_000_000, DKK))
                .userFlow(UserFlow.webRedirect("https://shop.example.com/retur?navn=S%C3%B8rensen&tak=ja"))
                .paymentDescription("Blåbær & \"rømme\" – 5 €")
                .metadata("zebra", "sist, men først")
                .metadata("ape", "")
                .build());
        assertThat(request.body())
                .isEqualTo("{\"amount\":{\"currency\":\"DKK\",\"value\":65000000},"
                        + "\"paymentMethod\":{\"type\":\"WALLET\"},"
                        + "\"reference\":\"shop7-order-0042\","
                        + "\"userFlow\":\"WEB_REDIRECT\","
                        + "\"returnUrl\":\"https://shop.example.com/retur?navn=S%C3%B8rensen&tak=ja\","
                        + "\"paymentDescription\":\"Blåbær & \\\"rømme\\\" – 5 €\","
                        + "\"metadata\":{\"ape\":\"\",\"zebra\":\"sist, men først\"}}");
    }

    @Test
    void getSendsNoBodyAndNoKey() {
        server.answer(200, Bodies.PAYMENT);
        payments.get(REFERENCE);
        Received request = server.onlyRequest();
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.target()).isEqualTo("/epayment/v1/payments/shop7-order-20260701-0042");
        assertThat(request.body()).isEmpty();
        assertHeaders(request);
    }

    @Test
    void eventLogSendsNoBodyAndNoKey() {
        server.answer(200, Bodies.EVENTS);
        payments.eventLog(REFERENCE);
        Received request = server.onlyRequest();
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.target()).isEqualTo("/epayment/v1/payments/shop7-order-20260701-0042/events");
        assertThat(request.body()).isEmpty();
        assertHeaders(request);
    }

    @Test
    void captureSendsAmountAndKey() {
        server.answer(200, Bodies.MODIFICATION);
        payments.capture(REFERENCE, Amount.ofMinor(10_000, NOK), KEY);
        Received request = server.onlyRequest();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/epayment/v1/payments/shop7-order-20260701-0042/capture");
        assertJson(
                request,
                "{\"modificationAmount\":{\"currency\":\"NOK\",\"value\":10000}}",
                "idempotency-key",
                "shop7-order-20260701-0042-capture-1");
    }

    @Test
    void refundSendsAmountAndKey() {
        server.answer(200, Bodies.MODIFICATION);
        payments.refund(REFERENCE, Amount.of("49.50", EUR), IdempotencyKey.of("order-0042-refund-1"));
        Received request = server.onlyRequest();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/epayment/v1/payments/shop7-order-20260701-0042/refund");
        assertJson(
                request,
                "{\"modificationAmount\":{\"currency\":\"EUR\",\"value\":4950}}",
                "idempotency-key",
                "order-0042-refund-1");
    }

    @Test
    @FieldDefect(32)
    void cancelSendsNoBodyButItsLengthAndAKey() {
        server.answer(200, Bodies.MODIFICATION);
        payments.cancel(REFERENCE, IdempotencyKey.of("order-0042-cancel"));
        Received request = server.onlyRequest();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/epayment/v1/payments/shop7-order-20260701-0042/cancel");
        assertThat(request.body()).isEmpty();
        assertHeaders(request, "content-length", "0", "idempotency-key", "order-0042-cancel");
    }

    @Test
    @FieldDefect(49)
    void cancelTransactionOnlySaysSo() {
        server.answer(200, Bodies.MODIFICATION);
        payments.cancelTransactionOnly(REFERENCE, IdempotencyKey.of("order-0042-cancel"));
        Received request = server.onlyRequest();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/epayment/v1/payments/shop7-order-20260701-0042/cancel");
        assertJson(request, "{\"cancelTransactionOnly\":true}", "idempotency-key", "order-0042-cancel");
    }

    @Test
    @FieldDefect(31)
    void forceApproveSendsTheCustomerAndNoKey() {
        server.answer(200, "");
        payments.forceApprove(REFERENCE, CUSTOMER);
        Received request = server.onlyRequest();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/epayment/v1/test/payments/shop7-order-20260701-0042/approve");
        assertJson(request, "{\"customer\":{\"phoneNumber\":\"4791000000\"}}");
    }

    @Test
    void forceApproveByTokenSendsTheToken() {
        server.answer(200, "");
        payments.forceApproveByToken(REFERENCE, "eyJraWQiOiJqd3Rr");
        Received request = server.onlyRequest();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/epayment/v1/test/payments/shop7-order-20260701-0042/approve");
        assertJson(request, "{\"token\":\"eyJraWQiOiJqd3Rr\"}");
    }

    @Test
    @FieldDefect(20)
    void withoutAPluginTheSystemIsRepeated() {
        server.answer(200, Bodies.PAYMENT);
        EPaymentClient noPlugin = EPaymentClient.of(server.vipps(Vipps.builder()
                .environment(server.vipps().environment())
                .credentials(Credentials.of("id", "secret", "key"))
                .merchantSerialNumber("1234")
                .system("acme-shop", "4.2.0")));
        noPlugin.get(REFERENCE);
        Received request = server.onlyRequest();
        assertThat(request.header("vipps-system-plugin-name")).isEqualTo("acme-shop");
        assertThat(request.header("vipps-system-plugin-version")).isEqualTo("4.2.0");
    }

    @Test
    void aReferenceOfEcomIsShorterAndCanBeReadToo() {
        server.answer(200, Bodies.with(Bodies.PAYMENT, "reference", "\"7\""));
        assertThat(payments.get("7").reference()).isEqualTo("7");
        assertThat(server.onlyRequest().target()).isEqualTo("/epayment/v1/payments/7");
    }

    @Test
    void theSameNotesAreTheSameBytesInWhateverOrderTheyWereGiven() {
        UserFlow flow = UserFlow.webRedirect("https://shop.example.com/return");
        CreatePayment oneWay = minimal(flow)
                .metadata("b", "2")
                .metadata("a", "1")
                .metadata("B", "3")
                .build();
        CreatePayment theOther = minimal(flow)
                .metadata("B", "3")
                .metadata("a", "1")
                .metadata("b", "2")
                .build();
        assertThat(sentBy(oneWay).body()).endsWith(",\"metadata\":{\"B\":\"3\",\"a\":\"1\",\"b\":\"2\"}}");
        assertThat(Requests.create(theOther)).isEqualTo(Requests.create(oneWay));
    }
}
