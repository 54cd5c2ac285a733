package io.github.vipps4j.ecom;

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
import io.github.vipps4j.core.UnreadableReplyException;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.VippsException;
import java.time.Duration;

/**
 * One-time payments with the API that ePayment has replaced (eCom 2.0.3): in Norway and in NOK only. It is there for
 * shops that run on it; new ones take ePayment.
 *
 * <p>Every method blocks, is safe for any number of threads, and throws a {@link VippsException}:
 * {@link InvalidRequestException} before anything is sent; {@link ApiException} if the service refuses, with
 * {@link EcomError#of} telling why; {@link BusyException} if the order is locked by another operation or there were too
 * many requests, after the SDK has waited as long as the call's deadline allows; {@link OutcomeUnknownException} if a
 * change may or may not have happened. After a lost answer the order is read first, and a change is repeated only if
 * the order does not show it; {@link #initiate} is never repeated then.
 *
 * <p>The service allows, per minute and order, 2 initiates, 5 captures, 5 cancels, 5 refunds and 120 reads.
 */
public interface EcomClient {
    /** The eCom API for the sales unit of {@code vipps}. Cheap; needs no closing of its own. */
    static EcomClient of(Vipps vipps) {
        return EcomCalls.of(vipps);
    }

    /**
     * Initiates a payment. This is not idempotent, and no operation gives the URL a second time: after an
     * {@link OutcomeUnknownException} ask {@link #resolveInitiate} before anything else; likewise after an
     * {@link UnreadableReplyException}, for the payment is there and only its URL could not be read.
     *
     * @throws ConflictException with {@link EcomError#DUPLICATE_ORDER_ID} if the order id was used before, even for the
     *     same. If that was by yourself just before a crash, ask {@link #resolveInitiate} too; else take another order
     *     id
     */
    InitiatedPayment initiate(InitiatePayment request);

    /**
     * What became of an initiate whose outcome is unknown: nothing, so that it can be sent again; or a payment, whose
     * URL is lost. After a restart give it ten seconds, for what was just initiated may not be visible yet.
     *
     * @throws VippsException if that could not be read; it is still unknown then
     */
    InitiateResolution resolveInitiate(String orderId);

    /**
     * The payment as it stands, with its history.
     *
     * @throws NotFoundException if this sales unit has no such order
     */
    PaymentDetails details(String orderId);

    /**
     * Takes an amount of what the customer approved; it may be a part, and be repeated with another key until nothing
     * remains. Capture only what is delivered or on its way, and within 180 days of the approval. The customer sees the
     * order id, unless you give a text.
     *
     * @param amount at least 1 øre: to this API no amount means everything, so that has a method of its own, {@link
     *     #captureAll}
     * @param key names this very capture, so that no repetition takes the money twice; at most 40 characters
     * @return the order after it
     * @throws ConflictException if the key was used with another amount or text: a mistake or a lost state, never a
     *     reason for a new key
     */
    default Modification capture(String orderId, Amount amount, IdempotencyKey key) {
        return capture(orderId, amount, key, orderId);
    }

    /**
     * The same with a text that the customer sees and that proves the delivery.
     *
     * @param transactionText such as the number of the parcel; 1 to 100 characters
     */
    Modification capture(String orderId, Amount amount, IdempotencyKey key, String transactionText);

    /**
     * Takes all that the customer approved and that was not captured yet, whatever it is.
     *
     * @param key names this very capture; at most 40 characters
     * @return the order after it; its {@link Modification#amount()} was captured
     * @throws OutcomeUnknownException whose {@code resolve()} reads the order and its history
     */
    default Modification captureAll(String orderId, IdempotencyKey key) {
        return captureAll(orderId, key, orderId);
    }

    /** The same with a text of 1 to 100 characters that the customer sees. */
    Modification captureAll(String orderId, IdempotencyKey key, String transactionText);

