package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Merchant.complaints;
import static io.github.vipps4j.simulator.Merchant.plus;
import static io.github.vipps4j.simulator.Merchant.socks;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiptTest {
    private static final String RECEIPT = """
            {"orderLines":[{"name":"Wool socks","id":"sku-1","totalAmount":15000,"totalAmountExcludingTax":12000,
               "totalTaxAmount":3000,"taxRate":2500,
               "unitInfo":{"unitPrice":10000,"quantity":"2","quantityUnit":"PCS"},"discount":5000}],
             "bottomLine":{"currency":"NOK","posId":"pos-3","receiptNumber":"20260701-17",
               "barcode":{"format":"CODE 128","data":"2026070117"}}}""";

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private static HttpResponse<String> create(String part, String other) {
        return Merchant.of(VIPPS.simulator())
                .key("k")
                .post(
                        "/epayment/v1/payments",
                        plus(socks("order-0001"), "\"receipt\":" + RECEIPT.replace(part, other)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"taxRate\":2500 | \"taxRate\":0",
                "\"taxRate\":2500 | \"taxPercentage\":25",
                "\"totalAmount\":15000 | \"totalAmount\":1",
                "\"2\" | \"12.3456789\"",
                "CODE 128\",\"data\":\"2026070117 | CODE 39\",\"data\":\"A-1 $",
                "CODE 128\",\"data\":\"2026070117 | EAN-13\",\"data\":\"4006381333931",
                "CODE 128\",\"data\":\"2026070117 | EAN-13\",\"data\":\"123456",
                "CODE 128\",\"data\":\"2026070117 | EAN-13\",\"data\":\"7",
                "\"data\":\"2026070117\" | \"data\":null",
            })
    void receiptsThatTheApiTakes(String part, String other) {
        assertThat(create(part, other).statusCode()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"taxRate\":2500, | '' | orderLines[0].taxRate: is required if there is no taxPercentage",
                "\"taxRate\":2500 | \"taxRate\":null | orderLines[0].taxRate: is required if there is no taxPercentage",
                "\"taxRate\":2500 | \"taxRate\":10001 | orderLines[0].taxRate: must be between 0 and 10000",
                "\"totalAmount\":15000 | \"totalAmount\":-1"
                        + " | orderLines[0].totalAmount: must be between 0 and 9223372036854775807",
                "\"totalTaxAmount\":3000 | \"totalTaxAmount\":-1"
                        + " | orderLines[0].totalTaxAmount: must be between 0 and 9223372036854775807",
                "\"discount\":5000 | \"discount\":-1"
                        + " | orderLines[0].discount: must be between 0 and 9223372036854775807",
                "\"2\" | \"2,5\" | orderLines[0].unitInfo.quantity: must match \\d+(\\.\\d{1,8})?",
                "\"2\" | \"12.34567891\" | orderLines[0].unitInfo.quantity: must have at most 10 characters",
                "\"2\" | 2 | orderLines[0].unitInfo.quantity: must be a string",
                "\"PCS\" | \"BOX\" | orderLines[0].unitInfo.quantityUnit: must be one of PCS, KG, KM, MINUTE, LITRE, KWH",
                "\"currency\":\"NOK\",\"posId\" | \"currency\":\"SEK\",\"posId\""
                        + " | bottomLine.currency: must be one of NOK, DKK, EUR",
                "CODE 128 | CODE-128 | bottomLine.barcode.format: must be one of EAN-13, CODE 39, CODE 128",
                "CODE 128\",\"data\":\"2026070117 | EAN-13\",\"data\":\""
                        + " | bottomLine.barcode.data: is no barcode of this format",
                "CODE 128\",\"data\":\"2026070117 | EAN-13\",\"data\":\"40063813339310"
                        + " | bottomLine.barcode.data: is no barcode of this format",
                "CODE 128\",\"data\":\"2026070117 | EAN-13\",\"data\":\"12345X"
                        + " | bottomLine.barcode.data: is no barcode of this format",
                "CODE 128\",\"data\":\"2026070117 | EAN-13\",\"data\":\"4006381333932"
                        + " | bottomLine.barcode.data: is no barcode of this format",
                "CODE 128\",\"data\":\"2026070117 | CODE 39\",\"data\":\"a"
                        + " | bottomLine.barcode.data: is no barcode of this format",
                "2026070117 | blåbær | bottomLine.barcode.data: is no barcode of this format",
            })
    void receiptsThatTheApiRefuses(String part, String other, String complaint) {
        assertThat(complaints(create(part, other))).isEqualTo("400 receipt." + complaint + ";");
    }
}
