package io.github.vipps4j.core.call;

import io.github.vipps4j.core.ApiError;
import io.github.vipps4j.core.ErrorCode;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.Operation;
import io.github.vipps4j.core.Resolution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One logical call, made once and then sent as often as the policy says: always the same path, key and bytes.
 *
 * @param <T> what the reply is read into
 */
public final class ApiCall<T> {
    static final byte[] NO_BODY = {};
    private static final String REFERENCE = "{reference}";
    private static final Duration DEFAULT_RATE_LIMIT_PAUSE = Duration.ofSeconds(12);

    final Operation operation;
    /** Asked for before anything is sent, so that a name without one is seen then. */
    final String api;

    final RetryPolicy.Rules rules;
    final Function<byte[], T> reader;
    final Function<ApiError, @Nullable ErrorCode> codes;
    final String settledBy;
    final @Nullable Supplier<Resolution> resolver;
    final String path;
    final Map<String, String> query;
    final byte @Nullable [] body;
    final @Nullable String reference;
    final @Nullable IdempotencyKey key;
    final String keyHeader;
    final boolean creates;
    final boolean ofPayment;
    final List<String> secrets;
    final boolean secretReply;
    private final Map<Integer, String> advice;
    private final @Nullable Function<Duration, @Nullable T> check;
    private final @Nullable T alreadyDone;

    private ApiCall(Builder<T> builder) {
        operation = builder.operation;
        api = operation.api();
        rules = new RetryPolicy.Rules(
                builder.repeatability,
                builder.rateLimitPause,
                builder.polled,
                builder.alreadyDoneStatus,
                builder.alreadyDoneAtFirst,
                builder.readWhenLocked);
        reader = builder.reader;
        codes = builder.codes;
        settledBy = builder.settledBy;
        resolver = builder.resolver;
        path = builder.path;
        query = Collections.unmodifiableMap(new LinkedHashMap<>(builder.query));
        body = builder.body;
        reference = builder.reference;
        key = builder.key;
        keyHeader = builder.keyHeader;
        creates = builder.creates;
        ofPayment = builder.ofPayment;
        advice = Map.copyOf(builder.advice);
        secrets = List.copyOf(builder.secrets);
        secretReply = builder.secretReply;
        check = builder.check;
        alreadyDone = builder.alreadyDone;
    }

    /** A call of an operation whose reply is read by {@code reader}. */
    public static <T> Builder<T> of(Operation operation, Repeatability repeatability, Function<byte[], T> reader) {
        return new Builder<>(operation, repeatability, reader);
    }

    /** Reads whether an earlier attempt did it. @return its result, or null if it did not */
    @Nullable
    T check(Duration within) {
        return Objects.requireNonNull(check, "a CHECKED call has its check").apply(within);
    }

    /** What the operation has to say about a refusal of this status, or null. */
    @Nullable
    String advice(int status) {
        return advice.get(status);
    }

    /** The status that a refusal is like: its code's, where the API says it with a code, else its own. */
    int likeStatus(ApiError error) {
        ErrorCode code = codes.apply(error);
        return code == null || code.sameAsStatus() == 0 ? error.status() : code.sameAsStatus();
    }

    /** What "it is already so" stands for. */
    T alreadyDone() {
        return Objects.requireNonNull(alreadyDone, "a status that means done has its result");
    }

    boolean changesState() {
        return rules.repeatability() != Repeatability.SAFE;
    }

    /** Gathers what a call is made of. */
    public static final class Builder<T> {
        private final Operation operation;
        private final Repeatability repeatability;
        private final Function<byte[], T> reader;
        private Function<ApiError, @Nullable ErrorCode> codes = error -> null;
        private String settledBy = "";
        private @Nullable Supplier<Resolution> resolver;
        private String path;
        private final Map<String, String> query = new LinkedHashMap<>();
        private byte @Nullable [] body;
        private @Nullable String reference;
        private @Nullable IdempotencyKey key;
        private String keyHeader = "Idempotency-Key";
        private boolean creates;
        private boolean ofPayment;
        private final Map<Integer, String> advice = new HashMap<>();
        private final List<String> secrets = new ArrayList<>();
        private boolean secretReply;
        private boolean polled;
        private boolean readWhenLocked;
        private Duration rateLimitPause = DEFAULT_RATE_LIMIT_PAUSE;
        private @Nullable Function<Duration, @Nullable T> check;
        private int alreadyDoneStatus;
        private boolean alreadyDoneAtFirst;
        private @Nullable T alreadyDone;

        private Builder(Operation operation, Repeatability repeatability, Function<byte[], T> reader) {
            this.operation = operation;
            this.repeatability = repeatability;
            this.reader = reader;
            this.path = operation.path();
        }

