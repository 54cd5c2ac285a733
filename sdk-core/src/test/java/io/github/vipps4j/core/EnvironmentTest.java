package io.github.vipps4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {
    @Test
    void theTwoRealEnvironmentsHaveTheirHosts() {
        assertThat(Environment.PRODUCTION.baseUrl()).isEqualTo(URI.create("https://api.vipps.no"));
        assertThat(Environment.TEST.baseUrl()).isEqualTo(URI.create("https://apitest.vipps.no"));
        assertThat(Environment.PRODUCTION.isProduction()).isTrue();
        assertThat(Environment.TEST.isProduction()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.vipps.no",
                "https://api.vipps.no/",
                "https://api.vipps.no:443",
                "https://API.Vipps.NO",
                "https://api.vipps.no.",
                "HTTPS://api.vipps.no/some/path",
                "http://api.vipps.no",
                "https://someone@api.vipps.no"
            })
    void productionIsRecognisedInEverySpelling(String url) {
        assertThat(Environment.at(URI.create(url)).isProduction()).isTrue();
        assertThat(Environment.at(URI.create(url)).allowPlainHttp().isProduction())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://apitest.vipps.no",
                "https://api.vipps.no.example.com",
                "https://xapi.vipps.no",
                "https://localhost/api.vipps.no",
                "https://api.vipps.no@localhost"
            })
    void whatOnlyLooksLikeProductionIsNot(String url) {
        assertThat(Environment.at(URI.create(url)).isProduction()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://proxy.example",
                "https://proxy.example/vipps/",
                "HTTPS://proxy.example:8443",
                "http://localhost:8080",
                "http://localhost.:8080/base",
                "http://127.0.0.1:8080",
                "HTTP://[::1]:8080/"
            })
    void httpsAnywhereAndPlainHttpOnLoopbackAreAccepted(String url) {
        assertThat(build(Environment.at(URI.create(url))).environment().baseUrl())
                .isEqualTo(URI.create(url));
    }

    @Test
    void aLoopbackHostIsRecognisedInCapitals() {
        Environment environment = Environment.at(URI.create("http://LOCALHOST:8080"));

        assertThat(build(environment).environment()).isEqualTo(environment);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://simulator:8080",
                "http://api.vipps.no",
                "http://localhost.example.com",
                "http://127.0.0.1.example.com",
                "http://192.168.1.10:8080",
                "http://[2001:db8::1]"
            })
    void plainHttpElsewhereIsRefused(String url) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> build(Environment.at(URI.create(url))))
                .satisfies(refusal -> assertThat(refusal.violations())
                        .containsExactly(new Violation(
                                "environment", "must use https, except on loopback or with allowPlainHttp()")));
    }

    @Test
    void plainHttpElsewhereIsAcceptedWhenAllowed() {
        Environment environment =
                Environment.at(URI.create("http://simulator:8080")).allowPlainHttp();

        assertThat(build(environment).environment()).isEqualTo(environment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://api.vipps.no", "http://API.VIPPS.NO.:80/"})
    void plainHttpToProductionIsRefusedEvenWhenAllowed(String url) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> build(Environment.at(URI.create(url)).allowPlainHttp()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "production", "api.vipps.no", "//api.vipps.no", "ftp://localhost", "https:/x", "mailto:a@b"})
    void whatIsNotAnHttpUrlWithAHostIsRefused(String url) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> build(Environment.at(URI.create(url))))
                .satisfies(refusal -> assertThat(refusal.violations())
                        .containsExactly(new Violation(
                                "environment", "must be an http or https URL with a host and a valid port")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:pa55word@proxy.example",
                "https://proxy.example?pa55word",
                "https://p.example/#pa55word"
            })
    void userInfoQueryAndFragmentAreRefusedAndNotQuoted(String url) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> build(Environment.at(URI.create(url))))
                .satisfies(refusal -> {
                    assertThat(refusal.violations())
                            .containsExactly(
                                    new Violation("environment", "must not have user info, a query or a fragment"));
                    assertThat(refusal.getMessage()).doesNotContain("pa55word");
                });
    }

    @Test
    void onlySchemeHostAndPortArePrinted() {
        assertThat(Environment.at(URI.create("https://user:pa55word@proxy.example:8443/path?query")))
                .hasToString("https://proxy.example:8443");
        assertThat(Environment.TEST).hasToString("https://apitest.vipps.no");
    }

    @Test
    void equalityIsOfUrlAndPermission() {
        Environment test = Environment.at(URI.create("https://apitest.vipps.no"));

        assertThat(test)
                .isEqualTo(Environment.TEST)
                .hasSameHashCodeAs(Environment.TEST)
                .isNotEqualTo(test.allowPlainHttp())
                .isNotEqualTo(Environment.PRODUCTION)
                .isNotEqualTo("https://apitest.vipps.no");
    }

    private static Vipps build(Environment environment) {
        return Vipps.builder()
                .environment(environment)
                .credentials(Credentials.of("id", "secret", "key"))
                .build();
    }
}
