package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Merchant.complaints;
import static io.github.vipps4j.simulator.Merchant.refusal;
import static io.github.vipps4j.simulator.Merchant.socks;
import static io.github.vipps4j.simulator.Merchant.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreateTest {
    private static final String RECEIPT = """
            {"orderLines":[{"name":"Socks","id":"1","totalAmount":49900,"totalAmountExcludingTax":39920,
              "totalTaxAmount":9980,"taxRate":2500,"unitInfo":{"unitPrice":24950,"quantity":"2","quantityUnit":"PCS"},
              "discount":0,"productUrl":"https://shop.example/1","isReturn":false,"isShipping":false}],
             "bottomLine":{"currency":"NOK","tipAmount":0,"receiptNumber":"17",
              "barcode":{"format":"CODE 39","data":"17"},"paymentSources":{"card":49900}}}""";

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private Merchant merchant;
    private int keys;

    @BeforeEach
    void token() {
        merchant = Merchant.of(VIPPS.simulator());
    }

    /** Creates the standard payment with one field replaced; a value of {@code -} removes the field. */
    private HttpResponse<String> createWith(String... fieldsAndValues) {
        ObjectNode body = (ObjectNode) tree(socks("order-0001"));
        for (int i = 0; i < fieldsAndValues.length; i += 2) {
            if (fieldsAndValues[i + 1].equals("-")) {
                body.remove(fieldsAndValues[i]);
            } else {
                body.set(fieldsAndValues[i], tree(fieldsAndValues[i + 1]));
            }
        }
        return post(body.toString());
    }

    private HttpResponse<String> post(String body) {
        keys++;
        return merchant.key("key-" + keys).post("/epayment/v1/payments", body);
    }

    @Test
    void answersReferenceAndRedirectUrl() {
        HttpResponse<String> answer = merchant.create("order-0001");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        String redirectUrl = tree(answer.body()).path("redirectUrl").textValue();
        assertThat(redirectUrl).matches(VIPPS.simulator().baseUrl() + "/landing\\?token=[A-Za-z0-9_-]{32}");
        assertThat(answer.body()).isEqualTo("{\"redirectUrl\":\"" + redirectUrl + "\",\"reference\":\"order-0001\"}");
        assertThat(VIPPS.simulator().payment("order-0001").eventNames()).containsExactly("CREATED");
    }

    @Test
    void takesEveryDocumentedField() {
        String expiresAt = "\"" + VIPPS.simulator().clock().now().plus(Duration.ofDays(2)) + "\"";

        assertThat(createWith(
                                "customer", "{\"phoneNumber\":\"4791000000\"}",
                                "customerInteraction", "\"CUSTOMER_PRESENT\"",
                                "minimumUserAge", "18",
                                "profile", "{\"scope\":\"name address email phoneNumber\"}",
                                "expiresAt", expiresAt,
                                "userFlow", "\"QR\"",
                                "qrFormat", "{\"format\":\"IMAGE/PNG\",\"size\":1024}",
                                "receipt", RECEIPT,
                                "receiptUrl", "\"https://shop.example/receipt\"",
                                "metadata", "{\"cartId\":\"c-991\"}",
                                "shipping", """
                                        {"fixedOptions":[{"type":"HOME_DELIVERY","brand":"POSTEN","isDefault":true,
                                          "priority":0,"options":[{"id":"home","name":"To your door","isDefault":true,
                                          "priority":0,"meta":"x","estimatedDelivery":"1-3 days",
                                          "amount":{"currency":"NOK","value":9900}}]}],"allowedCountries":["NO"]}""",
                                "industryData", """
                                        {"airlineData":{"agencyInvoiceNumber":"123456","airlineCode":"074",
                                          "airlineDesignatorCode":"KL","passengerName":"FLYER / MARY MS.",
                                          "ticketNumber":"123-1234-151555"}}""")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void takesNullWhereTheApiDoes() {
        assertThat(createWith(
                                "minimumUserAge", "null",
                                "expiresAt", "null",
                                "qrFormat", "null",
                                "receiptUrl", "null",
                                "metadata", "null")
                        .statusCode())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "amount | - | amount: is required",
                "amount | {\"value\":100} | amount.currency: is required",
                "amount | {\"currency\":\"NOK\"} | amount.value: is required",
                "amount | {\"currency\":\"NOK\",\"value\":\"49900\"} | amount.value: must be an integer",
                "amount | {\"currency\":\"NOK\",\"value\":-1} | amount.value: must be between 0 and 65000000",
                "amount | {\"currency\":\"NOK\",\"value\":65000001} | amount.value: must be between 0 and 65000000",
                "amount | {\"currency\":\"NOK\",\"value\":18446744073709551716}"
                        + " | amount.value: must be between 0 and 65000000",
                "amount | {\"currency\":\"nok\",\"value\":100}"
                        + " | amount.currency: must be one of NOK, DKK, EUR, SEK, USD, GBP",
                "amount | 49900 | amount: must be an object",
                "colour | \"red\" | colour: is not known",
                "blockedSources | [] | blockedSources: is not known",
                "paymentMethod | {} | paymentMethod.type: is required",
                "paymentMethod | {\"type\":\"CASH\"}"
                        + " | paymentMethod.type: must be one of WALLET, CARD, CARD_PASSTHROUGH",
                "reference | - | reference: is required",
                "reference | \"short12\" | reference: must match [a-zA-Z0-9-]{8,64}",
                "reference | \"order_0001\" | reference: must match [a-zA-Z0-9-]{8,64}",
                "reference | 12345678 | reference: must be a string",
                "userFlow | \"web_redirect\" | userFlow: must be one of WEB_REDIRECT, NATIVE_REDIRECT, PUSH_MESSAGE, QR",
                "customer | {} | customer: must have exactly one of phoneNumber, personalQr, customerToken",
                "customer | {\"phoneNumber\":\"4791000000\",\"customerToken\":\"t\"}"
                        + " | customer: must have exactly one of phoneNumber, personalQr, customerToken",
                "customer | {\"phoneNumber\":4791000000} | customer.phoneNumber: must be a string",
                "paymentDescription | \"ab\" | paymentDescription: must have 3 to 100 characters",
                "paymentDescription | null | paymentDescription: must be a string",
                "customerInteraction | \"MAYBE\""
                        + " | customerInteraction: must be one of CUSTOMER_PRESENT, CUSTOMER_NOT_PRESENT",
                "minimumUserAge | 101 | minimumUserAge: must be between 0 and 100",
                "minimumUserAge | 17.5 | minimumUserAge: must be an integer",
                "profile | {\"scopes\":\"name\"} | profile.scopes: is not known",
                "expiresAt | \"2026-07-01 10:00\" | expiresAt: must match *",
                "expiresAt | \"2026-13-01T10:00:00Z\" | expiresAt: is no date and time",
                "qrFormat | {\"format\":\"IMAGE/GIF\"}"
                        + " | qrFormat.format: must be one of TEXT/TARGETURL, IMAGE/SVG+XML, IMAGE/PNG",
                "qrFormat | {\"format\":\"IMAGE/PNG\",\"size\":99} | qrFormat.size: must be between 100 and 2000",
                "qrFormat | {\"format\":\"IMAGE/PNG\"} | qrFormat: is only for the user flow QR",
                "metadata | {\"a\":1} | metadata.a: must be a string",
                "receipt | {\"orderLines\":[]} | receipt.bottomLine: is required; receipt.orderLines: must have at least"
                        + " 1 items",
                "shipping | {\"groups\":[]} | shipping.groups: is not known",
                "industryData | {\"airlineData\":{}} | industryData.airlineData.agencyInvoiceNumber: is required; *",
            })
    void fieldErrorsNameTheField(String field, String value, String complaint) {
        String complaints = complaints(createWith(field, value));

        if (complaint.endsWith("*")) {
            assertThat(complaints).startsWith("400 " + complaint.substring(0, complaint.length() - 1));
        } else {
            assertThat(complaints).isEqualTo("400 " + complaint + ";");
        }
        assertThat(VIPPS.simulator().payments()).isEmpty();
    }

    @Test
    void longTextsAreRefused() {
        assertThat(complaints(createWith("paymentDescription", "\"" + "x".repeat(101) + "\"")))
                .isEqualTo("400 paymentDescription: must have 3 to 100 characters;");
        assertThat(complaints(createWith("returnUrl", "\"https://" + "x".repeat(2493) + "\"")))
                .isEqualTo("400 returnUrl: must have 0 to 2500 characters;");
        assertThat(complaints(createWith("reference", "\"" + "x".repeat(65) + "\"")))
                .isEqualTo("400 reference: must match [a-zA-Z0-9-]{8,64};");
    }

    @Test
    void problemBodyHasTheDocumentedShape() {
        HttpResponse<String> answer = createWith("amount", "{\"currency\":\"NOK\",\"value\":99}");

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        ObjectNode body = (ObjectNode) tree(answer.body());
        assertThat(body.path("traceId").textValue()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
        body.put("traceId", "t");
        assertThat(body.toString())
                .isEqualTo("{\"type\":\"https://httpstatuses.io/400\","
                        + "\"title\":\"The amount is below the minimum of the market\","
                        + "\"detail\":\"The amount is below the minimum of the market.\","
                        + "\"instance\":\"/v1/payments\",\"status\":400,"
                        + "\"extraDetails\":[{\"name\":\"ErrorCode\",\"reason\":\"6010\"}],\"traceId\":\"t\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "amount | {\"currency\":\"NOK\",\"value\":499.5} | 400 4040",
                "amount | {\"currency\":\"NOK\",\"value\":49900.0} | 400 4040",
                "amount | {\"currency\":\"NOK\",\"value\":99} | 400 6010",
                "amount | {\"currency\":\"DKK\",\"value\":49900} | 400 5040",
                "amount | {\"currency\":\"SEK\",\"value\":49900} | 400 5040",
                "customer | {\"phoneNumber\":\"+4791000000\"} | 400 4070",
                "customer | {\"phoneNumber\":\"91000000\"} | 400 4070",
                "customer | {\"personalQr\":\"1234\"} | 400 4060",
                "customer | {\"customerToken\":\"\"} | 400 4050",
                "profile | {\"scope\":\"name shoeSize\"} | 400 4080",
                "profile | {\"scope\":\"nin\"} | 403 5030",
                "returnUrl | - | 400 4140",
                "returnUrl | \"http://shop.example\" | 400 4090",
                "returnUrl | \"shop.example/return\" | 400 4090",
                "receiptUrl | \"http://shop.example\" | 400 4090",
                "metadata | {\"a\":\"\",\"b\":\"\",\"c\":\"\",\"d\":\"\",\"e\":\"\",\"f\":\"\"} | 400 4100",
                "userFlow | \"PUSH_MESSAGE\" | 400 4140",
                "paymentMethod | {\"type\":\"CARD\"} | 400 5070",
                "paymentMethod | {\"type\":\"CARD_PASSTHROUGH\"} | 400 4160",
                "paymentMethod | {\"type\":\"WALLET\",\"blockedSources\":[\"COMMERCIAL_CARDS\"]} | 400 5010",
                "expiresAt | \"2099-01-01T00:00:00Z\" | 400 6130",
            })
    void domainErrorsHaveCodes(String field, String value, String refusal) {
        assertThat(refusal(createWith(field, value))).isEqualTo(refusal);
        assertThat(VIPPS.simulator().payments()).isEmpty();
    }

    @Test
    void metadataIsLimited() {
        assertThat(refusal(createWith("metadata", "{\"" + "k".repeat(101) + "\":\"v\"}")))
                .isEqualTo("400 4120");
        assertThat(refusal(createWith("metadata", "{\"k\":\"" + "v".repeat(501) + "\"}")))
                .isEqualTo("400 4130");
        assertThat(createWith("metadata", "{\"" + "k".repeat(100) + "\":\"" + "v".repeat(500) + "\"}")
                        .statusCode())
                .isEqualTo(201);
        String body = socks("order-0002");
        String twice = body.substring(0, body.length() - 1) + ",\"metadata\":{\"a\":\"1\",\"a\":\"2\"}}";
        assertThat(refusal(post(twice))).isEqualTo("400 4110");
    }

    @Test
    void brokenJsonIs400() {
        assertThat(complaints(post("{"))).startsWith("400 body: not valid JSON: ");
        assertThat(complaints(post("{} {}"))).startsWith("400 body: not valid JSON: ");
        assertThat(complaints(post("{\"reference\":\"order-0001\",\"reference\":\"order-0002\"}")))
                .startsWith("400 body: not valid JSON: Duplicate field");
        assertThat(complaints(post("[]"))).isEqualTo("400 body: must be a JSON object;");
        assertThat(complaints(post("\"x\""))).isEqualTo("400 body: must be a JSON object;");
        assertThat(complaints(post(""))).isEqualTo("400 body: must be a JSON object;");
    }

    @Test
    void everyFlowHasItsRedirectUrl() {
        VippsSimulator simulator = VIPPS.simulator();
        String customer = "{\"phoneNumber\":\"4791000000\"}";

        assertThat(createWith("userFlow", "\"PUSH_MESSAGE\"", "customer", customer, "returnUrl", "-")
                        .body())
                .isEqualTo("{\"reference\":\"order-0001\"}");
        assertThat(createWith(
                                "reference",
                                "\"order-0002\"",
                                "userFlow",
                                "\"NATIVE_REDIRECT\"",
                                "returnUrl",
                                "\"shop:x\"")
                        .body())
                .startsWith("{\"redirectUrl\":\"vippsMT://?token=");
        assertThat(createWith("reference", "\"order-0003\"", "userFlow", "\"QR\"", "returnUrl", "-")
                        .body())
                .startsWith("{\"redirectUrl\":\"" + simulator.baseUrl() + "/qr?token=");
    }

    @Test
    void cardIsForTheBrowserInProduction() {
        try (VippsSimulator production = VippsSimulator.builder().production().start()) {
            merchant = Merchant.of(production);
            assertThat(createWith("paymentMethod", "{\"type\":\"CARD\"}").statusCode())
                    .isEqualTo(201);
            assertThat(complaints(createWith("paymentMethod", "{\"type\":\"CARD\"}", "userFlow", "\"QR\"")))
                    .isEqualTo("400 userFlow: must be WEB_REDIRECT for CARD;");
            assertThat(complaints(createWith("paymentMethod", "{\"type\":\"CARD\"}", "receipt", RECEIPT)))
                    .isEqualTo("400 receipt: is only for WALLET;");
            assertThat(createWith("reference", "\"order-0002\"", "userFlow", "\"NATIVE_REDIRECT\"")
                            .body())
                    .startsWith("{\"redirectUrl\":\"vipps://?token=");
        }
    }

    @Test
    void longLivingPaymentsHaveLimits() {
        SimulatorClock clock = VIPPS.simulator().clock();

        assertThat(refusal(longLiving(clock, Duration.ofMinutes(9)))).isEqualTo("400 6120");
        assertThat(refusal(longLiving(clock, Duration.ofDays(60).plusMinutes(1))))
                .isEqualTo("400 6110");
        assertThat(longLiving(clock, Duration.ofDays(59)).statusCode()).isEqualTo(201);
    }

    private HttpResponse<String> longLiving(SimulatorClock clock, Duration life) {
        return createWith("expiresAt", "\"" + clock.now().plus(life) + "\"", "receipt", RECEIPT);
    }

    @Test
    void forbiddenFeaturesAreRefused() {
        SalesUnit poor = SalesUnit.builder("111111")
                .without(Feature.PUSH_MESSAGE, Feature.LONG_LIVING)
                .build();
        SalesUnit none = SalesUnit.builder("222222").without(Feature.PAYMENTS).build();
        SalesUnit rich = SalesUnit.builder("333333")
                .with(Feature.NATIONAL_IDENTITY_NUMBER)
                .build();
        try (VippsSimulator simulator =
                VippsSimulator.builder().salesUnit(poor, none, rich).start()) {
            merchant = Merchant.of(simulator, poor);
            String customer = "{\"phoneNumber\":\"4791000000\"}";
            assertThat(refusal(createWith("userFlow", "\"PUSH_MESSAGE\"", "customer", customer)))
                    .isEqualTo("403 5080");
            assertThat(refusal(longLiving(simulator.clock(), Duration.ofDays(1))))
                    .isEqualTo("403 5050");
            merchant = Merchant.of(simulator, none);
            assertThat(createWith().body())
                    .isEqualTo("{\"statusCode\":403,\"message\":\"The sales unit may not take payments\"}");
            merchant = Merchant.of(simulator, rich);
            assertThat(createWith("profile", "{\"scope\":\"nin\"}").statusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    void danishSalesUnitTakesKroner() {
        SalesUnit danish = SalesUnit.builder("111111").market(Market.DK).build();
        try (VippsSimulator simulator =
                VippsSimulator.builder().salesUnit(danish).start()) {
            merchant = Merchant.of(simulator);
            assertThat(refusal(createWith())).isEqualTo("400 5040");
            assertThat(refusal(createWith("amount", "{\"currency\":\"DKK\",\"value\":0}")))
                    .isEqualTo("400 6010");
            assertThat(createWith(
                                    "amount", "{\"currency\":\"DKK\",\"value\":1}",
                                    "paymentMethod", "{\"type\":\"WALLET\",\"blockedSources\":[\"COMMERCIAL_CARDS\"]}")
                            .statusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    void usedReferenceIsRefused() {
        merchant.create("order-0001");

        assertThat(refusal(merchant.key("another").post("/epayment/v1/payments", socks("order-0001"))))
                .isEqualTo("409 4150");
        assertThat(IntStream.range(0, 2)
                        .mapToObj(i -> merchant.create("ORDER-0001").statusCode()))
                .containsExactly(201, 201);
    }
}
