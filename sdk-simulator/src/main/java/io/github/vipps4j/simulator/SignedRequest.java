package io.github.vipps4j.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A signed webhook, ready to be sent. */
record SignedRequest(WebhookUrl url, String date, String contentHash, String authorization, byte[] body) {
    /** RFC 1123, with two digits for the day. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    static SignedRequest sign(WebhookUrl url, String secret, Instant now, byte[] body) {
        String date = DATE.format(now);
        String contentHash = WebhookSignature.contentHash(body);
        String authorization =
                WebhookSignature.authorization(secret, url.pathAndQuery(), date, url.host(), contentHash);
        return new SignedRequest(url, date, contentHash, authorization, body);
    }

    /** Another body under the same headers. */
    SignedRequest withBody(byte[] other) {
        return new SignedRequest(url, date, contentHash, authorization, other);
    }

    /** What comes before the body on the wire. */
    byte[] head() {
        return String.join(
                        "\r\n",
                        "POST " + url.pathAndQuery() + " HTTP/1.1",
                        "Host: " + url.host(),
                        "Content-Type: application/json",
                        "Content-Length: " + body.length,
                        "x-ms-date: " + date,
                        "x-ms-content-sha256: " + contentHash,
                        "Authorization: " + authorization,
                        "Connection: close",
                        "",
                        "")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
