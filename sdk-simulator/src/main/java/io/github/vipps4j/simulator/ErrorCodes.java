package io.github.vipps4j.simulator;

import java.util.Map;
import java.util.Set;

/** The error codes of ePayment 1.8.1: what each means, its HTTP status, and whether it sticks to an idempotency key. */
final class ErrorCodes {
    /** Which HTTP status goes with which code is not published: the simulator's choice within the documented sets. */
    private static final Set<Integer> CONFLICTS = Set.of(4010, 4020, 4150, 6160);

    private static final Set<Integer> FORBIDDEN = Set.of(5020, 5030, 5050, 5080);

    /** After these, the same request with the same key is tried anew. */
    private static final Set<Integer> PASSING = Set.of(3010, 6160, 6250, 6260, 6280);

    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(3010, "Internal error"),
            Map.entry(4010, "The capture was already made with another body"),
            Map.entry(4020, "The idempotency key was already used with another body"),
            Map.entry(4040, "The amount must be an integer of minor units"),
            Map.entry(4050, "The customer token is not valid"),
            Map.entry(4060, "The personal QR is not valid"),
            Map.entry(4070, "The phone number is not valid"),
            Map.entry(4080, "The profile scope is not valid"),
            Map.entry(4090, "The URL is not valid"),
            Map.entry(4100, "There are too many metadata entries"),
            Map.entry(4110, "A metadata key is there twice"),
            Map.entry(4120, "A metadata key is too long"),
            Map.entry(4130, "A metadata value is too long"),
            Map.entry(4140, "A parameter that this user flow requires is missing"),
            Map.entry(4150, "The reference, or the refund, exists already"),
            Map.entry(4160, "The payment method type is wrong for card passthrough"),
            Map.entry(5010, "Blocked sources are for sales units in Denmark and Finland only"),
            Map.entry(5020, "The sales unit may not use Express"),
            Map.entry(5030, "The sales unit may not ask for this scope"),
            Map.entry(5040, "The currency is not that of the sales unit's market"),
            Map.entry(5050, "The sales unit may not use long-living payments"),
            Map.entry(5060, "The merchant's bank account is not verified"),
            Map.entry(5070, "The payment cannot be created"),
            Map.entry(5080, "The sales unit may not send push messages"),
            Map.entry(5090, "The reference was not found"),
            Map.entry(5100, "The sales unit cannot refund"),
            Map.entry(6010, "The amount is below the minimum of the market"),
            Map.entry(6020, "The payment is not reserved and cannot be refunded"),
            Map.entry(6030, "The time to cancel is over"),
            Map.entry(6040, "The payment is fully captured and cannot be cancelled"),
            Map.entry(6050, "The payment is not reserved and cannot be cancelled"),
            Map.entry(6060, "The payment is authorized and cancelTransactionOnly was set"),
            Map.entry(6070, "The payment is cancelled and cannot be captured"),
            Map.entry(6080, "The payment is not reserved and cannot be captured"),
            Map.entry(6090, "The capture exceeds the authorized amount"),
            Map.entry(6100, "The time to capture is over"),
            Map.entry(6110, "expiresAt is too late"),
            Map.entry(6120, "expiresAt is too soon"),
            Map.entry(6130, "A long-living payment needs a receipt"),
            Map.entry(6140, "The payment must be captured in full"),
            Map.entry(6150, "The refund exceeds what is captured and not refunded"),
            Map.entry(6160, "The payment is being processed by another operation"),
            Map.entry(6170, "The payment is already captured"),
            Map.entry(6180, "The payment is already refunded"),
            Map.entry(6190, "The payment cannot be cancelled in this state"),
            Map.entry(6200, "The payment cannot be captured in this state"),
            Map.entry(6210, "The payment cannot be refunded in this state"),
            Map.entry(6220, "The time to refund is over"),
            Map.entry(6230, "The payment is already reserved"),
            Map.entry(6250, "The payment is being processed and cannot be cancelled now"),
            Map.entry(6260, "The reserved funds are no longer available"),
            Map.entry(6280, "The capture failed, try later"),
            Map.entry(7010, "There is no eligible user"),
            Map.entry(10010, "The approval failed"),
            Map.entry(10020, "The approval is not allowed"),
            Map.entry(10030, "The test user must be identified first"),
            Map.entry(10040, "The payment source is not valid"),
            Map.entry(10050, "The test user has no card"),
            Map.entry(10060, "The operation is not supported"),
            Map.entry(10070, "The payment limit is exceeded"));

    private ErrorCodes() {}

    static String title(int code) {
        return TITLES.getOrDefault(code, "The request was refused");
    }

    static int status(int code) {
        if (code == 3010) {
            return 500;
        }
        if (code == 5090) {
            return 404;
        }
        if (FORBIDDEN.contains(code)) {
            return 403;
        }
        return CONFLICTS.contains(code) ? 409 : 400;
    }

    static boolean sticks(int code) {
        return !PASSING.contains(code);
    }
}
