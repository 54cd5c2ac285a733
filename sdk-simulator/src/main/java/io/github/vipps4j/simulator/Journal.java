package io.github.vipps4j.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What came and what was answered: all requests are counted, the last ones are kept. */
final class Journal {
    /** Enough for a test, and a load test does not run out of memory. */
    static final int KEPT = 10_000;

    private static final String MASK = "***";
    private static final Set<String> SECRET_HEADERS = Set.of("client_secret", "ocp-apim-subscription-key");
    private static final List<String> SCHEMES = List.of("Bearer ", WebhookSignature.SCHEME);
    private static final Pattern SECRET_FIELD = Pattern.compile(
            "(\"(?:callbackAuthorizationToken|customerToken|token|authToken|makePaymentToken|consentRemovalPrefix)\"\\s*:\\s*\")[^\"]*");

    /** The beginning of an image shows its signature. */
    private static final Pattern IMAGE_CONTENT = Pattern.compile("(\"src\"\\s*:\\s*\"[^\"]{16})[^\"]+");

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<ReceivedRequest> requests = new ArrayDeque<>();
    private final Map<ApiOperation, Integer> counts = new EnumMap<>(ApiOperation.class);

    void note(Call call, @Nullable ApiOperation operation, Answer answer) {
        ReceivedRequest request = new ReceivedRequest(
                operation,
                call.method(),
                call.pathAndQuery(),
                masked(call.headers()),
                shown(call, operation),
                answer.answeredStatus());
        lock.lock();
        try {
            requests.add(request);
            if (requests.size() > KEPT) {
                requests.remove();
            }
            if (operation != null) {
                counts.merge(operation, 1, Integer::sum);
            }
        } finally {
            lock.unlock();
        }
    }

    private static String shown(Call call, @Nullable ApiOperation operation) {
        String masked = SECRET_FIELD.matcher(call.bodyText()).replaceAll("$1" + MASK);
        return operation == ApiOperation.IMAGE_ADD
                ? IMAGE_CONTENT.matcher(masked).replaceAll("$1…")
                : masked;
    }

    List<ReceivedRequest> requests() {
        lock.lock();
        try {
            return List.copyOf(requests);
        } finally {
            lock.unlock();
        }
    }

    int count(ApiOperation operation) {
        lock.lock();
        try {
            return counts.getOrDefault(operation, 0);
        } finally {
            lock.unlock();
        }
    }

    void reset() {
        lock.lock();
        try {
            requests.clear();
            counts.clear();
        } finally {
            lock.unlock();
        }
    }

    /** The headers, with what proves somebody's identity unreadable. */
    static Map<String, String> masked(Map<String, String> headers) {
        Map<String, String> masked = new TreeMap<>(headers);
        masked.replaceAll((name, value) -> {
            String lowerCase = name.toLowerCase(Locale.ROOT);
            if (lowerCase.equals("authorization")) {
                return SCHEMES.stream().filter(value::startsWith).findFirst().orElse("") + MASK;
            }
            return SECRET_HEADERS.contains(lowerCase) ? MASK : value;
        });
        return masked;
    }
}
