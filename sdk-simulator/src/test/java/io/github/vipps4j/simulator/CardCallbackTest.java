package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.CardShop.FAIL;
import static io.github.vipps4j.simulator.CardShop.REFERENCE;
import static io.github.vipps4j.simulator.CardShop.RESERVE;
import static io.github.vipps4j.simulator.CardShop.body;
import static io.github.vipps4j.simulator.CardShop.softDecline;
import static io.github.vipps4j.simulator.Merchant.refusal;
import static io.github.vipps4j.simulator.Merchant.tree;
import static io.github.vipps4j.simulator.PspEndpoint.NO_ANSWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardCallbackTest {
    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private final PspEndpoint endpoint = new PspEndpoint();
    private VippsSimulator simulator;
    private SimulatedCustomer customer;
    private CardShop shop;

    @BeforeEach
    void provider() {
        simulator = VIPPS.simulator();
        customer = simulator.customer();
        shop = CardShop.of(simulator);
        endpoint.answers(RESERVE);
    }

    @AfterEach
    void closeEndpoint() {
        endpoint.close();
    }

    private String here() {
        return body(endpoint.url("/vipps/card?tenant=42"));
    }

    private SimulatedState state() {
        return simulator.payment(REFERENCE).state();
    }

    private String attempt(int which) {
        return endpoint.received()
                .get(which)
                .json()
                .path("authorizationAttemptId")
                .textValue();
    }

    @Test
    void approvalHandsTheTokenOverSignedAndReserveAuthorizes() {
        shop.create(here());

        assertThat(customer.approve(REFERENCE)).isEqualTo(ApprovalResult.APPROVED);

        Receiver.Received call = endpoint.last();
        assertThat(endpoint.received()).hasSize(1);
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.pathAndQuery()).isEqualTo("/vipps/card?tenant=42");
        assertThat(call.header("Content-type")).isEqualTo("application/json;charset=UTF-8");
        assertThat(call.header("Authorization"))
                .startsWith("HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=");
        assertThat(call.isSignedWith("fake-client-secret-of-psp-acme-psp")).isTrue();
        JsonNode body = call.json();
        String wayBack = body.path("softDeclineCompletedRedirectUrl").textValue();
        assertThat(wayBack).startsWith(simulator.baseUrl() + "/3dsecure?token=").endsWith("&responsecode=OK");
        assertThat(body).isEqualTo(tree("""
                {"pspReference":"psp-tx-000123","authorizationAttemptId":"%s","merchantSerialNumber":"654321",
                 "amount":{"currency":"DKK","value":12500},
                 "softDeclineCompletedRedirectUrl":"%s",
                 "cardInfo":{"maskedCardNumber":"41111100XXXX0000","cardType":"VISA-DEBIT",
                   "cardIssuedInCountryCode":"NO","cardDataType":"TOKEN",
                   "networkToken":{"number":"4000000000000000001","cryptogram":"ZmFrZS1jcnlwdG9ncmFtLTE=",
                     "expiryMonth":"03","expiryYear":"2030","tokenType":"VISA","eci":"7"}}}""".formatted(attempt(0), wayBack)));
        assertThat(attempt(0)).hasSize(36);
        assertThat(state()).isEqualTo(SimulatedState.AUTHORIZED);
        assertThat(simulator.payment(REFERENCE).authorized()).isEqualTo(12_500);
        assertThat(simulator.pspCalls().all()).singleElement().satisfies(one -> {
            assertThat(one.kind()).isEqualTo(PspCall.Kind.CARD_CALLBACK);
            assertThat(one.attemptId()).isEqualTo(attempt(0));
            assertThat(one.answer()).isEqualTo("RESERVE");
            assertThat(one.headers().get("Authorization")).endsWith("Signature=***");
            assertThat(one.toString()).doesNotContain("4000000000000000001", "ZmFrZS1jcnlwdG9ncmFtLTE=");
        });
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "VISA, 0, 41111100XXXX0000, VISA-DEBIT, VISA, 7",
                "MASTERCARD, 0, 55555500XXXX0000, MC-DEBIT, MASTERCARD, 06",
                "VISA_DANKORT, 1, 41111900XXXX0000, VISA-DEBIT, VISA, 7",
            })
    void cardDecidesTheToken(SimulatedCard card, int prefer, String masked, String type, String token, String eci) {
        simulator.users().standIn(SimulatedUser.builder("4791000000").card(card).build());
        shop.create(here().replace("Dankort\":false", "Dankort\":" + (prefer == 1)));
        customer.approve(REFERENCE);

        JsonNode info = endpoint.last().json().path("cardInfo");
        assertThat(info.path("maskedCardNumber").textValue()).isEqualTo(masked);
        assertThat(info.path("cardType").textValue()).isEqualTo(type);
        assertThat(info.path("networkToken").path("tokenType").textValue()).isEqualTo(token);
        assertThat(info.path("networkToken").path("eci").textValue()).isEqualTo(eci);
    }

    @ParameterizedTest
    @CsvSource({"DANKORT, 50191100XXXX0000", "VISA_DANKORT, 41111900XXXX0000"})
    void numberOfADankortIsEncrypted(SimulatedCard card, String masked) {
        simulator.users().standIn(SimulatedUser.builder("4791000000").card(card).build());
        shop.create(here());
        customer.approve(REFERENCE);

        assertThat(endpoint.last().json().path("cardInfo")).isEqualTo(tree("""
                {"maskedCardNumber":"%s","cardType":"DANKORT","cardIssuedInCountryCode":"NO","cardDataType":"PAN",
                 "encryptedPan":"ZmFrZS1wYW4tZW5jcnlwdGVkLXdpdGgtMDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMGFh"}""".formatted(masked)));
    }

    @ParameterizedTest
    @CsvSource({"MASTERCARD_CREDIT, false", "COMMERCIAL_VISA, false", "DANKORT, true"})
    void cardThatTheProviderDoesNotTakeIsNotHandedOver(SimulatedCard card, boolean withoutKey) {
        simulator.users().standIn(SimulatedUser.builder("4791000000").card(card).build());
        shop.create(
                withoutKey
                        ? here().replace(",\n   \"publicEncryptionKeyId\":\"00000000-0000-4000-8000-0000000000aa\"", "")
                        : here());

        assertThat(customer.approve(REFERENCE)).isEqualTo(ApprovalResult.CARD_NOT_ELIGIBLE);
        assertThat(endpoint.received()).isEmpty();
        assertThat(state()).isEqualTo(SimulatedState.CREATED);
    }

    @Test
    void refusedCustomerMayTryAgainInAnotherAttempt() {
        shop.create(here());
        endpoint.answers(FAIL);
        assertThat(customer.approve(REFERENCE)).isEqualTo(ApprovalResult.DECLINED_BY_PSP);
        assertThat(state()).isEqualTo(SimulatedState.CREATED);
        endpoint.answers(RESERVE);

        assertThat(customer.approve(REFERENCE)).isEqualTo(ApprovalResult.APPROVED);
        assertThat(attempt(1)).isNotEqualTo(attempt(0));
        assertThat(state()).isEqualTo(SimulatedState.AUTHORIZED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | {} | answered 500",
                "401 | {} | answered 401",
                "200 | x | answered 200 with a body that cannot be read: not valid JSON",
                "200 | {\"status\":\"CAPTURE\"} | answered 200 with a status that is none of card passthrough",
                "200 | {\"status\":\"RESERVE\"} | answered RESERVE without a networkTransactionReference",
                "200 | {\"status\":\"FAIL\",\"errorCode\":\"300\",\"errorMessage\":\"x\"}"
                        + " | answered FAIL without an errorCode that is an integer and an errorMessage",
                "200 | {\"status\":\"SOFT_DECLINE\",\"softDeclineRedirectUrl\":\"https://psp.example.com\"}"
                        + " | answered SOFT_DECLINE without a softDeclineUrl to open",
            })
    void afterAFailureThePaymentStaysOpenButCannotBeTriedAgain(int status, String body, String problem) {
        shop.create(here());
        endpoint.answers(new PspEndpoint.Reply(status, "application/json", "", body));

        assertThat(customer.approve(REFERENCE)).isEqualTo(ApprovalResult.PSP_FAILED);
        assertThat(simulator.pspCalls().all().get(0).problem()).startsWith(problem);
        assertThat(state()).isEqualTo(SimulatedState.CREATED);
        assertThatThrownBy(() -> customer.approve(REFERENCE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot try again");
        assertThat(endpoint.received()).hasSize(1);
        simulator.clock().advance(Duration.ofMinutes(10));
        assertThat(state()).isEqualTo(SimulatedState.EXPIRED);
    }

    @Test
    void answerAfterTheLimitHasFailedAndTheProviderMayCancel() {
        try (VippsSimulator impatient = VippsSimulator.builder()
                .cardCallbackAnswerTime(Duration.ofMillis(50))
                .start()) {
            CardShop other = CardShop.of(impatient);
            other.create(here());
            endpoint.answers(NO_ANSWER);

            assertThat(impatient.customer().approve(REFERENCE)).isEqualTo(ApprovalResult.PSP_FAILED);
            assertThat(impatient.pspCalls().all().get(0).problem()).isEqualTo("no answer within PT0.05S");
            assertThat(other.psp().cancel(REFERENCE).statusCode()).isEqualTo(200);
            assertThat(impatient.payment(REFERENCE).state()).isEqualTo(SimulatedState.TERMINATED);
        }
    }

    @Test
    void browserGoesBackToTheShopAfterAFailure() {
        String url = tree(shop.create(here()).body()).path("redirectUrl").textValue();
        endpoint.answers(PspEndpoint.status(500));

        HttpResponse<String> answer = Merchant.anonymous(simulator)
                .post("/landing/approve?token=" + url.substring(url.indexOf("token=") + 6), "");
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).contains("https://shop.example.com/return");
    }

    @Test
    void paymentCannotBeCancelledWhileTheProviderIsAsked() {
        shop.create(here());
        endpoint.answers(
                call -> PspEndpoint.json(refusal(shop.psp().cancel(REFERENCE)).equals("400 6250") ? RESERVE : "{}"));

        assertThat(customer.approve(REFERENCE)).isEqualTo(ApprovalResult.APPROVED);
    }

    @Test
    void softDeclineLeadsToASecondCallbackOfTheSameAttempt() {
        shop.create(here());
        endpoint.answers(softDecline(endpoint.url("/3ds?session=1")));
        assertThat(customer.approve(REFERENCE)).isEqualTo(ApprovalResult.SOFT_DECLINED);
        assertThat(state()).isEqualTo(SimulatedState.CREATED);
        assertThat(refusal(shop.psp().cancel(REFERENCE))).isEqualTo("400 6250");
        endpoint.answers(RESERVE);
        endpoint.redirectsTo(endpoint.received()
                .get(0)
                .json()
                .path("softDeclineCompletedRedirectUrl")
                .textValue());

        assertThat(customer.visit3DSecure(REFERENCE)).isEqualTo(ApprovalResult.APPROVED);

        assertThat(attempt(1)).isEqualTo(attempt(0));
        assertThat(endpoint.last().isSignedWith("fake-client-secret-of-psp-acme-psp"))
                .isTrue();
        assertThat(endpoint.last()
                        .json()
                        .path("cardInfo")
                        .path("networkToken")
                        .path("cryptogram")
                        .textValue())
                .isEqualTo("ZmFrZS1jcnlwdG9ncmFtLTI=");
        assertThat(state()).isEqualTo(SimulatedState.AUTHORIZED);
    }

    @Test
    void secondSoftDeclineCountsAsARefusal() {
        shop.create(here());
        endpoint.answers(softDecline("https://psp.example.com/3ds"));
        customer.approve(REFERENCE);

        assertThat(customer.returnFrom3DSecure(REFERENCE, ThreeDSecure.FAILURE))
                .isEqualTo(ApprovalResult.DECLINED_BY_PSP);
        assertThat(state()).isEqualTo(SimulatedState.CREATED);
        assertThat(customer.approve(REFERENCE)).isEqualTo(ApprovalResult.SOFT_DECLINED);
        assertThat(attempt(2)).isNotEqualTo(attempt(1));
    }

    @Test
    void nobodyIsCalledWhenTheCustomerDeclines() {
        shop.create(here());
        customer.reject(REFERENCE);
        simulator.pspCalls().awaitIdle(Duration.ofSeconds(10));

        assertThat(endpoint.received()).isEmpty();
        assertThat(state()).isEqualTo(SimulatedState.ABORTED);
    }

    @Test
    void forceApproveLetsTheProviderBeAsked() {
        shop.create(here());

        HttpResponse<String> answer = shop.psp()
                .post(
                        "/epayment/v1/test/payments/" + REFERENCE + "/approve",
                        "{\"customer\":{\"phoneNumber\":\"4791000000\"}}");
        assertThat(answer.statusCode()).isEqualTo(200);
        simulator.pspCalls().awaitIdle(Duration.ofSeconds(10));
        assertThat(state()).isEqualTo(SimulatedState.AUTHORIZED);
    }

    @Test
    void expressHandsOverTheTotal() {
        shop.create(Merchant.plus(
                here().replace("DKK", "NOK"),
                "\"profile\":{\"scope\":\"name address email phoneNumber\"},\"shipping\":" + Merchant.FIXED_OPTIONS));

        assertThat(customer.approve(REFERENCE)).isEqualTo(ApprovalResult.APPROVED);
        assertThat(endpoint.last().json().path("amount")).isEqualTo(tree("{\"currency\":\"NOK\",\"value\":22400}"));
        assertThat(simulator.payment(REFERENCE).authorized()).isEqualTo(22_400);
    }

    @Test
    void expressIsPaidWhereItIsShipped() {
        assertThat(refusal(shop.create(Merchant.plus(
                        here(),
                        "\"profile\":{\"scope\":\"name address email phoneNumber\"},\"shipping\":"
                                + Merchant.FIXED_OPTIONS))))
                .isEqualTo("400 5040");
    }
}
