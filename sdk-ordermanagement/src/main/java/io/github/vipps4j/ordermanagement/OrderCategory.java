package io.github.vipps4j.ordermanagement;

import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.support.Violations;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The category of an order: a link to the merchant's pages that the app shows with the payment (Order Management 2.1, v2).
 * Immutable. What {@link Builder} makes has been checked; what was read is as it came. The constructor is not API.
 *
 * @param category what the link leads to; empty if the service did not say
 * @param orderDetailsUrl the link; empty if the service did not say. It may let whoever has it see the order: not printed
 * @param imageId the image beside it, added before with {@link OrderManagementClient#addImage}, or null
 */
public record OrderCategory(
        CategoryType category,
        String orderDetailsUrl,
        @Nullable String imageId) {
    /** Starts from nothing. Category and URL are required. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder with everything that this category says. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.category = category;
        builder.orderDetailsUrl = orderDetailsUrl;
        builder.imageId = imageId;
        return builder;
    }

    /** What was read, or made by the constructor, has not been checked before it is sent. */
    Violations check(Violations violations) {
        return check(violations, category, orderDetailsUrl, imageId);
    }

    private static Violations check(
            Violations violations,
            @Nullable CategoryType category,
            @Nullable String orderDetailsUrl,
            @Nullable String imageId) {
        Rules.type(violations, "category", category);
        Rules.url(violations, "orderDetailsUrl", orderDetailsUrl);
        return imageId == null ? violations : Rules.imageId(violations, imageId);
    }

    /** Without the link. */
    @Override
    public String toString() {
        return "OrderCategory[category=" + category + ", imageId=" + imageId + "]";
    }

    /** Gathers an {@link OrderCategory}. */
    public static final class Builder {
        private @Nullable CategoryType category;
        private @Nullable String orderDetailsUrl;
        private @Nullable String imageId;

        private Builder() {}

        /** What the link leads to. Required. */
        public Builder category(CategoryType category) {
            this.category = category;
            return this;
        }

        /** The link, with https. Required. */
        public Builder orderDetailsUrl(String orderDetailsUrl) {
            this.orderDetailsUrl = orderDetailsUrl;
            return this;
        }

        /** The image beside it: {@link OrderManagementClient#addImage} gives its id. */
        public Builder imageId(String imageId) {
            this.imageId = imageId;
            return this;
        }

        /**
         * The finished category.
         *
         * @throws InvalidRequestException listing every field that breaks a rule
         */
        public OrderCategory build() {
            check(new Violations(), category, orderDetailsUrl, imageId).throwIfAny("OrderCategory");
            return new OrderCategory(
                    Objects.requireNonNull(category), Objects.requireNonNull(orderDetailsUrl), imageId);
        }
    }
}
