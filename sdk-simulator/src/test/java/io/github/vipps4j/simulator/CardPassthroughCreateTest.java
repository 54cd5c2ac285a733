package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.CardShop.REFERENCE;
import static io.github.vipps4j.simulator.CardShop.body;
import static io.github.vipps4j.simulator.Merchant.complaints;
import static io.github.vipps4j.simulator.Merchant.refusal;
import static io.github.vipps4j.simulator.Merchant.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardPassthroughCreateTest {
    private static final String CALLBACK = "https://psp.example.com/vipps/card";
    private static final String BODY = body(CALLBACK);

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private VippsSimulator simulator;
    private CardShop shop;

    @BeforeEach
    void provider() {
        simulator = VIPPS.simulator();
        shop = CardShop.of(simulator);
    }

    private static String with(String field, String value) {
        ObjectNode body = (ObjectNode) tree(BODY);
        String[] path = field.split("\\.");
        ObjectNode parent = path.length == 1 ? body : (ObjectNode) body.path(path[0]);
        String name = path[path.length - 1];
        if (value.equals("-")) {
            parent.remove(name);
        } else {
            parent.set(name, tree(value));
        }
        return body.toString();
    }

    @Test
    void paymentIsMadeInTheMerchantsName() {
        HttpResponse<String> answer = shop.create(BODY);

        assertThat(answer.statusCode()).isEqualTo(201);
        String url = tree(answer.body()).path("redirectUrl").textValue();
        assertThat(tree(answer.body())).isEqualTo(tree("""
                {"redirectUrl":"%s","reference":"shop7-order-20260701-0044"}""".formatted(url)));
        assertThat(tree(shop.psp().get("/epayment/v1/payments/" + REFERENCE).body())
                        .path("paymentMethod"))
                .isEqualTo(tree("{\"type\":\"CARD_PASSTHROUGH\"}"));
        assertThat(simulator.payment("654321", REFERENCE).currency()).isEqualTo("DKK");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOK", "DKK", "EUR", "SEK", "USD", "GBP"})
    void providersSellAcrossMarkets(String currency) {
        HttpResponse<String> answer = shop.create(BODY.replace("DKK", currency));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(simulator.payment(REFERENCE).currency()).isEqualTo(currency);
    }

    @Test
    void smallestAmountIsThatOfTheCurrency() {
        assertThat(refusal(shop.create(BODY.replace("12500", "99").replace("DKK", "NOK"))))
                .isEqualTo("400 6010");
        assertThat(shop.psp()
                        .key("again")
                        .post("/epayment/v1/payments", BODY.replace("12500", "1"))
                        .statusCode())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cardPassthrough | - | 400 4160",
                "paymentMethod | {\"type\":\"WALLET\"} | 400 4160",
                "paymentMethod | {\"type\":\"CARD\"} | 400 4160",
                "cardPassthrough.cardCallbackUrl | \"http://psp.example.com\" | 400 4090",
                "cardPassthrough.cardCallbackUrl | \"psp\" | 400 4090",
                "returnUrl | - | 400 4140",
            })
    void wrongUseHasACode(String field, String value, String refusal) {
        assertThat(refusal(shop.create(with(field, value)))).isEqualTo(refusal);
        assertThat(simulator.payments()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cardPassthrough.pspReference | - | cardPassthrough.pspReference: is required",
                "cardPassthrough.cardCallbackUrl | - | cardPassthrough.cardCallbackUrl: is required",
                "cardPassthrough.allowedCardTypes | - | cardPassthrough.allowedCardTypes: is required",
                "cardPassthrough.allowedCardTypes | [] | cardPassthrough.allowedCardTypes: must have at least 1 items",
                "cardPassthrough.allowedCardTypes | [\"VISA_DANKORT\"]"
                        + " | cardPassthrough.allowedCardTypes[0]: must be one of"
                        + " VISA_DEBIT, VISA_CREDIT, MC_DEBIT, MC_CREDIT, DANKORT",
                "cardPassthrough.publicEncryptionKeyId | \"key\" | cardPassthrough.publicEncryptionKeyId: must match"
                        + " [0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
                "cardPassthrough.cardCallbackAuthHeader | \"x\""
                        + " | cardPassthrough.cardCallbackAuthHeader: is not known",
                "userFlow | \"NATIVE_REDIRECT\" | userFlow: must be WEB_REDIRECT for CARD_PASSTHROUGH",
                "expiresAt | \"2099-01-01T00:00:00Z\" | expiresAt: is only for WALLET",
            })
    void wrongFieldsAreNamed(String field, String value, String complaint) {
        assertThat(complaints(shop.create(with(field, value)))).isEqualTo("400 " + complaint + ";");
    }

    @Test
    void onlyAProviderMayPassCardsThrough() {
        assertThat(refusal(Merchant.of(simulator).key("k").post("/epayment/v1/payments", BODY)))
                .isEqualTo("400 4160");
    }

    @Test
    void providerHasToSayWhoItIsAndForWhom() {
        assertThat(shop.psp()
                        .without("Psp-Id")
                        .key("k")
                        .post("/epayment/v1/payments", BODY)
                        .statusCode())
                .isEqualTo(403);
        HttpResponse<String> answer =
                shop.psp().with("Merchant-Serial-Number", "222222").key("k").post("/epayment/v1/payments", BODY);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(tree(answer.body()).path("title").textValue())
                .isEqualTo("Invalid MSN 222222 not valid for the provided PSP id");
        assertThat(simulator.payments()).isEmpty();
    }

    @Test
    void capturesAreInTheCurrencyOfThePayment() {
        try (PspEndpoint endpoint = new PspEndpoint()) {
            endpoint.answers(CardShop.RESERVE);
            shop.create(body(endpoint.url("/card")));
            simulator.customer().approve(REFERENCE);

            assertThat(refusal(shop.psp().capture(REFERENCE, 100, "c1"))).isEqualTo("400 5040");
            assertThat(shop.psp()
                            .key("c2")
                            .post(
                                    Merchant.path(REFERENCE, "capture"),
                                    Merchant.nok(100).replace("NOK", "DKK"))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(simulator.payment(REFERENCE).captured()).isEqualTo(100);
        }
    }

    @Test
    void webhooksOfAProviderAreForAllItsMerchants() {
        simulator.addSalesUnit(SalesUnit.of("111111"));
        try (Receiver receiver = new Receiver()) {
            Merchant psp = shop.psp().without("Merchant-Serial-Number");
            psp.register(receiver.url("/hooks"), "created");
            assertThat(psp.without("Psp-Id").get("/webhooks/v1/webhooks").statusCode())
                    .isEqualTo(403);

            assertThat(simulator.webhooks().registrations())
                    .extracting(WebhookRegistration::merchantSerialNumber, WebhookRegistration::partner)
                    .containsExactly(tuple(null, "acme-psp"));

            shop.create(BODY);
            shop.psp()
                    .with("Merchant-Serial-Number", "111111")
                    .key("k")
                    .post("/epayment/v1/payments", BODY.replace("0044", "0045"));
            simulator.webhooks().awaitIdle(Duration.ofSeconds(10));

            assertThat(receiver.events())
                    .containsExactlyInAnyOrder(
                            "shop7-order-20260701-0044 CREATED", "shop7-order-20260701-0045 CREATED");
            assertThat(tree(psp.get("/webhooks/v1/webhooks").body()).path("webhooks"))
                    .hasSize(1);
            assertThat(tree(shop.psp().get("/webhooks/v1/webhooks").body()).path("webhooks"))
                    .isEmpty();
        }
    }
}
