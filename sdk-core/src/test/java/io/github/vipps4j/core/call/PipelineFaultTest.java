package io.github.vipps4j.core.call;

import static io.github.vipps4j.core.call.Server.answerLost;
import static io.github.vipps4j.core.call.Server.json;
import static io.github.vipps4j.core.call.Server.large;
import static io.github.vipps4j.core.call.Server.silence;
import static io.github.vipps4j.core.call.Server.status;
import static io.github.vipps4j.core.call.Server.truncated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.Environment;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.NotSentException;
import io.github.vipps4j.core.Operation;
import io.github.vipps4j.core.OutcomeUnknownException;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.core.UnreadableReplyException;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.VippsException;
import io.github.vipps4j.core.support.JsonReader;
import io.github.vipps4j.testsupport.Await;
import io.github.vipps4j.testsupport.FieldDefect;
import io.github.vipps4j.testsupport.RawServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathBuilderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Faults of the network and of the server: each ends in its exception, within the deadline, and nothing leaks. */
class PipelineFaultTest {
    private static final Operation CHANGE = new Operation("test.change", "POST", "/test/change");
    private static final int REFUSED_STREAM = 7;
    private static final Operation READ = new Operation("test.read", "GET", "/test");

    private final ConnectionPool pool = new ConnectionPool(5, 5, TimeUnit.MINUTES);
    private final FakeTime time = new FakeTime();
    private final Server server = new Server();
    private final VippsSession session =
            session(new OkHttpClient.Builder().connectionPool(pool).build());

    private VippsSession session(OkHttpClient client) {
        return VippsSession.of(server.builder().okHttpClient(client).build()).withTime(time);
    }

    @AfterEach
    void nothingLeaks() {
        assertThat(pool.connectionCount()).isEqualTo(pool.idleConnectionCount());
        pool.evictAll();
        server.close();
    }

    private static ApiCall<String> keyed() {
        return call(CHANGE, Repeatability.KEYED).key(IdempotencyKey.of("k-1")).build();
    }

    private static ApiCall<String> once() {
        return call(CHANGE, Repeatability.ONCE).build();
    }

    private static ApiCall<String> read() {
        return ApiCall.of(READ, Repeatability.SAFE, PipelineFaultTest::text).build();
    }

    private static ApiCall.Builder<String> call(Operation operation, Repeatability repeatability) {
        return ApiCall.of(operation, repeatability, PipelineFaultTest::text)
                .settledBy("Read it back")
                .body("{}".getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] body) {
        return JsonReader.object(body).text("state");
    }

    @Test
    void refusedConnectionIsNotSent() throws IOException {
        int unused;
        try (ServerSocket socket = new ServerSocket(0)) {
            unused = socket.getLocalPort();
        }
        VippsSession nobody = VippsSession.of(Vipps.builder()
                        .environment(Environment.at(URI.create("http://127.0.0.1:" + unused)))
                        .credentials(Server.CREDENTIALS)
                        .build())
                .withTime(time);

        NotSentException e = catchThrowableOfType(NotSentException.class, () -> nobody.execute(keyed()));

        assertThat(e.processed()).isEqualTo(Processed.NO);
        assertThat(time.sleeps()).hasSize(2);
    }

    @Test
    void connectionThatIsRefusedAfterTheTokenIsNotSentAndRepeated() {
        session.execute(read200());
        server.close();
        pool.evictAll();

        NotSentException e = catchThrowableOfType(NotSentException.class, () -> session.execute(once()));

        assertThat(e.attempts()).isEqualTo(3);
        assertThat(e.operation()).isEqualTo("test.change");
        assertThat(time.sleeps()).hasSize(2);
    }

    private ApiCall<String> read200() {
        return readOf(server);
    }

    private static ApiCall<String> readOf(Server server) {
        server.then(json(200, "{\"state\":\"OK\"}"));
        return read();
    }

    @Test
    void nameThatCannotBeResolvedIsNotSent() {
        VippsSession lost = session(new OkHttpClient.Builder()
                .dns(host -> {
                    throw new UnknownHostException(host);
                })
                .build());

        assertThatThrownBy(() -> lost.execute(once()))
                .isInstanceOf(NotSentException.class)
                .hasRootCauseInstanceOf(UnknownHostException.class);
    }

