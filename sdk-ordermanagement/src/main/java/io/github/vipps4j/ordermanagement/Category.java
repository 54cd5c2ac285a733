package io.github.vipps4j.ordermanagement;

import org.jspecify.annotations.Nullable;

/**
 * A category that was added with an id of its own (Order Management 2.1, v3). What it does not need it may lack: such a text is
 * empty. The constructor is not API.
 *
 * @param categoryId by which it is read and deleted
 * @param orderId the order: the payment's reference
 * @param paymentType how the order is paid
 * @param type what the link leads to
 * @param url the link. It may let whoever has it see the order: not printed
 * @param imageId the image beside it, or null
 */
public record Category(
        String categoryId,
        String orderId,
        PaymentType paymentType,
        CategoryType type,
        String url,
        @Nullable String imageId) {
    /** Without the link. */
    @Override
    public String toString() {
        return "Category[categoryId=" + categoryId + ", orderId=" + orderId + ", paymentType=" + paymentType + ", type="
                + type + ", imageId=" + imageId + "]";
    }
}
