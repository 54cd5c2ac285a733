package io.github.vipps4j.ordermanagement;

import static io.github.vipps4j.ordermanagement.Bodies.ORDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.ApiError.ExtraDetail;
import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.NotFoundException;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.core.UnreadableReplyException;
import io.github.vipps4j.testsupport.FieldDefect;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of answers, also of those that nobody expects. */
class OrderReplyTest {
    private final VippsServer server = new VippsServer();
    private final OrderManagementClient orders = server.orders();

    @AfterEach
    void close() {
        server.close();
    }

    private Order read(String body) {
        server.answer(200, body);
        return orders.getOrder(PaymentType.ECOM, ORDER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"category\":null,\"receipt\":null}", "{\"somethingNew\":{}}"})
    void anOrderMayHaveNeitherCategoryNorReceipt(String body) {
        assertThat(read(body)).isEqualTo(new Order(null, null));
    }

    @Test
    void whatACategoryLacksIsEmpty() {
        assertThat(read("{\"category\":{\"orderDetailsUrl\":null}}").category())
                .isEqualTo(new OrderCategory(new CategoryType(""), "", null));
    }

    @Test
    void aReceiptInWholePercentIsRead() {
        assertThat(read(Bodies.order(Bodies.RECEIPT_JSON.replace("\"taxRate\":2500", "\"taxPercentage\":25")))
                        .receipt())
                .isEqualTo(Bodies.RECEIPT);
    }

    @Test
    @FieldDefect(65)
    void aReceiptWithoutItsMoneyIsUnreadable() {
        assertThatThrownBy(() -> read(Bodies.order(Bodies.RECEIPT_JSON.replace("\"totalTaxAmount\":200,", ""))))
                .isInstanceOf(UnreadableReplyException.class)
                .hasMessageContaining("receipt.orderLines[0].totalTaxAmount is missing");
    }

