package io.github.vipps4j.core.call;

import static io.github.vipps4j.core.call.Server.json;
import static io.github.vipps4j.core.call.Server.silence;
import static io.github.vipps4j.core.call.Server.status;
import static io.github.vipps4j.core.call.Server.truncated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.BusyException;
import io.github.vipps4j.core.OutcomeUnknownException;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.core.UnreadableReplyException;
import io.github.vipps4j.core.VippsException;
import io.github.vipps4j.testsupport.FieldDefect;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

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
        RequestOptions short3 = RequestOptions.defaults().deadline(Duration.ofMillis(2_900));

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
        RequestOptions short3 = RequestOptions.defaults().deadline(Duration.ofMillis(2_900));
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
            RequestOptions impatient = RequestOptions.defaults().deadline(Duration.ofMillis(300));
            Future<?> tooSlow = slow.submit(() -> catchThrowableOfType(
                    VippsException.class, () -> real.with(impatient).execute(read())));
            while (server.requests.size() < 2) {
                Thread.onSpinWait();
            }
            real.execute(read());
            tooSlow.get(5, TimeUnit.SECONDS);
            real.execute(read());

            assertThat(server.requests.get(3).getConnectionIndex())
                    .isEqualTo(server.requests.get(2).getConnectionIndex());
        } finally {
            slow.shutdownNow();
        }
    }
}
