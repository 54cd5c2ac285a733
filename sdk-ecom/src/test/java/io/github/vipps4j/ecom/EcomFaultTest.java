package io.github.vipps4j.ecom;

import static io.github.vipps4j.ecom.Bodies.INITIATE_ENTRY;
import static io.github.vipps4j.ecom.Bodies.ORDER;
import static io.github.vipps4j.ecom.Bodies.RESERVE_ENTRY;
import static io.github.vipps4j.ecom.Bodies.details;
import static io.github.vipps4j.ecom.Bodies.entry;
import static io.github.vipps4j.ecom.Bodies.error;
import static io.github.vipps4j.ecom.Bodies.nok;
import static io.github.vipps4j.ecom.Bodies.summary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.BusyException;
import io.github.vipps4j.core.ConflictException;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.NotFoundException;
import io.github.vipps4j.core.OutcomeUnknownException;
import io.github.vipps4j.core.PermissionException;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.core.Resolution;
import io.github.vipps4j.core.UnreadableReplyException;
import io.github.vipps4j.ecom.VippsServer.Received;
import io.github.vipps4j.testsupport.FieldDefect;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lost answers, failing servers, locks: nothing acts twice, and nothing is called failed that was done. */
class EcomFaultTest {
    private static final IdempotencyKey KEY = IdempotencyKey.of("order-0042-1");
    private static final String DETAILS = "GET /ecomm/v2/payments/" + ORDER + "/details";

    private final VippsServer server = new VippsServer();
    private final EcomClient ecom = server.ecom();

    @AfterEach
    void close() {
        server.close();
    }

    private static void initiate(EcomClient ecom) {
        ecom.initiate(Bodies.order(ORDER).build());
    }

    private static void approve(EcomClient ecom) {
        ecom.forceApprove(ORDER, "91234567", "token");
    }

    private static Modification capture(EcomClient ecom) {
        return ecom.capture(ORDER, nok(10_000), KEY);
    }

    private static String captured(boolean success, String requestId) {
        return details(
                summary(success ? 10_000 : 0, success ? 14_900 : 24_900, 0, success ? 10_000 : 0),
                entry("CAPTURE", 10_000, success, requestId),
                RESERVE_ENTRY,
                INITIATE_ENTRY);
    }

    /**
     * A call.
     *
     * @param done how the order shows that it happened
     * @param answer what the service answers it with
     */
    private record Operation(String name, Consumer<EcomClient> call, String done, String answer) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Operation> changesThatAreReadBeforeTheyAreRepeated() {
        String refunded = details(
                summary(10_000, 14_900, 4_000, 6_000),
                entry("REFUND", 4_000, true, KEY.value()),
                entry("CAPTURE", 10_000, true, "order-0042-0"),
                RESERVE_ENTRY,
                INITIATE_ENTRY);
        String capturedAll = details(
                summary(24_900, 0, 0, 24_900),
                entry("CAPTURE", 24_900, true, KEY.value()),
                RESERVE_ENTRY,
                INITIATE_ENTRY);
        String cancelled = details(summary(0, 0, 0, 0), entry("VOID", 24_900, true, ""), RESERVE_ENTRY, INITIATE_ENTRY);
        String released = details(
                summary(10_000, 0, 0, 10_000),
                entry("VOID", 14_900, true, ""),
                entry("CAPTURE", 10_000, true, "order-0042-0"),
                RESERVE_ENTRY,
                INITIATE_ENTRY);
        return Stream.of(
                new Operation("capture", EcomFaultTest::capture, captured(true, KEY.value()), Bodies.CAPTURED),
                new Operation("captureAll", ecom -> ecom.captureAll(ORDER, KEY), capturedAll, Bodies.CAPTURED),
                new Operation("refund", ecom -> ecom.refund(ORDER, nok(4_000), KEY), refunded, Bodies.REFUNDED),
                new Operation("cancel", ecom -> ecom.cancel(ORDER), cancelled, Bodies.CANCELLED),
                new Operation(
                        "cancelAndRelease",
                        ecom -> ecom.cancelAndReleaseRemainingFunds(ORDER),
                        released,
                        Bodies.CANCELLED));
    }

