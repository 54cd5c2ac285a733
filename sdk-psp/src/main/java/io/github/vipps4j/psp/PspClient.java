package io.github.vipps4j.psp;

import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.Environment;
import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.NotFoundException;
import io.github.vipps4j.core.OutcomeUnknownException;
import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.VippsBuilder;
import io.github.vipps4j.core.VippsException;
import java.time.Duration;
import java.util.List;

/**
 * Payments for which the provider gets a network token and charges it itself (PSP API v3): in Norway and in NOK only. It
 * is there for providers that run on it; new ones take card passthrough of the ePayment API. Vipps MobilePay knows of a
 * payment what the provider reports, and moves no money.
 *
 * <p>The provider names itself with {@link VippsBuilder#pspId}, and the merchant of each call with {@link #forMerchant}.
 *
 * <p>Every method blocks, is safe for any number of threads, and throws a {@link VippsException}:
 * {@link InvalidRequestException} before anything is sent; {@link ApiException} if the service refuses, with
 * {@link PspError#of} telling why; {@link OutcomeUnknownException} if an init may or may not have happened. There are no
 * idempotency keys.
 */
public interface PspClient {
    /** The PSP API for the provider and the sales unit of {@code vipps}. Cheap; needs no closing of its own. */
    static PspClient of(Vipps vipps) {
        return PspCalls.of(vipps);
    }

    /**
     * Initiates a payment. This is not idempotent, and no operation gives the URL a second time: after an
     * {@link OutcomeUnknownException} ask {@link #resolveInit} before anything else.
     *
     * <p>Store the transaction with its amount first: its {@code makePayment} brings no amount, and may come before the answer
     * to this.
     *
     * @throws ApiException with {@link PspError#TRANSACTION_ID_EXISTS} or {@link PspError#ORDER_ID_EXISTS} if an id was used
     *     before, even for the same
     */
    InitiatedPayment init(InitPayment request);

    /**
     * What became of an init whose outcome is unknown: nothing, so that it can be sent again; or a transaction, whose URL is
     * lost. After a restart give it ten seconds, for what was just initiated may not be visible yet.
     *
     * @throws VippsException if that could not be read; it is still unknown then
     */
    InitResolution resolveInit(String pspTransactionId);

    /**
     * The transaction as it stands at Vipps MobilePay: what was reported of it, after the nightly batch.
     *
     * @throws NotFoundException if the provider has none with this id
     */
    TransactionDetails details(String pspTransactionId);

    /**
     * Reports what became of transactions of this sales unit, 100 in a request. Report every capture, cancel and refund; an
     * approved {@code makePayment} needs no report.
     *
     * <p>"Accepted" means no more than that a request was valid: it is processed in the night, and {@link #details} shows it
     * on the next day. In the test environment it is never processed. A request is accepted or refused as a whole, without
     * saying which line was wrong; all are sent, whatever becomes of the ones before. A lost answer is repeated, for an
     * update changes nothing the second time.
     *
     * @return what became of each request, and what it said; a refusal is told there and not thrown
     * @throws InvalidRequestException if there is nothing to report, or provider or sales unit are missing
     */
    StatusUpdateResult updateStatus(List<StatusUpdate> updates);

    /**
     * The same with so many in a request.
     *
     * @param batchSize at least 1; the most that the service takes is not published
     */
    StatusUpdateResult updateStatus(List<StatusUpdate> updates, int batchSize);

    /**
     * Waits until the transaction shows a successful reservation: read at once, then every 2 s, for 11 minutes, which is
     * longer than a payment waits for its customer.
     *
     * @return the transaction with its reservation; or as it was last read, with {@link TransactionDetails#isReserved()} false,
     *     if the time was over first. That is not "not paid" and not "failed", for the history does not tell of either: your
     *     own {@code makePayment} endpoint and your acquirer know
     * @throws VippsException if the transaction could not be read at all, or the thread is interrupted
     */
    TransactionDetails awaitReserved(String pspTransactionId);

    /**
     * The same for at most {@code limit}: 1 ms to 24 days.
     *
     * @throws InvalidRequestException if it is anything else
     */
    TransactionDetails awaitReserved(String pspTransactionId, Duration limit);

    /**
     * Approves a payment in the customer's place: in the test environment only. The test user must have approved one payment in
     * the app before.
     *
     * @param customerPhoneNumber the test user's, 8 digits
     * @throws InvalidRequestException in {@linkplain Environment#PRODUCTION production}, before anything is sent
     */
    void forceApprove(InitiatedPayment initiated, String customerPhoneNumber);

    /**
     * The same for any transaction.
     *
     * @param token the {@code token} parameter of the payment's URL
     * @throws InvalidRequestException in {@linkplain Environment#PRODUCTION production}, before anything is sent
     */
    void forceApprove(String pspTransactionId, String customerPhoneNumber, String token);

    /**
     * This client for another merchant: connections and token are shared, so it may be asked for with every call.
     *
     * @param merchantSerialNumber the merchant's sales unit, never one of the provider's own
     * @throws InvalidRequestException if it is not 4 to 10 digits
     */
    PspClient forMerchant(String merchantSerialNumber);

    /** This client with other options where these say something. */
    PspClient with(RequestOptions options);
}
