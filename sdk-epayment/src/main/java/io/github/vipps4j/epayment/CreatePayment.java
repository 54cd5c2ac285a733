package io.github.vipps4j.epayment;

import io.github.vipps4j.core.AirlineData;
import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.ProfileScope;
import io.github.vipps4j.core.Receipt;
import io.github.vipps4j.core.support.Profiles;
import io.github.vipps4j.core.support.Receipts;
import io.github.vipps4j.core.support.Texts;
import io.github.vipps4j.core.support.Violations;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A payment to be created (ePayment 1.8.1). Immutable; everything in it has been checked. */
public final class CreatePayment {
    private static final int MAX_METADATA = 5;
    private static final int MAX_METADATA_KEY = 100;
    private static final int MAX_METADATA_VALUE = 500;

    private final String reference;
    private final Amount amount;
    private final UserFlow userFlow;
    private final @Nullable Customer customer;
    private final PaymentMethod paymentMethod;
    private final @Nullable CustomerInteraction customerInteraction;
    private final @Nullable String paymentDescription;
    private final @Nullable Integer minimumUserAge;
    private final List<ProfileScope> profileScope;
    private final @Nullable Instant expiresAt;
    private final @Nullable Receipt receipt;
    private final @Nullable String receiptUrl;
    private final Map<String, String> metadata;
    private final @Nullable Shipping shipping;
    private final @Nullable AirlineData airlineData;

