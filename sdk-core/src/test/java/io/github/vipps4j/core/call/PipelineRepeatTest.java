package io.github.vipps4j.core.call;

import static io.github.vipps4j.core.call.Server.answerLost;
import static io.github.vipps4j.core.call.Server.json;
import static io.github.vipps4j.core.call.Server.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.BusyException;
import io.github.vipps4j.core.NotFoundException;
import io.github.vipps4j.core.NotSentException;
import io.github.vipps4j.core.OutcomeUnknownException;
import io.github.vipps4j.core.PermissionException;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.testsupport.FieldDefect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pipeline repeats, how often and after which waits, and what the server sees of it. */
class PipelineRepeatTest extends PipelineFixture {
    // ---- what OkHttp would repeat by itself

    /** On a pooled connection OkHttp repeats silently: the server must see one request per attempt of ours. */
    @Test
    @FieldDefect(2)
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
    @FieldDefect(64)
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
    @FieldDefect(64)
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
    @ValueSource(ints = {301, 302, 303, 307, 308, 408, 503})
    @FieldDefect(64)
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
    @FieldDefect(4)
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

    /** Jitter may make one pause short, but not the longest of forty. */
    @Test
    @FieldDefect(3)
    void pausesOfTheRealJitterAreRealAndGrow() {
        List<Duration> first = new ArrayList<>();
        List<Duration> second = new ArrayList<>();
        for (int call = 0; call < 40; call++) {
            server.then(status(500), status(500));
            session.execute(change(Repeatability.KEYED).build());
            first.add(time.sleeps().get(2 * call));
            second.add(time.sleeps().get(2 * call + 1));
        }
        assertThat(Collections.max(first)).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
        assertThat(Collections.max(second)).isBetween(Duration.ofMillis(501), Duration.ofSeconds(1));
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
    @FieldDefect(5)
    void retryAfterInThePastIsZero() {
        server.then(status(429, "Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT"));
        session.execute(change(Repeatability.KEYED).build());
        assertThat(server.requests).hasSize(2);
        assertThat(time.sleeps()).allMatch(Duration::isZero);
    }

    @Test
    @FieldDefect(5)
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
    @FieldDefect(7)
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
    @FieldDefect(6)
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
    @FieldDefect(6)
    void interruptedThreadSendsNothing() {
        session.execute(read());
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> session.execute(change(Repeatability.KEYED).build()))
                .isInstanceOf(NotSentException.class)
                .hasMessageContaining("interrupted");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(server.requests).hasSize(1);
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

    @ParameterizedTest
    @ValueSource(ints = {400, 404})
    void refusalByTheApiAfterACheckThatFoundNothingIsAPlainRefusal(int status) {
        server.then(answerLost(), json(status, "{\"title\":\"Bad\",\"traceId\":\"t-1\"}"));

        ApiException e = catchThrowableOfType(
                ApiException.class,
                () -> session.execute(
                        change(Repeatability.CHECKED).check(options -> null).build()));

        assertThat(e.status()).isEqualTo(status);
        assertThat(e.processed()).isEqualTo(Processed.NO);
    }

    /** The first attempt may be under way still. */
    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 422, 423, 429})
    @FieldDefect(66)
    void refusalByWhomeverAfterACheckThatFoundNothingProvesNothing(int status) {
        server.then(answerLost());
        for (int i = 0; i < 5; i++) {
            server.then(status(status));
        }

        OutcomeUnknownException e = catchThrowableOfType(
                OutcomeUnknownException.class,
                () -> session.execute(
                        change(Repeatability.CHECKED).check(options -> null).build()));

        assertThat(e.processed()).isEqualTo(Processed.UNKNOWN);
        assertThat(Objects.requireNonNull(e.error()).status()).isEqualTo(status);
    }

    @Test
    void rateLimitAfterACheckIsFollowedByAnotherCheck() {
        List<String> found = new ArrayList<>(List.of("", "found"));
        server.then(answerLost(), status(429));

        String result = session.execute(change(Repeatability.CHECKED)
                .check(within -> {
                    String next = found.remove(0);
                    return next.isEmpty() ? null : next;
                })
                .build());

        assertThat(result).isEqualTo("found");
        assertThat(server.requests).hasSize(2);
    }

    @Test
    void deadlineThatEndsAfterACheckThatFoundNothingLeavesItUnknown() {
        server.then(answerLost());

        OutcomeUnknownException e = catchThrowableOfType(
                OutcomeUnknownException.class,
                () -> session.execute(change(Repeatability.CHECKED)
                        .check(within -> {
                            time.advance(within);
                            return null;
                        })
                        .build()));

        assertThat(e.processed()).isEqualTo(Processed.UNKNOWN);
        assertThat(server.requests).hasSize(1);
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
    void lockThatMayBeHeldByWhatIsWantedIsReadBehindAndThenRepeatedOrSuccess() {
        server.then(status(423), status(423), json(200, "{\"third\":true}"));
        assertThat(session.execute(change(Repeatability.CHECKED)
                        .readWhenLocked()
                        .check(left -> server.requests.size() > 3 ? "found" : null)
                        .build()))
                .isEqualTo("{\"third\":true}");
        assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(4));

        server.then(status(423));
        assertThat(session.execute(change(Repeatability.CHECKED)
                        .readWhenLocked()
                        .check(left -> "found")
                        .build()))
                .isEqualTo("found");
    }

    @Test
    void lockThatCannotBeReadBehindIsARefusal() {
        server.then(status(423), status(403));
        BusyException e = catchThrowableOfType(
                BusyException.class,
                () -> session.execute(change(Repeatability.CHECKED)
                        .readWhenLocked()
                        .check(left -> session.executeWithin(read(), left))
                        .build()));
        assertThat(e.processed()).isEqualTo(Processed.NO);
    }

    @Test
    void lockThatStaysIsReadBehindBeforeItIsTheLastWord() {
        server.then(status(423), status(423), status(423), status(423), status(423));
        assertThat(session.execute(change(Repeatability.CHECKED)
                        .check(left -> server.requests.size() == 5 ? "found" : null)
                        .build()))
                .isEqualTo("found");

        server.then(status(423), status(423), status(423), status(423), status(423));
        BusyException e = catchThrowableOfType(
                BusyException.class,
                () -> session.execute(
                        change(Repeatability.CHECKED).check(left -> null).build()));
        assertThat(e.processed()).isEqualTo(Processed.NO);
        assertThat(e.attempts()).isEqualTo(5);
    }

    @Test
    void lockBehindWhichNobodyHasReadLeavesItUnknown() {
        server.then(status(423));
        OutcomeUnknownException e = catchThrowableOfType(
                OutcomeUnknownException.class,
                () -> session.execute(
                        change(Repeatability.ONCE).readWhenLocked().build()));
        assertThat(e.processed()).isEqualTo(Processed.UNKNOWN);
        assertThat(e).hasMessageContaining("HTTP 423").hasMessageNotContaining("without an answer");
        assertThat(server.requests).hasSize(1);
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
    @FieldDefect(43)
    void whatWasPerhapsCreatedMayBeFoundAMomentLater() {
        server.then(answerLost(), answerLost(), answerLost(), status(404));
        assertThatThrownBy(() ->
                        session.execute(change(Repeatability.KEYED).creates().build()))
                .isInstanceOf(OutcomeUnknownException.class);
        int before = time.sleeps().size();

        session.execute(read());

        assertThat(time.sleeps().subList(before, before + 1)).containsExactly(Duration.ofSeconds(1));
        assertThat(server.requests).hasSize(5);
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
