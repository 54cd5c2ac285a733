package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.EcomShop.errors;
import static io.github.vipps4j.simulator.EcomShop.socks;
import static io.github.vipps4j.simulator.EcomShop.withMerchant;
import static io.github.vipps4j.simulator.EcomShop.withTransaction;
import static io.github.vipps4j.simulator.Merchant.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EcomInitiateTest {
    private static final String ORDER = "order-0001";

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private VippsSimulator simulator;
    private EcomShop shop;

    @BeforeEach
    void shop() {
        simulator = VIPPS.simulator();
        shop = EcomShop.of(simulator);
    }

    private static String url(HttpResponse<String> answer) {
        return tree(answer.body()).path("url").asText();
    }

    @Test
    void answerHasTheOrderIdAndTheUrlOfTheLandingPage() {
        HttpResponse<String> answer = shop.order(ORDER);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json;charset=UTF-8");
        JsonNode body = tree(answer.body());
        assertThat(body.path("orderId").textValue()).isEqualTo(ORDER);
        assertThat(url(answer)).startsWith(simulator.baseUrl() + "/landing?token=");
        assertThat(body.size()).isEqualTo(2);
        assertThat(simulator.payment(ORDER).amount()).isEqualTo(49_900);
        assertThat(simulator.payment(ORDER).redirectUrl()).isEqualTo(url(answer));
        assertThat(simulator.count(ApiOperation.ECOM_INITIATE)).isEqualTo(1);
    }

    @Test
    void customerInfoMayBeEmptyAndAllFieldsOfTheSpecificationAreTaken() {
        String body = withTransaction(
                withMerchant(
                        socks(ORDER).replace("\"mobileNumber\":\"91234567\"", ""),
                        "\"isApp\":false,\"paymentType\":\"ECOMM regular payment\","
                                + "\"consentRemovalPrefix\":\"https://shop.example\","
                                + "\"shippingDetailsPrefix\":\"https://shop.example\""),
                """
                "skipLandingPage":false,"scope":"name address email phoneNumber birthDate",
                "useExplicitCheckoutFlow":true,"timeStamp":"2026-07-01T10:00:00Z",
                "additionalData":{"passengerName":"FLYER / MARY MS.","airlineCode":"074",
                  "airlineDesignatorCode":"KL","agencyInvoiceNumber":"082300","ticketNumber":"123-1234-1234-44444"}""");

        assertThat(shop.initiate(body).statusCode()).isEqualTo(200);
    }

    @Test
    void appGetsALinkOfItsOwn() {
        String body = withMerchant(socks(ORDER), "\"isApp\":true");
        assertThat(url(shop.initiate(body))).startsWith("vippsMT://?token=");
        try (VippsSimulator production = VippsSimulator.builder().production().start()) {
            assertThat(url(EcomShop.of(production).initiate(body))).startsWith("vipps://?token=");
        }
    }

    @Test
    void usedOrderIdIsRefusedEvenWithAnEqualBody() {
        shop.order(ORDER);

        assertThat(errors(shop.order(ORDER))).isEqualTo("400 Merchant 34");
        assertThat(shop.order("ORDER-0001").statusCode()).isEqualTo(200);
        SalesUnit other = SalesUnit.of("111111");
        simulator.addSalesUnit(other);
        assertThat(EcomShop.of(simulator, other)
                        .initiate(socks(ORDER).replace("654321", "111111"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void errorsAreAnArrayWithTheNameOfEachFieldAsCode() {
        HttpResponse<String> answer = shop.initiate("{\"customerInfo\":{},\"merchantInfo\":{\"shop\":1}}");

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json;charset=UTF-8");
        assertThat(errors(answer))
                .isEqualTo("400 InvalidRequest transaction InvalidRequest merchantInfo.merchantSerialNumber"
                        + " InvalidRequest merchantInfo.callbackPrefix InvalidRequest merchantInfo.fallBack"
                        + " InvalidRequest merchantInfo.shop");
        assertThat(tree(answer.body()).get(0).path("errorMessage").textValue()).isEqualTo("is required");
        assertThat(tree(answer.body()).get(0).path("contextId").textValue()).matches(Pattern.compile("[0-9a-f-]{36}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"merchantSerialNumber\":\"654321\" | \"merchantSerialNumber\":654321",
                "\"amount\":49900 | \"amount\":499.5",
                "\"amount\":49900 | \"amount\":\"49900\"",
                "\"fallBack\" | \"fallback\"",
            })
    void knownMistakesAreAnInternalError(String right, String wrong) {
        assertThat(errors(shop.initiate(socks(ORDER).replace(right, wrong)))).isEqualTo("500 VippsError 99");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"amount\":49900 | \"amount\":99 | transaction.amount",
                "\"orderId\":\"order-0001\" | \"orderId\":\"order_0001\" | transaction.orderId",
                "\"orderId\":\"order-0001\" | \"orderId\":\"\" | transaction.orderId",
                "\"orderId\":\"order-0001\", | '' | transaction.orderId",
                "\"authToken\":\"shop-token\" | \"authToken\":\"\" | merchantInfo.authToken",
                "\"authToken\": | \"paymentType\":\"eCom\",\"authToken\": | merchantInfo.paymentType",
                "https://shop.example/callbacks | http://shop.example/callbacks | merchantInfo.callbackPrefix",
                "https://shop.example/callbacks | shop://callbacks | merchantInfo.callbackPrefix",
                "https://shop.example/callbacks | https://shop example | merchantInfo.callbackPrefix",
                "https://shop.example/return?order=42 | http://shop.example/return | merchantInfo.fallBack",
                "https://shop.example/return?order=42 | intent | merchantInfo.fallBack",
                "\"transactionText\":\"One pair of socks\" | \"transactionText\":\"\" | transaction.transactionText",
                "\"orderId\": | \"scope\":\"name shoeSize\",\"orderId\": | transaction.scope",
            })
    void wrongFieldsAreRefused(String right, String wrong, String field) {
        assertThat(errors(shop.initiate(socks(ORDER).replace(right, wrong)))).isEqualTo("400 InvalidRequest " + field);
        assertThat(simulator.payments()).isEmpty();
    }

    @Test
    void allWrongFieldsAreToldAtOnce() {
        String body = withTransaction(
                withMerchant(socks(ORDER), "\"paymentType\":\"eComm Express Payment\"")
                        .replace("https://shop.example/callbacks", "http://shop.example/callbacks"),
                "\"scope\":\"name\"");

        assertThat(errors(shop.initiate(body)))
                .isEqualTo("400 InvalidRequest merchantInfo.callbackPrefix InvalidRequest transaction.scope"
                        + " InvalidRequest merchantInfo.consentRemovalPrefix"
                        + " InvalidRequest merchantInfo.shippingDetailsPrefix");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example",
                "shop://return",
                "INTENT",
                "http://127.0.0.1:8080/return",
                "http://localhost/return"
            })
    void fallBackMayBeAWebPageAnAppOrIntent(String fallBack) {
        assertThat(shop.initiate(socks(ORDER).replace("https://shop.example/return?order=42", fallBack))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void unreadableBodyIsRefused() {
        assertThat(errors(shop.initiate("{"))).isEqualTo("400 InvalidRequest body");
    }

    @ParameterizedTest
    @ValueSource(strings = {"91234567", "912 34 567", "+4791234567", "0047 91234567", "4791234567"})
    void numberIsRepaired(String number) {
        SimulatedUser user =
                SimulatedUser.builder("4791234567").name("Ola", "Hansen").build();
        simulator.users().add(user);
        shop.initiate(withTransaction(socks(ORDER).replace("91234567", number), "\"scope\":\"name\""));
        simulator.customer().approve(ORDER);

        assertThat(shop.read(ORDER).path("userDetails").path("firstName").textValue())
                .isEqualTo("Ola");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9123456", "912345678", "+46701234567", "unknown", ""})
    void numberThatCannotBeRepairedIs81(String number) {
        assertThat(errors(shop.initiate(socks(ORDER).replace("91234567", number))))
                .isEqualTo("400 User 81");
    }

    @Test
    void skippingTheLandingPageNeedsANumberAUserAndPermission() {
        String body = withTransaction(socks(ORDER), "\"skipLandingPage\":true");
        SalesUnit other =
                SalesUnit.builder("111111").without(Feature.PUSH_MESSAGE).build();
        simulator.addSalesUnit(other);
        simulator.users().unknown("4799999999");

        assertThat(errors(shop.initiate(body.replace("\"mobileNumber\":\"91234567\"", ""))))
                .isEqualTo("400 InvalidRequest customerInfo.mobileNumber");
        assertThat(errors(shop.initiate(body.replace("91234567", "99999999")))).isEqualTo("400 User 81");
        assertThat(errors(EcomShop.of(simulator, other).initiate(body.replace("654321", "111111"))))
                .isEqualTo("400 Merchant 38");
        assertThat(url(shop.initiate(body))).startsWith(simulator.baseUrl() + "/landing?token=");
        assertThat(simulator.payment(ORDER).redirectUrl()).isNull();
    }

    @Test
    void unknownUserOfALinkShowsWhenItIsOpened() {
        simulator.users().unknown("4791234567");
        shop.order(ORDER);

        assertThat(simulator.customer().approve(ORDER)).isEqualTo(ApprovalResult.NOT_ELIGIBLE);
        assertThat(simulator.payment(ORDER).state()).isEqualTo(SimulatedState.CREATED);
    }

    @Test
    void salesUnitMayNotDoWhatItHasNoFeatureFor() {
        SalesUnit[] units = {
            SalesUnit.builder("111111").without(Feature.PAYMENTS).build(),
            SalesUnit.builder("222222").blocked().build(),
            SalesUnit.builder("333333").market(Market.DK).build()
        };
        String[] errors = {"403 Merchant 97", "400 Merchant 31", "400 Merchant 37"};
        for (int i = 0; i < units.length; i++) {
            simulator.addSalesUnit(units[i]);
            assertThat(errors(EcomShop.of(simulator, units[i])
                            .initiate(socks(ORDER).replace("654321", units[i].merchantSerialNumber()))))
                    .isEqualTo(errors[i]);
        }
        assertThat(errors(shop.initiate(socks(ORDER).replace("654321", "111111"))))
                .isEqualTo("400 Merchant 37");
        assertThat(errors(shop.initiate(withTransaction(socks(ORDER), "\"scope\":\"nin\""))))
                .isEqualTo("400 Merchant 51");
    }

    @Test
    void tokensAndConsentPrefixesAreMaskedInTheJournal() {
        shop.initiate(withMerchant(socks(ORDER), "\"consentRemovalPrefix\":\"https://shop.example/s3gment\""));

        assertThat(simulator.requests().toString()).doesNotContain("shop-token", "s3gment");
    }
}
