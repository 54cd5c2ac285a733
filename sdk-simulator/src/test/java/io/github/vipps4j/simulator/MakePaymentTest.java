package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Merchant.tree;
import static io.github.vipps4j.simulator.PspEndpoint.NO_ANSWER;
import static io.github.vipps4j.simulator.PspShop.FAIL;
import static io.github.vipps4j.simulator.PspShop.OK;
import static io.github.vipps4j.simulator.PspShop.ORDER;
import static io.github.vipps4j.simulator.PspShop.TRANSACTION;
import static io.github.vipps4j.simulator.PspShop.errors;
import static io.github.vipps4j.simulator.PspShop.softDecline;
import static io.github.vipps4j.simulator.PspShop.tickets;
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

class MakePaymentTest {
    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private final PspEndpoint endpoint = new PspEndpoint();
    private VippsSimulator simulator;
    private SimulatedCustomer customer;
    private PspShop shop;

    @BeforeEach
    void initiatedPayment() {
        simulator = VIPPS.simulator();
        customer = simulator.customer();
        shop = PspShop.of(simulator);
        endpoint.answers(OK);
    }

    @AfterEach
    void closeEndpoint() {
        endpoint.close();
    }

    private SimulatedState state() {
        return simulator.payment(ORDER).state();
    }

