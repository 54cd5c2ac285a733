package io.github.vipps4j.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

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

    /** In the order in which they are sent. */
    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", url.host());
        headers.put("Content-Type", "application/json");
        headers.put("Content-Length", String.valueOf(body.length));
        headers.put("x-ms-date", date);
        headers.put("x-ms-content-sha256", contentHash);
        headers.put("Authorization", authorization);
        headers.put("Connection", "close");
        return headers;
    }

    /** What comes before the body on the wire. */
    byte[] head() {
        StringBuilder head = new StringBuilder("POST " + url.pathAndQuery() + " HTTP/1.1\r\n");
        headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }
}
