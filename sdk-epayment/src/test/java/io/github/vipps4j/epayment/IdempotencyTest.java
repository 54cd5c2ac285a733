package io.github.vipps4j.epayment;

import static io.github.vipps4j.core.Currency.NOK;
import static io.github.vipps4j.epayment.Bodies.REFERENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.BusyException;
import io.github.vipps4j.core.ConflictException;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.NotFoundException;
import io.github.vipps4j.core.OutcomeUnknownException;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.core.ServerException;
import io.github.vipps4j.core.VippsException;
import io.github.vipps4j.epayment.VippsServer.Received;
import io.github.vipps4j.testsupport.FieldDefect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which key goes with which call, and that a repetition is the same request again. */
class IdempotencyTest {
    private static final IdempotencyKey KEY = IdempotencyKey.of("order-0042-capture-1");
    private static final Amount AMOUNT = Amount.ofMinor(10_000, NOK);

    private final VippsServer server = new VippsServer();
    private final EPaymentClient payments = server.payments();

    @AfterEach
    void close() {
        server.close();
    }

    private String keyOfCreate(EPaymentClient client, CreatePayment request) {
        server.answer(201, Bodies.created(request.reference()));
        client.create(request);
        List<Received> received = server.received();
        return received.get(received.size() - 1).key();
    }

    @Test
    @FieldDefect(1)
    void theKeyOfACreateIsTheSameInEveryProcessAndVersion() {
        // computed by another implementation: SHA-256 over length-prefixed "create", MSN and reference
        assertThat(keyOfCreate(payments, WireTest.documented())).isEqualTo("create-654321-54j3kk50s3nfdbhhtqu20htokp");
    }

    @Test
    void theKeyOfACreateDoesNotDependOnTheRestOfTheRequest() {
        CreatePayment other = CreatePayment.builder()
                .reference(REFERENCE)
                .amount(Amount.ofMinor(1, NOK))
                .userFlow(UserFlow.qr())
                .build();
        assertThat(keyOfCreate(payments, other)).isEqualTo(keyOfCreate(payments, WireTest.documented()));
    }

    @Test
    void theKeyOfACreateDependsOnReferenceAndSalesUnit() {
        EPaymentClient otherUnit = EPaymentClient.of(server.vipps().forMerchant("1234567"));
        CreatePayment otherReference = WireTest.documented().toBuilder()
                .reference("shop7-order-20260701-0043")
                .build();
        assertThat(List.of(
                        keyOfCreate(payments, WireTest.documented()),
                        keyOfCreate(payments, otherReference),
                        keyOfCreate(otherUnit, WireTest.documented())))
                .doesNotHaveDuplicates()
                .contains("create-123456-4sgdb0v1kr81acgkiumblh3ivi");
    }

    @Test
    void aKeyOfOnesOwnReplacesTheDerivedOne() {
        server.answer(201, Bodies.CREATED);
        payments.create(WireTest.documented(), IdempotencyKey.of("second try, corrected"));
        assertThat(server.onlyRequest().key()).isEqualTo("second try, corrected");
    }

    @Test
    @FieldDefect(67)
    void everyCancelHasARandomKeyOfItsOwn() {
        for (int i = 0; i < 4; i++) {
            server.answer(200, Bodies.MODIFICATION);
        }
        payments.cancel(REFERENCE);
        payments.cancel(REFERENCE);
        payments.cancelTransactionOnly(REFERENCE);
        payments.cancelTransactionOnly(REFERENCE);
        assertThat(server.received())
                .extracting(Received::key)
                .doesNotHaveDuplicates()
                .allSatisfy(key -> assertThat(key).hasSizeBetween(20, 50));
    }

    @Test
    void aKeyOfOnesOwnReplacesTheRandomOneOfACancel() {
        server.answer(200, Bodies.MODIFICATION).answer(200, Bodies.MODIFICATION);
        payments.cancel(REFERENCE, KEY);
        payments.cancelTransactionOnly(REFERENCE, KEY);
        assertThat(server.received()).extracting(Received::key).containsExactly(KEY.value(), KEY.value());
    }

