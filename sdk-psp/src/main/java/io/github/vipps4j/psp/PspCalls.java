package io.github.vipps4j.psp;

import io.github.vipps4j.core.CallInfo;
import io.github.vipps4j.core.NotFoundException;
import io.github.vipps4j.core.Operation;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.core.Resolution;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.VippsException;
import io.github.vipps4j.core.call.ApiCall;
import io.github.vipps4j.core.call.Polling;
import io.github.vipps4j.core.call.Repeatability;
import io.github.vipps4j.core.call.VippsSession;
import io.github.vipps4j.core.support.Violations;
import io.github.vipps4j.psp.StatusUpdateResult.Batch;
import io.github.vipps4j.psp.StatusUpdateResult.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** The operations of PSP API v3 as calls of the pipeline. */
final class PspCalls implements PspClient {
    private static final String ROOT = "/psp/v3";
    private static final String PAYMENTS = ROOT + "/psppayments";

    static final Operation INIT = new Operation("psp.init", "POST", PAYMENTS + "/init");
    static final Operation UPDATE_STATUS = new Operation("psp.updateStatus", "POST", PAYMENTS + "/updatestatus");
    static final Operation DETAILS = new Operation("psp.details", "GET", PAYMENTS + "/{pspTransactionId}/details");
    static final Operation FORCE_APPROVE = new Operation(
            "psp.forceApprove", "POST", ROOT + "/integration-test/psppayments/{pspTransactionId}/approve");

    private static final String RESOLVE_INIT = "psp.resolveInit";
    private static final String AWAIT_RESERVED = "psp.awaitReserved";
    private static final int BATCH_SIZE = 100;
    private static final Duration WINDOW = Duration.ofMinutes(11);

    private final VippsSession session;

    private PspCalls(VippsSession session) {
        this.session = session;
    }

    static PspClient of(Vipps vipps) {
        return new PspCalls(VippsSession.of(vipps));
    }

    @Override
    public InitiatedPayment init(InitPayment request) {
        checked(INIT.name(), new Violations().check(request != null, "request", "is required"));
        String pspTransactionId = request.pspTransactionId();
        return session.execute(about(
                        INIT,
                        Repeatability.ONCE,
                        pspTransactionId,
                        body -> Replies.initiated(body, session.time().now()))
                .body(Requests.init(request))
                .creates()
                .settledBy("Never send it again unread: resolveInit(pspTransactionId) tells whether it is there")
                .resolvedBy(() -> resolveInit(pspTransactionId) instanceof InitResolution.Known
                        ? Resolution.APPLIED
                        : Resolution.NOT_APPLIED)
                .build());
    }

    @Override
    public InitResolution resolveInit(String pspTransactionId) {
        checked(RESOLVE_INIT, Rules.pspTransactionId(new Violations(), pspTransactionId));
        try {
            return new InitResolution.Known(
                    session.execute(reading(pspTransactionId).build()));
        } catch (NotFoundException e) {
            return new InitResolution.Absent(pspTransactionId);
        }
    }

    @Override
    public TransactionDetails details(String pspTransactionId) {
        checked(DETAILS.name(), Rules.pspTransactionId(new Violations(), pspTransactionId));
        return session.execute(reading(pspTransactionId).build());
    }

    @Override
    public StatusUpdateResult updateStatus(List<StatusUpdate> updates) {
        return updateStatus(updates, BATCH_SIZE);
    }

    @Override
    public StatusUpdateResult updateStatus(List<StatusUpdate> updates, int batchSize) {
        checked(
                UPDATE_STATUS.name(),
                new Violations()
                        .check(
                                updates != null
                                        && !updates.isEmpty()
                                        && updates.stream().allMatch(Objects::nonNull),
                                "transactions",
                                "must have at least one update, and no null")
                        .check(batchSize >= 1, "batchSize", "must be at least 1"));
        List<Batch> batches = new ArrayList<>();
        for (int from = 0; from < updates.size(); from += batchSize) {
            batches.add(send(updates.subList(from, Math.min(updates.size() - from, batchSize) + from)));
        }
        return new StatusUpdateResult(batches);
    }

