package io.github.vipps4j.core.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.core.AttemptInfo;
import io.github.vipps4j.core.CallListener;
import io.github.vipps4j.core.Credentials;
import io.github.vipps4j.core.Environment;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.Operation;
import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.VippsBuilder;
import io.github.vipps4j.core.VippsException;
import io.github.vipps4j.core.support.JsonReader;
import io.github.vipps4j.testsupport.Await;
import io.github.vipps4j.testsupport.FieldDefect;
import io.github.vipps4j.testsupport.RawServer;
import io.github.vipps4j.testsupport.RawServer.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** However a call ends, its connection is given back or closed, and the next calls use it again where they can. */
class ConnectionLeakTest {
    private static final int CALLS = 50;
    private static final Operation CHANGE = new Operation("test.change", "POST", "/test/change");
    private static final Answer TOKEN = Answer.json(200, "{\"access_token\":\"t\",\"expires_in\":3600}");
    private static final Answer OK = Answer.json(200, "{\"state\":\"OK\"}");

    private final ConnectionPool pool = new ConnectionPool(64, 5, TimeUnit.MINUTES);
    private volatile Answer answer = OK;
    private final RawServer server =
            new RawServer(request -> request.target().equals("/accesstoken/get") ? TOKEN : answer);

    @AfterEach
    void everyConnectionIsIdleOnBothSides() {
        assertThat(pool.connectionCount()).isEqualTo(pool.idleConnectionCount());
        Await.until(() -> server.open() == pool.connectionCount());
        server.close();
    }

    private VippsBuilder builder() {
        return Vipps.builder()
                .environment(Environment.at(server.url()))
                .credentials(Credentials.of("id", "secret", "key"))
                .okHttpClient(new OkHttpClient.Builder().connectionPool(pool).build());
    }

    private static VippsSession session(VippsBuilder builder) {
        return VippsSession.of(builder.build()).withTime(new FakeTime());
    }

    private static ApiCall<String> change() {
        return ApiCall.of(
                        CHANGE,
                        Repeatability.ONCE,
                        body -> JsonReader.object(body).text("state"))
                .settledBy("Read it back")
                .key(IdempotencyKey.of("k-1"))
                .body("{}".getBytes(StandardCharsets.UTF_8))
                .build();
    }

    /** Many calls, one after the other. @return how many of them failed */
    private static int failures(VippsSession session) {
        int failures = 0;
        for (int i = 0; i < CALLS; i++) {
            try {
                session.execute(change());
            } catch (VippsException e) {
                failures++;
            }
        }
        return failures;
    }

    @Test
    void answersThatAreReadToTheirEndShareOneConnection() {
        VippsSession session = session(builder());
        for (Answer whole : new Answer[] {
            OK,
            Answer.json(400, "{\"title\":\"No\"}"),
            Answer.json(404, ""),
            Answer.json(200, "[1]"),
            Answer.of(200, "text/html", "<html>maintenance</html>"),
            Answer.of(503, "text/html", "<html>busy</html>"),
            Answer.raw("HTTP/1.1 204 None\r\n\r\n")
        }) {
            answer = whole;
            assertThat(failures(session)).isEqualTo(whole == OK ? 0 : CALLS);
        }
        assertThat(server.accepted()).isEqualTo(1);
    }

    @Test
    void answersThatBreakOffCostTheirConnectionOnly() {
        VippsSession session = session(builder());
        for (Answer broken : new Answer[] {
            Answer.lost(), OK.cutBy(3), Answer.json(400, "{\"title\":\"No\"}").cutBy(3)
        }) {
            int before = server.accepted();
            answer = broken;
            assertThat(failures(session)).isEqualTo(CALLS);
            assertThat(server.accepted() - before).isLessThanOrEqualTo(CALLS + 1);
            Await.until(() -> server.open() <= 1);
        }
    }

    @Test
    void answersThatAreTooLargeCostAtMostTheirConnection() {
        VippsSession session = session(builder());
        answer = Answer.json(400, "x".repeat(300 * 1024));
        assertThat(failures(session)).isEqualTo(CALLS);
        assertThat(server.accepted()).isLessThanOrEqualTo(CALLS + 1);
    }

    @Test
    @FieldDefect(13)
    void interceptorsAndListenersThatThrowHoldNoConnection() {
        VippsSession session = session(builder()
                .addListener(new CallListener() {
                    @Override
                    public void onAttempt(AttemptInfo attempt) {
                        throw new IllegalStateException("a defect in a listener");
                    }
                })
                .addInterceptor(chain -> {
                    Response response = chain.proceed(chain.request());
                    if (CHANGE.equals(chain.request().tag(Operation.class))) {
                        throw new IllegalStateException("a defect in an interceptor");
                    }
                    return response;
                }));

        assertThat(failures(session)).isEqualTo(CALLS);
        assertThat(server.accepted()).isEqualTo(1);
    }

    @Test
    void listenersThatThrowCostNothing() {
        VippsSession session = session(builder()).with(RequestOptions.defaults().onReply(reply -> {
            throw new IllegalStateException("a defect in a listener");
        }));

        assertThat(failures(session)).isZero();
        assertThat(server.accepted()).isEqualTo(1);
    }

    @Test
    void callsThatTimeOutHoldNoConnection() {
        VippsSession session = session(builder()).with(RequestOptions.defaults().attemptTimeout(Duration.ofMillis(5)));
        session.execute(change());
        answer = Answer.silence();

        assertThat(failures(session)).isEqualTo(CALLS);
        assertThat(pool.connectionCount()).isZero();
    }

    @Test
    void cancelledCallsHoldNoConnectionAndTheServerSeesItClosed() throws InterruptedException {
        try (VippsSession session = VippsSession.of(builder().build())) {
            session.execute(change());
            answer = Answer.silence();
            for (int i = 0; i < CALLS; i++) {
                int before = server.received().size();
                CountDownLatch ended = new CountDownLatch(1);
                CompletableFuture<String> call = session.async(() -> {
                    try {
                        return session.execute(change());
                    } finally {
                        ended.countDown();
                    }
                });
                Await.until(() -> server.received().size() > before);
                call.cancel(true);
                assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
                Await.until(() -> server.open() == 0);
            }
        }
    }
}
