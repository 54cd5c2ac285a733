package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.EcomShop.socks;
import static io.github.vipps4j.simulator.EcomShop.withMerchant;
import static io.github.vipps4j.simulator.Merchant.tree;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EcomLandingTest {
    private static final String ORDER = "order-0001";

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
        return tree(EcomShop.of(simulator).initiate(body).body()).path("url").asText();
    }

    private HttpResponse<String> submit(String url, String step) {
        return browser.post(url.replace("/landing", "/landing/" + step), "");
    }

    @Test
    void personComesBackToFallBackWithAStatusThatMeansNothing() {
        String url = landing(socks(ORDER));
        assertThat(browser.get(url).body()).contains("One pair of socks: 499.00 NOK");

        assertThat(submit(url, "approve").headers().firstValue("Location"))
                .contains("https://shop.example/return?order=42&status=100");
        String second = landing(socks("order-0002").replace("?order=42", ""));
        assertThat(submit(second, "reject").headers().firstValue("Location"))
                .contains("https://shop.example/return?status=100");
    }

    @Test
    void personIsNotSentBackWithIntent() {
        String url = landing(socks(ORDER).replace("https://shop.example/return?order=42", "INTENT"));
        HttpResponse<String> answer = submit(url, "approve");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("This payment is AUTHORIZED.");
    }

    @Test
    void personWhomTheBankRefusesGoesBackBecauseItIsOver() {
        String url = landing(socks(ORDER).replace("49900", "182"));

        assertThat(submit(url, "approve").statusCode()).isEqualTo(302);
        assertThat(browser.get(url).body()).contains("This payment is ABORTED.");
    }

    @Test
    void linkIsToBeOpenedWithinFiveMinutes() {
        String opened = landing(socks(ORDER));
        String forgotten = landing(socks("order-0002"));
        browser.get(opened);
        simulator.clock().advance(Duration.ofMinutes(5));

        assertThat(browser.get(opened).statusCode()).isEqualTo(200);
        assertThat(submit(opened, "approve").statusCode()).isEqualTo(302);
        assertThat(browser.get(forgotten).statusCode()).isEqualTo(410);
        assertThat(submit(forgotten, "approve").statusCode()).isEqualTo(410);
        assertThat(simulator.payment("order-0002").state()).isEqualTo(SimulatedState.CREATED);
    }

    @Test
    void personChoosesShippingOfExpress() {
        String url = landing(withMerchant(socks(ORDER), """
                "paymentType":"eComm Express Payment","consentRemovalPrefix":"https://shop.example",
                "staticShippingDetails":[{"isDefault":"Y","shippingCost":99.5,"shippingMethod":"Posten home",
                  "shippingMethodId":"posten-home"}]"""));
        HttpResponse<String> page = browser.with("Content-Type", "application/x-www-form-urlencoded")
                .post(
                        url.replace("/landing", "/landing/address"),
                        "addressLine1=Bryggen+2&addressLine2=&postCode=5003&city=Bergen&country=NO");

        assertThat(page.body()).contains("Approve with Posten home (OTHER), 598.50 NOK");
        assertThat(submit(url, "approve").statusCode()).isEqualTo(302);
        assertThat(simulator.payment(ORDER).authorized()).isEqualTo(59_850);
    }
}
