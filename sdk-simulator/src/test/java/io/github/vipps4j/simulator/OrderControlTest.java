package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Merchant.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderControlTest {
    private static final String RECEIPT =
            "{\"orderLines\":[{\"name\":\"Socks\",\"id\":\"1\",\"totalAmount\":1250,\"totalAmountExcludingTax\":1000,"
                    + "\"totalTaxAmount\":250,\"taxRate\":2500}],\"bottomLine\":{\"currency\":\"NOK\"}}";
    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAACnAQAAAAD4KwvXAAAADUlEQVR4nGNgGAXUAwABTgAB4FuWCwAAAABJRU5ErkJggg==";

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private VippsSimulator simulator;
    private Merchant merchant;
    private Merchant tester;

    @BeforeEach
    void merchant() {
        simulator = VIPPS.simulator();
        merchant = Merchant.of(simulator);
        tester = Merchant.anonymous(simulator);
    }

    private static void addReceipt(Merchant merchant, String paymentType) {
        merchant.post("/order-management/v2/" + paymentType + "/receipts/order-0001", RECEIPT);
    }

    private String setCategory() {
        return tree(merchant.send(
                                "PUT",
                                "/order-management/v2/ECOM/categories/order-0001",
                                "{\"category\":\"DELIVERY\",\"orderDetailsUrl\":\"https://a.example\",\"imageId\":\"socks\"}")
                        .body())
                .textValue();
    }

    private String addCategory() {
        return addCategory("ECOM");
    }

    private String addCategory(String paymentType) {
        return tree(merchant.post(
                                "/order-management/v3/categories",
                                "{\"orderId\":\"order-0001\",\"paymentType\":\"" + paymentType
                                        + "\",\"type\":\"TICKET\",\"url\":\"https://b.example\"}")
                        .body())
                .path("categoryId")
                .textValue();
    }

    private void addImage() {
        merchant.post(
                "/order-management/v1/images", "{\"imageId\":\"socks\",\"src\":\"" + PNG + "\",\"type\":\"base64\"}");
    }

    @Test
    void orderIsAllThatWasAddedToIt() {
        addReceipt(merchant, "ECOM");
        String set = setCategory();
        String added = addCategory();

        assertThat(simulator.order("order-0001"))
                .isEqualTo(simulator.order("654321", "ecom", "order-0001"))
                .isEqualTo(new SimulatedOrder(
                        "654321",
                        "ECOM",
                        "order-0001",
                        RECEIPT,
                        new SimulatedCategory(set, "DELIVERY", "https://a.example", "socks"),
                        List.of(new SimulatedCategory(added, "TICKET", "https://b.example", null))));
        assertThat(simulator.orders()).containsExactly(simulator.order("order-0001"));
    }

    @Test
    void snapshotDoesNotChange() {
        addReceipt(merchant, "ECOM");
        SimulatedOrder before = simulator.order("order-0001");
        addCategory();

        assertThat(before.categories()).isEmpty();
        assertThat(before.category()).isNull();
        assertThat(simulator.order("order-0001").categories()).hasSize(1);
    }

    @Test
    void orderHasItsOwnCategoriesOldestFirst() {
        addCategory("ECOM");
        addReceipt(merchant, "RECURRING");
        String first = addCategory("RECURRING");
        String second = addCategory("RECURRING");

        assertThat(simulator.order("654321", "ECOM", "order-0001").categories()).hasSize(1);
        assertThat(simulator.order("654321", "RECURRING", "order-0001").categories())
                .extracting(SimulatedCategory::id)
                .containsExactly(first, second);
    }

    @Test
    void severalOrdersWithOneIdMustBeToldApart() {
        SalesUnit other = SalesUnit.of("111111");
        simulator.addSalesUnit(other);
        addReceipt(merchant, "ECOM");
        addReceipt(merchant, "RECURRING");
        addReceipt(Merchant.of(simulator, other), "ECOM");

        assertThatThrownBy(() -> simulator.order("order-0001"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("There are orders order-0001 of [654321 ECOM, 654321 RECURRING, 111111 ECOM]: say which by"
                        + " its MSN and payment type");
        assertThat(simulator.order("654321", "RECURRING", "order-0001").paymentType())
                .isEqualTo("RECURRING");
        assertThat(tester.get("/simulator/orders/order-0001").statusCode()).isEqualTo(409);
        assertThat(tester.get("/simulator/orders/order-0001?msn=111111").statusCode())
                .isEqualTo(200);
        assertThat(tester.get("/simulator/orders/order-0001?msn=654321&paymentType=recurring")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void severalImagesWithOneIdMustBeToldApart() {
        SalesUnit other = SalesUnit.of("111111");
        simulator.addSalesUnit(other);
        addImage();
        merchant = Merchant.of(simulator, other);
        addImage();

        assertThatThrownBy(() -> simulator.image("socks"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Sales units [654321, 111111] each have an image socks: say which by its MSN");
        assertThat(simulator.image("111111", "socks").merchantSerialNumber()).isEqualTo("111111");
    }

    @Test
    void whatIsNotThereIsNotThere() {
        assertThatThrownBy(() -> simulator.order("order-0001"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("Nothing was added to an order order-0001");
        assertThatThrownBy(() -> simulator.image("socks"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("There is no image socks");
    }

    @Test
    void resetForgetsOrdersAndImages() {
        addReceipt(merchant, "ECOM");
        addImage();
        String id = addCategory();
        simulator.reset();
        merchant = Merchant.of(simulator);

        assertThat(simulator.orders()).isEmpty();
        assertThat(simulator.images()).isEmpty();
        assertThat(merchant.get("/order-management/v3/categories/" + id).statusCode())
                .isEqualTo(404);
    }

    @Test
    void ordersAreSeenOverHttp() {
        addReceipt(merchant, "ECOM");
        String set = setCategory();
        String added = addCategory();
        HttpResponse<String> answer = tester.get("/simulator/orders/order-0001");

        assertThat(tree(answer.body())).isEqualTo(tree("""
                {"merchantSerialNumber":"654321","paymentType":"ECOM","orderId":"order-0001",
                 "receipt":%s,
                 "category":{"id":"%s","type":"DELIVERY","url":"https://a.example","imageId":"socks"},
                 "categories":[{"id":"%s","type":"TICKET","url":"https://b.example","imageId":null}]}""".formatted(RECEIPT, set, added)));
        assertThat(tester.get("/simulator/orders").body()).isEqualTo("[" + answer.body() + "]");
    }

    @Test
    void orderWithoutReceiptAndCategoryHasNullsOverHttp() {
        String id = addCategory();
        merchant.send("DELETE", "/order-management/v3/categories/" + id, "");

        assertThat(tester.get("/simulator/orders/order-0001").body())
                .isEqualTo("{\"merchantSerialNumber\":\"654321\",\"paymentType\":\"ECOM\",\"orderId\":\"order-0001\","
                        + "\"receipt\":null,\"category\":null,\"categories\":[]}");
    }

    @Test
    void imagesAreSeenOverHttp() {
        addImage();

        assertThat(tester.get("/simulator/images").body())
                .isEqualTo("[{\"merchantSerialNumber\":\"654321\",\"imageId\":\"socks\",\"mediaType\":\"image/png\","
                        + "\"width\":1,\"height\":167,\"bytes\":70}]");
        HttpResponse<String> image = tester.get("/simulator/images/socks?msn=654321");
        assertThat(image.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(image.headers().firstValueAsLong("Content-Length")).hasValue(70);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /simulator/orders/order-0001, Nothing was added to an order order-0001",
        "GET, /simulator/images/socks, There is no image socks",
        "POST, /simulator/orders, There is no control POST /simulator/orders",
        "DELETE, /simulator/images/socks, There is no control DELETE /simulator/images/socks",
        "GET, /simulator/imagesandmore, There is no control GET /imagesandmore"
    })
    void unknownIs404(String method, String path, String message) {
        HttpResponse<String> answer = tester.send(method, path, "");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"message\":\"" + message + "\"}");
    }

    @Test
    void faultsCanBeSetOverHttp() {
        tester.post("/simulator/faults", "{\"operation\":\"IMAGE_ADD\",\"fault\":\"serverError\",\"status\":503}");
        addImage();

        assertThat(simulator.images()).isEmpty();
        assertThat(simulator.requests())
                .last()
                .extracting(ReceivedRequest::status)
                .isEqualTo(503);
    }
}
