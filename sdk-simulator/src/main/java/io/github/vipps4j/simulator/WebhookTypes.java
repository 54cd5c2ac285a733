package io.github.vipps4j.simulator;

import java.util.List;
import java.util.Locale;

/** The event types of Webhooks API v1. Of these, the simulator sends those of ePayment. */
final class WebhookTypes {
    private static final int MOST_PER_TYPE = 25;
    private static final String CHECK_IN = "user.checked-in.v1";

    private static final List<String> ALL = List.of(
            "epayments.payment.created.v1",
            "epayments.payment.aborted.v1",
            "epayments.payment.expired.v1",
            "epayments.payment.cancelled.v1",
            "epayments.payment.captured.v1",
            "epayments.payment.refunded.v1",
            "epayments.payment.authorized.v1",
            "epayments.payment.terminated.v1",
            "recurring.agreement-activated.v1",
            "recurring.agreement-rejected.v1",
            "recurring.agreement-stopped.v1",
            "recurring.agreement-expired.v1",
            "recurring.charge-reserved.v1",
            "recurring.charge-captured.v1",
            "recurring.charge-canceled.v1",
            "recurring.charge-refunded.v1",
            "recurring.charge-failed.v1",
            "recurring.charge-creation-failed.v1",
            CHECK_IN,
            "login.merchant-initiated.ping.v1");

    private WebhookTypes() {}

    static String[] all() {
        return ALL.toArray(String[]::new);
    }

    /** The type of an ePayment event such as {@code AUTHORIZED}. */
    static String ofPayment(String name) {
        return "epayments.payment." + name.toLowerCase(Locale.ROOT) + ".v1";
    }

    /** How many registrations of one scope may ask for it. */
    static int mostRegistrations(String type) {
        return type.equals(CHECK_IN) ? 1 : MOST_PER_TYPE;
    }
}
