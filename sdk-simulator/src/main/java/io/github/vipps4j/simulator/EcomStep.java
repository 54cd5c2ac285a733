package io.github.vipps4j.simulator;

import org.jspecify.annotations.Nullable;

/**
 * What eCom 2.0.3 calls something that happened to a payment.
 *
 * @param operation in the history
 * @param success whether it happened at all
 * @param status by the deprecated operation that asks for it
 * @param told in the callback; null if there is none
 */
record EcomStep(
        String operation,
        boolean success,
        String status,
        @Nullable String told) {

    static EcomStep of(Payment payment, SimulatedPayment.Event event) {
        return switch (event.name()) {
            case "CREATED" -> quiet("INITIATE");
            case "AUTHORIZED" -> reserved(payment);
            case "CAPTURED" -> payment.isDirectCapture() ? done("SALE", "SALE") : quiet("CAPTURE");
            case "REFUNDED" -> quiet("REFUND");
            case "CANCELLED" -> quiet("VOID");
            case "ABORTED" -> aborted(payment);
            case "EXPIRED" -> new EcomStep("CANCEL", true, "REJECTED", "REJECTED");
            default -> quiet("CANCEL");
        };
    }

    /** The customer did nothing until the time was over. */
    static boolean isTimeOut(SimulatedPayment.Event event) {
        return event.name().equals("EXPIRED");
    }

    private static EcomStep reserved(Payment payment) {
        if (payment.isDirectCapture()) {
            return quiet("RESERVE");
        }
        // Consent to share data makes it the callback of Express, and that spells it otherwise.
        return done("RESERVE", CreateRules.scopes(payment.request()).length > 0 ? "RESERVE" : "RESERVED");
    }

    private static EcomStep aborted(Payment payment) {
        EcomOrder order = payment.ecom();
        if (order == null || order.failure() == null) {
            return done("CANCEL", "CANCELLED");
        }
        String failed = payment.isDirectCapture() ? "SALE" : "RESERVE";
        return new EcomStep(failed, false, "FAILED", failed + "_FAILED");
    }

    private static EcomStep quiet(String operation) {
        return new EcomStep(operation, true, operation, null);
    }

    private static EcomStep done(String operation, String told) {
        return new EcomStep(operation, true, operation, told);
    }
}
