package io.github.vipps4j.core.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.vipps4j.testsupport.Await;
import io.github.vipps4j.testsupport.FieldDefect;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdkHttpAdapterTest {
    private final List<CallbackRequest> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newHttpClient();
    private final JdkHttpAdapter adapter = new JdkHttpAdapter(this::answer);
    private final HttpServer server;

    JdkHttpAdapterTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/hooks", adapter);
        server.start();
    }

    @AfterEach
    void close() {
        released.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private CallbackResponse answer(CallbackRequest request) {
        requests.add(request);
        if (request.path().endsWith("slow")) {
            arrived.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return request.path().endsWith("empty")
                ? CallbackResponse.of(204)
                : new CallbackResponse(
                        201, Map.of("Content-Type", "text/plain", "X-Answer", "42"), "blåbær".getBytes(UTF_8));
    }

    private HttpRequest post(String path, byte[] body) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path))
                .header("X-Ms-Date", "today")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    private HttpResponse<String> send(String path, byte[] body) throws Exception {
        return client.send(post(path, body), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    @FieldDefect(54)
    void bytesGoInAndOutUnchanged() throws Exception {
        byte[] body = "{ \"name\" : \"Blåbær\" }\r\n".getBytes(UTF_8);
        HttpResponse<String> response = send("/hooks/a%2Fb?c=%20d", body);
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.body()).isEqualTo("blåbær");
        assertThat(response.headers().firstValue("X-Answer")).contains("42");
        CallbackRequest request = requests.get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.pathAndQuery()).isEqualTo("/hooks/a%2Fb?c=%20d");
        assertThat(request.header("x-ms-date")).isEqualTo("today");
        assertThat(request.body()).isEqualTo(body);
    }

    @Test
    void answerMayBeEmpty() throws Exception {
        HttpResponse<String> response = send("/hooks/empty", new byte[0]);
        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.body()).isEmpty();
    }

    @Test
    @FieldDefect(63)
    void noMoreIsReadThanTheLimitAndOneByte() throws Exception {
        // the rest is not read, so the caller may see its connection closed instead of the answer
        client.sendAsync(
                post("/hooks/large", new byte[3 * CallbackRequest.MAX_BODY]), HttpResponse.BodyHandlers.discarding());
        Await.until(() -> requests.size() == 1);
        assertThat(requests.get(0).body()).hasSize(CallbackRequest.MAX_BODY + 1);
    }

    @Test
    void stoppingWaitsForCallsUnderWayAndRefusesNewOnes() throws Exception {
        CompletableFuture<HttpResponse<String>> slow =
                client.sendAsync(post("/hooks/slow", new byte[0]), HttpResponse.BodyHandlers.ofString());
        assertThat(arrived.await(5, TimeUnit.SECONDS)).isTrue();

        assertThat(adapter.stop(Duration.ofMillis(1))).isFalse();
        assertThat(send("/hooks/new", new byte[0]).statusCode()).isEqualTo(503);
        released.countDown();
        assertThat(slow.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
        assertThat(adapter.stop(Duration.ofSeconds(5))).isTrue();
        assertThat(requests).hasSize(1);
    }

    @Test
    void stoppingWithNothingUnderWayTakesNoTime() throws Exception {
        send("/hooks/a", new byte[0]);
        assertThat(adapter.stop(Duration.ofSeconds(5))).isTrue();
        assertThat(send("/hooks/b", new byte[0]).statusCode()).isEqualTo(503);
    }
}
