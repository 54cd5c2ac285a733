package io.github.vipps4j.webhooks;

import io.github.vipps4j.core.callback.CallbackRequest;
import io.github.vipps4j.core.support.Violations;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells genuine deliveries from forged ones (Webhooks API v1). What counts is the URL that was registered, not the host and
 * path under which a proxy passes the request on.
 */
public final class WebhookVerifier {
    private final SignedUrl url;
    private final Supplier<? extends Collection<String>> secrets;
    private final String authorizationHeader;
    private final @Nullable Duration maxAge;
    private final Clock clock;

    private WebhookVerifier(Builder builder, SignedUrl url, Supplier<? extends Collection<String>> secrets) {
        this.url = url;
        this.secrets = secrets;
        this.authorizationHeader = builder.authorizationHeader;
        this.maxAge = builder.maxAge;
        this.clock = builder.clock;
    }

    /** A verifier to be described. */
    public static Builder builder() {
        return new Builder();
    }

    /** A function of the request, the settings and, with a limit on age, the clock; it remembers nothing. */
    public Verification verify(CallbackRequest request) {
        if (!request.method().equalsIgnoreCase("POST")) {
            return Verification.NOT_A_POST;
        }
        String authorization = request.header(authorizationHeader);
        String date = request.header(Signature.DATE);
        String contentHash = request.header(Signature.CONTENT_HASH);
        if (authorization == null) {
            return Verification.AUTHORIZATION_MISSING;
        }
        if (date == null) {
            return Verification.DATE_MISSING;
        }
        if (contentHash == null) {
            return Verification.CONTENT_HASH_MISSING;
        }
        if (!authorization.startsWith(Signature.PREFIX)) {
            return Verification.AUTHORIZATION_MALFORMED;
        }
        if (!Signature.isSame(Signature.contentHash(request.body()), contentHash)) {
            return Verification.CONTENT_CHANGED;
        }
        Collection<String> known = secrets.get();
        if (known.stream().noneMatch(secret -> secret != null && !secret.isBlank())) {
            return Verification.NO_SECRET;
        }
        boolean signed = false;
        for (String secret : known) {
            signed |= secret != null
                    && !secret.isBlank()
                    && Signature.isSame(Signature.authorization(secret, url, date, contentHash), authorization);
        }
        return signed ? age(date) : Verification.SIGNATURE_WRONG;
    }

    private Verification age(String date) {
        if (maxAge == null) {
            return Verification.VERIFIED;
        }
        try {
            Instant sent = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
            boolean fresh = Duration.between(sent, clock.instant()).abs().compareTo(maxAge) <= 0;
            return fresh ? Verification.VERIFIED : Verification.TOO_OLD;
        } catch (DateTimeException e) {
            return Verification.DATE_MALFORMED;
        }
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "WebhookVerifier[" + url.host() + "]";
    }

    /** Describes a verifier. */
    public static final class Builder {
        private @Nullable String url;
        private final List<@Nullable String> given = new ArrayList<>();
        private @Nullable Supplier<? extends Collection<String>> supplied;
        private String authorizationHeader = Signature.AUTHORIZATION;
        private @Nullable Duration maxAge;
        private Clock clock = Clock.systemUTC();

        private Builder() {}

        /** Required: the URL as it was registered, letter for letter; write hosts in lower case. */
        public Builder url(String url) {
            this.url = url;
            return this;
        }

        /** The secret of a registration, as text. Add several for a rotation, or for several registrations of one URL. */
        public Builder secret(String secret) {
            given.add(secret);
            return this;
        }

        /** Secrets that are asked for at each delivery: they may come and go. */
        public Builder secrets(Supplier<? extends Collection<String>> secrets) {
            this.supplied = secrets;
            return this;
        }

        /** Where a proxy that takes {@code Authorization} away puts its value. */
        public Builder authorizationHeader(String name) {
            this.authorizationHeader = name;
            return this;
        }

        /**
         * Refuses what was signed longer ago, or further ahead. Not set unless you set it: deliveries are repeated for seven
         * days, and it is not published whether a repeat is signed anew; a refused one holds back all later events of
         * its payment. A replay does no harm to a handler that recognises duplicates.
         */
        public Builder maxAge(Duration maxAge) {
            this.maxAge = maxAge;
            return this;
        }

        /** For tests of {@link #maxAge}. */
        public Builder clock(Clock clock) {
            this.clock = clock;
            return this;
        }

        /**
         * The finished verifier.
         *
         * @throws io.github.vipps4j.core.InvalidRequestException naming every mistake
         */
        public WebhookVerifier build() {
            SignedUrl signed = SignedUrl.parse(url);
            Violations violations = new Violations()
                    .check(signed != null, "url", SignedUrl.RULE)
                    .check(
                            !given.isEmpty() || supplied != null,
                            "secret",
                            "is required: without one nothing is genuine")
                    .check(
                            given.stream().allMatch(secret -> secret != null && !secret.isBlank()),
                            "secret",
                            "must not be blank")
                    .check(!authorizationHeader.isBlank(), "authorizationHeader", "must not be blank")
                    .check(maxAge == null || Violations.isTimeout(maxAge), "maxAge", Violations.TIMEOUT);
            violations.throwIfAny("WebhookVerifier");
            return new WebhookVerifier(this, Objects.requireNonNull(signed), secrets());
        }

        private Supplier<? extends Collection<String>> secrets() {
            List<String> fixed = new ArrayList<>();
            given.forEach(secret -> fixed.add(Objects.requireNonNull(secret)));
            Supplier<? extends Collection<String>> more = supplied;
            if (more == null) {
                return () -> fixed;
            }
            return () -> {
                List<String> all = new ArrayList<>(fixed);
                all.addAll(more.get());
                return all;
            };
        }
    }
}
