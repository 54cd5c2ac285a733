package io.github.vipps4j.epayment;

import static io.github.vipps4j.core.Currency.DKK;
import static io.github.vipps4j.core.Currency.NOK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.AirlineData;
import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.OrderLine;
import io.github.vipps4j.core.ProfileScope;
import io.github.vipps4j.core.Receipt;
import io.github.vipps4j.core.TaxRate;
import io.github.vipps4j.core.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of what a payment can have besides reference, amount, flow, description and metadata. */
class CreateFieldsTest {
    private static final String CALLBACK = "https://shop.example.com/vipps/shipping";

    private static CreatePayment.Builder valid() {
        return CreatePayment.builder()
                .reference("shop7-order-0042")
                .amount(Amount.ofMinor(24_900, NOK))
                .userFlow(UserFlow.webRedirect("https://shop.example.com/return"));
    }

    private static List<String> violations(Runnable call) {
        InvalidRequestException exception = catchThrowableOfType(InvalidRequestException.class, call::run);
        assertThat(exception).isNotNull();
        return exception.violations().stream()
                .map(violation -> violation.field() + " " + violation.rule())
                .toList();
    }

    private static List<String> fields(CreatePayment.Builder builder) {
        InvalidRequestException exception = catchThrowableOfType(InvalidRequestException.class, builder::build);
        assertThat(exception).isNotNull();
        return exception.violations().stream().map(Violation::field).toList();
    }

    private static ShippingOption.Builder option(String id) {
        return ShippingOption.builder().id(id).name("To your door").amount(Amount.ofMinor(9_900, NOK));
    }

    private static ShippingGroup.Builder group(ShippingBrand brand, ShippingOption.Builder... options) {
        ShippingGroup.Builder group =
                ShippingGroup.builder().type(ShippingType.HOME_DELIVERY).brand(brand);
        Arrays.stream(options).map(ShippingOption.Builder::build).forEach(group::option);
        return group;
    }

    private static ShippingGroup posten() {
        return group(ShippingBrand.POSTEN, option("home-std")).build();
    }

    // ---- customer

    @Test
    void aPersonalQrHas5To255Characters() {
        for (String fits : List.of("12345", "q".repeat(255))) {
            Customer customer = Customer.personalQr(fits);
            assertThat(valid().customer(customer).build().customer()).isEqualTo(customer);
        }
        for (String wrong : List.of("", "1234", "q".repeat(256))) {
            assertThat(fields(valid().customer(Customer.personalQr(wrong)))).containsExactly("customer.personalQr");
            assertThat(fields(valid().userFlow(UserFlow.pushMessage(Customer.personalQr(wrong)))))
                    .containsExactly("customer.personalQr");
        }
    }

    @Test
    @SuppressWarnings("NullAway")
    void aCustomerTokenIsNotBlank() {
        assertThat(fields(valid().customer(Customer.customerToken(" ")))).containsExactly("customer.customerToken");
        assertThat(fields(valid().customer(Customer.customerToken(null)))).containsExactly("customer.customerToken");
    }

    @Test
    void anyKindOfCustomerCanBeApprovedFor() {
        try (VippsServer server = new VippsServer()) {
            server.answer(200, "");
            server.payments().forceApprove("shop7-order-0042", Customer.customerToken("ey%382jf8"));
            assertThat(server.onlyRequest().body()).isEqualTo("{\"customer\":{\"customerToken\":\"ey%382jf8\"}}");
        }
    }

    // ---- QR

    @ParameterizedTest
    @ValueSource(ints = {100, 1024, 2000})
    void anImageHas100To2000Pixels(int size) {
        UserFlow flow = UserFlow.qr(QrFormat.png(size));
        assertThat(valid().userFlow(flow).build().userFlow()).isEqualTo(flow);
    }

    @ParameterizedTest
    @ValueSource(ints = {99, 2001, 0, -1, Integer.MAX_VALUE})
    void anyOtherSizeIsRefused(int size) {
        assertThat(fields(valid().userFlow(UserFlow.qr(QrFormat.png(size))))).containsExactly("qrFormat.size");
    }

