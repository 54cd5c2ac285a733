package io.github.vipps4j.simulator;

/**
 * What a caller can ask of the simulated APIs: the access token, the seven operations of ePayment 1.8.1, webhooks,
 * and the operations of Order Management 2.1 that are not deprecated.
 */
public enum ApiOperation {
    /** {@code POST /accesstoken/get}. */
    TOKEN,
    /** {@code POST /epayment/v1/payments}. */
    CREATE,
    /** {@code GET /epayment/v1/payments/{reference}}. */
    GET,
    /** {@code GET /epayment/v1/payments/{reference}/events}. */
    EVENTS,
    /** {@code POST /epayment/v1/payments/{reference}/capture}. */
    CAPTURE,
    /** {@code POST /epayment/v1/payments/{reference}/refund}. */
    REFUND,
    /** {@code POST /epayment/v1/payments/{reference}/cancel}. */
    CANCEL,
    /** {@code POST /epayment/v1/test/payments/{reference}/approve}, in the test environment only. */
    FORCE_APPROVE,
    /** {@code POST /webhooks/v1/webhooks}. */
    WEBHOOK_REGISTER,
    /** {@code GET /webhooks/v1/webhooks}. */
    WEBHOOK_LIST,
    /** {@code DELETE /webhooks/v1/webhooks/{id}}. */
    WEBHOOK_DELETE,
    /** {@code POST /order-management/v2/{paymentType}/receipts/{orderId}}. */
    RECEIPT_ADD,
    /** {@code PUT /order-management/v2/{paymentType}/categories/{orderId}}. */
    CATEGORY_SET,
    /** {@code GET /order-management/v2/{paymentType}/{orderId}}. */
    ORDER_GET,
    /** {@code POST /order-management/v3/categories}. */
    CATEGORY_ADD,
    /** {@code GET /order-management/v3/categories?orderId={orderId}}. */
    CATEGORY_LIST,
    /** {@code GET /order-management/v3/categories/{categoryId}}. */
    CATEGORY_GET,
    /** {@code DELETE /order-management/v3/categories/{categoryId}}. */
    CATEGORY_DELETE,
    /** {@code POST /order-management/v1/images}. */
    IMAGE_ADD;

    /** Whether the contract demands an {@code Idempotency-Key}; on cancel it only recommends one. */
    boolean needsIdempotencyKey() {
        return this == CREATE || this == CAPTURE || this == REFUND;
    }

    /** Whether an {@code Idempotency-Key} has a meaning. */
    boolean takesIdempotencyKey() {
        return needsIdempotencyKey() || this == CANCEL;
    }
}
