package io.github.vipps4j.simulator;

import java.time.Instant;

/** Asks a payment service provider to process a card, in the words of the API that made the payment. */
interface CardQuestion {
    PspCall.Kind kind();

    /** Whether the payment service provider takes such a card. */
    boolean accepts(SimulatedCard card);

    /** To be called alone with the payment. */
    MerchantCall call(Payment payment, CardAttempt attempt, Instant now);

    /** What the provider calls the attempt. */
    String attemptId(CardAttempt attempt);

    /** The answer to either call; says {@link CardAnswer.Verdict#FAILED} of one that is not as it must be. */
    CardAnswer read(MerchantCall.Reply reply);
}
