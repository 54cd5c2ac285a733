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
import io.github.vipps4j.core.ConflictException;
import io.github.vipps4j.core.ErrorCode;
import io.github.vipps4j.core.NotFoundException;
import io.github.vipps4j.core.OutcomeUnknownException;
import io.github.vipps4j.core.PermissionException;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.core.ServerException;
import io.github.vipps4j.core.UnreadableReplyException;
import io.github.vipps4j.testsupport.FieldDefect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the answers of all attempts together mean. */
class PipelineVerdictTest extends PipelineFixture {
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
    @FieldDefect(66)
    void refusalThatNeedNotComeFromBehindTheKeyProvesNothing(int status, String body) {
        server.then(answerLost(), json(status, body));

        OutcomeUnknownException e = catchThrowableOfType(
                OutcomeUnknownException.class,
                () -> session.execute(change(Repeatability.KEYED)
                        .codes(PipelineVerdictTest::code)
                        .build()));

        assertThat(e.processed()).isEqualTo(Processed.UNKNOWN);
        assertThat(e)
                .hasMessageContaining("after an attempt without an answer")
                .hasMessageNotContaining("new idempotency");
    }

    private static @Nullable ErrorCode code(ApiError error) {
        ErrorCode.Repeat repeat;
        int status = 0;
        if ("READ".equals(error.code())) {
            repeat = ErrorCode.Repeat.AFTER_READING;
        } else if ("LATER".equals(error.code())) {
            repeat = ErrorCode.Repeat.SAME_MUCH_LATER;
        } else if ("WAIT".equals(error.code())) {
            repeat = ErrorCode.Repeat.SAME_AFTER_PAUSE;
        } else if ("SLOWER".equals(error.code())) {
            repeat = ErrorCode.Repeat.SAME_AFTER_PAUSE;
            status = 429;
        } else if ("USED".equals(error.code())) {
            repeat = ErrorCode.Repeat.AFTER_READING;
            status = 409;
        } else if ("ABSENT".equals(error.code())) {
            repeat = ErrorCode.Repeat.NEVER;
            status = 404;
        } else if ("REFUSED".equals(error.code())) {
            repeat = ErrorCode.Repeat.NEVER;
        } else {
            return null;
        }
        return known(repeat, status);
    }

