package io.github.vipps4j.psp;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the customer's 3-D Secure session ended: which of the URLs that came with the request is next (PSP API v3). */
public enum ThreeDSecureResult {
    /** {@code 3dssuccess}: the customer proved to be the cardholder. */
    SUCCESS("3dssuccess"),
    /** {@code 3dscancel}: the customer gave up. */
    CANCEL("3dscancel"),
    /** {@code 3dsfailure}: it failed. */
    FAILURE("3dsfailure");

    private final String operation;

    ThreeDSecureResult(String operation) {
        this.operation = operation;
    }

    String operation() {
        return operation;
    }

    /** @return null for what no version of ours has written */
    static @Nullable ThreeDSecureResult of(@Nullable String operation) {
        return operation == null
                ? null
                : Arrays.stream(values())
                        .filter(result -> result.operation.equals(operation.toLowerCase(Locale.ROOT)))
                        .findFirst()
                        .orElse(null);
    }
}
