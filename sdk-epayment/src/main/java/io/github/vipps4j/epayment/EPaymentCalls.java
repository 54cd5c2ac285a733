package io.github.vipps4j.epayment;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.CallInfo;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.Operation;
import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.core.Resolution;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.call.ApiCall;
import io.github.vipps4j.core.call.Polling;
import io.github.vipps4j.core.call.Repeatability;
import io.github.vipps4j.core.call.VippsSession;
import io.github.vipps4j.core.support.Violations;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The operations of ePayment 1.8.1 as calls of the pipeline. */
final class EPaymentCalls implements EPaymentClient {
    private static final String PAYMENTS = "/epayment/v1/payments";
    private static final String PAYMENT = PAYMENTS + "/{reference}";

    static final Operation CREATE = new Operation("epayment.create", "POST", PAYMENTS);
    static final Operation GET = new Operation("epayment.get", "GET", PAYMENT);
    static final Operation EVENT_LOG = new Operation("epayment.eventLog", "GET", PAYMENT + "/events");
    static final Operation CAPTURE = new Operation("epayment.capture", "POST", PAYMENT + "/capture");
    static final Operation REFUND = new Operation("epayment.refund", "POST", PAYMENT + "/refund");
    static final Operation CANCEL = new Operation("epayment.cancel", "POST", PAYMENT + "/cancel");
    static final Operation FORCE_APPROVE =
            new Operation("epayment.forceApprove", "POST", "/epayment/v1/test/payments/{reference}/approve");

    private static final String AWAIT_OUTCOME = "epayment.awaitOutcome";
    private static final String AWAIT_PROFILE = "epayment.awaitProfile";
    private static final Duration FIRST_READ = Duration.ofSeconds(5);
    /** A payment waits 10 minutes for its customer. */
    private static final Duration OUTCOME_LIMIT = Duration.ofMinutes(11);

    private static final Duration PROFILE_LIMIT = Duration.ofSeconds(30);

    private static final byte[] NO_BODY = {};
    /** Written by hand, so that making a client does not start Jackson. */
    private static final byte[] CANCEL_TRANSACTION_ONLY =
            "{\"cancelTransactionOnly\":true}".getBytes(StandardCharsets.UTF_8);

    private final VippsSession session;
    private final CompoundOperations compound;

    private EPaymentCalls(VippsSession session) {
        this.session = session;
        this.compound = new CompoundOperations(this, session);
    }

    static EPaymentClient of(Vipps vipps) {
        return new EPaymentCalls(VippsSession.of(vipps));
    }

    @Override
    public CreatedPayment create(CreatePayment request) {
        return create(request, keyOf(request));
    }

    private IdempotencyKey keyOf(CreatePayment request) {
        String msn = session.merchantSerialNumber();
        // without a sales unit there is nothing to derive from, and nothing will be sent
        return IdempotencyKey.derive("create", msn == null ? "" : msn, request.reference());
    }

    @Override
    public CreatedPayment create(CreatePayment request, IdempotencyKey key) {
        Violations violations = Rules.expiresAt(
                Rules.key(new Violations(), key),
                request.expiresAt(),
                session.time().now());
        if (request.paymentMethod() instanceof PaymentMethod.Passthrough) {
            session.requirePspId(violations);
        }
        checked(CREATE, violations);
        return session.execute(call(
                        CREATE,
                        Repeatability.KEYED,
                        body -> Replies.created(body, session.time().now()))
                .reference(request.reference())
                .body(Requests.create(request))
                .secret(Express.secret(request.shipping()))
                .key(key)
                .creates()
                .settledBy("Create it again with the same key, or read it with get(reference)")
                .build());
    }

    @Override
    public CreatedPayment createOrResume(CreatePayment request) {
        return createOrResume(request, keyOf(request));
    }

    @Override
    public CreatedPayment createOrResume(CreatePayment request, IdempotencyKey key) {
        return compound.createOrResume(request, key);
    }

    @Override
    public Payment get(String reference) {
        checked(GET, Rules.existingReference(new Violations(), reference));
        return session.execute(
                about(GET, Repeatability.SAFE, reference, Replies::payment).build());
    }

    @Override
    public List<PaymentEvent> eventLog(String reference) {
        checked(EVENT_LOG, Rules.existingReference(new Violations(), reference));
        return session.execute(
                about(EVENT_LOG, Repeatability.SAFE, reference, Replies::events).build());
    }

    @Override
    public Modification capture(String reference, Amount amount, IdempotencyKey key) {
        return modify(CAPTURE, PaymentEventName.CAPTURED, reference, amount, key);
    }

    @Override
    public Payment captureAndConfirm(String reference, Amount amount, IdempotencyKey key) {
        return compound.captureAndConfirm(reference, amount, key);
    }

    @Override
    public Modification captureAndRelease(String reference, Amount amount, IdempotencyKey key) {
        return compound.captureAndRelease(reference, amount, key);
    }

    @Override
    public Modification cancelIfNotAuthorized(String reference) {
        return compound.cancelIfNotAuthorized(reference);
    }

    @Override
    public Modification refund(String reference, Amount amount, IdempotencyKey key) {
        return modify(REFUND, PaymentEventName.REFUNDED, reference, amount, key);
    }

    @Override
    public Modification cancel(String reference) {
        return cancel(reference, IdempotencyKey.random());
    }

    @Override
    public Modification cancel(String reference, IdempotencyKey key) {
        return cancel(reference, NO_BODY, key);
    }

    @Override
    public Modification cancelTransactionOnly(String reference) {
        return cancelTransactionOnly(reference, IdempotencyKey.random());
    }

