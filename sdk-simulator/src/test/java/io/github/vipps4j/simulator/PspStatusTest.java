package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Merchant.tree;
import static io.github.vipps4j.simulator.PspShop.FAIL;
import static io.github.vipps4j.simulator.PspShop.OK;
import static io.github.vipps4j.simulator.PspShop.ORDER;
import static io.github.vipps4j.simulator.PspShop.TRANSACTION;
import static io.github.vipps4j.simulator.PspShop.errors;
import static io.github.vipps4j.simulator.PspShop.report;
import static io.github.vipps4j.simulator.PspShop.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a provider reports, and what it can read afterwards. */
class PspStatusTest {
    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private final PspEndpoint endpoint = new PspEndpoint();
    private VippsSimulator simulator;
    private PspShop shop;

    @BeforeEach
    void initiatedPayment() {
        simulator = VIPPS.simulator();
        shop = PspShop.of(simulator);
        shop.init(tickets(endpoint));
        endpoint.answers(OK);
    }

    @AfterEach
    void closeEndpoint() {
        endpoint.close();
    }

    private static String history(PspShop shop) {
        StringBuilder all = new StringBuilder();
        for (JsonNode entry : shop.details().path("transactionLogHistory")) {
            all.append(entry.path("operation").textValue())
                    .append(' ')
                    .append(entry.path("amount").longValue())
                    .append(' ')
                    .append(entry.path("operationSuccess").booleanValue())
                    .append("; ");
        }
        return all.toString();
    }

    @Test
    void nothingIsKnownAtFirst() {
        HttpResponse<String> answer = shop.details(TRANSACTION);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(tree(answer.body())).isEqualTo(tree("""
                {"pspTransactionId":"7686f7788898767977","merchantOrderId":"shop7-order-0042",
                 "transactionSummary":{"capturedAmount":0,"remainingAmountToCapture":0,"refundedAmount":0,
                   "remainingAmountToRefund":0},
                 "transactionLogHistory":[]}"""));
    }

    @Test
    void okNeedsNoReportOfTheReservation() {
        simulator.customer().approve(ORDER);

        JsonNode body = shop.details();
        String time =
                body.path("transactionLogHistory").path(0).path("timeStamp").textValue();
        assertThat(body).isEqualTo(tree("""
                {"pspTransactionId":"7686f7788898767977","merchantOrderId":"shop7-order-0042",
                 "transactionSummary":{"capturedAmount":0,"remainingAmountToCapture":24900,"refundedAmount":0,
                   "remainingAmountToRefund":0},
                 "transactionLogHistory":[{"amount":24900,"paymentText":"Two concert tickets","timeStamp":"%s",
                   "operation":"RESERVED","operationSuccess":true}]}""".formatted(time)));
        assertThat(time).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\+00:00");
    }

    @Test
    void refusalLeavesNoTrace() {
        endpoint.answers(FAIL);
        simulator.customer().approve(ORDER);

        assertThat(history(shop)).isEmpty();
    }

    @Test
    void reportsAreTakenInByTheBatchAlone() {
        simulator.customer().approve(ORDER);

        HttpResponse<String> answer = shop.psp().post(PspShop.PAYMENTS + "updatestatus", """
                {"transactions":[
                  {"pspTransactionId":"7686f7788898767977","status":"CAPTURED","amount":20000,"currency":"NOK",
                   "paymentText":"First ticket","operationStatus":"SUCCESS"},
                  {"pspTransactionId":"7686f7788898767977","status":"CANCELLED","amount":4900},
                  {"pspTransactionId":"7686f7788898767977","status":"REFUNDED","amount":300,
                   "operationStatus":"FAILED"}]}""");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(tree(answer.body()))
                .isEqualTo(tree("{\"responseInfo\":{\"responseCode\":\"9000\",\"responseMessage\":\"SUCCESS\"}}"));
        simulator.clock().advance(Duration.ofDays(3));
        shop = PspShop.of(simulator, PspShop.acme());
        assertThat(history(shop)).isEqualTo("RESERVED 24900 true; ");

        simulator.runPspBatch();
        assertThat(history(shop))
                .isEqualTo("RESERVED 24900 true; CAPTURED 20000 true; CANCELLED 4900 true; REFUNDED 300 false; ");
        assertThat(shop.details().path("transactionSummary")).isEqualTo(tree("""
                {"capturedAmount":20000,"remainingAmountToCapture":0,"refundedAmount":0,
                 "remainingAmountToRefund":20000}"""));
        simulator.runPspBatch();
        assertThat(shop.details().path("transactionLogHistory")).hasSize(4);
    }