        /** What the call is about; it also fills {@code {reference}}, if the path has it. Checked before. */
        public Builder<T> reference(String reference) {
            this.reference = reference;
            return path.contains(REFERENCE) ? path("reference", reference) : this;
        }

        /** Fills a parameter of the path. Checked before. */
        public Builder<T> path(String name, String value) {
            String parameter = "{" + name + "}";
            if (!path.contains(parameter)) {
                throw new IllegalStateException(operation.name() + " has no path parameter " + name + " to fill");
            }
            path = path.replace(parameter, PathSegment.encode(value));
            return this;
        }

        /** Adds a parameter to the query. */
        public Builder<T> query(String name, String value) {
            query.put(name, value);
            return this;
        }

        /** The bytes to send, as JSON; an empty array for a POST without content. */
        public Builder<T> body(byte[] body) {
            this.body = body;
            return this;
        }

        /** The key of every attempt. */
        public Builder<T> key(IdempotencyKey key) {
            this.key = key;
            return this;
        }

        /** The header of the key, where it has another name than in most APIs. */
        public Builder<T> keyHeader(String name) {
            this.keyHeader = name;
            return this;
        }

        /** The meaning of this API's error codes. */
        public Builder<T> codes(Function<ApiError, @Nullable ErrorCode> codes) {
            this.codes = codes;
            return this;
        }

        /** How the caller finds out what became of a call whose outcome is unknown: one phrase without a full stop. */
        public Builder<T> settledBy(String settledBy) {
            this.settledBy = settledBy;
            return this;
        }

        /** What to do about a refusal of this status, where the usual advice does not help: one phrase without a full stop. */
        public Builder<T> advice(int status, String advice) {
            this.advice.put(status, advice);
            return this;
        }

        /** Money may move: an unknown outcome must not be taken for a failed payment, and the message says so. */
        public Builder<T> ofPayment() {
            this.ofPayment = true;
            return this;
        }

        /** Reads back, for the caller and only if asked, what became of a call whose outcome is unknown. */
        public Builder<T> resolvedBy(Supplier<Resolution> resolver) {
            this.resolver = resolver;
            return this;
        }

        /** The call brings {@link #reference} into being: for a moment reads of it may not find it. */
        public Builder<T> creates() {
            this.creates = true;
            return this;
        }

        /** Something in the request that no exception may quote, should the service send it back; null for nothing. */
        public Builder<T> secret(@Nullable String secret) {
            if (secret != null) {
                secrets.add(secret);
            }
            return this;
        }

        /** The reply holds a secret: no listener and no exception gets to see it. */
        public Builder<T> secretReply() {
            this.secretReply = true;
            return this;
        }

        /** The pause after a 429 that does not say how long; 12 s unless given. */
        public Builder<T> rateLimitPause(Duration pause) {
            this.rateLimitPause = pause;
            return this;
        }

        /** The caller repeats it by itself ({@link Polling}): one attempt, and one more with a new token. */
        public Builder<T> polled() {
            this.polled = true;
            return this;
        }

        /**
         * What holds the lock may be the very thing that the call wants: it is not repeated unread, and one that the
         * SDK never repeats has an unknown outcome.
         */
        public Builder<T> readWhenLocked() {
            this.readWhenLocked = true;
            return this;
        }

        /** For {@link Repeatability#CHECKED}: reads, within the given time, and gives the result if the call is done, null if not. */
        public Builder<T> check(Function<Duration, @Nullable T> check) {
            this.check = check;
            return this;
        }

        /** For {@link Repeatability#NATURAL}: a refusal of a repeat that means an earlier attempt did it. */
        public Builder<T> alreadyDone(int status, T result) {
            this.alreadyDoneStatus = status;
            this.alreadyDone = result;
            return this;
        }

        /** For {@link Repeatability#NATURAL}: a refusal that means that it is so, whoever did it, of the first attempt too. */
        public Builder<T> alreadySo(int status, T result) {
            this.alreadyDoneAtFirst = true;
            return alreadyDone(status, result);
        }

        /** The finished call. */
        public ApiCall<T> build() {
            int missing = path.indexOf('{');
            if (missing >= 0) {
                throw new IllegalStateException(operation.name() + " needs its path parameter "
                        + path.substring(missing + 1, path.indexOf('}', missing)));
            }
            if (repeatability != Repeatability.SAFE && settledBy.isEmpty()) {
                throw new IllegalStateException(operation.name() + " has to say how an unknown outcome is settled");
            }
            if (repeatability == Repeatability.CHECKED) {
                Objects.requireNonNull(check, "a CHECKED call needs its check");
            }
            if (repeatability == Repeatability.KEYED) {
                Objects.requireNonNull(key, "a KEYED call needs its key");
            }
            return new ApiCall<>(this);
        }
    }
}
