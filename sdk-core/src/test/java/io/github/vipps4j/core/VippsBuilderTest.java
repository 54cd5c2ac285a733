package io.github.vipps4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.call.ApiCall;
import io.github.vipps4j.core.call.Repeatability;
import io.github.vipps4j.core.call.VippsSession;
import io.github.vipps4j.testsupport.FieldDefect;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VippsBuilderTest {
    private static final String HEADER_RULE = "must have 1 to 30 characters of printable ASCII";
    private static final String TIME_OUT_RULE = "must be 1 ms to 24 days";

    @Test
    void environmentAndCredentialsAreEnough() {
        Vipps vipps = valid().build();

        assertThat(vipps.environment()).isEqualTo(Environment.TEST);
        assertThat(vipps).hasToString("Vipps[https://apitest.vipps.no, merchantSerialNumber=null]");
    }

    @Test
    void everyMistakeIsInOneException() {
        VippsBuilder builder = Vipps.builder()
                .environment(Environment.at(URI.create("http://proxy.example?query")))
                .credentials(Credentials.of("", "two words", "key\nkey"))
                .merchantSerialNumber("12a")
                .system("", "v".repeat(31))
                .plugin("plügin", " ")
                .connectTimeout(Duration.ZERO)
                .attemptTimeout(Duration.ofSeconds(-1))
                .deadline(Duration.ofDays(25))
                .maxIdleConnections(-1);

        assertThat(refusalOf(builder).violations())
                .containsExactly(
                        new Violation("environment", "must not have user info, a query or a fragment"),
                        new Violation("environment", "must use https, except on loopback or with allowPlainHttp()"),
                        new Violation("clientId", "must be set and not be empty"),
                        new Violation("clientSecret", "must be one line of printable ASCII without blanks"),
                        new Violation("subscriptionKey", "must be one line of printable ASCII without blanks"),
                        new Violation("merchantSerialNumber", "must be 4 to 10 digits"),
                        new Violation("system.name", HEADER_RULE),
                        new Violation("system.version", HEADER_RULE),
                        new Violation("plugin.name", HEADER_RULE),
                        new Violation("plugin.version", HEADER_RULE),
                        new Violation("connectTimeout", TIME_OUT_RULE),
                        new Violation("attemptTimeout", TIME_OUT_RULE),
                        new Violation("deadline", TIME_OUT_RULE),
                        new Violation("maxIdleConnections", "must not be negative"));
    }

    @Test
    void whatIsRequiredIsNamedWhenItIsMissing() {
        assertThat(refusalOf(Vipps.builder()).violations())
                .containsExactly(
                        new Violation("environment", "is required"), new Violation("credentials", "are required"));
    }

    @Test
    void aRefusalQuotesNoSecret() {
        InvalidRequestException refusal =
                refusalOf(valid().credentials(Credentials.of("id id", "s3cr3t s3cr3t", "k3y k3y")));

        assertThat(refusal)
                .hasMessage("Vipps is invalid: clientId must be one line of printable ASCII"
                        + " without blanks; clientSecret must be one line of printable ASCII without blanks;"
                        + " subscriptionKey must be one line of printable ASCII without blanks. Nothing was sent.")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234", "123456", "1234567", "1234567890", "0012345", " 123456\n"})
    @FieldDefect(31)
    void aSalesUnitHasFourToTenDigits(String msn) {
        assertThat(valid().merchantSerialNumber(msn).build())
                .hasToString("Vipps[https://apitest.vipps.no, merchantSerialNumber=" + msn.strip() + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123", "12345678901", "12345a", "123 456", "-12345", "１２３４５６"})
    void aSalesUnitThatIsNotFourToTenDigitsIsRefused(String msn) {
        assertThat(refusalOf(valid().merchantSerialNumber(msn)).violations())
                .containsExactly(new Violation("merchantSerialNumber", "must be 4 to 10 digits"));
        Vipps vipps = valid().build();
        assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> vipps.forMerchant(msn));
    }

    @Test
    void systemHeadersOfThirtyCharactersAreAccepted() {
        String longest = "n".repeat(30);

        assertThat(valid().system(longest, longest).plugin(longest, longest).build())
                .isNotNull();
    }

    static Stream<String> badHeaders() {
        return Stream.of("", " ", "n".repeat(31), "line\nbreak", "tab\t", "bøtte", "nul\u0000");
    }

    @ParameterizedTest
    @MethodSource("badHeaders")
    void systemHeadersThatAreNotCarriedAreRefused(String value) {
        assertThat(refusalOf(valid().system(value, "1")).violations())
                .containsExactly(new Violation("system.name", HEADER_RULE));
        assertThat(refusalOf(valid().system("shop", value)).violations())
                .containsExactly(new Violation("system.version", HEADER_RULE));
        assertThat(refusalOf(valid().plugin(value, "1")).violations())
                .containsExactly(new Violation("plugin.name", HEADER_RULE));
        assertThat(refusalOf(valid().plugin("plugin", value)).violations())
                .containsExactly(new Violation("plugin.version", HEADER_RULE));
    }

    static Stream<Duration> badTimeOuts() {
        return Stream.of(
                Duration.ZERO,
                Duration.ofNanos(-1),
                Duration.ofDays(24).plusNanos(1),
                Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
                Duration.ofSeconds(Long.MIN_VALUE));
    }

    @ParameterizedTest
    @MethodSource("badTimeOuts")
    void timeOutsThatAreNoneAreRefused(Duration duration) {
        assertThat(refusalOf(valid().connectTimeout(duration)).violations())
                .containsExactly(new Violation("connectTimeout", TIME_OUT_RULE));
        assertThat(refusalOf(valid().attemptTimeout(duration)).violations())
                .containsExactly(new Violation("attemptTimeout", TIME_OUT_RULE));
        assertThat(refusalOf(valid().deadline(duration)).violations())
                .containsExactly(new Violation("deadline", TIME_OUT_RULE));
    }

    @Test
    void timeOutsOfAMillisecondAndOf24DaysAreAccepted() {
        for (Duration duration : List.of(Duration.ofMillis(1), Duration.ofDays(24))) {
            assertThat(valid().connectTimeout(duration)
                            .attemptTimeout(duration)
                            .deadline(duration)
                            .build())
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 64, Integer.MAX_VALUE})
    void anyNumberOfIdleConnectionsButNegativeIsAccepted(int number) {
        assertThat(valid().maxIdleConnections(number).build()).isNotNull();
    }

    @Test
    void aBuilderCanBeCorrectedAfterARefusal() {
        VippsBuilder builder = valid().deadline(Duration.ZERO);
        assertThat(refusalOf(builder).violations()).hasSize(1);

        assertThat(builder.deadline(Duration.ofSeconds(10)).build()).isNotNull();
    }

    @Test
    void theVariablesThatAreDocumentedAreRead() throws Exception {
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            server.enqueue(new MockResponse.Builder().code(401).build());
            server.enqueue(new MockResponse.Builder().code(401).build());
            Vipps vipps = VippsBuilder.fromEnv(Map.of(
                            "VIPPS_CLIENT_ID", "id-1",
                            "VIPPS_CLIENT_SECRET", "secret-1",
                            "VIPPS_SUBSCRIPTION_KEY", "key-1",
                            "VIPPS_SECONDARY_SUBSCRIPTION_KEY", "key-2",
                            "VIPPS_MERCHANT_SERIAL_NUMBER", "123456",
                            "VIPPS_ENVIRONMENT", server.url("/base").toString(),
                            "VIPPS_SYSTEM_NAME", "acme-shop",
                            "VIPPS_SYSTEM_VERSION", "3.1.2"))
                    .build();

            assertThatExceptionOfType(AuthenticationException.class).isThrownBy(() -> anyCall(vipps));

            RecordedRequest first = server.takeRequest();
            assertThat(first.getUrl().encodedPath()).isEqualTo("/base/accesstoken/get");
            assertThat(first.getHeaders().get("client_id")).isEqualTo("id-1");
            assertThat(first.getHeaders().get("client_secret")).isEqualTo("secret-1");
            assertThat(first.getHeaders().get("Ocp-Apim-Subscription-Key")).isEqualTo("key-1");
            assertThat(first.getHeaders().get("Merchant-Serial-Number")).isEqualTo("123456");
            assertThat(first.getHeaders().get("Vipps-System-Name")).isEqualTo("acme-shop");
            assertThat(first.getHeaders().get("Vipps-System-Version")).isEqualTo("3.1.2");
            assertThat(server.takeRequest().getHeaders().get("Ocp-Apim-Subscription-Key"))
                    .isEqualTo("key-2");
        }
    }

    @Test
    @FieldDefect(17)
    void trailingNewlinesInVariablesAreDropped() throws Exception {
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            server.enqueue(new MockResponse.Builder().code(400).build());
            Vipps vipps = VippsBuilder.fromEnv(Map.of(
                            "VIPPS_CLIENT_ID", "id-1\n",
                            "VIPPS_CLIENT_SECRET", "secret-1\r\n",
                            "VIPPS_SUBSCRIPTION_KEY", " key-1\n",
                            "VIPPS_SECONDARY_SUBSCRIPTION_KEY", "key-2\n",
                            "VIPPS_MERCHANT_SERIAL_NUMBER", "123456\n",
                            "VIPPS_ENVIRONMENT", server.url("/") + "\n",
                            "VIPPS_SYSTEM_NAME", "acme-shop\n",
                            "VIPPS_SYSTEM_VERSION", "3.1.2\n"))
                    .build();

            assertThatExceptionOfType(AuthenticationException.class).isThrownBy(() -> anyCall(vipps));

            RecordedRequest request = server.takeRequest();
            assertThat(request.getHeaders().get("client_id")).isEqualTo("id-1");
            assertThat(request.getHeaders().get("client_secret")).isEqualTo("secret-1");
            assertThat(request.getHeaders().get("Ocp-Apim-Subscription-Key")).isEqualTo("key-1");
            assertThat(request.getHeaders().get("Merchant-Serial-Number")).isEqualTo("123456");
            assertThat(request.getHeaders().get("Vipps-System-Name")).isEqualTo("acme-shop");
            assertThat(request.getHeaders().get("Vipps-System-Version")).isEqualTo("3.1.2");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TEST, https://apitest.vipps.no",
        "' TEST\n', https://apitest.vipps.no",
        "PRODUCTION, https://api.vipps.no",
        "'PRODUCTION\n', https://api.vipps.no",
        "https://api.vipps.no/, https://api.vipps.no/",
        "http://localhost:8080, http://localhost:8080"
    })
    void theEnvironmentIsNamedOrGivenAsUrl(String value, URI baseUrl) {
        assertThat(from("VIPPS_ENVIRONMENT", value).build().environment().baseUrl())
                .isEqualTo(baseUrl);
    }

    @Test
    void theEnvironmentIsTestUnlessSaidOtherwise() {
        assertThat(VippsBuilder.fromEnv(validVariables()).build().environment()).isEqualTo(Environment.TEST);
        assertThat(from("VIPPS_ENVIRONMENT", " ").build().environment()).isEqualTo(Environment.TEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"production", "Production", "PROD", "prod", "live", "test", "Test", "MT", "api.vipps.no"})
    void anEnvironmentThatIsSpelledInAnotherWayIsRefusedAndNotGuessed(String value) {
        assertThat(refusalOf(from("VIPPS_ENVIRONMENT", value)).violations())
                .containsExactly(new Violation("VIPPS_ENVIRONMENT", "must be TEST, PRODUCTION or a URL"));
    }

    @Test
    void plainHttpToAnotherHostCannotBeAllowedByAVariable() {
        assertThat(refusalOf(from("VIPPS_ENVIRONMENT", "http://simulator:8080")).violations())
                .hasSize(1);
    }

    @Test
    void everyMistakeInTheVariablesIsInOneExceptionThatNamesThem() {
        VippsBuilder builder = VippsBuilder.fromEnv(Map.of(
                "VIPPS_CLIENT_SECRET", "two words",
                "VIPPS_SUBSCRIPTION_KEY", "",
                "VIPPS_SECONDARY_SUBSCRIPTION_KEY", "key\nkey",
                "VIPPS_ENVIRONMENT", "not a url"));

        assertThat(refusalOf(builder).violations())
                .containsExactly(
                        new Violation("VIPPS_ENVIRONMENT", "must be TEST, PRODUCTION or a URL"),
                        new Violation("VIPPS_CLIENT_ID", "must be set and not be empty"),
                        new Violation("VIPPS_CLIENT_SECRET", "must be one line of printable ASCII without blanks"),
                        new Violation("VIPPS_SUBSCRIPTION_KEY", "must be set and not be empty"),
                        new Violation(
                                "VIPPS_SECONDARY_SUBSCRIPTION_KEY",
                                "must be one line of printable ASCII without blanks"));
    }

    @ParameterizedTest
    @CsvSource({
        "VIPPS_ENVIRONMENT, not a url",
        "VIPPS_ENVIRONMENT, production",
        "VIPPS_ENVIRONMENT, http://simulator:8080",
        "VIPPS_CLIENT_ID, ''",
        "VIPPS_CLIENT_SECRET, ''",
        "VIPPS_SUBSCRIPTION_KEY, ''",
        "VIPPS_SECONDARY_SUBSCRIPTION_KEY, two words",
        "VIPPS_MERCHANT_SERIAL_NUMBER, 12",
        "VIPPS_PSP_ID, my psp",
        "VIPPS_SYSTEM_NAME, a name that has more than thirty characters",
        "VIPPS_SYSTEM_VERSION, ø"
    })
    void aMalformedVariableIsNamed(String variable, String value) {
        assertThat(refusalOf(from(variable, value)).violations())
                .extracting(Violation::field)
                .containsExactly(variable);
    }

    @Test
    void optionalVariablesThatAreBlankAreAsIfAbsent() {
        Map<String, String> env = validVariables();
        env.put("VIPPS_SECONDARY_SUBSCRIPTION_KEY", " ");
        env.put("VIPPS_MERCHANT_SERIAL_NUMBER", "");
        env.put("VIPPS_PSP_ID", "\n");

        assertThat(VippsBuilder.fromEnv(env).build())
                .hasToString("Vipps[https://apitest.vipps.no, merchantSerialNumber=null]");
    }

    @Test
    void whatIsSetInCodeReplacesTheVariables() {
        VippsBuilder builder = VippsBuilder.fromEnv(Map.of("VIPPS_ENVIRONMENT", "PRODUCTION"))
                .environment(Environment.TEST)
                .credentials(Credentials.of("id", "secret", "key"))
                .merchantSerialNumber("123456");

        assertThat(builder.build()).hasToString("Vipps[https://apitest.vipps.no, merchantSerialNumber=123456]");
    }

    @Test
    void anEnvironmentSetInCodeReplacesAMalformedVariable() {
        Vipps vipps = from("VIPPS_ENVIRONMENT", "not a url")
                .environment(Environment.TEST)
                .build();

        assertThat(vipps.environment()).isEqualTo(Environment.TEST);
    }

    @Test
    void credentialsSetInCodeAreNamedAsInCode() {
        VippsBuilder builder = VippsBuilder.fromEnv(Map.of()).credentials(Credentials.of("", "secret", "key"));

        assertThat(refusalOf(builder).violations()).extracting(Violation::field).containsExactly("clientId");
    }

    private static VippsBuilder valid() {
        return Vipps.builder().environment(Environment.TEST).credentials(Credentials.of("id", "secret", "key"));
    }

    private static Map<String, String> validVariables() {
        return new HashMap<>(
                Map.of("VIPPS_CLIENT_ID", "id", "VIPPS_CLIENT_SECRET", "secret", "VIPPS_SUBSCRIPTION_KEY", "key"));
    }

    private static VippsBuilder from(String variable, String value) {
        Map<String, String> env = validVariables();
        env.put(variable, value);
        return VippsBuilder.fromEnv(env);
    }

    private static InvalidRequestException refusalOf(VippsBuilder builder) {
        InvalidRequestException refusal = catchThrowableOfType(InvalidRequestException.class, builder::build);
        assertThat(refusal).as("the refusal").isNotNull();
        return refusal;
    }

    private static void anyCall(Vipps vipps) {
        VippsSession.of(vipps)
                .execute(ApiCall.of(new Operation("test.read", "GET", "/test"), Repeatability.SAFE, body -> body)
                        .build());
    }
}
