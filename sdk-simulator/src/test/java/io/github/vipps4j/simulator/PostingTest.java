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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostingTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final char[] PASSWORD = "password".toCharArray();

    private static SignedRequest to(String url) {
        return SignedRequest.sign(WebhookUrl.of(url), "secret", Instant.EPOCH, "{}".getBytes(StandardCharsets.UTF_8));
    }

    /** Sends to a server that says these bytes to whoever connects, and gives the status that was understood. */
    private static Posting.Outcome answeredBy(String bytes) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread thread = Daemons.named("raw-server-").newThread(() -> say(server, bytes));
            thread.start();
            Posting posting = new Posting();
            Posting.Outcome outcome = posting.send(to("http://127.0.0.1:" + server.getLocalPort() + "/"), LIMIT);
            posting.finish();
            thread.join();
            return outcome;
        }
    }

    private static void say(ServerSocket server, String bytes) {
        try (Socket socket = server.accept()) {
            socket.getInputStream().read(new byte[10_000]);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.0 204\r\n", "HTTP/1.1 204 \n\nrest"})
    void statusLineIsEnough(String answer) throws Exception {
        assertThat(answeredBy(answer)).isEqualTo(new Posting.Outcome(204, Duration.ZERO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1", "SSH-2.0-OpenSSH\r\n", "HTTP/2 200\r\n"})
    void anythingElseIsNoAnswer(String answer) throws Exception {
        assertThat(answeredBy(answer)).isEqualTo(new Posting.Outcome(null, Duration.ZERO));
    }

    @Test
    void abortedBeforeItBeginsItSendsNothing() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Posting posting = new Posting();
            posting.abort();

            assertThat(posting.send(to("http://127.0.0.1:" + server.getLocalPort() + "/"), LIMIT)
                            .status())
                    .isNull();
        }
    }

    @Test
    void otherMachinesAreNotCalled() {
        assertThat(new Posting().send(to("https://192.0.2.1/"), LIMIT))
                .isEqualTo(new Posting.Outcome(null, Duration.ZERO));
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
            assertThat(new Posting().send(to(url), LIMIT).status()).isNull();
            SSLContext.setDefault(selfSigned);
            Posting posting = new Posting();
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
