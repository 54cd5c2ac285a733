package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Merchant.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartnerTest {
    private static final String WEBHOOKS = "/webhooks/v1/webhooks";
    private static final Partner ACME = Partner.of("acme", "111111", "222222", "333333");
    private static final String CREATED_EVENTS =
            "{\"url\":\"https://acme.example.com/hooks\",\"events\":[\"epayments.payment.created.v1\"]}";

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension(VippsSimulator.builder()
            .production()
            .salesUnit(SalesUnit.of("111111"), SalesUnit.of("222222"), SalesUnit.of("999999"))
            .partner(ACME));

    private Merchant acme;

    @BeforeEach
    void partner() {
        acme = Merchant.of(VIPPS.simulator(), ACME);
    }

    private Merchant acme(String msn) {
        return acme.with("Merchant-Serial-Number", msn);
    }

    @Test
    void oneTokenServesAllLinkedUnits() {
        assertThat(acme("111111").create("order-0001").statusCode()).isEqualTo(201);
        assertThat(acme("222222").create("order-0001").statusCode()).isEqualTo(201);

        assertThat(VIPPS.simulator().payment("111111", "order-0001").merchantSerialNumber())
                .isEqualTo("111111");
        assertThat(Merchant.of(VIPPS.simulator(), SalesUnit.of("222222"))
                        .get("/epayment/v1/payments/order-0001")
                        .statusCode())
                .isEqualTo(200);
        assertThat(VIPPS.simulator().tokens().issued()).isEqualTo(2);
    }

    @Test
    void noMsnOrAForeignOneIs403() {
        assertThat(acme.create("order-0001").statusCode()).isEqualTo(403);
        assertThat(acme("999999").create("order-0001").statusCode()).isEqualTo(403);
        assertThat(acme("999999").get(WEBHOOKS).statusCode()).isEqualTo(403);
    }

    @Test
    void linkedUnitMayComeLater() {
        assertThat(acme("333333").create("order-0001").statusCode()).isEqualTo(403);
        VIPPS.simulator().addSalesUnit(SalesUnit.of("333333"));

        assertThat(acme("333333").create("order-0001").statusCode()).isEqualTo(201);
    }

    @Test
    void partnerKeysAreRefusedInTheTestEnvironment() {
        try (VippsSimulator test = VippsSimulator.start()) {
            test.addPartner(ACME);
            HttpResponse<String> answer = Merchant.anonymous(test).requestToken(ACME);

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body())
                    .isEqualTo("{\"statusCode\":401,"
                            + "\"message\":\"Access denied: partner keys work in production only\"}");
        }
    }

    @Test
    void eachScopeHasItsOwnRegistrationsAndLimits() {
        for (int i = 0; i < 25; i++) {
            assertThat(acme.post(WEBHOOKS, CREATED_EVENTS).statusCode()).isEqualTo(201);
        }
        assertThat(acme.post(WEBHOOKS, CREATED_EVENTS).statusCode()).isEqualTo(400);
        HttpResponse<String> ofUnit = acme("111111").post(WEBHOOKS, CREATED_EVENTS);
        assertThat(ofUnit.statusCode()).isEqualTo(201);

        assertThat(webhooks(acme)).hasSize(25);
        assertThat(webhooks(acme("111111"))).hasSize(1);
        assertThat(webhooks(acme("222222"))).isEmpty();
        assertThat(webhooks(Merchant.of(VIPPS.simulator(), SalesUnit.of("111111"))))
                .hasSize(1);
        String id = tree(ofUnit.body()).path("id").textValue();
        assertThat(acme.send("DELETE", WEBHOOKS + "/" + id, "").statusCode()).isEqualTo(404);
        assertThat(acme("111111").send("DELETE", WEBHOOKS + "/" + id, "").statusCode())
                .isEqualTo(204);
        WebhookRegistration first = VIPPS.simulator().webhooks().registrations().get(0);
        assertThat(first.partner()).isEqualTo("acme");
        assertThat(first.merchantSerialNumber()).isNull();
    }

    private static JsonNode webhooks(Merchant caller) {
        return tree(caller.get(WEBHOOKS).body()).path("webhooks");
    }

    @Test
    void partnersHaveNamesAndFakeKeys() {
        assertThat(ACME).hasToString("Partner[acme, [111111, 222222, 333333]]");
        assertThat(ACME.clientId()).isEqualTo(Partner.of("acme").clientId()).hasSize(36);
        assertThat(ACME.secondarySubscriptionKey()).startsWith("fake-");
        assertThatThrownBy(() -> Partner.of("Acme")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VIPPS.simulator().addPartner(Partner.of("acme")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("name: a partner with this name exists already");
    }

    @Test
    void clientIdsAreUniqueAmongAllWhoHoldKeys() {
        Partner partner = Partner.of("beta");
        VippsSimulator simulator = VIPPS.simulator();
        simulator.addPartner(partner);
        SalesUnit unit =
                SalesUnit.builder("444444").client(partner.clientId(), "secret").build();

        assertThatThrownBy(() -> simulator.addSalesUnit(unit))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("clientId: somebody with this client id exists already");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123", "12345678901", "12a4"})
    void partnersServeMsnsOnly(String msn) {
        assertThatThrownBy(() -> Partner.of("beta", "111111", msn))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("merchantSerialNumbers: must each be 4 to 10 digits");
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without a checker may do
    void nullIsRefusedByName() {
        assertThatThrownBy(() -> Partner.of(null)).hasMessage("name");
        assertThatThrownBy(() -> Partner.of("beta", (String) null)).hasMessage("merchantSerialNumbers");
        assertThatThrownBy(() -> VIPPS.simulator().addPartner(null)).hasMessage("partner");
        assertThatThrownBy(() -> VIPPS.simulator().addSalesUnit(null)).hasMessage("unit");
        Webhooks webhooks = VIPPS.simulator().webhooks();
        assertThatThrownBy(() -> webhooks.awaitIdle(null)).hasMessage("atMost");
        assertThatThrownBy(() -> webhooks.lose(null)).hasMessage("id");
        assertThatThrownBy(() -> webhooks.release((String) null)).hasMessage("reference");
        assertThatThrownBy(() -> webhooks.release("111111", null)).hasMessage("reference");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"x\":1}]", "[null]", "[111111]", "\"111111\""})
    void msnsOverHttpAreStrings(String msns) {
        assertThat(Merchant.anonymous(VIPPS.simulator())
                        .post("/simulator/partners", "{\"name\":\"beta\",\"merchantSerialNumbers\":" + msns + "}")
                        .body())
                .isEqualTo("{\"message\":\"merchantSerialNumbers: must be an array of strings\"}");
    }

    @Test
    void partnersAddedLaterAreForgottenByReset() {
        VIPPS.simulator().addPartner(Partner.of("later", "111111"));
        VIPPS.simulator().reset();

        VIPPS.simulator().addPartner(Partner.of("later", "111111"));
        assertThat(Merchant.anonymous(VIPPS.simulator()).requestToken(ACME).statusCode())
                .isEqualTo(200);
    }

    @Test
    void partnersAreListedWithoutKeysAndAddedWithThem() {
        Merchant tester = Merchant.anonymous(VIPPS.simulator());
        HttpResponse<String> added = tester.post(
                "/simulator/partners", "{\"name\":\"beta\",\"merchantSerialNumbers\":[\"111111\",\"999999\"]}");

        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(tree(added.body()))
                .isEqualTo(tree("""
                {"name":"beta","merchantSerialNumbers":["111111","999999"],"clientId":"%s",
                 "clientSecret":"fake-client-secret-of-partner-beta",
                 "primarySubscriptionKey":"fake-primary-subscription-key-of-partner-beta",
                 "secondarySubscriptionKey":"fake-secondary-subscription-key-of-partner-beta"}""".formatted(Partner.of("beta").clientId())));
        JsonNode listed = tree(tester.get("/simulator/partners").body());
        assertThat(listed).hasSize(2);
        assertThat(listed.get(1).fieldNames())
                .toIterable()
                .containsExactly("name", "merchantSerialNumbers", "clientId");
        assertThat(tester.post("/simulator/partners", "{}").body()).isEqualTo("{\"message\":\"name: is required\"}");
    }
}
