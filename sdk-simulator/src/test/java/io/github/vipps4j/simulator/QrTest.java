package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Merchant.socks;
import static io.github.vipps4j.simulator.Merchant.tree;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QrTest {
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

    private String redirectUrl(String qrFormat) {
        String body = socks(REFERENCE).replace("\"WEB_REDIRECT\"", "\"QR\"" + qrFormat);
        return tree(Merchant.of(simulator)
                        .key("k")
                        .post("/epayment/v1/payments", body)
                        .body())
                .path("redirectUrl")
                .textValue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''", ",\"qrFormat\":null", ",\"qrFormat\":{\"format\":\"IMAGE/SVG+XML\"}"})
    void imageIsSvgUnlessAskedOtherwise(String qrFormat) {
        String url = redirectUrl(qrFormat);
        HttpResponse<String> image = browser.get(url);

        assertThat(url).startsWith(simulator.baseUrl() + "/qr?token=");
        assertThat(image.statusCode()).isEqualTo(200);
        assertThat(image.headers().firstValue("Content-Type")).contains("image/svg+xml");
        assertThat(image.body())
                .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 37 37\">")
                .contains("<a href=\"" + url.replace("/qr?", "/landing?") + "\">")
                .endsWith("</a></svg>");
        assertThat(browser.get(url).body()).isEqualTo(image.body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 1024",
                ",\"size\":null | 1024",
                ",\"size\":100 | 100",
                ",\"size\":101 | 101",
                ",\"size\":2000 | 2000",
            })
    void pngHasTheSizeThatWasAskedFor(String member, int size) throws IOException {
        String url = redirectUrl(",\"qrFormat\":{\"format\":\"IMAGE/PNG\"" + member + "}");
        try (InputStream png = URI.create(url).toURL().openStream()) {
            BufferedImage image = ImageIO.read(png);

            assertThat(image.getWidth()).isEqualTo(size);
            assertThat(image.getHeight()).isEqualTo(size);
            assertThat(image.getRGB(0, 0)).isEqualTo(0xffffffff);
            assertThat(image.getRGB(0, size / 2, size, 1, null, 0, size)).contains(0xff000000);
        }
        assertThat(browser.get(url).headers().firstValue("Content-Type")).contains("image/png");
    }

    @Test
    void targetUrlIsThePageItself() {
        String url = redirectUrl(",\"qrFormat\":{\"format\":\"TEXT/TARGETURL\"}");

        assertThat(url).startsWith(simulator.baseUrl() + "/landing?token=");
        assertThat(browser.get(url).body()).contains("One pair of socks");
    }

    @Test
    void tokenOfTheImageForceApproves() {
        String url = redirectUrl("");
        String token = url.substring(url.indexOf("token=") + 6);
        Merchant.of(simulator)
                .post("/epayment/v1/test/payments/" + REFERENCE + "/approve", "{\"token\":\"" + token + "\"}");

        assertThat(simulator.payment(REFERENCE).state()).isEqualTo(SimulatedState.AUTHORIZED);
    }

    @Test
    void unknownImageIs404() {
        assertThat(browser.get("/qr?token=x").statusCode()).isEqualTo(404);
        assertThat(browser.get("/qr").statusCode()).isEqualTo(404);
        assertThat(browser.post(redirectUrl(""), "").statusCode()).isEqualTo(404);
        Merchant.of(simulator).create("order-0002");
        String page = String.valueOf(simulator.payment("order-0002").redirectUrl());
        assertThat(browser.get(page.replace("/landing", "/qr")).statusCode()).isEqualTo(404);
    }
}
