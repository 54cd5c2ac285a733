package io.github.vipps4j.core;

import io.github.vipps4j.core.support.Violations;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How some calls differ from what the {@link VippsBuilder} says. Immutable: each method returns a changed copy.
 *
 * <pre>{@code
 * payments.with(RequestOptions.defaults().deadline(Duration.ofSeconds(10))).get(reference);
 * }</pre>
 */
public final class RequestOptions {
    private static final RequestOptions DEFAULTS = new RequestOptions(null, null, null);

    private final @Nullable Duration deadline;
    private final @Nullable Duration attemptTimeout;
    private final @Nullable Consumer<ReplyInfo> onReply;

    private RequestOptions(
            @Nullable Duration deadline, @Nullable Duration attemptTimeout, @Nullable Consumer<ReplyInfo> onReply) {
        this.deadline = deadline;
        this.attemptTimeout = attemptTimeout;
        this.onReply = onReply;
    }

    /** No difference. */
    public static RequestOptions defaults() {
        return DEFAULTS;
    }

    /**
     * The longest that a call may take, attempts and waits together; 1 ms to 24 days. It is that of each read when an outcome is
     * awaited.
     *
     * @throws InvalidRequestException if it is shorter than 1 ms or longer than 24 days
     */
    public RequestOptions deadline(Duration deadline) {
        Violations.requireTimeout("deadline", deadline);
        return new RequestOptions(deadline, attemptTimeout, onReply);
    }

    /**
     * The longest that one attempt may take; 1 ms to 24 days.
     *
     * @throws InvalidRequestException if it is shorter than 1 ms or longer than 24 days
     */
    public RequestOptions attemptTimeout(Duration attemptTimeout) {
        Violations.requireTimeout("attemptTimeout", attemptTimeout);
        return new RequestOptions(deadline, attemptTimeout, onReply);
    }

    /** Called with what there is to know of the reply besides its value, before the call returns. */
    public RequestOptions onReply(Consumer<ReplyInfo> onReply) {
        return new RequestOptions(deadline, attemptTimeout, onReply);
    }

    /** The longest that a call may take, or null for the default. */
    public @Nullable Duration deadline() {
        return deadline;
    }

    /** The longest that one attempt may take, or null for the default. */
    public @Nullable Duration attemptTimeout() {
        return attemptTimeout;
    }

    /** Who wants to know of replies, or null. */
    public @Nullable Consumer<ReplyInfo> onReply() {
        return onReply;
    }

    /** These options, and the given ones where these say nothing. */
    public RequestOptions orElse(RequestOptions other) {
        return new RequestOptions(
                deadline != null ? deadline : other.deadline,
                attemptTimeout != null ? attemptTimeout : other.attemptTimeout,
                onReply != null ? onReply : other.onReply);
    }

    @Override
    public String toString() {
        return "RequestOptions[deadline=" + deadline + ", attemptTimeout=" + attemptTimeout + "]";
    }
}
