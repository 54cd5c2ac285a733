package io.github.vipps4j.epayment;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.support.Violations;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One way to get the goods, with its price (ePayment 1.8.1, Express). Immutable; everything in it has been checked. */
public final class ShippingOption {

    private final String id;
    private final String name;
    private final Amount amount;
    private final @Nullable Boolean isDefault;
    private final @Nullable Integer priority;
    private final @Nullable String meta;
    private final @Nullable String estimatedDelivery;

    private ShippingOption(Builder builder) {
        this.id = Objects.requireNonNull(builder.id);
        this.name = Objects.requireNonNull(builder.name);
        this.amount = Objects.requireNonNull(builder.amount);
        this.isDefault = builder.isDefault;
        this.priority = builder.priority;
        this.meta = builder.meta;
        this.estimatedDelivery = builder.estimatedDelivery;
    }

    /** Starts from nothing. Id, name and amount are required. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder with everything that this option says. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.id = id;
        builder.name = name;
        builder.amount = amount;
        builder.isDefault = isDefault;
        builder.priority = priority;
        builder.meta = meta;
        builder.estimatedDelivery = estimatedDelivery;
        return builder;
    }

    /** Your own name of the option; comes back as {@code shippingOptionId}. */
    public String id() {
        return id;
    }

    /** What the customer reads; comes back as {@code shippingOptionName}. */
    public String name() {
        return name;
    }

    /** What it costs, on top of the payment's own amount. */
    public Amount amount() {
        return amount;
    }

    /** Whether it is chosen unless the customer chooses another, or null if it was not said. */
    public @Nullable Boolean isDefault() {
        return isDefault;
    }

    /** Its place among the options, the lowest first, or null. */
    public @Nullable Integer priority() {
        return priority;
    }

    /** More for the customer to read, or null. */
    public @Nullable String meta() {
        return meta;
    }

    /** When the goods come, or null. */
    public @Nullable String estimatedDelivery() {
        return estimatedDelivery;
    }

    /** Gathers a {@link ShippingOption}. */
    public static final class Builder {
        private @Nullable String id;
        private @Nullable String name;
        private @Nullable Amount amount;
        private @Nullable Boolean isDefault;
        private @Nullable Integer priority;
        private @Nullable String meta;
        private @Nullable String estimatedDelivery;

        private Builder() {}

        /** Your own name of the option, unique within the payment; comes back as {@code shippingOptionId}. Required. */
        public Builder id(String id) {
            this.id = id;
            return this;
        }

        /** What the customer reads; comes back as {@code shippingOptionName}. For time slots: the date. Required. */
        public Builder name(String name) {
            this.name = name;
            return this;
        }

        /**
         * What it costs, on top of the payment's own amount: the payment's total is both. Required.
         *
         * @param amount 0 to 65 000 000 minor units, in the currency of the payment
         */
        public Builder amount(Amount amount) {
            this.amount = amount;
            return this;
        }

        /** Whether it is chosen unless the customer chooses another. */
        public Builder isDefault(boolean isDefault) {
            this.isDefault = isDefault;
            return this;
        }

        /** Its place among the options of its group: the lowest stands first. */
        public Builder priority(int priority) {
            this.priority = priority;
            return this;
        }

        /** More for the customer to read, such as the address of the shop. */
        public Builder meta(String meta) {
            this.meta = meta;
            return this;
        }

        /** When the goods come, in words, such as {@code 1-3 days}. For time slots: the hours. */
        public Builder estimatedDelivery(String estimatedDelivery) {
            this.estimatedDelivery = estimatedDelivery;
            return this;
        }

        /**
         * The finished option.
         *
         * @throws InvalidRequestException listing every field that breaks a rule
         */
        public ShippingOption build() {
            Violations violations = new Violations()
                    .check(id != null && !id.isBlank(), "id", "must not be blank")
                    .check(name != null && !name.isBlank(), "name", "must not be blank");
            Rules.amount(violations, amount, 0);
            violations.throwIfAny("ShippingOption");
            return new ShippingOption(this);
        }
    }
}