    private CreatePayment(Builder builder, String reference, Amount amount, UserFlow userFlow) {
        this.reference = reference;
        this.amount = amount;
        this.userFlow = userFlow;
        this.customer = userFlow instanceof UserFlow.PushMessage push ? push.customer() : builder.customer;
        this.paymentMethod = builder.paymentMethod();
        this.customerInteraction = builder.customerInteraction;
        this.paymentDescription = builder.paymentDescription;
        this.minimumUserAge = builder.minimumUserAge;
        this.profileScope = builder.shipping == null ? List.copyOf(builder.profileScope) : Express.SCOPES;
        this.expiresAt = builder.expiresAt;
        this.receipt = builder.receipt;
        this.receiptUrl = builder.receiptUrl;
        this.metadata = builder.metadata.isEmpty()
                ? Map.of()
                : Collections.unmodifiableMap(new LinkedHashMap<>(builder.metadata));
        this.shipping = builder.shipping;
        this.airlineData = builder.airlineData;
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
        builder.paymentMethod = paymentMethod;
        builder.customerInteraction = customerInteraction;
        builder.paymentDescription = paymentDescription;
        builder.minimumUserAge = minimumUserAge;
        builder.profileScope.addAll(profileScope);
        builder.expiresAt = expiresAt;
        builder.receipt = receipt;
        builder.receiptUrl = receiptUrl;
        builder.metadata.putAll(metadata);
        builder.shipping = shipping;
        builder.airlineData = airlineData;
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

    /** How the customer is to pay. */
    public PaymentMethod paymentMethod() {
        return paymentMethod;
    }

    /** Whether the customer stands at the till, or null if it was not said. */
    public @Nullable CustomerInteraction customerInteraction() {
        return customerInteraction;
    }

    /** What the customer reads, or null. */
    public @Nullable String paymentDescription() {
        return paymentDescription;
    }

    /** The years that the customer must have at least, or null. */
    public @Nullable Integer minimumUserAge() {
        return minimumUserAge;
    }

    /** What of the customer's profile is asked for; empty for nothing. Express always has its four. */
    public List<ProfileScope> profileScope() {
        return profileScope;
    }

    /** Until when the customer can pay, or null for the usual 10 minutes. */
    public @Nullable Instant expiresAt() {
        return expiresAt;
    }

    /** What the customer buys, as the app shows it, or null. */
    public @Nullable Receipt receipt() {
        return receipt;
    }

    /** Where the customer sees a receipt, or null. */
    public @Nullable String receiptUrl() {
        return receiptUrl;
    }

    /** Your own notes; empty if there are none. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** The delivery options of an Express payment, or null if it is none. */
    public @Nullable Shipping shipping() {
        return shipping;
    }

    /** The flight that is paid for, or null. */
    public @Nullable AirlineData airlineData() {
        return airlineData;
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
        private @Nullable PaymentMethod paymentMethod;
        private @Nullable CustomerInteraction customerInteraction;
        private @Nullable String paymentDescription;
        private @Nullable Integer minimumUserAge;
        private final Set<ProfileScope> profileScope = new LinkedHashSet<>();
        private @Nullable Instant expiresAt;
        private @Nullable Receipt receipt;
        private @Nullable String receiptUrl;
        private final Map<String, String> metadata = new LinkedHashMap<>();
        private @Nullable Shipping shipping;
        private @Nullable AirlineData airlineData;

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

        /** How the customer is to pay; {@link PaymentMethod#wallet} unless it is said. */
        public Builder paymentMethod(PaymentMethod paymentMethod) {
            this.paymentMethod = paymentMethod;
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
         * How old the customer must be. Whoever is younger cannot pay: {@link EPaymentError#NO_ELIGIBLE_USER}.
         *
         * @param minimumUserAge 0 to 100 years
         */
        public Builder minimumUserAge(int minimumUserAge) {
            this.minimumUserAge = minimumUserAge;
            return this;
        }

        /**
         * What of the customer's profile you ask for; each of them once. If the customer does not agree, the payment
         * fails; if the sales unit may not ask, it is {@link EPaymentError#SCOPE_NOT_ALLOWED}. Express ({@link
         * #shipping}) has its own four, without this.
         */
        public Builder profileScope(ProfileScope... profileScope) {
            this.profileScope.clear();
            Collections.addAll(this.profileScope, profileScope);
            return this;
        }

        /**
         * Until when the customer can pay: a long-living payment, for which the sales unit needs approval, else
         * {@link EPaymentError#LONG_LIVING_NOT_ALLOWED}. It needs a {@link #receipt}. Not for a payment by card or with
         * card passthrough.
         *
         * @param expiresAt more than 10 minutes and less than 60 days ahead; checked against this machine's clock when the
         *     payment is created. Give the very same moment if you create the payment again; when fewer than 10 minutes are
         *     left of it, read the payment instead
         */
        public Builder expiresAt(Instant expiresAt) {
            this.expiresAt = expiresAt;
            return this;
        }

        /**
         * What the customer buys, as the app shows it, in the {@link #amount}'s currency; required with {@link #expiresAt},
         * not for a payment by card or with card passthrough. Its sum is not held against the amount, from which a tip or an
         * Express delivery makes it differ: {@link Receipt#requireTotal} does that.
         */
        public Builder receipt(Receipt receipt) {
            this.receipt = receipt;
            return this;
        }

        /**
         * Where the customer sees a receipt of yours.
         *
         * @param receiptUrl {@code https://} or a custom scheme
         */
        public Builder receiptUrl(String receiptUrl) {
            this.receiptUrl = receiptUrl;
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
         * Makes it an Express payment: the customer chooses address and delivery in the app, and pays the delivery on top of the
         * {@link #amount}. The shop gets name, address, e-mail address and phone number. In the app only, not by card.
         */
        public Builder shipping(Shipping shipping) {
            this.shipping = shipping;
            return this;
        }

        /** The flight that is paid for. */
        public Builder airlineData(AirlineData airlineData) {
            this.airlineData = airlineData;
            return this;
        }

        private PaymentMethod paymentMethod() {
            return paymentMethod == null ? PaymentMethod.wallet() : paymentMethod;
        }

        /**
         * The finished request.
         *
         * @throws InvalidRequestException listing every field that breaks a rule
         */
        public CreatePayment build() {
            Violations violations = new Violations();
            Rules.reference(violations, reference);
            Rules.amount(violations, amount, 1);
            checkFlow(violations);
            checkPaymentMethod(violations);
            checkReceipt(violations);
            if (paymentDescription != null) {
                violations.check(
                        Texts.isOfLength(paymentDescription, 3, 100),
                        "paymentDescription",
                        "must have 3 to 100 characters");
            }
            if (customer != null) {
                Rules.customer(violations, customer);
            }
            if (minimumUserAge != null) {
                violations.check(
                        minimumUserAge >= 0 && minimumUserAge <= 100, "minimumUserAge", "must be 0 to 100 years");
            }
            Profiles.check(violations, "profile.scope", profileScope);
            checkMetadata(violations);
            if (shipping != null) {
                Express.check(violations, shipping, amount, profileScope);
            }
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
            } else if (userFlow instanceof UserFlow.Qr flow) {
                Rules.qrFormat(violations, flow.qrFormat());
                if (flow.returnUrl() != null) {
                    Rules.url(violations, "returnUrl", flow.returnUrl());
                }
            }
        }

        private void checkPaymentMethod(Violations violations) {
            if (paymentMethod instanceof PaymentMethod.Wallet wallet) {
                violations.check(
                        wallet.blockedSources().stream().allMatch(Objects::nonNull),
                        "paymentMethod.blockedSources",
                        "must not have null");
            } else if (paymentMethod instanceof PaymentMethod.Card) {
                violations
                        .check(
                                userFlow == null || userFlow instanceof UserFlow.WebRedirect,
                                "userFlow",
                                "must be WEB_REDIRECT for a payment by card")
                        .check(expiresAt == null, "expiresAt", "must not be given for a payment by card")
                        .check(receipt == null, "receipt", "must not be given for a payment by card")
                        .check(shipping == null, "shipping", "must not be given for a payment by card");
            } else if (paymentMethod instanceof PaymentMethod.Passthrough passthrough) {
                violations
                        .check(passthrough.cardPassthrough() != null, "cardPassthrough", "is required")
                        .check(expiresAt == null, "expiresAt", "must not be given with card passthrough")
                        .check(receipt == null, "receipt", "must not be given with card passthrough");
            }
        }

        private void checkReceipt(Violations violations) {
            violations
                    .check(expiresAt == null || receipt != null, "receipt", "is required with expiresAt")
                    .check(
                            receipt == null
                                    || amount == null
                                    || receipt.currency().equals(amount.currency()),
                            "receipt.bottomLine.currency",
                            "must be the amount's");
            if (receipt != null) {
                Receipts.check(violations, "receipt.", receipt);
            }
            if (receiptUrl != null) {
                Rules.receiptUrl(violations, receiptUrl);
            }
        }

        private void checkMetadata(Violations violations) {
            if (metadata.isEmpty()) {
                return;
            }
            violations.check(metadata.size() <= MAX_METADATA, "metadata", "must have at most 5 entries");
            violations.check(
                    metadata.keySet().stream().allMatch(key -> Texts.isOfLength(key, 1, MAX_METADATA_KEY)),
                    "metadata",
                    "must have keys of 1 to " + MAX_METADATA_KEY + " characters");
            violations.check(
                    metadata.values().stream().allMatch(value -> Texts.isOfLength(value, 0, MAX_METADATA_VALUE)),
                    "metadata",
                    "must have values of at most " + MAX_METADATA_VALUE + " characters");
        }
    }
}
