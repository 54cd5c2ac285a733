package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Merchant.plus;
import static io.github.vipps4j.simulator.Merchant.refusal;
import static io.github.vipps4j.simulator.Merchant.socks;
import static io.github.vipps4j.simulator.Merchant.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsersTest {
    private static final String REFERENCE = "order-0001";
    private static final String NUMBER = "4799999999";
    private static final String NAMED = "\"customer\":{\"phoneNumber\":\"" + NUMBER + "\"}";

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private VippsSimulator simulator;
    private Merchant merchant;

    @BeforeEach
    void merchant() {
        simulator = VIPPS.simulator();
        merchant = Merchant.of(simulator);
    }

    private HttpResponse<String> create(String body) {
        return merchant.key("k").post("/epayment/v1/payments", body);
    }

    private HttpResponse<String> push(String members) {
        return create(plus(socks(REFERENCE).replace("WEB_REDIRECT", "PUSH_MESSAGE"), members));
    }

    private HttpResponse<String> forceApprove(String body) {
        return merchant.post("/epayment/v1/test/payments/" + REFERENCE + "/approve", body);
    }

    private ApprovalResult approve() {
        return simulator.customer().approve(REFERENCE);
    }

    private SimulatedState state() {
        return simulator.payment(REFERENCE).state();
    }

    private LocalDate birthDateOfAge(int years) {
        return LocalDate.ofInstant(simulator.clock().now(), ZoneOffset.UTC).minusYears(years);
    }

    @Test
    void pushToAnUnknownNumberIs7010AtCreate() {
        simulator.users().unknown(NUMBER);

        assertThat(refusal(push(NAMED))).isEqualTo("400 7010");
        assertThat(simulator.payments()).isEmpty();
    }

    @Test
    void unknownNumberInAnotherFlowShowsAtApproval() {
        simulator.users().unknown(NUMBER);

        assertThat(create(plus(socks(REFERENCE), NAMED)).statusCode()).isEqualTo(201);
        assertThat(approve()).isEqualTo(ApprovalResult.NOT_ELIGIBLE);
        assertThat(state()).isEqualTo(SimulatedState.CREATED);
        assertThat(refusal(forceApprove("{\"token\":\"" + token() + "\"}"))).isEqualTo("400 7010");
    }

    private String token() {
        String url = String.valueOf(simulator.payment(REFERENCE).redirectUrl());
        return url.substring(url.indexOf("token=") + 6);
    }

    @Test
    void tooYoungUserIs7010AtCreateForPushAndAtApprovalOtherwise() {
        simulator
                .users()
                .add(SimulatedUser.builder(NUMBER)
                        .birthDate(birthDateOfAge(18).plusDays(1))
                        .build());

        assertThat(refusal(push(NAMED + ",\"minimumUserAge\":18"))).isEqualTo("400 7010");
        merchant.key("k2").post("/epayment/v1/payments", plus(socks(REFERENCE), NAMED + ",\"minimumUserAge\":18"));
        assertThat(approve()).isEqualTo(ApprovalResult.NOT_ELIGIBLE);
        assertThat(refusal(forceApprove("{" + NAMED + "}"))).isEqualTo("400 7010");

        simulator.clock().advance(Duration.ofMinutes(9));
        simulator
                .users()
                .add(SimulatedUser.builder(NUMBER).birthDate(birthDateOfAge(18)).build());
        assertThat(approve()).isEqualTo(ApprovalResult.APPROVED);
    }

    @Test
    void everybodyElseIsAnAdult() {
        assertThat(push(NAMED + ",\"minimumUserAge\":30").statusCode()).isEqualTo(201);
        assertThat(approve()).isEqualTo(ApprovalResult.APPROVED);
    }

    @Test
    void unknownPersonalQrIs4060AndUnknownCustomerTokenIs4050() {
        simulator.users().unknown("scanned text");
        simulator.users().unknown("token");

        assertThat(refusal(push("\"customer\":{\"personalQr\":\"scanned text\"}")))
                .isEqualTo("400 4060");
        assertThat(refusal(merchant.key("k2")
                        .post(
                                "/epayment/v1/payments",
                                plus(socks(REFERENCE), "\"customer\":{\"customerToken\":\"token\"}"))))
                .isEqualTo("400 4050");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"personalQr\":\"scanned text\"",
                "\"customerToken\":\"token\"",
                "\"phoneNumber\":\"" + NUMBER + "\""
            })
    void personalQrCustomerTokenAndNumberFindTheUser(String customer) {
        simulator
                .users()
                .add(SimulatedUser.builder(NUMBER)
                        .name("Ola", "Hansen")
                        .personalQr("scanned text")
                        .customerToken("token")
                        .build());
        push("\"profile\":{\"scope\":\"name\"},\"customer\":{" + customer + "}");
        approve();

        assertThat(tree(merchant.get("/epayment/v1/payments/" + REFERENCE).body())
                        .path("userDetails"))
                .isEqualTo(tree("{\"firstName\":\"Ola\",\"lastName\":\"Hansen\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"personalQr\":\"old text\"", "\"customerToken\":\"old token\""})
    void replacedUserIsFoundByNothingAnyMore(String customer) {
        simulator
                .users()
                .add(SimulatedUser.builder(NUMBER)
                        .card(SimulatedCard.NONE)
                        .personalQr("old text")
                        .customerToken("old token")
                        .build());
        simulator
                .users()
                .add(SimulatedUser.builder(NUMBER).personalQr("new text").build());
        push("\"customer\":{" + customer + "}");

        assertThat(approve()).isEqualTo(ApprovalResult.APPROVED);
    }

    @Test
    void whatIsGivenToAnotherUserStaysThere() {
        simulator
                .users()
                .add(SimulatedUser.builder("4788888888")
                        .personalQr("scanned text")
                        .build());
        simulator
                .users()
                .add(SimulatedUser.builder(NUMBER)
                        .card(SimulatedCard.NONE)
                        .personalQr("scanned text")
                        .build());
        simulator.users().add(SimulatedUser.builder("4788888888").build());
        push("\"customer\":{\"personalQr\":\"scanned text\"}");

        assertThat(approve()).isEqualTo(ApprovalResult.NO_CARD);
    }

    @Test
    void standInOpensLinksThatNameNobody() {
        simulator
                .users()
                .standIn(SimulatedUser.builder(NUMBER).card(SimulatedCard.NONE).build());
        merchant.create(REFERENCE);

        assertThat(approve()).isEqualTo(ApprovalResult.NO_CARD);
    }

    @ParameterizedTest
    @CsvSource({"NONE, NO_CARD, 400 10050", "EXPIRED, EXPIRED_CARD, 500 3010"})
    void withoutAValidCardNothingIsApproved(SimulatedCard card, ApprovalResult result, String forced) {
        simulator.users().add(SimulatedUser.builder(NUMBER).card(card).build());
        create(plus(socks(REFERENCE), NAMED));

        assertThat(approve()).isEqualTo(result);
        assertThat(refusal(forceApprove("{" + NAMED + "}"))).isEqualTo(forced);
        assertThat(state()).isEqualTo(SimulatedState.CREATED);
    }

    @Test
    void forceApproveOfAUserWhoHasNeverApprovedByHandIs10030() {
        simulator
                .users()
                .add(SimulatedUser.builder(NUMBER).approvedBefore(false).build());
        create(plus(socks(REFERENCE), NAMED));

        assertThat(refusal(forceApprove("{" + NAMED + "}"))).isEqualTo("400 10030");
        assertThat(approve()).isEqualTo(ApprovalResult.APPROVED);
    }

    @Test
    void blockedSourcesKeepCommercialCardsOut() {
        SalesUnit finnish = SalesUnit.builder("111111").market(Market.FI).build();
        simulator.addSalesUnit(finnish);
        simulator
                .users()
                .standIn(SimulatedUser.builder(NUMBER)
                        .card(SimulatedCard.COMMERCIAL_VISA)
                        .build());
        String body = socks(REFERENCE).replace("NOK", "EUR");
        String blocking = body.replace("\"WALLET\"", "\"WALLET\",\"blockedSources\":[\"COMMERCIAL_CARDS\"]");
        Merchant other = Merchant.of(simulator, finnish);
        other.key("k1").post("/epayment/v1/payments", blocking);
        other.key("k2").post("/epayment/v1/payments", body.replace(REFERENCE, "order-0002"));

        assertThat(approve()).isEqualTo(ApprovalResult.BLOCKED_CARD);
        assertThat(simulator.customer().approve("order-0002")).isEqualTo(ApprovalResult.APPROVED);
    }

    @ParameterizedTest
    @CsvSource({"VISA, 7, 411111", "MASTERCARD, 30, 555555"})
    void cardDecidesHowLongCaptureIsGuaranteed(SimulatedCard card, int days, String bin) {
        simulator.users().standIn(SimulatedUser.builder(NUMBER).card(card).build());
        merchant.create(REFERENCE);
        approve();

        var read = tree(merchant.get("/epayment/v1/payments/" + REFERENCE).body());
        assertThat(read.path("paymentMethod").path("cardBin").textValue()).isEqualTo(bin);
        Instant approved = simulator.payment(REFERENCE).events().get(1).timestamp();
        Instant guaranteed = OffsetDateTime.parse(
                        read.path("captureGuaranteedUntil").textValue())
                .toInstant();
        assertThat(Duration.between(approved, guaranteed).plusMillis(1).toDays())
                .isEqualTo(days);
    }

    @Test
    void guaranteeOfAMastercardEndsWithADanishReservation() {
        SalesUnit danish = SalesUnit.builder("111111").market(Market.DK).build();
        simulator.addSalesUnit(danish);
        simulator
                .users()
                .standIn(SimulatedUser.builder(NUMBER)
                        .card(SimulatedCard.MASTERCARD)
                        .build());
        Merchant other = Merchant.of(simulator, danish);
        other.key("k").post("/epayment/v1/payments", socks(REFERENCE).replace("NOK", "DKK"));
        approve();

        Instant approved = simulator.payment(REFERENCE).events().get(1).timestamp();
        Instant guaranteed = OffsetDateTime.parse(
                        tree(other.get("/epayment/v1/payments/" + REFERENCE).body())
                                .path("captureGuaranteedUntil")
                                .textValue())
                .toInstant();
        assertThat(Duration.between(approved, guaranteed).plusMillis(1).toDays())
                .isEqualTo(14);
    }

    @ParameterizedTest
    @EnumSource(SimulatedCard.class)
    void nothingOfThePersonIsPrinted(SimulatedCard card) {
        SimulatedUser user = SimulatedUser.builder(NUMBER).card(card).build();

        assertThat(user).hasToString("SimulatedUser[***]");
        assertThat(user.addresses().get(0)).hasToString("SimulatedAddress[NO]");
    }

    @Test
    void wrongUsersAreRefused() {
        assertThatThrownBy(() -> SimulatedUser.builder("+4791000000"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("phoneNumber: must be 9 to 15 digits");
        assertThatThrownBy(() -> SimulatedUser.builder(NUMBER).personalQr("1234"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SimulatedUser.builder(NUMBER).customerToken(""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SimulatedAddress.of("Storgata 1", "0155", "Oslo", "no"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
