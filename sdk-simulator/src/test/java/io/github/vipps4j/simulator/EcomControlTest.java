package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.EcomShop.errors;
import static io.github.vipps4j.simulator.EcomShop.socks;
import static io.github.vipps4j.simulator.EcomShop.withMerchant;
import static io.github.vipps4j.simulator.Merchant.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EcomControlTest {
    private static final String ORDER = "order-0001";

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private final Receiver receiver = new Receiver();
    private VippsSimulator simulator;
    private EcomShop shop;
    private Merchant tester;

    @BeforeEach
    void tester() {
        simulator = VIPPS.simulator();
        shop = EcomShop.of(simulator);
        tester = Merchant.anonymous(simulator);
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    private HttpResponse<String> act(String step) {
        return tester.post("/simulator/payments/" + ORDER + "/" + step, "");
    }

    private void awaitIdle() {
        assertThat(tester.post("/simulator/callbacks/await-idle", "{\"atMost\":\"PT5S\"}")
                        .statusCode())
                .isEqualTo(204);
    }

    private String express() {
        return withMerchant(
                socks(ORDER, receiver),
                "\"paymentType\":\"eComm Express Payment\",\"consentRemovalPrefix\":\""
                        + receiver.url("/consents/s3gment") + "\",\"staticShippingDetails\":["
                        + "{\"isDefault\":\"Y\",\"shippingCost\":99,\"shippingMethod\":\"a\",\"shippingMethodId\":\"b\"}]");
    }

    @Test
    void customerApprovesAndTakesTheConsentBack() {
        tester.post("/simulator/users", "{\"phoneNumber\":\"4791234567\",\"userId\":\"ab/c+d==\"}");
        shop.initiate(express());

        assertThat(tree(act("approve").body()).path("authorized").longValue()).isEqualTo(59_800);
        awaitIdle();
        assertThat(act("remove-consent").statusCode()).isEqualTo(200);
        awaitIdle();
        assertThat(receiver.received())
                .extracting(one -> one.method() + ' ' + one.pathAndQuery())
                .containsExactly(
                        "POST /callbacks/v2/payments/order-0001",
                        "DELETE /consents/s3gment/v2/consents/ab%2Fc%2Bd%3D%3D");
        JsonNode callbacks = tree(tester.get("/simulator/callbacks").body());
        assertThat(callbacks.get(0))
                .isEqualTo(tree("""
                {"kind":"PAYMENT_UPDATE","merchantSerialNumber":"654321","orderId":"order-0001",
                 "path":"/v2/payments/order-0001","told":"RESERVE","status":200,"at":"%s"}""".formatted(callbacks.get(0).path("at").textValue())));
        assertThat(callbacks.get(1))
                .isEqualTo(tree("""
                {"kind":"CONSENT_REMOVAL","merchantSerialNumber":"654321","orderId":"order-0001",
                 "path":"/v2/consents/ab%%2Fc%%2Bd%%3D%%3D","told":null,"status":200,"at":"%s"}""".formatted(callbacks.get(1).path("at").textValue())));
    }

    @Test
    void customerRejectsOrDoesNothing() {
        shop.initiate(socks(ORDER, receiver));
        assertThat(tree(act("reject").body()).path("state").textValue()).isEqualTo("ABORTED");
        assertThat(act("remove-consent").statusCode()).isEqualTo(409);
        simulator.reset();
        EcomShop.of(simulator).initiate(socks(ORDER, receiver));

        assertThat(tree(act("ignore").body()).path("state").textValue()).isEqualTo("EXPIRED");
    }

    @Test
    void consentOfAnUnknownPaymentIs404() {
        assertThat(act("remove-consent").statusCode()).isEqualTo(404);
    }

    @Test
    void faultsOfEcomCanBeOrdered() {
        shop.order(ORDER);
        act("approve");
        tester.post(
                "/simulator/faults",
                "{\"operation\":\"ECOM_CAPTURE\",\"fault\":\"ecomError\",\"group\":\"Payment\",\"code\":\"63\"}");
        tester.post("/simulator/faults", "{\"operation\":\"ECOM_REFUND\",\"fault\":\"lockedAfterActing\"}");

        assertThat(errors(shop.capture(ORDER, "100", "c1"))).isEqualTo("400 Payment 63");
        shop.capture(ORDER, "200", "c2");
        assertThat(errors(shop.refund(ORDER, "100", "r1"))).isEqualTo("400 VippsError 94");
        assertThat(simulator.payment(ORDER).refunded()).isEqualTo(100);
        assertThat(tester.post(
                                "/simulator/faults",
                                "{\"operation\":\"ECOM_CAPTURE\",\"fault\":\"ecomError\",\"group\":\"Payment\"}")
                        .body())
                .isEqualTo("{\"message\":\"code: is required\"}");
    }

    @Test
    void salesUnitWithDirectCaptureIsAdded() {
        HttpResponse<String> added = tester.post(
                "/simulator/sales-units",
                "{\"merchantSerialNumber\":\"111111\",\"features\":[\"PAYMENTS\",\"DIRECT_CAPTURE\"]}");

        assertThat(tree(added.body()).path("features")).isEqualTo(tree("[\"PAYMENTS\",\"DIRECT_CAPTURE\"]"));
    }

    @Test
    void waitingForCallbacksEndsWithTheTimeGiven() {
        receiver.answers(0);
        shop.initiate(socks(ORDER, receiver));
        act("approve");

        HttpResponse<String> answer = tester.post("/simulator/callbacks/await-idle", "{\"atMost\":\"PT0.02S\"}");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("Callbacks are still on their way");
        assertThat(tester.post("/simulator/callbacks/await-idle", "{}").statusCode())
                .isEqualTo(400);
    }
}
