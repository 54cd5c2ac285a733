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

class OrderReceiptTest {
    private static final String RECEIPTS = "/order-management/v2/ECOM/receipts/";
    private static final String ORDERS = "/order-management/v2/ECOM/";

    private static final String RECEIPT = """
            {"orderLines":[
              {"name":"Wool socks","id":"sku-1","totalAmount":15000,"totalAmountExcludingTax":12000,
               "totalTaxAmount":3000,"taxRate":2500,
               "unitInfo":{"unitPrice":10000,"quantity":"2","quantityUnit":"PCS"},
               "discount":5000,"isReturn":false,"isShipping":false},
              {"name":"Delivery","id":"ship","totalAmount":9900,"totalAmountExcludingTax":7920,
               "totalTaxAmount":1980,"taxRate":2500,"isShipping":true}],
             "bottomLine":{"currency":"NOK","posId":"pos-3","receiptNumber":"20260701-17",
               "barcode":{"format":"CODE 128","data":"2026070117"}}}""";

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private Merchant merchant;

    @BeforeEach
    void merchant() {
        merchant = Merchant.of(VIPPS.simulator());
    }

    @Test
    void receiptIsTakenForAnOrderThatNobodyKnows() {
        HttpResponse<String> answer = merchant.post(RECEIPTS + "order-0001", RECEIPT);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(VIPPS.simulator().payments()).isEmpty();
    }

    @Test
    void answerIsABareString() {
        String body = merchant.post(RECEIPTS + "order-0001", RECEIPT).body();

        assertThat(body).matches("\"[0-9a-f-]{36}\"");
        assertThat(UUID.fromString(tree(body).textValue())).isNotNull();
    }

    @Test
    void orderHasTheReceiptAsItWasSent() {
        merchant.post(RECEIPTS + "order-0001", RECEIPT);
        HttpResponse<String> answer = merchant.get(ORDERS + "order-0001");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(tree(answer.body())).isEqualTo(tree("{\"receipt\":" + RECEIPT + "}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Wool socks", "Silk socks"})
    void receiptIsWrittenOnce(String name) {
        merchant.post(RECEIPTS + "order-0001", RECEIPT);
        HttpResponse<String> answer = merchant.post(RECEIPTS + "order-0001", RECEIPT.replace("Wool socks", name));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(tree(answer.body()).path("detail").textValue()).isEqualTo("Conflict");
        assertThat(merchant.get(ORDERS + "order-0001").body()).contains("Wool socks");
    }

    @Test
    void sumsAreNotChecked() {
        String wrong = RECEIPT.replace("\"totalAmount\":15000", "\"totalAmount\":1");

        assertThat(merchant.post(RECEIPTS + "order-0001", wrong).statusCode()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"totalTaxAmount\":3000,\"taxRate\":2500 | \"totalTaxAmount\":3000"
                        + " | OrderLines[0].TaxRate: is required if there is no taxPercentage;",
                "\"totalAmount\":15000 | \"totalAmount\":-1"
                        + " | OrderLines[0].TotalAmount: must be between 0 and 9223372036854775807;",
                "\"discount\":5000 | \"discount\":-1"
                        + " | OrderLines[0].Discount: must be between 0 and 9223372036854775807;",
                "\"2\" | \"0.123456789\" | OrderLines[0].UnitInfo.Quantity: must match \\d+(\\.\\d{1,8})?;"
                        + " OrderLines[0].UnitInfo.Quantity: must have at most 10 characters;",
                "2026070117 | ordre-å | BottomLine.Barcode.Data: is no barcode of this format;",
                "\"currency\" | \"Currency\" | BottomLine.Currency: is required; BottomLine.Currency: is not known;",
            })
    void receiptsThatTheApiRefuses(String part, String other, String complaint) {
        String wrong = RECEIPT.replaceAll("\\s+(?=\")", "").replace(part, other);

        assertThat(invalidParams(merchant.post(RECEIPTS + "order-0001", wrong))).isEqualTo("400 " + complaint);
        assertThat(merchant.get(ORDERS + "order-0001").statusCode()).isEqualTo(404);
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        assertThat(invalidParams(
                        merchant.post("/order-management/v2/CARD/receipts/order%200001", "{\"orderLines\":[]}")))
                .isEqualTo("400 PaymentType: must be one of ECOM, RECURRING; OrderId: must match [0-9A-Za-z_.-]+;"
                        + " BottomLine: is required; OrderLines: must have at least 1 items;");
        assertThat(invalidParams(merchant.post(RECEIPTS + "order-0001", "")))
                .isEqualTo("400 Body: must be a JSON object;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ECOM", "ecom", "eCom"})
    void paymentTypeMayBeWrittenInAnyCase(String paymentType) {
        merchant.post("/order-management/v2/" + paymentType + "/receipts/order-0001", RECEIPT);

        assertThat(merchant.get("/order-management/v2/Ecom/order-0001").statusCode())
                .isEqualTo(200);
        assertThat(VIPPS.simulator().order("order-0001").paymentType()).isEqualTo("ECOM");
    }

    @Test
    void orderIdNeedsNoMoreThanOneOfItsCharacters() {
        for (String orderId : new String[] {"1", "a.b_c-D", "x".repeat(200)}) {
            assertThat(merchant.post(RECEIPTS + orderId, RECEIPT).statusCode()).isEqualTo(201);
        }
    }

    @Test
    void ordersOfAnotherTypeOrSalesUnitAreOthers() {
        SalesUnit other = SalesUnit.of("111111");
        VIPPS.simulator().addSalesUnit(other);
        Merchant stranger = Merchant.of(VIPPS.simulator(), other);
        merchant.post(RECEIPTS + "order-0001", RECEIPT);

        assertThat(stranger.get(ORDERS + "order-0001").statusCode()).isEqualTo(404);
        assertThat(merchant.get("/order-management/v2/RECURRING/order-0001").statusCode())
                .isEqualTo(404);
        assertThat(stranger.post(RECEIPTS + "order-0001", RECEIPT).statusCode()).isEqualTo(201);
        assertThat(merchant.post("/order-management/v2/RECURRING/receipts/order-0001", RECEIPT)
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void orderToWhichNothingWasAddedIsUnknown() {
        assertThat(invalidParams(merchant.get(ORDERS + "order-0001"))).isEqualTo("404 OrderId: is not known;");
        assertThat(invalidParams(merchant.get("/order-management/v2/CARD/order-0001")))
                .isEqualTo("400 PaymentType: must be one of ECOM, RECURRING;");
    }
}
