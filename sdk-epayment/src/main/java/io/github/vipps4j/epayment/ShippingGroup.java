package io.github.vipps4j.epayment;

import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.support.Violations;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that one carrier offers in one way: one group for each pair of brand and type, with its variants as options (ePayment
 * 1.8.1, Express). Immutable; everything in it has been checked.
 */
public final class ShippingGroup {
    private final ShippingType type;
    private final ShippingBrand brand;
    private final List<ShippingOption> options;
    private final @Nullable Boolean isDefault;
    private final @Nullable Integer priority;

    private ShippingGroup(Builder builder) {
        this.type = Objects.requireNonNull(builder.type);
        this.brand = Objects.requireNonNull(builder.brand);
        this.options = List.copyOf(builder.options);
        this.isDefault = builder.isDefault;
        this.priority = builder.priority;
    }

    /** Starts from nothing. Type, brand and at least one option are required. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder with everything that this group says. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.type = type;
        builder.brand = brand;
        builder.options.addAll(options);
        builder.isDefault = isDefault;
        builder.priority = priority;
        return builder;
    }

    /** How the goods come. */
    public ShippingType type() {
        return type;
    }

    /** Who brings them. */
    public ShippingBrand brand() {
        return brand;
    }

    /** What there is to choose from; at least one. */
    public List<ShippingOption> options() {
        return options;
    }

    /** Whether the group is opened at first, or null if it was not said. */
    public @Nullable Boolean isDefault() {
        return isDefault;
    }

    /** Its place among the groups, the lowest first, or null. */
    public @Nullable Integer priority() {
        return priority;
    }

    /** Gathers a {@link ShippingGroup}. */
    public static final class Builder {
        private @Nullable ShippingType type;
        private @Nullable ShippingBrand brand;
        private final List<ShippingOption> options = new ArrayList<>();
        private @Nullable Boolean isDefault;
        private @Nullable Integer priority;

        private Builder() {}

        /** How the goods come. Required. */
        public Builder type(ShippingType type) {
            this.type = type;
            return this;
        }

        /** Who brings them. Required. */
        public Builder brand(ShippingBrand brand) {
            this.brand = brand;
            return this;
        }

        /** One more option. At least one is required. */
        public Builder option(ShippingOption option) {
            options.add(option);
            return this;
        }

        /** All of these options too. */
        public Builder options(Collection<ShippingOption> options) {
            this.options.addAll(options);
            return this;
        }

        /** Whether the group is opened at first. */
        public Builder isDefault(boolean isDefault) {
            this.isDefault = isDefault;
            return this;
        }

        /** Its place among the groups: the lowest stands first. */
        public Builder priority(int priority) {
            this.priority = priority;
            return this;
        }

        /**
         * The finished group.
         *
         * @throws InvalidRequestException listing every field that breaks a rule
         */
        public ShippingGroup build() {
            new Violations()
                    .check(type != null && isName(type.name()), "type", "must have a name")
                    .check(brand != null && isName(brand.name()), "brand", "must have a name")
                    .check(
                            !options.isEmpty() && options.stream().allMatch(Objects::nonNull),
                            "options",
                            "must have at least one")
                    .throwIfAny("ShippingGroup");
            return new ShippingGroup(this);
        }

        private static boolean isName(@Nullable String name) {
            return name != null && !name.isBlank();
        }
    }
}
