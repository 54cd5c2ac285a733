package io.github.vipps4j.simulator;

import org.jspecify.annotations.Nullable;

/** Whose events a webhook registration is for. Each scope has its own registrations, and its own limits. */
sealed interface WebhookScope {
    boolean covers(String msn);

    /** The name of the one for all whose sales units it is; null if it is for one unit. */
    @Nullable
    String forAllOf();

    /** One sales unit, whether with its own keys or with those of its partner. */
    record OfSalesUnit(String msn) implements WebhookScope {
        @Override
        public boolean covers(String other) {
            return msn.equals(other);
        }

        @Override
        public @Nullable String forAllOf() {
            return null;
        }
    }

    /** All sales units that a partner serves, also those that are added later. */
    record OfPartner(Partner partner) implements WebhookScope {
        @Override
        public boolean covers(String msn) {
            return partner.serves(msn);
        }

        @Override
        public String forAllOf() {
            return partner.name();
        }
    }

    /** All sales units whose cards a payment service provider processes, also those that are added later. */
    record OfPaymentServiceProvider(PaymentServiceProvider psp) implements WebhookScope {
        @Override
        public boolean covers(String msn) {
            return psp.serves(msn);
        }

        @Override
        public String forAllOf() {
            return psp.name();
        }
    }
}
