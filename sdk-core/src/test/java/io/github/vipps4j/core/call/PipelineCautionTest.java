package io.github.vipps4j.core.call;

import static io.github.vipps4j.core.call.Server.answerLost;
import static io.github.vipps4j.core.call.Server.json;
import static io.github.vipps4j.core.call.Server.silence;
import static io.github.vipps4j.core.call.Server.status;
import static io.github.vipps4j.core.call.Server.truncated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.BusyException;
import io.github.vipps4j.core.NotSentException;
import io.github.vipps4j.core.OutcomeUnknownException;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.core.UnreadableReplyException;
import io.github.vipps4j.core.VippsException;
import io.github.vipps4j.testsupport.Await;
import io.github.vipps4j.testsupport.FieldDefect;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a repeat, a check or a closed connection would do more harm than good. */
class PipelineCautionTest extends PipelineFixture {

    /** A body of the interceptor's own, as for signing or compression: one that OkHttp would send again. */
    private static Request wrapped(Request request) {
        RequestBody body = request.body();
        if (body == null) {
            return request;
        }
        RequestBody wrapper = new RequestBody() {
            @Override
            public @Nullable MediaType contentType() {
                return body.contentType();
            }

            @Override
            public long contentLength() throws IOException {
                return body.contentLength();
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                body.writeTo(sink);
            }
        };
        return request.newBuilder().method(request.method(), wrapper).build();
    }

    @Test
    @FieldDefect(64)
    void bodyThatAnInterceptorHasReplacedGoesOutOnceAllTheSame() {
        Interceptor wrapping = chain -> chain.proceed(wrapped(chain.request()));
        VippsSession wrapped = VippsSession.of(
                        server.builder().addInterceptor(wrapping).build())
                .withTime(time);
        server.then(status(503, "Retry-After", "0"), json(200, "{}"));

        OutcomeUnknownException e = catchThrowableOfType(
                OutcomeUnknownException.class,
                () -> wrapped.execute(change(Repeatability.ONCE).build()));

        assertThat(e.processed()).isEqualTo(Processed.UNKNOWN);
        assertThat(server.requests).hasSize(1);
        assertThat(server.requests.get(0).getBody()).isEqualTo(ByteString.of(BODY));
    }

    @Test
    void checkThatDoesNotSeeAnAcceptedChangeYetDoesNotRepeatIt() {
        server.then(truncated(200, "{\"state\":\"CAPTURED\"}"));

        UnreadableReplyException e = catchThrowableOfType(
                UnreadableReplyException.class,
                () -> session.execute(
                        change(Repeatability.CHECKED).check(within -> null).build()));

        assertThat(e.processed()).isEqualTo(Processed.YES);
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void certainNoIsNotRiskedForARepeatThatCouldHardlyBeAnswered() {
        server.then(status(423, "Retry-After", "2"));
        RequestOptions short3 = RequestOptions.defaults().deadline(Duration.ofMillis(2_500));

        BusyException e = catchThrowableOfType(
                BusyException.class,
                () -> session.with(short3).execute(change(Repeatability.KEYED).build()));

        assertThat(e.processed()).isEqualTo(Processed.NO);
        assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(2));
        assertThat(server.requests).hasSize(1);
        assertThat(time.sleeps()).isEmpty();
    }

    @Test
    void readRisksNothingAndIsRepeatedToTheLast() {
        server.then(status(423, "Retry-After", "2"));
        RequestOptions short3 = RequestOptions.defaults().deadline(Duration.ofMillis(2_500));
        assertThat(session.with(short3).execute(read())).isEqualTo("{}");
        assertThat(server.requests).hasSize(2);
    }

