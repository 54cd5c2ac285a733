package io.github.vipps4j.simulator;

/** How a visit to a payment service provider's 3-D Secure page ends: the URL that it sends the customer to then. */
public enum ThreeDSecure {
    /** {@code 3dssuccess}. */
    SUCCESS("3dssuccess", "OK"),
    /** {@code 3dscancel}. */
    CANCEL("3dscancel", "CANCEL"),
    /** {@code 3dsfailure}. */
    FAILURE("3dsfailure", "FAILURE");

    private final String operation;
    private final String responseCode;

    ThreeDSecure(String operation, String responseCode) {
        this.operation = operation;
        this.responseCode = responseCode;
    }

    /** As PSP v3 names it. */
    String operation() {
        return operation;
    }

    /** The query parameter of the URL by which it is told from the others. */
    String responseCode() {
        return responseCode;
    }
}
