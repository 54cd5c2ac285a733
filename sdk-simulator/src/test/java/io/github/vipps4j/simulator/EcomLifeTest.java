package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.EcomShop.errors;
import static io.github.vipps4j.simulator.EcomShop.path;
import static io.github.vipps4j.simulator.EcomShop.socks;
import static io.github.vipps4j.simulator.EcomShop.withTransaction;
import static io.github.vipps4j.simulator.Merchant.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EcomLifeTest {
    private static final String ORDER = "order-0001";

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private VippsSimulator simulator;
    private SimulatedCustomer customer;
    private EcomShop shop;

    @BeforeEach
    void initiatedOrder() {
        simulator = VIPPS.simulator();
        customer = simulator.customer();
        shop = EcomShop.of(simulator);
        shop.order(ORDER);
    }

    private void advanceDays(int days) {
        simulator.clock().advance(Duration.ofDays(days));
        shop = EcomShop.of(simulator);
    }

    /** Captured, left to capture, refunded, left to refund. */
    private static List<Long> summary(JsonNode body) {
        JsonNode summary = body.path("transactionSummary");
        return List.of(
                summary.path("capturedAmount").longValue(),
                summary.path("remainingAmountToCapture").longValue(),
                summary.path("refundedAmount").longValue(),
                summary.path("remainingAmountToRefund").longValue());
    }

    @Test
    void detailsOfAnInitiatedOrderHaveNoSummary() {
        HttpResponse<String> answer = shop.details(ORDER);

        SimulatedPayment.Event initiated = simulator.payment(ORDER).events().get(0);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json;charset=UTF-8");
        JsonNode entry = tree(answer.body()).path("transactionLogHistory").path(0);
        assertThat(tree(answer.body()))
                .isEqualTo(tree("""
                {"orderId":"order-0001",
                 "transactionLogHistory":[{"operation":"INITIATE","operationSuccess":true,"amount":49900,
                   "transactionText":"One pair of socks","requestId":"","timeStamp":"%s",
                   "transactionId":"%s"}]}""".formatted(entry.path("timeStamp").textValue(), initiated.pspReference())));
        assertThat(entry.path("timeStamp").textValue()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(initiated.pspReference()).matches("\\d{10}");
    }

    @Test
    void historyIsNewestFirstWithTheRequestIdAndTextOfEachOperation() {
        customer.approve(ORDER);
        shop.capture(ORDER, "20000", "capture-1");
        shop.refund(ORDER, "5000", "refund-1");
        shop.release(ORDER);

        JsonNode details = shop.read(ORDER);
        assertThat(shop.history(ORDER)).isEqualTo("VOID REFUND CAPTURE RESERVE INITIATE");
        JsonNode history = details.path("transactionLogHistory");
        assertThat(history.findValuesAsText("requestId")).containsExactly("", "refund-1", "capture-1", "", "");
        assertThat(history.findValuesAsText("transactionText"))
                .containsExactly("Rest sold out", "Returned", "Sent", "One pair of socks", "One pair of socks");
        assertThat(history.findValuesAsText("amount")).containsExactly("29900", "5000", "20000", "49900", "49900");
        assertThat(history.findValuesAsText("operationSuccess")).containsOnly("true");
        assertThat(summary(details)).containsExactly(20_000L, 0L, 5_000L, 15_000L);
        assertThat(details.path("transactionSummary")
                        .path("bankIdentificationNumber")
                        .isInt())
                .isTrue();
    }

    @Test
    void captureAnswersInfoAndSummary() {
        customer.approve(ORDER);
        HttpResponse<String> answer = shop.capture(ORDER, "20000", "capture-1");

        JsonNode body = tree(answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(body).isEqualTo(tree("""
                {"orderId":"order-0001",
                 "transactionInfo":{"amount":20000,"status":"Captured","timeStamp":"%s","transactionId":"%s",
                   "transactionText":"Sent"},
                 "transactionSummary":{"capturedAmount":20000,"remainingAmountToCapture":29900,
                   "refundedAmount":0,"remainingAmountToRefund":20000}}""".formatted(
                        body.path("transactionInfo").path("timeStamp").textValue(),
                        simulator.payment(ORDER).events().get(2).pspReference())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "0"})
    void captureOfNothingNullOrZeroIsOfAllThatIsLeft(String amount) {
        customer.approve(ORDER);
        shop.capture(ORDER, "20000", "capture-1");

        JsonNode answer = tree(shop.capture(ORDER, amount, "capture-2").body());
        assertThat(answer.path("transactionInfo").path("amount").longValue()).isEqualTo(29_900);
        assertThat(summary(answer)).containsExactly(49_900L, 0L, 0L, 49_900L);
        assertThat(errors(shop.capture(ORDER, amount, "capture-3"))).isEqualTo("400 Payment 61");
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 400 InvalidRequest transaction.amount",
        "49901, 400 Payment 61",
        "100.5, 500 VippsError 99",
        "'\"100\"', 500 VippsError 99"
    })
    void wrongAmountIsNotCaptured(String amount, String errors) {
        customer.approve(ORDER);

        assertThat(errors(shop.capture(ORDER, amount, "capture-1"))).isEqualTo(errors);
        assertThat(simulator.payment(ORDER).captured()).isZero();
    }

    @Test
    void captureNeedsAReservation() {
        assertThat(errors(shop.capture(ORDER, "100", "c1"))).isEqualTo("400 Payment 62");
        shop.cancel(ORDER);
        assertThat(errors(shop.capture(ORDER, "100", "c2"))).isEqualTo("400 VippsError 91");

        shop.order("order-0002");
        customer.approve("order-0002");
        shop.cancel("order-0002");
        assertThat(errors(shop.capture("order-0002", "100", "c3"))).isEqualTo("400 VippsError 91");
    }

    @Test
    void salesUnitMayHaveToCaptureAllAtOnce() {
        SalesUnit unit =
                SalesUnit.builder("111111").without(Feature.PARTIAL_CAPTURE).build();
        simulator.addSalesUnit(unit);
        EcomShop other = EcomShop.of(simulator, unit);
        other.initiate(socks("order-0002").replace("654321", "111111"));
        customer.approve("order-0002");
        Merchant merchant = other.requestId("c1");

        assertThat(errors(merchant.post(
                        path("order-0002", "capture"),
                        EcomShop.modification("Sent", "100").replace("654321", "111111"))))
                .isEqualTo("400 Payment 63");
    }

    @Test
    void refundAnswersATransactionWithATimeWithoutAZone() {
        customer.approve(ORDER);
        shop.capture(ORDER, "", "c1");
        HttpResponse<String> answer = shop.refund(ORDER, "5000", "r1");

        JsonNode body = tree(answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(body.has("transactionInfo")).isFalse();
        assertThat(body.path("transaction").path("status").textValue()).isEqualTo("Refund");
        assertThat(body.path("transaction").path("amount").longValue()).isEqualTo(5_000);
        assertThat(body.path("transaction").path("timeStamp").textValue())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}");
        assertThat(summary(body)).containsExactly(49_900L, 0L, 5_000L, 44_900L);
        assertThat(summary(tree(shop.refund(ORDER, "", "r2").body()))).containsExactly(49_900L, 0L, 49_900L, 0L);
    }

    @Test
    void refundIsLimitedToWhatIsCaptured() {
        assertThat(errors(shop.refund(ORDER, "100", "r1"))).isEqualTo("400 Payment 72");
        customer.approve(ORDER);
        assertThat(errors(shop.refund(ORDER, "100", "r2"))).isEqualTo("400 Payment 72");
        shop.capture(ORDER, "20000", "c1");
        assertThat(errors(shop.refund(ORDER, "20001", "r3"))).isEqualTo("400 Payment 71");
        shop.refund(ORDER, "20000", "r4");
        assertThat(errors(shop.refund(ORDER, "1", "r5"))).isEqualTo("400 Payment 71");
        assertThat(errors(shop.refund(ORDER, "", "r6"))).isEqualTo("400 Payment 71");

        shop.order("order-0002");
        shop.cancel("order-0002");
        assertThat(errors(shop.refund("order-0002", "100", "r7"))).isEqualTo("400 Payment 73");
    }

    @Test
    void cancelBeforeApprovalIsCancelAndAfterItVoid() {
        HttpResponse<String> before = shop.cancel(ORDER);
        assertThat(before.statusCode()).isEqualTo(200);
        JsonNode info = tree(before.body()).path("transactionInfo");
        assertThat(info.path("status").textValue()).isEqualTo("Cancelled");
        assertThat(info.path("transactionText").textValue()).isEqualTo("Sold out");
        assertThat(info.has("transactionId")).isFalse();
        assertThat(shop.history(ORDER)).isEqualTo("CANCEL INITIATE");
        assertThat(shop.read(ORDER).has("transactionSummary")).isFalse();

        shop.order("order-0002");
        customer.approve("order-0002");
        JsonNode after = tree(shop.cancel("order-0002").body());
        assertThat(after.path("transactionInfo").path("transactionId").textValue())
                .matches("\\d{10}");
        assertThat(summary(after)).containsExactly(0L, 0L, 0L, 0L);
        assertThat(shop.history("order-0002")).isEqualTo("VOID RESERVE INITIATE");
        assertThat(errors(shop.cancel("order-0002"))).isEqualTo("400 VippsError 92");
    }

    @Test
    void restIsReleasedOnlyWhenThatIsAskedFor() {
        customer.approve(ORDER);
        shop.capture(ORDER, "20000", "c1");

        assertThat(errors(shop.cancel(ORDER))).isEqualTo("400 Payment 51");
        assertThat(summary(tree(shop.release(ORDER).body()))).containsExactly(20_000L, 0L, 0L, 20_000L);
        assertThat(errors(shop.capture(ORDER, "100", "c2"))).isEqualTo("400 VippsError 91");

        shop.order("order-0002");
        customer.approve("order-0002");
        shop.capture("order-0002", "", "c3");
        assertThat(errors(shop.release("order-0002"))).isEqualTo("400 Payment 51");
    }

    @Test
    void customerInThreeDSecureCannotBeCancelled() {
        customer.startsApproving(ORDER);

        assertThat(errors(shop.cancel(ORDER))).isEqualTo("400 Payment 52");
        assertThat(simulator.payment(ORDER).state()).isEqualTo(SimulatedState.CREATED);
    }

    @Test
    void customerEndsTheOrder() {
        customer.reject(ORDER);
        assertThat(shop.history(ORDER)).isEqualTo("CANCEL INITIATE");
        assertThat(summary(shop.read(ORDER))).containsExactly(0L, 0L, 0L, 0L);
        assertThat(errors(shop.cancel(ORDER))).isEqualTo("400 VippsError 91");

        shop.initiate(withTransaction(socks("order-0002"), "\"scope\":\"name\""));
        customer.refuseConsent("order-0002");
        assertThat(shop.history("order-0002")).isEqualTo("CANCEL INITIATE");
    }

    @Test
    void timeEndsTheOrderAfterTenMinutes() {
        simulator.clock().advance(Duration.ofSeconds(590));
        assertThat(shop.history(ORDER)).isEqualTo("INITIATE");
        simulator.clock().advance(Duration.ofSeconds(10));

        assertThat(shop.history(ORDER)).isEqualTo("CANCEL INITIATE");
        assertThat(shop.read(ORDER).has("transactionSummary")).isFalse();
        shop.order("order-0002");
        customer.ignore("order-0002");
        assertThat(shop.history("order-0002")).isEqualTo("CANCEL INITIATE");
    }

    @Test
    void captureAndCancelEndAfter180DaysAndRefundAfter365() {
        customer.approve(ORDER);
        shop.capture(ORDER, "20000", "c1");
        shop.order("order-0002");
        customer.approve("order-0002");
        advanceDays(179);
        assertThat(shop.capture(ORDER, "100", "c2").statusCode()).isEqualTo(200);
        advanceDays(1);

        assertThat(errors(shop.capture(ORDER, "100", "c3"))).isEqualTo("400 Payment 98");
        assertThat(errors(shop.capture("order-0002", "", "c4"))).isEqualTo("400 Payment 98");
        assertThat(errors(shop.cancel("order-0002"))).isEqualTo("400 Payment 52");
        assertThat(shop.refund(ORDER, "100", "r1").statusCode()).isEqualTo(200);
        advanceDays(185);
        assertThat(errors(shop.refund(ORDER, "100", "r2"))).isEqualTo("400 Payment 95");
    }

    @Test
    void directCaptureIsASaleThatOnlyARefundTakesBack() {
        SalesUnit unit =
                SalesUnit.builder("111111").with(Feature.DIRECT_CAPTURE).build();
        simulator.addSalesUnit(unit);
        EcomShop direct = EcomShop.of(simulator, unit);
        direct.initiate(socks("order-0002").replace("654321", "111111"));
        customer.approve("order-0002");

        assertThat(direct.history("order-0002")).isEqualTo("SALE RESERVE INITIATE");
        assertThat(summary(direct.read("order-0002"))).containsExactly(49_900L, 0L, 0L, 49_900L);
        assertThat(errors(direct.merchant()
                        .send(
                                "PUT",
                                path("order-0002", "cancel"),
                                EcomShop.modification("x", "").replace("654321", "111111"))))
                .isEqualTo("400 Payment 51");
        assertThat(direct.requestId("r1")
                        .post(
                                path("order-0002", "refund"),
                                EcomShop.modification("x", "100").replace("654321", "111111"))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "151, INSUFFICIENT_FUNDS",
        "182, REFUSED_BY_ISSUER",
        "186, EXPIRED_CARD",
        "187, INVALID_CARD",
        "197, THREE_D_SECURE_DENIED"
    })
    void testAmountFailsForGoodAndThatShowsInTheHistory(long amount, ApprovalResult result) {
        shop.initiate(socks("order-0002").replace("49900", String.valueOf(amount)));

        assertThat(customer.approve("order-0002")).isEqualTo(result);
        JsonNode newest = shop.read("order-0002").path("transactionLogHistory").path(0);
        assertThat(newest.path("operation").textValue()).isEqualTo("RESERVE");
        assertThat(newest.path("operationSuccess").booleanValue()).isFalse();
        assertThat(simulator.payment("order-0002").state()).isEqualTo(SimulatedState.ABORTED);
        assertThat(simulator.payment("order-0002").authorized()).isZero();
    }

    @Test
    void amount201StaysOpenForAnHour() {
        shop.initiate(socks("order-0002").replace("49900", "201"));
        assertThat(customer.approve("order-0002")).isEqualTo(ApprovalResult.UNKNOWN);
        simulator.clock().advance(Duration.ofMinutes(59));
        assertThat(shop.history("order-0002")).isEqualTo("INITIATE");
        assertThat(errors(shop.cancel("order-0002"))).isEqualTo("400 Payment 52");
    }

    @Test
    void someRefundsAreRefusedByTheirAmountOrTheSalesUnit() {
        customer.approve(ORDER);
        shop.capture(ORDER, "", "c1");

        assertThat(errors(shop.refund(ORDER, "123", "r1"))).isEqualTo("400 Payment 74");
        assertThat(errors(shop.refund(ORDER, "124", "r2"))).isEqualTo("400 Payment 95");
    }

    @Test
    void releaseByTheBankMakesCapturesFail() {
        customer.approve(ORDER);
        simulator.bank().release(ORDER);

        assertThat(errors(shop.capture(ORDER, "100", "c1"))).isEqualTo("400 Payment 63");
    }

    @Test
    void deprecatedStatusTellsTheNewestOperation() {
        assertThat(status(ORDER)).isEqualTo("INITIATE");
        customer.approve(ORDER);
        assertThat(status(ORDER)).isEqualTo("RESERVE");
        shop.capture(ORDER, "", "c1");
        assertThat(status(ORDER)).isEqualTo("CAPTURE");
        shop.order("order-0002");
        customer.ignore("order-0002");
        assertThat(status("order-0002")).isEqualTo("REJECTED");
        shop.initiate(socks("order-0003").replace("49900", "151"));
        customer.approve("order-0003");
        assertThat(status("order-0003")).isEqualTo("FAILED");
    }

    @Test
    void timeOutCanBeLeftOutOfTheHistory() {
        customer.ignore(ORDER);
        assertThat(shop.history(ORDER)).isEqualTo("CANCEL INITIATE");
        try (VippsSimulator other = VippsSimulator.builder().unlistedTimeOut().start()) {
            EcomShop silent = EcomShop.of(other);
            silent.order(ORDER);
            other.customer().ignore(ORDER);
            assertThat(silent.history(ORDER)).isEqualTo("INITIATE");
            silent.order("order-0002");
            other.customer().reject("order-0002");
            assertThat(silent.history("order-0002")).isEqualTo("CANCEL INITIATE");
        }
    }

    private String status(String orderId) {
        JsonNode body = tree(shop.merchant().get(path(orderId, "status")).body());
        assertThat(body.path("orderId").textValue()).isEqualTo(orderId);
        assertThat(body.path("transactionInfo").size()).isEqualTo(4);
        return body.path("transactionInfo").path("status").textValue();
    }

    @Test
    void orderOfAnotherSalesUnitIsUnknown() {
        customer.approve(ORDER);
        SalesUnit unit = SalesUnit.of("111111");
        simulator.addSalesUnit(unit);
        EcomShop other = EcomShop.of(simulator, unit);

        assertThat(errors(other.details(ORDER))).isEqualTo("404 Merchant 35");
        assertThat(errors(other.capture(ORDER, "", "c1"))).isEqualTo("404 Merchant 35");
        assertThat(errors(shop.details("order-9999"))).isEqualTo("404 Merchant 35");
        assertThat(errors(shop.cancel("order-9999"))).isEqualTo("404 Merchant 35");
        assertThat(simulator.payment(ORDER).captured()).isZero();
    }
}
