package io.github.vipps4j.simulator;

import org.jspecify.annotations.Nullable;

/**
 * What a caller can ask of the simulated APIs: the access token, the seven operations each of ePayment 1.8.1 and of
 * eCom 2.0.3, webhooks, the operations of Order Management 2.1 that are not deprecated, and the four operations of PSP v3.
 */
public enum ApiOperation {
    /** {@code POST /accesstoken/get}. */
    TOKEN(Api.TOKEN),
    /** {@code POST /epayment/v1/payments}. */
    CREATE(Api.EPAYMENT),
    /** {@code GET /epayment/v1/payments/{reference}}. */
    GET(Api.EPAYMENT),
    /** {@code GET /epayment/v1/payments/{reference}/events}. */
    EVENTS(Api.EPAYMENT),
    /** {@code POST /epayment/v1/payments/{reference}/capture}. */
    CAPTURE(Api.EPAYMENT),
    /** {@code POST /epayment/v1/payments/{reference}/refund}. */
    REFUND(Api.EPAYMENT),
    /** {@code POST /epayment/v1/payments/{reference}/cancel}. */
    CANCEL(Api.EPAYMENT),
    /** {@code POST /epayment/v1/test/payments/{reference}/approve}, in the test environment only. */
    FORCE_APPROVE(Api.EPAYMENT),
    /** {@code POST /webhooks/v1/webhooks}. */
    WEBHOOK_REGISTER(Api.WEBHOOKS),
    /** {@code GET /webhooks/v1/webhooks}. */
    WEBHOOK_LIST(Api.WEBHOOKS),
    /** {@code DELETE /webhooks/v1/webhooks/{id}}. */
    WEBHOOK_DELETE(Api.WEBHOOKS),
    /** {@code POST /order-management/v2/{paymentType}/receipts/{orderId}}. */
    RECEIPT_ADD(Api.ORDER_MANAGEMENT),
    /** {@code PUT /order-management/v2/{paymentType}/categories/{orderId}}. */
    CATEGORY_SET(Api.ORDER_MANAGEMENT),
    /** {@code GET /order-management/v2/{paymentType}/{orderId}}. */
    ORDER_GET(Api.ORDER_MANAGEMENT),
    /** {@code POST /order-management/v3/categories}. */
    CATEGORY_ADD(Api.ORDER_MANAGEMENT),
    /** {@code GET /order-management/v3/categories?orderId={orderId}}. */
    CATEGORY_LIST(Api.ORDER_MANAGEMENT),
    /** {@code GET /order-management/v3/categories/{categoryId}}. */
    CATEGORY_GET(Api.ORDER_MANAGEMENT),
    /** {@code DELETE /order-management/v3/categories/{categoryId}}. */
    CATEGORY_DELETE(Api.ORDER_MANAGEMENT),
    /** {@code POST /order-management/v1/images}. */
    IMAGE_ADD(Api.ORDER_MANAGEMENT),
    /** {@code POST /ecomm/v2/payments}. */
    ECOM_INITIATE(Api.ECOM),
    /** {@code GET /ecomm/v2/payments/{orderId}/details}. */
    ECOM_DETAILS(Api.ECOM),
    /** {@code GET /ecomm/v2/payments/{orderId}/status}, which the API has deprecated. */
    ECOM_STATUS(Api.ECOM),
    /** {@code POST /ecomm/v2/payments/{orderId}/capture}. */
    ECOM_CAPTURE(Api.ECOM),
    /** {@code POST /ecomm/v2/payments/{orderId}/refund}. */
    ECOM_REFUND(Api.ECOM),
    /** {@code PUT /ecomm/v2/payments/{orderId}/cancel}. */
    ECOM_CANCEL(Api.ECOM),
    /** {@code POST /ecomm/v2/integration-test/payments/{orderId}/approve}, in the test environment only. */
    ECOM_FORCE_APPROVE(Api.ECOM),
    /** {@code POST /psp/v3/psppayments/init}. */
    PSP_INIT(Api.PSP),
    /** {@code POST /psp/v3/psppayments/updatestatus}. */
    PSP_UPDATE_STATUS(Api.PSP),
    /** {@code GET /psp/v3/psppayments/{pspTransactionId}/details}. */
    PSP_DETAILS(Api.PSP),
    /** {@code POST /psp/v3/integration-test/psppayments/{pspTransactionId}/approve}, in the test environment only. */
    PSP_FORCE_APPROVE(Api.PSP);

    private final Api api;

    ApiOperation(Api api) {
        this.api = api;
    }

    Api api() {
        return api;
    }

    /** The header with the idempotency key; null if such a key has no meaning. */
    @Nullable
    String keyHeader() {
        return switch (this) {
            case CREATE, CAPTURE, REFUND, CANCEL -> "Idempotency-Key";
            case ECOM_CAPTURE, ECOM_REFUND -> "X-Request-Id";
            default -> null;
        };
    }

    /** Whether the contract demands the key; on ePayment's cancel it only recommends one. */
    boolean needsKey() {
        return keyHeader() != null && this != CANCEL;
    }

    /** Characters. */
    int longestKey() {
        return api == Api.ECOM ? 40 : 50;
    }
}
