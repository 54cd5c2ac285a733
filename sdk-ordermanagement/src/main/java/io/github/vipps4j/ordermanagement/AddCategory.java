package io.github.vipps4j.ordermanagement;

import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.support.Violations;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A category to add, with an id of its own by which it can be deleted (Order Management 2.1, v3). Immutable; everything in it
 * has been checked.
 */
public final class AddCategory {
    private final String orderId;
    private final PaymentType paymentType;
    private final CategoryType type;
    private final String url;
    private final @Nullable String imageId;

    private AddCategory(Builder builder) {
        this.orderId = Objects.requireNonNull(builder.orderId);
        this.paymentType = Objects.requireNonNull(builder.paymentType);
        this.type = Objects.requireNonNull(builder.type);
        this.url = Objects.requireNonNull(builder.url);
        this.imageId = builder.imageId;
    }

    /** Starts from nothing. All but the image is required. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder with everything that this says. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.orderId = orderId;
        builder.paymentType = paymentType;
        builder.type = type;
        builder.url = url;
        builder.imageId = imageId;
        return builder;
    }

    /** The order: the payment's reference. */
    public String orderId() {
        return orderId;
    }

    /** How the order is paid. */
    public PaymentType paymentType() {
        return paymentType;
    }

    /** What the link leads to. */
    public CategoryType type() {
        return type;
    }

    /** The link. */
    public String url() {
        return url;
    }

    /** The image beside it, or null. */
    public @Nullable String imageId() {
        return imageId;
    }

    /** Without the link. */
    @Override
    public String toString() {
        return "AddCategory[orderId=" + orderId + ", paymentType=" + paymentType + ", type=" + type + ", imageId="
                + imageId + "]";
    }

    /** Gathers an {@link AddCategory}. */
    public static final class Builder {
        private @Nullable String orderId;
        private @Nullable PaymentType paymentType;
        private @Nullable CategoryType type;
        private @Nullable String url;
        private @Nullable String imageId;

        private Builder() {}

        /** The order: the payment's reference, which need not exist yet. Required. */
        public Builder orderId(String orderId) {
            this.orderId = orderId;
            return this;
        }

        /** How the order is paid: {@link PaymentType#ECOM} for ePayment too. Required. */
        public Builder paymentType(PaymentType paymentType) {
            this.paymentType = paymentType;
            return this;
        }

        /** What the link leads to. Required. */
        public Builder type(CategoryType type) {
            this.type = type;
            return this;
        }

        /** The link, with https. Required. */
        public Builder url(String url) {
            this.url = url;
            return this;
        }

        /** The image beside it: {@link OrderManagementClient#addImage} gives its id. */
        public Builder imageId(String imageId) {
            this.imageId = imageId;
            return this;
        }

        /**
         * The finished request.
         *
         * @throws InvalidRequestException listing every field that breaks a rule
         */
        public AddCategory build() {
            Violations violations = new Violations();
            Rules.orderId(violations, orderId);
            Rules.paymentType(violations, paymentType);
            Rules.type(violations, "type", type);
            Rules.url(violations, "url", url);
            if (imageId != null) {
                Rules.imageId(violations, imageId);
            }
            violations.throwIfAny("AddCategory");
            return new AddCategory(this);
        }
    }
}
