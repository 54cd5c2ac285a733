package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Merchant.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlTest {
    private static final String REFERENCE = "order-0001";

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private VippsSimulator simulator;
    private Merchant merchant;
    private Merchant tester;

    @BeforeEach
    void createdPayment() {
        simulator = VIPPS.simulator();
        merchant = Merchant.of(simulator);
        merchant.create(REFERENCE);
        tester = Merchant.anonymous(simulator);
    }

    private HttpResponse<String> act(String step) {
        return tester.post("/simulator/payments/" + REFERENCE + "/" + step, "");
    }

    @Test
    void customerApproves() {
        HttpResponse<String> answer = act("approve");

        SimulatedPayment payment = simulator.payment(REFERENCE);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(tree(answer.body())).isEqualTo(tree("""
                {"merchantSerialNumber":"654321","reference":"order-0001","state":"AUTHORIZED","currency":"NOK",
                 "amount":49900,"authorized":49900,"captured":0,"cancelled":0,"refunded":0,"redirectUrl":"%s",
                 "events":[
                  {"name":"CREATED","amount":49900,"pspReference":"%s","timestamp":"%s",
                   "idempotencyKey":"create-order-0001"},
                  {"name":"AUTHORIZED","amount":49900,"pspReference":"%s","timestamp":"%s",
                   "idempotencyKey":null}]}""".formatted(
                        payment.redirectUrl(),
                        payment.events().get(0).pspReference(),
                        payment.events().get(0).timestamp(),
                        payment.events().get(1).pspReference(),
                        payment.events().get(1).timestamp())));
        assertThat(tester.get("/simulator/payments/" + REFERENCE).body()).isEqualTo(answer.body());
        assertThat(tester.get("/simulator/payments").body()).isEqualTo("[" + answer.body() + "]");
        assertThat(act("approve").statusCode()).isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource({"reject, ABORTED", "ignore, EXPIRED", "starts-approving, CREATED"})
    void customerActsOtherwise(String step, String state) {
        HttpResponse<String> answer = tester.post("/simulator/payments/" + REFERENCE + "/" + step + "?msn=654321", "");

        assertThat(tree(answer.body()).path("state").textValue()).isEqualTo(state);
    }

    @Test
    void unknownPaymentIs404() {
        assertThat(tester.post("/simulator/payments/order-9999/approve", "").body())
                .isEqualTo("{\"message\":\"There is no payment order-9999\"}");
        assertThat(tester.get("/simulator/payments/" + REFERENCE + "?msn=111111")
                        .statusCode())
                .isEqualTo(404);
        assertThat(act("dance").statusCode()).isEqualTo(404);
        assertThat(tester.get("/simulator/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void clockAdvances() {
        Instant before = Instant.parse(
                tree(tester.get("/simulator/clock").body()).path("now").textValue());
        HttpResponse<String> answer = tester.post("/simulator/clock", "{\"advance\":\"PT10M\"}");
        Instant after = Instant.parse(tree(answer.body()).path("now").textValue());

        assertThat(Duration.between(before, after)).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
        assertThat(simulator.payment(REFERENCE).state()).isEqualTo(SimulatedState.EXPIRED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"fault\":\"serverError\",\"status\":503}",
                "{\"fault\":\"serverErrorAfterActing\",\"status\":503}",
                "{\"fault\":\"emptyBody\",\"status\":503}",
            })
    void everyFaultWithAStatus(String fault) {
        tester.post("/simulator/faults", fault.replace("{", "{\"operation\":\"CANCEL\","));

        assertThat(merchant.cancel(REFERENCE).statusCode()).isEqualTo(503);
    }

    @ParameterizedTest
    @CsvSource({"locked, 423", "tooManyRequests, 429", "tokenRevoked, 401", "html, 200"})
    void everyFaultWithoutArguments(String fault, int status) {
        String body = "{\"operation\":\"CANCEL\",\"fault\":\"" + fault + "\"}";
        assertThat(tester.post("/simulator/faults", body).statusCode()).isEqualTo(204);

        assertThat(merchant.cancel(REFERENCE).statusCode()).isEqualTo(status);
    }

    @Test
    void faultsWithOtherArguments() {
        tester.post(
                "/simulator/faults", "{\"operation\":\"CANCEL\",\"fault\":\"errorCode\",\"code\":6160,\"times\":2}");
        assertThat(Merchant.refusal(merchant.cancel(REFERENCE))).isEqualTo("409 6160");
        assertThat(Merchant.refusal(merchant.cancel(REFERENCE))).isEqualTo("409 6160");
        tester.post(
                "/simulator/faults",
                "{\"operation\":\"CANCEL\",\"fault\":\"tooManyRequests\",\"retryAfter\":\"PT3S\"}");
        assertThat(merchant.cancel(REFERENCE).headers().firstValue("Retry-After"))
                .contains("3");
        for (String fault : new String[] {"answerLost", "closedBeforeActing", "truncated"}) {
            assertThat(tester.post("/simulator/faults", "{\"operation\":\"GET\",\"fault\":\"" + fault + "\"}")
                            .statusCode())
                    .isEqualTo(204);
        }
        tester.post("/simulator/faults", "{\"operation\":\"GET\",\"fault\":\"delay\",\"delay\":\"PT0.01S\"}");
        tester.send("DELETE", "/simulator/faults", "");
        assertThat(merchant.get("/epayment/v1/payments/" + REFERENCE).statusCode())
                .isEqualTo(200);
    }

    @Test
    void randomFaults() {
        HttpResponse<String> answer = tester.post(
                "/simulator/faults/random",
                "{\"seed\":1,\"share\":1,\"operations\":[\"CANCEL\"],\"faults\":[{\"fault\":\"locked\"}]}");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(merchant.cancel(REFERENCE).statusCode()).isEqualTo(423);
        assertThat(merchant.get("/epayment/v1/payments/" + REFERENCE).statusCode())
                .isEqualTo(200);
        tester.post("/simulator/faults/random", "{\"seed\":1,\"share\":1.0,\"faults\":[{\"fault\":\"locked\"}]}");
        assertThat(merchant.get("/epayment/v1/payments/" + REFERENCE).statusCode())
                .isEqualTo(423);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "clock | {} | advance: is required",
                "clock | {\"advance\":\"10 minutes\"} | advance: must be an ISO 8601 duration such as PT10M",
                "clock | {\"advance\":\"-PT1S\"} | advance: must not be negative, and all in all at most 100 years",
                "clock | {\"advance\":600} | advance: must be a string",
                "clock | {\"advance\":\"PT1S\",\"x\":1} | x: is not known here",
                "clock | [] | body: must be a JSON object",
                "faults | {\"fault\":\"locked\"} | operation: is required",
                "faults | {\"operation\":\"CAPTURE\"} | fault: is required",
                "faults | {\"operation\":\"CAPTURE\",\"fault\":\"fire\"} | fault: there is no fault fire",
                "faults | {\"operation\":\"CAPTURE\",\"fault\":\"serverError\"} | status: is required",
                "faults | {\"operation\":\"CAPTURE\",\"fault\":\"serverError\",\"status\":\"x\"}"
                        + " | status: must be an integer",
                "faults | {\"operation\":\"CAPTURE\",\"fault\":\"serverError\",\"status\":4294967296}"
                        + " | status: is too large",
                "faults | {\"operation\":\"CAPTURE\",\"fault\":\"serverError\",\"status\":404}"
                        + " | status: must be 500 to 599",
                "faults | {\"operation\":\"CAPTURE\",\"fault\":\"locked\",\"times\":0} | times: must be 1 to 10000",
                "faults | {\"operation\":\"CAPTURE\",\"fault\":\"locked\",\"status\":500} | status: is not known here",
                "faults/random | {\"seed\":1,\"share\":0.1}" + " | faults: must be an array with at least one object",
                "faults/random | {\"seed\":1,\"share\":\"x\"} | share: must be a number from 0 to 1",
                "faults/random | {\"seed\":1,\"share\":2,\"faults\":[{\"fault\":\"locked\"}]}"
                        + " | share: must be 0 to 1",
                "faults/random | {\"seed\":1,\"share\":1,\"operations\":[\"X\"],\"faults\":[{\"fault\":\"locked\"}]}"
                        + " | operations: must be one of [TOKEN, CREATE, GET, EVENTS, CAPTURE, REFUND, CANCEL,"
                        + " FORCE_APPROVE, WEBHOOK_REGISTER, WEBHOOK_LIST, WEBHOOK_DELETE, RECEIPT_ADD, CATEGORY_SET,"
                        + " ORDER_GET, CATEGORY_ADD, CATEGORY_LIST, CATEGORY_GET, CATEGORY_DELETE, IMAGE_ADD,"
                        + " ECOM_INITIATE, ECOM_DETAILS, ECOM_STATUS, ECOM_CAPTURE, ECOM_REFUND, ECOM_CANCEL,"
                        + " ECOM_FORCE_APPROVE, PSP_INIT, PSP_UPDATE_STATUS, PSP_DETAILS, PSP_FORCE_APPROVE]",
                "sales-units | {} | merchantSerialNumber: is required",
                "sales-units | {\"merchantSerialNumber\":\"x\"} | merchantSerialNumber: must be 4 to 10 digits",
                "sales-units | {\"merchantSerialNumber\":\"123456\",\"market\":\"SE\"}"
                        + " | market: must be one of [NO, DK, FI]",
                "sales-units | {\"merchantSerialNumber\":\"123456\",\"clientId\":\"x\"} | clientSecret: is required",
            })
    void wrongInputNamesTheField(String path, String body, String message) {
        HttpResponse<String> answer = tester.post("/simulator/" + path, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"message\":\"" + message + "\"}");
    }

    @Test
    void salesUnitsAreListedWithoutKeysAndAddedWithThem() {
        try (VippsSimulator own = VippsSimulator.start()) {
            Merchant owner = Merchant.anonymous(own);
            HttpResponse<String> added = owner.post("/simulator/sales-units", """
                    {"merchantSerialNumber":"123456","market":"FI","clientId":"id","clientSecret":"secret",
                     "primarySubscriptionKey":"one","secondarySubscriptionKey":"two","features":["PAYMENTS"]}""");
            assertThat(added.statusCode()).isEqualTo(201);
            assertThat(tree(added.body())).isEqualTo(tree("""
                    {"merchantSerialNumber":"123456","market":"FI","clientId":"id","features":["PAYMENTS"],
                     "clientSecret":"secret","primarySubscriptionKey":"one","secondarySubscriptionKey":"two"}"""));
            JsonNode listed = tree(owner.get("/simulator/sales-units").body());
            assertThat(listed).hasSize(2);
            assertThat(listed.get(1)).isEqualTo(tree("""
                    {"merchantSerialNumber":"123456","market":"FI","clientId":"id","features":["PAYMENTS"]}"""));
            assertThat(owner.post("/simulator/sales-units", "{\"merchantSerialNumber\":\"123456\"}")
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void tokensAreCountedAndRevoked() {
        assertThat(tester.get("/simulator/tokens").body()).isEqualTo("{\"issued\":1}");
        assertThat(tester.post("/simulator/tokens/revoke", "").statusCode()).isEqualTo(204);
        assertThat(merchant.get("/epayment/v1/payments/" + REFERENCE).statusCode())
                .isEqualTo(401);
    }

    @Test
    void requestsAreListedAndReset() {
        JsonNode requests = tree(tester.get("/simulator/requests").body());

        assertThat(requests).hasSize(2);
        assertThat(requests.get(0).path("operation").textValue()).isEqualTo("TOKEN");
        assertThat(requests.get(0).path("status").intValue()).isEqualTo(200);
        assertThat(requests.get(1).path("body").textValue()).isEqualTo(Merchant.socks(REFERENCE));
        assertThat(tester.post("/simulator/reset", "").statusCode()).isEqualTo(204);
        assertThat(tester.get("/simulator/requests").body()).isEqualTo("[]");
        assertThat(tester.get("/simulator/payments").body()).isEqualTo("[]");
    }
}
