package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Merchant.FIXED_OPTIONS;
import static io.github.vipps4j.simulator.Merchant.express;
import static io.github.vipps4j.simulator.Merchant.socks;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExpressLandingTest {
    private static final String REFERENCE = "order-0001";
    private static final String BERGEN = "addressLine1=Bryggen+2&addressLine2=&postCode=5003&city=Bergen&country=NO";

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private VippsSimulator simulator;
    private Merchant browser;

    @BeforeEach
    void browser() {
        simulator = VIPPS.simulator();
        browser = Merchant.anonymous(simulator);
    }

    private String landing(String body) {
        Merchant.of(simulator).key("k").post("/epayment/v1/payments", body);
        return String.valueOf(simulator.payment(REFERENCE).redirectUrl());
    }

    private HttpResponse<String> submit(String url, String step, String form) {
        return browser.with("Content-Type", "application/x-www-form-urlencoded")
                .post(url.replace("/landing", "/landing/" + step), form);
    }

    @Test
    void personChoosesAddressAndOption() {
        String url = landing(express(REFERENCE, FIXED_OPTIONS.replace("Tonight", "<i>Tonight</i>")));
        assertThat(browser.get(url).body())
                .contains("<input name=\"addressLine1\" value=\"Storgata 1\">")
                .contains("Refuse to share my data")
                .doesNotContain("Approve");

        HttpResponse<String> options = submit(url, "address", BERGEN);
        assertThat(options.statusCode()).isEqualTo(200);
        assertThat(options.body())
                .contains("<input name=\"city\" value=\"Bergen\">")
                .contains("<input type=\"hidden\" name=\"option\" value=\"fast\">")
                .contains("Approve with &lt;i&gt;Tonight&lt;/i&gt; (BRING), 698.00 NOK");

        assertThat(submit(url, "approve", "option=fast").headers().firstValue("Location"))
                .contains("https://shop.example/return");
        assertThat(simulator.payment(REFERENCE).authorized()).isEqualTo(69_800);
    }

    @Test
    void personIsToldWhyNothingCanBeChosen() {
        String url = landing(express(REFERENCE, FIXED_OPTIONS));

        HttpResponse<String> abroad = submit(url, "address", BERGEN.replace("NO", "SE"));
        assertThat(abroad.statusCode()).isEqualTo(409);
        assertThat(abroad.body()).contains("The address cannot be chosen");
        assertThat(submit(url, "address", "country=Norway").statusCode()).isEqualTo(400);
        assertThat(submit(url, "approve", "option=pigeon").statusCode()).isEqualTo(409);
    }

    @Test
    void personIsToldWhatTheShopAnswered() {
        try (ShippingDesk desk = new ShippingDesk()) {
            String url = landing(express(REFERENCE, desk.shipping()));
            desk.answers(400, "");
            assertThat(submit(url, "address", BERGEN).body()).contains("The shop does not ship to this address.");
            desk.answers(500, "");
            assertThat(submit(url, "address", BERGEN).body()).contains("The shop has failed: answered 500");
            desk.answers(200, ShippingDesk.GROUPS);
            assertThat(submit(url, "address", BERGEN).body())
                    .contains("Approve with To your door (POSTEN), 598.00 NOK");
        }
    }

    @Test
    void personRefusesToShareData() {
        String url = landing(express(REFERENCE, FIXED_OPTIONS));

        assertThat(submit(url, "refuse-consent", "").statusCode()).isEqualTo(302);
        assertThat(simulator.payment(REFERENCE).state()).isEqualTo(SimulatedState.ABORTED);
    }

    @Test
    void personIsToldWhyTheBankRefused() {
        String url = landing(socks(REFERENCE).replace("49900", "182"));
        HttpResponse<String> answer = submit(url, "approve", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("Not approved: REFUSED_BY_ISSUER. You can try again.")
                .contains("/landing/approve");
    }
}
