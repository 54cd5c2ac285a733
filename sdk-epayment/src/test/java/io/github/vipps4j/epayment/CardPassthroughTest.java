package io.github.vipps4j.epayment;

import static io.github.vipps4j.core.Currency.DKK;
import static io.github.vipps4j.core.Currency.GBP;
import static io.github.vipps4j.core.Currency.NOK;
import static io.github.vipps4j.core.Currency.SEK;
import static io.github.vipps4j.core.Currency.USD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.Currency;
import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.OrderLine;
import io.github.vipps4j.core.ProfileScope;
import io.github.vipps4j.core.Receipt;
import io.github.vipps4j.core.TaxRate;
import io.github.vipps4j.core.Violation;
import io.github.vipps4j.epayment.VippsServer.Received;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Payments whose card a provider charges: what is sent, and what is refused before. */
class CardPassthroughTest {
    private static final String PSP_ID = "7cd7e4d9-0e9c-4e1b-8a5c-000000000001";
    /** As the API's documentation has it. */
    private static final String DOCUMENTED = "{\"amount\":{\"currency\":\"DKK\",\"value\":12500},"
            + "\"paymentMethod\":{\"type\":\"CARD_PASSTHROUGH\"},"
            + "\"cardPassthrough\":{\"pspReference\":\"psp-tx-000123\","
            + "\"cardCallbackUrl\":\"https://psp.example.com/vipps/card\","
            + "\"allowedCardTypes\":[\"VISA_DEBIT\",\"MC_DEBIT\",\"DANKORT\"],\"preferVisaPartOfVisaDankort\":false,"
            + "\"publicEncryptionKeyId\":\"00000000-0000-4000-8000-0000000000aa\"},"
            + "\"reference\":\"shop7-order-20260701-0044\",\"userFlow\":\"WEB_REDIRECT\","
            + "\"returnUrl\":\"https://shop.example.com/return\"}";

    private final VippsServer server = new VippsServer();

    @AfterEach
    void close() {
        server.close();
    }

    private EPaymentClient payments() {
        return EPaymentClient.of(server.vipps(server.builder().pspId(PSP_ID)));
    }

    private static CardPassthrough.Builder passthrough() {
        return CardPassthrough.builder()
                .pspReference("psp-tx-000123")
                .cardCallbackUrl("https://psp.example.com/vipps/card")
                .allowedCardTypes(CardType.VISA_DEBIT, CardType.MC_DEBIT, CardType.DANKORT);
    }

    private static CreatePayment.Builder request(CardPassthrough.Builder passthrough) {
        return CreatePayment.builder()
                .reference("shop7-order-20260701-0044")
                .amount(Amount.ofMinor(12_500, DKK))
                .paymentMethod(PaymentMethod.cardPassthrough(passthrough.build()))
                .userFlow(UserFlow.webRedirect("https://shop.example.com/return"));
    }

    private Received sent(CreatePayment.Builder request) {
        server.answer(201, Bodies.created("shop7-order-20260701-0044"));
        payments().create(request.build());
        return server.onlyRequest();
    }

    private static List<String> fieldsRefusedBy(ThrowingCallable call) {
        InvalidRequestException refused = catchThrowableOfType(InvalidRequestException.class, call);
        assertThat(refused).isNotNull();
        return refused.violations().stream().map(Violation::field).toList();
    }

    @Test
    void documentedRequestIsSentWithTheProvidersId() {
        Received sent = sent(request(passthrough().publicEncryptionKeyId("00000000-0000-4000-8000-0000000000aa")));
        assertThat(sent.method() + " " + sent.target()).isEqualTo("POST /epayment/v1/payments");
        assertThat(sent.body()).isEqualTo(DOCUMENTED);
        assertThat(sent.header("psp-id")).isEqualTo(PSP_ID);
        assertThat(sent.header("merchant-serial-number")).isEqualTo(VippsServer.MSN);
        assertThat(sent.key()).isNotBlank();
    }

    @Test
    void everyOperationNamesTheProvider() {
        server.answer(200, Bodies.PAYMENT);
        payments().get(Bodies.REFERENCE);
        assertThat(server.onlyRequest().header("psp-id")).isEqualTo(PSP_ID);
    }

    @Test
    void coBrandedCardsCanGoThroughVisa() {
        assertThat(sent(request(passthrough().preferVisaPartOfVisaDankort(true)))
                        .body())
                .contains("\"preferVisaPartOfVisaDankort\":true},")
                .doesNotContain("publicEncryptionKeyId");
    }

