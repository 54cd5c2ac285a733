package io.github.vipps4j.webhooks;

import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.core.Vipps;
import java.util.List;
import java.util.Set;

/**
 * Registers webhooks (Webhooks API v1). Test and production are separate. There is no update and no pause: to change a
 * registration, make another one and delete the old one; {@link #ensureRegistered} does it in the right order.
 *
 * <p>All methods throw {@link io.github.vipps4j.core.VippsException}; {@link io.github.vipps4j.core.InvalidRequestException}
 * names what is wrong before anything is sent.
 */
public interface WebhookClient {
    /** A client with the keys, options and connections of {@code vipps}. Its sales unit does not matter: the scope says whose. */
    static WebhookClient of(Vipps vipps) {
        return WebhookCalls.of(vipps);
    }

    /**
     * Registers a URL. Never repeated by itself: if the answer is lost, the {@link
     * io.github.vipps4j.core.OutcomeUnknownException} says to look at {@link #list}; a registration found there has lost its
     * secret and has to be deleted.
     *
     * @param url https, public, without redirects; ports 80, 443 and 8080 are safe
     * @param events at least one; at most 25 registrations may ask for the same type
     */
    RegisteredWebhook register(WebhookScope scope, String url, Set<WebhookEventType> events);

    /** All registrations of the scope, without their secrets. */
    List<Webhook> list(WebhookScope scope);

    /** Deletes a registration; one that is gone already is a success only for a repeat of our own. */
    void delete(WebhookScope scope, String id);

    /**
     * Makes sure that there is one working registration of exactly these events for this URL; call it at every start. What
     * exists and whose secret is in the store stays. Else a new one is made, its secret is stored, and only then are
     * those that it replaces deleted: registrations for the same URL with other events, or whose secret is lost. (Only where
     * {@link WebhookEventType#QR_USER_CHECKED_IN} is among the events, of which the service allows one registration, the
     * old one goes first: register it by itself.) Two
     * programs that do this at once may both register; the next start of one of them puts it right.
     *
     * @return the registration, whether it is new, and the registrations of the scope that point elsewhere, which are
     *     left alone: each of them costs you failed deliveries if nobody answers there
     */
    EnsuredWebhook ensureRegistered(
            WebhookScope scope, String url, Set<WebhookEventType> events, WebhookSecretStore secrets);

    /** The same client with other options. */
    WebhookClient with(RequestOptions options);
}
