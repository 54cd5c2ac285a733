package io.github.vipps4j.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The figures mean something only as long as all contenders do the same. */
class ContenderTest {
    private static final String REFERENCE = "acme-shop-123-order123abc";

    /** What went over the wire; of what may differ, user agent and key, only that it is there. */
    private record Sent(String method, String path, Map<String, List<String>> headers, String body) {
        static Sent by(HttpExchange exchange) throws IOException {
            Map<String, List<String>> headers = new TreeMap<>(exchange.getRequestHeaders());
            headers.replace("User-agent", List.of("any"));
            headers.replace("Idempotency-key", List.of("any"));
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            return new Sent(
                    exchange.getRequestMethod(), exchange.getRequestURI().getPath(), headers, body);
        }
    }

    @Test
    void allSendTheSame() throws IOException {
        List<Sent> sdk = sentBy(Contender.SDK);
        assertThat(sdk)
                .extracting(Sent::path)
                .containsExactly("/accesstoken/get", "/epayment/v1/payments", "/epayment/v1/payments/" + REFERENCE);
        assertThat(sentBy(Contender.HAND_WRITTEN)).isEqualTo(sdk);
        assertThat(sentBy(Contender.RAW)).isEqualTo(sdk);
    }

    private static List<Sent> sentBy(Contender contender) throws IOException {
        List<Sent> sent = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer(server, "/accesstoken/get", CannedServer.TOKEN, sent);
        answer(server, "/epayment/v1/payments", CannedServer.CREATED, sent);
        answer(server, "/epayment/v1/payments/" + REFERENCE, CannedServer.PAYMENT, sent);
        server.start();
        try {
            PaymentCalls calls =
                    contender.connect("http://127.0.0.1:" + server.getAddress().getPort());
            calls.create(REFERENCE);
            calls.get(REFERENCE);
            sent.forEach(request -> request.headers().remove("Host"));
            return sent;
        } finally {
            server.stop(0);
        }
    }

    private static void answer(HttpServer server, String path, String body, List<Sent> sent) {
        server.createContext(path, exchange -> {
            sent.add(Sent.by(exchange));
            exchange.sendResponseHeaders(200, body.length());
            exchange.getResponseBody().write(body.getBytes(UTF_8));
            exchange.close();
        });
    }

    @Test
    void allReadTheSame() throws IOException {
        try (Fork server = Fork.of(CannedServer.class)) {
            String url = "http://127.0.0.1:" + server.number();
            SdkCalls sdk = new SdkCalls(url);
            HandWrittenCalls handWritten = new HandWrittenCalls(url);
            RawCalls raw = new RawCalls(url);

            assertThat(sdk.create(REFERENCE).redirectUrl())
                    .isEqualTo(handWritten.create(REFERENCE).redirectUrl());
            assertThat(raw.create(REFERENCE)).asString(UTF_8).isEqualTo(CannedServer.CREATED);

            assertThat(sdk.get(REFERENCE).aggregate().capturedAmount().value())
                    .isEqualTo(handWritten
                            .get(REFERENCE)
                            .aggregate()
                            .capturedAmount()
                            .value())
                    .isEqualTo(10_000);
            assertThat(raw.get(REFERENCE)).asString(UTF_8).isEqualTo(CannedServer.PAYMENT);
        }
    }
}
