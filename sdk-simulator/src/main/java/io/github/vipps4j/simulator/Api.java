package io.github.vipps4j.simulator;

/** What the simulator plays, each with its own words for a refusal. */
enum Api {
    /** It answers its errors itself. */
    TOKEN(Problems.STYLE),
    EPAYMENT(Problems.STYLE),
    WEBHOOKS(Problems.STYLE),
    ORDER_MANAGEMENT(OrderManagementErrors.STYLE),
    ECOM(EcomErrors.STYLE),
    PSP(PspErrors.STYLE);

    private final Errors errors;

    Api(Errors errors) {
        this.errors = errors;
    }

    /** How it says that it does not carry out a request. */
    Errors errors() {
        return errors;
    }

    /** Answers the requests for one API. */
    @FunctionalInterface
    interface Played {
        /** Carries out a call, or says why not. */
        Answer answer(Call call, Route route);
    }
}
