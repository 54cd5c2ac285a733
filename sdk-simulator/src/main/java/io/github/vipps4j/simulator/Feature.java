package io.github.vipps4j.simulator;

/** What a sales unit may be allowed to do. Which of them a new unit has is the simulator's own choice. */
public enum Feature {
    /** Takes payments; without it, create answers 403, and eCom Merchant 97. A new unit has it. */
    PAYMENTS,
    /**
     * May use the user flow {@code PUSH_MESSAGE}, else 5080, eCom's {@code skipLandingPage}, else Merchant 38, and that
     * of PSP v3, else 51. A new unit has it.
     */
    PUSH_MESSAGE,
    /** May use Express (send {@code shipping}), else 5020, and eCom Merchant 36. A new unit has it. */
    EXPRESS,
    /** May refund, else 5100, and eCom Payment 74. A new unit has it. */
    REFUND,
    /** May set {@code expiresAt}, else 5050. A new unit has it. */
    LONG_LIVING,
    /** May capture less than the reserved amount, else 6140, and eCom Payment 63. A new unit has it. */
    PARTIAL_CAPTURE,
    /** May capture for 180 days in Denmark and Finland too, instead of 14. A new unit does not have it. */
    LATE_CAPTURE,
    /**
     * May ask for the national identity number (profile scope {@code nin}), else 5030, and eCom Merchant 51. A new unit
     * does not have it.
     */
    NATIONAL_IDENTITY_NUMBER,
    /** Captures payments of eCom when the customer approves; those of ePayment not. A new unit does not have it. */
    DIRECT_CAPTURE
}
