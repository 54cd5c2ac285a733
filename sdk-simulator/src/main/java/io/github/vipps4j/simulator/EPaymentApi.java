package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The seven operations of ePayment 1.8.1. */
final class EPaymentApi implements Api.Played {
    private final Gatekeeper gatekeeper;
    private final PaymentBook book;
    private final Changes changes;
    private final CustomerApp app;
    private final PspDesk desk;
    private final RateLimits limits;
    private final Clock clock;
    private final Settings settings;

    EPaymentApi(
            Gatekeeper gatekeeper,
            PaymentBook book,
            Changes changes,
            CustomerApp app,
            PspDesk desk,
            RateLimits limits,
            Clock clock,
            Settings settings) {
        this.gatekeeper = gatekeeper;
        this.book = book;
        this.changes = changes;
        this.app = app;
        this.desk = desk;
        this.limits = limits;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * What is the same for all calls.
     *
     * @param modificationType media type of the success answers of capture, refund and cancel
     */
    record Settings(Redirects redirects, boolean testEnvironment, String modificationType) {}

    /** Carries out one call, or says why not. */
    @Override
    public Answer answer(Call call, Route route) {
        ApiOperation operation = route.operation();
        try {
            Gatekeeper.Admitted admitted = gatekeeper.admitted(call);
            SalesUnit unit = admitted.unit();
            Gatekeeper.requireHeaders(call, operation);
            return switch (operation) {
                case GET, EVENTS ->
                    read(call, operation, new PaymentKey(unit.merchantSerialNumber(), known(route.named())));
                default -> change(new Change(call, operation, unit, route.named()), admitted.psp());
            };
        } catch (Refusal refusal) {
            return refusal.answer(Problems.STYLE, call.path());
        }
    }

    private static String known(@Nullable String given) {
        return given == null ? "" : given;
    }

    private Answer read(Call call, ApiOperation operation, PaymentKey key) {
        limits.admit(operation, key.reference(), known(call.header("Ocp-Apim-Subscription-Key")));
        changes.pause(call);
        Changes.refuseIfForced(call);
        return book.alone(() -> {
            if (operation == ApiOperation.EVENTS) {
                return Answer.json(200, EPaymentJson.events(own(key).snapshot()));
            }
            return Answer.json(200, EPaymentJson.payment(existing(key), clock.instant()));
        });
    }

    private Answer change(Change change, @Nullable PaymentServiceProvider psp) {
        PaymentKey key = change.key();
        limits.admit(
                change.operation(),
                key == null ? "" : key.reference(),
                change.unit().merchantSerialNumber());
        if (key == null) {
            changes.pause(change.call());
            Changes.refuseIfForced(change.call());
            change.body(EPaymentSchemas.CREATE);
            throw Refusal.field("reference", "is required");
        }
        return changes.carryOut(change, key, keyIsTaken -> act(change, key, keyIsTaken, psp));
    }

    private Answer act(Change change, PaymentKey key, boolean keyIsTaken, @Nullable PaymentServiceProvider psp) {
        return switch (change.operation()) {
            case CREATE -> create(change, key, keyIsTaken, psp);
            case CANCEL -> cancel(change, key, keyIsTaken);
            case FORCE_APPROVE -> forceApprove(change, key);
            default -> modify(change, key, keyIsTaken);
        };
    }

    private Answer create(Change change, PaymentKey key, boolean keyIsTaken, @Nullable PaymentServiceProvider psp) {
        JsonNode request = change.body(EPaymentSchemas.CREATE);
        CreateRules.requireConsistent(request, psp != null);
        CreateRules.requireAllowed(request, change.unit(), settings.testEnvironment());
        refuseIf(keyIsTaken, 4020);
        refuseIf(book.find(key) != null, 4150);
        CreateRules.requireWithinLimits(request, clock.instant());
        app.requireCustomer(request);
        String token = settings.redirects().newToken();
        Payment payment = book.create(new Payment.Created(
                key,
                change.unit(),
                request,
                token,
                settings.redirects().url(request, token),
                known(change.idempotencyKey()),
                null,
                psp == null || !CardPassthroughRules.isCardPassthrough(request)
                        ? null
                        : desk.cardPassthrough(psp, request.path("cardPassthrough"))));
        return Answer.json(201, EPaymentJson.created(payment.snapshot()));
    }

    private Answer modify(Change change, PaymentKey key, boolean keyIsTaken) {
        JsonNode amount = change.body(EPaymentSchemas.MODIFICATION).path("modificationAmount");
        long minorUnits = amount.path("value").longValue();
        // That nothing can be captured or refunded is refused is the simulator's choice.
        refuseIf(minorUnits == 0, 4040);
        Payment payment = existing(key);
        CreateRules.requireCurrency(amount, payment.currency());
        Instant now = clock.instant();
        String idempotencyKey = known(change.idempotencyKey());
        if (change.operation() == ApiOperation.CAPTURE) {
            refuseIf(keyIsTaken, 4010);
            payment.capture(minorUnits, idempotencyKey, now);
        } else {
            refuseIf(keyIsTaken, 4150);
            requireRefundable(change.unit(), minorUnits, settings.testEnvironment());
            payment.refund(minorUnits, idempotencyKey, now);
        }
        return modified(payment);
    }

    /** A refusal if the sales unit cannot refund, or the amount has a meaning in the test environment. */
    static void requireRefundable(SalesUnit unit, long minorUnits, boolean testEnvironment) {
        refuseIf(!unit.may(Feature.REFUND), 5100);
        Integer code = testEnvironment ? TestAmounts.onRefund(minorUnits) : null;
        if (code != null) {
            throw Refusal.code(code);
        }
    }

    private Answer cancel(Change change, PaymentKey key, boolean keyIsTaken) {
        boolean transactionOnly = change.body(EPaymentSchemas.CANCEL)
                .path("cancelTransactionOnly")
                .booleanValue();
        Payment payment = existing(key);
        refuseIf(keyIsTaken, 4020);
        payment.cancel(transactionOnly, change.idempotencyKey(), clock.instant());
        return modified(payment);
    }

    private Answer forceApprove(Change change, PaymentKey key) {
        JsonNode request = change.body(EPaymentSchemas.FORCE_APPROVE);
        refuseIf(!request.has("customer") && !request.has("token"), 4140);
        CreateRules.requireCustomer(request);
        Payment payment = own(key);
        String token = request.path("token").asText(payment.token());
        if (!token.equals(payment.token())) {
            throw Refusal.field("token", "is not that of the payment's redirectUrl");
        }
        refuseIf(payment.isExpress(), 10060);
        refuseIf(payment.state() == SimulatedState.AUTHORIZED, 6230);
        refuseIf(payment.state() != SimulatedState.CREATED, 10010);
        app.force(payment, request);
        return Answer.empty(200);
    }

    private Answer modified(Payment payment) {
        return Answer.json(200, settings.modificationType(), EPaymentJson.modified(payment.snapshot()));
    }

    /** A payment that ePayment made: eCom's can be read, captured, cancelled and refunded here, but no more. */
    private Payment own(PaymentKey key) {
        Payment payment = existing(key);
        refuseIf(!payment.isOfEPayment(), 5090);
        return payment;
    }

    private Payment existing(PaymentKey key) {
        Payment payment = book.find(key);
        if (payment == null || payment.ecom() == null && !payment.isOfEPayment()) {
            throw Refusal.code(5090);
        }
        return payment;
    }

    private static void refuseIf(boolean wrong, int code) {
        if (wrong) {
            throw Refusal.code(code);
        }
    }
}
