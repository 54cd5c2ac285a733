package io.github.vipps4j.webhooks;

/**
 * A new registration and its secret, which is shown this once (Webhooks API v1): store it before anything else. The
 * constructor is not API.
 *
 * @param id the service's own, needed to delete it
 * @param secret signs its deliveries; not printed
 */
public record RegisteredWebhook(String id, String secret) {
    /** Without the secret. */
    @Override
    public String toString() {
        return "RegisteredWebhook[id=" + id + "]";
    }
}
