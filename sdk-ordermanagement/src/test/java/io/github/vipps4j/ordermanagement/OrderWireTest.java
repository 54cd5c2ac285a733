package io.github.vipps4j.ordermanagement;

import static io.github.vipps4j.ordermanagement.Bodies.CATEGORY_ID;
import static io.github.vipps4j.ordermanagement.Bodies.ORDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.ordermanagement.VippsServer.Received;
import io.github.vipps4j.testsupport.FieldDefect;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is sent and what is read, byte by byte. */
class OrderWireTest {
    private final VippsServer server = new VippsServer();
    private final OrderManagementClient orders = server.orders();

    @AfterEach
    void close() {
        server.close();
    }

    private static void assertSent(Received request, String method, String target, String body) {
        assertThat(request.method()).isEqualTo(method);
        assertThat(request.target()).isEqualTo(target);
        assertThat(request.body()).isEqualTo(body);
        Map<String, String> expected = new TreeMap<>(Map.of(
                "accept", "application/json",
                "authorization", "Bearer " + VippsServer.TOKEN,
                "ocp-apim-subscription-key", VippsServer.SUBSCRIPTION_KEY,
                "merchant-serial-number", VippsServer.MSN,
                "vipps-system-name", "acme-shop",
                "vipps-system-version", "4.2.0",
                "vipps-system-plugin-name", "acme-vipps",
                "vipps-system-plugin-version", "1.0.3"));
        if (!method.equals("GET")) {
            expected.put("content-length", String.valueOf(body.getBytes(StandardCharsets.UTF_8).length));
        }
        if (!body.isEmpty()) {
            expected.put("content-type", "application/json");
        }
        Map<String, String> sent = new TreeMap<>(request.headers());
        assertThat(sent.remove("user-agent")).startsWith("vipps4j/");
        sent.remove("host");
        sent.remove("connection");
        sent.remove("accept-encoding");
        assertThat(sent).isEqualTo(expected);
    }

    @Test
    void addReceiptSendsTheDocumentedReceiptAndNoDeprecatedField() {
        server.answer(201, Bodies.GUID);
        orders.addReceipt(PaymentType.ECOM, ORDER, Bodies.RECEIPT);
        assertSent(
                server.onlyRequest(),
                "POST",
                "/order-management/v2/ECOM/receipts/shop7-order-20260701-0042",
                Bodies.RECEIPT_JSON);
    }

    @Test
    void setCategorySendsTheNamesOfVersion2() {
        server.answer(200, Bodies.GUID);
        orders.setCategory(PaymentType.RECURRING, "charge_1.a-b", Bodies.CATEGORY);
        assertSent(
                server.onlyRequest(),
                "PUT",
                "/order-management/v2/RECURRING/categories/charge_1.a-b",
                Bodies.CATEGORY_JSON);
    }

    @Test
    @FieldDefect(32)
    void setCategoryLeavesOutAnImageThatIsNotSet() {
        server.answer(200, Bodies.GUID);
        orders.setCategory(
                PaymentType.ECOM,
                ORDER,
                OrderCategory.builder()
                        .category(CategoryType.ORDER_CONFIRMATION)
                        .orderDetailsUrl("https://shop.example/order?id=42&key=å")
                        .build());
        assertThat(server.onlyRequest().body())
                .isEqualTo("{\"category\":\"ORDER_CONFIRMATION\","
                        + "\"orderDetailsUrl\":\"https://shop.example/order?id=42&key=å\"}");
    }

    @Test
    void getOrderReadsCategoryAndReceipt() {
        server.answer(200, Bodies.order(Bodies.RECEIPT_JSON));
        Order order = orders.getOrder(PaymentType.ECOM, ORDER);
        assertThat(order.category()).isEqualTo(Bodies.CATEGORY);
        assertThat(order.receipt()).isEqualTo(Bodies.RECEIPT);
        assertSent(server.onlyRequest(), "GET", "/order-management/v2/ECOM/shop7-order-20260701-0042", "");
    }

    @Test
    void addCategorySendsTheNamesOfVersion3AndGivesTheId() {
        server.answer(201, Bodies.ADDED_CATEGORY);
        assertThat(orders.addCategory(Bodies.ADD_CATEGORY)).isEqualTo("337f5e5d-288b-40d5-be14-901cc3acacc0");
        assertSent(server.onlyRequest(), "POST", "/order-management/v3/categories", Bodies.ADD_CATEGORY_JSON);
    }

    @Test
    @FieldDefect(32)
    void addCategoryLeavesOutAnImageThatIsNotSet() {
        server.answer(201, Bodies.ADDED_CATEGORY);
        orders.addCategory(AddCategory.builder()
                .orderId("charge-1")
                .paymentType(PaymentType.RECURRING)
                .type(CategoryType.TICKET)
                .url("https://shop.example/tickets")
                .build());
        assertThat(server.onlyRequest().body())
                .isEqualTo("{\"orderId\":\"charge-1\",\"paymentType\":\"RECURRING\",\"type\":\"TICKET\","
                        + "\"url\":\"https://shop.example/tickets\"}");
    }

    @Test
    void listCategoriesAsksByTheOrder() {
        server.answer(200, Bodies.CATEGORIES);
        assertThat(orders.listCategories(ORDER))
                .containsExactly(new Category(
                        CATEGORY_ID,
                        ORDER,
                        PaymentType.ECOM,
                        CategoryType.RECEIPT,
                        "https://www.example.com",
                        "f09c6aeb-442e-4da1-b36a-d8f613edc6c9"));
        assertSent(
                server.onlyRequest(), "GET", "/order-management/v3/categories?orderId=shop7-order-20260701-0042", "");
    }

    @Test
    void getCategoryAsksByItsId() {
        server.answer(200, Bodies.STORED_CATEGORY);
        Category category = orders.getCategory(CATEGORY_ID);
        assertThat(category.categoryId()).isEqualTo(CATEGORY_ID);
        assertThat(category.url()).isEqualTo("https://www.example.com");
        assertSent(server.onlyRequest(), "GET", "/order-management/v3/categories/" + CATEGORY_ID, "");
    }

    @Test
    void deleteCategoryNamesItAndTakesAnAnswerWithoutABody() {
        server.answer(200, "");
        orders.deleteCategory(CATEGORY_ID);
        assertSent(server.onlyRequest(), "DELETE", "/order-management/v3/categories/" + CATEGORY_ID, "");
    }

    @Test
    void addImageSendsItAsBase64() {
        byte[] content = Images.png(200, 200);
        server.answer(200, "{\"imageId\":\"socks-orange-123\"}");
        assertThat(orders.addImage(Image.of(content).withId("socks-orange-123")))
                .isEqualTo("socks-orange-123");
        assertSent(
                server.onlyRequest(),
                "POST",
                "/order-management/v1/images",
                "{\"imageId\":\"socks-orange-123\",\"src\":\""
                        + Base64.getEncoder().encodeToString(content) + "\",\"type\":\"base64\"}");
    }

    @Test
    void forAnotherSalesUnitItIsNamed() {
        server.answer(200, Bodies.NO_CATEGORIES);
        assertThat(OrderManagementClient.of(server.vipps().forMerchant("123456"))
                        .listCategories(ORDER))
                .isEmpty();
        assertThat(server.onlyRequest().header("merchant-serial-number")).isEqualTo("123456");
    }
}
