package io.github.vipps4j.core.call;

import static io.github.vipps4j.core.call.Server.json;
import static io.github.vipps4j.core.call.Server.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.AuthenticationException;
import io.github.vipps4j.core.NotSentException;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.testsupport.CapturedLog;
import io.github.vipps4j.testsupport.FieldDefect;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

/** How a call gets its access token, and what becomes of it without one. */
class PipelineTokenTest extends PipelineFixture {
    @Test
    @FieldDefect(23)
    void refusedTokenIsRenewedOnceAndTheCallRepeated() {
        session.execute(read());
        server.validFrom = 2;

        session.execute(change(Repeatability.ONCE).build());

        assertThat(server.tokenRequests).hasSize(2);
        assertThat(server.requests).hasSize(3);
        assertThat(time.sleeps()).isEmpty();
    }

    @Test
    void secondRefusalOfAFreshTokenIsAMistakeInTheSetUp() {
        server.validFrom = Integer.MAX_VALUE;

        AuthenticationException e = catchThrowableOfType(
                AuthenticationException.class,
                () -> session.execute(change(Repeatability.KEYED).build()));

        assertThat(e.processed()).isEqualTo(Processed.NO);
        assertThat(server.requests).hasSize(2);
        assertThat(server.tokenRequests).hasSize(2);
    }

    @Test
    void refusedKeysAreToldByTheCallThatNeededTheToken() {
        server.thenToken(
                json(
                        401,
                        "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: Invalid client secret.\\r\\nTrace"
                                + " ID: 05d8\",\"error_codes\":[7000215],\"trace_id\":\"trace-1\",\"correlation_id\":\"corr-1\"}"));

        AuthenticationException e = catchThrowableOfType(
                AuthenticationException.class,
                () -> session.execute(change(Repeatability.KEYED).build()));

        assertThat(e.operation()).isEqualTo("test.change");
        assertThat(e.code()).isEqualTo("invalid_client");
        assertThat(e.traceId()).isEqualTo("trace-1");
        assertThat(e).hasMessageContaining("AADSTS7000215").hasMessageContaining("corr-1");
        assertThat(server.requests).isEmpty();
    }

    @Test
    void badRequestOfTheTokenEndpointIsAnAuthenticationMatter() {
        server.thenToken(json(400, "{\"error\":\"unauthorized_client\"}"));

        assertThatThrownBy(() -> session.execute(read())).isInstanceOf(AuthenticationException.class);
    }

    @Test
    @FieldDefect(25)
    void tokenEndpointThatIsDownMeansNotSent() {
        server.thenToken(status(500), status(500), status(500));

        assertThatThrownBy(() -> session.execute(change(Repeatability.KEYED).build()))
                .isInstanceOf(NotSentException.class)
                .hasMessageContaining("token");
        assertThat(server.requests).isEmpty();
    }

    @Test
    void tokenEndpointThatIsNotThereIsNoMatterOfTheKeys() {
        server.thenToken(status(404));

        assertThatThrownBy(() -> session.execute(change(Repeatability.KEYED).build()))
                .isInstanceOf(NotSentException.class)
                .hasMessageContaining("HTTP 404")
                .hasMessageContaining("order-1-change-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"expires_in\":\"3599\"}",
                "{\"expires_in\":\"3599\",\"access_token\":null}",
                "{\"expires_in\":\"3599\",\"access_token\":\"\"}",
                "{\"expires_in\":\"3599\",\"access_token\":{}}",
                "{\"expires_in\":\"3599\",\"access_token\":\"s3cr3t s3cr3t\"}",
                "{\"expires_in\":\"3599\",\"access_token\":\"s3cr3t\\nX-Injected: s3cr3t\"}",
                "{\"access_token\":\"s3cr3t\"}",
                "<html>s3cr3t</html>",
                ""
            })
    @FieldDefect({15, 25})
    void tokenReplyWithoutATokenIsNotUsed(String body) {
        server.thenToken(json(200, body));
        NotSentException e;
        List<String> log;
        try (CapturedLog wire = CapturedLog.of("io.github.vipps4j.wire", Level.TRACE)) {
            e = catchThrowableOfType(
                    NotSentException.class,
                    () -> session.execute(change(Repeatability.KEYED).build()));
            log = wire.lines();
        }

        StringWriter printed = new StringWriter();
        e.printStackTrace(new PrintWriter(printed));
        assertThat(printed.toString()).doesNotContain("s3cr3t");
        assertThat(log).isNotEmpty().noneMatch(line -> line.contains("s3cr3t"));
        assertThat(server.requests).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"expires_in\":\"600\"          | 479 | 600",
                "\"expires_in\":600              | 479 | 600",
                "\"expires_in\":\"100\"          | 79  | 100",
                "\"expires_on\":\"1772367600\"   | 959 | 1200",
                "\"expires_in\":\"86399\"        | 86098 | 86399",
            })
    @FieldDefect(22)
    void lifeOfATokenIsReadFromItsReply(String life, int livesAt, int isOverAt) {
        server.thenToken(json(200, "{\"access_token\":\"token-1\"," + life + "}"));
        session.execute(read());

        time.advance(Duration.ofSeconds(livesAt));
        session.execute(read());
        assertThat(server.tokenRequests).hasSize(1);

        time.advance(Duration.ofSeconds(isOverAt - livesAt));
        session.execute(read());
        assertThat(server.tokenRequests).hasSize(2);
    }

    @Test
    void secondarySubscriptionKeyIsTriedOnceAndKeptWithItsToken() {
        VippsSession both = VippsSession.of(server.builder()
                        .credentials(Server.CREDENTIALS.withSecondarySubscriptionKey("subscription-key-0002"))
                        .build())
                .withTime(time);
        server.thenToken(
                json(401, "{\"statusCode\":401,\"message\":\"Access denied due to invalid subscription key\"}"));

        both.execute(read());

        assertThat(server.tokenRequests)
                .extracting(request -> request.getHeaders().get("Ocp-Apim-Subscription-Key"))
                .containsExactly("subscription-key-0001", "subscription-key-0002");
        assertThat(server.requests.get(0).getHeaders().get("Ocp-Apim-Subscription-Key"))
                .isEqualTo("subscription-key-0002");
        both.close();
    }

    @Test
    void tokenRequestCarriesTheKeysAndNoBearer() {
        session.execute(read());

        RecordedRequest request = server.tokenRequests.get(0);
        assertThat(request.getRequestLine()).isEqualTo("POST /accesstoken/get HTTP/1.1");
        assertThat(request.getHeaders().get("client_id")).isEqualTo("client-id-0001");
        assertThat(request.getHeaders().get("client_secret")).isEqualTo("client-secret-0001");
        assertThat(request.getHeaders().get("Ocp-Apim-Subscription-Key")).isEqualTo("subscription-key-0001");
        assertThat(request.getHeaders().get("Merchant-Serial-Number")).isEqualTo("123456");
        assertThat(request.getHeaders().get("Content-Length")).isEqualTo("0");
        assertThat(request.getHeaders().get("Authorization")).isNull();
    }
}
