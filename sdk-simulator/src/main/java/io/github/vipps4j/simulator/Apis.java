package io.github.vipps4j.simulator;

import org.jspecify.annotations.Nullable;

/** The simulated APIs behind their gateway: finds the operation, lets a fault strike, notes it all. */
final class Apis {
    private final boolean testEnvironment;
    private final TokenApi tokens;
    private final EPaymentApi payments;
    private final WebhookApi webhooks;
    private final OrderManagementApi orders;
    private final Faults faults;
    private final Journal journal;

    Apis(
            boolean testEnvironment,
            TokenApi tokens,
            EPaymentApi payments,
            WebhookApi webhooks,
            OrderManagementApi orders,
            Faults faults,
            Journal journal) {
        this.testEnvironment = testEnvironment;
        this.tokens = tokens;
        this.payments = payments;
        this.webhooks = webhooks;
        this.orders = orders;
        this.faults = faults;
        this.journal = journal;
    }

    Answer answer(Call call) {
        Route route = Route.of(call.method(), call.path(), testEnvironment);
        Answer answer = route == null ? Answer.gateway(404, "Resource not found") : strike(call, route);
        journal.note(call, route == null ? null : route.operation(), answer);
        return answer;
    }

    private Answer strike(Call call, Route route) {
        @Nullable Fault fault = faults.take(route.operation(), call);
        return fault == null ? act(call, route) : fault.strike(call, () -> act(call, route));
    }

    private Answer act(Call call, Route route) {
        return switch (route.operation()) {
            case TOKEN -> tokens.answer(call);
            case WEBHOOK_REGISTER, WEBHOOK_LIST, WEBHOOK_DELETE ->
                webhooks.answer(call, route.operation(), route.named());
            case RECEIPT_ADD,
                    CATEGORY_SET,
                    ORDER_GET,
                    CATEGORY_ADD,
                    CATEGORY_LIST,
                    CATEGORY_GET,
                    CATEGORY_DELETE,
                    IMAGE_ADD -> orders.answer(call, route);
            default -> payments.answer(call, route.operation(), route.named());
        };
    }
}
