package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Merchant.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VippsSimulatorExtension.class)
class TokenTest {
    private static Merchant withKeys(VippsSimulator simulator) {
        SalesUnit unit = simulator.salesUnit();
        return Merchant.anonymous(simulator)
                .with("client_id", unit.clientId())
                .with("client_secret", unit.clientSecret())
                .with("Ocp-Apim-Subscription-Key", unit.primarySubscriptionKey());
    }

    @Test
    void answersNumbersAsText(VippsSimulator simulator) {
        HttpResponse<String> answer = withKeys(simulator).post("/accesstoken/get", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json;charset=UTF-8");
        ObjectNode body = (ObjectNode) tree(answer.body());
        long expiresOn = Long.parseLong(body.path("expires_on").textValue());
        long notBefore = Long.parseLong(body.path("not_before").textValue());
        assertThat(expiresOn - notBefore).isEqualTo(3599 + 300);
        assertThat(body.path("access_token").textValue()).startsWith("eyJ").hasSizeGreaterThan(1000);
        body.put("access_token", "eyJ").put("expires_on", "0").put("not_before", "0");
        assertThat((JsonNode) body).isEqualTo(tree("""
                {"token_type":"Bearer","expires_in":"3599","ext_expires_in":"0","expires_on":"0","not_before":"0",
                 "resource":"00000002-0000-0000-c000-000000000000","access_token":"eyJ"}"""));
    }

    @Test
    void livesADayInProduction() {
        try (VippsSimulator production = VippsSimulator.builder().production().start()) {
            HttpResponse<String> answer = withKeys(production).post("/accesstoken/get", "");
            assertThat(tree(answer.body()).path("expires_in").textValue()).isEqualTo("86399");
        }
    }

    @Test
    void eitherSubscriptionKeyAndEitherPathWorks(VippsSimulator simulator) {
        Merchant secondary = withKeys(simulator)
                .with("Ocp-Apim-Subscription-Key", simulator.salesUnit().secondarySubscriptionKey());

        assertThat(secondary.post("/accesstoken/get", "").statusCode()).isEqualTo(200);
        assertThat(secondary.post("/accessToken/get", "").statusCode()).isEqualTo(200);
        assertThat(simulator.tokens().issued()).isEqualTo(2);
    }

    @Test
    void unknownClientIs400(VippsSimulator simulator) {
        HttpResponse<String> answer =
                withKeys(simulator).with("client_id", "nobody").post("/accesstoken/get", "");

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode body = tree(answer.body());
        assertThat(body.path("error").textValue()).isEqualTo("unauthorized_client");
        assertThat(body.path("error_codes")).isEqualTo(tree("[700016]"));
        assertThat(body.path("error_description").textValue())
                .startsWith("AADSTS700016: Application not found.\r\nTrace ID: ");
        assertThat(body.path("timestamp").textValue()).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\dZ");
    }

    @Test
    void wrongSecretIs401(VippsSimulator simulator) {
        HttpResponse<String> answer =
                withKeys(simulator).with("client_secret", "guess").post("/accesstoken/get", "");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(tree(answer.body()).path("error").textValue()).isEqualTo("invalid_client");
        assertThat(tree(answer.body()).path("error_codes")).isEqualTo(tree("[7000215]"));
    }

    @Test
    void wrongOrMissingOrForeignSubscriptionKeyIs401OfTheGateway(VippsSimulator simulator) {
        String expected =
                "{\"statusCode\":401,\"message\":\"Access denied due to missing or invalid subscription key\"}";
        Merchant merchant = withKeys(simulator);

        assertThat(merchant.with("Ocp-Apim-Subscription-Key", "x")
                        .post("/accesstoken/get", "")
                        .body())
                .isEqualTo(expected);
        assertThat(merchant.without("Ocp-Apim-Subscription-Key")
                        .post("/accesstoken/get", "")
                        .body())
                .isEqualTo(expected);
        try (VippsSimulator two = VippsSimulator.builder()
                .salesUnit(SalesUnit.of("111111"), SalesUnit.of("222222"))
                .start()) {
            HttpResponse<String> answer = withKeys(two)
                    .with("Ocp-Apim-Subscription-Key", SalesUnit.of("222222").primarySubscriptionKey())
                    .post("/accesstoken/get", "");
            assertThat(answer.statusCode()).isEqualTo(401);
        }
    }

    @Test
    void bodyIsRefused(VippsSimulator simulator) {
        HttpResponse<String> answer = withKeys(simulator).post("/accesstoken/get", "grant_type=x");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void severalTokensAreValidAtOnceUntilTheyExpire(VippsSimulator simulator) {
        Merchant first = Merchant.of(simulator);
        simulator.clock().advance(Duration.ofMinutes(40));
        Merchant second = Merchant.of(simulator);
        first.create("order-0001");

        assertThat(first.get("/epayment/v1/payments/order-0001").statusCode()).isEqualTo(200);
        assertThat(second.get("/epayment/v1/payments/order-0001").statusCode()).isEqualTo(200);
        simulator.clock().advance(Duration.ofMinutes(20));
        assertThat(first.get("/epayment/v1/payments/order-0001").statusCode()).isEqualTo(401);
        assertThat(second.get("/epayment/v1/payments/order-0001").statusCode()).isEqualTo(200);
        simulator.tokens().revokeAll();
        assertThat(second.get("/epayment/v1/payments/order-0001").statusCode()).isEqualTo(401);
    }
}
