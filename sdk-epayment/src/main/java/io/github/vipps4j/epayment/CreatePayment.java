package io.github.vipps4j.epayment;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.support.Violations;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A payment to be created (ePayment 1.8.1). Immutable; everything in it has been checked. */
public final class CreatePayment {
    private static final long MAX_AMOUNT = 65_000_000;
    private static final int MAX_METADATA = 5;
    private static final int MAX_METADATA_KEY = 100;
    private static final int MAX_METADATA_VALUE = 500;

    private final String reference;
    private final Amount amount;
    private final UserFlow userFlow;
    private final @Nullable Customer customer;
    private final @Nullable CustomerInteraction customerInteraction;
    private final @Nullable String paymentDescription;
    private final Map<String, String> metadata;

    private CreatePayment(Builder builder, String reference, Amount amount, UserFlow userFlow) {
        this.reference = reference;
        this.amount = amount;
        this.userFlow = userFlow;
        this.customer = userFlow instanceof UserFlow.PushMessage push ? push.customer() : builder.customer;
        this.customerInteraction = builder.customerInteraction;
        this.paymentDescription = builder.paymentDescription;
        this.metadata = builder.metadata.isEmpty()
                ? Map.of()
                : Collections.unmodifiableMap(new LinkedHashMap<>(builder.metadata));
    }

    /** Starts from nothing. Reference, amount and user flow are required. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder with everything that this request says. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.reference = reference;
        builder.amount = amount;
        builder.userFlow = userFlow;
        builder.customer = userFlow instanceof UserFlow.PushMessage ? null : customer;
        builder.customerInteraction = customerInteraction;
        builder.paymentDescription = paymentDescription;
        builder.metadata.putAll(metadata);
        return builder;
    }

    /** Your own name of the payment, unique per sales unit. */
    public String reference() {
        return reference;
    }

    /** What the customer is to pay. */
    public Amount amount() {
        return amount;
    }

    /** How the customer comes to the payment. */
    public UserFlow userFlow() {
        return userFlow;
    }

    /** Who is to pay, or null. */
    public @Nullable Customer customer() {
        return customer;
    }

    /** Whether the customer stands at the till, or null if it was not said. */
    public @Nullable CustomerInteraction customerInteraction() {
        return customerInteraction;
    }

    /** What the customer reads, or null. */
    public @Nullable String paymentDescription() {
        return paymentDescription;
    }

    /** Your own notes; empty if there are none. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** Reference, amount and flow; nothing of the customer. */
    @Override
    public String toString() {
        return "CreatePayment[reference=" + reference + ", amount=" + amount + ", userFlow=" + userFlow + "]";
    }

    /** Gathers a {@link CreatePayment}. */
    public static final class Builder {
        private @Nullable String reference;
        private @Nullable Amount amount;
        private @Nullable UserFlow userFlow;
        private @Nullable Customer customer;
        private @Nullable CustomerInteraction customerInteraction;
        private @Nullable String paymentDescription;
        private final Map<String, String> metadata = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Your own name of the payment, unique per sales unit. Required.
         *
         * @param reference 8 to 64 letters (A to Z, a to z), digits and hyphens; upper and lower case differ
         */
        public Builder reference(String reference) {
            this.reference = reference;
            return this;
        }

        /**
         * What the customer is to pay. Required.
         *
         * @param amount 1 to 65 000 000 minor units, in the currency of the sales unit's market. The markets have minima of
         *     their own: 100 øre in Norway
         */
        public Builder amount(Amount amount) {
            this.amount = amount;
            return this;
        }

        /** How the customer comes to the payment. Required. */
        public Builder userFlow(UserFlow userFlow) {
            this.userFlow = userFlow;
            return this;
        }

        /** Who is to pay, if the shop knows it: the landing page is filled in. A push message has its own. */
        public Builder customer(Customer customer) {
            this.customer = customer;
            return this;
        }

        /** Mandatory as {@link CustomerInteraction#CUSTOMER_PRESENT} when the customer stands at the till. */
        public Builder customerInteraction(CustomerInteraction customerInteraction) {
            this.customerInteraction = customerInteraction;
            return this;
        }

        /** What the customer reads in the app, and the merchant in the portal: 3 to 100 characters. */
        public Builder paymentDescription(String paymentDescription) {
            this.paymentDescription = paymentDescription;
            return this;
        }

        /**
         * A note of your own that comes back with the payment; never personal data. At most five; a second one with the
         * same key replaces the first.
         *
         * @param key 1 to 100 characters
         * @param value at most 500 characters
         */
        public Builder metadata(String key, String value) {
            metadata.put(key, value);
            return this;
        }

        /** All of these notes. */
        public Builder metadata(Map<String, String> metadata) {
            this.metadata.putAll(metadata);
            return this;
        }

        /**
         * The finished request.
         *
         * @throws InvalidRequestException listing every field that breaks a rule
         */
        public CreatePayment build() {
            Violations violations = new Violations();
            Rules.reference(violations, reference);
            Rules.amount(violations, "amount", amount, MAX_AMOUNT);
            checkFlow(violations);
            if (paymentDescription != null) {
                int length = characters(paymentDescription);
                violations.check(length >= 3 && length <= 100, "paymentDescription", "must have 3 to 100 characters");
            }
            if (customer != null) {
                Rules.customer(violations, customer);
            }
            checkMetadata(violations);
            violations.throwIfAny("CreatePayment");
            if (reference == null || amount == null || userFlow == null) {
                throw new IllegalStateException("a missing field was not found");
            }
            return new CreatePayment(this, reference, amount, userFlow);
        }

        private void checkFlow(Violations violations) {
            if (userFlow == null) {
                violations.add("userFlow", "is required");
            } else if (userFlow instanceof UserFlow.WebRedirect flow) {
                Rules.url(violations, "returnUrl", flow.returnUrl());
            } else if (userFlow instanceof UserFlow.NativeRedirect flow) {
                Rules.url(violations, "returnUrl", flow.returnUrl());
            } else if (userFlow instanceof UserFlow.PushMessage push) {
                Rules.customer(violations, push.customer());
                violations.check(customer == null, "customer", "is the push message's own; do not give another");
            } else if (userFlow instanceof UserFlow.Qr flow && flow.returnUrl() != null) {
                Rules.url(violations, "returnUrl", flow.returnUrl());
            }
        }

        private void checkMetadata(Violations violations) {
            if (metadata.isEmpty()) {
                return;
            }
            violations.check(metadata.size() <= MAX_METADATA, "metadata", "must have at most 5 entries");
            violations.check(
                    metadata.keySet().stream()
                            .allMatch(key -> key != null && !key.isEmpty() && characters(key) <= MAX_METADATA_KEY),
                    "metadata",
                    "must have keys of 1 to " + MAX_METADATA_KEY + " characters");
            violations.check(
                    metadata.values().stream()
                            .allMatch(value -> value != null && characters(value) <= MAX_METADATA_VALUE),
                    "metadata",
                    "must have values of at most " + MAX_METADATA_VALUE + " characters");
        }

        /** As people count them: one for an emoji. */
        private static int characters(String text) {
            return text.codePointCount(0, text.length());
        }
    }
}
