package io.github.vipps4j.core.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vipps4j.core.Environment;
import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.Operation;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.support.Violations;
import io.github.vipps4j.testsupport.FieldDefect;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a request goes and what stands in its head, whatever was left out of the settings. */
class PipelineRequestTest extends PipelineFixture {
    @ParameterizedTest
    @CsvSource({"'', ''", "/, ''", "/base, /base", "/base/, /base", "/a/b/, /a/b"})
    @FieldDefect(19)
    void baseUrlMayEndWithASlashOrNot(String base, String prefix) {
        URI url = URI.create("http://127.0.0.1:" + server.web.getPort() + base);
        try (VippsSession at = VippsSession.of(
                server.builder().environment(Environment.at(url)).build())) {
            server.thenToken(Server.json(200, "{\"access_token\":\"token-1\",\"expires_in\":\"3599\"}"));
            at.execute(read());
        }
        assertThat(targets()).containsExactly(prefix + "/accesstoken/get", prefix + "/test/order-1");
    }

    @Test
    @FieldDefect(14)
    void parametersOfPathAndQueryAreFilledByNameAndStayWhereTheyAre() {
        session.execute(find().query("orderId", "order 1&x=y#z")
                .query("first", "a+b")
                .reference("{kind}")
                .path("kind", "a/b?c")
                .build());

        assertThat(server.requests.get(0).getTarget())
                .isEqualTo("/test/a%2Fb%3Fc/%7Bkind%7D?orderId=order%201%26x%3Dy%23z&first=a%2Bb");
    }

    private static ApiCall.Builder<String> find() {
        return ApiCall.of(
                new Operation("test.find", "GET", "/test/{kind}/{reference}"),
                Repeatability.SAFE,
                PipelineFixture::text);
    }

    @Test
    void parameterThatIsMissingOrOneTooManyIsNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> find().reference("order-1").build())
                .withMessage("test.find needs its path parameter kind");
        assertThatIllegalStateException()
                .isThrownBy(() -> find().path("orderId", "order-1"))
                .withMessage("test.find has no path parameter orderId to fill");
        assertThatIllegalStateException()
                .isThrownBy(() -> find().path("kind", "one").path("kind", "two"))
                .withMessage("test.find has no path parameter kind to fill");
    }

    @Test
    void operationIsNamedAfterItsApi() {
        assertThat(READ.api()).isEqualTo("test");
        ApiCall.Builder<String> nameless =
                ApiCall.of(new Operation("find", "GET", "/test"), Repeatability.SAFE, PipelineFixture::text);
        assertThatIllegalStateException()
                .isThrownBy(nameless::build)
                .withMessage("An operation's name is <api>.<operation>, and not find");
    }

    private List<String> targets() {
        return Stream.concat(server.tokenRequests.stream(), server.requests.stream())
                .map(RecordedRequest::getTarget)
                .toList();
    }

    /** Neither system nor plugin nor sales unit: only what is required is set. */
    @Test
    @FieldDefect(20)
    void withoutAnySettingThatIsOptionalTheHeadersAreWhole() {
        try (VippsSession bare = VippsSession.of(Vipps.builder()
                .environment(Environment.at(URI.create("http://127.0.0.1:" + server.web.getPort())))
                .credentials(Server.CREDENTIALS)
                .build())) {
            bare.execute(read());
        }
        Headers headers = server.requests.get(0).getHeaders();
        assertThat(headers.get("Vipps-System-Name")).isEqualTo("vipps4j");
        assertThat(headers.get("Vipps-System-Plugin-Name")).isEqualTo("vipps4j");
        assertThat(headers.get("Vipps-System-Version")).isNotBlank().isNotEqualTo("null");
        assertThat(headers.get("Vipps-System-Plugin-Version")).isEqualTo(headers.get("Vipps-System-Version"));
        assertThat(headers.get("Merchant-Serial-Number")).isNull();
        assertThat(headers.get("Psp-Id")).isNull();
    }

    /** A provider names itself with every call, and never to the token endpoint. */
    @Test
    void providersIdIsSentWithEveryCallButTheTokens() {
        try (VippsSession psp = VippsSession.of(server.builder()
                .pspId(" 7cd7e4d9-0e9c-4e1b-8a5c-000000000001\n")
                .merchantSerialNumber("123456")
                .build())) {
            psp.execute(read());
            psp.forMerchant("654321").execute(read());
        }
        assertThat(server.requests)
                .extracting(request -> request.getHeaders().get("Psp-Id"))
                .containsExactly("7cd7e4d9-0e9c-4e1b-8a5c-000000000001", "7cd7e4d9-0e9c-4e1b-8a5c-000000000001");
        assertThat(server.requests)
                .extracting(request -> request.getHeaders().get("Merchant-Serial-Number"))
                .containsExactly("123456", "654321");
        assertThat(server.tokenRequests)
                .singleElement()
                .satisfies(request ->
                        assertThat(request.getHeaders().get("Psp-Id")).isNull());
    }

    @Test
    void operationOfProvidersNamesTheMissingId() {
        Violations violations = new Violations();
        session.requirePspId(violations);
        assertThatThrownBy(() -> violations.throwIfAny("test"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("pspId is required")
                .hasMessageContaining("VIPPS_PSP_ID");
    }

    @Test
    void approvalInTheCustomersPlaceIsForTests() {
        Violations violations = new Violations();
        session.requireTestEnvironment(violations);
        assertThat(violations.isEmpty()).isTrue();
        try (Vipps production =
                server.builder().environment(Environment.PRODUCTION).build()) {
            VippsSession.of(production).requireTestEnvironment(violations);
        }
        assertThatThrownBy(() -> violations.throwIfAny("test"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("environment must not be production");
    }
}
