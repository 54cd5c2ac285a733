package io.github.vipps4j.psp;

/** Why a provider does not approve a payment, as Vipps MobilePay knows it and tells it to the customer (PSP API v3). */
public enum DeclineReason {
    /** {@code 71}: what came could not be used, or is about a transaction that nobody knows. */
    INVALID_REQUEST("71", "Invalid request"),
    /** {@code 72}: anything else, with a text of your own: {@link MakePaymentReply#declined(String)}. */
    OTHER("72", "Payment declined"),
    /** {@code 81}: the issuer is unknown. */
    NO_SUCH_ISSUER("81", "No such issuer"),
    /** {@code 82}: the issuer refused without a reason. */
    REFUSED_BY_ISSUER("82", "Refused by Issuer"),
    /** {@code 83}: it looks like fraud. */
    SUSPECTED_FRAUD("83", "Suspected fraud"),
    /** {@code 84}: a limit of the card, for one payment or for a period. */
    EXCEEDS_WITHDRAWAL_LIMIT("84", "Exceeds withdrawal amount limit"),
    /** {@code 85}: somebody was late, or the provider had given the payment up already. */
    TOO_LATE("85", "Response received too late"),
    /** {@code 86}: the card has expired. */
    EXPIRED_CARD("86", "Expired card"),
    /** {@code 87}: there is no such number. */
    INVALID_CARD_NUMBER("87", "Invalid card number (no such number)"),
    /** {@code 88}: the merchant takes no credit cards. */
    CREDIT_CARDS_NOT_ALLOWED("88", "Merchant does not allow credit cards"),
    /** {@code 89}: there is not enough money. */
    INSUFFICIENT_FUNDS("89", "Insufficient funds"),
    /** {@code 91}: something failed at the provider; what the endpoint answers for a handler that throws. */
    INTERNAL_ERROR("91", "Internal error"),
    /** {@code 93}: Vipps MobilePay said itself that the customer does not want it; the endpoint answers it by itself. */
    CANCELLED("93", "Status from Vipps:CANCEL"),
    /** {@code 93}: Vipps MobilePay said itself that the customer did nothing; the endpoint answers it by itself. */
    TIMED_OUT("93", "Status from Vipps:TIMEOUT"),
    /** {@code 94}: 3-D Secure was asked for and could not be offered. */
    UNHANDLED_SOFT_DECLINE("94", "Unhandled soft decline");

    private final String errorId;
    private final String errorText;

    DeclineReason(String errorId, String errorText) {
        this.errorId = errorId;
        this.errorText = errorText;
    }

    /** As it is on the wire. */
    public String errorId() {
        return errorId;
    }

    /** What the customer is shown. */
    public String errorText() {
        return errorText;
    }
}
