package io.github.vipps4j.epayment;

import io.github.vipps4j.webhooks.WebhookEvent;
import io.github.vipps4j.webhooks.WebhookHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands payment events over with their types, and all others as they are. */
public final class PaymentWebhooks implements WebhookHandler {
    private static final Logger LOG = LoggerFactory.getLogger("io.github.vipps4j.epayment");

    private final Handler payments;
    private final WebhookHandler others;

    /** Takes note of one payment event; as {@link WebhookHandler}, but typed. */
    @FunctionalInterface
    public interface Handler {
        /** The same one can come again at any time, in parallel too: recognise it by its id. */
        Receipt handle(PaymentWebhook event) throws Exception;
    }

    private PaymentWebhooks(Handler payments, WebhookHandler others) {
        this.payments = payments;
        this.others = others;
    }

    /** Events that are no payment's are received and dropped. */
    public static PaymentWebhooks of(Handler payments) {
        return new PaymentWebhooks(payments, other -> Receipt.STORED);
    }

    /** The same, with a handler for the events of other APIs. */
    public PaymentWebhooks others(WebhookHandler others) {
        return new PaymentWebhooks(payments, others);
    }

    @Override
    public Receipt handle(WebhookEvent event) throws Exception {
        PaymentWebhook payment = PaymentWebhook.of(event);
        if (payment == null && Replies.eventName(event.name()) != PaymentEventName.UNKNOWN) {
            LOG.warn("{} has the name of a payment event and lacks what one has; it is taken for another API's", event);
        }
        return payment == null ? others.handle(event) : payments.handle(payment);
    }
}
