package io.github.vipps4j.epayment;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.BusyException;
import io.github.vipps4j.core.ConflictException;
import io.github.vipps4j.core.Environment;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.NotFoundException;
import io.github.vipps4j.core.OutcomeUnknownException;
import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.VippsException;
import java.time.Duration;
import java.util.List;

/**
 * One-time payments (ePayment 1.8.1): create one, send the customer to it, wait for the outcome, then capture what is
 * shipped, cancel the rest, refund what comes back.
 *
 * <p>Every method blocks, is safe for any number of threads, and throws a {@link VippsException}:
 * {@link InvalidRequestException} before anything is sent; {@link ApiException} if the service refuses, with
 * {@link EPaymentError#of} telling why; {@link BusyException} if the payment is held by another operation or there were too
 * many requests, after the SDK has waited as long as the call's deadline allows; {@link OutcomeUnknownException} if a change
 * may or may not have happened. Lost answers and passing faults are repeated with the same idempotency key.
 *
 * <p>The service allows, per minute and reference, 5 creates, 5 captures, 5 cancels, 5 refunds, and 120 reads of the payment and
 * of its events each.
 */
public interface EPaymentClient {
    /** The ePayment API for the sales unit of {@code vipps}. Cheap; needs no closing of its own. */
    static EPaymentClient of(Vipps vipps) {
        return EPaymentCalls.of(vipps);
    }

    /**
     * Creates a payment, with a key derived from the sales unit and the reference: creating the same payment again, from
     * any process, gives the same answer. A refusal sticks to this key: when the request or the sales unit's set-up has been
     * corrected, create it with {@link #create(CreatePayment, IdempotencyKey)} and a new key.
     *
     * @throws InvalidRequestException if its {@link CreatePayment#expiresAt()} is not more than 10 minutes and less than 60
     *     days ahead
     * @throws ConflictException if the reference is used by a payment with another body
     */
    CreatedPayment create(CreatePayment request);

    /**
     * Creates a payment with a key of your own: needed after a refusal, which sticks to its key, once the request has been
     * corrected.
     *
     * @throws ConflictException if the reference or the key is used by a payment with another body
     */
    CreatedPayment create(CreatePayment request, IdempotencyKey key);

    /**
     * Creates a payment, or picks up the one that is there already with this reference, if its amount and currency are the
     * same: for a shop that cannot tell whether it has created it, such as after a restart. It reads first, so it costs one
     * call more. Nothing but amount and currency is compared (of an approved Express payment without its delivery), so
     * use it only where a reference stands for one order.
     *
     * @return {@link CreatedPayment#resumed()} is what was there already: look at its state before you send the customer on
     * @throws ConflictException if the reference is that of a payment of another amount, and the message says so; or if it
     *     was created at this moment by somebody else and could not be read, which is then a suppressed exception
     */
    CreatedPayment createOrResume(CreatePayment request);

    /** The same with a key of your own, as for {@link #create(CreatePayment, IdempotencyKey)}. */
    CreatedPayment createOrResume(CreatePayment request, IdempotencyKey key);

    /**
     * The payment as it stands.
     *
     * @throws NotFoundException if this sales unit has none with this reference
     */
    Payment get(String reference);

    /**
     * All that happened to the payment, in order.
     *
     * @throws NotFoundException if this sales unit has none with this reference
     */
    List<PaymentEvent> eventLog(String reference);

    /**
     * Takes an amount of what the customer approved; it may be a part, and be repeated with another key until nothing
     * remains. Capture only what is delivered or on its way, and in time: within 180 days of the
     * approval in Norway, 14 in Denmark and Finland (180 with an agreement on late capture); what is left then is released.
     *
     * @param amount at least 1 minor unit
     * @param key names this very capture, so that no repetition takes the money twice; the same in every process that may
     *     attempt it
     * @return the payment after it; check {@link Aggregate#capturedAmount()} before shipping
     * @throws ConflictException if the key was used with another amount: a mistake or a lost state, never a reason for a new
     *     key
     * @throws OutcomeUnknownException whose {@code resolve()} reads the payment and its event log
     */
    Modification capture(String reference, Amount amount, IdempotencyKey key);

    /**
     * Captures, and reads the payment until it shows the captured sum, up to a minute: the answer to wait for before goods
     * leave the house. If the answer to the capture was lost, it is looked for in the event log.
     *
     * @return the payment as it was read, with at least this amount captured
     * @throws OutcomeUnknownException if the capture's outcome is unknown; or, with {@link VippsException#processed()} {@link
     *     io.github.vipps4j.core.Processed#YES}, if it was accepted and the payment did not show it in time. Do not ship; call
     *     it again with the same key.
     */
    Payment captureAndConfirm(String reference, Amount amount, IdempotencyKey key);

