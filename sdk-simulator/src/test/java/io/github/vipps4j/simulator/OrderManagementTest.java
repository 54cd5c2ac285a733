package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Merchant.invalidParams;
import static io.github.vipps4j.simulator.Merchant.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for all operations of Order Management. */
class OrderManagementTest {
    private static final String RECEIPT = """
            {"orderLines":[{"name":"Socks","id":"1","totalAmount":1250,"totalAmountExcludingTax":1000,
               "totalTaxAmount":250,"taxRate":2500}],"bottomLine":{"currency":"NOK"}}""";

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private Merchant merchant;

    @BeforeEach
    void merchant() {
        merchant = Merchant.of(VIPPS.simulator());
    }

    /** One good request for each operation, those that read or delete without anything to find. */
    private enum Request {
        RECEIPT_ADD("POST", "/order-management/v2/ECOM/receipts/order-0001", RECEIPT),
        CATEGORY_SET(
                "PUT",
                "/order-management/v2/ECOM/categories/order-0001",
                "{\"category\":\"GENERAL\",\"orderDetailsUrl\":\"https://example.com\"}"),
        ORDER_GET("GET", "/order-management/v2/ECOM/order-0001", ""),
        CATEGORY_ADD(
                "POST",
                "/order-management/v3/categories",
                "{\"orderId\":\"order-0001\",\"paymentType\":\"ECOM\",\"type\":\"TICKET\",\"url\":\"https://example.com\"}"),
        CATEGORY_LIST("GET", "/order-management/v3/categories?orderId=order-0001", ""),
        CATEGORY_GET("GET", "/order-management/v3/categories/880f5088-7708-4a5a-87d9-31e83aacc035", ""),
        CATEGORY_DELETE("DELETE", "/order-management/v3/categories/880f5088-7708-4a5a-87d9-31e83aacc035", ""),
        IMAGE_ADD(
                "POST",
                "/order-management/v1/images",
                "{\"imageId\":\"socks\",\"type\":\"base64\",\"src\":\"iVBORw0KGgoAAAANSUhEUgAAAAEAAACnAQAAAAD4KwvXAAAADUlE"
                        + "QVR4nGNgGAXUAwABTgAB4FuWCwAAAABJRU5ErkJggg==\"}");

        private final String method;
        private final String path;
        private final String body;

        Request(String method, String path, String body) {
            this.method = method;
            this.path = path;
            this.body = body;
        }

        private ApiOperation operation() {
            return ApiOperation.valueOf(name());
        }

        private HttpResponse<String> by(Merchant merchant) {
            return merchant.send(method, path, body);
        }
    }

    private HttpResponse<String> addReceipt() {
        return Request.RECEIPT_ADD.by(merchant);
    }

    @ParameterizedTest
    @EnumSource
    void everyOperationNeedsItsKeysAndItsMsn(Request request) {
        assertThat(request.by(merchant.without("Authorization")).statusCode()).isEqualTo(401);
        assertThat(request.by(merchant.without("Ocp-Apim-Subscription-Key")).body())
                .matches("\\{\"statusCode\":401,\"message\":\"[^\"]+\"}");
        assertThat(invalidParams(request.by(merchant.without("Merchant-Serial-Number"))))
                .isEqualTo("400 Merchant-Serial-Number: is required;");
        assertThat(request.by(merchant.with("Merchant-Serial-Number", "111111")).statusCode())
                .isEqualTo(401);
        assertThat(VIPPS.simulator().orders()).isEmpty();
        assertThat(VIPPS.simulator().images()).isEmpty();
    }

    @Test
    void headersAreCheckedAsEverywhere() {
        assertThat(invalidParams(Request.RECEIPT_ADD.by(merchant.with("Content-Type", "text/plain"))))
                .isEqualTo("400 Content-Type: must be application/json;");
        assertThat(invalidParams(Request.RECEIPT_ADD.by(merchant.with("Vipps-System-Name", "x".repeat(31)))))
                .isEqualTo("400 Vipps-System-Name: must have at most 30 characters;");
        assertThat(addReceipt().statusCode()).isEqualTo(201);
    }

