package io.github.vipps4j.psp;

/** What became of an init whose answer was lost (PSP API v3): {@link PspClient#resolveInit}. */
public sealed interface InitResolution {
    /** The transaction. */
    String pspTransactionId();

    /**
     * There is no such transaction: send it again, with the same ids.
     *
     * @param pspTransactionId of the transaction that is not there
     */
    record Absent(String pspTransactionId) implements InitResolution {}

    /**
     * The transaction is there, and its URL is lost. Give it up with {@link MakePaymentEndpoint#withdraw}, so that a late
     * {@code makePayment} is answered with FAIL 85, and initiate with a new {@code pspTransactionId} and a new {@code
     * merchantOrderId}. If it skips the landing page the customer has it in the app, so wait for its {@code makePayment}
     * instead.
     *
     * @param details the transaction as it stands
     */
    record Known(TransactionDetails details) implements InitResolution {
        @Override
        public String pspTransactionId() {
            return details.pspTransactionId();
        }
    }
}