    /**
     * Captures an amount and releases all the rest at once, for an order that is shipped in part and never completed. Safe
     * to repeat with the same key until it returns: the capture acts once, and what has been released stays so. Nothing is
     * released unless the capture is certain.
     *
     * @return the payment after it: {@link Aggregate#remainingToCapture()} is zero
     * @throws VippsException if its {@link VippsException#operation()} is {@code epayment.capture}, as for a capture; if it
     *     is {@code epayment.cancel}, the capture has happened and the rest may still be reserved: call it again
     */
    Modification captureAndRelease(String reference, Amount amount, IdempotencyKey key);

    /**
     * Gives an amount of what was captured back to the customer; it may be a part, and be repeated with another key. It
     * takes 2 to 3 bank days, up to 10, and is possible for 365 days.
     *
     * @param amount at least 1 minor unit
     * @param key names this very refund, so that no repetition gives the money back twice
     * @return the payment after it
     * @throws ConflictException if the key was used with another amount
     * @throws OutcomeUnknownException whose {@code resolve()} reads the payment and its event log
     */
    Modification refund(String reference, Amount amount, IdempotencyKey key);

    /**
     * Within the same time as a capture: ends a payment that the customer has not approved, or releases everything
     * that was approved and not captured, never a chosen part; at once and for good. Each call has a random key: a
     * second cancel cannot release more. It is refused, though, with {@link EPaymentError#CANNOT_CANCEL_IN_STATE},
     * {@link EPaymentError#CANCEL_NOT_RESERVED} or {@link EPaymentError#FULLY_CAPTURED}: {@link
     * Aggregate#cancelledAmount()} of {@link #get} tells what was released.
     *
     * @throws OutcomeUnknownException whose {@code resolve()} reads the payment
     */
    Modification cancel(String reference);

    /** The same with a key of your own. */
    Modification cancel(String reference, IdempotencyKey key);

    /**
     * Ends a payment only if the customer has not approved it: after an approval nothing is cancelled and the call is
     * refused with {@link EPaymentError#ALREADY_AUTHORIZED} ({@code cancelTransactionOnly}).
     *
     * @throws OutcomeUnknownException whose {@code resolve()} reads the payment
     */
    Modification cancelTransactionOnly(String reference);

    /** The same with a key of your own. */
    Modification cancelTransactionOnly(String reference, IdempotencyKey key);

    /**
     * Ends a payment unless the customer was faster, and tells who won: for an order that is out of stock or out of time. A
     * payment that the customer has approved is left as it is.
     *
     * @return its {@link Modification#state()} is {@link PaymentState#TERMINATED} if it was ended, {@link
     *     PaymentState#AUTHORIZED} if the customer has approved ({@link Aggregate#remainingToCapture()} tells what is
     *     reserved still); {@link PaymentState#ABORTED} or {@link PaymentState#EXPIRED} if it was over before
     * @throws BusyException if the customer is approving at this moment, and goes on with it
     * @throws OutcomeUnknownException if the answer was lost and the payment does not show who won yet: call it again
     */
    Modification cancelIfNotAuthorized(String reference);

    /**
     * Waits for the outcome of a payment that was just created: first read 5 s after its creation, then every 2 s, for
     * 11 minutes, which is longer than a payment waits for its customer.
     *
     * @return the payment with its outcome; or as it was last read, with {@link Payment#hasOutcome()} false, if the time was
     *     over first. That is not "not paid": ask again.
     * @throws VippsException if the payment could not be read at all, or the thread is interrupted
     */
    Payment awaitOutcome(CreatedPayment created);

    /**
     * The same, for at most {@code limit}: 1 ms to 24 days.
     *
     * @throws InvalidRequestException if it is anything else
     */
    Payment awaitOutcome(CreatedPayment created, Duration limit);

    /** The same for any payment, read at once. */
    Payment awaitOutcome(String reference);

    /**
     * The same for any payment, read at once, for at most {@code limit}: 1 ms to 24 days.
     *
     * @throws InvalidRequestException if it is anything else
     */
    Payment awaitOutcome(String reference, Duration limit);

    /**
     * Waits, up to half a minute, for what the customer agreed to share: {@link Payment#sub()} and {@link
     * Payment#userDetails()} can arrive a moment after the approval. For payments with a profile scope only.
     *
     * @return the payment with both; or as it was last read, without, if they did not come in time or the payment ended
     *     without an approval
     */
    Payment awaitProfile(String reference);

    /**
     * Approves a payment in the customer's place: in the test environment only, not for Express. The test user must have
     * approved one payment in the app before.
     *
     * @throws InvalidRequestException in {@linkplain Environment#PRODUCTION production}, before anything is sent
     */
    void forceApprove(String reference, Customer customer);

    /**
     * The same, with the {@code token} parameter of the payment's redirect URL instead of the customer.
     *
     * @throws InvalidRequestException in {@linkplain Environment#PRODUCTION production}, before anything is sent
     */
    void forceApproveByToken(String reference, String token);

    /** This client with other options where these say something. */
    EPaymentClient with(RequestOptions options);
}