    @Test
    @SuppressWarnings("NullAway")
    void aQrFlowHasAFormat() {
        assertThat(fields(valid().userFlow(UserFlow.qr((QrFormat) null)))).containsExactly("qrFormat");
    }

    // ---- payment method

    @Test
    void walletIsHowOnePaysUnlessItIsSaid() {
        assertThat(valid().build().paymentMethod()).isEqualTo(PaymentMethod.wallet());
    }

    @Test
    @SuppressWarnings("NullAway")
    void aBlockedSourceIsOneThatExists() {
        assertThat(fields(valid().paymentMethod(PaymentMethod.walletWithout(BlockedSource.COMMERCIAL_CARDS, null))))
                .containsExactly("paymentMethod.blockedSources");
    }

    static Stream<UserFlow> flowsThatAreNoWebRedirect() {
        return Stream.of(
                UserFlow.nativeRedirect("myshop://return"),
                UserFlow.pushMessage(Customer.phoneNumber("4791000000")),
                UserFlow.qr());
    }

    @ParameterizedTest
    @MethodSource("flowsThatAreNoWebRedirect")
    void aCardIsForWebRedirectsOnly(UserFlow flow) {
        assertThat(violations(() -> valid().userFlow(flow)
                        .paymentMethod(PaymentMethod.card())
                        .build()))
                .containsExactly("userFlow must be WEB_REDIRECT for a payment by card");
    }

    @Test
    void aCardPaysNeitherExpressNorLongLivingPayments() {
        assertThat(violations(() -> longLiving(FakeTime.START)
                        .paymentMethod(PaymentMethod.card())
                        .shipping(Shipping.fixed(posten()))
                        .build()))
                .containsExactly(
                        "expiresAt must not be given for a payment by card",
                        "receipt must not be given for a payment by card",
                        "shipping must not be given for a payment by card");
    }

    // ---- age, scopes, receipt URL

