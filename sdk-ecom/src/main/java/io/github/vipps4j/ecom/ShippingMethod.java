package io.github.vipps4j.ecom;

import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.support.Texts;
import io.github.vipps4j.core.support.Violations;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One way to get the goods, with its price (eCom 2.0.3, Express). Immutable; everything in it has been checked. */
public final class ShippingMethod {
    private static final int MAX_NAME = 256;
    private static final int MAX_ID = 100;

    private final String shippingMethodId;
    private final String shippingMethod;
    private final ShippingCost shippingCost;
    private final boolean isDefault;
    private final @Nullable Integer priority;

    private ShippingMethod(Builder builder) {
        this.shippingMethodId = Objects.requireNonNull(builder.shippingMethodId);
        this.shippingMethod = Objects.requireNonNull(builder.shippingMethod);
        this.shippingCost = Objects.requireNonNull(builder.shippingCost);
        this.isDefault = builder.isDefault;
        this.priority = builder.priority;
    }

    /** Starts from nothing. Id, name and cost are required. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder with everything that this method says. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.shippingMethodId = shippingMethodId;
        builder.shippingMethod = shippingMethod;
        builder.shippingCost = shippingCost;
        builder.isDefault = isDefault;
        builder.priority = priority;
        return builder;
    }

    /** Your own name of the method; comes back with the payment. */
    public String shippingMethodId() {
        return shippingMethodId;
    }

    /** What the customer reads. */
    public String shippingMethod() {
        return shippingMethod;
    }

    /** What it costs, on top of the order's own amount. */
    public ShippingCost shippingCost() {
        return shippingCost;
    }

    /** Whether it is chosen unless the customer chooses another. */
    public boolean isDefault() {
        return isDefault;
    }

    /** Its place among the methods, the lowest first, or null. */
    public @Nullable Integer priority() {
        return priority;
    }

    /** Gathers a {@link ShippingMethod}. */
    public static final class Builder {
        private @Nullable String shippingMethodId;
        private @Nullable String shippingMethod;
        private @Nullable ShippingCost shippingCost;
        private boolean isDefault;
        private @Nullable Integer priority;

        private Builder() {}

        /**
         * Your own name of the method, unique within the order; comes back with the payment: 1 to 100 characters.
         * Required.
         */
        public Builder shippingMethodId(String shippingMethodId) {
            this.shippingMethodId = shippingMethodId;
            return this;
        }

        /** What the customer reads: 1 to 256 characters, of which about 25 are seen. Required. */
        public Builder shippingMethod(String shippingMethod) {
            this.shippingMethod = shippingMethod;
            return this;
        }

        /** What it costs, on top of the order's own amount: what is reserved is both. Required. */
        public Builder shippingCost(ShippingCost shippingCost) {
            this.shippingCost = shippingCost;
            return this;
        }

        /** Whether it is chosen unless the customer chooses another; not so unless it is said. */
        public Builder isDefault(boolean isDefault) {
            this.isDefault = isDefault;
            return this;
        }

        /** Its place among the methods: the lowest stands first. */
        public Builder priority(int priority) {
            this.priority = priority;
            return this;
        }

        /**
         * The finished method.
         *
         * @throws InvalidRequestException listing every field that breaks a rule
         */
        public ShippingMethod build() {
            new Violations()
                    .check(
                            Texts.isOfLength(shippingMethodId, 1, MAX_ID),
                            "shippingMethodId",
                            "must have 1 to " + MAX_ID + " characters")
                    .check(
                            Texts.isOfLength(shippingMethod, 1, MAX_NAME),
                            "shippingMethod",
                            "must have 1 to " + MAX_NAME + " characters")
                    .check(shippingCost != null, "shippingCost", "is required")
                    .throwIfAny("ShippingMethod");
            return new ShippingMethod(this);
        }
    }
}
