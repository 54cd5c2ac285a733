package io.github.vipps4j.epayment;

import io.github.vipps4j.core.NotFoundException;
import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.call.VippsSession;
import io.github.vipps4j.core.support.Violations;
import io.github.vipps4j.webhooks.WebhookEvent;
import io.github.vipps4j.webhooks.WebhookHandler;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
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

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final VippsSession vipps;
    private final PaymentSnapshots snapshots;
    private final PaymentUpdateHandler handler;
    private final Map<PaymentKey, Turn> turns = new ConcurrentHashMap<>();

    private PaymentUpdates(VippsSession vipps, PaymentSnapshots snapshots, PaymentUpdateHandler handler) {
        this.vipps = vipps;
        this.snapshots = snapshots;
        this.handler = handler;
    }

    /** Reads payments with {@code vipps}, whichever sales unit's they are, and tells {@code handler}. */
    public static PaymentUpdates of(Vipps vipps, PaymentSnapshots snapshots, PaymentUpdateHandler handler) {
        new Violations()
                .check(snapshots != null, "snapshots", "is required")
                .check(handler != null, "handler", "is required")
                .throwIfAny("PaymentUpdates");
        return new PaymentUpdates(VippsSession.of(vipps), snapshots, handler);
    }

    /** A payment as it was read; not settled if that is behind what was accepted already, so that there may be news still. */
    private record Reading(Payment payment, boolean isSettled) {}

    /** One payment's turn: who comes while it is read waits, and several who wait share the next read. */
    private static final class Turn {
        final ReentrantLock lock = new ReentrantLock();
        volatile long begun;
        long accepted;

        @Nullable
        Payment last;

        int users;
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
        Reading reading = check(key, RequestOptions.defaults(), PATIENCE);
        if (reading == null) {
            throw new IllegalStateException("The handler was still at work on " + key + " after " + PATIENCE
                    + ", or the thread was interrupted; this hint is lost");
        }
        return reading.payment();
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
            Reading reading = check(new PaymentKey(msn, reference), FOR_WEBHOOKS, WEBHOOKS_PATIENCE);
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

    /** Null if its turn did not come in time. */
    private @Nullable Reading check(PaymentKey key, RequestOptions options, Duration patience) {
        Turn turn = turns.compute(key, (any, present) -> {
            Turn mine = present == null ? new Turn() : present;
            mine.users++;
            return mine;
        });
        long begunBefore = turn.begun;
        try {
            if (turn.lock.isHeldByCurrentThread()) {
                throw new IllegalStateException("A handler must not check the payment that it is told of: " + key);
            }
            if (!turn.lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return null;
            }
            try {
                Payment last = turn.last;
                return last != null && turn.accepted > begunBefore ? new Reading(last, true) : read(key, options, turn);
            } finally {
                turn.lock.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            turns.computeIfPresent(key, (any, present) -> --present.users == 0 ? null : present);
        }
    }

    private Reading read(PaymentKey key, RequestOptions options, Turn turn) {
        long number = turn.begun + 1;
        turn.begun = number;
        Payment now = EPaymentClient.of(
                        vipps.forMerchant(key.merchantSerialNumber()).with(options))
                .get(key.reference());
        PaymentSnapshot before = snapshots.find(key);
        PaymentSnapshot read = PaymentSnapshot.of(now);
        if (before != null && read.isOlderThan(before)) {
            LOG.warn("A read of {} was older than what is known already; it is not told", key);
            return new Reading(now, false);
        }
        if (!read.equals(before)) {
            tell(key, before, now);
            snapshots.save(key, read);
        }
        turn.last = now;
        turn.accepted = number;
        return new Reading(now, true);
    }

    private void tell(PaymentKey key, @Nullable PaymentSnapshot before, Payment now) {
        try {
            handler.paymentChanged(key, before, now);
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new PaymentNotAcceptedException(key, e);
        }
    }
}
