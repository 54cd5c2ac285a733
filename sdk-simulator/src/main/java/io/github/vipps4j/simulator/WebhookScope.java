package io.github.vipps4j.simulator;

/** Whose events a webhook registration is for. Each scope has its own registrations, and its own limits. */
sealed interface WebhookScope {
    boolean covers(String msn);

    /** One sales unit, whether with its own keys or with those of its partner. */
    record OfSalesUnit(String msn) implements WebhookScope {
        @Override
        public boolean covers(String other) {
            return msn.equals(other);
        }
    }

    /** All sales units that a partner serves, also those that are added later. */
    record OfPartner(Partner partner) implements WebhookScope {
        @Override
        public boolean covers(String msn) {
            return partner.serves(msn);
        }
    }
}
