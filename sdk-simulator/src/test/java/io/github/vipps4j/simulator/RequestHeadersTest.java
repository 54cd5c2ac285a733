package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Merchant.complaints;
import static io.github.vipps4j.simulator.Merchant.nok;
import static io.github.vipps4j.simulator.Merchant.path;
import static io.github.vipps4j.simulator.Merchant.socks;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadersTest {
    private static final String PAYMENT = "/epayment/v1/payments/order-0001";

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private Merchant merchant;

    @BeforeEach
    void createdPayment() {
        merchant = Merchant.of(VIPPS.simulator());
        merchant.create("order-0001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ocp-Apim-Subscription-Key", "Authorization"})
    void missingKeyIs401(String header) {
        HttpResponse<String> answer = merchant.without(header).get(PAYMENT);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).matches("\\{\"statusCode\":401,\"message\":\"[^\"]+\"}");
    }

    @Test
    void bearerNeedsItsCapital() {
        String token = merchant.fetchToken(VIPPS.simulator().salesUnit());

        assertThat(merchant.with("Authorization", "bearer " + token)
                        .get(PAYMENT)
                        .statusCode())
                .isEqualTo(401);
        assertThat(merchant.with("Authorization", token).get(PAYMENT).statusCode())
                .isEqualTo(401);
        assertThat(merchant.with("Authorization", "Bearer x").get(PAYMENT).statusCode())
                .isEqualTo(401);
        assertThat(merchant.with("Authorization", "Bearer " + token)
                        .get(PAYMENT)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void secondarySubscriptionKeyWorks() {
        String secondary = VIPPS.simulator().salesUnit().secondarySubscriptionKey();

        assertThat(merchant.with("Ocp-Apim-Subscription-Key", secondary)
                        .get(PAYMENT)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void merchantSerialNumberIsRequiredAndMustBeThatOfTheKeys() {
        assertThat(complaints(merchant.without("Merchant-Serial-Number").get(PAYMENT)))
                .isEqualTo("400 Merchant-Serial-Number: is required;");
        assertThat(complaints(merchant.with("Merchant-Serial-Number", "abc").get(PAYMENT)))
                .isEqualTo("400 Merchant-Serial-Number: must be 4 to 10 digits;");
        assertThat(merchant.with("Merchant-Serial-Number", "111111")
                        .get(PAYMENT)
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Vipps-System-Name",
                "Vipps-System-Version",
                "Vipps-System-Plugin-Name",
                "Vipps-System-Plugin-Version"
            })
    void systemHeadersHaveAtMost30Characters(String header) {
        assertThat(merchant.with(header, "x".repeat(30)).get(PAYMENT).statusCode())
                .isEqualTo(200);
        assertThat(complaints(merchant.with(header, "x".repeat(31)).get(PAYMENT)))
                .isEqualTo("400 " + header + ": must have at most 30 characters;");
    }

    @Test
    void idempotencyKeyIsRequiredOnCreateCaptureRefundButNotOnCancel() {
        VIPPS.simulator().customer().approve("order-0001");

        assertThat(complaints(merchant.post("/epayment/v1/payments", socks("order-0002"))))
                .isEqualTo("400 Idempotency-Key: is required;");
        assertThat(complaints(merchant.post(path("order-0001", "capture"), nok(100))))
                .isEqualTo("400 Idempotency-Key: is required;");
        assertThat(complaints(merchant.post(path("order-0001", "refund"), nok(100))))
                .isEqualTo("400 Idempotency-Key: is required;");
        assertThat(merchant.cancel("order-0001").statusCode()).isEqualTo(200);
    }

    @Test
    void idempotencyKeyHasAtMost50Characters() {
        VIPPS.simulator().customer().approve("order-0001");

        assertThat(merchant.capture("order-0001", 100, "k".repeat(50)).statusCode())
                .isEqualTo(200);
        assertThat(complaints(merchant.capture("order-0001", 100, "k".repeat(51))))
                .isEqualTo("400 Idempotency-Key: must have at most 50 characters;");
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain, 400",
        "application/x-www-form-urlencoded, 400",
        "application/json; charset=iso-8859-1, 400",
        "application/json;charset=UTF-8, 200",
        "application/json; charset=utf-8, 200",
        "Application/JSON, 200"
    })
    void bodyMustBeDeclaredAsJson(String contentType, int status) {
        VIPPS.simulator().customer().approve("order-0001");

        assertThat(merchant.with("Content-Type", contentType)
                        .capture("order-0001", 100, "k")
                        .statusCode())
                .isEqualTo(status);
    }

    @Test
    void contentTypeIsRequiredOnlyWithABody() {
        Merchant untyped = merchant.without("Content-Type");
        VIPPS.simulator().customer().approve("order-0001");

        assertThat(complaints(untyped.capture("order-0001", 100, "k")))
                .isEqualTo("400 Content-Type: must be application/json;");
        assertThat(untyped.cancel("order-0001").statusCode()).isEqualTo(200);
    }

    @Test
    void getTakesNoBody() {
        assertThat(complaints(merchant.send("GET", PAYMENT, "{}"))).isEqualTo("400 body: must be empty;");
        assertThat(complaints(merchant.send("GET", PAYMENT + "/events", "{}"))).isEqualTo("400 body: must be empty;");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /",
        "GET, /epayment/v1/payments",
        "GET, /epayment/v1/payments/order-0001/capture",
        "POST, /epayment/v1/payments/order-0001",
        "POST, /epayment/v1/payments/order-0001/events",
        "POST, /epayment/v1/payments/order-0001/void",
        "POST, /epayment/v1/payments/order-0001/capture/",
        "PUT, /epayment/v1/payments/order-0001",
        "GET, /accesstoken/get",
        "GET, /epayment/v1/test/payments/order-0001/approve",
        "GET, /epayment/v1/Payments/order-0001"
    })
    void unknownPathIs404OfTheGateway(String method, String path) {
        HttpResponse<String> answer = merchant.send(method, path, "");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"statusCode\":404,\"message\":\"Resource not found\"}");
    }

    @Test
    void hugeBodyIs413() {
        assertThat(merchant.key("k")
                        .post("/epayment/v1/payments", " ".repeat(1_100_000))
                        .statusCode())
                .isEqualTo(413);
    }
}
