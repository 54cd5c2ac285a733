package io.github.vipps4j.epayment;

import static io.github.vipps4j.core.Currency.NOK;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.core.AirlineData;
import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.OrderLine;
import io.github.vipps4j.core.ProfileScope;
import io.github.vipps4j.core.QuantityUnit;
import io.github.vipps4j.core.Receipt;
import io.github.vipps4j.core.TaxRate;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a create sends for each field that it can have, byte by byte. */
class CreateWireTest {
    private static final String BEGIN = "{\"amount\":{\"currency\":\"NOK\",\"value\":24900},";
    private static final String WALLET = BEGIN + "\"paymentMethod\":{\"type\":\"WALLET\"},";
    private static final String ORDER = "\"reference\":\"shop7-order-0042\",";
    private static final String REDIRECT =
            ORDER + "\"userFlow\":\"WEB_REDIRECT\"," + "\"returnUrl\":\"https://shop.example.com/return\"";

    private final VippsServer server = new VippsServer();

    @AfterEach
    void close() {
        server.close();
    }

    private static CreatePayment.Builder with(UserFlow flow) {
        return CreatePayment.builder()
                .reference("shop7-order-0042")
                .amount(Amount.ofMinor(24_900, NOK))
                .userFlow(flow);
    }

    private static CreatePayment.Builder redirect() {
        return with(UserFlow.webRedirect("https://shop.example.com/return"));
    }

    private String sentBy(CreatePayment.Builder request) {
        server.answer(201, Bodies.created("shop7-order-0042"));
        server.payments().create(request.build());
        return server.onlyRequest().body();
    }

    private static ShippingOption toYourDoor() {
        return ShippingOption.builder()
                .id("home-std")
                .name("To your door")
                .amount(Amount.ofMinor(9_900, NOK))
                .build();
    }

    private static ShippingGroup posten() {
        return ShippingGroup.builder()
                .type(ShippingType.HOME_DELIVERY)
                .brand(ShippingBrand.POSTEN)
                .option(toYourDoor())
                .build();
    }

    @Test
    void personalQrIsSentAsItWasScanned() {
        assertThat(sentBy(with(
                        UserFlow.pushMessage(Customer.personalQr("https://qr.vipps.no/28/2/01/031/4712345678?v=1")))))
                .isEqualTo(WALLET + "\"customer\":{\"personalQr\":\"https://qr.vipps.no/28/2/01/031/4712345678?v=1\"},"
                        + ORDER + "\"userFlow\":\"PUSH_MESSAGE\"}");
    }

    @Test
    void customerTokenIsSentAsItCame() {
        assertThat(sentBy(redirect().customer(Customer.customerToken("ey%382jf8+qk3nnfdsao0i5jlalidugujnakgo9t8ghn"))))
                .isEqualTo(WALLET + "\"customer\":{\"customerToken\":\"ey%382jf8+qk3nnfdsao0i5jlalidugujnakgo9t8ghn\"},"
                        + REDIRECT + "}");
    }

    @Test
    void qrOfPixelsSendsItsSize() {
        assertThat(sentBy(with(UserFlow.qr(QrFormat.png(200), "https://shop.example.com/thanks"))))
                .isEqualTo(WALLET + ORDER + "\"userFlow\":\"QR\","
                        + "\"qrFormat\":{\"format\":\"IMAGE/PNG\",\"size\":200},"
                        + "\"returnUrl\":\"https://shop.example.com/thanks\"}");
    }

    @Test
    void qrOfPixelsWithoutASizeLeavesItToTheApi() {
        assertThat(sentBy(with(UserFlow.qr(QrFormat.png()))))
                .isEqualTo(WALLET + ORDER + "\"userFlow\":\"QR\",\"qrFormat\":{\"format\":\"IMAGE/PNG\"}}");
    }

    @Test
    void qrAsTextSendsItsFormat() {
        assertThat(sentBy(with(UserFlow.qr(QrFormat.targetUrl()))
                        .customerInteraction(CustomerInteraction.CUSTOMER_PRESENT)))
                .isEqualTo(WALLET + ORDER + "\"userFlow\":\"QR\",\"qrFormat\":{\"format\":\"TEXT/TARGETURL\"},"
                        + "\"customerInteraction\":\"CUSTOMER_PRESENT\"}");
    }

