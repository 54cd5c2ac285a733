package io.github.vipps4j.simulator;

/** What a caller can ask of the simulated APIs: the access token, the seven operations of ePayment 1.8.1, webhooks. */
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
    WEBHOOK_DELETE;

    /** Whether the contract demands an {@code Idempotency-Key}; on cancel it only recommends one. */
    boolean needsIdempotencyKey() {
        return this == CREATE || this == CAPTURE || this == REFUND;
    }

    /** Whether an {@code Idempotency-Key} has a meaning. */
    boolean takesIdempotencyKey() {
        return needsIdempotencyKey() || this == CANCEL;
    }
}