    private static Arguments change(String name, Consumer<EPaymentClient> call) {
        return Arguments.of(Named.of(name, call));
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("create", client -> client.create(WireTest.documented())),
                change("create with key", client -> client.create(WireTest.documented(), KEY)),
                change("capture", client -> client.capture(REFERENCE, AMOUNT, KEY)),
                change("refund", client -> client.refund(REFERENCE, AMOUNT, KEY)),
                change("cancel", client -> client.cancel(REFERENCE)),
                change("cancel with key", client -> client.cancel(REFERENCE, KEY)),
                change("cancelTransactionOnly", client -> client.cancelTransactionOnly(REFERENCE)),
                change("cancelTransactionOnly with key", client -> client.cancelTransactionOnly(REFERENCE, KEY)));
    }

    private void assertTheSameRequestEachTime(int times) {
        List<Received> received = server.received();
        assertThat(received).hasSize(times);
        Received first = received.get(0);
        assertThat(received).allSatisfy(next -> {
            assertThat(next.method()).isEqualTo(first.method());
            assertThat(next.target()).isEqualTo(first.target());
            assertThat(next.body()).isEqualTo(first.body());
            assertThat(next.key()).isEqualTo(first.key());
        });
    }

    /** Fits every operation. */
    private static final String SUCCESS =
            Bodies.with(Bodies.MODIFICATION, "redirectUrl", "\"https://landing.vipps.no?token=eyJraWQiOiJqd3Rr\"");

    @ParameterizedTest
    @MethodSource("changes")
    @FieldDefect(2)
    void aChangeIsRepeatedWithTheSameKeyAndBytesAfterLostAnswersAndServerErrors(Consumer<EPaymentClient> call) {
        server.loseAnswer().answer(503, "", "Retry-After", "0").answer(200, SUCCESS);
        call.accept(payments);
        assertTheSameRequestEachTime(3);
    }

    @ParameterizedTest
    @MethodSource("changes")
    @FieldDefect(46)
    void aLockedPaymentIsWaitedForWithTheSameKey(Consumer<EPaymentClient> call) {
        server.answer(423, "").answer(409, Bodies.problem(409, "6160")).answer(200, SUCCESS);
        call.accept(payments);
        assertTheSameRequestEachTime(3);
        assertThat(server.time.sleeps()).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aRateLimitIsWaitedForWithTheSameKey(Consumer<EPaymentClient> call) {
        server.answer(429, "").answer(429, "", "Retry-After", "7").answer(200, SUCCESS);
        call.accept(payments);
        assertTheSameRequestEachTime(3);
        assertThat(server.time.sleeps()).containsExactly(Duration.ofSeconds(12), Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @MethodSource("changes")
    @FieldDefect(23)
    void anExpiredTokenIsReplacedOnceWithTheSameKey(Consumer<EPaymentClient> call) {
        server.answer(401, "").answer(200, SUCCESS);
        call.accept(payments);
        assertTheSameRequestEachTime(2);
        assertThat(server.received())
                .extracting(request -> request.header("authorization"))
                .containsExactly("Bearer " + VippsServer.TOKEN, "Bearer " + VippsServer.TOKEN + "2");
        assertThat(server.tokenRequests()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("changes")
    @FieldDefect(45)
    void aRefusalIsNotRepeatedForItSticksToItsKey(Consumer<EPaymentClient> call) {
        server.answer(400, Bodies.problem(400, "4040"));
        ApiException exception = catchThrowableOfType(ApiException.class, () -> call.accept(payments));
        assertThat(exception.processed()).isEqualTo(Processed.NO);
        assertThat(exception.getMessage()).contains("use a new idempotency key");
        assertThat(server.received()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("changes")
    @FieldDefect(43)
    void aChangeWhoseAnswersAreAllLostIsUnknownAndSaysHowToFindOut(Consumer<EPaymentClient> call) {
        server.loseAnswer().loseAnswer().loseAnswer();
        OutcomeUnknownException exception =
                catchThrowableOfType(OutcomeUnknownException.class, () -> call.accept(payments));
        assertTheSameRequestEachTime(3);
        assertThat(exception.processed()).isEqualTo(Processed.UNKNOWN);
        assertThat(exception.attempts()).isEqualTo(3);
        assertThat(String.valueOf(exception.idempotencyKey()))
                .isEqualTo(server.received().get(0).key());
        assertThat(exception.getMessage())
                .contains("This is not a failed payment")
                .contains("with the same key")
                .contains("get(reference)");
    }

    @ParameterizedTest
    @MethodSource("changes")
    @FieldDefect(9)
    void aChangeThatEndsInServerErrorsIsUnknownAndKeepsTheBody(Consumer<EPaymentClient> call) {
        server.answer(500, "").answer(502, "<html></html>").answer(500, "{\"title\":\"Oops\",\"traceId\":\"t-1\"}");
        OutcomeUnknownException exception =
                catchThrowableOfType(OutcomeUnknownException.class, () -> call.accept(payments));
        assertThat(exception.processed()).isEqualTo(Processed.UNKNOWN);
        assertThat(exception.error()).isNotNull();
        assertThat(exception.getMessage()).contains("500").contains("Oops").contains("traceId=t-1");
    }

    private static Stream<Arguments> changesWith(int status, String... bodies) {
        return changes().flatMap(change -> Stream.of(bodies).map(body -> Arguments.of(change.get()[0], status, body)));
    }

    static Stream<Arguments> refusalsThatProveThatNothingHappened() {
        return changesWith(
                400,
                Bodies.problem(400, "4040"),
                Bodies.problem(400, "5040"),
                "{\"extraDetails\":[{\"name\":\"amount\",\"reason\":\"wrong\"}],\"traceId\":\"00-01\"}");
    }

    @ParameterizedTest
    @MethodSource("refusalsThatProveThatNothingHappened")
    void aRefusalByTheApiAfterALostAnswerProvesThatNothingHappened(
            Consumer<EPaymentClient> call, int status, String body) {
        server.loseAnswer().answer(status, body);
        ApiException exception = catchThrowableOfType(ApiException.class, () -> call.accept(payments));
        assertThat(exception.processed()).isEqualTo(Processed.NO);
        assertThat(exception.attempts()).isEqualTo(2);
    }

    static Stream<Arguments> refusalsThatProveNothing() {
        return Stream.of(
                        // the gateway
                        changesWith(403, "{\"statusCode\":403,\"message\":\"no\"}"),
                        changesWith(422, "{}"),
                        changesWith(400, "", "<html></html>", "{\"statusCode\":400,\"message\":\"no\"}"),
                        changesWith(404, ""),
                        // the goal may already be met
                        changesWith(
                                400,
                                Bodies.problem(400, "6170"),
                                Bodies.problem(400, "6180"),
                                Bodies.problem(400, "6200"),
                                Bodies.problem(400, "6190")),
                        // nobody knows what it means
                        changesWith(400, Bodies.problem(400, "6270")),
                        changesWith(409, Bodies.problem(409, "4020"), Bodies.problem(409, "4010")))
                .flatMap(refusals -> refusals);
    }

    @ParameterizedTest
    @MethodSource("refusalsThatProveNothing")
    @FieldDefect(66)
    void anyOtherRefusalAfterALostAnswerProvesNothing(Consumer<EPaymentClient> call, int status, String body) {
        server.loseAnswer().answer(status, body);
        OutcomeUnknownException exception =
                catchThrowableOfType(OutcomeUnknownException.class, () -> call.accept(payments));
        assertThat(exception.processed()).isEqualTo(Processed.UNKNOWN);
        assertThat(exception.attempts()).isEqualTo(2);
        assertThat(exception.error()).isNotNull();
    }

    @Test
    void aCaptureThatFailedForTheMomentIsRepeatedWithTheSameKey() {
        server.answer(400, Bodies.problem(400, "6280")).answer(200, SUCCESS);
        payments.capture(REFERENCE, AMOUNT, KEY);
        assertTheSameRequestEachTime(2);
        assertThat(server.time.sleeps()).containsExactly(Duration.ofSeconds(2));
    }

    @Test
    @FieldDefect(46)
    void aCancelDuringTheApprovalIsRepeatedFiveTimesAndThenBusy() {
        for (int i = 0; i < 5; i++) {
            server.answer(409, Bodies.problem(409, "6250"));
        }
        BusyException exception = catchThrowableOfType(BusyException.class, () -> payments.cancel(REFERENCE));
        assertTheSameRequestEachTime(5);
        assertThat(EPaymentError.of(exception)).isEqualTo(EPaymentError.CANNOT_CANCEL_NOW);
        assertThat(exception.processed()).isEqualTo(Processed.NO);
        assertThat(server.time.sleeps())
                .containsExactly(
                        Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8), Duration.ofSeconds(16));
    }

    @Test
    void fundsThatTheBankReleasedAreNotAskedForAgain() {
        server.answer(400, Bodies.problem(400, "6260"));
        ApiException exception =
                catchThrowableOfType(ApiException.class, () -> payments.capture(REFERENCE, AMOUNT, KEY));
        assertThat(EPaymentError.of(exception)).isEqualTo(EPaymentError.FUNDS_UNAVAILABLE);
        assertThat(exception.getMessage()).contains("do not ship");
        assertThat(server.received()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"409, 4010", "409, 4150", "409, 4020"})
    void aConflictOfKeysIsNeverRepeated(int status, String code) {
        server.answer(status, Bodies.problem(status, code));
        ConflictException exception =
                catchThrowableOfType(ConflictException.class, () -> payments.refund(REFERENCE, AMOUNT, KEY));
        assertThat(exception.code()).isEqualTo(code);
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void anInternalErrorIsRepeatedOnce() {
        server.answer(500, Bodies.problem(500, "3010")).answer(500, Bodies.problem(500, "3010"));
        OutcomeUnknownException exception =
                catchThrowableOfType(OutcomeUnknownException.class, () -> payments.create(WireTest.documented()));
        assertTheSameRequestEachTime(2);
        assertThat(exception.processed()).isEqualTo(Processed.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"500", "502", "503", "504"})
    void aForcedApprovalIsNeverRepeatedAfterAServerError(int status) {
        server.answer(status, "");
        OutcomeUnknownException exception = catchThrowableOfType(
                OutcomeUnknownException.class,
                () -> payments.forceApprove(REFERENCE, Customer.phoneNumber("4791000000")));
        assertThat(server.received()).hasSize(1);
        assertThat(exception.getMessage()).contains("Read the payment with get(reference)");
        assertThat(exception.idempotencyKey()).isNull();
    }

    @Test
    void aForcedApprovalIsNeverRepeatedAfterALostAnswer() {
        server.loseAnswer();
        VippsException exception = catchThrowableOfType(
                VippsException.class, () -> payments.forceApproveByToken(REFERENCE, "eyJraWQiOiJqd3Rr"));
        assertThat(exception).isInstanceOf(OutcomeUnknownException.class);
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void aReadIsRepeatedAndChangesNothing() {
        server.answer(500, "").loseAnswer().answer(200, Bodies.PAYMENT);
        assertThat(payments.get(REFERENCE).state()).isEqualTo(PaymentState.AUTHORIZED);
        server.answer(500, "").answer(500, "").answer(503, "");
        ServerException exception = catchThrowableOfType(ServerException.class, () -> payments.eventLog(REFERENCE));
        assertThat(exception.processed()).isEqualTo(Processed.NO);
        assertThat(exception.attempts()).isEqualTo(3);
        assertThat(exception.status()).isEqualTo(503);
    }

    @Test
    void aReadRightAfterTheCreateWaitsForThePaymentToAppear() {
        server.answer(201, Bodies.CREATED)
                .answer(404, Bodies.problem(404, "5090"))
                .answer(404, "")
                .answer(200, Bodies.WAITING);
        payments.create(WireTest.documented());
        assertThat(payments.get(REFERENCE).state()).isEqualTo(PaymentState.CREATED);
        assertThat(server.time.elapsed()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aLaterReadBelievesThatThereIsNothing() {
        server.answer(201, Bodies.CREATED).answer(404, Bodies.problem(404, "5090"));
        payments.create(WireTest.documented());
        server.time.advance(Duration.ofSeconds(11));
        assertThatThrownBy(() -> payments.get(REFERENCE)).isInstanceOf(NotFoundException.class);
        assertThat(server.received()).hasSize(2);
    }

    private static Arguments fault(String name, Consumer<VippsServer> fault) {
        return Arguments.of(Named.of(name, fault));
    }

    static Stream<Arguments> faultsAfterWhichOkHttpRepeatsByItself() {
        return Stream.of(
                fault("answer lost on a pooled connection", VippsServer::loseAnswer),
                fault("408", server -> server.answer(408, "")),
                fault("503 with Retry-After 0", server -> server.answer(503, "", "Retry-After", "0")));
    }

    private void repetitionIsOurs(Consumer<VippsServer> fault, Consumer<EPaymentClient> call, String success) {
        List<Integer> attempts = new ArrayList<>();
        EPaymentClient counting = payments.with(RequestOptions.defaults()
                .onReply(reply -> attempts.add(reply.call().attempts())));
        server.answer(200, success);
        call.accept(counting);
        fault.accept(server);
        server.answer(200, success);
        // on the connection of the first call
        call.accept(counting);
        assertThat(server.received()).hasSize(3);
        assertThat(attempts).containsExactly(1, 2);
    }

    @ParameterizedTest
    @MethodSource("faultsAfterWhichOkHttpRepeatsByItself")
    @FieldDefect(64)
    void everyRepetitionOfAChangeIsAnAttemptOfOurs(Consumer<VippsServer> fault) {
        repetitionIsOurs(fault, client -> client.cancel(REFERENCE, KEY), Bodies.MODIFICATION);
        assertThat(server.received()).extracting(Received::key).containsOnly(KEY.value());
    }
}
