package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Merchant.plus;
import static io.github.vipps4j.simulator.Merchant.socks;
import static io.github.vipps4j.simulator.Merchant.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileSharingTest {
    private static final String REFERENCE = "order-0001";

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private VippsSimulator simulator;
    private Merchant merchant;

    @BeforeEach
    void merchant() {
        simulator = VIPPS.simulator();
        merchant = Merchant.of(simulator);
        simulator
                .users()
                .standIn(SimulatedUser.builder("4712345678")
                        .name("Ola", "Hansen")
                        .email("ola@example.com")
                        .birthDate(LocalDate.of(1990, 2, 5))
                        .addresses(new SimulatedAddress("Storgata 1", "c/o Olsen", "0155", "Oslo", "NO"))
                        .build());
    }

    private static void create(Merchant merchant, String scope) {
        merchant.key("k")
                .post("/epayment/v1/payments", plus(socks(REFERENCE), "\"profile\":{\"scope\":\"" + scope + "\"}"));
    }

    private static JsonNode read(Merchant merchant) {
        return tree(merchant.get("/epayment/v1/payments/" + REFERENCE).body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name | {\"firstName\":\"Ola\",\"lastName\":\"Hansen\"}",
                "email | {\"email\":\"ola@example.com\"}",
                "name name | {\"firstName\":\"Ola\",\"lastName\":\"Hansen\"}",
                "phoneNumber | {\"mobileNumber\":\"4712345678\"}",
                "birthDate | {\"dateOfBirth\":\"1990-2-5\"}",
                "address | {\"addresses\":[{\"addressLine1\":\"Storgata 1\",\"addressLine2\":\"c/o Olsen\","
                        + "\"city\":\"Oslo\",\"country\":\"NO\",\"postCode\":\"0155\"}]}",
                "email name | {\"email\":\"ola@example.com\",\"firstName\":\"Ola\",\"lastName\":\"Hansen\"}",
            })
    void onlyWhatWasAskedForIsShared(String scope, String details) {
        create(merchant, scope);
        assertThat(read(merchant).path("profile")).isEqualTo(tree("{}"));
        assertThat(read(merchant).has("userDetails")).isFalse();
        simulator.customer().approve(REFERENCE);

        assertThat(read(merchant).path("profile").path("sub").textValue()).matches("[0-9a-f-]{36}");
        assertThat(read(merchant).path("userDetails")).isEqualTo(tree(details));
    }

    @Test
    void withoutScopeNothingIsShared() {
        merchant.create(REFERENCE);
        simulator.customer().approve(REFERENCE);

        assertThat(read(merchant).path("profile")).isEqualTo(tree("{}"));
        assertThat(read(merchant).has("userDetails")).isFalse();
    }

    @Test
    void oneUserHasOneSub() {
        create(merchant, "name");
        merchant.key("k2")
                .post("/epayment/v1/payments", plus(socks("order-0002"), "\"profile\":{\"scope\":\"email\"}"));
        simulator.customer().approve(REFERENCE);
        simulator.customer().approve("order-0002");

        assertThat(read(merchant).path("profile"))
                .isEqualTo(tree(merchant.get("/epayment/v1/payments/order-0002").body())
                        .path("profile"));
    }

    @Test
    void dataAppearAConfiguredMomentAfterApproval() {
        try (VippsSimulator slow =
                VippsSimulator.builder().profileDelay(Duration.ofMinutes(2)).start()) {
            Merchant other = Merchant.of(slow);
            create(other, "name");
            slow.customer().approve(REFERENCE);
            slow.clock().advance(Duration.ofMinutes(1));
            assertThat(read(other).path("state").textValue()).isEqualTo("AUTHORIZED");
            assertThat(read(other).path("profile")).isEqualTo(tree("{}"));
            assertThat(read(other).has("userDetails")).isFalse();
            slow.clock().advance(Duration.ofMinutes(1));

            assertThat(read(other).path("profile").has("sub")).isTrue();
            assertThat(read(other).path("userDetails").path("firstName").textValue())
                    .isEqualTo("Kari");
        }
        assertThatThrownBy(() -> VippsSimulator.builder().profileDelay(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void webhookTellsSubAndDetails() {
        try (Receiver receiver = new Receiver()) {
            merchant.post(
                    "/webhooks/v1/webhooks",
                    "{\"url\":\"" + receiver.url() + "\",\"events\":[\"epayments.payment.authorized.v1\","
                            + "\"epayments.payment.captured.v1\"]}");
            create(merchant, "name");
            simulator.customer().approve(REFERENCE);
            merchant.capture(REFERENCE, 100, "c1");
            simulator.webhooks().awaitIdle(Duration.ofSeconds(5));

            JsonNode authorized = receiver.received().get(0).json();
            assertThat(authorized.path("sub"))
                    .isEqualTo(read(merchant).path("profile").path("sub"));
            assertThat(authorized.path("userDetails"))
                    .isEqualTo(tree("{\"firstName\":\"Ola\",\"lastName\":\"Hansen\"}"));
            assertThat(authorized.has("shippingDetails")).isFalse();
            JsonNode captured = receiver.received().get(1).json();
            assertThat(captured.has("sub") || captured.has("userDetails")).isFalse();
        }
    }

    @Test
    void refusedConsentAborts() {
        create(merchant, "name");
        simulator.customer().refuseConsent(REFERENCE);

        assertThat(simulator.payment(REFERENCE).eventNames()).containsExactly("CREATED", "ABORTED");
        assertThat(read(merchant).has("userDetails")).isFalse();
    }

    @Test
    void consentThatNobodyAskedForCannotBeRefused() {
        merchant.create(REFERENCE);

        assertThatThrownBy(() -> simulator.customer().refuseConsent("654321", REFERENCE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The payment order-0001 asks for no consent");
    }
}