    @Test
    void approvalHandsTheTokenOverAndOkReserves() {
        shop.init(tickets(endpoint));

        assertThat(customer.approve(ORDER)).isEqualTo(ApprovalResult.APPROVED);

        Receiver.Received call = endpoint.last();
        assertThat(endpoint.received()).hasSize(1);
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.pathAndQuery()).isEqualTo("/vipps/makepayment");
        assertThat(call.header("Authorization")).isEqualTo("s3cr3t-token");
        assertThat(call.header("Content-type")).isEqualTo("application/json;charset=UTF-8");
        JsonNode body = call.json();
        String success = body.path("operations").path(0).path("url").textValue();
        assertThat(success).startsWith(simulator.baseUrl() + "/3dsecure?token=").endsWith("&responsecode=OK");
        assertThat(body).isEqualTo(tree("""
                {"pspTransactionId":"7686f7788898767977","merchantSerialNumber":"654321","paymentState":"ACCEPTED",
                 "binNumber":"489537",
                 "operations":[{"url":"%s","operation":"3dssuccess"},{"url":"%s","operation":"3dscancel"},
                   {"url":"%s","operation":"3dsfailure"}],
                 "paymentInstrument":"TOKEN",
                 "networkToken":{"number":"4895370013193500","cryptogram":"AlhlvxmN2ZKuAAESNFZ4GoABFA==",
                   "expiryMonth":"05","expiryYear":"2025","tokenType":"VISA","eci":"7"}}""".formatted(
                        success, success.replace("=OK", "=CANCEL"), success.replace("=OK", "=FAILURE"))));
        assertThat(state()).isEqualTo(SimulatedState.AUTHORIZED);
        assertThat(simulator.payment(ORDER).authorized()).isEqualTo(24_900);
        assertThat(simulator.pspCalls().all()).singleElement().satisfies(one -> {
            assertThat(one.number()).isEqualTo(1);
            assertThat(one.kind()).isEqualTo(PspCall.Kind.MAKE_PAYMENT);
            assertThat(one.psp()).isEqualTo("acme-psp");
            assertThat(one.merchantSerialNumber()).isEqualTo("654321");
            assertThat(one.reference()).isEqualTo(ORDER);
            assertThat(one.attemptId()).isEqualTo(TRANSACTION);
            assertThat(one.headers())
                    .containsEntry("authorization", "***")
                    .containsEntry("Content-Type", "application/json;charset=UTF-8");
            assertThat(tree(one.body())).isEqualTo(body);
            assertThat(one.status()).isEqualTo(200);
            assertThat(one.answer()).isEqualTo("OK");
            assertThat(one.problem()).isNull();
            assertThat(one.fault()).isNull();
            assertThat(one.toString())
                    .doesNotContain("4895370013193500", "AlhlvxmN2ZKuAAESNFZ4GoABFA==", "s3cr3t-token");
        });
    }

    @Test
    void withoutATokenThereIsNoAuthorization() {
        shop.init(tickets(endpoint).replace("\"makePaymentToken\":\"s3cr3t-token\",", ""));
        customer.approve(ORDER);

        assertThat(endpoint.last().headers()).doesNotContainKey("Authorization");
    }

    @ParameterizedTest
    @CsvSource({
        "2200, 5226603115488031, 05, 2025, AlhlvxmN2ZKuAAESNFZ4GoABFA==, MASTERCARD, 06",
        "3200, 4111111111111111, 03, 2030, uxToh3Ep6gsR8AAkvZALN19Iz34=, VISA, 7",
        "4200, 4895370013193500, 03, 2030, AlhlvxmN2ZKuAAESNFZ4GoABFA==, VISA, 7",
        "4300, 5226603115488031, 03, 2030, AlhlvxmN2ZKuAAESNFZ4GoABFA==, MASTERCARD, 06",
        "4400, 4895370012792682, 12, 2022, AgAAAAAAAIR8CQrXSohbQAAAAAA=, VISA, 7",
        "5100, 4268270087302871, 09, 2024, AgAAAAAAAIR8CQrXSohbQAAAAAA=, VISA, 7",
        "5200, 5413330089010442, 12, 2025, AgAAAAAAAIR8CQrXSohbQAAAAAA=, MASTERCARD, 06",
        "100, 4895370013193500, 05, 2025, AlhlvxmN2ZKuAAESNFZ4GoABFA==, VISA, 7",
    })
    void amountDecidesTheToken(
            long amount, String number, String month, String year, String cryptogram, String type, String eci) {
        shop.init(tickets(endpoint).replace("24900", String.valueOf(amount)));
        customer.approve(ORDER);

        assertThat(endpoint.last().json().path("networkToken"))
                .isEqualTo(tree("""
                {"number":"%s","cryptogram":"%s","expiryMonth":"%s","expiryYear":"%s","tokenType":"%s","eci":"%s"}""".formatted(number, cryptogram, month, year, type, eci)));
        assertThat(endpoint.last().json().path("binNumber").textValue()).isEqualTo(number.substring(0, 6));
    }

    @Test
    void cardOf3100IsNotEligibleAndTheProviderHearsOfTheTimeout() {
        shop.init(tickets(endpoint).replace("24900", "3100"));

        assertThat(customer.approve(ORDER)).isEqualTo(ApprovalResult.CARD_NOT_ELIGIBLE);
        assertThat(endpoint.received()).isEmpty();
        assertThat(state()).isEqualTo(SimulatedState.CREATED);

        simulator.clock().advance(Duration.ofMinutes(10));
        shop.awaitIdle();
        assertThat(endpoint.last().json()).isEqualTo(tree("""
                {"pspTransactionId":"7686f7788898767977","merchantSerialNumber":"654321","paymentState":"TIMEOUT"}"""));
        assertThat(state()).isEqualTo(SimulatedState.EXPIRED);
    }

    @Test
    void testAmountsAreTheProvidersBusiness() {
        shop.init(tickets(endpoint).replace("24900", "182"));

        assertThat(customer.approve(ORDER)).isEqualTo(ApprovalResult.APPROVED);
    }

    @Test
    void customerWhoRejectsIsToldOnceWithTheToken() {
        shop.init(tickets(endpoint));
        endpoint.answers(FAIL.replace("82", "93"));
        customer.reject(ORDER);
        shop.awaitIdle();

        assertThat(endpoint.received()).hasSize(1);
        assertThat(endpoint.last().header("Authorization")).isEqualTo("s3cr3t-token");
        assertThat(endpoint.last().json()).isEqualTo(tree("""
                {"pspTransactionId":"7686f7788898767977","merchantSerialNumber":"654321",
                 "paymentState":"USER_CANCEL"}"""));
        assertThat(state()).isEqualTo(SimulatedState.ABORTED);
    }

    @Test
    void customerWhoIgnoresItHasTimedOut() {
        shop.init(tickets(endpoint));
        customer.ignore(ORDER);
        shop.awaitIdle();

        assertThat(endpoint.last().json().path("paymentState").textValue()).isEqualTo("TIMEOUT");
        assertThat(state()).isEqualTo(SimulatedState.EXPIRED);
    }

    @Test
    void refusalIsTheEndAndNobodyIsToldOfACancel() {
        shop.init(tickets(endpoint));
        endpoint.answers(FAIL);

        assertThat(customer.approve(ORDER)).isEqualTo(ApprovalResult.DECLINED_BY_PSP);
        shop.awaitIdle();
        assertThat(endpoint.received()).hasSize(1);
        assertThat(state()).isEqualTo(SimulatedState.ABORTED);
        assertThat(simulator.pspCalls().all().get(0).answer()).isEqualTo("FAIL");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | application/json | {} | answered 500",
                "201 | application/json | $ok | answered 201",
                "302 | application/json | $ok | answered 302",
                "401 | application/json | {} | answered 401",
                "200 | text/plain | $ok | answered 200 without Content-Type application/json",
                "200 | application/json | [] | answered 200 with a body that cannot be read: must be a JSON object",
                "200 | application/json | {} "
                        + "| answered 200 without the pspTransactionId as paymentInfo.pspTransactionId",
                "200 | application/json | {\"paymentInfo\":{\"pspTransactionId\":\"other\",\"status\":\"OK\"}}"
                        + "| answered 200 without the pspTransactionId as paymentInfo.pspTransactionId",
                "200 | application/json | {\"paymentInfo\":{\"pspTransactionId\":\"7686f7788898767977\"}}"
                        + "| answered 200 with a paymentInfo.status that is none of PSP v3",
                "200 | application/json"
                        + "| {\"paymentInfo\":{\"pspTransactionId\":\"7686f7788898767977\",\"status\":\"SOFT_DECLINE\"}}"
                        + "| answered SOFT_DECLINE without a paymentInfo.url3dSecure to open",
            })
    void whatIsNotTheExpectedAnswerHasFailed(int status, String contentType, String body, String problem) {
        shop.init(tickets(endpoint));
        endpoint.answers(new PspEndpoint.Reply(status, contentType, "", body.replace("$ok", OK)));

        assertThat(customer.approve(ORDER)).isEqualTo(ApprovalResult.PSP_FAILED);
        assertThat(state()).isEqualTo(SimulatedState.ABORTED);
        assertThat(simulator.pspCalls().all()).singleElement().satisfies(one -> {
            assertThat(one.status()).isEqualTo(status);
            assertThat(one.answer()).isNull();
            assertThat(one.problem()).isEqualTo(problem);
        });
    }

    @Test
    void errorIdMayBeANumber() {
        shop.init(tickets(endpoint));
        endpoint.answers(FAIL.replace("\"82\"", "82"));

        assertThat(customer.approve(ORDER)).isEqualTo(ApprovalResult.DECLINED_BY_PSP);
    }

    @Test
    void answerAfterTheLimitHasFailed() {
        try (VippsSimulator impatient = VippsSimulator.builder()
                .makePaymentAnswerTime(Duration.ofMillis(50))
                .start()) {
            PspShop.of(impatient).init(tickets(endpoint));
            endpoint.answers(NO_ANSWER);

            assertThat(impatient.customer().approve(ORDER)).isEqualTo(ApprovalResult.PSP_FAILED);
            assertThat(impatient.payment(ORDER).state()).isEqualTo(SimulatedState.ABORTED);
            assertThat(impatient.pspCalls().all()).singleElement().satisfies(one -> {
                assertThat(one.status()).isNull();
                assertThat(one.problem()).isEqualTo("no answer within PT0.05S");
            });
        }
    }

    @Test
    void providerThatIsNotOnTheLoopbackAddressIsNotCalled() {
        shop.init(tickets("https://psp.example.com/vipps/makepayment"));

        assertThat(customer.approve(ORDER)).isEqualTo(ApprovalResult.PSP_FAILED);
        assertThat(simulator.pspCalls().all().get(0).problem())
                .isEqualTo("the simulator calls merchants on the loopback address only");
    }

    @Test
    void answerTimesAreChecked() {
        assertThatThrownBy(() -> VippsSimulator.builder().makePaymentAnswerTime(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VippsSimulator.builder().cardCallbackAnswerTime(Duration.ofHours(2)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingElseHappensToAPaymentWhoseProviderIsAsked() {
        shop.init(tickets(endpoint));
        endpoint.answers(call -> {
            assertThatThrownBy(() -> customer.reject(ORDER))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is being asked about " + ORDER);
            assertThatThrownBy(() -> customer.approve(ORDER)).isInstanceOf(IllegalStateException.class);
            simulator.clock().advance(Duration.ofHours(1));
            assertThat(state()).isEqualTo(SimulatedState.CREATED);
            return PspEndpoint.json(OK);
        });

        assertThat(customer.approve(ORDER)).isEqualTo(ApprovalResult.APPROVED);
        assertThat(state()).isEqualTo(SimulatedState.AUTHORIZED);
    }

    @Test
    void resetWhileTheProviderIsAskedIsTold() {
        shop.init(tickets(endpoint));
        endpoint.answers(call -> {
            simulator.reset();
            return PspEndpoint.json(OK);
        });

        assertThatThrownBy(() -> customer.approve(ORDER))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("reset");
        assertThat(simulator.pspCalls().all()).isEmpty();
    }

    @Test
    void forceApproveLetsTheProviderBeAsked() {
        String token = shop.initToken(tickets(endpoint));

        assertThat(shop.forceApprove(token).statusCode()).isEqualTo(200);
        assertThat(shop.forceApprove("other").statusCode()).isEqualTo(400);
        shop.awaitIdle();
        assertThat(endpoint.received()).hasSize(1);
        assertThat(endpoint.last().json().path("paymentState").textValue()).isEqualTo("ACCEPTED");
        assertThat(state()).isEqualTo(SimulatedState.AUTHORIZED);
        assertThat(errors(shop.forceApprove(token)))
                .isEqualTo("400 51: Invalid request: The payment is already reserved;");
    }

    @Test
    void forceApproveNeedsBothFieldsAndAUserWhoMay() {
        String token = shop.initToken(tickets(endpoint).replace("24900", "3100"));
        String path = "/psp/v3/integration-test/psppayments/" + TRANSACTION + "/approve";

        assertThat(errors(shop.psp().post(path, "{}")))
                .isEqualTo("400 51: Invalid request: customerPhoneNumber is required;"
                        + " 51: Invalid request: token is required;");
        assertThat(errors(shop.forceApprove(token)))
                .isEqualTo("400 51: Invalid request: The payment source is not valid;");
        simulator
                .users()
                .add(SimulatedUser.builder("4791234567").approvedBefore(false).build());
        assertThat(errors(shop.forceApprove(token)))
                .isEqualTo("400 51: Invalid request: The test user must be identified first;");
        assertThat(errors(shop.psp()
                        .post(
                                "/psp/v3/integration-test/psppayments/unknown/approve",
                                "{\"customerPhoneNumber\":\"91234567\",\"token\":\"x\"}")))
                .isEqualTo("404 -: There is no such PSP transaction;");
    }

    @Test
    void browserOfTheCustomerGoesWhereTheProviderWantsIt() {
        String token = shop.initToken(tickets(endpoint));
        endpoint.answers(softDecline("https://psp.example.com/3ds?id=1"));

        HttpResponse<String> answer = Merchant.anonymous(simulator).post("/landing/approve?token=" + token, "");
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).contains("https://psp.example.com/3ds?id=1");
    }
}