    @Test
    void cardIsSentAsPaymentMethod() {
        assertThat(sentBy(redirect().paymentMethod(PaymentMethod.card())))
                .isEqualTo(BEGIN + "\"paymentMethod\":{\"type\":\"CARD\"}," + REDIRECT + "}");
    }

    @Test
    void blockedSourcesAreSentWithinThePaymentMethod() {
        assertThat(sentBy(redirect().paymentMethod(PaymentMethod.walletWithout(BlockedSource.COMMERCIAL_CARDS))))
                .isEqualTo(BEGIN
                        + "\"paymentMethod\":{\"type\":\"WALLET\",\"blockedSources\":[\"COMMERCIAL_CARDS\"]},"
                        + REDIRECT + "}");
    }

    @Test
    void minimumUserAgeIsSentAsANumber() {
        assertThat(sentBy(redirect().minimumUserAge(18))).isEqualTo(WALLET + REDIRECT + ",\"minimumUserAge\":18}");
    }

    @Test
    void scopesAreSentAsOneTextInTheirOrder() {
        assertThat(sentBy(redirect()
                        .profileScope(
                                ProfileScope.NAME,
                                ProfileScope.PHONE_NUMBER,
                                ProfileScope.ADDRESS,
                                ProfileScope.BIRTH_DATE,
                                ProfileScope.of("nin"))))
                .isEqualTo(WALLET + REDIRECT + ",\"profile\":{\"scope\":\"name phoneNumber address birthDate nin\"}}");
    }

    private static final String RECEIPT = "{\"orderLines\":[{\"name\":\"Socks\",\"id\":\"socks-1\","
            + "\"totalAmount\":24900,\"totalAmountExcludingTax\":19841,\"totalTaxAmount\":5059,\"taxRate\":2550,"
            + "\"unitInfo\":{\"unitPrice\":12450,\"quantity\":\"2\",\"quantityUnit\":\"PCS\"}}],"
            + "\"bottomLine\":{\"currency\":\"NOK\",\"receiptNumber\":\"0042\"}}";

    private static Receipt receipt() {
        return Receipt.builder()
                .orderLine(OrderLine.builder()
                        .name("Socks")
                        .id("socks-1")
                        .totalAmount(Shop.nok(24_900))
                        .taxRate(TaxRate.ofPercent("25.5"))
                        .unitInfo("2", QuantityUnit.PCS, Shop.nok(12_450)))
                .receiptNumber("0042")
                .build();
    }

    @Test
    void receiptIsSent() {
        assertThat(sentBy(redirect().receipt(receipt())))
                .isEqualTo(WALLET + REDIRECT + ",\"receipt\":" + RECEIPT + "}");
    }

    @Test
    void expiryIsSentWithItsOffset() {
        assertThat(sentBy(redirect()
                        .expiresAt(Instant.parse("2026-08-01T17:32:28Z"))
                        .receipt(receipt())))
                .isEqualTo(WALLET + REDIRECT + ",\"expiresAt\":\"2026-08-01T17:32:28Z\",\"receipt\":" + RECEIPT + "}");
    }

    @Test
    void expiryOfAnotherOffsetIsTheSameMoment() {
        Instant noon = OffsetDateTime.parse("2026-08-01T12:00:00.5+02:00").toInstant();
        assertThat(sentBy(redirect().expiresAt(noon).receipt(receipt())))
                .isEqualTo(
                        WALLET + REDIRECT + ",\"expiresAt\":\"2026-08-01T10:00:00.500Z\",\"receipt\":" + RECEIPT + "}");
    }

    @Test
    void receiptUrlIsSent() {
        assertThat(sentBy(redirect().receiptUrl("https://example.com/receipt/9876543210")))
                .isEqualTo(WALLET + REDIRECT + ",\"receiptUrl\":\"https://example.com/receipt/9876543210\"}");
    }

