package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.EcomError.MERCHANT;
import static io.github.vipps4j.simulator.EcomError.PAYMENT;
import static io.github.vipps4j.simulator.EcomError.SERVICE;
import static io.github.vipps4j.simulator.EcomError.USER;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The errors of eCom 2.0.3. */
final class EcomErrors implements Errors {
    static final EcomErrors STYLE = new EcomErrors();

    static final EcomError CAPTURED = new EcomError(PAYMENT, "51", "The payment is captured and cannot be cancelled");
    static final EcomError ONLY_RESERVED =
            new EcomError(PAYMENT, "72", "The payment is only reserved; cancel it instead");
    static final EcomError CANCELLED = new EcomError(PAYMENT, "73", "The payment is cancelled and cannot be refunded");
    static final EcomError NOT_ALLOWED = new EcomError(SERVICE, "91", "The transaction is not allowed");
    static final EcomError OTHER_BODY =
            new EcomError(SERVICE, "93", "The request differs from the first with this X-Request-Id");
    static final EcomError BAD_NUMBER =
            new EcomError(USER, "81", "The number is wrong, or its user cannot pay businesses");
    static final EcomError BLOCKED = new EcomError(MERCHANT, "31", "The merchant is blocked");
    static final EcomError DUPLICATE = new EcomError(MERCHANT, "34", "The orderId was used before");
    static final EcomError UNKNOWN_ORDER =
            new EcomError(MERCHANT, "35", "The orderId is unknown for this merchantSerialNumber");
    static final EcomError NO_AGREEMENT = new EcomError(MERCHANT, "36", "The agreement for Express is not signed");
    static final EcomError NO_UNIT = new EcomError(MERCHANT, "37", "The sales unit is not available");
    static final EcomError NO_PUSH = new EcomError(MERCHANT, "38", "The sales unit may not skip the landing page");
    static final EcomError NO_NIN = new EcomError(MERCHANT, "51", "The sales unit may not ask for nin");
    static final EcomError NO_PAYMENTS = new EcomError(MERCHANT, "97", "The sales unit may not take payments");

    private static final EcomError INTERNAL = new EcomError(SERVICE, "99", "Internal error");
    private static final EcomError LOCKED = new EcomError(SERVICE, "94", "The order is locked, it is being processed");
    private static final EcomError ALREADY = new EcomError(SERVICE, "92", "The order is already processed");
    private static final EcomError NO_CARD = new EcomError(PAYMENT, "41", "The user has no valid card");
    private static final EcomError REFUSED = new EcomError(PAYMENT, "42", "Refused by the issuer");
    private static final EcomError EXPIRED_CARD = new EcomError(PAYMENT, "44", "The card has expired");
    private static final EcomError RESERVATION_FAILED = new EcomError(PAYMENT, "45", "The reservation failed");
    private static final EcomError CANCEL_FAILED = new EcomError(PAYMENT, "52", "The cancel failed");
    private static final EcomError CAPTURE_FAILED = new EcomError(PAYMENT, "63", "The capture failed");
    private static final EcomError TOO_MUCH_REFUND =
            new EcomError(PAYMENT, "71", "The refund exceeds the captured amount");
    private static final EcomError NOT_DEBITED =
            new EcomError(PAYMENT, "74", "The merchant's account could not be debited");
    private static final EcomError TOO_LATE_TO_REFUND = new EcomError(PAYMENT, "95", "The time to refund is over");

    /** What ePayment has a number for. Where several errors of eCom would fit, which one is the simulator's choice. */
    private static final Map<Integer, EcomError> BY_CODE = Map.ofEntries(
            Map.entry(3010, INTERNAL),
            Map.entry(5090, UNKNOWN_ORDER),
            Map.entry(5100, NOT_DEBITED),
            Map.entry(6020, ONLY_RESERVED),
            Map.entry(6030, CANCEL_FAILED),
            Map.entry(6040, CAPTURED),
            Map.entry(6050, NOT_ALLOWED),
            Map.entry(6070, NOT_ALLOWED),
            Map.entry(6080, new EcomError(PAYMENT, "62", "The payment is not reserved")),
            Map.entry(6090, new EcomError(PAYMENT, "61", "The capture exceeds the reserved amount")),
            Map.entry(6100, new EcomError(PAYMENT, "98", "The time to capture is over")),
            Map.entry(6140, CAPTURE_FAILED),
            Map.entry(6150, TOO_MUCH_REFUND),
            Map.entry(6160, LOCKED),
            Map.entry(6180, TOO_MUCH_REFUND),
            Map.entry(6190, ALREADY),
            Map.entry(6210, CANCELLED),
            Map.entry(6220, TOO_LATE_TO_REFUND),
            Map.entry(6230, ALREADY),
            Map.entry(6250, CANCEL_FAILED),
            Map.entry(6260, CAPTURE_FAILED),
            Map.entry(7010, BAD_NUMBER),
            Map.entry(10010, NOT_ALLOWED),
            Map.entry(10030, new EcomError(PAYMENT, "1082", "The test user is not BankID verified")),
            Map.entry(10050, NO_CARD));

    private EcomErrors() {}

    @Override
    public Answer code(int code, String path) {
        EcomError error = BY_CODE.get(code);
        if (error == null) {
            throw new IllegalStateException("eCom has no error for ePayment's " + code);
        }
        return error.answer();
    }

    @Override
    public Answer status(int status, String title, List<FieldError> fields, String path) {
        if (!fields.isEmpty()) {
            ArrayNode all = Json.array();
            fields.forEach(field -> all.add(new EcomError("InvalidRequest", field.name(), field.reason()).json()));
            return EcomError.answer(status, all);
        }
        return switch (status) {
            case 404 -> UNKNOWN_ORDER.answer();
            case 423 -> LOCKED.answer();
            default -> INTERNAL.answer();
        };
    }

    /** The other of the gateway's two shapes; which of them comes when is the simulator's choice. */
    @Override
    public Answer tokenRefused(String message) {
        ObjectNode body = Json.object();
        body.putObject("responseInfo").put("responseCode", 401).put("responseMessage", "Unauthorized");
        body.putObject("result").put("message", message);
        return Answer.json(401, body);
    }

    /** Why an approval failed for good; null if the customer may go on trying. */
    static @Nullable EcomError of(ApprovalResult result) {
        return switch (result) {
            case APPROVED, NOT_ELIGIBLE, BLOCKED_CARD, NO_SHIPPING, UNKNOWN -> null;
            // What comes of a payment service provider's answer, never happens to an order of eCom.
            case CARD_NOT_ELIGIBLE, SOFT_DECLINED, DECLINED_BY_PSP, PSP_FAILED, THREE_D_SECURE_CANCELLED -> null;
            case NO_CARD, INVALID_CARD -> NO_CARD;
            case EXPIRED_CARD -> EXPIRED_CARD;
            case INSUFFICIENT_FUNDS, REFUSED_BY_ISSUER, SUSPECTED_FRAUD, WITHDRAWAL_LIMIT_EXCEEDED -> REFUSED;
            case THREE_D_SECURE_DENIED, STRONG_AUTHENTICATION_REQUIRED -> RESERVATION_FAILED;
        };
    }
}
