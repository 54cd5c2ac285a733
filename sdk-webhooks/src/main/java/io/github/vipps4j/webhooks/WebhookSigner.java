package io.github.vipps4j.webhooks;

import io.github.vipps4j.core.callback.CallbackRequest;
import io.github.vipps4j.core.support.Violations;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Signs as Vipps MobilePay signs its webhooks (Webhooks API v1), so that you can test your receiver with it:
 * {@code endpoint.handle(WebhookSigner.of(secret).request(url, now, body))}.
 */
public final class WebhookSigner {
    /** Always two digits for the day; {@link DateTimeFormatter#RFC_1123_DATE_TIME} has one where it can. */
    private static final DateTimeFormatter RFC_1123 =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    private final String secret;

    private WebhookSigner(String secret) {
        this.secret = secret;
    }

    /**
     * With the secret of a registration.
     *
     * @throws io.github.vipps4j.core.InvalidRequestException if it is blank
     */
    public static WebhookSigner of(String secret) {
        new Violations()
                .check(secret != null && !secret.isBlank(), "secret", "must not be blank")
                .throwIfAny("WebhookSigner");
        return new WebhookSigner(secret);
    }

    /**
     * The four headers of a signed {@code POST}: {@code Host}, {@code x-ms-date}, {@code x-ms-content-sha256} and {@code
     * Authorization}.
     *
     * @param url the registered URL
     * @param date of the delivery; whole seconds are sent
     * @param body the exact bytes that are sent
     * @throws io.github.vipps4j.core.InvalidRequestException if it is no URL that could be registered
     */
    public Map<String, String> sign(String url, Instant date, byte[] body) {
        SignedUrl signed = SignedUrl.of("WebhookSigner", url);
        String dateText = RFC_1123.format(date.atOffset(ZoneOffset.UTC));
        String contentHash = Signature.contentHash(body);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", signed.host());
        headers.put(Signature.DATE, dateText);
        headers.put(Signature.CONTENT_HASH, contentHash);
        headers.put(Signature.AUTHORIZATION, Signature.authorization(secret, signed, dateText, contentHash));
        return headers;
    }

    /** A whole delivery, as a receiver gets it. */
    public CallbackRequest request(String url, Instant date, byte[] body) {
        Map<String, List<String>> headers = sign(url, date, body).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
        return new CallbackRequest("POST", SignedUrl.of("WebhookSigner", url).pathAndQuery(), headers, body);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "WebhookSigner";
    }
}
