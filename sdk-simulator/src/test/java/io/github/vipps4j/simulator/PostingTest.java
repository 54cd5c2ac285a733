package io.github.vipps4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostingTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final char[] PASSWORD = "password".toCharArray();

    private static SignedRequest to(String url) {
        return SignedRequest.sign(WebhookUrl.of(url), "secret", Instant.EPOCH, "{}".getBytes(StandardCharsets.UTF_8));
    }

    private static Posting posting() {
        return new Posting(new HandTimer(), InetAddress::getAllByName);
    }

    /** Goes off when the test says so. */
    private static final class HandTimer implements Posting.Timer {
        private final List<Duration> times = new CopyOnWriteArrayList<>();
        private final BlockingQueue<Runnable> steps = new LinkedBlockingQueue<>();

        @Override
        public Future<?> in(Duration time, Runnable step) {
            times.add(time);
            steps.add(step);
            return new CompletableFuture<>();
        }

        /** The oldest that has not gone off, as soon as there is one. */
        void goOff() {
            take().run();
        }

        Runnable take() {
            try {
                return steps.take();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** What a server does with its one connection. */
    @FunctionalInterface
    private interface Behaviour {
        void serve(Socket socket) throws IOException;
    }

    private static Behaviour saying(String bytes) {
        return socket -> {
            socket.getInputStream().read(new byte[10_000]);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        };
    }

    /** Says some bytes, lets the time run out, and keeps the connection until the other side ends it. */
    private static Behaviour stoppingAfter(String bytes, Runnable timeIsUp) {
        return socket -> {
            saying(bytes).serve(socket);
            timeIsUp.run();
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        };
    }

    private static Posting.Outcome answeredBy(Posting posting, String urlBeforePort, Behaviour behaviour)
            throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            FutureTask<Boolean> served = new FutureTask<>(() -> {
                try (Socket socket = server.accept()) {
                    behaviour.serve(socket);
                } catch (SocketException e) {
                    // the other side has closed
                    return false;
                }
                return true;
            });
            Daemons.named("raw-server-").newThread(served).start();
            Posting.Outcome outcome = posting.send(to(urlBeforePort + server.getLocalPort() + "/"), LIMIT);
            posting.finish();
            served.get(10, TimeUnit.SECONDS);
            return outcome;
        }
    }

    private static Posting.Outcome answeredBy(String bytes) throws Exception {
        return answeredBy(posting(), "http://127.0.0.1:", saying(bytes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.0 204\r\n",
                "HTTP/1.1 204 \n\nrest",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n"
            })
    void statusLineIsEnough(String answer) throws Exception {
        assertThat(answeredBy(answer).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1",
                "SSH-2.0-OpenSSH\r\n",
                "HTTP/2 200\r\n",
                "HTTP/1.1 100 Continue\r\n\r\n",
                "HTTP/1.1 100 Continue\r\nLink: </a>"
            })
    void anythingElseIsNoAnswer(String answer) throws Exception {
        assertThat(answeredBy(answer).status()).isNull();
    }

    @Test
    void timeThatWasWaitedIsTold() throws Exception {
        assertThat(answeredBy("HTTP/1.1 500 Oops\r\n\r\n").waited())
                .isPositive()
                .isLessThan(LIMIT);
        assertThat(answeredBy("").waited()).isPositive().isLessThan(LIMIT);
    }

    @ParameterizedTest
    @CsvSource({"http://127.0.0.1:, ''", "http://127.0.0.1:, HTTP/1.1 20", "https://127.0.0.1:, ''"})
    void oneLimitCoversHandshakeAndAStatusLineThatDrips(String url, String bytes) throws Exception {
        HandTimer timer = new HandTimer();
        Posting posting = new Posting(timer, InetAddress::getAllByName);

        assertThat(answeredBy(posting, url, stoppingAfter(bytes, timer::goOff)))
                .isEqualTo(new Posting.Outcome(null, LIMIT));
        assertThat(timer.times).first().isEqualTo(LIMIT);
    }

    @Test
    void restIsReadForASecondInAllHoweverItComes() throws Exception {
        HandTimer timer = new HandTimer();
        Posting posting = new Posting(timer, InetAddress::getAllByName);
        Runnable timeForTheRestIsUp = () -> {
            timer.take();
            timer.goOff();
        };

        assertThat(answeredBy(
                                posting,
                                "http://127.0.0.1:",
                                stoppingAfter("HTTP/1.1 200 OK\r\n\r\nand so on", timeForTheRestIsUp))
                        .status())
                .isEqualTo(200);
        assertThat(timer.times).containsExactly(LIMIT, Duration.ofSeconds(1));
    }

    @Test
    void eachLoopbackAddressIsTriedAndNoOther() throws Exception {
        InetAddress[] addresses = {
            InetAddress.getByName("192.0.2.1"), InetAddress.getByName("::1"), InetAddress.getByName("127.0.0.1")
        };
        Posting posting = new Posting(new HandTimer(), host -> addresses);

        assertThat(answeredBy(posting, "http://localhost:", saying("HTTP/1.1 204\r\n"))
                        .status())
                .isEqualTo(204);
    }

    @Test
    void abortedBeforeItBeginsItSendsNothing() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Posting posting = posting();
            posting.abort();

            assertThat(posting.send(to("http://127.0.0.1:" + server.getLocalPort() + "/"), LIMIT)
                            .status())
                    .isNull();
        }
    }

    @Test
    void otherMachinesAreNotCalled() {
        Posting.Outcome outcome = posting().send(to("https://192.0.2.1/"), LIMIT);

        assertThat(outcome.status()).isNull();
        assertThat(outcome.waited()).isLessThan(LIMIT);
    }

    @Test
    void httpsTrustsWhatTheJvmTrustsByDefault(@TempDir Path folder) throws Exception {
        SSLContext selfSigned = selfSigned(folder);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(selfSigned));
        server.createContext("/", exchange -> {
            try (exchange;
                    OutputStream body = exchange.getResponseBody()) {
                exchange.sendResponseHeaders(202, 2);
                body.write("ok".getBytes(StandardCharsets.UTF_8));
            }
        });
        server.start();
        SSLContext usual = SSLContext.getDefault();
        try {
            String url = "https://localhost:" + server.getAddress().getPort() + "/";
            assertThat(posting().send(to(url), LIMIT).status()).isNull();
            SSLContext.setDefault(selfSigned);
            Posting posting = posting();
            assertThat(posting.send(to(url), LIMIT).status()).isEqualTo(202);
            posting.finish();
        } finally {
            SSLContext.setDefault(usual);
            server.stop(0);
        }
    }

    /** For the name localhost, and trusting itself. */
    private static SSLContext selfSigned(Path folder) throws Exception {
        Path file = folder.resolve("localhost.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("localhost", store.getCertificate("mykey"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
