package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A merchant's endpoint that is asked for shipping options; answers one option at first. */
final class ShippingDesk implements AutoCloseable {
    static final String GROUPS = """
            {"groups":[{"type":"HOME_DELIVERY","brand":"POSTEN","isDefault":true,"priority":0,"options":[
              {"id":"home-std","name":"To your door","amount":{"currency":"NOK","value":9900},
               "estimatedDelivery":"1-3 days","isDefault":true,"priority":0}]}]}""";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(Daemons.named("shipping-desk-"));
    private final List<Question> questions = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile int status = 200;
    private volatile String body = GROUPS;

    /** What came. */
    record Question(
            String path, String contentType, @Nullable String authorization, JsonNode json) {}

    ShippingDesk() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Question question = new Question(
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    Merchant.tree(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            questions.add(question);
            if (status == 0) {
                closing.await();
                return;
            }
            byte[] bytes = body.replace(
                            "$addressId", question.json().path("addressId").asText())
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Location", "http://localhost/elsewhere");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * From now on; status 0 does not answer at all. The question's address id takes the place of {@code $addressId}.
     */
    void answers(int newStatus, String newBody) {
        status = newStatus;
        body = newBody;
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/shipping";
    }

    /** The member {@code shipping} of a request that asks here. */
    String shipping() {
        return "{\"dynamicOptions\":{\"callbackUrl\":\"" + url() + "\",\"callbackAuthorizationToken\":\"desk-token\"}}";
    }

    List<Question> questions() {
        return questions;
    }

    /** Returns when somebody has asked. */
    void awaitQuestion() {
        while (questions.isEmpty()) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
