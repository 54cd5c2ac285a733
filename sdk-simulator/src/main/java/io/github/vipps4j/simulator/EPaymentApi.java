package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The seven operations of ePayment 1.8.1. */
final class EPaymentApi {
    private final Gatekeeper gatekeeper;
    private final PaymentBook book;
    private final CustomerApp app;
    private final RateLimits limits;
    private final Clock clock;
    private final Settings settings;

    EPaymentApi(
            Gatekeeper gatekeeper,
            PaymentBook book,
            CustomerApp app,
            RateLimits limits,
            Clock clock,
            Settings settings) {
        this.gatekeeper = gatekeeper;
        this.book = book;
        this.app = app;
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
    Answer answer(Call call, ApiOperation operation, @Nullable String reference) {
        try {
            SalesUnit unit = gatekeeper.admit(call);
            Gatekeeper.requireHeaders(call, operation);
            return switch (operation) {
                case GET, EVENTS ->
                    read(call, operation, new PaymentKey(unit.merchantSerialNumber(), known(reference)));
                default -> change(new Change(call, operation, unit, reference));
            };
        } catch (Refusal refusal) {
            return refusal.answer(call.path());
        }
    }

    private static String known(@Nullable String reference) {
        return reference == null ? "" : reference;
    }

    private Answer read(Call call, ApiOperation operation, PaymentKey key) {
        limits.admit(operation, key.reference(), known(call.header("Ocp-Apim-Subscription-Key")));
        pause(call);
        refuseIfForced(call);
        return book.alone(() -> {
            Payment payment = existing(key);
            return Answer.json(
                    200,
                    operation == ApiOperation.GET
                            ? EPaymentJson.payment(payment, clock.instant())
                            : EPaymentJson.events(payment.snapshot()));
        });
    }

    private Answer change(Change change) {
        PaymentKey key = change.key();
        limits.admit(
                change.operation(),
                key == null ? "" : key.reference(),
                change.unit().merchantSerialNumber());
        if (key == null) {
            pause(change.call());
            refuseIfForced(change.call());
            change.body(EPaymentSchemas.CREATE);
            throw Refusal.field("reference", "is required");
        }
        ReentrantLock changing = book.change(key);
        if (!changing.tryLock()) {
            throw Refusal.locked();
        }
        try {
            pause(change.call());
            return book.alone(() -> onceByKey(change, key));
        } finally {
            changing.unlock();
        }
    }

    /** Answers a repeat from memory; else acts, and remembers the answer. */
    private Answer onceByKey(Change change, PaymentKey key) {
        String idempotencyKey = change.idempotencyKey();
        if (idempotencyKey == null) {
            refuseIfForced(change.call());
            return act(change, key, false);
        }
        PaymentBook.Slot slot = new PaymentBook.Slot(change.operation(), key, idempotencyKey);
        PaymentBook.Stored before = book.stored(slot);
        byte[] body = change.call().body();
        try {
            refuseIfForced(change.call());
            if (before != null && before.answers(body)) {
                return before.answer();
            }
            Answer answer = act(change, key, before != null);
            book.store(slot, new PaymentBook.Stored(body, answer));
            return answer;
        } catch (Refusal refusal) {
            Answer answer = refusal.answer(change.call().path());
            if (refusal.sticks()) {
                // Has no effect if the key is taken already.
                book.store(slot, new PaymentBook.Stored(body, answer));
            }
            return answer;
        }
    }

    private Answer act(Change change, PaymentKey key, boolean keyIsTaken) {
        return switch (change.operation()) {
            case CREATE -> create(change, key, keyIsTaken);
            case CANCEL -> cancel(change, key, keyIsTaken);
            case FORCE_APPROVE -> forceApprove(change, key);
            default -> modify(change, key, keyIsTaken);
        };
    }

    private Answer create(Change change, PaymentKey key, boolean keyIsTaken) {
        JsonNode request = change.body(EPaymentSchemas.CREATE);
        CreateRules.requireConsistent(request);
        CreateRules.requireAllowed(request, change.unit(), settings.testEnvironment());
        refuseIf(keyIsTaken, 4020);
        refuseIf(book.find(key) != null, 4150);
        CreateRules.requireWithinLimits(request, change.unit(), clock.instant());
        app.requireCustomer(request);
        String token = settings.redirects().newToken();
        Payment payment = book.create(new Payment.Created(
                key,
                change.unit(),
                request,
                token,
                settings.redirects().url(request, token),
                known(change.idempotencyKey())));
        return Answer.json(201, EPaymentJson.created(payment.snapshot()));
    }

    private Answer modify(Change change, PaymentKey key, boolean keyIsTaken) {
        JsonNode amount = change.body(EPaymentSchemas.MODIFICATION).path("modificationAmount");
        long minorUnits = amount.path("value").longValue();
        // That nothing can be captured or refunded is refused is the simulator's choice.
        refuseIf(minorUnits == 0, 4040);
        Payment payment = existing(key);
        CreateRules.requireCurrency(amount, change.unit());
        Instant now = clock.instant();
        String idempotencyKey = known(change.idempotencyKey());
        if (change.operation() == ApiOperation.CAPTURE) {
            refuseIf(keyIsTaken, 4010);
            payment.capture(minorUnits, idempotencyKey, now);
        } else {
            refuseIf(keyIsTaken, 4150);
            requireRefundable(change.unit(), minorUnits);
            payment.refund(minorUnits, idempotencyKey, now);
        }
        return modified(payment);
    }

    private void requireRefundable(SalesUnit unit, long minorUnits) {
        refuseIf(!unit.may(Feature.REFUND), 5100);
        Integer code = settings.testEnvironment() ? TestAmounts.onRefund(minorUnits) : null;
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
        Payment payment = existing(key);
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

    private Payment existing(PaymentKey key) {
        Payment payment = book.find(key);
        if (payment == null) {
            throw Refusal.code(5090);
        }
        return payment;
    }

    /** The fault's delay, if there is one. */
    private void pause(Call call) {
        int generation = book.generation();
        call.pause();
        if (generation != book.generation()) {
            throw Refusal.gateway(503, "The simulator was reset while this request was delayed");
        }
    }

    private static void refuseIfForced(Call call) {
        Integer code = call.forcedCode();
        if (code != null) {
            throw Refusal.code(code);
        }
    }

    private static void refuseIf(boolean wrong, int code) {
        if (wrong) {
            throw Refusal.code(code);
        }
    }
}
