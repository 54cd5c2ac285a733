package io.github.vipps4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LandingTest {
    private static final String REFERENCE = "order-0001";

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

    @Test
    void personApprovesInTheBrowser() {
        String url = landing(Merchant.socks(REFERENCE).replace("One pair", "<b>One & only</b> pair"));
        HttpResponse<String> page = browser.get(url);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        String token = url.substring(url.indexOf("token="));
        assertThat(page.body())
                .contains("&lt;b&gt;One &amp; only&lt;/b&gt; pair of socks: 499.00 NOK")
                .contains("<form method=\"post\" action=\"/landing/approve?" + token + "\">")
                .contains("<form method=\"post\" action=\"/landing/reject?" + token + "\">");

        HttpResponse<String> answer = browser.post("/landing/approve?" + token, "");
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).contains("https://shop.example/return");
        assertThat(simulator.payment(REFERENCE).state()).isEqualTo(SimulatedState.AUTHORIZED);
        assertThat(browser.get(url).body())
                .contains("This payment is AUTHORIZED.")
                .doesNotContain("<form");
        assertThat(browser.post("/landing/reject?" + token, "").statusCode()).isEqualTo(409);
    }

    @Test
    void personRejectsInTheBrowser() {
        String url = landing(Merchant.socks(REFERENCE));

        assertThat(browser.post(url.replace("/landing", "/landing/reject"), "").statusCode())
                .isEqualTo(302);
        assertThat(simulator.payment(REFERENCE).state()).isEqualTo(SimulatedState.ABORTED);
    }

    @Test
    void withoutReturnUrlThereIsNoRedirect() {
        String url = landing(Merchant.socks(REFERENCE)
                .replace("\"WEB_REDIRECT\"", "\"QR\",\"qrFormat\":{\"format\":\"TEXT/TARGETURL\"}")
                .replace("\"returnUrl\":\"https://shop.example/return\",", ""));
        HttpResponse<String> answer = browser.post(url.replace("/landing", "/landing/approve"), "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("This payment is AUTHORIZED.");
    }

    @Test
    void unknownLinkIs404() {
        String url = landing(Merchant.socks(REFERENCE));

        assertThat(browser.get("/landing?token=x").statusCode()).isEqualTo(404);
        assertThat(browser.get("/landing").statusCode()).isEqualTo(404);
        assertThat(browser.get(url.replace("/landing", "/landing/approve")).statusCode())
                .isEqualTo(404);
        assertThat(simulator.requests()).hasSize(2);
    }
}
