package io.github.vipps4j.epayment;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.BusyException;
import io.github.vipps4j.core.CallInfo;
import io.github.vipps4j.core.ConflictException;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.NotFoundException;
import io.github.vipps4j.core.OutcomeUnknownException;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.core.Resolution;
import io.github.vipps4j.core.UnreadableReplyException;
import io.github.vipps4j.core.VippsException;
import io.github.vipps4j.core.call.VippsSession;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What takes several calls, each of which can be refused, or act and lose its answer. */
final class CompoundOperations {
    private static final String CONFIRM = "epayment.captureAndConfirm";
    private static final String CANCEL_UNLESS = "epayment.cancelIfNotAuthorized";
    private static final Duration CONFIRM_LIMIT = Duration.ofMinutes(1);
    /** A read may be a moment behind the refusal that says who won. */
    private static final Duration LAG = Duration.ofSeconds(10);

    private final EPaymentCalls payments;
    private final VippsSession session;

    CompoundOperations(EPaymentCalls payments, VippsSession session) {
        this.payments = payments;
        this.session = session;
    }

    /** Reads first: the service answers an equal create with the answer of the first, whatever became of it since. */
    CreatedPayment createOrResume(CreatePayment request) {
        Payment there = find(request.reference());
        if (there == null) {
            try {
                return payments.create(request);
            } catch (ConflictException e) {
                there = found(request.reference(), e);
            }
        }
        if (isOf(there, request.amount())) {
            return new CreatedPayment(
                    there.reference(), there.redirectUrl(), session.time().now(), there);
        }
        throw otherPayment(request, there);
    }

    private @Nullable Payment find(String reference) {
        try {
            return payments.get(reference);
        } catch (NotFoundException e) {
            return null;
        }
    }

    private Payment found(String reference, ConflictException conflict) {
        try {
            return payments.get(reference);
        } catch (VippsException unread) {
            conflict.addSuppressed(unread);
            throw conflict;
        }
    }

    /** An approved Express payment has grown by its delivery. */
    private static boolean isOf(Payment there, Amount amount) {
        ShippingDetails shipping = there.shippingDetails();
        Amount cost = shipping == null ? null : shipping.shippingCost();
        boolean grown = cost != null
                && cost.currency().equals(there.amount().currency())
                && there.amount().minus(cost).equals(amount);
        return grown || there.amount().equals(amount);
    }

    /** As the service would refuse it; it is asked all the same, for only it knows. */
    private RuntimeException otherPayment(CreatePayment request, Payment there) {
        try {
            payments.create(request);
            return new IllegalStateException("the service has created " + request.reference() + " a second time");
        } catch (ConflictException e) {
            CallInfo info = new CallInfo(
                    e.operation(),
                    e.reference(),
                    e.merchantSerialNumber(),
                    e.idempotencyKey(),
                    e.attempts(),
                    e.elapsed());
            ConflictException told = new ConflictException(
                    "The reference " + request.reference() + " is that of a payment of " + there.amount() + ", not of "
                            + request.amount() + ", so it was not picked up. Read it with get(reference) before you ask"
                            + " the customer for another. [" + info + "]",
                    info,
                    e.error());
            told.addSuppressed(e);
            return told;
        }
    }

    Payment captureAndConfirm(String reference, Amount amount, IdempotencyKey key) {
        long start = session.time().nanos();
        Amount captured = captured(reference, amount, key);
        Predicate<Payment> isShown = read -> read.aggregate().capturedAmount().compareTo(captured) >= 0;
        Payment last = null;
        VippsException unread = null;
        try {
            last = payments.poll(CONFIRM, reference, isShown, Duration.ZERO, CONFIRM_LIMIT);
            if (isShown.test(last)) {
                return last;
            }
        } catch (VippsException e) {
            unread = e;
        }
        throw unconfirmed(
                reference,
                amount,
                key,
                last,
                unread,
                Duration.ofNanos(session.time().nanos() - start));
    }

    private OutcomeUnknownException unconfirmed(
            String reference,
            Amount amount,
            IdempotencyKey key,
            @Nullable Payment last,
            @Nullable VippsException unread,
            Duration elapsed) {
        CallInfo info = new CallInfo(CONFIRM, reference, session.merchantSerialNumber(), key, 1, elapsed);
        String seen = last == null
                ? "the payment could not be read"
                : "the payment still shows " + last.aggregate().capturedAmount() + " as captured";
        return new OutcomeUnknownException(
                "The capture of " + amount + " was accepted, and " + seen
                        + ". Do not ship; call it again with the same key. [" + info + "]",
                unread,
                info,
                Processed.YES,
                null,
                () -> resolutions(reference).moved(PaymentEventName.CAPTURED, amount, key));
    }

    /** What has to be captured at least, this capture included. */
    private Amount captured(String reference, Amount amount, IdempotencyKey key) {
        try {
            Amount total = payments.capture(reference, amount, key).aggregate().capturedAmount();
            return total.compareTo(amount) >= 0 ? total : amount;
        } catch (OutcomeUnknownException | UnreadableReplyException e) {
            return listed(reference, amount, key, e);
        }
    }

    private Amount listed(String reference, Amount amount, IdempotencyKey key, VippsException lost) {
        Resolutions.Trace trace;
        try {
            trace = resolutions(reference).trace(PaymentEventName.CAPTURED, amount, key);
        } catch (VippsException unread) {
            lost.addSuppressed(unread);
            throw lost;
        }
        if (trace.resolution() != Resolution.APPLIED) {
            throw lost;
        }
        return trace.listed();
    }

    private Resolutions resolutions(String reference) {
        return new Resolutions(payments, reference);
    }

    Modification captureAndRelease(String reference, Amount amount, IdempotencyKey key) {
        Modification captured = payments.capture(reference, amount, key);
        if (captured.aggregate().remainingToCapture().isZero()) {
            return captured;
        }
        return unlessSo(
                () -> payments.cancel(reference),
                refusal -> payments.get(reference),
                now -> now.aggregate().remainingToCapture().isZero());
    }

    Modification cancelIfNotAuthorized(String reference) {
        return unlessSo(
                () -> payments.cancelTransactionOnly(reference),
                refusal -> isWon(refusal)
                        ? payments.poll(CANCEL_UNLESS, reference, Payment::hasOutcome, Duration.ZERO, LAG)
                        : payments.get(reference),
                Payment::hasOutcome);
    }

    private static boolean isWon(VippsException refusal) {
        return refusal instanceof ApiException e && EPaymentError.of(e) == EPaymentError.ALREADY_AUTHORIZED;
    }

    /** How a refused or lost change is looked at. */
    @FunctionalInterface
    private interface Look {
        Payment after(VippsException refusal);
    }

    /** Makes a change; if it is refused or its answer is lost, the payment tells whether what it wants is so already. */
    private static Modification unlessSo(Supplier<Modification> change, Look look, Predicate<Payment> isSo) {
        try {
            return change.get();
        } catch (BusyException e) {
            throw e;
        } catch (ApiException | OutcomeUnknownException | UnreadableReplyException e) {
            Payment now;
            try {
                now = look.after(e);
            } catch (VippsException unread) {
                e.addSuppressed(unread);
                throw e;
            }
            if (!isSo.test(now)) {
                throw e;
            }
            return Modification.of(now);
        }
    }
}
