package io.github.vipps4j.psp;

/**
 * Decides about payments (PSP API v3): one method per case. Called on several threads at once, while customers look at a
 * spinner, but for one transaction never on two.
 *
 * <p>Each call should answer within 14 s: give what it calls shorter time-outs. What comes later is answered with FAIL 85 for
 * it, and {@link #answerDiscarded} is called when it returns. An exception is answered with FAIL 91, and means that
 * nobody knows whether the card was charged, as after a time-out of the acquirer: the decision stays {@link
 * io.github.vipps4j.core.callback.CardDecision.State#OVERDUE} in the store until {@link #unknown} was asked by the next delivery
 * or {@link #notApproved} by the service's cancellation, or somebody has looked after it. If you know that it was not, decline.
 */
public interface MakePaymentHandler {
    /**
     * The customer approved: authorise with the acquirer, the amount being the one that you initiated. Decline a transaction that you do not know, or that is over, with
     * {@link DeclineReason#INVALID_REQUEST} or {@link DeclineReason#TOO_LATE}.
     */
    MakePaymentReply accepted(MakePayment payment) throws Exception;

    /**
     * The customer comes back from 3-D Secure, or at least the service asks again: authorise with the data of your session and
     * the cryptogram of this request, if {@link MakePayment#threeDSecureResult()} is {@link ThreeDSecureResult#SUCCESS}. It is
     * null for a customer who came back by another way, and proves nothing then. It cannot be declined softly a second time.
     */
    MakePaymentReply.Final after3DSecure(MakePayment payment) throws Exception;

    /**
     * This was decided before, by a process that ended in the middle of it or by a call that threw: nobody knows whether the card
     * was charged. Look at the acquirer. Approve what it has authorised already; else make sure that it will not, and decline.
     * Never authorise here: it could be the second time. If the service was told FAIL meanwhile that stays so, and an approval is
     * given to {@link #answerDiscarded}.
     */
    MakePaymentReply.Final unknown(MakePayment payment) throws Exception;

    /**
     * The customer gave up or did nothing, and the service was answered for you with FAIL 93. If anything was authorised or
     * begun for it, a 3-D Secure session for example, undo it. Called after the answer, without a deadline; not for what
     * was declined before, nor while it is being decided, for then what is decided is discarded. If it throws, the decision stays
     * {@link io.github.vipps4j.core.callback.CardDecision.State#OVERDUE} in the store.
     */
    default void notApproved(NotApprovedPayment payment) throws Exception {}

    /**
     * What was decided is not what the service was told: it was told FAIL, because the decision came too late, could not be
     * remembered, or because the service itself said later that the payment is over. If it {@linkplain
     * MakePaymentReply#isApproved is an approval}, reverse it with the acquirer: the customer is charged and gets nothing.
     * Called once for each such decision, after the answer and without a deadline. If it throws,
     * the decision stays {@link io.github.vipps4j.core.callback.CardDecision.State#OVERDUE} in the store until {@link #unknown} was
     * asked or somebody has looked after it.
     */
    void answerDiscarded(String pspTransactionId, MakePaymentReply decision) throws Exception;
}
