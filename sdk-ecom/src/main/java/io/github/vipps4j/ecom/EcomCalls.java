package io.github.vipps4j.ecom;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.CallInfo;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.NotFoundException;
import io.github.vipps4j.core.Operation;
import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.core.Resolution;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.call.ApiCall;
import io.github.vipps4j.core.call.Polling;
import io.github.vipps4j.core.call.Repeatability;
import io.github.vipps4j.core.call.VippsSession;
import io.github.vipps4j.core.support.Violations;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The operations of eCom 2.0.3 as calls of the pipeline. */
final class EcomCalls implements EcomClient {
    private static final String PAYMENTS = "/ecomm/v2/payments";
    private static final String PAYMENT = PAYMENTS + "/{orderId}";

    static final Operation INITIATE = new Operation("ecom.initiate", "POST", PAYMENTS);
    static final Operation DETAILS = new Operation("ecom.details", "GET", PAYMENT + "/details");
    static final Operation CAPTURE = new Operation("ecom.capture", "POST", PAYMENT + "/capture");
    static final Operation REFUND = new Operation("ecom.refund", "POST", PAYMENT + "/refund");
    static final Operation CANCEL = new Operation("ecom.cancel", "PUT", PAYMENT + "/cancel");
    static final Operation FORCE_APPROVE =
            new Operation("ecom.forceApprove", "POST", "/ecomm/v2/integration-test/payments/{orderId}/approve");

    private static final String RESOLVE_INITIATE = "ecom.resolveInitiate";
    private static final String AWAIT_OUTCOME = "ecom.awaitOutcome";
    private static final String KEY_HEADER = "X-Request-Id";
    /** Two initiates a minute are allowed. */
    private static final Duration INITIATE_PAUSE = Duration.ofSeconds(30);

    private static final Duration FIRST_READ = Duration.ofSeconds(5);
    /** Longer than an order can be open, so that it ends because the order is over and not because the poll is. */
    private static final Duration LONGEST_POLL = PaymentDetails.WINDOW.plusMinutes(1);

    private final VippsSession session;

    private EcomCalls(VippsSession session) {
        this.session = session;
    }

    static EcomClient of(Vipps vipps) {
        return new EcomCalls(VippsSession.of(vipps));
    }

    @Override
    public InitiatedPayment initiate(InitiatePayment request) {
        String msn = checked(INITIATE, new Violations());
        String orderId = request.orderId();
        return session.execute(about(
                        INITIATE,
                        Repeatability.ONCE,
                        orderId,
                        body -> Replies.initiated(body, orderId, session.time().now()))
                .body(Requests.initiate(request, msn))
                .secret(request.authToken())
                .secret(consentSecret(request.express()))
                .creates()
                .readWhenLocked()
                .rateLimitPause(INITIATE_PAUSE)
                .settledBy("Never send it again unread: resolveInitiate(orderId) tells whether it is there")
                .resolvedBy(() -> resolveInitiate(orderId) instanceof InitiateResolution.Known known
                        ? HistoryCheck.resolveInitiate(known.details(), request)
                        : Resolution.NOT_APPLIED)
                .build());
    }