    @Test
    void errorsHaveTheShapeOfThisApi() {
        HttpResponse<String> answer = merchant.post("/order-management/v2/ECOM/receipts/order-0001", "{");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body())
                .matches("\\{\"type\":\"https://datatracker\\.ietf\\.org/doc/html/rfc7231#section-6\\.5\\.1\","
                        + "\"title\":\"One or more validation errors occurred\\.\",\"detail\":\"BadRequest\","
                        + "\"instance\":\"00-[0-9a-f]{32}-[0-9a-f]{16}-01\","
                        + "\"invalidParams\":\\[\\{\"name\":\"Body\",\"reason\":\"not valid JSON: .*\"}]}");
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /order-management/v1/orders/1",
        "GET, /order-management/v1/orders/1",
        "POST, /order-management/v1/receipts/1",
        "GET, /order-management/v1/receipts/1",
        "GET, /order-management/v1/images",
        "GET, /order-management/v2/ECOM/receipts/1",
        "POST, /order-management/v2/ECOM/categories/1",
        "POST, /order-management/v2/ECOM/1",
        "POST, /order-management/v2/ECOM/orders/1",
        "PUT, /order-management/v3/categories",
        "PUT, /order-management/v3/categories/1",
        "POST, /order-management"
    })
    void deprecatedAndUnknownPathsAre404OfTheGateway(String method, String path) {
        HttpResponse<String> answer = merchant.send(method, path, "");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"statusCode\":404,\"message\":\"Resource not found\"}");
    }

    @Test
    void inTheRealTestEnvironmentThereIsNoOrderManagement() {
        VippsSimulatorBuilder likeTheRealOne = VippsSimulator.builder().orderManagementInProductionOnly();
        try (VippsSimulator simulator = likeTheRealOne.start()) {
            Merchant here = Merchant.of(simulator);
            for (Request request : Request.values()) {
                HttpResponse<String> answer = request.by(here);
                assertThat(answer.statusCode()).as(request.name()).isEqualTo(404);
                assertThat(answer.body()).isEqualTo("{\"statusCode\":404,\"message\":\"Resource not found\"}");
                assertThat(simulator.count(request.operation())).isEqualTo(1);
            }
            assertThat(simulator.orders()).isEmpty();
            assertThat(simulator.images()).isEmpty();
            assertThat(here.create("order-0001").statusCode()).isEqualTo(201);
        }
        try (VippsSimulator simulator = likeTheRealOne.production().start()) {
            assertThat(Request.RECEIPT_ADD.by(Merchant.of(simulator)).statusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    void partnerActsForItsSalesUnits() {
        SalesUnit unit = SalesUnit.of("111111");
        Partner partner = Partner.of("acme", "111111");
        try (VippsSimulator simulator = VippsSimulator.builder()
                .production()
                .salesUnit(unit)
                .partner(partner)
                .start()) {
            Merchant acme = Merchant.of(simulator, (KeyHolder) partner);

            assertThat(Request.RECEIPT_ADD
                            .by(acme.with("Merchant-Serial-Number", "111111"))
                            .statusCode())
                    .isEqualTo(201);
            assertThat(Request.RECEIPT_ADD.by(acme).statusCode()).isEqualTo(403);
            assertThat(simulator.order("order-0001").merchantSerialNumber()).isEqualTo("111111");
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyOperationCanFailBeforeActing(Request request) {
        Faults faults = VIPPS.simulator().faults();
        faults.next(request.operation(), Fault.serverError(503));
        faults.next(request.operation(), Fault.tooManyRequests());
        faults.next(request.operation(), Fault.tokenRevoked());

        assertThat(request.by(merchant).statusCode()).isEqualTo(503);
        assertThat(request.by(merchant).statusCode()).isEqualTo(429);
        assertThat(request.by(merchant).statusCode()).isEqualTo(401);
        assertThat(VIPPS.simulator().orders()).isEmpty();
        assertThat(VIPPS.simulator().images()).isEmpty();
        assertThat(VIPPS.simulator().count(request.operation())).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(names = {"RECEIPT_ADD", "CATEGORY_SET", "CATEGORY_ADD", "IMAGE_ADD"})
    void whatActedStaysWhenItsAnswerIsLost(Request request) {
        VIPPS.simulator().faults().next(request.operation(), Fault.answerLost());

        assertThatThrownBy(() -> merchant.trySend(request.method, request.path, request.body))
                .isInstanceOf(IOException.class);
        assertThat(VIPPS.simulator().orders().size()
                        + VIPPS.simulator().images().size())
                .isEqualTo(1);
    }

    @Test
    void categoryIsUnknownAfterALostDelete() {
        String id = tree(Request.CATEGORY_ADD.by(merchant).body())
                .path("categoryId")
                .textValue();
        String path = "/order-management/v3/categories/" + id;
        VIPPS.simulator().faults().next(ApiOperation.CATEGORY_DELETE, Fault.answerLost());

        assertThatThrownBy(() -> merchant.trySend("DELETE", path, "")).isInstanceOf(IOException.class);
        assertThat(merchant.send("DELETE", path, "").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502})
    void repeatAfterAnErrorThatActedIsAConflict(int status) {
        VIPPS.simulator().faults().next(ApiOperation.RECEIPT_ADD, Fault.serverErrorAfterActing(status));

        assertThat(addReceipt().statusCode()).isEqualTo(status);
        assertThat(addReceipt().statusCode()).isEqualTo(409);
    }

    @Test
    void bareStringCanBeCut() {
        VIPPS.simulator().faults().next(ApiOperation.RECEIPT_ADD, Fault.truncated());

        assertThatThrownBy(() -> merchant.trySend("POST", Request.RECEIPT_ADD.path, RECEIPT))
                .isInstanceOf(IOException.class);
        assertThat(VIPPS.simulator().order("order-0001").receipt()).isNotNull();
    }

    @Test
    void faultsHaveTheShapeOfThisApiAndKnowNoErrorCode() {
        Faults faults = VIPPS.simulator().faults();
        faults.next(ApiOperation.RECEIPT_ADD, Fault.locked());
        faults.next(ApiOperation.RECEIPT_ADD, Fault.errorCode(6160));
        faults.next(ApiOperation.ORDER_GET, Fault.delay(Duration.ofMillis(1)));

        assertThat(addReceipt().body().replaceAll("\"00-[0-9a-f]{32}-[0-9a-f]{16}-01\"", "\"t\""))
                .isEqualTo("{\"title\":\"Locked\",\"detail\":\"Locked\",\"instance\":\"t\"}");
        assertThat(addReceipt().statusCode()).isEqualTo(201);
        assertThat(Request.ORDER_GET.by(merchant).statusCode()).isEqualTo(200);
    }
}
