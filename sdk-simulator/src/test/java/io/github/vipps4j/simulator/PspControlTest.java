package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Merchant.tree;
import static io.github.vipps4j.simulator.PspShop.OK;
import static io.github.vipps4j.simulator.PspShop.ORDER;
import static io.github.vipps4j.simulator.PspShop.softDecline;
import static io.github.vipps4j.simulator.PspShop.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PspControlTest {
    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private final PspEndpoint endpoint = new PspEndpoint();
    private VippsSimulator simulator;
    private PspShop shop;
    private Merchant tester;

    @BeforeEach
    void initiatedPayment() {
        simulator = VIPPS.simulator();
        shop = PspShop.of(simulator);
        shop.init(tickets(endpoint));
        endpoint.answers(OK);
        tester = Merchant.anonymous(simulator);
    }

    @AfterEach
    void closeEndpoint() {
        endpoint.close();
    }

    private HttpResponse<String> act(String step, String body) {
        return tester.post("/simulator/payments/" + ORDER + "/" + step, body);
    }

    private HttpResponse<String> calls(String step, String body) {
        return tester.post("/simulator/psp-calls" + step, body);
    }

    @Test
    void providersAreAddedWithTheirKeys() {
        HttpResponse<String> added = tester.post(
                "/simulator/payment-service-providers",
                "{\"name\":\"other-psp\",\"merchantSerialNumbers\":[\"654321\"]}");
        PaymentServiceProvider other = PaymentServiceProvider.of("other-psp", "654321");

        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(tree(added.body())).isEqualTo(tree("""
                {"name":"other-psp","pspId":"%s","merchantSerialNumbers":["654321"],"clientId":"%s",
                 "clientSecret":"fake-client-secret-of-psp-other-psp",
                 "primarySubscriptionKey":"fake-primary-subscription-key-of-psp-other-psp",
                 "secondarySubscriptionKey":"fake-secondary-subscription-key-of-psp-other-psp"}""".formatted(other.pspId(), other.clientId())));
        assertThat(tree(tester.get("/simulator/payment-service-providers").body())
                        .findValuesAsText("name"))
                .containsExactly("acme-psp", "other-psp");
        assertThat(tester.post(
                                "/simulator/payment-service-providers",
                                "{\"name\":\"other-psp\",\"merchantSerialNumbers\":[]}")
                        .body())
                .isEqualTo("{\"message\":\"name: a payment service provider with this name exists already\"}");
    }

    @Test
    void callsAreShown() {
        assertThat(tree(act("approve", "").body()).path("state").textValue()).isEqualTo("AUTHORIZED");

        JsonNode call = tree(tester.get("/simulator/psp-calls").body()).path(0);
        assertThat(call.path("headers"))
                .isEqualTo(tree("{\"Authorization\":\"***\",\"Content-Type\":\"application/json;charset=UTF-8\"}"));
        assertThat(tree(call.path("body").textValue()))
                .isEqualTo(endpoint.last().json());
        assertThat(call.path("number").longValue()).isEqualTo(1);
        assertThat(call.path("kind").textValue()).isEqualTo("MAKE_PAYMENT");
        assertThat(call.path("psp").textValue()).isEqualTo("acme-psp");
        assertThat(call.path("reference").textValue()).isEqualTo(ORDER);
        assertThat(call.path("attemptId").textValue()).isEqualTo(PspShop.TRANSACTION);
        assertThat(call.path("status").intValue()).isEqualTo(200);
        assertThat(call.path("answer").textValue()).isEqualTo("OK");
        assertThat(call.path("problem").isNull()).isTrue();
    }

    @Test
    void customerGoesTo3DSecureAndComesBack() {
        endpoint.answers(softDecline(endpoint.url("/3ds")));
        assertThat(act("approve", "").body())
                .isEqualTo("{\"message\":\"The payment was not approved: SOFT_DECLINED\"}");
        assertThat(tester.get("/simulator/payments/" + ORDER + "/3d-secure").body())
                .isEqualTo("{\"url\":\"" + endpoint.url("/3ds") + "\"}");
        assertThat(act("visit-3d-secure", "").statusCode()).isEqualTo(409);
        assertThat(act("return-from-3d-secure", "{\"outcome\":\"MAYBE\"}").statusCode())
                .isEqualTo(400);
        endpoint.answers(OK);

        HttpResponse<String> back = act("return-from-3d-secure", "{\"outcome\":\"SUCCESS\"}");
        assertThat(back.statusCode()).isEqualTo(200);
        assertThat(tree(back.body()).path("state").textValue()).isEqualTo("AUTHORIZED");
        assertThat(tester.get("/simulator/payments/" + ORDER + "/3d-secure").statusCode())
                .isEqualTo(409);
    }

    @Test
    void callsAreLateAndRepeated() {
        assertThat(calls("/faults", "{\"fault\":\"late\"}").statusCode()).isEqualTo(204);
        assertThat(act("approve", "").statusCode()).isEqualTo(409);
        assertThat(calls("/send-late", "").statusCode()).isEqualTo(204);
        assertThat(calls("/await-idle", "{\"atMost\":\"PT10S\"}").statusCode()).isEqualTo(204);
        assertThat(endpoint.received()).hasSize(1);

        HttpResponse<String> again = calls("/1/repeat", "");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(tree(again.body()).path("number").longValue()).isEqualTo(2);
        assertThat(endpoint.received()).hasSize(2);
        assertThat(calls("/7/repeat", "").statusCode()).isEqualTo(404);
        assertThat(calls("/x/repeat", "").statusCode()).isEqualTo(404);
    }

    @Test
    void faultsAreNamedByTheirMethods() {
        for (String fault : new String[] {"duplicate", "answerLost", "forged", "unauthorized", "truncated"}) {
            assertThat(calls("/faults", "{\"fault\":\"" + fault + "\",\"times\":2}")
                            .statusCode())
                    .as(fault)
                    .isEqualTo(204);
        }
        assertThat(calls("/faults", "{\"fault\":\"concurrent\",\"copies\":3}").statusCode())
                .isEqualTo(204);
        assertThat(calls("/faults", "{\"fault\":\"concurrent\"}").body())
                .isEqualTo("{\"message\":\"copies: is required\"}");
        assertThat(calls("/faults", "{\"fault\":\"slow\"}").body())
                .isEqualTo("{\"message\":\"fault: there is no fault slow\"}");
        assertThat(tester.send("DELETE", "/simulator/psp-calls/faults", "").statusCode())
                .isEqualTo(204);
        act("approve", "");
        assertThat(endpoint.received()).hasSize(1);
    }

    @Test
    void batchRuns() {
        shop.update(PspShop.report("RESERVED", 24_900));

        assertThat(tester.post("/simulator/psp-batch", "").statusCode()).isEqualTo(204);
        assertThat(shop.details().path("transactionLogHistory")).hasSize(1);
    }

    @Test
    void faultsOfTheApiCanBeOrdered() {
        tester.post("/simulator/faults", "{\"operation\":\"PSP_DETAILS\",\"fault\":\"pspError\",\"code\":\"37\"}");

        assertThat(PspShop.errors(shop.details(PspShop.TRANSACTION)))
                .isEqualTo("400 37: The simulator was told to refuse;");
    }
}
