package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.EcomShop.errors;
import static io.github.vipps4j.simulator.EcomShop.path;
import static io.github.vipps4j.simulator.EcomShop.socks;
import static io.github.vipps4j.simulator.Merchant.refusal;
import static io.github.vipps4j.simulator.Merchant.tree;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may call eCom, and what ePayment sees of what was made there. */
class EcomAccessTest {
    private static final String ORDER = "order-0001";

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private VippsSimulator simulator;
    private EcomShop shop;
    private Merchant merchant;

    @BeforeEach
    void initiatedOrder() {
        simulator = VIPPS.simulator();
        shop = EcomShop.of(simulator);
        merchant = shop.merchant();
        shop.order(ORDER);
    }

    @Test
    void wrongSubscriptionKeyIsRefusedInTheShortShapeOfTheGateway() {
        HttpResponse<String> answer =
                merchant.with("Ocp-Apim-Subscription-Key", "other").get(path(ORDER, "details"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(tree(answer.body())).isEqualTo(tree("""
                {"statusCode":401,"message":"Access denied due to missing or invalid subscription key"}"""));
    }

    @Test
    void wrongTokenIsRefusedInTheLongShapeOfTheGateway() {
        HttpResponse<String> answer = merchant.with("Authorization", "Bearer x").get(path(ORDER, "details"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(tree(answer.body())).isEqualTo(tree("""
                {"responseInfo":{"responseCode":401,"responseMessage":"Unauthorized"},
                 "result":{"message":"Access token is missing, not valid, or of another sales unit"}}"""));
    }

    @Test
    void merchantSerialNumberHeaderMayBeLeftOutWithTheUnitsOwnKeys() {
        Merchant without = merchant.without("Merchant-Serial-Number");

        assertThat(without.post(EcomShop.PAYMENTS, socks("order-0002")).statusCode())
                .isEqualTo(200);
        assertThat(without.get(path("order-0002", "details")).statusCode()).isEqualTo(200);
        assertThat(errors(merchant.with("Merchant-Serial-Number", "x").get(path(ORDER, "details"))))
                .isEqualTo("400 InvalidRequest Merchant-Serial-Number");
    }

    @Test
    void partnerHasToNameTheUnitInTheHeader() {
        SalesUnit unit = SalesUnit.of("654321");
        try (VippsSimulator production = VippsSimulator.builder()
                .production()
                .salesUnit(unit)
                .partner(Partner.of("acme", "654321"))
                .start()) {
            Merchant partner = Merchant.of(production, Partner.of("acme", "654321"));

            assertThat(partner.post(EcomShop.PAYMENTS, socks(ORDER)).statusCode())
                    .isEqualTo(403);
            assertThat(partner.with("Merchant-Serial-Number", "654321")
                            .post(EcomShop.PAYMENTS, socks(ORDER))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void bodyOfAnotherSalesUnitFindsNoOrder() {
        simulator.customer().approve(ORDER);
        String body = EcomShop.modification("Sent", "100").replace("654321", "111111");

        assertThat(errors(shop.requestId("c1").post(path(ORDER, "capture"), body)))
                .isEqualTo("404 Merchant 35");
        assertThat(errors(merchant.send("PUT", path(ORDER, "cancel"), body))).startsWith("400 InvalidRequest");
        assertThat(errors(merchant.send("PUT", path(ORDER, "cancel"), body.replace(",\"amount\":100", ""))))
                .isEqualTo("404 Merchant 35");
    }

    @Test
    void ePaymentReadsCapturesRefundsAndCancelsWhatEcomMade() {
        simulator.customer().approve(ORDER);

        assertThat(tree(merchant.get("/epayment/v1/payments/" + ORDER).body())
                        .path("state")
                        .textValue())
                .isEqualTo("AUTHORIZED");
        assertThat(merchant.capture(ORDER, 20_000, "c1").statusCode()).isEqualTo(200);
        assertThat(merchant.refund(ORDER, 5_000, "r1").statusCode()).isEqualTo(200);
        assertThat(merchant.cancel(ORDER).statusCode()).isEqualTo(200);
        assertThat(shop.history(ORDER)).isEqualTo("VOID REFUND CAPTURE RESERVE INITIATE");
        assertThat(shop.read(ORDER).path("transactionLogHistory").findValuesAsText("requestId"))
                .containsExactly("", "r1", "c1", "", "");
    }

    @Test
    void ePaymentHasNeitherEventsNorForceApproveOfIt() {
        assertThat(refusal(merchant.get("/epayment/v1/payments/" + ORDER + "/events")))
                .isEqualTo("404 5090");
        assertThat(refusal(merchant.post(
                        "/epayment/v1/test/payments/" + ORDER + "/approve",
                        "{\"customer\":{\"phoneNumber\":\"4791234567\"}}")))
                .isEqualTo("404 5090");
        assertThat(refusal(merchant.create(ORDER))).isEqualTo("409 4150");
    }

    @Test
    void ecomDoesNotKnowWhatEPaymentMade() {
        merchant.create("order-0002");
        simulator.customer().approve("order-0002");

        assertThat(errors(shop.details("order-0002"))).isEqualTo("404 Merchant 35");
        assertThat(errors(shop.capture("order-0002", "100", "c1"))).isEqualTo("404 Merchant 35");
        assertThat(errors(shop.refund("order-0002", "100", "r1"))).isEqualTo("404 Merchant 35");
        assertThat(errors(shop.cancel("order-0002"))).isEqualTo("404 Merchant 35");
        assertThat(errors(shop.order("order-0002"))).isEqualTo("400 Merchant 34");
    }

    @Test
    void noWebhookTellsOfIt() {
        try (Receiver receiver = new Receiver()) {
            merchant.register(receiver.url("/hooks"), "created", "authorized", "captured");
            shop.order("order-0002");
            simulator.customer().approve("order-0002");
            shop.capture("order-0002", "", "c1");
            merchant.create("order-0003");
            simulator.webhooks().awaitIdle(Duration.ofSeconds(5));

            assertThat(receiver.received())
                    .extracting(one -> one.json().path("reference").textValue())
                    .containsExactly("order-0003");
        }
    }
}