    /** Nothing is read of the answer: that it is one says all that it has to say. */
    private Batch send(List<StatusUpdate> updates) {
        try {
            session.execute(ApiCall.of(UPDATE_STATUS, Repeatability.NATURAL, anything -> Boolean.TRUE)
                    .codes(PspError::find)
                    .body(Requests.updateStatus(updates))
                    .settledBy("Send it again: an update changes nothing the second time")
                    .build());
            return new Batch(Outcome.ACCEPTED, updates, null);
        } catch (VippsException e) {
            return e.processed() == Processed.YES
                    ? new Batch(Outcome.ACCEPTED, updates, null)
                    : new Batch(e.processed() == Processed.NO ? Outcome.REFUSED : Outcome.UNKNOWN, updates, e);
        }
    }

    @Override
    public TransactionDetails awaitReserved(String pspTransactionId) {
        return awaitReserved(pspTransactionId, WINDOW);
    }

    @Override
    public TransactionDetails awaitReserved(String pspTransactionId, Duration limit) {
        checked(
                AWAIT_RESERVED,
                Rules.pspTransactionId(new Violations(), pspTransactionId)
                        .check(Violations.isTimeout(limit), "limit", Violations.TIMEOUT));
        ApiCall<TransactionDetails> details = reading(pspTransactionId).polled().build();
        return Polling.until(
                session.time(),
                new CallInfo(AWAIT_RESERVED, pspTransactionId, session.merchantSerialNumber(), null, 0, Duration.ZERO),
                left -> session.executeWithin(details, left),
                TransactionDetails::isReserved,
                Duration.ZERO,
                limit);
    }

    @Override
    public void forceApprove(InitiatedPayment initiated, String customerPhoneNumber) {
        forceApprove(initiated.pspTransactionId(), customerPhoneNumber, initiated.token());
    }

    @Override
    public void forceApprove(String pspTransactionId, String customerPhoneNumber, String token) {
        Violations violations = new Violations();
        session.requireTestEnvironment(violations);
        violations
                .check(token != null && !token.isBlank(), "token", "must not be blank")
                .norwegianNumber("customerPhoneNumber", customerPhoneNumber);
        checked(FORCE_APPROVE.name(), Rules.pspTransactionId(violations, pspTransactionId));
        session.execute(at(FORCE_APPROVE, Repeatability.ONCE, pspTransactionId, anything -> Boolean.TRUE)
                .body(Requests.approval(customerPhoneNumber, token))
                .settledBy("Wait for its makePayment, or read it with details(pspTransactionId)")
                .build());
    }

    @Override
    public PspClient forMerchant(String merchantSerialNumber) {
        return new PspCalls(session.forMerchant(merchantSerialNumber));
    }

    @Override
    public PspClient with(RequestOptions options) {
        return new PspCalls(session.with(options));
    }

    private static ApiCall.Builder<TransactionDetails> reading(String pspTransactionId) {
        return at(DETAILS, Repeatability.SAFE, pspTransactionId, body -> Replies.details(body, pspTransactionId));
    }

    /** Ends the checking of an operation's input: nothing is sent if anything was found. */
    private void checked(String operation, Violations violations) {
        session.requirePspId(violations);
        session.requireMerchantSerialNumber(violations);
        violations.throwIfAny(operation);
    }

    /** Of an operation with the transaction in its path. */
    private static <T> ApiCall.Builder<T> at(
            Operation operation, Repeatability repeatability, String pspTransactionId, Function<byte[], T> reader) {
        return about(operation, repeatability, pspTransactionId, reader).path("pspTransactionId", pspTransactionId);
    }

    private static <T> ApiCall.Builder<T> about(
            Operation operation, Repeatability repeatability, String pspTransactionId, Function<byte[], T> reader) {
        return ApiCall.of(operation, repeatability, reader)
                .codes(PspError::find)
                .ofPayment()
                .reference(pspTransactionId);
    }
}
