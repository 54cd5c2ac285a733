package io.github.vipps4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void printsAddressAndKeys() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int port;
        try (VippsSimulator simulator =
                Main.configured(List.of("--port", "0", "--production")).start()) {
            port = simulator.baseUrl().getPort();
            Main.print(simulator, new PrintStream(out, true, StandardCharsets.UTF_8));
        }
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "Simulated Vipps MobilePay: http://127.0.0.1:" + port,
                        "Merchant-Serial-Number:    654321",
                        "client_id:                 00000000-0000-4000-8000-000000654321",
                        "client_secret:             fake-client-secret-of-654321",
                        "Ocp-Apim-Subscription-Key: fake-primary-subscription-key-of-654321",
                        "                       or: fake-secondary-subscription-key-of-654321");
    }

    @Test
    void refusesWrongArguments() {
        assertThatThrownBy(() -> Main.configured(List.of("--port")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--port needs a number: ''");
        assertThatThrownBy(() -> Main.configured(List.of("--port", "http")))
                .hasMessage("--port needs a number: 'http'");
        assertThatThrownBy(() -> Main.configured(List.of("--help"))).hasMessage("Unknown argument: --help");
    }
}