    static Stream<Operation> changesThatAreNeverRepeated() {
        return Stream.of(
                new Operation("initiate", EcomFaultTest::initiate, Bodies.WAITING, Bodies.INITIATED),
                new Operation(
                        "forceApprove", ecom -> ecom.forceApprove(ORDER, "91234567", "token"), Bodies.RESERVED, ""));
    }

    static Stream<Operation> changes() {
        return Stream.concat(changesThatAreReadBeforeTheyAreRepeated(), changesThatAreNeverRepeated());
    }

    static Stream<Operation> everyCall() {
        return Stream.concat(
                changes(),
                Stream.of(new Operation("details", ecom -> ecom.details(ORDER), Bodies.RESERVED, Bodies.RESERVED)));
    }

    private List<String> sent() {
        return server.received().stream()
                .map(request -> request.method() + " " + request.target())
                .toList();
    }

    /** How often it was sent, always with the same bytes and the same key. */
    private int timesChanged() {
        List<Received> changes = server.received().stream()
                .filter(request -> !request.method().equals("GET"))
                .toList();
        assertThat(changes).allSatisfy(next -> {
            assertThat(next.target()).isEqualTo(changes.get(0).target());
            assertThat(next.body()).isEqualTo(changes.get(0).body());
            assertThat(next.headers().get("x-request-id"))
                    .isEqualTo(changes.get(0).headers().get("x-request-id"));
        });
        return changes.size();
    }

    private OutcomeUnknownException unknown(Consumer<EcomClient> call) {
        OutcomeUnknownException e = catchThrowableOfType(OutcomeUnknownException.class, () -> call.accept(ecom));
        assertThat(e).isNotNull();
        assertThat(e.processed()).isEqualTo(Processed.UNKNOWN);
        return e;
    }

    private OutcomeUnknownException lostAndUnreadable(Consumer<EcomClient> call) {
        server.loseAnswer().answer(500, "").answer(500, "").answer(500, "");
        return unknown(call);
    }

    // ---- what every call has in common