    @Test
    void aMinimumAgeIs0To100Years() {
        assertThat(valid().minimumUserAge(0).build().minimumUserAge()).isZero();
        assertThat(valid().minimumUserAge(100).build().minimumUserAge()).isEqualTo(100);
        assertThat(fields(valid().minimumUserAge(-1))).containsExactly("minimumUserAge");
        assertThat(fields(valid().minimumUserAge(101))).containsExactly("minimumUserAge");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "name email", "name\n", "fødselsdato"})
    void aScopeIsOneWordOfAscii(String scope) {
        assertThat(fields(valid().profileScope(ProfileScope.NAME, ProfileScope.of(scope))))
                .containsExactly("profile.scope");
    }

    @Test
    @SuppressWarnings("NullAway")
    void aScopeIsThere() {
        assertThat(fields(valid().profileScope(ProfileScope.NAME, null))).containsExactly("profile.scope");
        assertThat(fields(valid().profileScope(ProfileScope.of(null)))).containsExactly("profile.scope");
    }

    @Test
    void aScopeCountsOnceAndLaterScopesReplaceEarlierOnes() {
        assertThat(valid().profileScope(ProfileScope.BIRTH_DATE)
                        .profileScope(ProfileScope.EMAIL, ProfileScope.NAME, ProfileScope.EMAIL)
                        .build()
                        .profileScope())
                .containsExactly(ProfileScope.EMAIL, ProfileScope.NAME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "http://shop.example.com/receipt", "/receipt", "https://", "https://shop.example.com/a b"})
    void aReceiptUrlIsHttpsOrACustomScheme(String url) {
        assertThat(fields(valid().receiptUrl(url))).containsExactly("receiptUrl");
        assertThat(valid().receiptUrl("myshop://receipt/1").build().receiptUrl())
                .isEqualTo("myshop://receipt/1");
    }

    // ---- expiry

    private static final Receipt RECEIPT = Receipt.builder()
            .orderLine(OrderLine.builder()
                    .name("Socks")
                    .id("socks-1")
                    .totalAmount(Shop.nok(24_900))
                    .taxRate(TaxRate.ofPercent("25")))
            .build();

    private static CreatePayment.Builder longLiving(Instant expiresAt) {
        return valid().expiresAt(expiresAt).receipt(RECEIPT);
    }

    @Test
    void aLongLivingPaymentNeedsAReceipt() {
        assertThat(violations(() -> valid().expiresAt(FakeTime.START.plus(Duration.ofDays(1)))
                        .build()))
                .containsExactly("receipt is required with expiresAt");
    }

    /** As it may be read, or made by a constructor that is not for that. */
    @Test
    void aReceiptThatWasNeverCheckedIsCheckedHere() {
        Receipt empty = new Receipt(RECEIPT.currency(), List.of(), null, null, Map.of(), null, null);
        assertThat(violations(() -> valid().receipt(empty).build()))
                .containsExactly("receipt.orderLines must have at least one line");
    }

    @Test
    void aReceiptIsInThePaymentsCurrency() {
        assertThat(violations(() -> valid().amount(Amount.ofMinor(24_900, DKK))
                        .receipt(RECEIPT)
                        .build()))
                .containsExactly("receipt.bottomLine.currency must be the amount's");
    }

    private static List<String> expiring(Duration ahead) {
        try (VippsServer server = new VippsServer()) {
            server.time.advance(Duration.ofHours(1));
            server.answer(201, Bodies.created("shop7-order-0042"));
            CreatePayment request = longLiving(server.time.now().plus(ahead)).build();
            try {
                server.payments().create(request);
                return List.of();
            } catch (InvalidRequestException e) {
                assertThat(server.requestCount()).isZero();
                return e.violations().stream().map(Violation::toString).toList();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT10M0.001S", "PT1H", "P59DT23H59M59S"})
    void anExpiryIsMoreThan10MinutesAndLessThan60DaysAhead(Duration ahead) {
        assertThat(expiring(ahead)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT10M", "PT0S", "-P1D", "P60D", "P365D"})
    void anyOtherExpiryIsRefusedByTheClientsClockAndNothingIsSent(Duration ahead) {
        assertThat(expiring(ahead))
                .containsExactly(new Violation("expiresAt", "must be more than 10 minutes and less than 60 days ahead")
                        .toString());
    }

    @Test
    void expiryIsCheckedWithAKeyOfOnesOwnToo() {
        try (VippsServer server = new VippsServer()) {
            EPaymentClient payments = server.payments();
            CreatePayment request = longLiving(FakeTime.START).build();
            assertThat(violations(() -> payments.create(request, IdempotencyKey.of("order-0042"))))
                    .containsExactly("expiresAt must be more than 10 minutes and less than 60 days ahead");
        }
    }

    // ---- airline data

    @Test
    void airlineDataHasItsLengths() {
        assertThat(violations(() -> AirlineData.builder().build()))
                .containsExactly(
                        "agencyInvoiceNumber must have 1 to 6 characters",
                        "airlineCode must be 3 digits",
                        "airlineDesignatorCode must be 2 letters or digits",
                        "passengerName must have 1 to 49 characters");
        assertThat(violations(() -> AirlineData.builder()
                        .agencyInvoiceNumber("1234567")
                        .airlineCode("KLM")
                        .airlineDesignatorCode("KLM")
                        .passengerName("p".repeat(50))
                        .ticketNumber("t".repeat(151))
                        .build()))
                .hasSize(5)
                .last()
                .isEqualTo("ticketNumber must have 1 to 150 characters");
        AirlineData longest = AirlineData.builder()
                .agencyInvoiceNumber("123456")
                .airlineCode("074")
                .airlineDesignatorCode("D8")
                .passengerName("p".repeat(49))
                .ticketNumber("t".repeat(150))
                .build();
        assertThat(longest.toBuilder().build()).usingRecursiveComparison().isEqualTo(longest);
    }

    // ---- Express. Fixed and dynamic options at once cannot be written: Shipping is one of the two.

    @Test
    void expressWithAnyOtherScopesIsRefused() {
        CreatePayment.Builder express = valid().shipping(Shipping.fixed(posten()));
        List<ProfileScope[]> wrong = List.of(
                new ProfileScope[] {ProfileScope.NAME, ProfileScope.ADDRESS, ProfileScope.EMAIL},
                new ProfileScope[] {
                    ProfileScope.NAME,
                    ProfileScope.ADDRESS,
                    ProfileScope.EMAIL,
                    ProfileScope.PHONE_NUMBER,
                    ProfileScope.BIRTH_DATE
                },
                new ProfileScope[] {
                    ProfileScope.NAME, ProfileScope.ADDRESS, ProfileScope.EMAIL, ProfileScope.of("phonenumber")
                });
        assertThat(wrong)
                .allSatisfy(scopes -> assertThat(
                                violations(() -> express.profileScope(scopes).build()))
                        .containsExactly("profile.scope must be exactly name address email phoneNumber for Express; it"
                                + " is so if nothing is given"));
    }

    @Test
    void expressHasItsScopesWithoutBeingTold() {
        CreatePayment express = valid().shipping(Shipping.fixed(posten())).build();
        assertThat(express.profileScope())
                .containsExactly(
                        ProfileScope.NAME, ProfileScope.ADDRESS, ProfileScope.EMAIL, ProfileScope.PHONE_NUMBER);
    }

    @Test
    void deliveryCostsTheCurrencyOfThePayment() {
        ShippingGroup danish = group(ShippingBrand.GLS, option("gls").amount(Amount.ofMinor(4_900, DKK)))
                .build();
        assertThat(violations(() -> valid().shipping(Shipping.fixed(danish)).build()))
                .containsExactly("shipping.fixedOptions must have amounts in the currency of the payment");
        assertThat(violations(
                        () -> valid().shipping(Shipping.fixed(posten(), danish)).build()))
                .containsExactly("shipping.fixedOptions must have amounts in one currency");
    }

    @Test
    void fixedOptionsAreThereAndToldApart() {
        assertThat(violations(() -> valid().shipping(Shipping.fixed()).build()))
                .containsExactly("shipping.fixedOptions must have at least one group");
        ShippingGroup again = group(ShippingBrand.POSTEN, option("home-fast")).build();
        assertThat(violations(
                        () -> valid().shipping(Shipping.fixed(posten(), again)).build()))
                .containsExactly("shipping.fixedOptions must have one group for each pair of brand and type: variants"
                        + " are its options");
        ShippingGroup sameId = group(ShippingBrand.BRING, option("home-std")).build();
        assertThat(violations(
                        () -> valid().shipping(Shipping.fixed(posten(), sameId)).build()))
                .containsExactly("shipping.fixedOptions must have options with an id of their own each");
        ShippingGroup mailbox = again.toBuilder().type(ShippingType.MAILBOX).build();
        Shipping both = Shipping.fixed(posten(), mailbox);
        assertThat(valid().shipping(both).build().shipping()).isEqualTo(both);
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullsAmongTheOptionsAreToldAndNotThrown() {
        assertThat(fields(valid().shipping(Shipping.fixed(posten(), null)))).containsExactly("shipping.fixedOptions");
        assertThat(fields(valid().shipping(Shipping.fixed(posten()).withAllowedCountries("NO", null))))
                .containsExactly("shipping.allowedCountries");
        assertThat(violations(() -> group(ShippingBrand.POSTEN).option(null).build()))
                .containsExactly("options must have at least one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no", "NOR", "Norway", "N0", "ÆØ"})
    void anAllowedCountryHasTwoLetters(String country) {
        assertThat(fields(valid().shipping(Shipping.fixed(posten()).withAllowedCountries(country))))
                .containsExactly("shipping.allowedCountries");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example.com/vipps/shipping?tenant=42",
                "HTTPS://shop.example.com:8080",
                "http://localhost:8080/shipping",
                "http://127.0.0.1/shipping",
                "http://[::1]:8080/"
            })
    void optionsAreAskedForWithHttpsOrOnThisMachine(String url) {
        Shipping shipping = Shipping.dynamic(url, "s3cret-token");
        assertThat(valid().shipping(shipping).build().shipping()).isEqualTo(shipping);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://",
                "https:///shipping",
                "http://shop.example.com/shipping",
                "http://localhost.example.com/",
                "myshop://shipping",
                "https://shop.example.com/ shipping",
                "/shipping"
            })
    void anyOtherUrlIsNotCalled(String url) {
        assertThat(fields(valid().shipping(Shipping.dynamic(url, "s3cret-token"))))
                .containsExactly("shipping.dynamicOptions.callbackUrl");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Bearer eyJ0eXAi",
                "a.b",
                "token\n",
                "tøken",
                "123456789012345678901234567890123456789012345678901"
            })
    void aTokenThatTheApiDoesNotTakeIsRefusedAndNotQuoted(String token) {
        InvalidRequestException exception = catchThrowableOfType(
                InvalidRequestException.class,
                () -> valid().shipping(Shipping.dynamic(CALLBACK, token)).build());
        assertThat(exception.violations())
                .extracting(Violation::field)
                .containsExactly("shipping.dynamicOptions.callbackAuthorizationToken");
        assertThat(exception.getMessage()).doesNotContain("eyJ").doesNotContain("shop.example.com");
    }

    @Test
    @SuppressWarnings("NullAway")
    void dynamicOptionsWithoutATokenAreRefused() {
        assertThat(fields(valid().shipping(Shipping.dynamic(CALLBACK, null))))
                .containsExactly("shipping.dynamicOptions.callbackAuthorizationToken");
    }

    @Test
    void anOptionHasIdNameAndAPriceThatCanBeNothing() {
        assertThat(violations(() -> ShippingOption.builder().build()))
                .containsExactly("id must not be blank", "name must not be blank", "amount is required");
        assertThat(violations(() ->
                        option(" ").name("").amount(Amount.ofMinor(-1, NOK)).build()))
                .containsExactly(
                        "id must not be blank",
                        "name must not be blank",
                        "amount.value must be 0 to 65000000 minor units");
        assertThat(option("free")
                        .amount(Amount.ofMinor(0, NOK))
                        .build()
                        .amount()
                        .isZero())
                .isTrue();
    }

    @Test
    void aGroupHasTypeBrandAndOptions() {
        assertThat(violations(() -> ShippingGroup.builder().build()))
                .containsExactly("type must have a name", "brand must have a name", "options must have at least one");
        assertThat(violations(
                        () -> group(ShippingBrand.of(" "), option("home-std")).build()))
                .containsExactly("brand must have a name");
    }

    @Test
    void optionsCannotBeChangedAfterwards() {
        ShippingGroup[] groups = {posten()};
        Shipping shipping = Shipping.fixed(groups);
        groups[0] = group(ShippingBrand.GLS, option("gls")).build();
        assertThat(((Shipping.Fixed) shipping).fixedOptions())
                .extracting(ShippingGroup::brand)
                .containsExactly(ShippingBrand.POSTEN);
    }

    // ---- all of it

    static Stream<CreatePayment> requests() {
        return Stream.of(
                valid().paymentMethod(PaymentMethod.card())
                        .customer(Customer.personalQr("12345"))
                        .build(),
                longLiving(FakeTime.START)
                        .userFlow(UserFlow.qr(QrFormat.png(100)))
                        .paymentMethod(PaymentMethod.walletWithout(BlockedSource.COMMERCIAL_CARDS))
                        .minimumUserAge(18)
                        .profileScope(ProfileScope.NAME, ProfileScope.of("nin"))
                        .receiptUrl("myshop://receipt/1")
                        .airlineData(AirlineData.builder()
                                .agencyInvoiceNumber("1")
                                .airlineCode("074")
                                .airlineDesignatorCode("KL")
                                .passengerName("FLYER / MARY MS.")
                                .build())
                        .build(),
                valid().shipping(Shipping.fixed(posten()).withAllowedCountries("NO"))
                        .build(),
                valid().shipping(Shipping.dynamic(CALLBACK, "s3cret-token")).build());
    }

    @ParameterizedTest
    @MethodSource("requests")
    void toBuilderKeepsEverything(CreatePayment request) {
        CreatePayment copy = request.toBuilder().build();
        assertThat(copy).usingRecursiveComparison().isEqualTo(request);
        assertThat(Requests.create(copy)).isEqualTo(Requests.create(request));
    }
}