    @Test
    @FieldDefect(30)
    void aTypeThatNobodyKnowsIsReadAsItIs() {
        server.answer(
                200,
                Bodies.STORED_CATEGORY.replace("\"RECEIPT\"", "\"PARKING\"").replace("\"ECOM\"", "\"QR\""));
        Category category = orders.getCategory(Bodies.CATEGORY_ID);
        assertThat(category.type()).isEqualTo(CategoryType.of("PARKING"));
        assertThat(category.paymentType()).isEqualTo(PaymentType.of("QR"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ECOM", "ecom", "eCom"})
    void aPaymentTypeIsReadInAnySpelling(String spelling) {
        server.answer(200, Bodies.STORED_CATEGORY.replace("ECOM", spelling));
        assertThat(orders.getCategory(Bodies.CATEGORY_ID).paymentType()).isEqualTo(PaymentType.ECOM);
    }

    @Test
    void aListOfCategoriesThatIsMissingIsNotAnEmptyOne() {
        server.answer(200, "{}");
        assertThatThrownBy(() -> orders.listCategories(ORDER))
                .isInstanceOf(UnreadableReplyException.class)
                .hasMessageContaining("categories is missing");
    }

    @Test
    void aCategoryThatWasAddedWithoutAnAnswerThatSaysItsIdWasAdded() {
        server.answer(201, "{}").answer(200, Bodies.NO_CATEGORIES);
        UnreadableReplyException e =
                catchThrowableOfType(UnreadableReplyException.class, () -> orders.addCategory(Bodies.ADD_CATEGORY));
        assertThat(e.processed()).isEqualTo(Processed.YES);
        assertThat(e).hasMessageContaining("categoryId is missing").hasMessageContaining("listCategories(orderId)");
        assertThat(server.received()).hasSize(2);
    }

    @Test
    void idThatTheAnswerKeepsIsFoundInTheList() {
        server.answer(201, "{}").answer(200, Bodies.CATEGORIES);
        assertThat(orders.addCategory(Bodies.ADD_CATEGORY)).isEqualTo(Bodies.CATEGORY_ID);
    }

    @Test
    void idOfACategoryIsNeverEmpty() {
        server.answer(201, "{\"categoryId\":\"\"}").answer(200, Bodies.NO_CATEGORIES);
        UnreadableReplyException e =
                catchThrowableOfType(UnreadableReplyException.class, () -> orders.addCategory(Bodies.ADD_CATEGORY));
        assertThat(e.processed()).isEqualTo(Processed.YES);
        assertThat(e).hasMessageContaining("categoryId must not be empty");
        server.answer(200, Bodies.CATEGORIES.replace(Bodies.CATEGORY_ID, ""));
        assertThatThrownBy(() -> orders.listCategories(ORDER))
                .isInstanceOf(UnreadableReplyException.class)
                .hasMessageContaining("categories[0].categoryId must not be empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "[]", Bodies.GUID, "<html></html>"})
    void nothingInTheAnswerToAReceiptOrCategoryCanBeWrong(String body) {
        server.answer(201, body).answer(200, body);
        orders.addReceipt(PaymentType.ECOM, ORDER, Bodies.RECEIPT);
        orders.setCategory(PaymentType.ECOM, ORDER, Bodies.CATEGORY);
        assertThat(server.received()).hasSize(2);
    }

    @Test
    void aRefusalNamesTheFieldAndTheTraceId() {
        server.answer(400, """
                {
                  "type": "https://datatracker.ietf.org/doc/html/rfc7231#section-6.5.1",
                  "title": "One or more validation errors occurred.",
                  "detail": "BadRequest",
                  "instance": "00-616e415f5af7584eb4d9369d0fe8d7cc-48b90041faff204c-00",
                  "invalidParams": [ { "name": "RedirectUrl", "reason": "The field RedirectUrl is wrong." } ]
                }""");
        ApiException e = catchThrowableOfType(
                ApiException.class, () -> orders.setCategory(PaymentType.ECOM, ORDER, Bodies.CATEGORY));
        assertThat(e.status()).isEqualTo(400);
        assertThat(e.processed()).isEqualTo(Processed.NO);
        assertThat(e.error().traceId()).isEqualTo(Bodies.TRACE);
        assertThat(e.error().extraDetails())
                .containsExactly(new ExtraDetail("RedirectUrl", "The field RedirectUrl is wrong."));
        assertThat(e)
                .hasMessageContaining("ordermanagement.setCategory of " + ORDER)
                .hasMessageContaining("RedirectUrl: The field RedirectUrl is wrong.")
                .hasMessageContaining("traceId=" + Bodies.TRACE);
        assertThat(server.received()).hasSize(1);
    }

    /** The test environment answers everything so. */
    @Test
    void whatIsNotServedIsNotFoundAndNothingIsRepeated() {
        for (int i = 0; i < 8; i++) {
            server.answer(404, "{ \"statusCode\": 404, \"message\": \"Resource not found\" }");
        }
        assertThatThrownBy(() -> orders.addReceipt(PaymentType.ECOM, ORDER, Bodies.RECEIPT))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> orders.addReceiptIfAbsent(PaymentType.ECOM, ORDER, Bodies.RECEIPT))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> orders.setCategory(PaymentType.ECOM, ORDER, Bodies.CATEGORY))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> orders.getOrder(PaymentType.ECOM, ORDER)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> orders.addCategory(Bodies.ADD_CATEGORY)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> orders.listCategories(ORDER)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> orders.deleteCategory(Bodies.CATEGORY_ID)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> orders.addImage(Image.of(Images.png(200, 200))))
                .isInstanceOf(NotFoundException.class);
        assertThat(server.received()).hasSize(8);
        assertThat(server.time.sleeps()).isEmpty();
    }

    @Test
    void anOrdersPartsCanBeChangedAndSentAgain() {
        Order order = read(Bodies.order(Bodies.RECEIPT_JSON));
        OrderCategory moved = Objects.requireNonNull(order.category()).toBuilder()
                .orderDetailsUrl("https://shop.example/new")
                .build();
        assertThat(moved)
                .isEqualTo(new OrderCategory(CategoryType.GENERAL, "https://shop.example/new", "socks-orange-123"));
    }
}