    /**
     * Gives an amount of what was captured back to the customer; it may be a part, and be repeated with another key. It
     * is possible for 365 days after the approval.
     *
     * @param amount at least 1 øre; what no amount would mean here is not documented, so there is always one
     * @param key names this very refund, so that no repetition gives the money back twice; at most 40 characters
     * @return the order after it
     * @throws ConflictException if the key was used with another amount or text
     * @throws OutcomeUnknownException whose {@code resolve()} reads the order and its history
     */
    default Modification refund(String orderId, Amount amount, IdempotencyKey key) {
        return refund(orderId, amount, key, orderId);
    }

    /** The same with a text of 1 to 100 characters that the customer sees. */
    Modification refund(String orderId, Amount amount, IdempotencyKey key, String transactionText);

    /**
     * Ends a payment that the customer has not approved, as well as that can be done while the customer may be faster;
     * or releases all that was approved, if nothing was captured. Within 180 days. Refused with {@link
     * EcomError#CAPTURED_CANNOT_CANCEL} if something was captured; after a direct capture a refund is the only way
     * back.
     *
     * @return the order after it; {@link PaymentDetails#state()} of {@link #details} tells whether it is {@link
     *     OrderState#CANCELLED}
     * @throws OutcomeUnknownException whose {@code resolve()} reads the order
     */
    default Modification cancel(String orderId) {
        return cancel(orderId, orderId);
    }

    /** The same with a text of 1 to 100 characters that the customer sees. */
    Modification cancel(String orderId, String transactionText);

    /**
     * Releases what was approved and not captured, also after a capture ({@code shouldReleaseRemainingFunds}): for an
     * order that is never completed.
     *
     * @return the order after it: nothing remains to be captured
     * @throws OutcomeUnknownException whose {@code resolve()} reads the order
     */
    default Modification cancelAndReleaseRemainingFunds(String orderId) {
        return cancelAndReleaseRemainingFunds(orderId, orderId);
    }

    /** The same with a text of 1 to 100 characters that the customer sees. */
    Modification cancelAndReleaseRemainingFunds(String orderId, String transactionText);

    /**
     * Waits for the outcome of a payment that was just initiated: first read 5 s after that, then every 2 s, until 11
     * minutes after the initiate by this machine's clock, which is longer than a payment waits for its customer.
     *
     * @return the payment with its outcome; or as it was last read, with {@link PaymentDetails#hasOutcome()} false, if
     *     it is {@linkplain PaymentDetails#isOver over} without one or the time was over first. That is not "not paid":
     *     cancel it, or ask again
     * @throws VippsException if the payment could not be read at all, or the thread is interrupted
     */
    PaymentDetails awaitOutcome(InitiatedPayment initiated);

    /**
     * The same, for at most {@code limit}: 1 ms to 24 days.
     *
     * @throws InvalidRequestException if it is anything else
     */
    PaymentDetails awaitOutcome(InitiatedPayment initiated, Duration limit);

    /** The same for any order, read at once; it ends no later than 11 minutes after this is called. */
    PaymentDetails awaitOutcome(String orderId);

    /**
     * The same for any order, read at once, for at most {@code limit}: 1 ms to 24 days.
     *
     * @throws InvalidRequestException if it is anything else
     */
    PaymentDetails awaitOutcome(String orderId, Duration limit);

    /**
     * Approves a payment in the customer's place: in the test environment only, not for Express and not with a skipped
     * landing page. The test user must have approved one payment in the app before, else it is
     * {@link EcomError#TEST_USER_NOT_VERIFIED}.
     *
     * @param customerPhoneNumber the test user's, 8 digits
     * @throws InvalidRequestException in {@linkplain Environment#PRODUCTION production}, before anything is sent
     * @throws OutcomeUnknownException whose {@code resolve()} reads the order
     */
    void forceApprove(InitiatedPayment initiated, String customerPhoneNumber);

    /**
     * The same for any order.
     *
     * @param token the {@code token} parameter of the payment's URL
     * @throws InvalidRequestException in {@linkplain Environment#PRODUCTION production}, before anything is sent
     */
    void forceApprove(String orderId, String customerPhoneNumber, String token);

    /** This client with other options where these say something. */
    EcomClient with(RequestOptions options);
}
