package io.github.vipps4j.core.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LandingPageTokenTest {
    @ParameterizedTest
    @CsvSource({
        "https://landing.example/?v=2&token=eyJr.eyJz, eyJr.eyJz",
        "https://landing.example/?token=a%2Fb+c%3D&v=2, a/b+c=",
        "https://landing.example?token=first&token=second, first",
        "https://landing.example/?x=token=y&token=z, z",
        "vippsMT://?token=ab%2Bc+d, ab+c+d",
        "vippsMT://?token=50%-off, 50%-off",
        "vippsMT://?token=, ''"
    })
    void tokenOfAUrlIsDecodedIfItIsEncoded(String url, String token) {
        assertThat(LandingPageToken.of(url)).isEqualTo(token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "token=x",
                "https://landing.example/token=x",
                "https://landing.example/?mytoken=x",
                "https://landing.example/?Token=x"
            })
    void urlWithoutATokenHasNone(String url) {
        assertThat(LandingPageToken.of(url)).isEmpty();
    }
}
