package io.github.vipps4j.webhooks;

/**
 * Takes note of events; called on the thread that serves the delivery. Store the event, answer, and work later: after 10
 * seconds it counts as failed and comes again.
 */
@FunctionalInterface
public interface WebhookHandler {
    /**
     * Takes note of one event. The same one can come again at any time, in parallel too: recognise it by {@link
     * WebhookEvent#id()}. An exception is {@link Receipt#NOT_NOW}, and is logged with its text: keep personal data out of it.
     */
    Receipt handle(WebhookEvent event) throws Exception;

    /** What is answered. */
    enum Receipt {
        /** It is in safe hands: 200, and it does not come again. Also for what you do not know, and what you have already. */
        STORED,
        /**
         * Deliver it again: 503. The price: the first four repeats come after 2 s each, then 60 s, 120 s, then hours and
         * days, for seven days (not promised); until it is stored all later events of the same payment wait; and a
         * registration that fails for two weeks is deleted.
         */
        NOT_NOW
    }
}
