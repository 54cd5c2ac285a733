package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Merchant.FIXED_OPTIONS;
import static io.github.vipps4j.simulator.Merchant.express;
import static io.github.vipps4j.simulator.Merchant.refusal;
import static io.github.vipps4j.simulator.Merchant.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressTest {
    private static final String REFERENCE = "order-0001";
    private static final SimulatedAddress BERGEN =
            new SimulatedAddress("Bryggen 2", "c/o Olsen", "5003", "Bergen", "NO");

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private VippsSimulator simulator;
    private SimulatedCustomer customer;
    private Merchant merchant;

    @BeforeEach
    void merchant() {
        simulator = VIPPS.simulator();
        customer = simulator.customer();
        merchant = Merchant.of(simulator);
    }

    private void create(String shipping) {
        assertThat(merchant.key("k")
                        .post("/epayment/v1/payments", express(REFERENCE, shipping))
                        .statusCode())
                .isEqualTo(201);
    }

    private JsonNode read() {
        return tree(merchant.get("/epayment/v1/payments/" + REFERENCE).body());
    }

    @Test
    void approvedTotalIsAmountPlusShipping() {
        create(FIXED_OPTIONS);
        assertThat(read().path("amount")).isEqualTo(tree("{\"currency\":\"NOK\",\"value\":49900}"));
        assertThat(read().has("shippingDetails")).isFalse();

        assertThat(customer.approve(REFERENCE)).isEqualTo(ApprovalResult.APPROVED);

        JsonNode total = tree("{\"currency\":\"NOK\",\"value\":59800}");
        assertThat(read().path("amount")).isEqualTo(total);
        assertThat(read().path("aggregate").path("authorizedAmount")).isEqualTo(total);
        assertThat(read().path("shippingDetails")).isEqualTo(tree("""
                {"address":{"addressLine1":"Storgata 1","city":"Oslo","country":"NO","postCode":"0155"},
                 "shippingCost":9900,"shippingOptionId":"slow","shippingOptionName":"To your door"}"""));
        assertThat(read().path("userDetails").path("email").textValue()).isEqualTo("kari.nordmann@example.com");
        assertThat(simulator.payment(REFERENCE).events())
                .extracting(SimulatedPayment.Event::amount)
                .containsExactly(49_900L, 59_800L);
        assertThat(refusal(merchant.capture(REFERENCE, 59_801, "c1"))).isEqualTo("400 6090");
        assertThat(merchant.capture(REFERENCE, 59_800, "c2").statusCode()).isEqualTo(200);
    }

    @Test
    void customerChoosesAddressAndOption() {
        create(FIXED_OPTIONS);
        ShippingOffer offer = customer.chooseAddress(REFERENCE, BERGEN);
        customer.chooseShipping(REFERENCE, "fast");
        customer.approve(REFERENCE);

        assertThat(offer.status()).isEqualTo(ShippingOffer.Status.OFFERED);
        assertThat(offer.options())
                .containsExactly(
                        new ShippingOffer.Option("fast", "Tonight", "HOME_DELIVERY", "BRING", 19_900, false),
                        new ShippingOffer.Option("slow", "To your door", "HOME_DELIVERY", "BRING", 9_900, true),
                        new ShippingOffer.Option("shop", "At the shop", "PICKUP_POINT", "POSTEN", 4_900, false));
        assertThat(read().path("shippingDetails")).isEqualTo(tree("""
                {"address":{"addressLine1":"Bryggen 2","addressLine2":"c/o Olsen","city":"Bergen","country":"NO",
                 "postCode":"5003"},
                 "shippingCost":19900,"shippingOptionId":"fast","shippingOptionName":"Tonight"}"""));
        assertThat(simulator.payment(REFERENCE).authorized()).isEqualTo(69_800);
    }

    @Test
    void optionAloneGoesToTheOwnAddress() {
        create(FIXED_OPTIONS);
        customer.chooseShipping("654321", REFERENCE, "shop");
        customer.approve("654321", REFERENCE);

        assertThat(read().path("shippingDetails").path("address").path("city").textValue())
                .isEqualTo("Oslo");
        assertThat(read().path("shippingDetails").path("shippingOptionId").textValue())
                .isEqualTo("shop");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | '' | fast",
                "'' | ,\"isDefault\":true | slow",
                ",\"isDefault\":true | '' | fast",
            })
    void firstShownIsTheDefaultUnlessTheMerchantSaysOtherwise(String ofGroup, String ofOption, String chosen) {
        create(FIXED_OPTIONS
                .replace("\"priority\":1,\"isDefault\":true", "\"priority\":1" + ofGroup)
                .replaceAll(",\\s+\"isDefault\":true}", ofOption + "}"));
        customer.approve(REFERENCE);

        assertThat(read().path("shippingDetails").path("shippingOptionId").textValue())
                .isEqualTo(chosen);
    }

    @Test
    void webhookTellsWhereAndHowItIsShipped() {
        try (Receiver receiver = new Receiver()) {
            merchant.post(
                    "/webhooks/v1/webhooks",
                    "{\"url\":\"" + receiver.url() + "\",\"events\":[\"epayments.payment.authorized.v1\"]}");
            create(FIXED_OPTIONS);
            customer.approve(REFERENCE);
            simulator.webhooks().awaitIdle(Duration.ofSeconds(5));

            JsonNode event = receiver.received().get(0).json();
            assertThat(event.path("amount").path("value").longValue()).isEqualTo(59_800);
            assertThat(event.path("shippingDetails")).isEqualTo(read().path("shippingDetails"));
            assertThat(event.path("userDetails")).isEqualTo(read().path("userDetails"));
            assertThat(event.path("sub")).isEqualTo(read().path("profile").path("sub"));
            assertThat(event.has("captureGuaranteedUntil")).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"SE, SE", "NO, SE", "DK, DK"})
    void addressElsewhereCannotBeChosen(String allowed, String country) {
        create(FIXED_OPTIONS.replaceFirst("\\{", "{\"allowedCountries\":[\"" + allowed + "\"],"));
        SimulatedAddress address = SimulatedAddress.of("Gatan 1", "11122", "Stad", country);

        assertThatThrownBy(() -> customer.chooseAddress("654321", REFERENCE, address))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The address cannot be chosen: it must be in the sales unit's country and in the"
                        + " allowedCountries");
    }

    @Test
    void customerWithoutAnAllowedAddressCannotApprove() {
        create(FIXED_OPTIONS.replaceFirst("\\{", "{\"allowedCountries\":[\"DK\"],"));
        assertThat(customer.approve(REFERENCE)).isEqualTo(ApprovalResult.NO_SHIPPING);
        assertThat(simulator.payment(REFERENCE).state()).isEqualTo(SimulatedState.CREATED);
    }

    @Test
    void withoutOptionsNothingIsApproved() {
        create("{\"fixedOptions\":[]}");

        assertThat(customer.approve(REFERENCE)).isEqualTo(ApprovalResult.NO_SHIPPING);
    }

    @Test
    void unknownOptionCannotBeChosen() {
        create(FIXED_OPTIONS);

        assertThatThrownBy(() -> customer.chooseShipping(REFERENCE, "pigeon"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The customer is not offered the shipping option pigeon");
    }

    @Test
    void otherPaymentsHaveNothingToChoose() {
        merchant.create(REFERENCE);

        assertThatThrownBy(() -> customer.chooseAddress(REFERENCE, BERGEN))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The payment order-0001 is not an Express payment");
        assertThatThrownBy(() -> customer.chooseShipping(REFERENCE, "slow")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusedConsentAborts() {
        create(FIXED_OPTIONS);
        customer.refuseConsent(REFERENCE);

        assertThat(read().path("state").textValue()).isEqualTo("ABORTED");
        assertThat(read().path("aggregate")
                        .path("cancelledAmount")
                        .path("value")
                        .longValue())
                .isEqualTo(49_900);
        assertThatThrownBy(() -> customer.chooseAddress(REFERENCE, BERGEN)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void testAmountsMeanTheTotal() {
        merchant.key("k")
                .post(
                        "/epayment/v1/payments",
                        express(REFERENCE, FIXED_OPTIONS.replace("\"value\":9900", "\"value\":51"))
                                .replace("49900", "100"));

        assertThat(customer.approve(REFERENCE)).isEqualTo(ApprovalResult.INSUFFICIENT_FUNDS);
        customer.chooseShipping(REFERENCE, "shop");
        assertThat(customer.approve(REFERENCE)).isEqualTo(ApprovalResult.APPROVED);
    }
}
