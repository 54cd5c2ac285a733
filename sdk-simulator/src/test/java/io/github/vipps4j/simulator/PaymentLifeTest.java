package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Merchant.nok;
import static io.github.vipps4j.simulator.Merchant.path;
import static io.github.vipps4j.simulator.Merchant.refusal;
import static io.github.vipps4j.simulator.Merchant.socks;
import static io.github.vipps4j.simulator.Merchant.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentLifeTest {
    private static final String REFERENCE = "order-0001";

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private Merchant merchant;
    private SimulatedCustomer customer;

    @BeforeEach
    void createdPayment() {
        merchant = Merchant.of(VIPPS.simulator());
        customer = VIPPS.simulator().customer();
        merchant.create(REFERENCE);
    }

    private SimulatedPayment payment() {
        return VIPPS.simulator().payment(REFERENCE);
    }

    private List<Long> amounts() {
        SimulatedPayment now = payment();
        return List.of(now.authorized(), now.captured(), now.cancelled(), now.refunded());
    }

    private void advanceDays(int days) {
        VIPPS.simulator().clock().advance(Duration.ofDays(days));
        merchant = Merchant.of(VIPPS.simulator());
    }

    @Test
    void createdPaymentReadsAsTheContractSays() {
        HttpResponse<String> answer = merchant.get("/epayment/v1/payments/" + REFERENCE);

        SimulatedPayment now = payment();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(tree(answer.body()))
                .isEqualTo(tree("""
                {"aggregate":{"authorizedAmount":{"currency":"NOK","value":0},
                              "cancelledAmount":{"currency":"NOK","value":0},
                              "capturedAmount":{"currency":"NOK","value":0},
                              "refundedAmount":{"currency":"NOK","value":0}},
                 "amount":{"currency":"NOK","value":49900},
                 "state":"CREATED",
                 "paymentMethod":{"type":"WALLET"},
                 "profile":{},
                 "pspReference":"%s",
                 "reference":"order-0001",
                 "redirectUrl":"%s"}""".formatted(now.events().get(0).pspReference(), now.redirectUrl())));
    }

    @Test
    void authorizedPaymentReadsAsTheContractSays() {
        String body = socks("order-0002");
        merchant.key("k")
                .post(
                        "/epayment/v1/payments",
                        body.substring(0, body.length() - 1) + ",\"metadata\":{\"cartId\":\"c-991\"}}");
        customer.approve("order-0002");
        merchant.capture("order-0002", 10_000, "c1");
        HttpResponse<String> answer = merchant.get("/epayment/v1/payments/order-0002");

        SimulatedPayment now = VIPPS.simulator().payment("order-0002");
        String guaranteed = tree(answer.body()).path("captureGuaranteedUntil").textValue();
        assertThat(guaranteed)
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\+00:00")
                .startsWith(now.events()
                        .get(1)
                        .timestamp()
                        .plus(Duration.ofDays(7))
                        .toString()
                        .substring(0, 19));
        assertThat(tree(answer.body()))
                .isEqualTo(tree("""
                {"aggregate":{"authorizedAmount":{"currency":"NOK","value":49900},
                              "cancelledAmount":{"currency":"NOK","value":0},
                              "capturedAmount":{"currency":"NOK","value":10000},
                              "refundedAmount":{"currency":"NOK","value":0}},
                 "amount":{"currency":"NOK","value":49900},
                 "state":"AUTHORIZED",
                 "paymentMethod":{"type":"WALLET","cardBin":"411111"},
                 "profile":{},
                 "pspReference":"%s",
                 "reference":"order-0002",
                 "redirectUrl":"%s",
                 "metadata":{"cartId":"c-991"},
                 "captureGuaranteedUntil":"%s"}""".formatted(now.events().get(0).pspReference(), now.redirectUrl(), guaranteed)));
    }

    @Test
    void modificationAnswersWithThePspReferenceOfCreation() {
        customer.approve(REFERENCE);
        HttpResponse<String> answer = merchant.capture(REFERENCE, 10_000, "c1");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(tree(answer.body()))
                .isEqualTo(tree("""
                {"amount":{"currency":"NOK","value":49900},
                 "state":"AUTHORIZED",
                 "aggregate":{"authorizedAmount":{"currency":"NOK","value":49900},
                              "cancelledAmount":{"currency":"NOK","value":0},
                              "capturedAmount":{"currency":"NOK","value":10000},
                              "refundedAmount":{"currency":"NOK","value":0}},
                 "pspReference":"%s",
                 "reference":"order-0001"}""".formatted(payment().events().get(0).pspReference())));
    }

    @Test
    void modificationCanBePlainJson() {
        try (VippsSimulator plain = VippsSimulator.builder().plainJson().start()) {
            Merchant other = Merchant.of(plain);
            other.create(REFERENCE);
            assertThat(other.cancel(REFERENCE).headers().firstValue("Content-Type"))
                    .contains("application/json");
        }
    }

    @Test
    void eventLogTellsEverythingInOrder() {
        customer.approve(REFERENCE);
        merchant.capture(REFERENCE, 10_000, "c1");
        merchant.refund(REFERENCE, 5_000, "r1");
        merchant.key("x1").cancel(REFERENCE);
        HttpResponse<String> answer = merchant.get(path(REFERENCE, "events"));

        List<SimulatedPayment.Event> events = payment().events();
        assertThat(events.stream().map(SimulatedPayment.Event::pspReference)).doesNotHaveDuplicates();
        assertThat(events.get(0).pspReference()).hasSize(36);
        assertThat(events.get(1).pspReference()).matches("44\\d{8}");
        String volatileParts =
                "\"pspReference\":\"[^\"]+\"|\"timestamp\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\"";
        assertThat(tree(answer.body().replaceAll(volatileParts, "\"x\":0"))).isEqualTo(tree("""
                [{"reference":"order-0001","x":0,"name":"CREATED","amount":{"currency":"NOK","value":49900},
                  "x":0,"idempotencyKey":"create-order-0001","success":true},
                 {"reference":"order-0001","x":0,"name":"AUTHORIZED","amount":{"currency":"NOK","value":49900},
                  "x":0,"success":true},
                 {"reference":"order-0001","x":0,"name":"CAPTURED","amount":{"currency":"NOK","value":10000},
                  "x":0,"idempotencyKey":"c1","success":true},
                 {"reference":"order-0001","x":0,"name":"REFUNDED","amount":{"currency":"NOK","value":5000},
                  "x":0,"idempotencyKey":"r1","success":true},
                 {"reference":"order-0001","x":0,"name":"CANCELLED","amount":{"currency":"NOK","value":39900},
                  "x":0,"success":true}]"""));
    }

    @Test
    void unknownReferenceIs5090() {
        assertThat(refusal(merchant.get("/epayment/v1/payments/order-9999"))).isEqualTo("404 5090");
        assertThat(refusal(merchant.get(path("order-9999", "events")))).isEqualTo("404 5090");
        assertThat(refusal(merchant.capture("order-9999", 1, "k"))).isEqualTo("404 5090");
        assertThat(refusal(merchant.refund("order-9999", 1, "k"))).isEqualTo("404 5090");
        assertThat(refusal(merchant.cancel("order-9999"))).isEqualTo("404 5090");
        assertThat(refusal(merchant.get("/epayment/v1/payments/ORDER-0001"))).isEqualTo("404 5090");
        assertThat(refusal(merchant.get("/epayment/v1/payments/a%2Fb%20c"))).isEqualTo("404 5090");
    }

    @Test
    void rejectionAborts() {
        customer.reject(REFERENCE);

        assertThat(payment().state()).isEqualTo(SimulatedState.ABORTED);
        assertThat(payment().eventNames()).containsExactly("CREATED", "ABORTED");
        assertThat(amounts()).containsExactly(0L, 0L, 49_900L, 0L);
        assertThat(refusal(merchant.capture(REFERENCE, 1, "k"))).isEqualTo("400 6080");
        assertThat(refusal(merchant.refund(REFERENCE, 1, "k"))).isEqualTo("400 6210");
        assertThat(refusal(merchant.cancel(REFERENCE))).isEqualTo("400 6050");
    }

    @Test
    void paymentExpiresAfterTenMinutes() {
        VIPPS.simulator().clock().advance(Duration.ofMinutes(9));
        assertThat(payment().state()).isEqualTo(SimulatedState.CREATED);
        VIPPS.simulator().clock().advance(Duration.ofMinutes(1));

        assertThat(payment().state()).isEqualTo(SimulatedState.EXPIRED);
        assertThat(amounts()).containsExactly(0L, 0L, 49_900L, 0L);
        List<SimulatedPayment.Event> events = payment().events();
        assertThat(Duration.between(events.get(0).timestamp(), events.get(1).timestamp()))
                .isEqualTo(Duration.ofMinutes(10));
        assertThat(refusal(merchant.cancel(REFERENCE))).isEqualTo("400 6050");
        assertThatThrownBy(() -> customer.approve(REFERENCE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The customer can only act on a payment that is CREATED; order-0001 is EXPIRED");
    }

    @Test
    void ignoredPaymentExpiresNow() {
        customer.ignore(REFERENCE);

        assertThat(payment().state()).isEqualTo(SimulatedState.EXPIRED);
        assertThat(tree(merchant.get("/epayment/v1/payments/" + REFERENCE).body())
                        .path("state")
                        .textValue())
                .isEqualTo("EXPIRED");
    }

    @Test
    void cancelBeforeApprovalTerminates() {
        HttpResponse<String> answer =
                merchant.key("x1").post(path(REFERENCE, "cancel"), "{\"cancelTransactionOnly\":true}");

        assertThat(tree(answer.body()).path("state").textValue()).isEqualTo("TERMINATED");
        assertThat(amounts()).containsExactly(0L, 0L, 49_900L, 0L);
        assertThat(payment().events().get(1).idempotencyKey()).isEqualTo("x1");
        assertThat(refusal(merchant.cancel(REFERENCE))).isEqualTo("400 6190");
        assertThat(refusal(merchant.capture(REFERENCE, 1, "k"))).isEqualTo("400 6080");
    }

    @Test
    void nothingCanBeCapturedOrRefundedBeforeApproval() {
        assertThat(refusal(merchant.capture(REFERENCE, 1, "k"))).isEqualTo("400 6080");
        assertThat(refusal(merchant.refund(REFERENCE, 1, "k"))).isEqualTo("400 6020");
    }

    @Test
    void cancelWhileTheCustomerIsApprovingIs6250() {
        customer.startsApproving(REFERENCE);
        assertThat(refusal(merchant.key("x1").cancel(REFERENCE))).isEqualTo("400 6250");
        assertThat(payment().state()).isEqualTo(SimulatedState.CREATED);

        customer.approve(REFERENCE);
        assertThat(merchant.key("x1").cancel(REFERENCE).statusCode()).isEqualTo(200);
        assertThat(amounts()).containsExactly(49_900L, 0L, 49_900L, 0L);
    }

    @Test
    void capturesAddUpToTheAuthorizedAmount() {
        customer.approve(REFERENCE);

        assertThat(merchant.capture(REFERENCE, 30_000, "c1").statusCode()).isEqualTo(200);
        assertThat(refusal(merchant.capture(REFERENCE, 19_901, "c2"))).isEqualTo("400 6090");
        assertThat(merchant.capture(REFERENCE, 19_900, "c3").statusCode()).isEqualTo(200);
        assertThat(refusal(merchant.capture(REFERENCE, 1, "c4"))).isEqualTo("400 6090");
        assertThat(refusal(merchant.cancel(REFERENCE))).isEqualTo("400 6040");
        assertThat(amounts()).containsExactly(49_900L, 49_900L, 0L, 0L);
        assertThat(payment().state()).isEqualTo(SimulatedState.AUTHORIZED);
    }

    @Test
    void cancelReleasesTheRestAndEndsCapturing() {
        customer.approve(REFERENCE);
        merchant.capture(REFERENCE, 10_000, "c1");

        assertThat(refusal(merchant.post(path(REFERENCE, "cancel"), "{\"cancelTransactionOnly\":true}")))
                .isEqualTo("400 6060");
        assertThat(merchant.post(path(REFERENCE, "cancel"), "{}").statusCode()).isEqualTo(200);
        assertThat(amounts()).containsExactly(49_900L, 10_000L, 39_900L, 0L);
        assertThat(refusal(merchant.capture(REFERENCE, 1, "c2"))).isEqualTo("400 6070");
        assertThat(refusal(merchant.cancel(REFERENCE))).isEqualTo("400 6190");
    }

    @Test
    void refundsAddUpToTheCapturedAmount() {
        customer.approve(REFERENCE);
        assertThat(refusal(merchant.refund(REFERENCE, 1, "r0"))).isEqualTo("400 6150");
        merchant.capture(REFERENCE, 10_000, "c1");

        assertThat(refusal(merchant.refund(REFERENCE, 10_001, "r1"))).isEqualTo("400 6150");
        assertThat(merchant.refund(REFERENCE, 4_000, "r2").statusCode()).isEqualTo(200);
        assertThat(refusal(merchant.refund(REFERENCE, 6_001, "r3"))).isEqualTo("400 6150");
        assertThat(merchant.refund(REFERENCE, 6_000, "r4").statusCode()).isEqualTo(200);
        assertThat(refusal(merchant.refund(REFERENCE, 1, "r5"))).isEqualTo("400 6180");
        assertThat(amounts()).containsExactly(49_900L, 10_000L, 0L, 10_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"capture", "refund"})
    void modificationChecksItsBody(String step) {
        customer.approve(REFERENCE);
        merchant.capture(REFERENCE, 10_000, "c1");
        String path = path(REFERENCE, step);

        assertThat(refusal(merchant.key("k1").post(path, nok(0)))).isEqualTo("400 4040");
        assertThat(refusal(merchant.key("k2").post(path, nok(100).replace("NOK", "DKK"))))
                .isEqualTo("400 5040");
        assertThat(refusal(merchant.key("k3").post(path, nok(100).replace("100", "1.5"))))
                .isEqualTo("400 4040");
        assertThat(Merchant.complaints(merchant.key("k4").post(path, "")))
                .isEqualTo("400 body: must be a JSON object;");
        assertThat(Merchant.complaints(merchant.key("k5").post(path, "{\"amount\":1}")))
                .isEqualTo("400 modificationAmount: is required; amount: is not known;");
        assertThat(Merchant.complaints(merchant.post(path(REFERENCE, "cancel"), "{\"cancelTransactionOnly\":1}")))
                .isEqualTo("400 cancelTransactionOnly: must be a boolean;");
    }

    @Test
    void norwegianReservationIsReleasedAfter180Days() {
        customer.approve(REFERENCE);
        merchant.capture(REFERENCE, 10_000, "c1");
        advanceDays(179);
        assertThat(merchant.capture(REFERENCE, 10_000, "c2").statusCode()).isEqualTo(200);
        advanceDays(1);

        assertThat(refusal(merchant.capture(REFERENCE, 1, "c3"))).isEqualTo("400 6100");
        assertThat(refusal(merchant.cancel(REFERENCE))).isEqualTo("400 6030");
        assertThat(amounts()).containsExactly(49_900L, 20_000L, 29_900L, 0L);
        assertThat(payment().eventNames())
                .containsExactly("CREATED", "AUTHORIZED", "CAPTURED", "CAPTURED", "CANCELLED");
    }

    @Test
    void refundsEndAfter365Days() {
        customer.approve(REFERENCE);
        merchant.capture(REFERENCE, 10_000, "c1");
        advanceDays(364);
        assertThat(merchant.refund(REFERENCE, 1_000, "r1").statusCode()).isEqualTo(200);
        advanceDays(1);

        assertThat(refusal(merchant.refund(REFERENCE, 1_000, "r2"))).isEqualTo("400 6220");
    }

    @Test
    void danishReservationEndsAfter14DaysUnlessLateCaptureIsAllowed() {
        SalesUnit danish = SalesUnit.builder("111111").market(Market.DK).build();
        SalesUnit late = SalesUnit.builder("222222")
                .market(Market.DK)
                .with(Feature.LATE_CAPTURE)
                .without(Feature.PARTIAL_CAPTURE)
                .build();
        try (VippsSimulator simulator =
                VippsSimulator.builder().salesUnit(danish, late).start()) {
            for (SalesUnit unit : List.of(danish, late)) {
                Merchant.of(simulator, unit)
                        .key("k")
                        .post("/epayment/v1/payments", socks(REFERENCE).replace("NOK", "DKK"));
                simulator.customer().approve(unit.merchantSerialNumber(), REFERENCE);
            }
            simulator.clock().advance(Duration.ofDays(14));
            String capture = nok(49_900).replace("NOK", "DKK");
            String path = path(REFERENCE, "capture");
            assertThat(refusal(Merchant.of(simulator, danish).key("c1").post(path, capture)))
                    .isEqualTo("400 6100");
            Merchant lateMerchant = Merchant.of(simulator, late);
            assertThat(refusal(lateMerchant.key("c1").post(path, capture.replace("49900", "100"))))
                    .isEqualTo("400 6140");
            assertThat(lateMerchant.key("c2").post(path, capture).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void longLivingPaymentExpiresAtItsOwnTime() {
        String expiresAt =
                VIPPS.simulator().clock().now().plus(Duration.ofDays(2)).toString();
        String body = socks("order-0002");
        merchant.key("k")
                .post("/epayment/v1/payments", body.substring(0, body.length() - 1) + """
                ,"expiresAt":"%s","receipt":{"orderLines":[{"name":"a","id":"1","totalAmount":1,
                "totalAmountExcludingTax":1,"totalTaxAmount":0,"taxPercentage":0}],"bottomLine":{"currency":"NOK"}}}""".formatted(expiresAt));

        VIPPS.simulator().clock().advance(Duration.ofHours(47));
        assertThat(VIPPS.simulator().payment("order-0002").state()).isEqualTo(SimulatedState.CREATED);
        VIPPS.simulator().clock().advance(Duration.ofHours(1));
        assertThat(VIPPS.simulator().payment("order-0002").state()).isEqualTo(SimulatedState.EXPIRED);
    }

    private HttpResponse<String> forceApprove(String reference, String body) {
        return merchant.post("/epayment/v1/test/payments/" + reference + "/approve", body);
    }

    @Test
    void forceApproveTakesCustomerOrToken() {
        HttpResponse<String> answer = forceApprove(REFERENCE, "{\"customer\":{\"phoneNumber\":\"4791000000\"}}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(payment().eventNames()).containsExactly("CREATED", "AUTHORIZED");
        assertThat(refusal(forceApprove(REFERENCE, "{\"customer\":{\"phoneNumber\":\"4791000000\"}}")))
                .isEqualTo("400 6230");

        merchant.create("order-0002");
        String url = String.valueOf(VIPPS.simulator().payment("order-0002").redirectUrl());
        String token = url.substring(url.indexOf("token=") + 6);
        assertThat(forceApprove("order-0002", "{\"token\":\"" + token + "\"}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void forceApproveRefuses() {
        assertThat(refusal(forceApprove(REFERENCE, "{}"))).isEqualTo("400 4140");
        assertThat(refusal(forceApprove(REFERENCE, "{\"token\":\"x\"}"))).isEqualTo("400 -");
        assertThat(refusal(forceApprove(REFERENCE, "{\"customer\":{\"phoneNumber\":\"1\"}}")))
                .isEqualTo("400 4070");
        String customerOnly = "{\"customer\":{\"phoneNumber\":\"4791000000\"}}";
        assertThat(refusal(forceApprove("order-9999", customerOnly))).isEqualTo("404 5090");
        customer.reject(REFERENCE);
        assertThat(refusal(forceApprove(REFERENCE, customerOnly))).isEqualTo("400 10010");
        merchant.key("k").post("/epayment/v1/payments", Merchant.express("order-0002", Merchant.FIXED_OPTIONS));
        assertThat(refusal(forceApprove("order-0002", customerOnly))).isEqualTo("400 10060");
    }

    @Test
    void forceApproveIsNotThereInProduction() {
        try (VippsSimulator production = VippsSimulator.builder().production().start()) {
            merchant = Merchant.of(production);
            merchant.create(REFERENCE);
            assertThat(forceApprove(REFERENCE, "{\"token\":\"x\"}").body())
                    .isEqualTo("{\"statusCode\":404,\"message\":\"Resource not found\"}");
        }
    }
}
