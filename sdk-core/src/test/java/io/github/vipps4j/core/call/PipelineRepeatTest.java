package io.github.vipps4j.core.call;

import static io.github.vipps4j.core.call.Server.answerLost;
import static io.github.vipps4j.core.call.Server.json;
import static io.github.vipps4j.core.call.Server.status;
import static io.github.vipps4j.core.call.Server.truncated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.ApiError;
import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.AuthenticationException;
import io.github.vipps4j.core.BusyException;
import io.github.vipps4j.core.ConflictException;
import io.github.vipps4j.core.ErrorCode;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.NotFoundException;
import io.github.vipps4j.core.NotSentException;
import io.github.vipps4j.core.Operation;
import io.github.vipps4j.core.OutcomeUnknownException;
import io.github.vipps4j.core.PermissionException;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.core.ServerException;
import io.github.vipps4j.core.UnreadableReplyException;
import io.github.vipps4j.core.support.JsonReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pipeline repeats, what it makes of the answers, and what the server sees of it. */
class PipelineRepeatTest {
    private static final Operation CHANGE = new Operation("test.change", "POST", "/test/{reference}/change");
    private static final Operation READ = new Operation("test.read", "GET", "/test/{reference}");
    private static final byte[] BODY = "{\"value\":1}".getBytes(StandardCharsets.UTF_8);
    private static final IdempotencyKey KEY = IdempotencyKey.of("order-1-change-1");

    private final Server server = new Server();
    private final FakeTime time = new FakeTime();
    private final VippsSession session = server.session(time);

    @AfterEach
    void close() {
        session.close();
        server.close();
    }

    private static ApiCall.Builder<String> change(Repeatability repeatability) {
        return ApiCall.of(CHANGE, repeatability, PipelineRepeatTest::text)
                .reference("order-1")
                .body(BODY)
                .settledBy("Read it back")
                .key(KEY);
    }

    private static ApiCall<String> read() {
        return ApiCall.of(READ, Repeatability.SAFE, PipelineRepeatTest::text)
                .reference("order-1")
                .build();
    }

    private static String text(byte[] body) {
        JsonReader.object(body);
        return new String(body, StandardCharsets.UTF_8);
    }

    /** What a sleep does instead of sleeping. */
    private interface Sleep {
        void sleep(long nanos) throws InterruptedException;
    }

    private Time sleepingBy(Sleep sleep) {
        return new Time() {
            @Override
            public long nanos() {
                return time.nanos();
            }

            @Override
            public Instant now() {
                return time.now();
            }

            @Override
            public void sleep(long nanos) throws InterruptedException {
                sleep.sleep(nanos);
            }
        };
    }

    // ---- what OkHttp would repeat by itself

    /** On a pooled connection OkHttp repeats silently: the server must see one request per attempt of ours. */
    @Test
    void lostAnswerOnAPooledConnectionIsRepeatedByUsWithSameKeyAndBytes() {
        session.execute(read());
        server.then(answerLost(), json(200, "{\"done\":true}"));

        assertThat(session.execute(change(Repeatability.KEYED).build())).isEqualTo("{\"done\":true}");

        List<RecordedRequest> posts = server.requests.subList(1, server.requests.size());
        assertThat(posts).hasSize(2).allSatisfy(post -> {
            assertThat(post.getMethod()).isEqualTo("POST");
            assertThat(post.getHeaders().get("Idempotency-Key")).isEqualTo("order-1-change-1");
            assertThat(post.getBody().utf8()).isEqualTo("{\"value\":1}");
        });
        assertThat(time.sleeps()).hasSize(1);
    }

    @Test
    void lostAnswerOfACallThatMustNotBeRepeatedIsSentOnce() {
        session.execute(read());
        server.then(answerLost());

        OutcomeUnknownException e = catchThrowableOfType(
                OutcomeUnknownException.class,
                () -> session.execute(change(Repeatability.ONCE).build()));

        assertThat(e.processed()).isEqualTo(Processed.UNKNOWN);
        assertThat(e.attempts()).isEqualTo(1);
        assertThat(server.requests).hasSize(2);
    }

