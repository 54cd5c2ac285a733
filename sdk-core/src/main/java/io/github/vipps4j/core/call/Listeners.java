package io.github.vipps4j.core.call;

import io.github.vipps4j.core.AttemptInfo;
import io.github.vipps4j.core.CallListener;
import io.github.vipps4j.core.ReplyInfo;
import io.github.vipps4j.core.VippsException;
import io.github.vipps4j.core.call.RetryPolicy.Decision;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import okhttp3.Headers;

/** Tells the caller's listeners, and lets none of them break the call. Nothing is built for them when there are none. */
final class Listeners {
    private final List<CallListener> listeners;

    Listeners(List<CallListener> listeners) {
        this.listeners = listeners;
    }

    void attemptFailed(Progress progress, Failure failure, Duration elapsed, Decision next) {
        if (!listeners.isEmpty()) {
            tell(new AttemptInfo(
                    progress.info(),
                    failure.status() == 0 ? null : failure.status(),
                    failure.kind().toString(),
                    elapsed,
                    next.goesOn() ? next.pause() : null));
        }
    }

    /** A reply that holds a secret is told to nobody. */
    void succeeded(Progress progress, Reply reply, Duration elapsed) {
        Consumer<ReplyInfo> onReply = progress.options.onReply();
        if (listeners.isEmpty() && onReply == null) {
            return;
        }
        tell(new AttemptInfo(progress.info(), reply.status(), null, elapsed, null));
        if (progress.call.secretReply) {
            return;
        }
        ReplyInfo info = new ReplyInfo(
                progress.info(),
                reply.status(),
                traceIds(reply.headers()),
                new String(reply.body(), StandardCharsets.UTF_8));
        if (onReply != null) {
            safely(() -> onReply.accept(info));
        }
        listeners.forEach(listener -> safely(() -> listener.onReply(info)));
    }

    /** The failure of a token request is told as that of the call that needed the token. */
    void failed(VippsException failure) {
        if (!failure.operation().equals(TokenRequest.OPERATION.name())) {
            listeners.forEach(listener -> safely(() -> listener.onFailure(failure)));
        }
    }

    private void tell(AttemptInfo attempt) {
        listeners.forEach(listener -> safely(() -> listener.onAttempt(attempt)));
    }

    private static void safely(Runnable listener) {
        Safely.run("listener", listener);
    }

    private static Map<String, String> traceIds(Headers headers) {
        Map<String, String> ids = new LinkedHashMap<>();
        for (int i = 0; i < headers.size(); i++) {
            String name = headers.name(i).toLowerCase(Locale.ROOT);
            if (name.contains("trace") || name.endsWith("request-id") || name.endsWith("correlation-id")) {
                ids.put(name, headers.value(i));
            }
        }
        return ids;
    }
}