    private static ErrorCode known(ErrorCode.Repeat repeat, int status) {
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

            @Override
            public int sameAsStatus() {
                return status;
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
                        .codes(PipelineVerdictTest::code)
                        .build()))
                .isInstanceOf(OutcomeUnknownException.class);
    }

    @Test
    void codeOfTooManyRequestsIsWaitedForLikeA429() {
        server.then(json(400, "[{\"errorCode\":\"SLOWER\"}]"), json(200, "{}"));
        session.execute(change(Repeatability.ONCE)
                .codes(PipelineVerdictTest::code)
                .rateLimitPause(Duration.ofSeconds(30))
                .build());
        assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(30));
    }

    @Test
    void codeThatSaysWhatA404SaysIsNotFoundWithAnyStatus() {
        server.then(json(400, "[{\"errorCode\":\"ABSENT\"}]"));
        assertThatThrownBy(() -> session.execute(change(Repeatability.ONCE)
                        .codes(PipelineVerdictTest::code)
                        .build()))
                .isInstanceOf(NotFoundException.class);
    }

    /** The first attempt was slow: the check came before it had acted, the repeat after. */
    @Test
    @FieldDefect(66)
    void refusalForWhatTheFirstAttemptDidIsReadBehindOnceMore() {
        List<Integer> reads = new ArrayList<>();
        ApiCall<String> call = change(Repeatability.CHECKED)
                .codes(PipelineVerdictTest::code)
                .check(within -> {
                    reads.add(reads.size());
                    return reads.size() == 2 ? "found" : null;
                })
                .build();
        for (MockResponse refusal : List.of(
                json(400, "[{\"errorCode\":\"READ\"}]"),
                json(400, "[{\"errorCode\":\"ABSENT\"}]"),
                json(400, "[{\"errorCode\":\"OF_TOMORROW\"}]"),
                status(409),
                status(403))) {
            reads.clear();
            server.then(answerLost(), refusal);
            assertThat(session.execute(call)).isEqualTo("found");
        }
    }

    /** "Was processed before" may be the answer to what an earlier call did. */
    @Test
    @FieldDefect(66)
    void refusalThatSaysToReadFirstIsReadBehindAtOnce() {
        List<Integer> reads = new ArrayList<>();
        ApiCall<String> call = change(Repeatability.CHECKED)
                .codes(PipelineVerdictTest::code)
                .check(within -> {
                    reads.add(reads.size());
                    return reads.size() == 1 ? "found" : null;
                })
                .build();
        server.then(json(400, "[{\"errorCode\":\"READ\"}]"));
        assertThat(session.execute(call)).isEqualTo("found");
        server.then(json(400, "[{\"errorCode\":\"READ\"}]"));
        assertThatThrownBy(() -> session.execute(call)).isExactlyInstanceOf(ApiException.class);
        server.then(json(400, "[{\"errorCode\":\"REFUSED\"}]"));
        assertThatThrownBy(() -> session.execute(call)).isExactlyInstanceOf(ApiException.class);
        assertThat(reads).hasSize(2);
    }

    @Test
    @FieldDefect(66)
    void refusalThatProvesNothingLeavesACheckedCallUnknownThoughNothingIsFound() {
        ApiCall<String> call =
                change(Repeatability.CHECKED).check(within -> null).build();
        for (MockResponse refusal : List.of(json(400, "[{\"errorCode\":\"OF_TOMORROW\"}]"), status(409), status(403))) {
            server.then(answerLost(), refusal);
            assertThatThrownBy(() -> session.execute(call))
                    .isInstanceOfSatisfying(
                            OutcomeUnknownException.class,
                            e -> assertThat(e.processed()).isEqualTo(Processed.UNKNOWN));
        }
    }

    @Test
    @FieldDefect(66)
    void refusalThatCannotBeReadBehindIsUnknown() {
        server.then(answerLost(), json(200, "{}"), json(400, "[{\"errorCode\":\"READ\"}]"), status(403));
        assertThatThrownBy(() -> session.execute(change(Repeatability.CHECKED)
                        .codes(PipelineVerdictTest::code)
                        .check(within -> {
                            session.executeWithin(read(), within);
                            return null;
                        })
                        .build()))
                .isInstanceOf(OutcomeUnknownException.class);
    }

    @Test
    void codeThatSaysWhatA409SaysIsAConflictWithAnyStatus() {
        server.then(json(400, "[{\"errorCode\":\"USED\"}]"), json(400, "[{\"errorCode\":\"OTHER\"}]"));
        ApiCall<String> call =
                change(Repeatability.ONCE).codes(PipelineVerdictTest::code).build();
        assertThatThrownBy(() -> session.execute(call)).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> session.execute(call)).isExactlyInstanceOf(ApiException.class);
    }

    @Test
    void refusalOfACallWithoutAKeyAdvisesNoKey() {
        server.then(json(400, "[{\"errorCode\":\"REFUSED\"}]"));
        assertThatThrownBy(() -> session.execute(ApiCall.of(CHANGE, Repeatability.ONCE, PipelineFixture::text)
                        .reference("order-1")
                        .settledBy("Read it back")
                        .codes(PipelineVerdictTest::code)
                        .build()))
                .hasMessageContaining("repeating does not help before the cause is gone.")
                .hasMessageNotContaining("idempotency key");
    }

    @Test
    void keyTravelsInTheHeaderThatTheApiNames() {
        server.then(json(200, "{}"));
        session.execute(change(Repeatability.KEYED).keyHeader("X-Request-Id").build());
        assertThat(server.requests.get(0).getHeaders().get("X-Request-Id")).isEqualTo(KEY.value());
        assertThat(server.requests.get(0).getHeaders().get("Idempotency-Key")).isNull();
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
    @FieldDefect(66)
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
    @FieldDefect({9, 11})
    void finalServerErrorOnAChangeKeepsStatusAndBody() {
        MockResponse html = new MockResponse.Builder()
                .code(502)
                .addHeader("Content-Type", "text/html")
                .body("<html><head><title>Bad Gateway</title></head></html>")
                .build();
        server.then(html, html, html);

        OutcomeUnknownException e = catchThrowableOfType(
                OutcomeUnknownException.class,
                () -> session.execute(change(Repeatability.KEYED).ofPayment().build()));

        assertThat(e.error()).isNotNull().satisfies(error -> {
            assertThat(error.status()).isEqualTo(502);
            assertThat(error.rawBody()).contains("Bad Gateway");
        });
        assertThat(e).hasMessageContaining("502").hasMessageContaining("not a failed payment");
    }

    @Test
    void onlyOfAPaymentItIsSaidThatItHasNotFailed() {
        server.then(answerLost());
        assertThatThrownBy(() -> session.execute(change(Repeatability.ONCE).build()))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("). Read it back. [")
                .hasMessageNotContaining("failed payment");
    }

    @Test
    void conflictIsToldWithoutAKeyWhereThereIsNone() {
        server.then(status(409), status(409));
        ApiCall.Builder<String> keyless = ApiCall.of(CHANGE, Repeatability.NATURAL, PipelineFixture::text)
                .reference("order-1")
                .settledBy("Read it back");
        assertThatThrownBy(() -> session.execute(keyless.build()))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("was refused: HTTP 409. Read back what is there: it is in the way. [");
        assertThatThrownBy(() -> session.execute(change(Repeatability.KEYED).build()))
                .hasMessageContaining("Read back what is there: the reference or the idempotency key was used before");
    }

    @Test
    void operationMayHaveAdviceOfItsOwnAboutAStatus() {
        server.then(status(404), status(403));
        ApiCall.Builder<String> call = change(Repeatability.KEYED).advice(404, "Look elsewhere");
        assertThatThrownBy(() -> session.execute(call.build()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("was refused: HTTP 404. Look elsewhere. [");
        assertThatThrownBy(() -> session.execute(call.build()))
                .isInstanceOf(PermissionException.class)
                .hasMessageContaining("The merchant has to check");
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
    @FieldDefect(10)
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
}