    @Test
    void airlineDataIsSentAsDataOfItsIndustry() {
        assertThat(sentBy(redirect()
                        .airlineData(AirlineData.builder()
                                .agencyInvoiceNumber("123456")
                                .airlineCode("074")
                                .airlineDesignatorCode("KL")
                                .passengerName("FLYER / MARY MS.")
                                .ticketNumber("123-1234567890")
                                .build())))
                .isEqualTo(WALLET + REDIRECT + ",\"industryData\":{\"airlineData\":{\"agencyInvoiceNumber\":\"123456\","
                        + "\"airlineCode\":\"074\",\"airlineDesignatorCode\":\"KL\","
                        + "\"passengerName\":\"FLYER / MARY MS.\",\"ticketNumber\":\"123-1234567890\"}}}");
    }

    @Test
    void expressSendsItsScopesByItselfAndAsLittleOfItsOptionsAsWasSaid() {
        assertThat(sentBy(redirect().shipping(Shipping.fixed(posten()))))
                .isEqualTo(WALLET + REDIRECT + ",\"profile\":{\"scope\":\"name address email phoneNumber\"},"
                        + "\"shipping\":{\"fixedOptions\":[{\"type\":\"HOME_DELIVERY\",\"brand\":\"POSTEN\",\"options\":["
                        + "{\"id\":\"home-std\",\"name\":\"To your door\","
                        + "\"amount\":{\"currency\":\"NOK\",\"value\":9900}}]}]}}");
    }

    @Test
    void expressSendsEverythingThatItsOptionsSay() {
        ShippingOption option = toYourDoor().toBuilder()
                .amount(Amount.ofMinor(0, NOK))
                .isDefault(true)
                .priority(0)
                .meta("Innerste dør")
                .estimatedDelivery("1-3 days")
                .build();
        ShippingGroup group = ShippingGroup.builder()
                .type(ShippingType.of("DRONE"))
                .brand(ShippingBrand.of("RAVN"))
                .options(List.of(
                        option,
                        toYourDoor().toBuilder().id("evening").isDefault(false).build()))
                .isDefault(true)
                .priority(-1)
                .build();
        assertThat(sentBy(redirect().shipping(Shipping.fixed(List.of(group)).withAllowedCountries("NO", "DK"))))
                .isEqualTo(WALLET + REDIRECT + ",\"profile\":{\"scope\":\"name address email phoneNumber\"},"
                        + "\"shipping\":{\"fixedOptions\":[{\"type\":\"DRONE\",\"brand\":\"RAVN\","
                        + "\"isDefault\":true,\"priority\":-1,\"options\":["
                        + "{\"id\":\"home-std\",\"name\":\"To your door\","
                        + "\"amount\":{\"currency\":\"NOK\",\"value\":0},\"isDefault\":true,\"priority\":0,"
                        + "\"meta\":\"Innerste dør\",\"estimatedDelivery\":\"1-3 days\"},"
                        + "{\"id\":\"evening\",\"name\":\"To your door\","
                        + "\"amount\":{\"currency\":\"NOK\",\"value\":9900},\"isDefault\":false}]}],"
                        + "\"allowedCountries\":[\"NO\",\"DK\"]}}");
    }

    @Test
    void dynamicOptionsSendWhereToAskAndTheProofOfWhoAsks() {
        assertThat(sentBy(redirect()
                        .shipping(Shipping.dynamic("https://shop.example.com/vipps/shipping", "s3cret-token")
                                .withAllowedCountries("NO"))))
                .isEqualTo(WALLET + REDIRECT + ",\"profile\":{\"scope\":\"name address email phoneNumber\"},"
                        + "\"shipping\":{\"dynamicOptions\":{"
                        + "\"callbackUrl\":\"https://shop.example.com/vipps/shipping\","
                        + "\"callbackAuthorizationToken\":\"s3cret-token\"},\"allowedCountries\":[\"NO\"]}}");
    }

    @Test
    void expressSendsItsScopesInTheApisOrderWhateverTheirs() {
        assertThat(sentBy(redirect()
                        .shipping(Shipping.dynamic("https://shop.example.com/vipps/shipping", "s3cret-token"))
                        .profileScope(
                                ProfileScope.PHONE_NUMBER,
                                ProfileScope.EMAIL,
                                ProfileScope.NAME,
                                ProfileScope.ADDRESS)))
                .contains("\"profile\":{\"scope\":\"name address email phoneNumber\"},");
    }
}
