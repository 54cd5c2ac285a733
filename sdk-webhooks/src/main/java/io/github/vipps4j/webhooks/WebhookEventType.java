package io.github.vipps4j.webhooks;

import io.github.vipps4j.core.support.Violations;
import java.util.Set;

/**
 * What a registration asks for (Webhooks API v1, as of 2026-08). An open set of names: {@link #of} takes those that are not
 * here.
 *
 * @param name as the API has it, such as {@code epayments.payment.authorized.v1}
 */
public record WebhookEventType(String name) {
    /** ePayment: the merchant created a payment. */
    public static final WebhookEventType EPAYMENT_CREATED = of("epayments.payment.created.v1");
    /** ePayment: the customer approved, the money is reserved. */
    public static final WebhookEventType EPAYMENT_AUTHORIZED = of("epayments.payment.authorized.v1");
    /** ePayment: the customer declined. */
    public static final WebhookEventType EPAYMENT_ABORTED = of("epayments.payment.aborted.v1");
    /** ePayment: the customer did nothing in time. */
    public static final WebhookEventType EPAYMENT_EXPIRED = of("epayments.payment.expired.v1");
    /** ePayment: the merchant ended it before the customer approved. */
    public static final WebhookEventType EPAYMENT_TERMINATED = of("epayments.payment.terminated.v1");
    /** ePayment: the merchant released what was not captured. */
    public static final WebhookEventType EPAYMENT_CANCELLED = of("epayments.payment.cancelled.v1");
    /** ePayment: the merchant took an amount. */
    public static final WebhookEventType EPAYMENT_CAPTURED = of("epayments.payment.captured.v1");
    /** ePayment: the merchant gave an amount back. */
    public static final WebhookEventType EPAYMENT_REFUNDED = of("epayments.payment.refunded.v1");
    /** QR: a customer checked in. One registration at most. */
    public static final WebhookEventType QR_USER_CHECKED_IN = of("user.checked-in.v1");
    /** Recurring: an agreement was activated. */
    public static final WebhookEventType RECURRING_AGREEMENT_ACTIVATED = of("recurring.agreement-activated.v1");
    /** Recurring: an agreement was rejected. */
    public static final WebhookEventType RECURRING_AGREEMENT_REJECTED = of("recurring.agreement-rejected.v1");
    /** Recurring: an agreement was stopped. */
    public static final WebhookEventType RECURRING_AGREEMENT_STOPPED = of("recurring.agreement-stopped.v1");
    /** Recurring: an agreement expired. */
    public static final WebhookEventType RECURRING_AGREEMENT_EXPIRED = of("recurring.agreement-expired.v1");
    /** Recurring: a charge was reserved. */
    public static final WebhookEventType RECURRING_CHARGE_RESERVED = of("recurring.charge-reserved.v1");
    /** Recurring: a charge was captured. */
    public static final WebhookEventType RECURRING_CHARGE_CAPTURED = of("recurring.charge-captured.v1");
    /** Recurring: a charge was cancelled; the API writes it with one l. */
    public static final WebhookEventType RECURRING_CHARGE_CANCELED = of("recurring.charge-canceled.v1");
    /** Recurring: a charge was refunded. */
    public static final WebhookEventType RECURRING_CHARGE_REFUNDED = of("recurring.charge-refunded.v1");
    /** Recurring: a charge failed. */
    public static final WebhookEventType RECURRING_CHARGE_FAILED = of("recurring.charge-failed.v1");
    /** Recurring: a charge could not be created. */
    public static final WebhookEventType RECURRING_CHARGE_CREATION_FAILED = of("recurring.charge-creation-failed.v1");
    /** Login: a ping that the merchant asked for. */
    public static final WebhookEventType LOGIN_MERCHANT_INITIATED_PING = of("login.merchant-initiated.ping.v1");

    /** All eight of ePayment. */
    public static final Set<WebhookEventType> EPAYMENT = Set.of(
            EPAYMENT_CREATED,
            EPAYMENT_AUTHORIZED,
            EPAYMENT_ABORTED,
            EPAYMENT_EXPIRED,
            EPAYMENT_TERMINATED,
            EPAYMENT_CANCELLED,
            EPAYMENT_CAPTURED,
            EPAYMENT_REFUNDED);

    /**
     * A type by its name.
     *
     * @throws io.github.vipps4j.core.InvalidRequestException if it is blank
     */
    public static WebhookEventType of(String name) {
        new Violations()
                .check(name != null && !name.isBlank(), "events", "must not have a blank name")
                .throwIfAny("WebhookEventType");
        return new WebhookEventType(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
