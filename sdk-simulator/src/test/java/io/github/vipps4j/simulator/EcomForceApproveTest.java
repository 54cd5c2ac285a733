package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.EcomShop.errors;
import static io.github.vipps4j.simulator.EcomShop.socks;
import static io.github.vipps4j.simulator.EcomShop.withMerchant;
import static io.github.vipps4j.simulator.EcomShop.withTransaction;
import static io.github.vipps4j.simulator.Merchant.tree;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EcomForceApproveTest {
    private static final String ORDER = "order-0001";

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private VippsSimulator simulator;
    private EcomShop shop;

    @BeforeEach
    void shop() {
        simulator = VIPPS.simulator();
        shop = EcomShop.of(simulator);
    }

    private HttpResponse<String> force(String orderId, String body) {
        return shop.merchant().post("/ecomm/v2/integration-test/payments/" + orderId + "/approve", body);
    }

    /** Initiates, and gives the token of the URL. */
    private String initiate(String body) {
        String url = tree(shop.initiate(body).body()).path("url").asText();
        return url.substring(url.indexOf("token=") + "token=".length());
    }

    @Test
    void numberAndTokenOfTheUrlReserveTheMoneyWithoutACustomer() {
        String token = initiate(socks(ORDER));
        HttpResponse<String> answer =
                force(ORDER, "{\"customerPhoneNumber\":\"91234567\",\"token\":\"" + token + "\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(shop.history(ORDER)).isEqualTo("RESERVE INITIATE");
        assertThat(simulator.payment(ORDER).authorized()).isEqualTo(49_900);
    }

    @Test
    void neitherNumberNorTokenIsNeeded() {
        initiate(socks(ORDER));

        assertThat(force(ORDER, "").statusCode()).isEqualTo(200);
        assertThat(errors(force(ORDER, "{}"))).isEqualTo("400 VippsError 92");
    }

    @Test
    void merchantIsToldAsOfAnyApproval() {
        try (Receiver receiver = new Receiver()) {
            initiate(socks(ORDER, receiver));
            force(ORDER, "{}");
            simulator.callbacks().awaitIdle(Duration.ofSeconds(5));

            assertThat(receiver.received())
                    .singleElement()
                    .satisfies(one -> assertThat(one.text()).contains("\"status\":\"RESERVED\""));
        }
    }

    @Test
    void tokenMustBeThatOfTheOrder() {
        initiate(socks(ORDER));

        assertThat(errors(force(ORDER, "{\"token\":\"other\"}"))).isEqualTo("400 InvalidRequest token");
        assertThat(errors(force(ORDER, "{\"customerPhoneNumber\":\"+4791234567\"}")))
                .isEqualTo("400 InvalidRequest customerPhoneNumber");
        assertThat(errors(force("order-9999", "{}"))).isEqualTo("404 Merchant 35");
    }

    @Test
    void expressAndSkippedLandingPagesCannotBeForced() {
        initiate(withMerchant(
                socks(ORDER),
                "\"paymentType\":\"eComm Express Payment\",\"consentRemovalPrefix\":\"https://shop.example\","
                        + "\"staticShippingDetails\":[]"));
        initiate(withTransaction(socks("order-0002"), "\"skipLandingPage\":true"));

        assertThat(errors(force(ORDER, "{}"))).isEqualTo("400 VippsError 91");
        assertThat(errors(force("order-0002", "{}"))).isEqualTo("400 VippsError 91");
    }

    @Test
    void userMustHaveApprovedByHandBeforeAndHaveACard() {
        simulator
                .users()
                .add(SimulatedUser.builder("4791234567").approvedBefore(false).build());
        simulator
                .users()
                .add(SimulatedUser.builder("4798888888")
                        .card(SimulatedCard.NONE)
                        .build());
        simulator.users().unknown("4799999999");
        initiate(socks(ORDER));

        assertThat(errors(force(ORDER, "{}"))).isEqualTo("400 Payment 1082");
        assertThat(errors(force(ORDER, "{\"customerPhoneNumber\":\"98888888\"}")))
                .isEqualTo("400 Payment 41");
        assertThat(errors(force(ORDER, "{\"customerPhoneNumber\":\"99999999\"}")))
                .isEqualTo("400 User 81");
        assertThat(force(ORDER, "{\"customerPhoneNumber\":\"97777777\"}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void testAmountsHaveNoEffect() {
        initiate(socks(ORDER).replace("49900", "151"));

        assertThat(force(ORDER, "{}").statusCode()).isEqualTo(200);
        assertThat(simulator.payment(ORDER).authorized()).isEqualTo(151);
    }

    @Test
    void orderThatIsOverCannotBeForced() {
        initiate(socks(ORDER));
        shop.cancel(ORDER);

        assertThat(errors(force(ORDER, "{}"))).isEqualTo("400 VippsError 91");
    }

    @Test
    void productionHasNoSuchOperation() {
        try (VippsSimulator production = VippsSimulator.builder().production().start()) {
            shop = EcomShop.of(production);
            initiate(socks(ORDER));

            assertThat(force(ORDER, "{}").statusCode()).isEqualTo(404);
        }
    }
}
