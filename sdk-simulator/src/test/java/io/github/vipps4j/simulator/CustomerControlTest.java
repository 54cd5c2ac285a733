package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Merchant.FIXED_OPTIONS;
import static io.github.vipps4j.simulator.Merchant.express;
import static io.github.vipps4j.simulator.Merchant.plus;
import static io.github.vipps4j.simulator.Merchant.refusal;
import static io.github.vipps4j.simulator.Merchant.socks;
import static io.github.vipps4j.simulator.Merchant.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomerControlTest {
    private static final String REFERENCE = "order-0001";
    private static final String BERGEN =
            "{\"addressLine1\":\"Bryggen 2\",\"postCode\":\"5003\",\"city\":\"Bergen\"," + "\"country\":\"NO\"}";

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private VippsSimulator simulator;
    private Merchant merchant;
    private Merchant tester;

    @BeforeEach
    void tester() {
        simulator = VIPPS.simulator();
        merchant = Merchant.of(simulator);
        tester = Merchant.anonymous(simulator);
    }

    private void create(String body) {
        merchant.key("k").post("/epayment/v1/payments", body);
    }

    private HttpResponse<String> act(String step, String body) {
        return tester.post("/simulator/payments/" + REFERENCE + "/" + step, body);
    }

    @Test
    void customerChoosesAddressAndShipping() {
        create(express(REFERENCE, FIXED_OPTIONS));
        HttpResponse<String> offer = act("choose-address", BERGEN);

        assertThat(tree(offer.body())).isEqualTo(tree("""
                {"status":"OFFERED","options":[
                  {"id":"fast","name":"Tonight","type":"HOME_DELIVERY","brand":"BRING","cost":19900,"isDefault":false},
                  {"id":"slow","name":"To your door","type":"HOME_DELIVERY","brand":"BRING","cost":9900,
                   "isDefault":true},
                  {"id":"shop","name":"At the shop","type":"PICKUP_POINT","brand":"POSTEN","cost":4900,
                   "isDefault":false}],"problem":null}"""));
        assertThat(act("choose-shipping", "{\"optionId\":\"shop\"}").statusCode())
                .isEqualTo(200);
        assertThat(act("choose-shipping", "{\"optionId\":\"pigeon\"}").statusCode())
                .isEqualTo(409);
        assertThat(tree(act("approve", "").body()).path("authorized").longValue())
                .isEqualTo(54_800);
    }

    @Test
    void questionsForShippingOptionsAreListed() {
        try (ShippingDesk desk = new ShippingDesk()) {
            desk.answers(503, "");
            create(express(REFERENCE, desk.shipping()));
            act("choose-address", BERGEN);

            ShippingQuestion asked = simulator.shippingQuestions().get(0);
            JsonNode listed = tree(tester.get("/simulator/shipping-questions").body());
            JsonNode body = ((ObjectNode) listed.get(0)).remove("body");
            assertThat(tree(body.textValue())).isEqualTo(desk.questions().get(0).json());
            assertThat(listed).isEqualTo(tree("""
                    [{"merchantSerialNumber":"654321","reference":"order-0001","url":"%s","status":503,
                      "problem":"answered 503","at":"%s",
                      "headers":{"Authorization":"***","Content-Type":"application/json;charset=UTF-8"}}]""".formatted(desk.url(), asked.at())));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "choose-address | {} | 400 | addressLine1: is required",
                "choose-address | {\"addressLine1\":\"a\",\"postCode\":\"b\",\"city\":\"c\",\"country\":\"Norway\"}"
                        + " | 400 | country: must be two capital letters",
                "choose-address | {\"addressLine1\":\"a\",\"postCode\":\"b\",\"city\":\"c\",\"country\":\"NO\",\"x\":1}"
                        + " | 400 | x: is not known here",
                "choose-shipping | {} | 400 | optionId: is required",
                "choose-shipping | {\"optionId\":\"1\"} | 409 | The payment order-0001 is not an Express payment",
                "refuse-consent | '' | 409 | The payment order-0001 asks for no consent",
                "release | '' | 409 | The bank has reserved nothing for order-0001: it is CREATED",
            })
    void wrongActsAreRefused(String step, String body, int status, String message) {
        merchant.create(REFERENCE);
        HttpResponse<String> answer = act(step, body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo("{\"message\":\"" + message + "\"}");
    }

    @Test
    void customerRefusesConsentAndTheBankReleases() {
        create(plus(socks(REFERENCE), "\"profile\":{\"scope\":\"name\"}"));
        assertThat(tree(act("refuse-consent", "").body()).path("state").textValue())
                .isEqualTo("ABORTED");

        merchant.create("order-0002");
        simulator.customer().approve("order-0002");
        tester.post("/simulator/payments/order-0002/release", "");
        assertThat(refusal(merchant.capture("order-0002", 1, "c1"))).isEqualTo("400 6260");
    }

    @Test
    void refusedApprovalIs409() {
        create(socks(REFERENCE).replace("49900", "151"));
        HttpResponse<String> answer = act("approve", "");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).isEqualTo("{\"message\":\"The payment was not approved: INSUFFICIENT_FUNDS\"}");
    }

    @Test
    void usersAreAddedAndForgotten() {
        HttpResponse<String> added = tester.post("/simulator/users", """
                {"phoneNumber":"4799999999","firstName":"Ola","lastName":"Hansen","email":"ola@example.com",
                 "birthDate":"1990-02-05","card":"MASTERCARD","personalQr":"scanned text","customerToken":"token",
                 "approvedBefore":false,"addresses":[%s]}""".formatted(BERGEN));
        assertThat(added.statusCode()).isEqualTo(204);
        create(plus(
                socks(REFERENCE),
                "\"customer\":{\"personalQr\":\"scanned text\"},"
                        + "\"profile\":{\"scope\":\"name address email phoneNumber birthDate\"}"));
        assertThat(refusal(merchant.post(
                        "/epayment/v1/test/payments/" + REFERENCE + "/approve",
                        "{\"customer\":{\"customerToken\":\"token\"}}")))
                .isEqualTo("400 10030");
        act("approve", "");

        assertThat(tree(merchant.get("/epayment/v1/payments/" + REFERENCE).body())
                        .path("userDetails"))
                .isEqualTo(tree("""
                {"email":"ola@example.com","firstName":"Ola","lastName":"Hansen","mobileNumber":"4799999999",
                 "dateOfBirth":"1990-2-5","addresses":[{"addressLine1":"Bryggen 2","city":"Bergen","country":"NO",
                 "postCode":"5003"}]}"""));
        tester.post("/simulator/users/unknown", "{\"identification\":\"scanned text\"}");
        assertThat(refusal(merchant.key("k2")
                        .post(
                                "/epayment/v1/payments",
                                plus(socks("order-0002"), "\"customer\":{\"personalQr\":\"scanned text\"}"))))
                .isEqualTo("400 4060");
    }

    @Test
    void standInIsReplacedAndResetBringsTheOldOneBack() {
        tester.post("/simulator/users/stand-in", "{\"phoneNumber\":\"4799999999\",\"card\":\"NONE\"}");
        merchant.create(REFERENCE);
        assertThat(act("approve", "").body()).isEqualTo("{\"message\":\"The payment was not approved: NO_CARD\"}");
        simulator.reset();
        Merchant.of(simulator).create(REFERENCE);

        assertThat(act("approve", "").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | {} | phoneNumber: is required",
                "'' | {\"phoneNumber\":\"+4791000000\"} | phoneNumber: must be 9 to 15 digits",
                "'' | {\"phoneNumber\":\"4799999999\",\"firstName\":\"Ola\"} | lastName: is required",
                "'' | {\"phoneNumber\":\"4799999999\",\"birthDate\":\"1990-2-5\"}"
                        + " | birthDate: must be a day such as 1988-12-03",
                "'' | {\"phoneNumber\":\"4799999999\",\"card\":\"AMEX\"}"
                        + " | card: must be one of [VISA, MASTERCARD, MASTERCARD_CREDIT, DANKORT, VISA_DANKORT,"
                        + " COMMERCIAL_VISA, EXPIRED, NONE]",
                "'' | {\"phoneNumber\":\"4799999999\",\"approvedBefore\":1} | approvedBefore: must be a boolean",
                "'' | {\"phoneNumber\":\"4799999999\",\"age\":17} | age: is not known here",
                "/unknown | {} | identification: is required",
            })
    void wrongUsersAreRefused(String path, String body, String message) {
        HttpResponse<String> answer = tester.post("/simulator/users" + path, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"message\":\"" + message + "\"}");
        assertThat(tester.get("/simulator/users").statusCode()).isEqualTo(404);
    }

    @Test
    void blockedUnitIsListedAsBlocked() {
        HttpResponse<String> added = tester.post(
                "/simulator/sales-units",
                "{\"merchantSerialNumber\":\"111111\",\"features\":[\"PAYMENTS\"],\"blocked\":true}");

        assertThat(tree(added.body()).path("blocked").booleanValue()).isTrue();
    }
}
