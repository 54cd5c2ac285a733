package io.github.vipps4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.Credentials;
import io.github.vipps4j.core.Currency;
import io.github.vipps4j.core.Environment;
import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.OrderLine;
import io.github.vipps4j.core.Receipt;
import io.github.vipps4j.core.Receipt.PaymentSource;
import io.github.vipps4j.core.TaxRate;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.ecom.EcomClient;
import io.github.vipps4j.ecom.EcomError;
import io.github.vipps4j.ecom.InitiatedPayment;
import io.github.vipps4j.ecom.OrderState;
import io.github.vipps4j.ecom.PaymentUpdateStatus;
import io.github.vipps4j.ecom.TransactionOperation;
import io.github.vipps4j.epayment.CreatedPayment;
import io.github.vipps4j.epayment.EPaymentClient;
import io.github.vipps4j.epayment.PaymentEventName;
import io.github.vipps4j.epayment.PaymentState;
import io.github.vipps4j.simulator.ApiOperation;
import io.github.vipps4j.simulator.Fault;
import io.github.vipps4j.simulator.SimulatedState;
import io.github.vipps4j.simulator.VippsSimulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExamplesTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void howItWorksOnlineTellsItsStoryToTheEnd() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Stage stage = Stage.set(new String[0], Map.of())) {
            HowItWorksOnline.play(stage, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("Wool socks     299.00 NOK", "in which 99.80 NOK are tax")
                .contains("captured 299.00 NOK, released 200.00 NOK, refunded 149.50 NOK")
                .endsWith("The shop keeps 149.50 NOK. Done." + System.lineSeparator());
    }

    @Test
    void howItWorksOnlineTellsItsStoryWithEcomToo() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Stage stage = Stage.set(new String[0], Map.of())) {
            HowItWorksOnlineEcom.play(stage, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("6. One pair is on the shelf")
                .contains("captured 299.00 NOK, refunded 0.00 NOK; 200.00 NOK can still be captured.")
                .contains("captured 299.00 NOK, refunded 149.50 NOK; 0.00 NOK can still be captured.")
                .endsWith("The shop keeps 149.50 NOK. Done." + System.lineSeparator());
    }

    @Test
    void ecomOrderWhoseUrlWasLostIsCancelledAndInitiatedUnderAnotherName() {
        try (VippsSimulator simulator = VippsSimulator.start();
                Vipps vipps = Stage.Simulated.connect(simulator)) {
            simulator.faults().next(ApiOperation.ECOM_INITIATE, Fault.answerLost());
            InitiatedPayment initiated = HowItWorksOnlineEcom.initiate(
                    EcomClient.of(vipps), HowItWorksOnlineEcom.twoPairsOfSocks("acme-order-0001"));

            assertThat(initiated.orderId()).isEqualTo("acme-order-0001-1");
            assertThat(simulator.payment("acme-order-0001").state()).isEqualTo(SimulatedState.TERMINATED);
            assertThat(simulator.count(ApiOperation.ECOM_INITIATE)).isEqualTo(2);
        }
    }

    @Test
    void storyOfACustomerWhoDeclinesEndsInAFailure() {
        VippsSimulator simulator = VippsSimulator.start();
        Vipps vipps = Stage.Simulated.connect(simulator);
        Stage declining = new Stage() {
            @Override
            public String name() {
                return "with a customer who declines";
            }

            @Override
            public Vipps vipps() {
                return vipps;
            }

            @Override
            public boolean isTestEnvironment() {
                return true;
            }

            @Override
            public String customerConfirms(CreatedPayment created) {
                simulator.customer().reject(created.reference());
                return "No.";
            }

            @Override
            public String customerConfirms(InitiatedPayment initiated) {
                simulator.customer().reject(initiated.orderId());
                return "No.";
            }

            @Override
            public void close() {
                vipps.close();
                simulator.close();
            }
        };
        try (declining) {
            assertThatThrownBy(() -> HowItWorksOnline.play(declining, new PrintStream(new ByteArrayOutputStream())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("ABORTED");
            assertThat(simulator.count(ApiOperation.CAPTURE)).isZero();
            assertThatThrownBy(() -> HowItWorksOnlineEcom.play(declining, new PrintStream(new ByteArrayOutputStream())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("CANCELLED");
            assertThat(simulator.count(ApiOperation.ECOM_CAPTURE)).isZero();
        }
    }

    @Test
    void storyTellsThatTheLinkIsInTheApp() {
        VippsSimulator simulator = VippsSimulator.start();
        assertThat(told(simulator))
                .contains("5. The shop confirms")
                .contains("The customer sees it beside the receipt.");
    }

    @Test
    void storyGoesOnWhereOrderManagementIsNotServed() {
        assertThat(told(VippsSimulator.builder()
                        .orderManagementInProductionOnly()
                        .start()))
                .contains("(404: Order Management is not served in the test environment, only in production.)")
                .endsWith("The shop keeps 149.50 NOK. Done." + System.lineSeparator());
    }

    @Test
    void storyGoesOnWhenTheAnswerAboutTheLinkIsLost() {
        VippsSimulator simulator = VippsSimulator.start();
        simulator.faults().next(ApiOperation.CATEGORY_SET, 3, Fault.answerLost());
        assertThat(told(simulator))
                .contains("(The shop goes on all the same: ordermanagement.setCategory")
                .endsWith("The shop keeps 149.50 NOK. Done." + System.lineSeparator());
    }

    static List<Arguments> failures() {
        return List.of(arguments(Fault.emptyBody(403), "403"), arguments(Fault.serverError(503), "503"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void linkThatFailsIsToldByWhatTheServiceSaid(Fault fault, String status) {
        VippsSimulator simulator = VippsSimulator.start();
        simulator.faults().next(ApiOperation.CATEGORY_SET, 3, fault);
        try (Stage stage = new Stage.Simulated(simulator)) {
            assertThat(HowItWorksOnline.linked(stage, "acme-order-0001"))
                    .startsWith("(The shop goes on all the same: ordermanagement.setCategory")
                    .contains(status)
                    .doesNotContain("test environment");
        }
    }

    @Test
    void onlyTheTestEnvironmentIsSaidNotToServeTheLink() {
        try (VippsSimulator simulator = VippsSimulator.builder()
                        .orderManagementInProductionOnly()
                        .start();
                Stage elsewhere = new Stage.TestEnvironment(Stage.Simulated.connect(simulator), null)) {
            assertThat(HowItWorksOnline.linked(elsewhere, "acme-order-0001"))
                    .startsWith("(The shop goes on all the same: ordermanagement.setCategory")
                    .contains("404")
                    .doesNotContain("test environment");
        }
    }

    private static String told(VippsSimulator simulator) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Stage stage = new Stage.Simulated(simulator)) {
            HowItWorksOnline.play(stage, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void receiptIsPrintedAsTheCustomerSeesItAndGoesBothWays() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (VippsSimulator simulator = VippsSimulator.builder()
                .production()
                .orderManagementInProductionOnly()
                .start()) {
            ReceiptInDetail.send(simulator, new PrintStream(bytes, true, StandardCharsets.UTF_8));

            String receipt = String.valueOf(simulator.order("acme-order-0002").receipt());
            assertThat(receipt).contains("\"isReturn\":true").contains("\"giftCard\":15000");
            assertThat(simulator.requests())
                    .filteredOn(request -> request.operation() == ApiOperation.CREATE)
                    .singleElement()
                    .satisfies(create -> assertThat(create.body()).contains("\"receipt\":" + receipt));
            assertThat(simulator.payment("acme-order-0001").amount()).isEqualTo(52_416);
            assertThat(simulator.images()).hasSize(1);
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines()).containsExactly("""
                  Wool socks                398.00 NOK
                    2 PCS at 249.00 NOK
                    discount 100.00 NOK
                  Coffee beans              327.16 NOK
                    0.822 KG at 398.00 NOK
                  Cotton socks, returned   -200.00 NOK
                  Home delivery              99.00 NOK
                  Total                     624.16 NOK
                    of which tax, 25 %       59.40 NOK
                    of which tax, 15 %       42.67 NOK
                  Tip                        50.00 NOK
                  Paid by gift card        -150.00 NOK
                  To pay                    524.16 NOK
                Sent with the payment of 524.16 NOK.
                Order Management: the receipt is there
                Once more, as after a restart: the receipt is there
                With another number: there is another receipt, number 2026-17
                """.split("\n"));
    }

    @Test
    void printedReceiptSaysWhatIsInItAndNothingElse() {
        OrderLine.Builder coffee = OrderLine.builder()
                .name("Coffee")
                .id("coffee")
                .totalAmount(Amount.of("45.00", Currency.DKK))
                .taxRate(TaxRate.ofPercent("25"));
        assertThat(printed(Receipt.builder().orderLine(coffee).build())).containsExactly("""
                  Coffee                     45.00 DKK
                  Total                      45.00 DKK
                    of which tax, 25 %        9.00 DKK
                  To pay                     45.00 DKK
                """.split("\n"));
        assertThat(printed(Receipt.builder()
                        .orderLine(coffee)
                        .tipAmount(Amount.of("5.00", Currency.DKK))
                        .paymentSource(PaymentSource.CASH, Amount.of("12.50", Currency.DKK))
                        .paymentSource(PaymentSource.VOUCHER, Amount.of("20.00", Currency.DKK))
                        .build()))
                .containsExactly("""
                  Coffee                     45.00 DKK
                  Total                      45.00 DKK
                    of which tax, 25 %        9.00 DKK
                  Tip                         5.00 DKK
                  Paid by voucher           -20.00 DKK
                  Paid by cash              -12.50 DKK
                  To pay                     17.50 DKK
                """.split("\n"));
    }

    private static Stream<String> printed(Receipt receipt) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ReceiptInDetail.print(receipt, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8).lines();
    }

    @Test
    void firstPaymentRuns() {
        FirstPayment.main(new String[0]);
    }

    @Test
    void orderIsConfirmedOnceWhileWebhookPollAndReturnPageRace() throws Exception {
        assertThat(WebhookReceiver.confirmations()).isEqualTo(1);
    }

    @Test
    void partnerTellsItsShopsApartByOneRegistration() throws Exception {
        assertThat(PartnerWebhooks.paidOrders())
                .containsExactly("111111/order-2026-0001 49.00 NOK", "222222/order-2026-0001 899.00 NOK");
    }

    @Test
    void expressCustomerPaysTheDeliveryWithTheGoods() {
        assertThat(ExpressFixedShipping.sell()).isEqualTo("Captured 1048.00 NOK, of which 149.00 NOK for home-evening");
    }

    @Test
    void expressShopIsAskedForTheAddressOfTheCustomer() throws Exception {
        assertThat(ExpressDynamicShipping.sell()).isEqualTo("Captured 5680.00 NOK");
    }

    @Test
    void ecomExpressShopIsAskedForTheAddressAndForgetsTheCustomer() throws Exception {
        assertThat(EcomExpressDynamicShipping.sell()).isEqualTo("Captured 5680.00 NOK; customers known: 1, then 0");
    }

    @Test
    void orderIsTheSameInBothApisAsTheGuideShows() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FromEcomToEPayment.sell(new PrintStream(bytes, true, StandardCharsets.UTF_8));

        String told = bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
        assertThat(told)
                .contains(
                        "  eCom      PARTLY_REFUNDED  captured 299.00 NOK, refunded 149.50 NOK, to capture 0.00 NOK\n"
                                + "  ePayment  AUTHORIZED       captured 299.00 NOK, refunded 149.50 NOK, to capture 0.00 NOK\n")
                .endsWith("The last order of eCom\n"
                        + "  eCom      RESERVED         captured 0.00 NOK, refunded 0.00 NOK, to capture 499.00 NOK\n"
                        + "  ePayment  AUTHORIZED       captured 499.00 NOK, refunded 0.00 NOK, to capture 0.00 NOK\n");
        assertThat(guide()).contains("```text\n" + told + "```\n");
    }

    @Test
    void guideShowsTheExamplesCode() throws IOException {
        for (String tag : List.of(
                "initiate", "create", "callbacks", "webhooks", "settle", "capture", "release", "refund", "finish")) {
            assertThat(guide()).contains("```java\n" + region("FromEcomToEPayment", tag) + "\n```\n");
        }
    }

    @Test
    void guideHasEveryStateAndStatusOfBothApis() throws IOException {
        Stream<Enum<?>> words = Stream.of(
                        OrderState.values(),
                        TransactionOperation.values(),
                        PaymentUpdateStatus.values(),
                        PaymentState.values(),
                        PaymentEventName.values())
                .flatMap(Arrays::stream);
        String guide = guide();
        assertThat(words).allSatisfy(word -> assertThat(guide).contains("`" + word + "`"));
    }

    @Test
    void guideHasEveryErrorCodeOfEcom() throws IOException {
        String guide = guide();
        assertThat(EcomError.values())
                .allSatisfy(
                        error -> assertThat(guide).contains("`" + error + "`").contains(error.code()));
    }

    private static String guide() throws IOException {
        return Files.readString(ROOT.resolve("docs/from-ecom-to-epayment.md"));
    }

    @Test
    void storeTakesMoneyOnlyFromCustomersWhoApproved() {
        assertThat(InStoreQr.serve()).isEqualTo(8_900 + 3_900 + 4_900);
    }

    @Test
    void linkIsGoodForTwoWeeks() {
        assertThat(LongLivingLink.paidAfterAWeek(invoice())).isEqualTo("AUTHORIZED");
    }

    private static LongLivingLink.Invoice invoice() {
        return new LongLivingLink.Invoice("2026-0042", LocalDate.now(ZoneId.of("Europe/Oslo")));
    }

    @Test
    void linkThatIsAskedForAgainOnAnotherDayIsTheSame() {
        try (VippsSimulator simulator = VippsSimulator.start();
                Vipps vipps = Stage.Simulated.connect(simulator)) {
            EPaymentClient payments = EPaymentClient.of(vipps);
            LongLivingLink.Invoice invoice = invoice();
            String link = LongLivingLink.link(payments, invoice);
            simulator.clock().advance(Duration.ofDays(1));

            assertThat(LongLivingLink.link(payments, invoice)).isNotNull().isEqualTo(link);
            assertThat(simulator.payments()).hasSize(1);
        }
    }

    @Test
    void profileIsSharedOrThePaymentEnds() throws Exception {
        assertThat(ProfileSharing.shared()).isEqualTo("The first shares an e-mail address: true; the second: ABORTED");
    }

    @Test
    void productionIsRefusedBeforeTheFirstCall() {
        assertThatThrownBy(() -> new Stage.TestEnvironment(
                        Vipps.builder()
                                .environment(Environment.PRODUCTION)
                                .credentials(Credentials.of("id", "secret", "key"))
                                .build(),
                        null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PRODUCTION");
    }

    @Test
    void testUserOfEcomIsNorwegian() {
        try (Stage stage = new Stage.TestEnvironment(
                Vipps.builder()
                        .environment(Environment.TEST)
                        .credentials(Credentials.of("id", "secret", "key"))
                        .build(),
                "4591000000")) {
            InitiatedPayment initiated = new InitiatedPayment("order-0001", "https://landing.example", Instant.EPOCH);
            assertThatThrownBy(() -> stage.customerConfirms(initiated))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("must begin with 47");
        }
    }

    @Test
    void halfSetEnvironmentIsNamed() {
        assertThatThrownBy(() -> Stage.set(new String[0], Map.of("VIPPS_CLIENT_ID", "x")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("VIPPS_CLIENT_SECRET")
                .hasMessageContaining("VIPPS_SUBSCRIPTION_KEY");
    }

    /** Code in the README is cut from the examples, so that it compiles and runs. */
    @Test
    void readmeShowsTheExamplesCode() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        assertThat(readme)
                .contains(region("FirstPayment", "first-payment"))
                .contains(region("WebhookReceiver", "webhook-receiver"))
                .contains(region("ReceiptInDetail", "order-management"))
                .contains(region("HowItWorksOnlineEcom", "ecom-initiate"))
                .contains(region("EcomExpressDynamicShipping", "ecom-callbacks"))
                .contains(region("HowItWorksForPsps", "psp-endpoint"))
                .contains(region("HowItWorksForPsps", "psp-handler"))
                .contains(region("HowItWorksForPsps", "psp-init"));
    }

    @Test
    void readmeListsEveryExample() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        try (var sources = Files.list(Path.of("src/main/java/io/github/vipps4j/examples"))) {
            for (Path source : sources.toList()) {
                if (Files.readString(source).contains("public static void main(")) {
                    assertThat(readme).contains(source.getFileName().toString().replace(".java", ""));
                }
            }
        }
    }

    private static String region(String example, String tag) throws IOException {
        String source = Files.readString(Path.of("src/main/java/io/github/vipps4j/examples/" + example + ".java"));
        String region = source.substring(
                source.indexOf("// tag::" + tag + "[]\n") + ("// tag::" + tag + "[]\n").length(),
                source.indexOf("// end::" + tag));
        region = region.substring(0, region.lastIndexOf('\n'));
        return region.stripIndent();
    }
}
