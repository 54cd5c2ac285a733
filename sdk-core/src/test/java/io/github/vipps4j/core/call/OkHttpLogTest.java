package io.github.vipps4j.core.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.vipps4j.core.Credentials;
import io.github.vipps4j.core.Environment;
import io.github.vipps4j.core.Operation;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.testsupport.RawServer;
import io.github.vipps4j.testsupport.RawServer.Answer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import mockwebserver3.MockResponse;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands below us logs through java.util.logging: at its finest it tells of frames and connections, not of what is in them. */
class OkHttpLogTest {
    private static final Operation CHANGE = new Operation("test.change", "POST", "/test/change");
    private static final Credentials CREDENTIALS = Credentials.of("leak-id", "leak-secret", "leak-key");

    private final Logger root = LogManager.getLogManager().getLogger("");
    private final Level before = root.getLevel();
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getLoggerName() + " " + new SimpleFormatter().format(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        root.addHandler(handler);
        root.setLevel(Level.ALL);
    }

    @AfterEach
    void stopListening() {
        root.setLevel(before);
        root.removeHandler(handler);
    }

    private static ApiCall<Boolean> change() {
        return ApiCall.of(CHANGE, Repeatability.ONCE, body -> Boolean.TRUE)
                .settledBy("Read it back")
                .body("{\"phoneNumber\":\"leak-phone\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .build();
    }

    @Test
    void http2FramesAreLoggedWithoutWhatIsInThem() {
        HeldCertificate localhost = new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .build();
        HandshakeCertificates serving =
                new HandshakeCertificates.Builder().heldCertificate(localhost).build();
        HandshakeCertificates trusting = new HandshakeCertificates.Builder()
                .addTrustedCertificate(localhost.certificate())
                .build();
        OkHttpClient client = new OkHttpClient.Builder()
                .sslSocketFactory(trusting.sslSocketFactory(), trusting.trustManager())
                .build();
        try (Server http2 = new Server(web -> {
                    web.useHttps(serving.sslSocketFactory());
                    return web;
                });
                Vipps vipps = http2.builder()
                        .environment(Environment.at(URI.create("https://localhost:" + http2.web.getPort())))
                        .credentials(CREDENTIALS)
                        .okHttpClient(client)
                        .build()) {
            http2.then(new MockResponse.Builder()
                    .addHeader("X-Name", "leak-name")
                    .body("{\"name\":\"leak-body\"}")
                    .build());

            VippsSession.of(vipps).execute(change());

            assertThat(http2.requests)
                    .singleElement()
                    .satisfies(request -> assertThat(request.getVersion()).isEqualTo("HTTP/2"));
        }
        assertThat(lines).anyMatch(line -> line.contains("HEADERS")).anyMatch(line -> line.contains("DATA"));
        assertThat(lines).anyMatch(line -> line.startsWith("okhttp3.internal.concurrent.TaskRunner"));
        assertThat(lines).noneMatch(line -> line.contains("leak-") || line.contains("token-1"));
    }

    @Test
    void passwordOfAProxyIsInNoLogAndInNoException() {
        try (RawServer proxy = new RawServer(request -> request.headers().containsKey("proxy-authorization")
                ? Answer.of(503, "text/html", "<html>" + request.headers() + "</html>")
                : Answer.of(407, "text/html", "", "Proxy-Authenticate: Basic realm=\"shop\""))) {
            OkHttpClient client = new OkHttpClient.Builder()
                    .proxy(new Proxy(
                            Proxy.Type.HTTP,
                            new InetSocketAddress("127.0.0.1", proxy.url().getPort())))
                    .proxyAuthenticator((route, response) -> response.request().header("Proxy-Authorization") != null
                            ? null
                            : response.request()
                                    .newBuilder()
                                    .header("Proxy-Authorization", "Basic leak-proxy")
                                    .build())
                    .build();
            for (String target : List.of("https://api.invalid", "http://127.0.0.1:1")) {
                VippsSession session = VippsSession.of(Vipps.builder()
                                .environment(Environment.at(URI.create(target)))
                                .credentials(CREDENTIALS)
                                .okHttpClient(client)
                                .build())
                        .withTime(new FakeTime());
                StringWriter trace = new StringWriter();
                catchThrowable(() -> session.execute(change())).printStackTrace(new PrintWriter(trace));

                assertThat(trace.toString()).contains("Exception: test.change").doesNotContain("leak-");
            }
            assertThat(proxy.received()).anyMatch(request -> request.headers().containsKey("proxy-authorization"));
        }
        assertThat(lines).noneMatch(line -> line.contains("leak-"));
    }
}
