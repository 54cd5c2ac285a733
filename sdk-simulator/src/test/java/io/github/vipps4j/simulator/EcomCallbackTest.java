package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.EcomShop.socks;
import static io.github.vipps4j.simulator.EcomShop.withTransaction;
import static io.github.vipps4j.simulator.Merchant.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EcomCallbackTest {
    private static final String ORDER = "order-0001";
    private static final Duration SOON = Duration.ofSeconds(5);

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private final Receiver receiver = new Receiver();
    private VippsSimulator simulator;
    private SimulatedCustomer customer;
    private EcomShop shop;

    @BeforeEach
    void initiatedOrder() {
        simulator = VIPPS.simulator();
        customer = simulator.customer();
        shop = EcomShop.of(simulator);
        shop.initiate(socks(ORDER, receiver));
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    private List<Receiver.Received> received() {
        simulator.callbacks().awaitIdle(SOON);
        return receiver.received();
    }

    /** The statuses that the merchant was told, in order. */
    private List<String> told() {
        return received().stream()
                .map(one -> one.json().path("transactionInfo").path("status").textValue())
                .toList();
    }

    @Test
    void approvalIsToldWithTheTokenAsItIs() {
        customer.approve(ORDER);

        Receiver.Received callback = received().get(0);
        SimulatedPayment.Event event = simulator.payment(ORDER).events().get(1);
        assertThat(callback.method()).isEqualTo("POST");
        assertThat(callback.pathAndQuery()).isEqualTo("/callbacks/v2/payments/order-0001");
        assertThat(callback.header("Authorization")).isEqualTo("shop-token");
        assertThat(callback.header("Content-type")).isEqualTo("application/json;charset=UTF-8");
        JsonNode body = callback.json();
        assertThat(body).isEqualTo(tree("""
                {"merchantSerialNumber":"654321","orderId":"order-0001",
                 "transactionInfo":{"amount":49900,"status":"RESERVED","timeStamp":"%s","transactionId":"%s"}}""".formatted(
                        body.path("transactionInfo").path("timeStamp").textValue(), event.pspReference())));
        assertThat(body.path("transactionInfo").path("timeStamp").textValue())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(simulator.callbacks().deliveries()).singleElement().satisfies(delivery -> {
            assertThat(delivery.kind()).isEqualTo(CallbackDelivery.Kind.PAYMENT_UPDATE);
            assertThat(delivery.merchantSerialNumber()).isEqualTo("654321");
            assertThat(delivery.orderId()).isEqualTo(ORDER);
            assertThat(delivery.path()).isEqualTo("/v2/payments/order-0001");
            assertThat(delivery.told()).isEqualTo("RESERVED");
            assertThat(delivery.status()).isEqualTo(200);
            assertThat(delivery.isSuccess()).isTrue();
        });
    }

    @Test
    void withoutATokenThereIsNoAuthorization() {
        shop.initiate(socks("order-0002", receiver).replace(",\n   \"authToken\":\"shop-token\"", ""));
        customer.approve("order-0002");

        assertThat(received().get(0).headers()).doesNotContainKey("Authorization");
    }

    @Test
    void merchantSerialNumberCanBeANumber() {
        try (VippsSimulator other =
                VippsSimulator.builder().numericMerchantSerialNumber().start()) {
            EcomShop.of(other).initiate(socks(ORDER, receiver));
            other.customer().approve(ORDER);
            other.callbacks().awaitIdle(SOON);
        }

        assertThat(receiver.received().get(0).json().path("merchantSerialNumber"))
                .isEqualTo(tree("654321"));
    }

    @Test
    void prefixWithASlashAtTheEndGivesTwo() {
        shop.initiate(socks("order-0002", receiver).replace("/callbacks\"", "/callbacks/\""));
        customer.approve("order-0002");

        assertThat(received().get(0).pathAndQuery()).isEqualTo("/callbacks//v2/payments/order-0002");
    }

    @Test
    void customerWhoRejectsHasCancelled() {
        customer.reject(ORDER);

        assertThat(told()).containsExactly("CANCELLED");
    }

    @Test
    void customerWhoRefusesConsentHasCancelled() {
        shop.initiate(withTransaction(socks("order-0002", receiver), "\"scope\":\"name\""));
        customer.refuseConsent("order-0002");

        assertThat(told()).containsExactly("CANCELLED");
    }

    @Test
    void customerWhoDoesNothingHasRejected() {
        customer.ignore(ORDER);

        assertThat(told()).containsExactly("REJECTED");
    }

    @Test
    void timeThatIsOverIsToldWithoutAnybodyLooking() {
        shop.initiate(socks("order-0002", receiver));
        simulator.clock().advance(Duration.ofMinutes(10));

        assertThat(told()).containsExactly("REJECTED", "REJECTED");
    }

    @Test
    void failedReservationIsToldOnceWithAnError() {
        shop.initiate(socks("order-0002", receiver).replace("49900", "151"));
        customer.approve("order-0002");
        assertThatThrownBy(() -> customer.approve("order-0002")).isInstanceOf(IllegalStateException.class);
        simulator.clock().advance(Duration.ofMinutes(9));

        assertThat(told()).containsExactly("RESERVE_FAILED");
        JsonNode error = receiver.received().get(0).json().path("errorInfo");
        assertThat(error.path("errorGroup").textValue()).isEqualTo("Payment");
        assertThat(error.path("errorCode").textValue()).isEqualTo("42");
        assertThat(error.path("errorMessage").textValue()).isEqualTo("Refused by the issuer");
        assertThat(error.path("contextId").textValue()).hasSize(36);
    }

    @Test
    void directCaptureIsToldAsASale() {
        SalesUnit unit =
                SalesUnit.builder("111111").with(Feature.DIRECT_CAPTURE).build();
        simulator.addSalesUnit(unit);
        EcomShop direct = EcomShop.of(simulator, unit);
        String body = socks("order-0002", receiver).replace("654321", "111111");
        direct.initiate(body);
        customer.approve("order-0002");
        assertThat(told()).containsExactly("SALE");
        direct.initiate(body.replace("order-0002", "order-0003").replace("49900", "151"));
        customer.approve("order-0003");

        assertThat(told()).containsExactly("SALE", "SALE_FAILED");
        assertThat(direct.history("order-0003")).isEqualTo("SALE INITIATE");
    }

    @Test
    void scopeGivesTheCallbackOfExpressWithTheUser() {
        simulator
                .users()
                .add(SimulatedUser.builder("4791234567").userId("ab/c+d==").build());
        shop.initiate(withTransaction(socks("order-0002", receiver), "\"scope\":\"name email\""));
        customer.approve("order-0002");

        assertThat(told()).containsExactly("RESERVE");
        assertThat(receiver.received().get(0).json().path("userDetails")).isEqualTo(tree("""
                {"email":"kari.nordmann@example.com","firstName":"Kari","lastName":"Nordmann",
                 "mobileNumber":"91234567","userId":"ab/c+d=="}"""));
    }

    @Test
    void whatTheMerchantDoesIsNotTold() {
        customer.approve(ORDER);
        shop.capture(ORDER, "20000", "c1");
        shop.refund(ORDER, "100", "r1");
        shop.release(ORDER);
        shop.initiate(socks("order-0002", receiver));
        shop.cancel("order-0002");

        assertThat(told()).containsExactly("RESERVED");
    }

    @Test
    void refusedCallbackIsNeverRepeatedAndNoRedirectIsFollowed() {
        receiver.answers(302);
        customer.approve(ORDER);
        assertThat(told()).containsExactly("RESERVED");
        receiver.answers(500);
        shop.initiate(socks("order-0002", receiver));
        customer.approve("order-0002");
        received();
        simulator.clock().advance(Duration.ofDays(1));

        assertThat(told()).containsExactly("RESERVED", "RESERVED");
        assertThat(simulator.callbacks().deliveries())
                .extracting(CallbackDelivery::status)
                .containsExactly(302, 500);
        assertThat(simulator.callbacks().deliveries()).noneMatch(CallbackDelivery::isSuccess);
    }

    @Test
    void merchantThatTakesTooLongIsNotHeard() {
        receiver.answers(0);
        try (VippsSimulator impatient = VippsSimulator.builder()
                .callbackAnswerTime(Duration.ofMillis(50))
                .start()) {
            EcomShop.of(impatient).initiate(socks(ORDER, receiver));
            impatient.customer().approve(ORDER);
            impatient.callbacks().awaitIdle(SOON);

            assertThat(impatient.callbacks().deliveries())
                    .singleElement()
                    .satisfies(one -> assertThat(one.status()).isNull());
        }
        assertThat(receiver.received()).hasSize(1);
        assertThatThrownBy(() -> VippsSimulator.builder().callbackAnswerTime(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("callbackAnswerTime must be 1 ms to 1 hour: PT0S");
    }

    @Test
    void waitingEndsWithTheTimeGiven() {
        receiver.answers(0);
        customer.approve(ORDER);

        assertThatThrownBy(() -> simulator.callbacks().awaitIdle(Duration.ofMillis(20)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Callbacks are still on their way after PT0.02S");
        assertThatThrownBy(() -> simulator.callbacks().awaitIdle(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        simulator.reset();
        simulator.callbacks().awaitIdle(Duration.ZERO);
        assertThat(simulator.callbacks().deliveries()).isEmpty();
    }

    @Test
    void onlyMerchantsOnTheLoopbackAddressAreCalled() {
        shop.order("order-0002");
        customer.approve("order-0002");

        assertThat(received()).isEmpty();
        assertThat(simulator.callbacks().deliveries())
                .extracting(CallbackDelivery::orderId, CallbackDelivery::status)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("order-0002", null));
    }
}
