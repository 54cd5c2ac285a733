package io.github.vipps4j.webhooks;

import io.github.vipps4j.core.Credentials;
import io.github.vipps4j.core.Environment;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.call.Time;
import io.github.vipps4j.core.call.VippsSession;
import io.github.vipps4j.testsupport.RawServer;
import io.github.vipps4j.testsupport.RawServer.Answer;
import io.github.vipps4j.testsupport.RawServer.Received;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The three operations with their documented answers, or with others as told. Waits take no time. */
final class WebhookService implements AutoCloseable {
    static final String ROUTE = "/webhooks/v1/webhooks";

    /** Body of each registration by its id, the id put in front. */
    final Map<String, String> registrations = new TreeMap<>();

    final Queue<Answer> told = new ArrayDeque<>();
    private int number;

    private final RawServer server = new RawServer(this::answer);

    final Vipps vipps = VippsSession.of(Vipps.builder()
                    .environment(Environment.at(server.url()))
                    .credentials(Credentials.of("client-id", "client-secret", "subscription-key"))
                    .merchantSerialNumber("123456")
                    .build())
            .withTime(new Time() {
                @Override
                public long nanos() {
                    return SYSTEM.nanos();
                }

                @Override
                public Instant now() {
                    return SYSTEM.now();
                }

                @Override
                public void sleep(long nanos) {}
            });

    final WebhookClient client = WebhookClient.of(vipps);

    private Answer answer(Received request) {
        if (request.target().equals("/accesstoken/get")) {
            return Answer.json(200, "{\"access_token\":\"token-1\",\"expires_in\":\"3599\"}");
        }
        // an answer that is told as lost is lost after the operation
        Answer next = told.poll();
        if (next != null && !next.equals(Answer.lost())) {
            return next;
        }
        Answer usual = act(request);
        return next == null ? usual : next;
    }

    private Answer act(Received request) {
        switch (request.method()) {
            case "POST" -> {
                String id = "0000-" + ++number;
                registrations.put(id, "{\"id\":\"" + id + "\"," + request.body().substring(1));
                return Answer.json(201, "{\"id\":\"" + id + "\",\"secret\":\"secret-" + number + "\"}");
            }
            case "GET" -> {
                return Answer.json(
                        200, registrations.values().stream().collect(Collectors.joining(",", "{\"webhooks\":[", "]}")));
            }
            default -> {
                String id = request.target().substring(ROUTE.length() + 1);
                return registrations.remove(id) == null
                        ? Answer.json(404, "{\"title\":\"Not Found\",\"status\":404,\"type\":\"00-trace\"}")
                        : Answer.raw("HTTP/1.1 204 No Content\r\n\r\n");
            }
        }
    }

    /** Without the token requests. */
    List<Received> requests() {
        return server.received().stream()
                .filter(request -> request.target().startsWith(ROUTE))
                .toList();
    }

    /** Method and path of each. */
    List<String> calls() {
        return requests().stream()
                .map(request -> request.method() + request.target().substring(ROUTE.length()))
                .toList();
    }

    @Override
    public void close() {
        vipps.close();
        server.close();
    }
}
