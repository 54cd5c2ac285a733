package io.github.vipps4j.simulator;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The event types of Webhooks API v1. Of these, the simulator sends those of ePayment. */
final class WebhookTypes {
    private static final int MOST_PER_TYPE = 25;
    private static final String CHECK_IN = "user.checked-in.v1";

    private static final List<String> ALL = Stream.of(
                    Stream.of(
                                    "created",
                                    "aborted",
                                    "expired",
                                    "cancelled",
                                    "captured",
                                    "refunded",
                                    "authorized",
                                    "terminated")
                            .map(WebhookTypes::ofPayment),
                    Stream.of(
                                    "agreement-activated",
                                    "agreement-rejected",
                                    "agreement-stopped",
                                    "agreement-expired",
                                    "charge-reserved",
                                    "charge-captured",
                                    "charge-canceled",
                                    "charge-refunded",
                                    "charge-failed",
                                    "charge-creation-failed")
                            .map(name -> "recurring." + name + ".v1"),
                    Stream.of(CHECK_IN, "login.merchant-initiated.ping.v1"))
            .flatMap(types -> types)
            .toList();

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