    /** The last segment of its prefix is all that authenticates the removal of a consent. */
    private static @Nullable String consentSecret(@Nullable Express express) {
        if (express == null) {
            return null;
        }
        String path = URI.create(express.consentRemovalPrefix()).getRawPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public InitiateResolution resolveInitiate(String orderId) {
        checked(RESOLVE_INITIATE, Rules.existingOrderId(new Violations(), orderId));
        try {
            return new InitiateResolution.Known(session.execute(read(orderId).build()));
        } catch (NotFoundException e) {
            return new InitiateResolution.Absent(orderId);
        }
    }

    @Override
    public PaymentDetails details(String orderId) {
        checked(DETAILS, Rules.existingOrderId(new Violations(), orderId));
        return session.execute(read(orderId).build());
    }

    @Override
    public Modification capture(String orderId, Amount amount, IdempotencyKey key, String transactionText) {
        Violations violations = Rules.amount(new Violations(), amount, 1);
        return captureOrRefund(
                CAPTURE, TransactionOperation.CAPTURE, orderId, amount, key, transactionText, violations);
    }

    @Override
    public Modification captureAll(String orderId, IdempotencyKey key, String transactionText) {
        return captureOrRefund(
                CAPTURE, TransactionOperation.CAPTURE, orderId, null, key, transactionText, new Violations());
    }

    @Override
    public Modification refund(String orderId, Amount amount, IdempotencyKey key, String transactionText) {
        Violations violations = Rules.amount(new Violations(), amount, 1);
        return captureOrRefund(REFUND, TransactionOperation.REFUND, orderId, amount, key, transactionText, violations);
    }

    /** @param amount null for all that remains */
    private Modification captureOrRefund(
            Operation operation,
            TransactionOperation listedAs,
            String orderId,
            @Nullable Amount amount,
            IdempotencyKey key,
            String transactionText,
            Violations violations) {
        Rules.key(Rules.existingOrderId(violations, orderId), key);
        String msn = checked(operation, Rules.transactionText(violations, transactionText));
        HistoryCheck history = new HistoryCheck(listedAs, amount, key);
        return session.execute(at(operation, Repeatability.CHECKED, orderId, Replies::modification)
                .body(Requests.captureOrRefund(msn, amount, transactionText))
                .key(key)
                .keyHeader(KEY_HEADER)
                .check(within -> history.of(read(orderId, within)))
                .settledBy("Repeat it with the same key, or read the order with details(orderId), as resolve() of this"
                        + " exception does")
                .resolvedBy(() -> history.resolve(details(orderId)))
                .build());
    }

    @Override
    public Modification cancel(String orderId, String transactionText) {
        return cancel(orderId, transactionText, false);
    }

    @Override
    public Modification cancelAndReleaseRemainingFunds(String orderId, String transactionText) {
        return cancel(orderId, transactionText, true);
    }

    private Modification cancel(String orderId, String transactionText, boolean releaseRemainingFunds) {
        Violations violations = Rules.existingOrderId(new Violations(), orderId);
        String msn = checked(CANCEL, Rules.transactionText(violations, transactionText));
        return session.execute(at(CANCEL, Repeatability.CHECKED, orderId, Replies::modification)
                .body(Requests.cancel(msn, transactionText, releaseRemainingFunds))
                .readWhenLocked()
                .check(within -> HistoryCheck.ofCancel(read(orderId, within), releaseRemainingFunds))
                .settledBy("Read the order with details(orderId), as resolve() of this exception does; a second cancel"
                        + " does no harm")
                .resolvedBy(() -> HistoryCheck.resolveCancel(details(orderId), releaseRemainingFunds))
                .build());
    }

    @Override
    public PaymentDetails awaitOutcome(InitiatedPayment initiated) {
        return awaitOutcome(initiated, LONGEST_POLL);
    }

    @Override
    public PaymentDetails awaitOutcome(InitiatedPayment initiated, Duration limit) {
        Duration since =
                Duration.between(initiated.initiatedAt(), session.time().now());
        Duration delay = FIRST_READ.minus(since);
        // a wall clock that was set back must not make it wait longer
        Duration bounded = delay.compareTo(FIRST_READ) > 0 ? FIRST_READ : delay;
        return awaitOutcome(
                initiated.orderId(),
                bounded.isNegative() ? Duration.ZERO : bounded,
                limit,
                // by this machine's clock alone: the service's moments may be ahead of it or behind
                read -> read.initiatedAt(initiated.initiatedAt()));
    }

    @Override
    public PaymentDetails awaitOutcome(String orderId) {
        return awaitOutcome(orderId, LONGEST_POLL);
    }

    @Override
    public PaymentDetails awaitOutcome(String orderId, Duration limit) {
        Instant begun = session.time().now();
        return awaitOutcome(orderId, Duration.ZERO, limit, read -> read.thereAt(begun));
    }

    private PaymentDetails awaitOutcome(
            String orderId, Duration firstDelay, Duration limit, UnaryOperator<PaymentDetails> known) {
        checked(
                AWAIT_OUTCOME,
                Rules.existingOrderId(new Violations(), orderId)
                        .check(Violations.isTimeout(limit), "limit", Violations.TIMEOUT));
        ApiCall<PaymentDetails> details = read(orderId).polled().build();
        return Polling.until(
                session.time(),
                new CallInfo(AWAIT_OUTCOME, orderId, session.merchantSerialNumber(), null, 0, Duration.ZERO),
                left -> known.apply(session.executeWithin(details, left)),
                read -> read.isOver(session.time().now()),
                firstDelay,
                limit);
    }

    @Override
    public void forceApprove(InitiatedPayment initiated, String customerPhoneNumber) {
        forceApprove(initiated.orderId(), customerPhoneNumber, initiated.token());
    }

    @Override
    public void forceApprove(String orderId, String customerPhoneNumber, String token) {
        Violations violations = new Violations();
        session.requireTestEnvironment(violations);
        violations
                .check(token != null && !token.isBlank(), "token", "must not be blank")
                .norwegianNumber("customerPhoneNumber", customerPhoneNumber);
        checked(FORCE_APPROVE, Rules.existingOrderId(violations, orderId));
        session.execute(at(FORCE_APPROVE, Repeatability.CHECKED, orderId, anything -> Boolean.TRUE)
                .body(Requests.approval(customerPhoneNumber, token))
                .secret(token)
                .check(within -> isApproved(read(orderId, within)) ? Boolean.TRUE : null)
                .settledBy("Read the order with details(orderId), as resolve() of an OutcomeUnknownException does")
                .resolvedBy(() -> isApproved(details(orderId)) ? Resolution.APPLIED : Resolution.NOT_APPLIED)
                .build());
    }

    /** Whoever did it; what was cancelled since is not. */
    private static boolean isApproved(PaymentDetails details) {
        return details.hasOutcome() && details.state() != OrderState.CANCELLED;
    }

    @Override
    public EcomClient with(RequestOptions options) {
        return new EcomCalls(session.with(options));
    }

    private PaymentDetails read(String orderId, Duration within) {
        return session.executeWithin(read(orderId).build(), within);
    }

    private static ApiCall.Builder<PaymentDetails> read(String orderId) {
        return at(DETAILS, Repeatability.SAFE, orderId, Replies::details);
    }

    /** Ends the checking of an operation's input: nothing is sent if anything was found. @return the sales unit */
    private String checked(Operation operation, Violations violations) {
        return checked(operation.name(), violations);
    }

    private String checked(String operation, Violations violations) {
        session.requireMerchantSerialNumber(violations);
        violations.throwIfAny(operation);
        String msn = session.merchantSerialNumber();
        if (msn == null) {
            throw new IllegalStateException("a missing sales unit was not found");
        }
        return msn;
    }

    /** Of an operation with the order in its path. */
    private static <T> ApiCall.Builder<T> at(
            Operation operation, Repeatability repeatability, String orderId, Function<byte[], T> reader) {
        return about(operation, repeatability, orderId, reader).path("orderId", orderId);
    }

    private static <T> ApiCall.Builder<T> about(
            Operation operation, Repeatability repeatability, String orderId, Function<byte[], T> reader) {
        return ApiCall.of(operation, repeatability, reader)
                .codes(EcomError::find)
                .ofPayment()
                .reference(orderId);
    }
}
