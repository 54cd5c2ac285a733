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
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What takes several calls, each of which can be refused, or act and lose its answer. */
final class CompoundOperations {
    private static final String CONFIRM = "epayment.captureAndConfirm";
    private static final Duration CONFIRM_LIMIT = Duration.ofMinutes(1);
    /** A read may be a moment behind the answer to a change. */
    private static final Duration LAG = Duration.ofSeconds(10);

    private final EPaymentCalls payments;
    private final VippsSession session;

    CompoundOperations(EPaymentCalls payments, VippsSession session) {
        this.payments = payments;
        this.session = session;
    }

    /** Reads first: the service answers an equal create with the answer of the first, whatever became of it since. */
    CreatedPayment createOrResume(CreatePayment request, IdempotencyKey key) {
        Payment there = find(request.reference());
        if (there == null) {
            try {
                return payments.create(request, key);
            } catch (ConflictException e) {
                there = found(request.reference(), e);
            }
        }
        if (isOf(there, request.amount())) {
            return new CreatedPayment(
                    there.reference(), there.redirectUrl(), session.time().now(), there);
        }
        throw otherPayment(request, key, there);
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
    private RuntimeException otherPayment(CreatePayment request, IdempotencyKey key, Payment there) {
        try {
            payments.create(request, key);
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
        Amount total;
        try {
            total = payments.capture(reference, amount, key).aggregate().capturedAmount();
        } catch (OutcomeUnknownException | UnreadableReplyException e) {
            total = listed(reference, amount, key, e);
        }
        return shown(reference, amount, key, total.compareTo(amount) >= 0 ? total : amount, CONFIRM_LIMIT, start);
    }

    /** What the event log lists as captured, the capture whose answer was lost included. */
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

    /** Reads until an accepted capture is in the sum. */
    private Payment shown(
            String reference, Amount amount, IdempotencyKey key, Amount total, Duration limit, long start) {
        Predicate<Payment> isShown = read -> read.aggregate().capturedAmount().compareTo(total) >= 0;
        String seen;
        VippsException unread = null;
        try {
            Payment last = payments.poll(CONFIRM, reference, isShown, Duration.ZERO, limit);
            if (isShown.test(last)) {
                return last;
            }
            seen = "the payment still shows " + last.aggregate().capturedAmount() + " as captured";
        } catch (VippsException e) {
            seen = "the payment could not be read";
            unread = e;
        }
        throw unshown(
                "The capture of " + amount + " was accepted, and " + seen
                        + ". Do not ship; call it again with the same key.",
                unread,
                info(EPaymentCalls.CAPTURE.name(), reference, key, start),
                () -> resolutions(reference).moved(PaymentEventName.CAPTURED, amount, key));
    }

    Modification captureAndRelease(String reference, Amount amount, IdempotencyKey key) {
        long start = session.time().nanos();
        Modification captured = payments.capture(reference, amount, key);
        if (captured.aggregate().capturedAmount().compareTo(amount) < 0) {
            captured = Modification.of(shown(reference, amount, key, amount, LAG, start));
        }
        Predicate<Modification> isReleased =
                now -> now.aggregate().remainingToCapture().isZero();
        return isReleased.test(captured)
                ? captured
                : unlessSo(reference, release -> payments.cancel(reference, release), isReleased);
    }

    Modification cancelIfNotAuthorized(String reference) {
        return unlessSo(reference, key -> payments.cancelTransactionOnly(reference, key), Modification::hasOutcome);
    }

    /** Cancels; if it is refused or its answer is lost, the payment tells whether what it is for is so already. */
    private Modification unlessSo(
            String reference, Function<IdempotencyKey, Modification> cancel, Predicate<Modification> isSo) {
        long start = session.time().nanos();
        IdempotencyKey key = IdempotencyKey.random();
        VippsException refused = null;
        try {
            Modification done = cancel.apply(key);
            if (isSo.test(done)) {
                return done;
            }
        } catch (BusyException e) {
            throw e;
        } catch (ApiException | OutcomeUnknownException | UnreadableReplyException e) {
            refused = e;
        }
        Modification now;
        try {
            now = Modification.of(look(reference, refused, isSo));
        } catch (VippsException unread) {
            if (refused == null) {
                throw unread;
            }
            refused.addSuppressed(unread);
            throw refused;
        }
        if (isSo.test(now)) {
            return now;
        }
        throw refused != null
                ? refused
                : unshown(
                        "The cancel was accepted, and the payment does not show it yet. Call it again.",
                        null,
                        info(EPaymentCalls.CANCEL.name(), reference, key, start),
                        () -> isSo.test(Modification.of(payments.get(reference)))
                                ? Resolution.APPLIED
                                : Resolution.STILL_UNKNOWN);
    }

    /** Patiently where the service has said that it is so. */
    private Payment look(String reference, @Nullable VippsException refused, Predicate<Modification> isSo) {
        boolean lags = refused == null
                || refused instanceof ApiException e && EPaymentError.of(e) == EPaymentError.ALREADY_AUTHORIZED;
        return lags
                ? payments.poll(
                        EPaymentCalls.CANCEL.name(),
                        reference,
                        read -> isSo.test(Modification.of(read)),
                        Duration.ZERO,
                        LAG)
                : payments.get(reference);
    }

    /** What the service has accepted and no read shows. */
    private static OutcomeUnknownException unshown(
            String text, @Nullable VippsException unread, CallInfo info, Supplier<Resolution> resolver) {
        return new OutcomeUnknownException(text + " [" + info + "]", unread, info, Processed.YES, null, resolver);
    }

    private CallInfo info(String operation, String reference, IdempotencyKey key, long start) {
        Duration elapsed = Duration.ofNanos(session.time().nanos() - start);
        return new CallInfo(operation, reference, session.merchantSerialNumber(), key, 1, elapsed);
    }

    private Resolutions resolutions(String reference) {
        return new Resolutions(payments, reference);
    }
}