    @Test
    void certificateThatIsNotTrustedIsNotSent() {
        HeldCertificate selfSigned = new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .build();
        HandshakeCertificates certificates =
                new HandshakeCertificates.Builder().heldCertificate(selfSigned).build();
        try (Server tls = new Server(web -> {
            web.useHttps(certificates.sslSocketFactory());
            return web;
        })) {
            VippsSession strict = VippsSession.of(tls.builder()
                            .environment(Environment.at(URI.create("https://localhost:" + tls.web.getPort())))
                            .build())
                    .withTime(time);

            assertThatThrownBy(() -> strict.execute(once()))
                    .isInstanceOf(NotSentException.class)
                    .hasRootCauseInstanceOf(CertPathBuilderException.class)
                    .satisfies(e -> assertThat(e.getCause()).hasCauseInstanceOf(SSLException.class));
            assertThat(tls.tokenRequests).isEmpty();
        }
    }

    @Test
    void connectionClosedBeforeAnAnswerIsUnknownOnAChange() {
        server.then(answerLost());

        OutcomeUnknownException e = catchThrowableOfType(OutcomeUnknownException.class, () -> session.execute(once()));

        assertThat(e.processed()).isEqualTo(Processed.UNKNOWN);
        assertThat(e.error()).isNull();
    }

