package io.github.vipps4j.core.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackTest {
    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:8080", "127.0.0.1", "127.1.2.3:80", "[::1]", "[::1]:8080"})
    void thisMachineIsOnLoopback(String authority) {
        assertThat(Loopback.isLoopback(authority)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "shop.example",
                "127.example.com",
                "127.0.0.1.example.com",
                "localhost.example",
                "localhost@shop.example",
                "localhost:80@shop.example",
                "127.0.0.1:80@1.2.3.4",
                "[::2]",
                "1.2.3.4"
            })
    void anyOtherHostIsNot(String authority) {
        assertThat(Loopback.isLoopback(authority)).isFalse();
    }
}
