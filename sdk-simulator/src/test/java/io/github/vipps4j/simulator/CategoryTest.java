package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Merchant.invalidParams;
import static io.github.vipps4j.simulator.Merchant.tree;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CategoryTest {
    private static final String V2 = "/order-management/v2/ECOM/categories/order-0001";
    private static final String ORDER = "/order-management/v2/ECOM/order-0001";
    private static final String V3 = "/order-management/v3/categories";

    private static final String GENERAL = """
            {"category":"GENERAL","orderDetailsUrl":"https://example.com","imageId":"socks-orange-123"}""";
    private static final String RECEIPT = """
            {"orderId":"order-0001","paymentType":"ECOM","type":"RECEIPT","url":"https://www.example.com",
             "imageId":"f09c6aeb-442e-4da1-b36a-d8f613edc6c9"}""";

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private Merchant merchant;

    @BeforeEach
    void merchant() {
        merchant = Merchant.of(VIPPS.simulator());
    }

    private HttpResponse<String> set(String body) {
        return merchant.send("PUT", V2, body);
    }

    private String add(String body) {
        HttpResponse<String> answer = merchant.post(V3, body);
        assertThat(answer.statusCode()).isEqualTo(201);
        return tree(answer.body()).path("categoryId").textValue();
    }

    private HttpResponse<String> delete(String id) {
        return merchant.send("DELETE", V3 + "/" + id, "");
    }

    @Test
    void setAnswersWithABareString() {
        HttpResponse<String> answer = set(GENERAL);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).matches("\"[0-9a-f-]{36}\"");
    }

    @Test
    void lastOneSetReplacesAllOfTheOneBefore() {
        set(GENERAL);
        assertThat(merchant.get(ORDER).body()).isEqualTo("{\"category\":" + GENERAL + "}");

        assertThat(set("{\"category\":\"TICKET\",\"orderDetailsUrl\":\"https://example.com/t\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(merchant.get(ORDER).body())
                .isEqualTo("{\"category\":{\"category\":\"TICKET\",\"orderDetailsUrl\":\"https://example.com/t\","
                        + "\"imageId\":null}}");
    }

    @Test
    void imageMayBeNull() {
        assertThat(set(GENERAL.replace("\"socks-orange-123\"", "null")).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GENERAL", "RECEIPT", "ORDER_CONFIRMATION", "DELIVERY", "TICKET", "BOOKING"})
    void everyCategoryCanBeSetAndAdded(String type) {
        assertThat(set(GENERAL.replace("GENERAL", type)).statusCode()).isEqualTo(200);
        assertThat(merchant.get(V3 + "/" + add(RECEIPT.replace("RECEIPT", type)))
                        .body())
                .contains("\"type\":\"" + type + "\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | Category: is required; OrderDetailsUrl: is required;",
                "{\"category\":\"PARCEL\",\"orderDetailsUrl\":1}"
                        + " | Category: must be one of GENERAL, RECEIPT, ORDER_CONFIRMATION, DELIVERY, TICKET, BOOKING;"
                        + " OrderDetailsUrl: must be a string;",
                "{\"category\":\"GENERAL\",\"orderDetailsUrl\":\"http://example.com\"}"
                        + " | OrderDetailsUrl: must begin with https:// and a host;",
                "{\"category\":\"GENERAL\",\"orderDetailsUrl\":\"https:\"}"
                        + " | OrderDetailsUrl: must begin with https:// and a host;",
                "{\"category\":\"GENERAL\",\"orderDetailsUrl\":\"\"}"
                        + " | OrderDetailsUrl: must begin with https:// and a host;",
                "{\"category\":\"GENERAL\",\"orderDetailsUrl\":\"https://a.example\",\"imageId\":\"a b\"}"
                        + " | ImageId: must match [0-9A-Za-z_.-]{1,128};",
                "{\"type\":\"GENERAL\",\"url\":\"https://a.example\"}"
                        + " | Category: is required; OrderDetailsUrl: is required; Type: is not known;"
                        + " Url: is not known;",
            })
    void categoriesThatCannotBeSet(String body, String complaint) {
        assertThat(invalidParams(set(body))).isEqualTo("400 " + complaint);
        assertThat(merchant.get(ORDER).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example",
                "HTTPS://Shop.example:8443/",
                "https://shop.example?id=42&key=a~b|c",
                "https://shop.example#a b",
                "https://blåbær.no/ordre/[1]",
                "https://my_shop.example/{order}"
            })
    void linkMayHaveWhateverFollowsItsHost(String url) {
        assertThat(set(GENERAL.replace("https://example.com", url)).statusCode())
                .isEqualTo(200);
        add(RECEIPT.replace("https://www.example.com", url));

        SimulatedOrder order = VIPPS.simulator().order("order-0001");
        assertThat(order.category()).extracting(SimulatedCategory::url).isEqualTo(url);
        assertThat(order.categories()).extracting(SimulatedCategory::url).containsExactly(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop.example",
                "shop.example",
                "https://",
                "https:///order",
                "https://?order=1",
                "https://#order",
                "https://:8443/order",
                "https://shop example/order",
                " https://shop.example"
            })
    void linkNeedsHttpsAndAHost(String url) {
        assertThat(invalidParams(set(GENERAL.replace("https://example.com", url))))
                .isEqualTo("400 OrderDetailsUrl: must begin with https:// and a host;");
        assertThat(invalidParams(merchant.post(V3, RECEIPT.replace("https://www.example.com", url))))
                .isEqualTo("400 Url: must begin with https:// and a host;");
    }

    @Test
    void eachOneAddedHasItsOwnId() {
        String first = add(RECEIPT);
        String second = add(RECEIPT);

        assertThat(UUID.fromString(first)).isNotEqualTo(UUID.fromString(second));
        HttpResponse<String> answer = merchant.get(V3 + "?orderId=order-0001");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(tree(answer.body())).isEqualTo(tree("""
                {"categories":[
                  {"categoryId":"%s","orderId":"order-0001","paymentType":"ECOM","type":"RECEIPT",
                   "url":"https://www.example.com","imageId":"f09c6aeb-442e-4da1-b36a-d8f613edc6c9"},
                  {"categoryId":"%s","orderId":"order-0001","paymentType":"ECOM","type":"RECEIPT",
                   "url":"https://www.example.com","imageId":"f09c6aeb-442e-4da1-b36a-d8f613edc6c9"}]}""".formatted(first, second)));
    }

    @Test
    void oneIsReadByItsId() {
        String id = add(
                "{\"orderId\":\"order-0001\",\"paymentType\":\"recurring\",\"type\":\"TICKET\",\"url\":\"https://a.example\"}");

        assertThat(tree(merchant.get(V3 + "/" + id).body())).isEqualTo(tree("""
                {"categoryId":"%s","orderId":"order-0001","paymentType":"RECURRING","type":"TICKET",
                 "url":"https://a.example"}""".formatted(id)));
    }

    @Test
    void deletedIsGoneAndThenUnknown() {
        String kept = add(RECEIPT);
        String id = add(RECEIPT);
        HttpResponse<String> answer = delete(id);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(tree(merchant.get(V3 + "?orderId=order-0001").body()).path("categories"))
                .hasSize(1)
                .allMatch(one -> one.path("categoryId").textValue().equals(kept));
        assertThat(merchant.get(V3 + "/" + id).statusCode()).isEqualTo(404);
        assertThat(delete(id).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE"})
    void unknownIs404InTheShapeOfThisApi(String method) {
        for (String id : new String[] {"880f5088-7708-4a5a-87d9-31e83aacc035", "no-uuid"}) {
            HttpResponse<String> answer = merchant.send(method, V3 + "/" + id, "");

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(answer.body().replaceAll("\"00-[0-9a-f]{32}-[0-9a-f]{16}-01\"", "\"t\""))
                    .isEqualTo("{\"type\":\"https://datatracker.ietf.org/doc/html/rfc7231#section-6.5.4\","
                            + "\"title\":\"Not found\",\"detail\":\"NotFound\",\"instance\":\"t\","
                            + "\"invalidParams\":[{\"name\":\"CategoryId\",\"reason\":\"is not known\"}]}");
        }
    }

    @Test
    void orderWithoutCategoriesHasAnEmptyList() {
        assertThat(merchant.get(V3 + "?orderId=order-9999").body()).isEqualTo("{\"categories\":[]}");
    }

    @Test
    void listNeedsAnOrderId() {
        assertThat(invalidParams(merchant.get(V3))).isEqualTo("400 OrderId: is required;");
        assertThat(invalidParams(merchant.get(V3 + "?orderId=a%20b")))
                .isEqualTo("400 OrderId: must match [0-9A-Za-z_.-]+;");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | OrderId: is required; PaymentType: is required; Type: is required; Url: is required;",
                "{\"orderId\":\"a b\",\"paymentType\":\"EPAYMENT\",\"type\":\"X\",\"url\":\"example.com\"}"
                        + " | OrderId: must match [0-9A-Za-z_.-]+; PaymentType: must be one of ECOM, RECURRING;"
                        + " Type: must be one of GENERAL, RECEIPT, ORDER_CONFIRMATION, DELIVERY, TICKET, BOOKING;"
                        + " Url: must begin with https:// and a host;",
                "[] | Body: must be a JSON object;",
            })
    void categoriesThatCannotBeAdded(String body, String complaint) {
        assertThat(invalidParams(merchant.post(V3, body))).isEqualTo("400 " + complaint);
    }

    @Test
    void versionsAreKeptApart() {
        set(GENERAL);
        add(RECEIPT);

        assertThat(merchant.get(ORDER).body()).isEqualTo("{\"category\":" + GENERAL + "}");
        assertThat(tree(merchant.get(V3 + "?orderId=order-0001").body()).path("categories"))
                .hasSize(1);
    }

    @Test
    void categoriesOfAnotherUnitAreInvisible() {
        SalesUnit other = SalesUnit.of("111111");
        VIPPS.simulator().addSalesUnit(other);
        Merchant stranger = Merchant.of(VIPPS.simulator(), other);
        String id = add(RECEIPT);

        assertThat(stranger.get(V3 + "/" + id).statusCode()).isEqualTo(404);
        assertThat(stranger.send("DELETE", V3 + "/" + id, "").statusCode()).isEqualTo(404);
        assertThat(stranger.get(V3 + "?orderId=order-0001").body()).isEqualTo("{\"categories\":[]}");
        assertThat(merchant.get(V3 + "/" + id).statusCode()).isEqualTo(200);
    }
}