    @Test
    void reportedReservationAfterOkReservesNothingMore() {
        simulator.customer().approve(ORDER);
        shop.update(report("RESERVED", 24_900));
        simulator.runPspBatch();

        assertThat(shop.details()
                        .path("transactionSummary")
                        .path("remainingAmountToCapture")
                        .longValue())
                .isEqualTo(24_900);
    }

    @Test
    void reportThatComesTwiceCountsOnce() {
        simulator.customer().approve(ORDER);
        shop.update(report("CAPTURED", 100));
        simulator.runPspBatch();
        shop.update(report("CAPTURED", 100) + "," + report("CAPTURED", 200));
        simulator.runPspBatch();

        assertThat(history(shop)).isEqualTo("RESERVED 24900 true; CAPTURED 100 true; CAPTURED 200 true; ");
        assertThat(shop.details()
                        .path("transactionSummary")
                        .path("capturedAmount")
                        .longValue())
                .isEqualTo(300);
    }

    @Test
    void productionTakesReportsInAtMidnight() {
        try (VippsSimulator production = VippsSimulator.builder()
                .production()
                .paymentServiceProvider(PspShop.acme())
                .start()) {
            PspShop live = PspShop.of(production, PspShop.acme());
            live.init(tickets(endpoint));
            production.customer().approve(ORDER);
            live.update(report("CAPTURED", 24_900));

            production.clock().advance(Duration.ofDays(1));
            PspShop nextDay = PspShop.of(production, PspShop.acme());
            assertThat(history(nextDay)).isEqualTo("RESERVED 24900 true; CAPTURED 24900 true; ");
            assertThat(endpoint.last()
                            .json()
                            .path("networkToken")
                            .path("number")
                            .textValue())
                    .isEqualTo("4895370013193500");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"CAPTURED\" | \"REJECT\""
                        + " | 51: Invalid request: transactions[1].status must be one of"
                        + " RESERVED, CAPTURED, CANCELLED, REFUNDED;",
                "24900 | 0 | amount: amount.less.than.one;",
                "24900 | \"24900\" | amount: must be an integer of at most 2147483647;",
                "\"status\" | \"state\" | 51: Invalid request: transactions[1].status is required;"
                        + " 51: Invalid request: transactions[1].state is not known;",
                "\"7686f7788898767977\" | \"\""
                        + " | 51: Invalid request: transactions[1].pspTransactionId must have 1 to 36 characters;",
            })
    void oneBadLineSpoilsTheBatch(String what, String with, String error) {
        String bad = report("CAPTURED", 24_900).replace(what, with);

        assertThat(errors(shop.update(report("RESERVED", 24_900) + "," + bad))).isEqualTo("400 " + error);
        simulator.runPspBatch();
        assertThat(history(shop)).isEmpty();
    }

    @Test
    void unknownTransactionIsNotReported() {
        assertThat(shop.update(report("CAPTURED", 100).replace(TRANSACTION, "unknown"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(errors(shop.update("")))
                .isEqualTo("400 51: Invalid request: transactions must have at least 1 items;");
        simulator.runPspBatch();
        assertThat(errors(shop.details("unknown"))).isEqualTo("404 -: There is no such PSP transaction;");
    }

    @Test
    void detailsAreForTheProviderAndItsMerchant() {
        simulator.addSalesUnit(SalesUnit.of("111111"));
        PaymentServiceProvider other = PaymentServiceProvider.of("other-psp", "654321");
        simulator.addPaymentServiceProvider(other);

        assertThat(shop.psp()
                        .with("Merchant-Serial-Number", "111111")
                        .get(PspShop.PAYMENTS + TRANSACTION + "/details")
                        .statusCode())
                .isEqualTo(404);
        assertThat(PspShop.of(simulator, other).details(TRANSACTION).statusCode())
                .isEqualTo(404);
    }

    @Test
    void resetForgetsReports() {
        shop.update(report("CAPTURED", 100));
        simulator.reset();
        PspShop again = PspShop.of(simulator);
        again.init(tickets(endpoint));
        simulator.runPspBatch();

        assertThat(history(again)).isEmpty();
    }
}