    @ParameterizedTest
    @MethodSource("everyCall")
    void expiredTokenIsReplacedOnce(Operation operation) {
        server.answer(401, "{\"statusCode\":401,\"message\":\"expired\"}").answer(200, operation.answer);
        operation.call.accept(ecom);
        assertThat(sent()).hasSize(2);
        assertThat(server.tokenRequests()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("everyCall")
    @FieldDefect(46)
    void tooManyRequestsAreWaitedForHoweverTheyAreTold(Operation operation) {
        server.answer(400, error("VippsError", "98")).answer(429, "").answer(200, operation.answer);
        operation.call.accept(ecom.with(RequestOptions.defaults().deadline(Duration.ofMinutes(3))));
        assertThat(sent()).hasSize(3);
        assertThat(server.time.elapsed())
                .isEqualTo(
                        server.received().get(0).target().equals("/ecomm/v2/payments")
                                ? Duration.ofSeconds(60)
                                : Duration.ofSeconds(24));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void refusalIsNotRepeated(Operation operation) {
        server.answer(400, error("Payment", "51")).answer(200, operation.answer);
        ApiException e = catchThrowableOfType(ApiException.class, () -> operation.call.accept(ecom));
        assertThat(e.processed()).isEqualTo(Processed.NO);
        assertThat(EcomError.of(e)).isEqualTo(EcomError.CAPTURED_CANNOT_CANCEL);
        assertThat(timesChanged()).isEqualTo(1);
    }

    // ---- captures, refunds and cancels

    @ParameterizedTest
    @MethodSource("changesThatAreReadBeforeTheyAreRepeated")
    @FieldDefect(43)
    void changeWhoseAnswerWasLostIsFoundAndNotSentAgain(Operation operation) {
        server.loseAnswer().answer(200, operation.done);
        operation.call.accept(ecom);
        assertThat(timesChanged()).isEqualTo(1);
        assertThat(sent()).hasSize(2).last().isEqualTo(DETAILS);
    }

    @ParameterizedTest
    @MethodSource("changesThatAreReadBeforeTheyAreRepeated")
    void changeThatDidNotHappenIsSentAgainWithTheSameKeyAndBytes(Operation operation) {
        String before = details(
                summary(10_000, 14_900, 0, 10_000),
                entry("CAPTURE", 10_000, true, "order-0042-0"),
                RESERVE_ENTRY,
                INITIATE_ENTRY);
        server.loseAnswer().answer(200, before).answer(200, operation.answer);
        operation.call.accept(ecom);
        assertThat(timesChanged()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("changesThatAreReadBeforeTheyAreRepeated")
    void serverErrorIsReadBehindToo(Operation operation) {
        server.answer(502, "<html><title>Bad Gateway</title></html>").answer(200, operation.done);
        operation.call.accept(ecom);
        assertThat(timesChanged()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("changesThatAreReadBeforeTheyAreRepeated")
    void internalErrorIsReadBehindAndRepeatedOnce(Operation operation) {
        server.answer(500, error("VippsError", "99"))
                .answer(200, Bodies.RESERVED)
                .answer(500, error("VippsError", "99"))
                .answer(200, operation.answer);
        unknown(operation.call);
        assertThat(timesChanged()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("changesThatAreReadBeforeTheyAreRepeated")
    void whatCannotBeReadAfterALostAnswerIsUnknownAndNotRepeated(Operation operation) {
        OutcomeUnknownException e = lostAndUnreadable(operation.call);
        assertThat(e).hasMessageContaining("not a failed payment").hasMessageContaining("resolve()");
        assertThat(timesChanged()).isEqualTo(1);
        server.answer(200, operation.done);
        assertThat(e.resolve()).isEqualTo(Resolution.APPLIED);
        server.answer(200, Bodies.RESERVED);
        assertThat(e.resolve()).isEqualTo(Resolution.NOT_APPLIED);
    }

    @ParameterizedTest
    @MethodSource("changesThatAreReadBeforeTheyAreRepeated")
    void answersThatAreAllLostAreUnknown(Operation operation) {
        for (int i = 0; i < 3; i++) {
            server.loseAnswer().answer(200, Bodies.RESERVED);
        }
        unknown(operation.call);
        assertThat(timesChanged()).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("changesThatAreReadBeforeTheyAreRepeated")
    void changeWhoseAnswerBreaksOffWasProcessed(Operation operation) {
        server.loseAnswer().answer(200, Bodies.RESERVED).breakOff(200, operation.answer);
        UnreadableReplyException e =
                catchThrowableOfType(UnreadableReplyException.class, () -> operation.call.accept(ecom));
        assertThat(e.processed()).isEqualTo(Processed.YES);
        assertThat(timesChanged()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("changesThatAreReadBeforeTheyAreRepeated")
    @FieldDefect(46)
    void lockedOrderIsWaitedForWithTheSameKey(Operation operation) {
        boolean cancels = operation.answer.equals(Bodies.CANCELLED);
        server.answer(400, error("VippsError", "94"));
        if (cancels) {
            server.answer(200, Bodies.RESERVED);
        }
        server.answer(200, operation.answer);
        operation.call.accept(ecom);
        assertThat(timesChanged()).isEqualTo(2);
        assertThat(server.time.sleeps()).containsExactly(Duration.ofSeconds(2));
        assertThat(sent()).hasSize(cancels ? 3 : 2);
    }

    /** Another cancel may hold the lock. */
    @Test
    @FieldDefect(46)
    void cancelOfAnOrderThatWasLockedByAnotherCancelHasSucceeded() {
        server.answer(423, "").answer(200, details(null, entry("CANCEL", 24_900, true, ""), INITIATE_ENTRY));
        assertThat(ecom.cancel(ORDER).status()).isEqualTo(ModificationStatus.CANCELLED);
        assertThat(timesChanged()).isEqualTo(1);
    }

    @Test
    void orderThatStaysLockedIsBusy() {
        for (int i = 0; i < 5; i++) {
            server.answer(400, error("VippsError", "94"));
        }
        server.answer(200, Bodies.RESERVED);
        BusyException e = catchThrowableOfType(BusyException.class, () -> capture(ecom));
        assertThat(EcomError.of(e)).isEqualTo(EcomError.ORDER_LOCKED);
        assertThat(e.processed()).isEqualTo(Processed.NO);
        assertThat(e.idempotencyKey()).isEqualTo(KEY);
    }

    /** The bank was slow, and it was this capture that held the lock. */
    @Test
    @FieldDefect(46)
    void captureThatHeldTheLockItselfHasSucceeded() {
        for (int i = 0; i < 5; i++) {
            server.answer(400, error("VippsError", "94"));
        }
        server.answer(200, captured(true, KEY.value()));
        assertThat(capture(ecom).amount()).isEqualTo(nok(10_000));
        assertThat(timesChanged()).isEqualTo(5);
    }

    @Test
    void resultThatWasFoundIsTheOrdersOwnEntry() {
        server.loseAnswer().answer(200, captured(true, KEY.value()));
        Modification captured = capture(ecom);
        assertThat(captured.amount()).isEqualTo(nok(10_000));
        assertThat(captured.status()).isEqualTo(ModificationStatus.CAPTURED);
        assertThat(captured.transactionId()).isEqualTo("5001446662");
        assertThat(captured.summary())
                .isEqualTo(new TransactionSummary(nok(10_000), nok(14_900), nok(0), nok(10_000), null));
    }

    @Test
    void releaseThatOnlyTheSumsShowHasSucceeded() {
        server.loseAnswer()
                .answer(
                        200,
                        details(
                                summary(10_000, 0, 0, 10_000),
                                entry("CAPTURE", 10_000, true, "k-1"),
                                RESERVE_ENTRY,
                                INITIATE_ENTRY));
        Modification released = ecom.cancelAndReleaseRemainingFunds(ORDER);
        assertThat(released.amount()).isEqualTo(nok(14_900));
        assertThat(released.status()).isEqualTo(ModificationStatus.CANCELLED);
        assertThat(timesChanged()).isEqualTo(1);
    }

    /** A plain cancel is refused after a capture, whoever released the rest before. */
    @Test
    void cancelAfterACaptureIsNotTakenForDone() {
        String released = details(
                summary(10_000, 0, 0, 10_000),
                entry("VOID", 14_900, true, ""),
                entry("CAPTURE", 10_000, true, "k-1"),
                RESERVE_ENTRY,
                INITIATE_ENTRY);
        server.loseAnswer()
                .answer(200, released)
                .answer(400, error("Payment", "51"))
                .answer(200, released);
        OutcomeUnknownException e = catchThrowableOfType(OutcomeUnknownException.class, () -> ecom.cancel(ORDER));
        assertThat(e).hasMessageContaining("51");
        server.answer(200, released);
        assertThat(e.resolve()).isEqualTo(Resolution.NOT_APPLIED);
    }

    /** As a job does that was told to cancel again: the goal is met. */
    @Test
    void cancelThatWasProcessedBeforeIsReadAndHasSucceeded() {
        server.answer(400, error("VippsError", "92"))
                .answer(
                        200,
                        details(summary(0, 0, 0, 0), entry("VOID", 24_900, true, ""), RESERVE_ENTRY, INITIATE_ENTRY));
        assertThat(ecom.cancel(ORDER).status()).isEqualTo(ModificationStatus.CANCELLED);
        assertThat(timesChanged()).isEqualTo(1);
    }

    /** The key of an earlier call, in another process perhaps. */
    @Test
    void captureThatWasProcessedBeforeIsReadAndHasSucceeded() {
        server.answer(400, error("VippsError", "92")).answer(200, captured(true, KEY.value()));
        assertThat(capture(ecom).amount()).isEqualTo(nok(10_000));
        assertThat(timesChanged()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"409, VippsError, 93", "400, VippsError, 93", "400, Payment, 93"})
    void sameKeyWithAnotherBodyIsAConflict(int status, String group, String code) {
        server.answer(status, error(group, code)).answer(200, Bodies.RESERVED);
        ConflictException e = catchThrowableOfType(ConflictException.class, () -> capture(ecom));
        assertThat(EcomError.of(e).code()).isEqualTo("93");
        assertThat(e).hasMessageContaining("read the payment back before anything else");
        assertThat(e.processed()).isEqualTo(Processed.NO);
        assertThat(timesChanged()).isEqualTo(1);
    }

    @Test
    @FieldDefect(66)
    void refusalForWhatTheFirstAttemptDidIsNoRefusal() {
        server.loseAnswer()
                .answer(200, Bodies.RESERVED)
                .answer(400, error("VippsError", "92"))
                .answer(200, captured(true, KEY.value()));
        assertThat(capture(ecom).amount()).isEqualTo(nok(10_000));
        assertThat(timesChanged()).isEqualTo(2);
    }

    /** Else a mistake with the key would pass for a capture of another amount. */
    @Test
    void captureOfAnotherAmountWithTheSameKeyIsNotTakenForOurs() {
        server.loseAnswer()
                .answer(200, captured(true, KEY.value()))
                .answer(400, error("VippsError", "93"))
                .answer(200, captured(true, KEY.value()));
        OutcomeUnknownException e =
                catchThrowableOfType(OutcomeUnknownException.class, () -> ecom.capture(ORDER, nok(5_000), KEY));
        server.answer(200, captured(true, KEY.value()));
        assertThat(e.resolve()).isEqualTo(Resolution.NOT_APPLIED);
        OutcomeUnknownException lost = lostAndUnreadable(ecom -> ecom.capture(ORDER, nok(5_000), KEY));
        server.answer(200, captured(true, KEY.value()));
        assertThat(lost.resolve()).isEqualTo(Resolution.NOT_APPLIED);
    }

    /** A part that was captured with this key before is not all that remains. */
    @Test
    void captureOfAPartIsNotTakenForOneOfAll() {
        server.loseAnswer()
                .answer(200, captured(true, KEY.value()))
                .answer(400, error("VippsError", "93"))
                .answer(200, captured(true, KEY.value()));
        OutcomeUnknownException e =
                catchThrowableOfType(OutcomeUnknownException.class, () -> ecom.captureAll(ORDER, KEY));
        assertThat(timesChanged()).isEqualTo(2);
        server.answer(200, captured(true, KEY.value())).answer(200, captured(true, ""));
        assertThat(e.resolve()).isEqualTo(Resolution.NOT_APPLIED);
        assertThat(e.resolve()).isEqualTo(Resolution.NOT_APPLIED);
    }

    // ---- what resolve() tells of a capture

    @Test
    void captureThatIsListedAsFailedWasNotApplied() {
        OutcomeUnknownException e = lostAndUnreadable(EcomFaultTest::capture);
        server.answer(200, captured(false, KEY.value()));
        assertThat(e.resolve()).isEqualTo(Resolution.NOT_APPLIED);
    }

    @Test
    void captureIsStillUnknownIfOneOfItsAmountIsListedWithoutARequestId() {
        OutcomeUnknownException e = lostAndUnreadable(EcomFaultTest::capture);
        server.answer(200, captured(true, "")).answer(200, captured(true, "").replace("10000", "3000"));
        assertThat(e.resolve()).isEqualTo(Resolution.STILL_UNKNOWN);
        assertThat(e.resolve()).isEqualTo(Resolution.NOT_APPLIED);
    }

    @Test
    void captureIsStillUnknownWhileTheHistoryIsBehindTheSums() {
        OutcomeUnknownException e = lostAndUnreadable(EcomFaultTest::capture);
        server.answer(200, details(summary(10_000, 14_900, 0, 10_000), RESERVE_ENTRY, INITIATE_ENTRY));
        assertThat(e.resolve()).isEqualTo(Resolution.STILL_UNKNOWN);
    }

    @Test
    void captureOfAnotherRequestIsNotOurs() {
        OutcomeUnknownException e = lostAndUnreadable(EcomFaultTest::capture);
        server.answer(200, captured(true, "order-0042-0"));
        assertThat(e.resolve()).isEqualTo(Resolution.NOT_APPLIED);
    }

    @Test
    void cancelOfAnOrderInAStateOfTomorrowIsStillUnknown() {
        OutcomeUnknownException e = lostAndUnreadable(ecom -> ecom.cancel(ORDER));
        server.answer(200, details(null, entry("FREEZE", 24_900, true, ""), INITIATE_ENTRY));
        assertThat(e.resolve()).isEqualTo(Resolution.STILL_UNKNOWN);
    }

    // ---- what is never repeated

    @Test
    @FieldDefect(52)
    void whatMustNotBeRepeatedIsSentOnce() {
        server.loseAnswer().answer(200, Bodies.INITIATED);
        unknown(EcomFaultTest::initiate);
        assertThat(sent()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503, 504})
    @FieldDefect(52)
    void initiateThatFailedAtTheServiceIsNotRepeatedAndSaysWhereToLook(int status) {
        server.answer(status, error("VippsError", "99")).answer(200, Bodies.INITIATED);
        OutcomeUnknownException e = unknown(EcomFaultTest::initiate);
        assertThat(e).hasMessageContaining("resolveInitiate(orderId)").hasMessageNotContaining("same key");
        assertThat(sent()).hasSize(1);
    }

    /** What holds the lock may be the same order, initiated by an attempt that somebody else has made. */
    @ParameterizedTest
    @ValueSource(ints = {400, 423})
    @FieldDefect(52)
    void initiateOfALockedOrderIsNotRepeatedUnread(int status) {
        server.answer(status, error("VippsError", "94"));
        OutcomeUnknownException e = unknown(EcomFaultTest::initiate);
        assertThat(e)
                .hasMessageContaining("VippsError 94 (another operation is processing the order).")
                .hasMessageContaining("resolveInitiate(orderId)")
                .hasMessageNotContaining("repeat the same request")
                .hasMessageNotContaining("without an answer");
        assertThat(sent()).hasSize(1);
        server.answer(200, Bodies.WAITING);
        assertThat(e.resolve()).isEqualTo(Resolution.APPLIED);
        server.time.advance(Duration.ofSeconds(11));
        server.answer(404, error("Merchant", "35"));
        assertThat(e.resolve()).isEqualTo(Resolution.NOT_APPLIED);
        assertThat(timesChanged()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409})
    @FieldDefect(44)
    void orderIdThatWasUsedBeforeIsAConflict(int status) {
        server.answer(status, error("Merchant", "34"));
        ConflictException e = catchThrowableOfType(ConflictException.class, () -> initiate(ecom));
        assertThat(EcomError.of(e)).isEqualTo(EcomError.DUPLICATE_ORDER_ID);
        assertThat(e.reference()).isEqualTo(ORDER);
        assertThat(e.error().contextId()).isEqualTo("5b9c2b46-2f4f-4c93-8a41-c1d1ad1a5d6e");
        assertThat(e).hasMessageContaining("read the order, or take another id");
    }

    @Test
    void orderIdThatWasUsedBeforeIsAConflictBehindAFieldErrorToo() {
        String fieldError = error("InvalidRequest", "merchantInfo.fallBack");
        server.answer(
                400,
                fieldError.substring(0, fieldError.lastIndexOf(']')) + ","
                        + error("Merchant", "34").substring(1));
        ConflictException e = catchThrowableOfType(ConflictException.class, () -> initiate(ecom));
        assertThat(EcomError.of(e)).isEqualTo(EcomError.DUPLICATE_ORDER_ID);
    }

    // ---- resolveInitiate

    @ParameterizedTest
    @CsvSource({"404, Merchant, 35", "400, Merchant, 35", "404, Unknown, 1"})
    @FieldDefect({44, 52})
    void initiateThatDidNotHappenCanBeSentAgain(int status, String group, String code) {
        server.loseAnswer();
        OutcomeUnknownException e = unknown(EcomFaultTest::initiate);
        server.time.advance(Duration.ofSeconds(11));
        server.answer(status, error(group, code)).answer(status, error(group, code));
        assertThat(ecom.resolveInitiate(ORDER)).isEqualTo(new InitiateResolution.Absent(ORDER));
        assertThat(e.resolve()).isEqualTo(Resolution.NOT_APPLIED);
        assertThat(timesChanged()).isEqualTo(1);
    }

    @Test
    @FieldDefect({44, 52})
    void initiateThatHappenedIsKnown() {
        server.loseAnswer();
        OutcomeUnknownException e = unknown(EcomFaultTest::initiate);
        server.answer(200, Bodies.WAITING).answer(200, Bodies.RESERVED);
        InitiateResolution resolution = ecom.resolveInitiate(ORDER);
        assertThat(resolution).isInstanceOf(InitiateResolution.Known.class);
        assertThat(resolution.orderId()).isEqualTo(ORDER);
        assertThat(((InitiateResolution.Known) resolution).details().state()).isEqualTo(OrderState.INITIATED);
        assertThat(e.resolve()).isEqualTo(Resolution.APPLIED);
    }

    /** What the order of this id shows that is not as it was asked for. */
    static Stream<Arguments> ordersThatMayBeAnothers() {
        String express = details(null, entry("INITIATE", 34_800, true, ""));
        return Stream.of(
                Arguments.of(
                        Bodies.order(ORDER).build(),
                        Bodies.WAITING.replace("\"transactionText\"", "\"text\""),
                        Resolution.APPLIED),
                Arguments.of(
                        Bodies.order(ORDER).build(), Bodies.RESERVED.replace("24900", "19900"), Resolution.NOT_APPLIED),
                Arguments.of(
                        Bodies.order(ORDER).build(),
                        Bodies.WAITING.replace("One pair of socks", "A hat"),
                        Resolution.STILL_UNKNOWN),
                Arguments.of(Bodies.order(ORDER).build(), details(null, RESERVE_ENTRY), Resolution.STILL_UNKNOWN),
                Arguments.of(
                        Bodies.order(ORDER)
                                .express(Express.fixed("https://shop.example.com/consents", List.of(Bodies.posten())))
                                .build(),
                        express,
                        Resolution.STILL_UNKNOWN));
    }

    @ParameterizedTest
    @MethodSource("ordersThatMayBeAnothers")
    @FieldDefect({44, 52})
    void orderOfThisIdIsOursOnlyIfItIsWhatWasAskedFor(InitiatePayment request, String body, Resolution resolution) {
        server.loseAnswer();
        OutcomeUnknownException e = unknown(ecom -> ecom.initiate(request));
        server.answer(200, body);
        assertThat(e.resolve()).isEqualTo(resolution);
    }

    @Test
    void initiateThatIsNotVisibleYetIsLookedForAgain() {
        server.loseAnswer();
        unknown(EcomFaultTest::initiate);
        server.answer(404, error("Merchant", "35")).answer(404, "").answer(200, Bodies.WAITING);
        assertThat(ecom.resolveInitiate(ORDER)).isInstanceOf(InitiateResolution.Known.class);
        assertThat(sent()).hasSize(4);
    }

    @Test
    void initiateThatCannotBeReadStaysUnknown() {
        server.loseAnswer();
        OutcomeUnknownException e = unknown(EcomFaultTest::initiate);
        server.answer(403, "").answer(403, "");
        assertThat(catchThrowableOfType(PermissionException.class, () -> ecom.resolveInitiate(ORDER)))
                .isNotNull();
        assertThat(catchThrowableOfType(PermissionException.class, e::resolve)).isNotNull();
    }

    @Test
    void orderOfAnotherSalesUnitIsNotFoundWhateverTheStatus() {
        server.answer(400, error("Merchant", "35")).answer(400, error("Merchant", "35"));
        assertThat(catchThrowableOfType(NotFoundException.class, () -> ecom.details(ORDER)))
                .isNotNull();
        assertThat(catchThrowableOfType(NotFoundException.class, () -> capture(ecom)))
                .isNotNull();
    }
}
