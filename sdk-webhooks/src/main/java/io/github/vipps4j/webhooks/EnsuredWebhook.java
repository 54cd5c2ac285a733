package io.github.vipps4j.webhooks;

import java.util.List;

/**
 * What {@link WebhookClient#ensureRegistered} came to. The constructor is not API.
 *
 * @param webhook the registration that works
 * @param isNew whether it was made just now
 * @param replaced the registrations that it replaced, now deleted
 * @param strays other registrations of the scope, for other URLs: left alone
 */
public record EnsuredWebhook(Webhook webhook, boolean isNew, List<Webhook> replaced, List<Webhook> strays) {}