    @Test
    void emptyBodiesAreOneShotToo() {
        session.execute(read());
        server.then(answerLost());

        assertThatThrownBy(() -> session.execute(
                        change(Repeatability.ONCE).body(ApiCall.NO_BODY).build()))
                .isInstanceOf(OutcomeUnknownException.class);

        assertThat(server.requests).hasSize(2);
        assertThat(server.requests.get(1).getHeaders().get("Content-Length")).isEqualTo("0");
        assertThat(server.requests.get(1).getHeaders().get("Content-Type")).isNull();
    }

    @Test
    void lostTokenAnswerIsRepeatedByUs() {
        server.thenToken(answerLost());

        session.execute(read());

        assertThat(server.tokenRequests).hasSize(2);
        assertThat(time.sleeps()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 503, 307, 308})
    void statusesThatOkHttpWouldRepeatAreLeftToUs(int status) {
        session.execute(read());
        server.then(new MockResponse.Builder()
                .code(status)
                .addHeader("Retry-After", "0")
                .addHeader("Location", "/elsewhere")
                .build());

        assertThatThrownBy(() -> session.execute(change(Repeatability.ONCE).build()))
                .isInstanceOf(status < 400 ? ApiException.class : OutcomeUnknownException.class);

        assertThat(server.requests).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503, 504})
    void serverErrorsOfAKeyedCallAreRepeatedOncePerAttempt(int status) {
        server.then(status(status, "Retry-After", "0"), status(status, "Retry-After", "0"));

        session.execute(change(Repeatability.KEYED).build());

        assertThat(server.requests).hasSize(3);
        assertThat(server.requests)
                .extracting(request -> request.getHeaders().get("Idempotency-Key"))
                .containsOnly("order-1-change-1");
    }

    // ---- how often, and how long

    @Test
    void everyCallHasItsOwnAttempts() {
        for (int call = 0; call < 4; call++) {
            server.then(answerLost(), answerLost());
            session.execute(change(Repeatability.KEYED).build());
        }
        assertThat(server.requests).hasSize(12);
    }

    @Test
    void threeAttemptsWithJitteredBackoff() {
        server.then(answerLost(), answerLost(), answerLost());

        OutcomeUnknownException e = catchThrowableOfType(
                OutcomeUnknownException.class,
                () -> session.execute(change(Repeatability.KEYED).build()));

        assertThat(e.attempts()).isEqualTo(3);
        assertThat(e.idempotencyKey()).isEqualTo(KEY);
        assertThat(server.requests).hasSize(3);
        assertThat(time.sleeps()).hasSize(2);
        assertThat(time.sleeps().get(0)).isLessThan(Duration.ofMillis(500));
        assertThat(time.sleeps().get(1)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void rateLimitWaitsAsLongAsTheServiceSays() {
        server.then(status(429, "Retry-After", "7"));
        session.execute(change(Repeatability.ONCE).build());
        assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void rateLimitWithoutAWordWaitsTwelveSeconds() {
        server.then(status(429));
        session.execute(change(Repeatability.KEYED).build());
        assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(12));
    }

    @Test
    void retryAfterInThePastIsZero() {
        server.then(status(429, "Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT"));
        session.execute(change(Repeatability.KEYED).build());
        assertThat(server.requests).hasSize(2);
        assertThat(time.sleeps()).allMatch(Duration::isZero);
    }

    @Test
    void waitThatDoesNotFitTheDeadlineIsNotBegun() {
        server.then(status(429, "Retry-After", "999999999999"));

        BusyException e = catchThrowableOfType(
                BusyException.class,
                () -> session.execute(change(Repeatability.KEYED).build()));

        assertThat(e.retryAfter()).isEqualTo(Duration.ofDays(365));
        assertThat(e.processed()).isEqualTo(Processed.NO);
        assertThat(time.sleeps()).isEmpty();
    }

    @Test
    void lockedPaymentIsWaitedForWithinTheDeadline() {
        server.then(status(423), status(423), status(423), status(423), status(423));

        BusyException e = catchThrowableOfType(
                BusyException.class,
                () -> session.execute(change(Repeatability.KEYED).build()));

        assertThat(time.sleeps())
                .containsExactly(
                        Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8), Duration.ofSeconds(16));
        assertThat(e.attempts()).isEqualTo(5);
    }

    @Test
    void deadlineOfTheCallRulesAllAttempts() {
        server.then(status(423), status(423), status(423));

        BusyException e = catchThrowableOfType(
                BusyException.class,
                () -> session.executeWithin(change(Repeatability.KEYED).build(), Duration.ofSeconds(5)));

        assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(2));
        assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(4));
        assertThat(e.elapsed()).isLessThan(Duration.ofSeconds(5));
    }

    // ---- interrupts

    @Test
    void interruptEndsAWaitAndStaysSet() {
        server.then(status(423));
        VippsSession interrupted = server.session(sleepingBy(nanos -> {
            Thread.currentThread().interrupt();
            time.sleep(nanos);
        }));

        assertThatThrownBy(() -> interrupted.execute(change(Repeatability.KEYED).build()))
                .isInstanceOf(BusyException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void interruptedThreadSendsNothing() {
        session.execute(read());
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> session.execute(change(Repeatability.KEYED).build()))
                .isInstanceOf(NotSentException.class)
                .hasMessageContaining("interrupted");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(server.requests).hasSize(1);
    }

    // ---- what an answer means, over all attempts

    @Test
    void refusalBehindTheKeyProvesThatALostAttemptDidNothing() {
        server.then(
                answerLost(),
                json(
                        400,
                        "{\"title\":\"Bad\",\"traceId\":\"t-1\",\"extraDetails\":[{\"name\":\"amount\",\"reason\":\"x\"}]}"));

        ApiException e = catchThrowableOfType(
                ApiException.class,
                () -> session.execute(change(Repeatability.KEYED).build()));

        assertThat(e.status()).isEqualTo(400);
        assertThat(e.processed()).isEqualTo(Processed.NO);
    }

    /** A proxy's page, a gateway's word, a code nobody knows, and one that says that the goal may be met. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|<html><title>Bad Request</title></html>",
                "404|{\"statusCode\":404,\"message\":\"Resource not found\"}",
                "400|{\"traceId\":\"t\",\"extraDetails\":[{\"name\":\"ErrorCode\",\"reason\":\"9999\"}]}",
                "400|{\"traceId\":\"t\",\"extraDetails\":[{\"name\":\"ErrorCode\",\"reason\":\"READ\"}]}",
                "400|{\"traceId\":\"t\",\"extraDetails\":[{\"name\":\"ErrorCode\",\"reason\":\"LATER\"}]}",
            })
    void refusalThatNeedNotComeFromBehindTheKeyProvesNothing(int status, String body) {
        server.then(answerLost(), json(status, body));

        OutcomeUnknownException e = catchThrowableOfType(
                OutcomeUnknownException.class,
                () -> session.execute(change(Repeatability.KEYED)
                        .codes(PipelineRepeatTest::code)
                        .build()));

        assertThat(e.processed()).isEqualTo(Processed.UNKNOWN);
        assertThat(e)
                .hasMessageContaining("after an attempt without an answer")
                .hasMessageNotContaining("new idempotency");
    }

    private static @Nullable ErrorCode code(ApiError error) {
        ErrorCode.Repeat repeat;
        if ("READ".equals(error.code())) {
            repeat = ErrorCode.Repeat.AFTER_READING;
        } else if ("LATER".equals(error.code())) {
            repeat = ErrorCode.Repeat.SAME_MUCH_LATER;
        } else if ("WAIT".equals(error.code())) {
            repeat = ErrorCode.Repeat.SAME_AFTER_PAUSE;
        } else {
            return null;
        }
        return new ErrorCode() {
            @Override
            public String code() {
                return repeat.name();
            }

            @Override
            public String meaning() {
                return "for a test";
            }

            @Override
            public WhoActs whoActs() {
                return WhoActs.DEVELOPER;
            }

            @Override
            public Repeat repeat() {
                return repeat;
            }
        };
    }

    /** The 2xx of an attempt is never forgotten, whatever the repeats come to. */
    @Test
    void successWhoseBodyBrokeOffStaysASuccess() {
        server.then(
                truncated(200, "{\"state\":\"AUTHORIZED\"}"),
                json(400, "{\"title\":\"Bad\",\"traceId\":\"t-1\"}"),
                truncated(200, "{\"state\":\"AUTHORIZED\"}"),
                answerLost(),
                answerLost());
        for (int call = 0; call < 2; call++) {
            UnreadableReplyException e = catchThrowableOfType(
                    UnreadableReplyException.class,
                    () -> session.execute(change(Repeatability.KEYED).build()));
            assertThat(e.processed()).isEqualTo(Processed.YES);
            assertThat(e).hasMessageContaining("was accepted").hasMessageContaining("It was processed. Read it back.");
        }
    }

    @Test
    void serverErrorWithACodeThatSaysWaitMayStillHaveActed() {
        server.then(json(500, "{\"traceId\":\"t\",\"extraDetails\":[{\"name\":\"ErrorCode\",\"reason\":\"WAIT\"}]}"));

        assertThatThrownBy(() -> session.execute(change(Repeatability.ONCE)
                        .codes(PipelineRepeatTest::code)
                        .build()))
                .isInstanceOf(OutcomeUnknownException.class);
    }

    @Test
    void mixedFaultsShareTheirAttempts() {
        server.then(status(500), answerLost(), status(502), status(500));

        OutcomeUnknownException e = catchThrowableOfType(
                OutcomeUnknownException.class,
                () -> session.execute(change(Repeatability.KEYED).build()));

        assertThat(e.attempts()).isEqualTo(3);
    }

    @Test
    void serviceThatKeepsSayingAtOnceIsNotBelievedForEver() {
        server.then(
                status(429, "Retry-After", "0"),
                status(429, "Retry-After", "0"),
                status(429, "Retry-After", "0"),
                status(429, "Retry-After", "0"));

        session.execute(change(Repeatability.KEYED).build());

        assertThat(time.sleeps())
                .containsExactly(Duration.ZERO, Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void answerBeforeATokenThatCannotBeHadIsKept() {
        server.then(json(503, "{\"title\":\"Down\",\"traceId\":\"t-503\"}"), status(401));
        server.thenToken(json(200, "{\"access_token\":\"token-1\",\"expires_in\":\"3599\"}"), status(403));

        OutcomeUnknownException e = catchThrowableOfType(
                OutcomeUnknownException.class,
                () -> session.execute(change(Repeatability.KEYED).build()));

        assertThat(e.error()).isNotNull();
        assertThat(e).hasCauseInstanceOf(PermissionException.class);
    }

    @Test
    void answerBeforeTheEndOfTheTimeIsKept() {
        server.then(json(503, "{\"title\":\"Down\",\"traceId\":\"t-503\"}"));
        VippsSession late = server.session(sleepingBy(nanos -> {
            time.advance(Duration.ofMinutes(2));
        }));

        OutcomeUnknownException e = catchThrowableOfType(
                OutcomeUnknownException.class,
                () -> late.execute(change(Repeatability.KEYED).build()));

        assertThat(e).hasMessageContaining("HTTP 503").hasMessageContaining("t-503");
    }

    @Test
    void closingDuringAWaitLetsTheCallComeToItsEnd() {
        VippsSession[] closing = new VippsSession[1];
        closing[0] = server.session(sleepingBy(nanos -> {
            closing[0].close();
        }));
        server.then(answerLost(), json(200, "{\"done\":true}"));

        assertThat(closing[0].execute(change(Repeatability.KEYED).build())).isEqualTo("{\"done\":true}");
        assertThatThrownBy(() -> closing[0].execute(read())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> closing[0].async(() -> 1)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 409, 422})
    void refusalThatDoesNotLookBehindTheKeyProvesNothing(int status) {
        server.then(answerLost(), status(status));

        OutcomeUnknownException e = catchThrowableOfType(
                OutcomeUnknownException.class,
                () -> session.execute(change(Repeatability.KEYED).build()));

        assertThat(e.processed()).isEqualTo(Processed.UNKNOWN);
        assertThat(e.error())
                .isNotNull()
                .satisfies(error -> assertThat(error.status()).isEqualTo(status));
    }

    @Test
    void rateLimitAfterALostAnswerProvesNothing() {
        server.then(answerLost(), status(429, "Retry-After", "3600"));

        assertThatThrownBy(() -> session.execute(change(Repeatability.KEYED).build()))
                .isInstanceOf(OutcomeUnknownException.class);
    }

    @Test
    void refusedTokenAfterALostAnswerProvesNothing() {
        server.then(answerLost(), status(401), status(401));

        assertThatThrownBy(() -> session.execute(change(Repeatability.KEYED).build()))
                .isInstanceOf(OutcomeUnknownException.class);
    }

    @Test
    void finalServerErrorOnAChangeKeepsStatusAndBody() {
        MockResponse html = new MockResponse.Builder()
                .code(502)
                .addHeader("Content-Type", "text/html")
                .body("<html><head><title>Bad Gateway</title></head></html>")
                .build();
        server.then(html, html, html);

        OutcomeUnknownException e = catchThrowableOfType(
                OutcomeUnknownException.class,
                () -> session.execute(change(Repeatability.KEYED).build()));

        assertThat(e.error()).isNotNull().satisfies(error -> {
            assertThat(error.status()).isEqualTo(502);
            assertThat(error.rawBody()).contains("Bad Gateway");
        });
        assertThat(e).hasMessageContaining("502").hasMessageContaining("not a failed payment");
    }

    @Test
    void finalServerErrorOnAReadIsAServerException() {
        server.then(status(503), status(503), status(503));

        ServerException e = catchThrowableOfType(ServerException.class, () -> session.execute(read()));

        assertThat(e.processed()).isEqualTo(Processed.NO);
        assertThat(e.status()).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "{\"a\":", "null", "\"text\"", "{\"a\":1e99999999999}"})
    void successThatCannotBeReadWasProcessed(String body) {
        server.then(json(200, body));
        UnreadableReplyException change = catchThrowableOfType(
                UnreadableReplyException.class,
                () -> session.execute(change(Repeatability.KEYED).build()));
        assertThat(change.processed()).isEqualTo(Processed.YES);
        assertThat(change.status()).isEqualTo(200);
        assertThat(change.rawBody()).isEqualTo(body);

        server.then(json(200, body));
        UnreadableReplyException read =
                catchThrowableOfType(UnreadableReplyException.class, () -> session.execute(read()));
        assertThat(read.processed()).isEqualTo(Processed.NO);
        assertThat(server.requests).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(Repeatability.class)
    void refusalsHaveTheirTypes(Repeatability repeatability) {
        ApiCall.Builder<String> call = change(repeatability).check(options -> null);
        server.then(status(400), status(403), status(404), status(409), status(418));

        assertThatThrownBy(() -> session.execute(call.build())).isExactlyInstanceOf(ApiException.class);
        assertThatThrownBy(() -> session.execute(call.build())).isInstanceOf(PermissionException.class);
        assertThatThrownBy(() -> session.execute(call.build())).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> session.execute(call.build())).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> session.execute(call.build()))
                .isExactlyInstanceOf(ApiException.class)
                .hasMessageContaining("418");
    }

    @Test
    void bodyOfARefusalIsKeptWithoutOurSecrets() {
        server.then(json(400, "{\"title\":\"echo\",\"detail\":\"client-secret-0001 subscription-key-0001 token-1\"}"));

        ApiException e = catchThrowableOfType(
                ApiException.class,
                () -> session.execute(change(Repeatability.KEYED).build()));

        assertThat(e.error().rawBody())
                .contains("echo")
                .doesNotContain("client-secret-0001", "subscription-key-0001", "token-1");
    }

    // ---- the token

    @Test
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

    @Test
    void tokenReplyWithoutATokenIsNotUsed() {
        server.thenToken(json(200, "{\"expires_in\":\"3599\"}"));

        assertThatThrownBy(() -> session.execute(change(Repeatability.KEYED).build()))
                .isInstanceOf(NotSentException.class);
        assertThat(server.requests).isEmpty();
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

    // ---- the other classes of repeatability

    @Test
    void checkThatFindsItDoneIsSuccess() {
        server.then(answerLost());

        String result = session.execute(
                change(Repeatability.CHECKED).check(options -> "found").build());

        assertThat(result).isEqualTo("found");
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void checkThatFindsNothingRepeats() {
        server.then(answerLost(), json(200, "{\"second\":true}"));

        String result = session.execute(
                change(Repeatability.CHECKED).check(options -> null).build());

        assertThat(result).isEqualTo("{\"second\":true}");
        assertThat(server.requests).hasSize(2);
    }

    @Test
    void refusalAfterACheckThatFoundNothingIsAPlainRefusal() {
        server.then(answerLost(), status(403));

        PermissionException e = catchThrowableOfType(
                PermissionException.class,
                () -> session.execute(
                        change(Repeatability.CHECKED).check(options -> null).build()));

        assertThat(e.processed()).isEqualTo(Processed.NO);
    }

    @Test
    void checkThatFailsLeavesItUnknown() {
        server.then(answerLost(), status(403));

        assertThatThrownBy(() -> session.execute(change(Repeatability.CHECKED)
                        .check(left -> session.executeWithin(read(), left))
                        .build()))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasCauseInstanceOf(PermissionException.class);
    }

    @Test
    void naturalRepeatTakesAlreadySoForSuccess() {
        server.then(answerLost(), status(404));

        assertThat(session.execute(
                        change(Repeatability.NATURAL).alreadyDone(404, "gone").build()))
                .isEqualTo("gone");
    }

    @Test
    void alreadySoIsSuccessEvenForAnInterruptedThread() {
        VippsSession interrupted = VippsSession.of(server.builder()
                        .addInterceptor(chain -> {
                            okhttp3.Response response = chain.proceed(chain.request());
                            if (response.code() == 404) {
                                Thread.currentThread().interrupt();
                            }
                            return response;
                        })
                        .build())
                .withTime(time);
        server.then(answerLost(), status(404));

        assertThat(interrupted.execute(
                        change(Repeatability.NATURAL).alreadyDone(404, "gone").build()))
                .isEqualTo("gone");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void firstNotFoundOfANaturalCallIsARefusal() {
        server.then(status(404));

        assertThatThrownBy(() -> session.execute(
                        change(Repeatability.NATURAL).alreadyDone(404, "gone").build()))
                .isInstanceOf(NotFoundException.class);
    }

    // ---- reading what was just created

    @Test
    void whatWasJustCreatedMayBeFoundAMomentLater() {
        session.execute(change(Repeatability.KEYED).creates().build());
        server.then(status(404), status(404));

        session.execute(read());

        assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
    }

    @Test
    void whatIsNotFoundTenSecondsAfterItsCreationIsNotThere() {
        session.execute(change(Repeatability.KEYED).creates().build());
        for (int i = 0; i < 12; i++) {
            server.then(status(404));
        }

        NotFoundException e = catchThrowableOfType(NotFoundException.class, () -> session.execute(read()));

        assertThat(e.attempts()).isEqualTo(12);
        assertThat(e.elapsed()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(12));
    }

    @Test
    void whatWasRefusedIsNotWaitedFor() {
        server.then(status(400), status(404));
        assertThatThrownBy(() ->
                        session.execute(change(Repeatability.KEYED).creates().build()))
                .isInstanceOf(ApiException.class);

        assertThatThrownBy(() -> session.execute(read())).isInstanceOf(NotFoundException.class);
        assertThat(time.sleeps()).isEmpty();
    }

    @Test
    void whatOthersCreatedIsNotWaitedFor() {
        session.execute(change(Repeatability.KEYED).creates().build());
        server.then(status(404));

        assertThatThrownBy(() -> session.forMerchant("654321").execute(read())).isInstanceOf(NotFoundException.class);
        assertThat(time.sleeps()).isEmpty();
    }
}
