package io.github.vipps4j.webhooks;

import java.util.Set;

/**
 * A registration as the service lists it, which is without its secret (Webhooks API v1). The constructor is not API.
 *
 * @param id the service's own, needed to delete it
 * @param url where its events go
 * @param events what it asks for
 */
public record Webhook(String id, String url, Set<WebhookEventType> events) {
    /** Without the URL, whose path may be a secret. */
    @Override
    public String toString() {
        return "Webhook[id=" + id + ", events=" + events + "]";
    }
}
