package io.github.vipps4j.simulator;

import java.net.URI;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where a payment service provider sends the customer after 3-D Secure.
 *
 * @param token names the payment there
 */
record ThreeDSecureUrls(URI baseUrl, String token) {
    static final String PATH = "/3dsecure";

    String of(ThreeDSecure outcome) {
        return baseUrl + PATH + "?token=" + token + "&responsecode=" + outcome.responseCode();
    }

    /** Which of them it is, character by character; null if none. */
    @Nullable
    ThreeDSecure outcome(String url) {
        return Arrays.stream(ThreeDSecure.values())
                .filter(one -> of(one).equals(url))
                .findFirst()
                .orElse(null);
    }

    @Override
    public String toString() {
        return "ThreeDSecureUrls[" + baseUrl + "]";
    }
}
