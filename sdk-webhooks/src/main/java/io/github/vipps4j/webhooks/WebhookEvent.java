package io.github.vipps4j.webhooks;

import io.github.vipps4j.core.support.ContractException;
import io.github.vipps4j.core.support.JsonReader;
import io.github.vipps4j.core.support.Texts;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A genuine delivery of any API (Webhooks API v1). Its fields are those that all payment events have; whatever else an API
 * sends is in {@link #json()}.
 */
public final class WebhookEvent {
    private static final JsonReader NOTHING = JsonReader.object("{}".getBytes(StandardCharsets.US_ASCII));

    private final byte[] body;
    private final JsonReader fields;

    private WebhookEvent(byte[] body, JsonReader fields) {
        this.body = body;
        this.fields = fields;
    }

    /** Never refuses a genuine body: what cannot be read has no fields. */
    static WebhookEvent of(byte[] body) {
        JsonReader fields;
        try {
            fields = JsonReader.object(body);
        } catch (ContractException e) {
            fields = NOTHING;
        }
        return new WebhookEvent(body, fields);
    }

    /**
     * What makes it one event: sales unit, reference, name and its own number, divided by bars; where one of them is missing,
     * the hash of the body too. Two deliveries with the same id are the same event: put it under a unique index of your
     * own, with what you do about it in one transaction.
     */
    public String id() {
        String id = part("msn") + "|" + part("reference") + "|" + part("name") + "|" + part("pspReference");
        boolean complete =
                merchantSerialNumber() != null && reference() != null && name() != null && pspReference() != null;
        return complete ? id : id + "|" + Signature.contentHash(body);
    }

    private String part(String field) {
        String text = text(field);
        return text == null ? "" : text;
    }

    /** The sales unit's number, or null: references are unique within one sales unit only. */
    public @Nullable String merchantSerialNumber() {
        return text("msn");
    }

    /** Your own name of the payment, or null if it is not about one. */
    public @Nullable String reference() {
        return text("reference");
    }

    /** What happened, in capitals, such as {@code AUTHORIZED}; null if the API sends none. */
    public @Nullable String name() {
        return text("name");
    }

    /** The service's number of this event, or null. */
    public @Nullable String pspReference() {
        return text("pspReference");
    }

    /** Any field at the top, as text; null if it is not there or no single value. */
    public @Nullable String text(String field) {
        try {
            return fields.textOrNull(field);
        } catch (ContractException e) {
            return null;
        }
    }

    /** The bytes that were signed: not a copy, not to be changed. They can hold personal data. */
    public byte[] body() {
        return body;
    }

    /** The body as text; it can hold personal data. */
    public String json() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Its id, unless another API has put into {@code name} what is no name of an event, and may be a person's. */
    @Override
    public String toString() {
        String name = name();
        boolean harmless = name == null || Texts.all(name, c -> c == '_' || c >= 'A' && c <= 'Z');
        return "WebhookEvent[" + (harmless ? id() : Signature.contentHash(body)) + "]";
    }
}
