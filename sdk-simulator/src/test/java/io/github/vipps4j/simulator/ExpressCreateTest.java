package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Merchant.FIXED_OPTIONS;
import static io.github.vipps4j.simulator.Merchant.complaints;
import static io.github.vipps4j.simulator.Merchant.express;
import static io.github.vipps4j.simulator.Merchant.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressCreateTest {
    private static final String REFERENCE = "order-0001";

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private Merchant merchant;
    private int keys;

    @BeforeEach
    void merchant() {
        merchant = Merchant.of(VIPPS.simulator());
    }

    private HttpResponse<String> create(String body) {
        keys++;
        return merchant.key("k" + keys).post("/epayment/v1/payments", body);
    }

    private static String dynamic(String url) {
        return "{\"dynamicOptions\":{\"callbackUrl\":\"" + url + "\"}}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name address email",
                "name address email phoneNumber birthDate",
                "name name address email",
                "name address email birthDate",
                ""
            })
    void anyOtherScopeIs4080(String scope) {
        assertThat(refusal(create(express(REFERENCE, FIXED_OPTIONS).replace("name address email phoneNumber", scope))))
                .isEqualTo("400 4080");
    }

    @Test
    void orderOfTheScopesIsFree() {
        assertThat(create(express(REFERENCE, FIXED_OPTIONS)
                                .replace("name address email phoneNumber", "phoneNumber email address name"))
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void exactlyOneKindOfOptionsIsNeeded() {
        String complaint = "400 shipping: must have exactly one of fixedOptions, dynamicOptions;";
        String both =
                "{\"fixedOptions\":[]," + dynamic("https://shop.example/x").substring(1);

        assertThat(complaints(create(express(REFERENCE, both)))).isEqualTo(complaint);
        assertThat(complaints(create(express(REFERENCE, "{}")))).isEqualTo(complaint);
        assertThat(complaints(create(express(REFERENCE, "{\"allowedCountries\":[\"NO\"]}"))))
                .isEqualTo(complaint);
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.example/x, 201",
        "http://localhost:1/x, 201",
        "http://127.0.0.1/x, 201",
        "http://shop.example/x, 400",
        "http://127.0.0.1.shop.example/x, 400",
        "shop:x, 400",
        "no url, 400",
    })
    void callbackUrlIsHttpsOrOnTheLoopbackAddress(String url, int status) {
        HttpResponse<String> answer = create(express(REFERENCE, dynamic(url)));

        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 400) {
            assertThat(refusal(answer)).isEqualTo("400 4090");
        }
    }

    @Test
    void tokenThatNoHeaderCanCarryIsRefused() {
        String shipping =
                "{\"dynamicOptions\":{\"callbackUrl\":\"https://shop.example\",\"callbackAuthorizationToken\":"
                        + "\"a\\nb\"}}";

        assertThat(complaints(create(express(REFERENCE, shipping))))
                .startsWith("400 shipping.dynamicOptions.callbackAuthorizationToken: must match ");
    }

    @Test
    void cardIsNotForExpress() {
        assertThat(complaints(create(express(REFERENCE, FIXED_OPTIONS).replace("WALLET", "CARD"))))
                .isEqualTo("400 shipping: is not for CARD;");
    }

    @Test
    void shippingInAnotherCurrencyIs5040() {
        String shipping = FIXED_OPTIONS.replace("\"NOK\",\"value\":19900", "\"DKK\",\"value\":19900");

        assertThat(refusal(create(express(REFERENCE, shipping)))).isEqualTo("400 5040");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"HOME_DELIVERY\" | \"PIGEON\" | fixedOptions[1].type: must be one of HOME_DELIVERY, PICKUP_POINT,"
                        + " MAILBOX, IN_STORE, OTHER",
                "\"id\":\"shop\", | '' | fixedOptions[0].options[0].id: is required",
                "\"value\":4900 | \"value\":-1 | fixedOptions[0].options[0].amount.value: must be between 0 and 65000000",
            })
    void optionsAreCheckedByTheirSchema(String part, String other, String complaint) {
        assertThat(complaints(create(express(REFERENCE, FIXED_OPTIONS.replace(part, other)))))
                .isEqualTo("400 shipping." + complaint + ";");
    }

    @Test
    void unitWithoutExpressIs5020() {
        SalesUnit plain = SalesUnit.builder("111111").without(Feature.EXPRESS).build();
        VIPPS.simulator().addSalesUnit(plain);
        merchant = Merchant.of(VIPPS.simulator(), plain);

        assertThat(refusal(create(express(REFERENCE, FIXED_OPTIONS)))).isEqualTo("403 5020");
    }
}
