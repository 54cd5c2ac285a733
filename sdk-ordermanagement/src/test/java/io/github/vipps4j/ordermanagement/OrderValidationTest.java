package io.github.vipps4j.ordermanagement;

import static io.github.vipps4j.ordermanagement.Bodies.ORDER;
import static io.github.vipps4j.ordermanagement.Bodies.nok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.Credentials;
import io.github.vipps4j.core.Currency;
import io.github.vipps4j.core.Environment;
import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.OrderLine;
import io.github.vipps4j.core.QuantityUnit;
import io.github.vipps4j.core.Receipt;
import io.github.vipps4j.core.TaxRate;
import io.github.vipps4j.core.Violation;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.testsupport.FieldDefect;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anything is sent. */
class OrderValidationTest {
    private final VippsServer server = new VippsServer();
    private final OrderManagementClient orders = server.orders();

    @AfterEach
    void close() {
        server.close();
    }

    private void assertRefused(ThrowingCallable call, String... fields) {
        InvalidRequestException e = catchThrowableOfType(InvalidRequestException.class, call);
        assertThat(e.violations()).extracting(Violation::field).containsExactly(fields);
        assertThat(server.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../receipts", "a/b", "a b", "å", "a?b", "a%2Fb", "a\n"})
    @FieldDefect(14)
    void badOrderIdIsRefusedAndNothingIsSent(String orderId) {
        assertRefused(() -> orders.addReceipt(PaymentType.ECOM, orderId, Bodies.RECEIPT), "orderId");
        assertRefused(() -> orders.addReceiptIfAbsent(PaymentType.ECOM, orderId, Bodies.RECEIPT), "orderId");
        assertRefused(() -> orders.setCategory(PaymentType.ECOM, orderId, Bodies.CATEGORY), "orderId");
        assertRefused(() -> orders.getOrder(PaymentType.ECOM, orderId), "orderId");
        assertRefused(() -> orders.listCategories(orderId), "orderId");
        assertRefused(() -> Bodies.ADD_CATEGORY.toBuilder().orderId(orderId).build(), "orderId");
    }

    @Test
    void longOrderIdIsTaken() {
        server.answer(200, "{}");
        orders.getOrder(PaymentType.ECOM, "x".repeat(200));
        assertThat(server.onlyRequest().target()).endsWith("x".repeat(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../receipts", "a/b", "a b"})
    @FieldDefect(14)
    void badCategoryIdIsRefusedAndNothingIsSent(String categoryId) {
        assertRefused(() -> orders.getCategory(categoryId), "categoryId");
        assertRefused(() -> orders.deleteCategory(categoryId), "categoryId");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://shop.example/order",
                "shop.example/order",
                "https://",
                "https:///order",
                "HTTPS://shop.example/",
                "https://.shop.example",
                "https://-shop.example",
                "https://[::1]/order",
                "https://shop.example@other.example/order",
                "https://shop@other.example",
                "https://shop.example/a\u00a0b",
                "https://shop.example/a\u2028b",
                "https://shop.example/a\u3000b",
                "https://shop.example/\u007f",
                "https://?order=1",
                "https://shop.example/a b",
                "https://shop.example/\n",
                "ftp://shop.example"
            })
    void urlWithoutHttpsIsRefused(String url) {
        assertRefused(() -> Bodies.CATEGORY.toBuilder().orderDetailsUrl(url).build(), "orderDetailsUrl");
        assertRefused(() -> Bodies.ADD_CATEGORY.toBuilder().url(url).build(), "url");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example",
                "https://shop.example/@kari?mail=a@b",
                "https://1.shop.example:8443/",
                "https://shop.example/o?id=42&key=a~b|c",
                "https://blåbær.no/ordre/[1]"
            })
    void urlThatTheServiceMayTakeIsTaken(String url) {
        assertThat(Bodies.ADD_CATEGORY.toBuilder().url(url).build().url()).isEqualTo(url);
    }

    @Test
    void everythingThatIsMissingIsToldAtOnce() {
        assertRefused(() -> OrderCategory.builder().build(), "category", "orderDetailsUrl");
        assertRefused(() -> AddCategory.builder().build(), "orderId", "paymentType", "type", "url");
        assertRefused(
                () -> AddCategory.builder()
                        .orderId("..")
                        .type(new CategoryType(" "))
                        .url("http://x")
                        .imageId("a b")
                        .build(),
                "orderId",
                "paymentType",
                "type",
                "url",
                "imageId");
    }

    private static Arguments badLine(UnaryOperator<OrderLine.Builder> change, String field, String rule) {
        return Arguments.of(Named.of(field + " " + rule, change), "orderLines[1]." + field, rule);
    }

    static Stream<Arguments> badLines() {
        return Stream.of(
                badLine(
                        line -> line.totalAmountExcludingTax(nok(800)).totalTaxAmount(nok(100)),
                        "totalAmount",
                        "must be totalAmountExcludingTax plus totalTaxAmount"),
                badLine(
                        line -> line.totalAmountExcludingTax(nok(900)).totalTaxAmount(nok(100)),
                        "totalTaxAmount",
                        "must be within 1 minor unit of totalAmountExcludingTax times taxRate"),
                badLine(line -> line.taxRate(TaxRate.ofPercent("100.01")), "taxRate", "must be 0 to 100 %"),
                badLine(
                        line -> line.unitInfo("0.123456789", QuantityUnit.KG, nok(1_000)),
                        "unitInfo.quantity",
                        "must be digits with at most 8 decimals after a point, of at most 10 characters"),
                badLine(
                        line -> line.unitInfo("1", QuantityUnit.PCS, nok(-1_000)),
                        "unitInfo.unitPrice",
                        "must be at least 0 minor units"),
                badLine(line -> line.totalAmount(nok(-1_000)), "totalAmount", "must be at least 0 minor units"),
                badLine(line -> line.discount(nok(-1)), "discount", "must be at least 0 minor units"));
    }

    @ParameterizedTest
    @MethodSource("badLines")
    @FieldDefect(42)
    void badReceiptIsRefusedByLineAndFieldAndNothingIsSent(
            UnaryOperator<OrderLine.Builder> change, String field, String rule) {
        OrderLine.Builder bad = OrderLine.builder()
                .name("socks")
                .id("socks-1")
                .totalAmount(nok(1_000))
                .taxRate(TaxRate.ofPercent("25"));
        Receipt.Builder receipt =
                Receipt.builder().orderLine(Bodies.RECEIPT.orderLines().get(0)).orderLine(change.apply(bad));
        assertThatThrownBy(receipt::build)
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("Receipt is invalid: " + field + " " + rule + ". Nothing was sent.");
        assertThat(server.received()).isEmpty();
    }

    @Test
    void emptyReceiptIsRefused() {
        assertRefused(() -> Receipt.builder().build(), "orderLines");
        assertRefused(() -> Receipt.builder().tipAmount(nok(-1)).build(), "orderLines", "bottomLine.tipAmount");
    }

    /** As it may be read, or made by a constructor that is not for that. */
    @Test
    void categoryThatWasNeverCheckedIsCheckedBeforeItIsSent() {
        OrderCategory unchecked = new OrderCategory(new CategoryType(""), "http://shop.example", "a b");
        assertRefused(
                () -> orders.setCategory(PaymentType.ECOM, "..", unchecked),
                "orderId",
                "category",
                "orderDetailsUrl",
                "imageId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "å"})
    void badImageIdIsRefused(String imageId) {
        assertRefused(() -> Bodies.CATEGORY.toBuilder().imageId(imageId).build(), "imageId");
        assertRefused(() -> Bodies.ADD_CATEGORY.toBuilder().imageId(imageId).build(), "imageId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "E COM", "../v3", "ECOM2", "ØCOM"})
    void paymentTypeThatIsNoNameIsRefused(String name) {
        assertRefused(() -> PaymentType.of(name), "paymentType");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EPAYMENT", "ePayment", "epayment"})
    void paymentTypeOfEPaymentIsToldToBeEcom(String code) {
        assertThatThrownBy(() -> PaymentType.of(code))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage(
                        "PaymentType is invalid: paymentType must be ECOM, which stands for ePayment too. Nothing was sent.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "ORDER CONFIRMATION", "a/b", "ØKT", "A\n"})
    void categoryTypeThatIsNoNameIsRefused(String code) {
        assertRefused(() -> CategoryType.of(code), "categoryType");
    }

    /** As they may be read, or made by constructors that are not for that. */
    @Test
    void typesThatWereNeverCheckedAreRefusedInTheSameWords() {
        assertThatThrownBy(() -> AddCategory.builder()
                        .orderId(ORDER)
                        .paymentType(new PaymentType("../v3"))
                        .type(new CategoryType("a/b"))
                        .url("https://shop.example")
                        .build())
                .hasMessage(
                        "AddCategory is invalid: paymentType must be letters from A to Z, such as ECOM; type must be"
                                + " letters from A to Z, digits and underscores, such as ORDER_CONFIRMATION. Nothing was sent.");
        assertRefused(() -> orders.getOrder(new PaymentType("epayment"), ORDER), "paymentType");
    }

    @Test
    void receiptThatWasNeverCheckedIsRefusedByLineAndField() {
        OrderLine socks = Bodies.RECEIPT.orderLines().get(0);
        OrderLine wrong = new OrderLine(
                "", "hat", nok(1_000), nok(800), nok(200), null, null, null, null, nok(-1), null, false, false);
        Receipt read = new Receipt(Currency.NOK, List.of(socks, wrong), null, null, Map.of(), null, null);
        assertRefused(
                () -> orders.addReceipt(PaymentType.ECOM, ORDER, read),
                "orderLines[1].name",
                "orderLines[1].taxRate",
                "orderLines[1].discount");
        assertRefused(
                () -> orders.addReceiptIfAbsent(
                        PaymentType.ECOM, "..", new Receipt(Currency.NOK, List.of(), null, null, Map.of(), null, null)),
                "orderId",
                "orderLines");
    }

    @Test
    void receiptInACurrencyThatTheApiHasNotIsRefused() {
        Receipt pounds = Receipt.builder()
                .orderLine(OrderLine.builder()
                        .name("socks")
                        .id("socks-1")
                        .totalAmount(Amount.ofMinor(1_000, Currency.GBP))
                        .taxRate(TaxRate.ofPercent("25")))
                .build();
        assertThatThrownBy(() -> orders.addReceipt(PaymentType.ECOM, ORDER, pounds))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("bottomLine.currency must be NOK, DKK or EUR");
    }

    @Test
    void paymentTypeIsSentInCapitals() {
        server.answer(200, "{}");
        orders.getOrder(PaymentType.of("eCom"), ORDER);
        assertThat(server.onlyRequest().target()).isEqualTo("/order-management/v2/ECOM/" + ORDER);
    }

    static Stream<Named<Consumer<OrderManagementClient>>> everyCall() {
        Image image = Image.of(Images.png(1, 167));
        return Stream.of(
                Named.of("addReceipt", orders -> orders.addReceipt(PaymentType.ECOM, ORDER, Bodies.RECEIPT)),
                Named.of(
                        "addReceiptIfAbsent",
                        orders -> orders.addReceiptIfAbsent(PaymentType.ECOM, ORDER, Bodies.RECEIPT)),
                Named.of("setCategory", orders -> orders.setCategory(PaymentType.ECOM, ORDER, Bodies.CATEGORY)),
                Named.of("getOrder", orders -> orders.getOrder(PaymentType.ECOM, ORDER)),
                Named.of("addCategory", orders -> orders.addCategory(Bodies.ADD_CATEGORY)),
                Named.of("listCategories", orders -> orders.listCategories(ORDER)),
                Named.of("getCategory", orders -> orders.getCategory(Bodies.CATEGORY_ID)),
                Named.of("deleteCategory", orders -> orders.deleteCategory(Bodies.CATEGORY_ID)),
                Named.of("addImage", orders -> orders.addImage(image)));
    }

    @ParameterizedTest
    @MethodSource("everyCall")
    void withoutASalesUnitNothingIsSent(Consumer<OrderManagementClient> call) {
        Vipps vipps = Vipps.builder()
                .environment(Environment.TEST)
                .credentials(Credentials.of("client-id", "client-secret", "subscription-key"))
                .build();
        assertThatThrownBy(() -> call.accept(OrderManagementClient.of(vipps)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("merchantSerialNumber is required");
        vipps.close();
    }

    /** Java lets a caller do so. */
    @Test
    @SuppressWarnings("NullAway")
    void nullIsRefusedLikeAnyOtherMistake() {
        assertRefused(() -> orders.addReceipt(null, null, null), "paymentType", "orderId", "receipt");
        assertRefused(() -> orders.setCategory(null, null, null), "paymentType", "orderId", "category");
        assertRefused(() -> orders.getOrder(null, null), "paymentType", "orderId");
        assertRefused(() -> orders.addCategory(null), "category");
        assertRefused(() -> orders.listCategories(null), "orderId");
        assertRefused(() -> orders.getCategory(null), "categoryId");
        assertRefused(() -> orders.deleteCategory(null), "categoryId");
        assertRefused(() -> orders.addImage(null), "image");
        assertRefused(() -> PaymentType.of(null), "paymentType");
        assertRefused(() -> CategoryType.of(null), "categoryType");
    }

    @Test
    void severalMistakesAreToldInOneMessage() {
        assertThatThrownBy(() -> AddCategory.builder().build())
                .hasMessage(
                        "AddCategory is invalid: orderId must be letters A to Z and a to z, digits and any of -_., and"
                                + " not '.' or '..'; paymentType is required; type is required; url must be a URL with https://"
                                + " and a host, without blanks. Nothing was sent.");
        assertThat(List.of(CategoryType.GENERAL, CategoryType.DELIVERY, CategoryType.BOOKING))
                .extracting(CategoryType::code)
                .containsExactly("GENERAL", "DELIVERY", "BOOKING");
    }
}
