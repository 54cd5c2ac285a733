package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Merchant.tree;
import static io.github.vipps4j.simulator.PspShop.ORDER;
import static io.github.vipps4j.simulator.PspShop.PAYMENTS;
import static io.github.vipps4j.simulator.PspShop.errors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PspInitTest {
    private static final String BODY = PspShop.tickets("https://psp.example.com/vipps/makepayment");

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private VippsSimulator simulator;
    private PspShop shop;

    @BeforeEach
    void provider() {
        simulator = VIPPS.simulator();
        shop = PspShop.of(simulator);
    }

    /** The body with another value of one field; {@code -} leaves it out. */
    private static String with(String field, String value) {
        ObjectNode body = (ObjectNode) tree(BODY);
        if (value.equals("-")) {
            body.remove(field);
        } else {
            body.set(field, tree(value));
        }
        return body.toString();
    }

    @Test
    void initAnswersTheUrlForTheCustomer() {
        HttpResponse<String> answer = shop.init(BODY);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json;charset=UTF-8");
        JsonNode body = tree(answer.body());
        String url = body.path("vippsRedirectUrl").textValue();
        assertThat(body).isEqualTo(tree("""
                {"pspTransactionId":"7686f7788898767977","merchantOrderId":"shop7-order-0042",
                 "vippsRedirectUrl":"%s"}""".formatted(url)));
        assertThat(url).startsWith(simulator.baseUrl() + "/landing?token=");
        SimulatedPayment payment = simulator.payment(ORDER);
        assertThat(payment.state()).isEqualTo(SimulatedState.CREATED);
        assertThat(payment.amount()).isEqualTo(24_900);
        assertThat(payment.currency()).isEqualTo("NOK");
        assertThat(simulator.count(ApiOperation.PSP_INIT)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "isApp | true | vippsMT://?token=",
                "skipLandingPage | true | http://127.0.0.1",
                "amount | \"24900\" | http://127.0.0.1",
                "merchantAgreementUrl | \"https://shop.example/agreement\" | http://127.0.0.1",
                "makePaymentToken | - | http://127.0.0.1",
                "paymentText | - | http://127.0.0.1",
                "pspTransactionId | \"With-Capitals-0001\" | http://127.0.0.1",
                "merchantOrderId | \"1\" | http://127.0.0.1",
            })
    void whatPspsSendIsTaken(String field, String value, String url) {
        ObjectNode body = (ObjectNode) tree(with(field, value));
        body.put("customerMobileNumber", "91234567");

        HttpResponse<String> answer = shop.init(body.toString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(tree(answer.body()).path("vippsRedirectUrl").textValue()).startsWith(url);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pspTransactionId | - | 51: Invalid request: pspTransactionId is required;",
                "pspTransactionId | \"1234567890123456789012345678901234567\""
                        + " | 51: Invalid request: pspTransactionId must have 1 to 36 characters;",
                "merchantOrderId | \"a_b\" | 51: Invalid request: merchantOrderId must match [a-zA-Z0-9-]{1,50};",
                "amount | 0 | amount: amount.less.than.one;",
                "amount | 249.5 | amount: must be an integer of at most 2147483647;",
                "amount | \"a\" | amount: must be an integer of at most 2147483647;",
                "amount | 2147483648 | amount: must be an integer of at most 2147483647;",
                "currency | \"DKK\" | currency: transaction.currency.invalid;",
                "currency | - | currency: is required;",
                "pspRedirectUrl | \"http://psp.example.com\""
                        + " | 51: Invalid request: pspRedirectUrl invalid pspRedirectUrl;",
                "pspRedirectUrl | \"https://localhost/back\""
                        + " | 51: Invalid request: pspRedirectUrl invalid pspRedirectUrl;",
                "makePaymentUrl | \"http://psp.example.com\" | makePaymentUrl: invalid makePaymentUrl;",
                "makePaymentUrl | \"https://localhost/pay\" | makePaymentUrl: invalid makePaymentUrl;",
                "customerMobileNumber | \"4791234567\" | 51: Invalid request: customerMobileNumber must match \\d{8};",
                "skipLandingPage | true"
                        + " | 51: Invalid request: customerMobileNumber is required with skipLandingPage;",
                "scope | \"psp_subscription\" | 51: Invalid request: scope is not known;",
            })
    void wrongFieldsAreNamed(String field, String value, String error) {
        assertThat(errors(shop.init(with(field, value)))).isEqualTo("400 " + error);
        assertThat(simulator.payments()).isEmpty();
    }

    @Test
    void errorIsAnArrayWithoutGroups() {
        HttpResponse<String> answer = shop.init(with("amount", "0"));

        JsonNode error = tree(answer.body()).get(0);
        assertThat(tree(answer.body())).hasSize(1);
        assertThat(error).isEqualTo(tree("""
                {"errorCode":"amount","errorMessage":"amount.less.than.one","contextId":"%s"}""".formatted(error.path("contextId").textValue())));
        assertThat(error.path("contextId").textValue()).hasSize(36);
    }

    @Test
    void redirectUrlOfAnAppIsNotLookedAt() {
        ObjectNode body = (ObjectNode) tree(with("pspRedirectUrl", "\"whatever\""));

        assertThat(shop.init(body.put("isApp", true).toString()).statusCode()).isEqualTo(200);
    }

    @Test
    void idsAreUsedOnce() {
        shop.init(BODY);

        assertThat(errors(shop.init(BODY))).isEqualTo("400 44: PSP Transaction ID already exists;");
        assertThat(errors(shop.init(with("pspTransactionId", "\"other\""))))
                .isEqualTo("400 99: OrderId already exists;");
        assertThat(errors(shop.init(with("merchantOrderId", "\"other\""))))
                .isEqualTo("400 44: PSP Transaction ID already exists;");
    }

    @Test
    void otherMerchantMayUseTheSameOrderId() {
        simulator.addSalesUnit(SalesUnit.of("111111"));
        shop.init(BODY);

        assertThat(shop.psp()
                        .with("Merchant-Serial-Number", "111111")
                        .post(PAYMENTS + "init", with("pspTransactionId", "\"other\""))
                        .statusCode())
                .isEqualTo(200);
        assertThat(simulator.payment("111111", ORDER).amount()).isEqualTo(24_900);
    }

    @Test
    void otherProviderMayUseTheSameTransactionId() {
        PaymentServiceProvider other = PaymentServiceProvider.of("other-psp", "654321");
        simulator.addPaymentServiceProvider(other);
        shop.init(BODY);

        PspShop others = PspShop.of(simulator, other);
        assertThat(others.init(with("merchantOrderId", "\"other\"")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void providerHasToSayWhoItIs() {
        assertThat(errors(shop.psp().without("Psp-Id").post(PAYMENTS + "init", BODY)))
                .isEqualTo(
                        "403 -: The Psp-Id is missing, or not that of the payment service provider with these keys;");
        assertThat(shop.psp().with("Psp-Id", "x").post(PAYMENTS + "init", BODY).statusCode())
                .isEqualTo(403);
        assertThat(shop.psp()
                        .without("Psp-Id")
                        .with("PSP-ID", PspShop.acme().pspId())
                        .post(PAYMENTS + "init", BODY)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void providerCallsForItsOwnMerchantsOnly() {
        assertThat(errors(shop.psp().with("Merchant-Serial-Number", "222222").post(PAYMENTS + "init", BODY)))
                .isEqualTo("403 -: Invalid MSN 222222 not valid for the provided PSP id;");
        assertThat(errors(shop.psp().without("Merchant-Serial-Number").post(PAYMENTS + "init", BODY)))
                .isEqualTo("400 51: Invalid request: Merchant-Serial-Number is required;");
    }

    @Test
    void merchantsKeysAreNoProviders() {
        assertThat(errors(Merchant.of(simulator).post(PAYMENTS + "init", BODY)))
                .isEqualTo("403 -: The keys are not those of a payment service provider;");
        assertThat(shop.psp()
                        .with("Authorization", "Bearer x")
                        .post(PAYMENTS + "init", BODY)
                        .statusCode())
                .isEqualTo(401);
        assertThat(shop.psp()
                        .with("Ocp-Apim-Subscription-Key", "x")
                        .post(PAYMENTS + "init", BODY)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void salesUnitMustBeNorwegianActiveAndAllowed() {
        simulator.addSalesUnit(SalesUnit.builder("111111").blocked().build());
        PaymentServiceProvider psp = PaymentServiceProvider.of("other-psp", "222222", "333333");
        simulator.addPaymentServiceProvider(psp);
        simulator.addSalesUnit(SalesUnit.builder("222222").market(Market.DK).build());
        simulator.addSalesUnit(
                SalesUnit.builder("333333").without(Feature.PUSH_MESSAGE).build());
        Merchant other = PspShop.keys(simulator, psp);
        ObjectNode pushed = (ObjectNode) tree(with("skipLandingPage", "true"));
        pushed.put("customerMobileNumber", "91234567");

        assertThat(errors(shop.psp().with("Merchant-Serial-Number", "111111").post(PAYMENTS + "init", BODY)))
                .isEqualTo("400 37: Merchant not available, deactivated or blocked;");
        assertThat(errors(other.with("Merchant-Serial-Number", "222222").post(PAYMENTS + "init", BODY)))
                .isEqualTo("400 21: Merchant not available or active;");
        assertThat(errors(other.with("Merchant-Serial-Number", "333333").post(PAYMENTS + "init", pushed.toString())))
                .isEqualTo("400 51: Invalid request: the sales unit may not skip the landing page;");
    }

    @Test
    void otherApisDoNotKnowTheOrder() {
        shop.init(BODY);
        Merchant merchant = Merchant.of(simulator);

        assertThat(Merchant.refusal(merchant.get("/epayment/v1/payments/" + ORDER)))
                .isEqualTo("404 5090");
        assertThat(Merchant.refusal(merchant.cancel(ORDER))).isEqualTo("404 5090");
        assertThat(EcomShop.errors(EcomShop.of(simulator).details(ORDER))).isEqualTo("404 Merchant 35");
    }

    @Test
    void faultsStrikeInTheWordsOfTheApi() {
        simulator.faults().next(ApiOperation.PSP_INIT, Fault.pspError("37"));
        assertThat(errors(shop.init(BODY))).isEqualTo("400 37: The simulator was told to refuse;");
        assertThat(simulator.payments()).isEmpty();

        simulator.faults().next(ApiOperation.PSP_INIT, Fault.answerLost());
        assertThatThrownBy(() -> shop.init(BODY)).isInstanceOf(UncheckedIOException.class);
        assertThat(shop.details(PspShop.TRANSACTION).statusCode()).isEqualTo(200);
    }

    @Test
    void journalMasksTheToken() {
        shop.init(BODY);

        assertThat(simulator.requests())
                .filteredOn(request -> request.operation() == ApiOperation.PSP_INIT)
                .singleElement()
                .satisfies(request -> assertThat(request.body())
                        .contains("\"makePaymentToken\":\"***\"")
                        .doesNotContain("s3cr3t-token"));
    }
}
