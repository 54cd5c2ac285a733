package io.github.vipps4j.psp;

import io.github.vipps4j.core.Credentials;
import io.github.vipps4j.core.Environment;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.VippsBuilder;
import io.github.vipps4j.core.call.VippsSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.jspecify.annotations.Nullable;

/** A server that gives tokens, and for everything else the prepared answers in their order. It keeps what it was sent. */
final class VippsServer implements AutoCloseable {
    static final String MSN = "654321";
    static final String PSP_ID = "7cd7e4d9-0e9c-4e1b-8a5c-000000000001";
    static final String SUBSCRIPTION_KEY = "0123456789abcdef0123456789abcdef";
    static final String CLIENT_SECRET = "c2VjcmV0LXNlY3JldC1zZWNyZXQ=";
    static final String TOKEN = "eyJ0eXAiOiJKV1Qi.eyJhcHBpZCI6Ii.c2lnbmF0dXJl";

    private static final String TOKEN_REPLY = """
            {
              "token_type": "Bearer",
              "expires_in": "3599",
              "ext_expires_in": "0",
              "expires_on": "1784000000",
              "not_before": "1783996101",
              "resource": "00000002-0000-0000-c000-000000000000",
              "access_token": "%s"
            }
            """;

    final FakeTime time = new FakeTime();
    private final MockWebServer server = new MockWebServer();
    private final Queue<MockResponse> answers = new ConcurrentLinkedQueue<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger tokens = new AtomicInteger();

    /** One API request as it was on the wire. Header names in lower case. */
    record Received(String method, String target, Map<String, String> headers, String body) {
        String header(String name) {
            String value = headers.get(name);
            if (value == null) {
                throw new AssertionError(method + " " + target + " has no header " + name + ": " + headers);
            }
            return value;
        }
    }

    VippsServer() {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answerTo(request);
            }
        });
        server.setServerSocketFactory(new PromptSockets());
        try {
            server.start(InetAddress.getLoopbackAddress(), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private MockResponse answerTo(RecordedRequest request) {
        if (request.getTarget().equals("/accesstoken/get")) {
            int number = tokens.incrementAndGet();
            String token = number == 1 ? TOKEN : TOKEN + number;
            return json(200, TOKEN_REPLY.formatted(token)).build();
        }
        received.add(new Received(request.getMethod(), request.getTarget(), headers(request), body(request)));
        MockResponse answer = answers.poll();
        return answer != null
                ? answer
                : json(418, "{\"title\":\"no answer was prepared\"}").build();
    }

    /** OkHttp prints each of its headers as {@code (name, value)}. */
    private static Map<String, String> headers(RecordedRequest request) {
        Map<String, String> headers = new TreeMap<>();
        for (Object pair : (Iterable<?>) Objects.requireNonNull(call(request, "getHeaders"))) {
            String text = pair.toString();
            int comma = text.indexOf(", ");
            String name = text.substring(1, comma).toLowerCase(Locale.ROOT);
            if (headers.put(name, text.substring(comma + 2, text.length() - 1)) != null) {
                throw new AssertionError(name + " was sent twice");
            }
        }
        return headers;
    }

    private static String body(RecordedRequest request) {
        Object bytes = call(request, "getBody");
        return bytes == null ? "" : String.valueOf(call(bytes, "utf8"));
    }

    /** By name, because the build lets nobody use the types of OkHttp and Okio who does not depend on them. */
    private static @Nullable Object call(Object target, String method) {
        try {
            return target.getClass().getMethod(method).invoke(target);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static MockResponse.Builder json(int status, String body) {
        return new MockResponse.Builder()
                .code(status)
                .setHeader("Content-Type", "application/json")
                .body(body);
    }

    /** Prepares the next answer. */
    VippsServer answer(int status, String body) {
        answers.add(json(status, body).build());
        return this;
    }

    /** The next request is read, and its answer is lost. */
    VippsServer loseAnswer() {
        answers.add(new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build());
        return this;
    }

    /** The head of the answer arrives, its body breaks off. */
    VippsServer breakOff(int status, String body) {
        answers.add(json(status, body)
                .onResponseBody(new SocketEffect.CloseSocket())
                .build());
        return this;
    }

    VippsBuilder builder() {
        return Vipps.builder()
                .environment(Environment.at(URI.create("http://127.0.0.1:" + server.getPort())))
                .credentials(Credentials.of("11111111-2222-3333-4444-555555555555", CLIENT_SECRET, SUBSCRIPTION_KEY))
                .merchantSerialNumber(MSN)
                .pspId(PSP_ID)
                .system("acme-shop", "4.2.0")
                .plugin("acme-vipps", "1.0.3");
    }

    /** On {@link #time}. */
    Vipps vipps() {
        return vipps(builder());
    }

    Vipps vipps(VippsBuilder builder) {
        return VippsSession.of(builder.build()).withTime(time);
    }

    /** On {@link #time}. */
    PspClient psp() {
        return PspClient.of(vipps());
    }

    /** The API requests, in their order; those for tokens not among them. */
    List<Received> received() {
        return List.copyOf(received);
    }

    /** The API request, of which there must have been exactly one. */
    Received onlyRequest() {
        if (received.size() != 1) {
            throw new AssertionError("Not one request: " + received);
        }
        return received.get(0);
    }

    int tokenRequests() {
        return tokens.get();
    }

    @Override
    public void close() {
        server.close();
    }

    /** Without them every answer on a connection that was used before takes 40 ms (Nagle and delayed acknowledgements). */
    private static final class PromptSockets extends ServerSocketFactory {
        @Override
        public ServerSocket createServerSocket() throws IOException {
            return new ServerSocket() {
                @Override
                public Socket accept() throws IOException {
                    Socket socket = super.accept();
                    socket.setTcpNoDelay(true);
                    return socket;
                }
            };
        }

        @Override
        public ServerSocket createServerSocket(int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
            throw new UnsupportedOperationException();
        }
    }
}
