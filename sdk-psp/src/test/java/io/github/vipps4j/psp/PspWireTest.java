package io.github.vipps4j.psp;

import static io.github.vipps4j.psp.Bodies.TRANSACTION;
import static io.github.vipps4j.psp.Bodies.nok;
import static io.github.vipps4j.psp.Bodies.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.psp.VippsServer.Received;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is sent and what is read, byte by byte. */
class PspWireTest {
    private final VippsServer server = new VippsServer();
    private final PspClient psp = server.psp();

    @AfterEach
    void close() {
        server.close();
    }

    private static void assertSent(Received request, String method, String target, String body) {
        assertThat(request.method()).isEqualTo(method);
        assertThat(request.target()).isEqualTo(target);
        assertThat(request.body()).isEqualTo(body);
        Map<String, String> expected = new TreeMap<>(Map.of(
                "accept", "application/json",
                "authorization", "Bearer " + VippsServer.TOKEN,
                "ocp-apim-subscription-key", VippsServer.SUBSCRIPTION_KEY,
                "merchant-serial-number", VippsServer.MSN,
                "psp-id", VippsServer.PSP_ID,
                "vipps-system-name", "acme-shop",
                "vipps-system-version", "4.2.0",
                "vipps-system-plugin-name", "acme-vipps",
                "vipps-system-plugin-version", "1.0.3"));
        if (!method.equals("GET")) {
            expected.put("content-length", String.valueOf(body.getBytes(StandardCharsets.UTF_8).length));
            expected.put("content-type", "application/json");
        }
        Map<String, String> sent = new TreeMap<>(request.headers());
        assertThat(sent.remove("user-agent")).startsWith("vipps4j/");
        sent.remove("host");
        sent.remove("connection");
        sent.remove("accept-encoding");
        assertThat(sent).isEqualTo(expected);
    }

    @Test
    void initSendsTheDocumentedExampleAndNoKey() {
        server.answer(200, Bodies.INITIATED);
        InitiatedPayment initiated = psp.init(Bodies.init().build());
        assertThat(initiated)
                .isEqualTo(new InitiatedPayment(TRANSACTION, "shop7-order-0042", Bodies.REDIRECT_URL, FakeTime.START));
        assertSent(server.onlyRequest(), "POST", "/psp/v3/psppayments/init", Bodies.INIT);
    }

    @Test
    void initSendsWhatElseThereIs() {
        server.answer(200, Bodies.INITIATED);
        psp.init(InitPayment.builder()
                .pspTransactionId(TRANSACTION)
                .merchantOrderId("shop7-order-0042")
                .amount(nok(1))
                .pspRedirectUrl("pspapp://back?x=1")
                .makePaymentUrl("https://psp.example.com/vipps/makepayment")
                .customerMobileNumber("91234567")
                .isApp(true)
                .skipLandingPage(true)
                .merchantAgreementUrl("https://shop.example.com/agreement")
                .build());
        assertThat(server.onlyRequest().body())
                .isEqualTo("{\"pspTransactionId\":\"7686f7788898767977\",\"merchantOrderId\":\"shop7-order-0042\","
                        + "\"amount\":1,\"currency\":\"NOK\",\"pspRedirectUrl\":\"pspapp://back?x=1\","
                        + "\"makePaymentUrl\":\"https://psp.example.com/vipps/makepayment\","
                        + "\"customerMobileNumber\":\"91234567\",\"isApp\":true,\"skipLandingPage\":true,"
                        + "\"merchantAgreementUrl\":\"https://shop.example.com/agreement\"}");
    }

    @Test
    void updateStatusSendsEveryKindOfUpdate() {
        server.answer(200, Bodies.UPDATED);
        StatusUpdateResult result = psp.updateStatus(List.of(
                update("tx1", TransactionOperation.CAPTURED, 10_000),
                update("tx2", TransactionOperation.REFUNDED, 1).toBuilder()
                        .paymentText("Returned")
                        .build(),
                update("tx3", TransactionOperation.CANCELLED, 0).toBuilder()
                        .success(false)
                        .build(),
                update("tx4", TransactionOperation.RESERVED, 24_900)));
        assertThat(result.isAccepted()).isTrue();
        assertSent(
                server.onlyRequest(),
                "POST",
                "/psp/v3/psppayments/updatestatus",
                "{\"transactions\":["
                        + "{\"pspTransactionId\":\"tx1\",\"status\":\"CAPTURED\",\"amount\":10000,\"currency\":\"NOK\","
                        + "\"operationStatus\":\"SUCCESS\"},"
                        + "{\"pspTransactionId\":\"tx2\",\"status\":\"REFUNDED\",\"amount\":1,\"currency\":\"NOK\","
                        + "\"paymentText\":\"Returned\",\"operationStatus\":\"SUCCESS\"},"
                        + "{\"pspTransactionId\":\"tx3\",\"status\":\"CANCELLED\",\"amount\":0,\"currency\":\"NOK\","
                        + "\"operationStatus\":\"FAILED\"},"
                        + "{\"pspTransactionId\":\"tx4\",\"status\":\"RESERVED\",\"amount\":24900,\"currency\":\"NOK\","
                        + "\"operationStatus\":\"SUCCESS\"}]}");
    }

