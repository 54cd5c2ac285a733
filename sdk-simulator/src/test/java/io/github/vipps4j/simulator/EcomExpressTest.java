package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.EcomShop.errors;
import static io.github.vipps4j.simulator.EcomShop.socks;
import static io.github.vipps4j.simulator.EcomShop.withMerchant;
import static io.github.vipps4j.simulator.EcomShop.withTransaction;
import static io.github.vipps4j.simulator.Merchant.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcomExpressTest {
    private static final String ORDER = "order-0001";
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final SimulatedAddress BERGEN =
            new SimulatedAddress("Bryggen 2", "c/o Olsen", "5003", "Bergen", "NO");
    private static final String STATIC = """
            "staticShippingDetails":[
              {"isDefault":"N","priority":2,"shippingCost":0,"shippingMethod":"At the shop","shippingMethodId":"shop"},
              {"isDefault":"Y","priority":1,"shippingCost":99.5,"shippingMethod":"Posten home",
               "shippingMethodId":"posten-home"}]""";
    private static final String ANSWER = """
            {"addressId":$addressId,"orderId":"order-0001","shippingDetails":[
              {"isDefault":"Y","priority":1,"shippingCost":99.00,"shippingMethod":"Posten home",
               "shippingMethodId":"posten-home"}]}""";

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private final Receiver receiver = new Receiver();
    private final ShippingDesk desk = new ShippingDesk();
    private VippsSimulator simulator;
    private SimulatedCustomer customer;
    private EcomShop shop;

    @BeforeEach
    void shop() {
        simulator = VIPPS.simulator();
        customer = simulator.customer();
        shop = EcomShop.of(simulator);
        desk.answers(200, ANSWER);
    }

    @AfterEach
    void close() {
        receiver.close();
        desk.close();
    }

    private String express(String shipping) {
        return withMerchant(
                socks(ORDER, receiver),
                "\"paymentType\":\"eComm Express Payment\",\"consentRemovalPrefix\":\""
                        + receiver.url("/consents/s3gment")
                        + "\"" + (shipping.isEmpty() ? "" : ",") + shipping);
    }

    private String dynamic() {
        return express("\"shippingDetailsPrefix\":\"" + desk.url() + "\"");
    }

    private Receiver.Received callback() {
        simulator.callbacks().awaitIdle(SOON);
        return receiver.received().get(receiver.received().size() - 1);
    }

    @Test
    void approvedTotalIsAmountPlusShippingInKroner() {
        assertThat(shop.initiate(express(STATIC)).statusCode()).isEqualTo(200);
        assertThat(customer.approve(ORDER)).isEqualTo(ApprovalResult.APPROVED);

        assertThat(simulator.payment(ORDER).authorized()).isEqualTo(59_850);
        JsonNode details = shop.read(ORDER);
        assertThat(details.path("transactionLogHistory").findValuesAsText("amount"))
                .containsExactly("59850", "49900");
        assertThat(details.path("transactionSummary")
                        .path("remainingAmountToCapture")
                        .longValue())
                .isEqualTo(59_850);
        assertThat(shop.details(ORDER).body())
                .contains("\"shippingCost\":99.50,\"shippingMethod\":\"Posten home\","
                        + "\"shippingMethodId\":\"posten-home\"");
        assertThat(details.path("shippingDetails").path("address")).isEqualTo(tree("""
                {"addressLine1":"Storgata 1","city":"Oslo","country":"Norway","postCode":"0155"}"""));
        assertThat(desk.questions()).isEmpty();
    }

    @Test
    void callbackOfExpressHasItsOwnStatusAndZipCode() {
        simulator
                .users()
                .add(SimulatedUser.builder("4791234567").userId("ab/c+d==").build());
        shop.initiate(express(STATIC));
        customer.chooseAddress(ORDER, BERGEN);
        customer.chooseShipping(ORDER, "shop");
        customer.approve(ORDER);

        JsonNode body = callback().json();
        assertThat(body).isEqualTo(tree("""
                {"merchantSerialNumber":"654321","orderId":"order-0001",
                 "transactionInfo":{"amount":49900,"status":"RESERVE","timeStamp":"%s","transactionId":"%s"},
                 "shippingDetails":{"address":{"addressLine1":"Bryggen 2","addressLine2":"c/o Olsen","city":"Bergen",
                     "country":"Norway","zipCode":"5003"},
                   "shippingCost":0.00,"shippingMethod":"At the shop","shippingMethodId":"shop"},
                 "userDetails":{"email":"kari.nordmann@example.com","firstName":"Kari","lastName":"Nordmann",
                   "mobileNumber":"91234567","userId":"ab/c+d=="}}""".formatted(
                        body.path("transactionInfo").path("timeStamp").textValue(),
                        body.path("transactionInfo").path("transactionId").textValue())));
    }

    @Test
    void callbackOfACancelledExpressTellsNothingOfTheUser() {
        shop.initiate(express(STATIC));
        customer.reject(ORDER);

        assertThat(callback().json().path("transactionInfo").path("status").textValue())
                .isEqualTo("CANCELLED");
        assertThat(callback().json().has("userDetails")).isFalse();
        assertThat(shop.read(ORDER).has("userDetails")).isFalse();
    }

    @Test
    void merchantIsAskedForShippingWithItsToken() {
        shop.initiate(dynamic());
        ShippingOffer offer = customer.chooseAddress(ORDER, BERGEN);

        ShippingDesk.Question question = desk.questions().get(0);
        assertThat(question.path()).isEqualTo("/shipping/v2/payments/order-0001/shippingDetails");
        assertThat(question.authorization()).isEqualTo("shop-token");
        assertThat(question.contentType()).isEqualTo("application/json;charset=UTF-8");
        long addressId = question.json().path("addressId").longValue();
        assertThat(addressId).isGreaterThanOrEqualTo(100);
        assertThat(question.json()).isEqualTo(tree("""
                {"addressId":%d,"addressLine1":"Bryggen 2","addressLine2":"c/o Olsen","city":"Bergen","country":"NO",
                 "postCode":"5003","addressType":"H"}""".formatted(addressId)));
        assertThat(offer.options())
                .containsExactly(new ShippingOffer.Option("posten-home", "Posten home", "OTHER", "OTHER", 9_900, true));
        assertThat(customer.approve(ORDER)).isEqualTo(ApprovalResult.APPROVED);
        assertThat(simulator.payment(ORDER).authorized()).isEqualTo(59_800);
        assertThat(desk.questions()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {} | answered 400",
                "200 | [] | answered 200 without a JSON object",
                "200 | {\"addressId\":1,\"orderId\":\"order-0001\",\"shippingDetails\":[]}"
                        + " | answered 200 with invalid fields [FieldError[name=addressId, reason=is not that of the question]]",
                "200 | {\"addressId\":$addressId,\"orderId\":\"order-0002\",\"shippingDetails\":[]}"
                        + " | answered 200 with invalid fields [FieldError[name=orderId, reason=is not that of the question]]",
                "200 | {\"addressId\":$addressId,\"orderId\":\"order-0001\",\"shippingDetails\":[{\"isDefault\":\"Y\","
                        + "\"shippingCost\":99.999,\"shippingMethod\":\"a\",\"shippingMethodId\":\"b\"}]}"
                        + " | answered 200 with invalid fields [FieldError[name=shippingDetails[0].shippingCost,"
                        + " reason=must be 0 to 1000000, with at most 2 decimals]]",
                "200 | {\"addressId\":$addressId,\"orderId\":\"order-0001\",\"shippingDetails\":[{\"isDefault\":true,"
                        + "\"shippingCost\":99,\"shippingMethod\":\"a\",\"shippingMethodId\":\"b\"}]}"
                        + " | answered 200 with invalid fields [FieldError[name=shippingDetails[0].isDefault,"
                        + " reason=must be one of Y, N]]",
            })
    void wrongAnswerLetsTheCustomerNotGoOn(int status, String body, String problem) {
        desk.answers(status, body);
        shop.initiate(dynamic());

        ShippingOffer failed = customer.chooseAddress(ORDER, BERGEN);
        assertThat(failed.status()).isEqualTo(ShippingOffer.Status.FAILED);
        assertThat(failed.problem()).isEqualTo(problem);
        assertThat(customer.approve(ORDER)).isEqualTo(ApprovalResult.NO_SHIPPING);
        assertThat(simulator.payment(ORDER).state()).isEqualTo(SimulatedState.CREATED);
    }

    @Test
    void lateAnswerLetsTheCustomerNotGoOn() {
        desk.answers(0, "");
        try (VippsSimulator impatient = VippsSimulator.builder()
                .shippingAnswerTime(Duration.ofMillis(50))
                .start()) {
            EcomShop.of(impatient).initiate(dynamic());

            assertThat(impatient.customer().chooseAddress(ORDER, BERGEN).problem())
                    .isEqualTo("no answer within PT0.05S");
        }
    }

    @Test
    void addressAbroadCannotBeChosen() {
        shop.initiate(express(STATIC));

        assertThatThrownBy(() ->
                        customer.chooseAddress(ORDER, SimulatedAddress.of("Kungsgatan 1", "11143", "Stockholm", "SE")))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void expressNeedsItsPrefixesAndNoScope() {
        assertThat(errors(shop.initiate(express(""))))
                .isEqualTo("400 InvalidRequest merchantInfo.shippingDetailsPrefix");
        assertThat(errors(shop.initiate(
                        withMerchant(socks(ORDER), "\"paymentType\":\"eComm Express Payment\"," + STATIC))))
                .isEqualTo("400 InvalidRequest merchantInfo.consentRemovalPrefix");
        assertThat(errors(shop.initiate(withTransaction(express(STATIC), "\"scope\":\"name\""))))
                .isEqualTo("400 InvalidRequest transaction.scope");
        assertThat(errors(shop.initiate(express(STATIC.replace("\"Y\"", "true")))))
                .isEqualTo("400 InvalidRequest merchantInfo.staticShippingDetails[1].isDefault");
        SalesUnit unit = SalesUnit.builder("111111").without(Feature.EXPRESS).build();
        simulator.addSalesUnit(unit);
        assertThat(errors(EcomShop.of(simulator, unit).initiate(express(STATIC).replace("654321", "111111"))))
                .isEqualTo("400 Merchant 36");
    }

    @Test
    void consentIsTakenBackWithoutATokenAndWithAnEncodedId() {
        simulator
                .users()
                .add(SimulatedUser.builder("4791234567").userId("ab/c+d==").build());
        shop.initiate(express(STATIC));
        assertThatThrownBy(() -> customer.removeConsent(ORDER)).isInstanceOf(IllegalStateException.class);
        customer.approve(ORDER);
        assertThat(callback().method()).isEqualTo("POST");
        customer.removeConsent(ORDER);

        Receiver.Received removal = callback();
        assertThat(removal.method()).isEqualTo("DELETE");
        assertThat(removal.pathAndQuery()).isEqualTo("/consents/s3gment/v2/consents/ab%2Fc%2Bd%3D%3D");
        assertThat(removal.headers()).doesNotContainKey("Authorization");
        assertThat(removal.body()).isEmpty();
        assertThat(simulator.callbacks().deliveries()).last().satisfies(delivery -> {
            assertThat(delivery.kind()).isEqualTo(CallbackDelivery.Kind.CONSENT_REMOVAL);
            assertThat(delivery.path()).isEqualTo("/v2/consents/ab%2Fc%2Bd%3D%3D");
            assertThat(delivery.told()).isNull();
            assertThat(delivery.status()).isEqualTo(200);
        });
        assertThat(simulator.callbacks().deliveries().toString()).doesNotContain("s3gment");
    }

    @Test
    void regularPaymentHasNoConsentToTakeBack() {
        shop.order(ORDER);
        customer.approve(ORDER);

        assertThatThrownBy(() -> customer.removeConsent("654321", ORDER))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("There is no consent to take back: order-0001 is no approved Express payment of eCom");
    }

    @Test
    void personalDataExpireAfterSevenDays() {
        shop.initiate(express(STATIC));
        customer.approve(ORDER);
        simulator.clock().advance(Duration.ofDays(7).minusSeconds(1));
        shop = EcomShop.of(simulator);
        assertThat(shop.read(ORDER).path("userDetails").path("mobileNumber").textValue())
                .isEqualTo("91234567");
        simulator.clock().advance(Duration.ofSeconds(1));

        JsonNode details = shop.read(ORDER);
        assertThat(details.path("userDetails")).isEqualTo(tree("""
                {"email":"[Expired]","firstName":"[Expired]","lastName":"[Expired]","mobileNumber":"[Expired]",
                 "userId":"[Expired]"}"""));
        assertThat(details.path("shippingDetails").path("address")).isEqualTo(tree("""
                {"addressLine1":"[Expired]","city":"[Expired]","country":"[Expired]","postCode":"[Expired]"}"""));
        assertThat(details.path("shippingDetails").path("shippingMethodId").textValue())
                .isEqualTo("posten-home");
    }

    @Test
    void subComesLaterAndNeverForAVeryShortOrderId() {
        try (VippsSimulator slow =
                VippsSimulator.builder().profileDelay(Duration.ofSeconds(2)).start()) {
            EcomShop other = EcomShop.of(slow);
            for (String orderId : new String[] {ORDER, "abc"}) {
                other.initiate(withTransaction(socks(orderId), "\"scope\":\"name\""));
                slow.customer().approve(orderId);
            }
            assertThat(other.read(ORDER).has("sub")).isFalse();
            assertThat(other.read(ORDER).has("userDetails")).isTrue();
            slow.clock().advance(Duration.ofSeconds(2));

            assertThat(other.read(ORDER).path("sub").textValue()).hasSize(36);
            assertThat(other.read("abc").has("sub")).isFalse();
        }
    }

    @Test
    void withoutScopeNothingOfTheUserIsTold() {
        shop.order(ORDER);
        customer.approve(ORDER);

        assertThat(shop.read(ORDER).has("userDetails")).isFalse();
        assertThat(shop.read(ORDER).has("sub")).isFalse();
    }
}
