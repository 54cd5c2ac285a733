package io.github.vipps4j.core.call;

import io.github.vipps4j.core.Credentials;
import io.github.vipps4j.core.Environment;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.VippsBuilder;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;

/** A server that hands out tokens and answers everything else as it was told, in order; then with 200 and {@code {}}. */
final class Server implements AutoCloseable {
    static final Credentials CREDENTIALS =
            Credentials.of("client-id-0001", "client-secret-0001", "subscription-key-0001");

    final MockWebServer web = new MockWebServer();
    final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
    final List<RecordedRequest> tokenRequests = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedDeque<MockResponse> answers = new ConcurrentLinkedDeque<>();
    private final ConcurrentLinkedDeque<MockResponse> tokenAnswers = new ConcurrentLinkedDeque<>();
    private final AtomicInteger tokens = new AtomicInteger();
    /** Tokens below this number are answered 401. */
    volatile int validFrom = 1;

    Server() {
        this(UnaryOperator.identity());
    }

    Server(UnaryOperator<MockWebServer> setUp) {
        setUp.apply(web);
        web.setDispatcher(new Dispatcher() {
            /** What is to happen before a request is read is asked for here, and never dispatched. */
            @Override
            public MockResponse peek() {
                MockResponse next = answers.peek();
                return next != null && next.getOnRequestStart() != null ? answers.remove() : super.peek();
            }

            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answer(request);
            }
        });
        try {
            web.start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private MockResponse answer(RecordedRequest request) {
        if (request.getTarget().endsWith("/accesstoken/get")) {
            tokenRequests.add(request);
            MockResponse told = tokenAnswers.poll();
            return told != null ? told : token(tokens.incrementAndGet());
        }
        requests.add(request);
        String authorization = request.getHeaders().get("Authorization");
        if (authorization == null || Integer.parseInt(authorization.substring("Bearer token-".length())) < validFrom) {
            return json(401, "{\"statusCode\":401,\"message\":\"Unauthorized\"}");
        }
        MockResponse told = answers.poll();
        return told != null ? told : json(200, "{}");
    }

    private static MockResponse token(int number) {
        return json(
                200,
                "{\"token_type\":\"Bearer\",\"expires_in\":\"3599\",\"ext_expires_in\":\"0\",\"access_token\":\"token-"
                        + number + "\"}");
    }

    Server then(MockResponse... next) {
        answers.addAll(List.of(next));
        return this;
    }

    Server thenToken(MockResponse... next) {
        tokenAnswers.addAll(List.of(next));
        return this;
    }

    VippsBuilder builder() {
        return Vipps.builder()
                .environment(Environment.at(URI.create(web.url("/").toString())))
                .credentials(CREDENTIALS)
                .merchantSerialNumber("123456");
    }

    VippsSession session(Time time) {
        return VippsSession.of(builder().build()).withTime(time);
    }

    static MockResponse json(int status, String body) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("Content-Type", "application/json")
                .body(body)
                .build();
    }

    static MockResponse status(int status) {
        return new MockResponse.Builder().code(status).build();
    }

    static MockResponse status(int status, String header, String value) {
        return new MockResponse.Builder().code(status).addHeader(header, value).build();
    }

    /** The request is read whole, and then the connection closes. */
    static MockResponse answerLost() {
        return new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build();
    }

    /** The request is read whole, and then nothing happens. */
    static MockResponse silence() {
        return new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build();
    }

    static MockResponse truncated(int status, String body) {
        return new MockResponse.Builder()
                .code(status)
                .body(body)
                .onResponseBody(new SocketEffect.CloseSocket())
                .build();
    }

    static MockResponse large(int status, long bytes) {
        Buffer buffer = new Buffer();
        byte[] chunk = new byte[1024 * 1024];
        java.util.Arrays.fill(chunk, (byte) ' ');
        for (long written = 0; written < bytes; written += chunk.length) {
            buffer.write(chunk);
        }
        return new MockResponse.Builder().code(status).body(buffer).build();
    }

    @Override
    public void close() {
        web.close();
    }
}