    @Test
    void detailsAreReadWhole() {
        server.answer(200, Bodies.RESERVED);
        TransactionDetails details = psp.details(TRANSACTION);
        assertThat(details)
                .isEqualTo(new TransactionDetails(
                        TRANSACTION,
                        "shop7-order-0042",
                        new TransactionSummary(nok(10_000), nok(14_900), nok(0), nok(10_000)),
                        List.of(
                                new TransactionLogEntry(
                                        TransactionOperation.RESERVED,
                                        "RESERVED",
                                        true,
                                        nok(24_900),
                                        "Two concert tickets",
                                        Instant.parse("2026-07-01T08:05:03.748Z")),
                                new TransactionLogEntry(
                                        TransactionOperation.CAPTURED,
                                        "CAPTURED",
                                        true,
                                        nok(10_000),
                                        null,
                                        Instant.parse("2026-07-02T10:05:03Z")))));
        assertThat(details.isReserved()).isTrue();
        assertSent(server.onlyRequest(), "GET", "/psp/v3/psppayments/7686f7788898767977/details", "");
    }

    @Test
    void whatNothingDependsOnMayBeOdd() {
        server.answer(
                200,
                "{\"pspTransactionId\":\"tx1\",\"merchantOrderId\":[],\"transactionLogHistory\":["
                        + "{\"amount\":100,\"operation\":\"RESERVED\",\"operationSuccess\":true,\"paymentText\":{},"
                        + "\"timeStamp\":\"yesterday\"}]}");
        assertThat(psp.details("tx1"))
                .isEqualTo(new TransactionDetails(
                        "tx1",
                        null,
                        null,
                        List.of(new TransactionLogEntry(
                                TransactionOperation.RESERVED, "RESERVED", true, nok(100), null, null))));
    }

    @Test
    void forceApproveSendsTheCustomerAndTheTokenOfTheUrl() {
        server.answer(200, "");
        psp.forceApprove(
                new InitiatedPayment(
                        TRANSACTION, "shop7-order-0042", "https://landing.example?a=b&token=ab%2Bc+d", FakeTime.START),
                "91234567");
        assertSent(
                server.onlyRequest(),
                "POST",
                "/psp/v3/integration-test/psppayments/7686f7788898767977/approve",
                "{\"customerPhoneNumber\":\"91234567\",\"token\":\"ab+c+d\"}");
    }

    @Test
    void oneClientServesManyMerchants() {
        server.answer(200, Bodies.NOTHING_REPORTED).answer(200, Bodies.NOTHING_REPORTED);
        psp.forMerchant("123456").details(TRANSACTION);
        psp.forMerchant(" 4321").details(TRANSACTION);
        assertThat(server.received())
                .extracting(request -> request.header("merchant-serial-number"))
                .containsExactly("123456", "4321");
        assertThat(server.received())
                .extracting(request -> request.header("psp-id"))
                .containsOnly(VippsServer.PSP_ID);
        assertThat(server.tokenRequests()).isEqualTo(1);
    }

    @Test
    void historyOfTomorrowKeepsItsTextAndIsNoReservation() {
        server.answer(
                200,
                "{\"pspTransactionId\":\"tx1\",\"transactionLogHistory\":["
                        + "{\"amount\":\"100\",\"operation\":\"SETTLED\",\"operationSuccess\":true},"
                        + "{\"amount\":100,\"operation\":\"RESERVED\",\"operationSuccess\":false}]}");
        TransactionDetails details = psp.details("tx1");
        assertThat(details.merchantOrderId()).isNull();
        assertThat(details.transactionSummary()).isNull();
        assertThat(details.transactionLogHistory())
                .extracting(TransactionLogEntry::operation)
                .containsExactly(TransactionOperation.UNKNOWN, TransactionOperation.RESERVED);
        assertThat(details.transactionLogHistory().get(0).operationText()).isEqualTo("SETTLED");
        assertThat(details.isReserved()).isFalse();
    }
}
