package io.github.vipps4j.epayment;

import io.github.vipps4j.core.NotFoundException;
import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.call.VippsSession;
import io.github.vipps4j.core.support.HintedReads;
import io.github.vipps4j.core.support.Violations;
import io.github.vipps4j.webhooks.WebhookEvent;
import io.github.vipps4j.webhooks.WebhookHandler;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one door for outcomes. Webhooks, polling and the customer's return to your page all say that something may have
 * happened; here such a hint becomes a fact. For each hint the payment is read back from the service, and if its state or
 * any of its sums is not as your handler accepted it last, the handler is called: once for each difference, in order, and
 * never twice at once for one payment, on however many threads the hints come.
 *
 * <pre>{@code
 * PaymentUpdates updates = PaymentUpdates.of(vipps, snapshots, (key, before, now) -> orders.settle(key, now));
 * WebhookEndpoint endpoint = new WebhookEndpoint(verifier, updates.webhooks());   // hint: a webhook
 * updates.awaitOutcome(created);                                                  // hint: polling
 * updates.check(reference);                                                       // hint: the customer is back
 * }</pre>
 *
 * <p>Nothing is ever decided by what a webhook says or by the customer's return alone. The order holds within this process:
 * several processes that share one store may tell the same difference at once, so put your change into a transaction.
 */
public final class PaymentUpdates {
    private static final Logger LOG = LoggerFactory.getLogger("io.github.vipps4j.epayment");

    /** Of the 10 s that a webhook has, so that most of them are left for the handler. */
    private static final RequestOptions FOR_WEBHOOKS = RequestOptions.defaults().deadline(Duration.ofSeconds(4));

    /** Short: a handler that hangs must not hold the threads of its server, and the webhook comes again. */
    private static final Duration WEBHOOKS_PATIENCE = Duration.ofSeconds(2);

    private final VippsSession vipps;
    private final HintedReads<PaymentKey, Payment, PaymentSnapshot> payments;

    private PaymentUpdates(VippsSession vipps, PaymentSnapshots snapshots, PaymentUpdateHandler handler) {
        this.vipps = vipps;
        this.payments = new Payments(vipps, snapshots, handler);
    }

    /** Reads payments with {@code vipps}, whichever sales unit's they are, and tells {@code handler}. */
    public static PaymentUpdates of(Vipps vipps, PaymentSnapshots snapshots, PaymentUpdateHandler handler) {
        new Violations()
                .check(snapshots != null, "snapshots", "is required")
                .check(handler != null, "handler", "is required")
                .throwIfAny("PaymentUpdates");
        return new PaymentUpdates(VippsSession.of(vipps), snapshots, handler);
    }

    /**
     * A hint about a payment of the sales unit of the {@code vipps} given to {@link #of}, whoever created it.
     *
     * @return the payment as it was read
     * @throws io.github.vipps4j.core.VippsException if it could not be read; nothing was told
     * @throws PaymentNotAcceptedException if the handler failed; the same difference is told again with the next hint
     * @throws IllegalStateException if the handler calls this for the payment it is told of, or if it is at work on that
     *     payment for a minute
     */
    public Payment check(String reference) {
        Violations violations = Rules.existingReference(new Violations(), reference);
        vipps.requireMerchantSerialNumber(violations);
        violations.throwIfAny("PaymentUpdates.check");
        return check(new PaymentKey(Objects.requireNonNull(vipps.merchantSerialNumber()), reference));
    }

    /** The same, of any sales unit. */
    public Payment check(PaymentKey key) {
        return payments.check(key);
    }

    /**
     * Of the sales unit of the {@code vipps} given to {@link #of}: polls until the customer's part is over ({@link
     * EPaymentClient#awaitOutcome(CreatedPayment)}), and takes that for a hint, also if it ended without an outcome.
     */
    public Payment awaitOutcome(CreatedPayment created) {
        EPaymentClient.of(vipps).awaitOutcome(created);
        return check(created.reference());
    }

    /** The same, of any sales unit. */
    public Payment awaitOutcome(PaymentKey key) {
        EPaymentClient.of(vipps.forMerchant(key.merchantSerialNumber())).awaitOutcome(key.reference());
        return check(key);
    }

    /**
     * A handler of webhooks that takes every payment event for a hint, and receives and drops all others. Nothing is stored
     * but what your handler stores: {@code STORED} is answered when the payment has been read and your handler has
     * accepted it. That has to happen within the webhook's 10 s, of which the read takes up to 4 and an earlier hint's
     * turn up to 2. An event of another API, by its name, whose reference is no payment's is no payment event.
     */
    public WebhookHandler webhooks() {
        return webhooks(other -> WebhookHandler.Receipt.STORED);
    }

    /** The same, with a handler for the events that are no payment's. */
    public WebhookHandler webhooks(WebhookHandler others) {
        return event -> checkFor(event, others);
    }

    private WebhookHandler.Receipt checkFor(WebhookEvent event, WebhookHandler others) throws Exception {
        String msn = event.merchantSerialNumber();
        String reference = event.reference();
        if (msn == null
                || reference == null
                || !Violations.isDigits(msn, 4, 10)
                || !Violations.isReference(reference, 1, 64)) {
            return others.handle(event);
        }
        try {
            HintedReads.Reading<Payment> reading =
                    payments.check(new PaymentKey(msn, reference), FOR_WEBHOOKS, WEBHOOKS_PATIENCE);
            return reading != null && reading.isSettled()
                    ? WebhookHandler.Receipt.STORED
                    : WebhookHandler.Receipt.NOT_NOW;
        } catch (NotFoundException e) {
            // Another API's event may carry a reference of its own, and asking for it again would block it for days.
            if (Replies.eventName(event.name()) == PaymentEventName.UNKNOWN) {
                return others.handle(event);
            }
            throw e;
        }
    }

    /** How payments are read, compared and told. */
    private static final class Payments extends HintedReads<PaymentKey, Payment, PaymentSnapshot> {
        private final VippsSession vipps;
        private final PaymentSnapshots snapshots;
        private final PaymentUpdateHandler handler;

        Payments(VippsSession vipps, PaymentSnapshots snapshots, PaymentUpdateHandler handler) {
            super(LOG);
            this.vipps = vipps;
            this.snapshots = snapshots;
            this.handler = handler;
        }

        @Override
        protected Payment read(PaymentKey key, RequestOptions options) {
            return EPaymentClient.of(
                            vipps.forMerchant(key.merchantSerialNumber()).with(options))
                    .get(key.reference());
        }

        @Override
        protected PaymentSnapshot snapshot(Payment payment) {
            return PaymentSnapshot.of(payment);
        }

        @Override
        protected boolean isOlder(PaymentSnapshot read, PaymentSnapshot known) {
            return read.isOlderThan(known);
        }

        @Override
        protected @Nullable PaymentSnapshot find(PaymentKey key) {
            return snapshots.find(key);
        }

        @Override
        protected void save(PaymentKey key, PaymentSnapshot accepted) {
            snapshots.save(key, accepted);
        }

        @Override
        protected void tell(PaymentKey key, @Nullable PaymentSnapshot before, Payment now) throws Exception {
            handler.paymentChanged(key, before, now);
        }

        @Override
        protected RuntimeException notAccepted(PaymentKey key, Exception cause) {
            return new PaymentNotAcceptedException(key, cause);
        }
    }
}