    @Test
    void profileAndShippingGoWithIt() {
        Shipping shipping = Shipping.dynamic("https://shop.example.com/shipping", "token-1");
        assertThat(sent(request(passthrough()).shipping(shipping)).body())
                .contains("\"profile\":{\"scope\":\"name address email phoneNumber\"}")
                .contains("\"shipping\":{\"dynamicOptions\":");
        assertThat(request(passthrough())
                        .profileScope(ProfileScope.NAME)
                        .build()
                        .profileScope())
                .containsExactly(ProfileScope.NAME);
    }

    @Test
    void currenciesOfProvidersAreTaken() {
        for (Currency currency : List.of(NOK, DKK, Currency.EUR, SEK, USD, GBP)) {
            assertThat(request(passthrough())
                            .amount(Amount.ofMinor(1, currency))
                            .build()
                            .amount()
                            .currency())
                    .isEqualTo(currency);
        }
    }

    @Test
    void withoutAProvidersIdNothingIsSent() {
        assertThat(fieldsRefusedBy(
                        () -> server.payments().create(request(passthrough()).build())))
                .containsExactly("pspId");
        assertThat(server.received()).isEmpty();
    }

    @Test
    @SuppressWarnings("NullAway")
    void whatIsMissingOrMalformedIsToldAtOnce() {
        assertThat(fieldsRefusedBy(() -> CardPassthrough.builder().build()))
                .containsExactly(
                        "cardPassthrough.pspReference",
                        "cardPassthrough.allowedCardTypes",
                        "cardPassthrough.cardCallbackUrl");
        assertThat(fieldsRefusedBy(() -> passthrough()
                        .allowedCardTypes(CardType.DANKORT, null)
                        .cardCallbackUrl("http://psp.example.com/card")
                        .build()))
                .containsExactly("cardPassthrough.allowedCardTypes", "cardPassthrough.cardCallbackUrl");
        assertThat(fieldsRefusedBy(() -> CreatePayment.builder()
                        .reference("shop7-order-20260701-0044")
                        .amount(Amount.ofMinor(1, DKK))
                        .userFlow(UserFlow.webRedirect("https://shop.example.com/return"))
                        .paymentMethod(PaymentMethod.cardPassthrough(null))
                        .build()))
                .containsExactly("cardPassthrough");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "aa",
                "00000000000040008000000000000000aaaa",
                "00000000-0000-4000-8000-0000000000zz",
                "00000000-0000-4000-8000-0000000000aa "
            })
    void keyIsNamedByAGuid(String id) {
        assertThat(fieldsRefusedBy(() -> passthrough().publicEncryptionKeyId(id).build()))
                .containsExactly("cardPassthrough.publicEncryptionKeyId");
    }

    @Test
    void receiptsAndLongLivesAreForTheWalletAlone() {
        Receipt receipt = Receipt.builder()
                .orderLine(OrderLine.builder()
                        .name("Hat")
                        .id("1")
                        .totalAmount(Amount.ofMinor(12_500, DKK))
                        .taxRate(TaxRate.ofPercent("25")))
                .receiptNumber("1")
                .build();
        assertThat(fieldsRefusedBy(() -> request(passthrough())
                        .receipt(receipt)
                        .expiresAt(FakeTime.START.plus(Duration.ofDays(1)))
                        .build()))
                .containsExactly("expiresAt", "receipt");
    }

    @Test
    void wrongUseIsRefusedByTheServiceWithItsMeaning() {
        server.answer(400, "{\"extraDetails\":[{\"name\":\"ErrorCode\",\"reason\":\"4160\"}],\"status\":400}");
        ApiException refused = catchThrowableOfType(
                ApiException.class,
                () -> payments().create(request(passthrough()).build()));
        assertThat(EPaymentError.of(refused).code()).isEqualTo("4160");
    }

    @Test
    void builderOfARequestSaysWhatItSays() {
        CardPassthrough full = passthrough()
                .preferVisaPartOfVisaDankort(true)
                .publicEncryptionKeyId("00000000-0000-4000-8000-0000000000aa")
                .build();
        assertThat(full.toBuilder().build()).usingRecursiveComparison().isEqualTo(full);
        CreatePayment payment = request(passthrough()).build();
        assertThat(payment.toBuilder().build().paymentMethod()).isEqualTo(payment.paymentMethod());
    }

    @Test
    void typesOfCallbacksAndRequestsAreTheSame() {
        assertThat(CardType.of("VISA-DEBIT")).isEqualTo(CardType.VISA_DEBIT).hasToString("VISA_DEBIT");
        assertThat(CardType.of(" elec_debit")).isEqualTo(new CardType("ELEC_DEBIT"));
    }
}
