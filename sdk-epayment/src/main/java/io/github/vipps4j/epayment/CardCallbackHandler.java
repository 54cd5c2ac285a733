package io.github.vipps4j.epayment;

/**
 * Decides about cards (ePayment, card passthrough 2026-08): one method per case. Called on several threads at once, while
 * customers wait, but for one attempt never on two.
 *
 * <p>Each call should answer within 19 s: give what it calls shorter time-outs. For what comes later FAIL is answered for it,
 * and {@link #answerDiscarded} is called when it returns. An exception is answered with FAIL too, and means that
 * nobody knows whether the card was charged, as after a time-out of the acquirer: the decision stays {@link
 * io.github.vipps4j.core.callback.CardDecision.State#OVERDUE} in the store until {@link #unknown} was asked by the next delivery
 * or somebody has looked after it. If you know that it was not, fail.
 */
public interface CardCallbackHandler {
    /** The customer approved: authorise with the acquirer. Refuse what you do not know, or what is over. */
    CardCallbackReply authorize(CardCallback callback) throws Exception;

    /**
     * The customer comes back from 3-D Secure, with a fresh cryptogram: authorise with the data of your session, if it ended
     * well. The callback does not say how it ended, so remember that by {@link CardCallback#authorizationAttemptId()}. It cannot
     * be declined softly a second time.
     */
    CardCallbackReply.Final afterSoftDecline(CardCallback callback) throws Exception;

    /**
     * This was decided before, by a process that ended in the middle of it or by a call that threw: nobody knows whether the card
     * was charged. Look at the acquirer. Reserve what it has authorised already; else make sure that it will not, and fail. Never authorise here:
     * it could be the second time. If the service was told FAIL meanwhile that stays so, and a reservation is given to {@link
     * #answerDiscarded}.
     */
    CardCallbackReply.Final unknown(CardCallback callback) throws Exception;

    /**
     * What was decided is not what the service was told: it was told FAIL, because the decision came too late or could not be
     * remembered. If it {@linkplain CardCallbackReply#isReserved is a reservation}, reverse it with the acquirer: the customer
     * is charged and gets nothing. Called once for each such decision, after the answer and without a deadline. If it throws, the
     * decision stays {@link io.github.vipps4j.core.callback.CardDecision.State#OVERDUE} in the store until {@link #unknown} was
     * asked or somebody has looked after it.
     */
    void answerDiscarded(CardCallback callback, CardCallbackReply decision) throws Exception;
}