    @Override
    public Modification cancelTransactionOnly(String reference, IdempotencyKey key) {
        return cancel(reference, CANCEL_TRANSACTION_ONLY, key);
    }

    private Modification modify(
            Operation operation, PaymentEventName event, String reference, Amount amount, IdempotencyKey key) {
        Violations violations = Rules.existingReference(new Violations(), reference);
        Rules.modificationAmount(violations, amount);
        checked(operation, Rules.key(violations, key));
        return modify(
                operation,
                reference,
                Requests.modification(amount),
                key,
                () -> new Resolutions(this, reference).moved(event, amount, key));
    }

    private Modification cancel(String reference, byte[] body, IdempotencyKey key) {
        checked(CANCEL, Rules.key(Rules.existingReference(new Violations(), reference), key));
        return modify(
                CANCEL,
                reference,
                body,
                key,
                () -> new Resolutions(this, reference).cancelled(body == CANCEL_TRANSACTION_ONLY));
    }

    private Modification modify(
            Operation operation, String reference, byte[] body, IdempotencyKey key, Supplier<Resolution> resolver) {
        return session.execute(about(operation, Repeatability.KEYED, reference, Replies::modification)
                .body(body)
                .key(key)
                .settledBy("Repeat it with the same key, or read the payment with get(reference) and"
                        + " eventLog(reference), as resolve() of an OutcomeUnknownException does")
                .resolvedBy(resolver)
                .build());
    }

    @Override
    public Payment awaitOutcome(CreatedPayment created) {
        return awaitOutcome(created, OUTCOME_LIMIT);
    }

    @Override
    public Payment awaitOutcome(CreatedPayment created, Duration limit) {
        Duration sinceCreation =
                Duration.between(created.createdAt(), session.time().now());
        Duration delay = FIRST_READ.minus(sinceCreation);
        // a wall clock that was set back must not make it wait longer
        Duration bounded = delay.compareTo(FIRST_READ) > 0 ? FIRST_READ : delay;
        return awaitOutcome(created.reference(), bounded.isNegative() ? Duration.ZERO : bounded, limit);
    }

    @Override
    public Payment awaitOutcome(String reference) {
        return awaitOutcome(reference, OUTCOME_LIMIT);
    }

    @Override
    public Payment awaitOutcome(String reference, Duration limit) {
        return awaitOutcome(reference, Duration.ZERO, limit);
    }

    private Payment awaitOutcome(String reference, Duration firstDelay, Duration limit) {
        Violations violations = Rules.existingReference(new Violations(), reference)
                .check(Violations.isTimeout(limit), "limit", Violations.TIMEOUT);
        checked(AWAIT_OUTCOME, violations);
        return poll(AWAIT_OUTCOME, reference, Payment::hasOutcome, firstDelay, limit);
    }

    @Override
    public Payment awaitProfile(String reference) {
        checked(AWAIT_PROFILE, Rules.existingReference(new Violations(), reference));
        return poll(AWAIT_PROFILE, reference, EPaymentCalls::needsNoWaiting, Duration.ZERO, PROFILE_LIMIT);
    }

    /** It has what was shared, or never will. */
    private static boolean needsNoWaiting(Payment payment) {
        return payment.sub() != null && payment.userDetails() != null
                || payment.hasOutcome() && payment.state() != PaymentState.AUTHORIZED;
    }

    Payment poll(
            String operation, String reference, Predicate<Payment> isReached, Duration firstDelay, Duration limit) {
        ApiCall<Payment> get = about(GET, Repeatability.SAFE, reference, Replies::payment)
                .polled()
                .build();
        return Polling.until(
                session.time(),
                new CallInfo(operation, reference, session.merchantSerialNumber(), null, 0, Duration.ZERO),
                left -> session.executeWithin(get, left),
                isReached,
                firstDelay,
                limit);
    }

    @Override
    public void forceApprove(String reference, Customer customer) {
        Violations violations = Rules.customer(new Violations(), customer);
        forceApprove(reference, violations, null, () -> Requests.approval(customer));
    }

    @Override
    public void forceApproveByToken(String reference, String token) {
        Violations violations = new Violations().check(token != null && !token.isBlank(), "token", "must not be blank");
        forceApprove(reference, violations, token, () -> Requests.approval(token));
    }

    private void forceApprove(String reference, Violations violations, @Nullable String secret, Supplier<byte[]> body) {
        session.requireTestEnvironment(violations);
        checked(FORCE_APPROVE, Rules.existingReference(violations, reference));
        session.execute(about(FORCE_APPROVE, Repeatability.ONCE, reference, anything -> Boolean.TRUE)
                .body(body.get())
                .secret(secret)
                .settledBy("Read the payment with get(reference)")
                .build());
    }

    @Override
    public EPaymentClient with(RequestOptions options) {
        return new EPaymentCalls(session.with(options));
    }

    /** Ends the checking of an operation's input: nothing is sent if anything was found. */
    private void checked(Operation operation, Violations violations) {
        checked(operation.name(), violations);
    }

    private void checked(String operation, Violations violations) {
        session.requireMerchantSerialNumber(violations);
        violations.throwIfAny(operation);
    }

    private static <T> ApiCall.Builder<T> about(
            Operation operation, Repeatability repeatability, String reference, Function<byte[], T> reader) {
        return call(operation, repeatability, reader).reference(reference);
    }

    private static <T> ApiCall.Builder<T> call(
            Operation operation, Repeatability repeatability, Function<byte[], T> reader) {
        return ApiCall.of(operation, repeatability, reader)
                .codes(EPaymentError::find)
                .ofPayment();
    }
}
