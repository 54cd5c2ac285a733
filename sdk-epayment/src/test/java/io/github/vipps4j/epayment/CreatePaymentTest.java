package io.github.vipps4j.epayment;

import static io.github.vipps4j.core.Currency.NOK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.Violation;
import io.github.vipps4j.testsupport.FieldDefect;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreatePaymentTest {
    private static final Customer CUSTOMER = Customer.phoneNumber("4791000000");

    private static CreatePayment.Builder valid() {
        return CreatePayment.builder()
                .reference("shop7-order-0042")
                .amount(Amount.ofMinor(24_900, NOK))
                .userFlow(UserFlow.webRedirect("https://shop.example.com/return"));
    }

    private static InvalidRequestException refused(CreatePayment.Builder builder) {
        InvalidRequestException exception = catchThrowableOfType(InvalidRequestException.class, builder::build);
        assertThat(exception).isNotNull();
        return exception;
    }

    private static List<String> fields(CreatePayment.Builder builder) {
        return refused(builder).violations().stream().map(Violation::field).toList();
    }

    @Test
    void allThatIsMissingIsToldAtOnce() {
        InvalidRequestException exception = refused(CreatePayment.builder());
        assertThat(exception.violations())
                .extracting(Violation::field)
                .containsExactlyInAnyOrder("reference", "amount", "userFlow");
        assertThat(exception.getMessage())
                .contains("CreatePayment")
                .contains("reference")
                .contains("amount")
                .contains("userFlow");
    }

    @Test
    void allThatIsWrongIsToldAtOnceAndNoValueIsQuoted() {
        CreatePayment.Builder builder = CreatePayment.builder()
                .reference("wrong_æ")
                .amount(Amount.ofMinor(-7_777, NOK))
                .userFlow(UserFlow.webRedirect("http://secret.example.com"))
                .customer(Customer.phoneNumber("+4799999999"))
                .paymentDescription("??");
        for (int i = 0; i < 5; i++) {
            builder.metadata("private" + i, "private");
        }
        builder.metadata("k".repeat(101), "v".repeat(501));
        InvalidRequestException exception = refused(builder);
        assertThat(exception.violations())
                .extracting(Violation::field)
                .containsExactlyInAnyOrder(
                        "reference",
                        "amount.value",
                        "returnUrl",
                        "customer.phoneNumber",
                        "paymentDescription",
                        "metadata",
                        "metadata",
                        "metadata");
        assertThat(exception.toString())
                .doesNotContain("wrong_æ")
                .doesNotContain("7777")
                .doesNotContain("4799999999")
                .doesNotContain("secret.example.com")
                .doesNotContain("??")
                .doesNotContain("private")
                .doesNotContain("kkk")
                .doesNotContain("vvv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345678", "ABCdef-1", "--------", "shop7-order-20260701-0042"})
    void aReferenceOfLettersDigitsAndHyphensIsTaken(String reference) {
        assertThat(valid().reference(reference).build().reference()).isEqualTo(reference);
    }

    @Test
    void aReferenceHas8To64Characters() {
        assertThat(valid().reference("r".repeat(8)).build().reference()).hasSize(8);
        assertThat(valid().reference("r".repeat(64)).build().reference()).hasSize(64);
        assertThat(fields(valid().reference("r".repeat(7)))).containsExactly("reference");
        assertThat(fields(valid().reference("r".repeat(65)))).containsExactly("reference");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "..",
                "../../refunds",
                "shop7/order-42",
                "shop7_order_42",
                "shop7.order.42",
                "bestilling-æøå",
                "shop7 order 42",
                "shop7-order-42\n",
                "shop7-order\r\nX: y",
                "shop7-order-\u0661"
            })
    void aReferenceOfAnythingElseIsRefused(String reference) {
        assertThat(fields(valid().reference(reference))).containsExactly("reference");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 100, 65_000_000})
    void anAmountIs1To65MillionMinorUnits(long value) {
        assertThat(valid().amount(Amount.ofMinor(value, NOK)).build().amount().value())
                .isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 65_000_001, Long.MAX_VALUE, Long.MIN_VALUE})
    void anyOtherAmountIsRefused(long value) {
        assertThat(fields(valid().amount(Amount.ofMinor(value, NOK)))).containsExactly("amount.value");
    }

    static Stream<String> goodUrls() {
        return Stream.of(
                "https://shop.example.com",
                "https://shop.example.com/return?ref=42&x=a|b#top",
                "HTTPS://SHOP.EXAMPLE.COM/",
                "https://blåbær.example.com/takk",
                "https://[::1]/",
                "myshop://return",
                "my-shop.v2+x://return?order=42",
                "myshop://",
                "https://shop.example.com/" + "u".repeat(2475));
    }

    @ParameterizedTest
    @MethodSource("goodUrls")
    void httpsAndCustomSchemesAreTaken(String url) {
        assertThat(valid().userFlow(UserFlow.webRedirect(url)).build().userFlow())
                .isEqualTo(UserFlow.webRedirect(url));
        assertThat(valid().userFlow(UserFlow.nativeRedirect(url)).build().userFlow())
                .isEqualTo(UserFlow.nativeRedirect(url));
        assertThat(valid().userFlow(UserFlow.qr(url)).build().userFlow()).isEqualTo(UserFlow.qr(url));
    }

    static Stream<String> badUrls() {
        return Stream.of(
                "",
                " ",
                "shop.example.com/return",
                "/return",
                "//shop.example.com/return",
                "://shop.example.com",
                "http://shop.example.com",
                "HTTP://shop.example.com",
                "http:shop",
                "https:shop.example.com",
                "https:/shop.example.com",
                "https://",
                "javascript:alert(1)",
                "data:text/html,x",
                "mailto:ola@example.com",
                " https://shop.example.com",
                "https://shop.example.com/ return",
                "https://shop.example.com/\u0000",
                "https://shop.example.com/\nX: y",
                "https://shop.example.com/\t",
                "7shop://return",
                "my_shop://return",
                "æshop://return",
                "https://shop.example.com/" + "u".repeat(2476));
    }

    @ParameterizedTest
    @MethodSource("badUrls")
    void anyOtherUrlIsRefusedInEveryFlow(String url) {
        assertThat(fields(valid().userFlow(UserFlow.webRedirect(url)))).containsExactly("returnUrl");
        assertThat(fields(valid().userFlow(UserFlow.nativeRedirect(url)))).containsExactly("returnUrl");
        assertThat(fields(valid().userFlow(UserFlow.qr(url)))).containsExactly("returnUrl");
    }

    @Test
    void theLongestUrlHas2500Characters() {
        assertThat(goodUrls().mapToInt(String::length).max()).hasValue(2500);
        assertThat(badUrls().mapToInt(String::length).max()).hasValue(2501);
    }

    @Test
    void aDescriptionHas3To100Characters() {
        assertThat(valid().paymentDescription("abc").build().paymentDescription())
                .isEqualTo("abc");
        assertThat(valid().paymentDescription("d".repeat(100)).build().paymentDescription())
                .hasSize(100);
        assertThat(fields(valid().paymentDescription(""))).containsExactly("paymentDescription");
        assertThat(fields(valid().paymentDescription("ab"))).containsExactly("paymentDescription");
        assertThat(fields(valid().paymentDescription("d".repeat(101)))).containsExactly("paymentDescription");
    }

    @Test
    void aCharacterOutsideTheBasicPlaneIsOneCharacter() {
        String socks = "\uD83E\uDDE6";
        assertThat(valid().paymentDescription(socks.repeat(100)).build().paymentDescription())
                .isEqualTo(socks.repeat(100));
        assertThat(fields(valid().paymentDescription(socks.repeat(2)))).containsExactly("paymentDescription");
        assertThat(valid().metadata(socks.repeat(100), socks.repeat(500))
                        .build()
                        .metadata())
                .isEqualTo(Map.of(socks.repeat(100), socks.repeat(500)));
    }

    @Test
    @FieldDefect(41)
    void metadataHasAtMostFiveEntries() {
        CreatePayment.Builder builder = valid();
        for (int i = 1; i <= 5; i++) {
            builder.metadata("key" + i, "value" + i);
        }
        assertThat(builder.build().metadata()).hasSize(5);
        assertThat(fields(builder.metadata("key6", "value6"))).containsExactly("metadata");
    }

    @Test
    @FieldDefect(41)
    void aMetadataKeyHas1To100CharactersAndAValueAtMost500() {
        Map<String, String> largest = Map.of("k".repeat(100), "v".repeat(500));
        assertThat(valid().metadata(largest).build().metadata()).isEqualTo(largest);
        assertThat(valid().metadata("key", "").build().metadata()).isEqualTo(Map.of("key", ""));
        assertThat(fields(valid().metadata("k".repeat(101), "v"))).containsExactly("metadata");
        assertThat(fields(valid().metadata("", "v"))).containsExactly("metadata");
        assertThat(fields(valid().metadata("k", "v".repeat(501)))).containsExactly("metadata");
    }

    @Test
    void aSecondMetadataEntryWithTheSameKeyReplacesTheFirst() {
        CreatePayment request = valid().metadata("cart", "1")
                .metadata("table", "7")
                .metadata("cart", "2")
                .build();
        assertThat(request.metadata()).containsExactly(Map.entry("cart", "2"), Map.entry("table", "7"));
    }

    @Test
    void metadataCannotBeChangedAfterwards() {
        CreatePayment.Builder builder = valid().metadata("cart", "1");
        CreatePayment request = builder.build();
        builder.metadata("cart", "2");
        assertThat(request.metadata()).isEqualTo(Map.of("cart", "1"));
        assertThatThrownBy(() -> request.metadata().put("x", "y")).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"479100000", "4791000000", "358401234567890"})
    void aPhoneNumberHas9To15Digits(String number) {
        Customer customer = Customer.phoneNumber(number);
        assertThat(valid().customer(customer).build().customer()).isEqualTo(customer);
        assertThat(valid().userFlow(UserFlow.pushMessage(customer)).build().customer())
                .isEqualTo(customer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "47910000",
                "4791000000123456",
                "+4791000000",
                "47 91 00 00 00",
                "4791000000\n",
                "479100000x",
                "\u0664\u0667\u0669\u0661\u0660\u0660\u0660\u0660\u0660"
            })
    void anyOtherPhoneNumberIsRefusedAndNotQuoted(String number) {
        Customer customer = Customer.phoneNumber(number);
        InvalidRequestException exception = refused(valid().customer(customer));
        assertThat(exception.violations()).extracting(Violation::field).containsExactly("customer.phoneNumber");
        assertThat(fields(valid().userFlow(UserFlow.pushMessage(customer)))).containsExactly("customer.phoneNumber");
        // the rule itself gives an example
        if (number.length() > 10) {
            assertThat(exception.toString()).doesNotContain(number);
        }
    }

    @Test
    void aPushMessageHasItsOwnCustomer() {
        UserFlow push = UserFlow.pushMessage(CUSTOMER);
        assertThat(valid().userFlow(push).build().customer()).isEqualTo(CUSTOMER);
        assertThat(fields(valid().userFlow(push).customer(CUSTOMER))).containsExactly("customer");
    }

    private static void assertSame(CreatePayment copy, CreatePayment original) {
        assertThat(copy).usingRecursiveComparison().isEqualTo(original);
        assertThat(Requests.create(copy)).isEqualTo(Requests.create(original));
    }

    static Stream<CreatePayment> requests() {
        return Stream.of(
                valid().build(),
                WireTest.documented(),
                valid().userFlow(UserFlow.nativeRedirect("myshop://return"))
                        .customer(CUSTOMER)
                        .build(),
                valid().userFlow(UserFlow.pushMessage(CUSTOMER)).build(),
                valid().userFlow(UserFlow.qr())
                        .customerInteraction(CustomerInteraction.CUSTOMER_PRESENT)
                        .build(),
                valid().userFlow(UserFlow.qr("https://shop.example.com/thanks"))
                        .customer(CUSTOMER)
                        .customerInteraction(CustomerInteraction.CUSTOMER_NOT_PRESENT)
                        .paymentDescription("Two concert tickets")
                        .metadata("z", "1")
                        .metadata("a", "2")
                        .build());
    }

    @ParameterizedTest
    @MethodSource("requests")
    void toBuilderKeepsEverything(CreatePayment request) {
        assertSame(request.toBuilder().build(), request);
    }

    @Test
    void toBuilderChangesACopy() {
        CreatePayment original = WireTest.documented();
        CreatePayment copy = original.toBuilder()
                .reference("shop7-order-20260701-0043")
                .metadata("cartId", "c-992")
                .build();
        assertThat(copy.reference()).isEqualTo("shop7-order-20260701-0043");
        assertThat(copy.paymentDescription()).isEqualTo("Two concert tickets");
        assertThat(copy.metadata()).isEqualTo(Map.of("cartId", "c-992"));
        assertSame(original, WireTest.documented());
    }

    @Test
    void aPushMessageCanBecomeAWebRedirectThroughToBuilder() {
        CreatePayment push = valid().userFlow(UserFlow.pushMessage(CUSTOMER)).build();
        CreatePayment web = push.toBuilder()
                .userFlow(UserFlow.webRedirect("https://shop.example.com/return"))
                .build();
        assertThat(web.customer()).isNull();
        CreatePayment otherPush = push.toBuilder()
                .userFlow(UserFlow.pushMessage(Customer.phoneNumber("4792000000")))
                .build();
        assertThat(otherPush.customer()).isEqualTo(Customer.phoneNumber("4792000000"));
    }
}