    @Test
    void connectionClosedBeforeAnAnswerIsHarmlessOnARead() {
        server.then(answerLost(), answerLost(), answerLost(), answerLost(), answerLost(), answerLost());

        OutcomeUnknownException e = catchThrowableOfType(OutcomeUnknownException.class, () -> session.execute(read()));

        assertThat(e.processed()).isEqualTo(Processed.NO);
        assertThat(e).hasMessageContaining("repeat it");
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @FieldDefect({7, 43})
    void silenceEndsWithTheAttemptsTimeout() {
        server.then(silence());
        VippsSession impatient = session.with(RequestOptions.defaults().attemptTimeout(Duration.ofMillis(150)));
        long start = System.nanoTime();

        assertThatThrownBy(() -> impatient.execute(once())).isInstanceOf(OutcomeUnknownException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @FieldDefect(7)
    void silenceNeverLastsLongerThanTheCallsDeadline() {
        VippsSession real = VippsSession.of(server.builder().build());
        server.then(silence(), silence(), silence());
        long start = System.nanoTime();

        assertThatThrownBy(() -> real.executeWithin(keyed(), Duration.ofMillis(400)))
                .isInstanceOf(OutcomeUnknownException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(300), Duration.ofSeconds(5));
        real.close();
    }

    @Test
    void lostThenAnsweredGivesTheResultOfTheKey() {
        server.then(truncated(200, "{\"state\":\"AUTHORIZED\"}"), json(200, "{\"state\":\"AUTHORIZED\"}"));
        assertThat(session.execute(keyed())).isEqualTo("AUTHORIZED");
        assertThat(server.requests).hasSize(2);
    }

    @Test
    void truncatedSuccessOfACallThatIsNotRepeatedWasProcessed() {
        server.then(truncated(200, "{\"state\":\"AUTHORIZED\"}"));

        UnreadableReplyException e =
                catchThrowableOfType(UnreadableReplyException.class, () -> session.execute(once()));

        assertThat(e.processed()).isEqualTo(Processed.YES);
        assertThat(e.status()).isEqualTo(200);
    }

    @Test
    void truncatedErrorKeepsItsStatus() {
        server.then(truncated(400, "{\"title\":\"half of what it had to say, and then nothing\"}"));

        assertThatThrownBy(() -> session.execute(once())).hasMessageContaining("HTTP 400");
    }

    @Test
    void htmlInsteadOfJsonIsUnreadable() {
        server.then(new MockResponse.Builder()
                .addHeader("Content-Type", "text/html")
                .body("<html>maintenance</html>")
                .build());

        UnreadableReplyException e =
                catchThrowableOfType(UnreadableReplyException.class, () -> session.execute(keyed()));

        assertThat(e.processed()).isEqualTo(Processed.YES);
        assertThat(e.rawBody()).contains("maintenance");
    }

    @Test
    @FieldDefect(12)
    void mediaTypeDoesNotMatter() {
        server.then(new MockResponse.Builder()
                .addHeader("Content-Type", "application/problem+json")
                .body("{\"state\":\"AUTHORIZED\"}")
                .build());

        assertThat(session.execute(keyed())).isEqualTo("AUTHORIZED");
    }

    @Test
    void hugeSuccessIsNotReadToItsEnd() {
        server.then(large(200, 100L * 1024 * 1024));

        UnreadableReplyException e =
                catchThrowableOfType(UnreadableReplyException.class, () -> session.execute(keyed()));

        assertThat(e.processed()).isEqualTo(Processed.YES);
        assertThat(server.requests).hasSize(1);
    }

    /** It would be a perfect reply, were it not for its size. */
    @Test
    @FieldDefect(63)
    void successThatIsTooLargeIsRefusedForItsSize() {
        server.then(json(200, "{\"state\":\"OK\",\"filler\":\"" + "x".repeat(4 * 1024 * 1024) + "\"}"));

        assertThatThrownBy(() -> session.execute(keyed()))
                .isInstanceOf(UnreadableReplyException.class)
                .hasMessageContaining("larger than 4194304 bytes");
    }

    /** To its end it would take 8 s. */
    @Test
    void errorThatDripsInIsReadNoFurtherThanItMatters() {
        server.then(new MockResponse.Builder()
                .code(400)
                .body("x".repeat(10 * 1024 * 1024))
                .throttleBody(66 * 1024, 50, TimeUnit.MILLISECONDS)
                .build());
        long start = System.nanoTime();

        assertThatThrownBy(() -> session.execute(keyed())).hasMessageContaining("HTTP 400");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    @FieldDefect(63)
    void hugeErrorKeepsItsStatusAndABoundedBody() {
        server.then(large(400, 100L * 1024 * 1024));

        ApiException e = catchThrowableOfType(ApiException.class, () -> session.execute(keyed()));

        assertThat(e.status()).isEqualTo(400);
        assertThat(e.error().rawBody()).hasSize(8 * 1024);
    }

    @Test
    @FieldDefect(63)
    void deeplyNestedJsonIsUnreadable() {
        server.then(json(200, "[".repeat(100_000)), json(400, "{\"a\":".repeat(100_000)));

        assertThatThrownBy(() -> session.execute(keyed())).isInstanceOf(UnreadableReplyException.class);
        assertThatThrownBy(() -> session.execute(keyed())).hasMessageContaining("HTTP 400");
    }

    @Test
    void interceptorThatThrowsBeforeSendingIsNotSent() {
        VippsSession broken = VippsSession.of(server.builder()
                        .addInterceptor(chain -> {
                            if (chain.request().tag(Operation.class).equals(CHANGE)) {
                                throw new IllegalStateException("a defect in the interceptor");
                            }
                            return chain.proceed(chain.request());
                        })
                        .build())
                .withTime(time);

        assertThatThrownBy(() -> broken.execute(keyed()))
                .isInstanceOf(NotSentException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThat(server.requests).isEmpty();
    }

    @Test
    void interceptorThatThrowsAfterA2xxDoesNotUndoIt() {
        VippsSession broken = VippsSession.of(server.builder()
                        .addInterceptor(chain -> {
                            Response response = chain.proceed(chain.request());
                            if (chain.request().tag(Operation.class).equals(CHANGE)) {
                                response.close();
                                throw new IllegalStateException("a defect in the interceptor");
                            }
                            return response;
                        })
                        .build())
                .withTime(time);

        UnreadableReplyException e =
                catchThrowableOfType(UnreadableReplyException.class, () -> broken.execute(keyed()));

        assertThat(e.processed()).isEqualTo(Processed.YES);
        assertThat(server.requests).hasSize(1);
    }

    /** What Kotlin does without asking. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable e) throws E {
        throw (E) e;
    }

    @Test
    void checkedExceptionOfAnInterceptorDoesNotUndoItEither() {
        VippsSession broken = VippsSession.of(server.builder()
                        .addInterceptor(chain -> {
                            Response response = chain.proceed(chain.request());
                            if (chain.request().tag(Operation.class).equals(CHANGE)) {
                                response.close();
                                PipelineFaultTest.<RuntimeException>sneak(new java.util.concurrent.TimeoutException());
                            }
                            return response;
                        })
                        .build())
                .withTime(time);

        assertThatThrownBy(() -> broken.execute(keyed())).isInstanceOf(UnreadableReplyException.class);
    }

    /** OkHttp lets one out that it does not declare when it is interrupted while it connects. */
    @Test
    void interruptWhileConnectingIsNotSentAndStaysSet() {
        VippsSession interrupted = VippsSession.of(server.builder()
                        .addInterceptor(chain -> {
                            PipelineFaultTest.<RuntimeException>sneak(new InterruptedException());
                            return chain.proceed(chain.request());
                        })
                        .build())
                .withTime(time);

        assertThatThrownBy(() -> interrupted.execute(keyed())).isInstanceOf(NotSentException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(server.requests).isEmpty();
    }

    private static final HeldCertificate LOCALHOST =
            new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();

    private static Server http2() {
        HandshakeCertificates certificates =
                new HandshakeCertificates.Builder().heldCertificate(LOCALHOST).build();
        return new Server(web -> {
            web.useHttps(certificates.sslSocketFactory());
            return web;
        });
    }

    private VippsSession overHttp2(Server http2) {
        HandshakeCertificates trusting = new HandshakeCertificates.Builder()
                .addTrustedCertificate(LOCALHOST.certificate())
                .build();
        return VippsSession.of(http2.builder()
                        .environment(Environment.at(URI.create("https://localhost:" + http2.web.getPort())))
                        .okHttpClient(new OkHttpClient.Builder()
                                .sslSocketFactory(trusting.sslSocketFactory(), trusting.trustManager())
                                .build())
                        .build())
                .withTime(time);
    }

    @Test
    void streamThatHttp2RefusedIsNotSentAndRepeated() {
        try (Server http2 = http2()) {
            VippsSession overHttp2 = overHttp2(http2);
            overHttp2.execute(readOf(http2));
            http2.then(
                    new MockResponse.Builder()
                            .onRequestStart(new SocketEffect.CloseStream(REFUSED_STREAM))
                            .build(),
                    json(200, "{\"state\":\"OK\"}"));

            assertThat(overHttp2.execute(once())).isEqualTo("OK");
            assertThat(time.sleeps()).hasSize(1);
            assertThat(http2.requests)
                    .filteredOn(request -> "/test/change".equals(request.getTarget()))
                    .singleElement()
                    .satisfies(request -> assertThat(request.getVersion()).isEqualTo("HTTP/2"));
        }
    }

    /** A stream that is refused after its answer has begun breaks the rules of HTTP/2; the answer counts. */
    @Test
    void streamThatHttp2RefusesAfterA2xxWasProcessed() {
        try (Server http2 = http2()) {
            VippsSession overHttp2 = overHttp2(http2);
            http2.then(new MockResponse.Builder()
                    .body("{\"state\":\"OK\"}".repeat(1000))
                    .onResponseBody(new SocketEffect.CloseStream(REFUSED_STREAM))
                    .build());

            UnreadableReplyException e =
                    catchThrowableOfType(UnreadableReplyException.class, () -> overHttp2.execute(once()));

            assertThat(e.processed()).isEqualTo(Processed.YES);
            assertThat(http2.requests).hasSize(1);
        }
    }

    /** A server that restarts closes every idle connection; the attempts must not die on one after the other. */
    @Test
    void poolOfDeadConnectionsCostsOneAttemptAtMost() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try (VippsSession many = VippsSession.of(server.builder().build()).withTime(time)) {
            CyclicBarrier start = new CyclicBarrier(6);
            for (int i = 0; i < 6; i++) {
                server.then(new MockResponse.Builder()
                        .headersDelay(100, TimeUnit.MILLISECONDS)
                        .body("{\"state\":\"OK\"}")
                        .onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE)
                        .build());
            }
            List<Future<String>> first = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                first.add(threads.submit(() -> {
                    start.await();
                    return many.execute(keyed());
                }));
            }
            for (Future<String> call : first) {
                assertThat(call.get()).isEqualTo("OK");
            }
            server.then(json(200, "{\"state\":\"AGAIN\"}"));

            assertThat(many.execute(keyed())).isEqualTo("AGAIN");
            assertThat(time.sleeps()).hasSizeLessThanOrEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @FieldDefect(13)
    void answerThatAnInterceptorDropsIsClosed() {
        List<Throwable> defects = List.of(
                new IllegalStateException("a defect"), new IOException("a defect"), new AssertionError("a defect"));
        for (Throwable defect : defects) {
            VippsSession broken = VippsSession.of(server.builder()
                            .okHttpClient(new OkHttpClient.Builder()
                                    .connectionPool(pool)
                                    .build())
                            .addInterceptor(chain -> {
                                Response response = chain.proceed(chain.request());
                                if (chain.request().tag(Operation.class).equals(CHANGE)) {
                                    PipelineFaultTest.<RuntimeException>sneak(defect);
                                }
                                return response;
                            })
                            .build())
                    .withTime(time);

            assertThatThrownBy(() -> broken.execute(once()))
                    .as(defect.toString())
                    .isInstanceOf(VippsException.class)
                    .satisfies(e -> assertThat(((VippsException) e).processed()).isNotEqualTo(Processed.NO));
            assertThat(pool.connectionCount()).as(defect.toString()).isEqualTo(pool.idleConnectionCount());
        }
    }

    @Test
    void callsUnderWayEndAfterCloseAndTheirConnectionsWithThem() throws Exception {
        try (RawServer slow = new RawServer(request -> request.target().equals("/accesstoken/get")
                ? RawServer.Answer.json(200, "{\"access_token\":\"t\",\"expires_in\":3600}")
                : RawServer.Answer.json(200, "{\"state\":\"AUTHORIZED\"}").after(Duration.ofMillis(200)))) {
            VippsSession closing = VippsSession.of(Vipps.builder()
                    .environment(Environment.at(slow.url()))
                    .credentials(Server.CREDENTIALS)
                    .build());
            var call = closing.async(() -> closing.execute(read()));
            Await.until(() -> slow.received().size() == 2);

            closing.close();

            assertThat(call.get(5, TimeUnit.SECONDS)).isEqualTo("AUTHORIZED");
            Await.until(() -> slow.open() == 0);
        }
    }

    /** Counted at the bodies, for one that was read to its end gives its connection back even if nobody closes it. */
    @Test
    @FieldDefect(13)
    void everyAnswerIsClosedWhateverBecomesOfIt() {
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger open = new AtomicInteger();
        VippsSession counting = session(new OkHttpClient.Builder()
                .connectionPool(pool)
                .addInterceptor(chain -> {
                    answered.incrementAndGet();
                    return counted(chain.proceed(chain.request()), open);
                })
                .build());
        List<MockResponse> answers = List.of(
                json(200, "{\"state\":\"OK\"}"),
                json(200, "{}"),
                json(200, "<html>maintenance</html>"),
                json(200, "{\"state\":\"OK\",\"filler\":\"" + "x".repeat(4 * 1024 * 1024) + "\"}"),
                truncated(200, "{\"state\":\"OK\"}"),
                status(204),
                status(302, "Location", "/elsewhere"),
                json(400, "{\"title\":\"Bad\"}"),
                truncated(400, "{\"title\":\"half of what it had to say\"}"),
                large(400, 1024 * 1024),
                json(400, "[".repeat(100_000)),
                status(401),
                status(403),
                status(404),
                status(409),
                status(423, "Retry-After", "3600"),
                status(429, "Retry-After", "3600"),
                json(500, "<html>broken</html>"),
                status(503, "Retry-After", "0"));
        for (MockResponse answer : answers) {
            server.then(answer);
            try {
                counting.execute(once());
            } catch (VippsException e) {
                assertThat(e).isNotInstanceOf(NotSentException.class);
            }
            assertThat(open).as(answer.getStatus()).hasValue(0);
            assertThat(pool.connectionCount()).as(answer.getStatus()).isEqualTo(pool.idleConnectionCount());
        }
        // after the 401 there was another token and another attempt; the first token came before all
        assertThat(answered).hasValue(answers.size() + 3);
    }

    private static Response counted(Response response, AtomicInteger open) {
        open.incrementAndGet();
        ResponseBody body = response.body();
        Source counted = new ForwardingSource(body.source()) {
            private boolean closed;

            @Override
            public void close() throws IOException {
                if (!closed) {
                    closed = true;
                    open.decrementAndGet();
                }
                super.close();
            }
        };
        return response.newBuilder()
                .body(ResponseBody.create(Okio.buffer(counted), body.contentType(), body.contentLength()))
                .build();
    }

    @Test
    void noThreadIsLeftThatKeepsTheJvmAlive() {
        Set<Thread> before = Set.copyOf(Thread.getAllStackTraces().keySet());
        server.then(answerLost(), status(500), json(200, "{\"state\":\"CREATED\"}"));

        session.execute(keyed());

        List<Thread> left = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread) && !thread.isDaemon())
                .filter(thread -> !thread.getName().contains("MockWebServer"))
                .collect(Collectors.toList());
        assertThat(left).isEmpty();
    }

    @Test
    void closedVippsSaysSo() {
        session.close();
        assertThatThrownBy(() -> session.execute(read()))
                .isInstanceOf(IllegalStateException.class)
                .isNotInstanceOf(VippsException.class)
                .hasMessageContaining("closed");
    }
}