    @Test
    @FieldDefect(72)
    void callThatIsTooSlowDoesNotCloseTheConnectionsOfTheOthers() throws Exception {
        ExecutorService slow = Executors.newSingleThreadExecutor();
        try (VippsSession real = VippsSession.of(server.builder().build())) {
            real.execute(read());
            server.then(silence());
            RequestOptions impatient = RequestOptions.defaults().deadline(Duration.ofSeconds(1));
            Future<?> tooSlow = slow.submit(() -> catchThrowableOfType(
                    VippsException.class, () -> real.with(impatient).execute(read())));
            Await.until(() -> server.requests.size() == 2);
            real.execute(read());
            tooSlow.get(5, TimeUnit.SECONDS);
            real.execute(read());

            assertThat(server.requests.get(3).getConnectionIndex())
                    .isEqualTo(server.requests.get(2).getConnectionIndex());
        } finally {
            slow.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"4711", "already captured", "REF-2026-1121-0001", "12345678", "kare@example.com"})
    @FieldDefect(66)
    void codeThatNobodyKnowsProvesNothingHoweverItLooks(String code) {
        server.then(
                answerLost(),
                json(
                        400,
                        "{\"title\":\"No\",\"traceId\":\"00-1\",\"extraDetails\":[{\"name\":\"ErrorCode\",\"reason\":\""
                                + code + "\"}]}"));

        OutcomeUnknownException e = catchThrowableOfType(
                OutcomeUnknownException.class,
                () -> session.execute(change(Repeatability.KEYED).build()));

        assertThat(e.processed()).isEqualTo(Processed.UNKNOWN);
        assertThat(Objects.requireNonNull(e.error()).codes()).hasSize(1);
    }

    @Test
    @FieldDefect(23)
    void revokedTokenIsReplacedHoweverShortTheDeadline() {
        session.execute(read());
        server.validFrom = 2;
        VippsSession shortly = session.with(RequestOptions.defaults().deadline(Duration.ofMillis(900)));

        assertThat(shortly.execute(change(Repeatability.KEYED).build())).isEqualTo("{}");
        assertThat(server.tokenRequests).hasSize(2);
    }

    @Test
    void changeIsNotSentWhenTheTokenTookNearlyAllOfItsTime() {
        VippsSession slow = slowTokens(Duration.ofMillis(59_500));

        NotSentException e = catchThrowableOfType(
                NotSentException.class,
                () -> slow.execute(change(Repeatability.KEYED).build()));

        assertThat(e).hasMessageContaining("too near for an answer");
        assertThat(server.requests).isEmpty();
    }

    @Test
    void refusalStaysOneWhenTheNewTokenTookNearlyAllOfItsTime() {
        VippsSession slow = slowTokens(Duration.ofSeconds(30));
        server.validFrom = 3;

        VippsException e = catchThrowableOfType(
                VippsException.class,
                () -> slow.execute(change(Repeatability.KEYED).build()));

        assertThat(e.processed()).isEqualTo(Processed.NO);
        assertThat(server.requests).hasSize(1);
    }

    /** Each token takes so long. */
    private VippsSession slowTokens(Duration each) {
        Interceptor slow = chain -> {
            var response = chain.proceed(chain.request());
            if (chain.request().url().encodedPath().endsWith("/accesstoken/get")) {
                time.advance(each);
            }
            return response;
        };
        return VippsSession.of(server.builder().addInterceptor(slow).build()).withTime(time);
    }

    @Test
    void answerThatBreaksOffClosesTheIdleConnectionsToo() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (VippsSession real = VippsSession.of(server.builder().build())) {
            MockResponse slowly = new MockResponse.Builder()
                    .headersDelay(200, TimeUnit.MILLISECONDS)
                    .body("{}")
                    .build();
            real.execute(read());
            server.then(slowly, slowly);
            Future<String> one = threads.submit(() -> real.execute(read()));
            Future<String> other = threads.submit(() -> real.execute(read()));
            one.get(5, TimeUnit.SECONDS);
            other.get(5, TimeUnit.SECONDS);
            int last = server.requests.stream()
                    .mapToInt(request -> request.getConnectionIndex())
                    .max()
                    .orElseThrow();
            server.then(truncated(200, "{\"state\":\"CAPTURED\"}"));

            catchThrowableOfType(
                    VippsException.class,
                    () -> real.execute(change(Repeatability.ONCE).build()));
            real.execute(read());

            assertThat(server.requests.get(4).getConnectionIndex()).isGreaterThan(last);
        } finally {
            threads.shutdownNow();
        }
    }
}
