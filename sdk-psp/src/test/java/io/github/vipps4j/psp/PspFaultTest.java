package io.github.vipps4j.psp;

import static io.github.vipps4j.psp.Bodies.TRANSACTION;
import static io.github.vipps4j.psp.Bodies.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.NotFoundException;
import io.github.vipps4j.core.OutcomeUnknownException;
import io.github.vipps4j.core.PermissionException;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.core.Resolution;
import io.github.vipps4j.core.UnreadableReplyException;
import io.github.vipps4j.psp.StatusUpdateResult.Batch;
import io.github.vipps4j.psp.StatusUpdateResult.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lost answers, failing servers, refusals: nothing is initiated twice, and nothing is called failed that may have happened. */
class PspFaultTest {
    private final VippsServer server = new VippsServer();
    private final PspClient psp = server.psp();

    @AfterEach
    void close() {
        server.close();
    }

    private OutcomeUnknownException unknownInit() {
        return catchThrowableOfType(
                OutcomeUnknownException.class, () -> psp.init(Bodies.init().build()));
    }

    @Test
    void initIsNeverRepeatedAfterALostAnswer() {
        server.loseAnswer();
        OutcomeUnknownException unknown = unknownInit();
        assertThat(unknown.processed()).isEqualTo(Processed.UNKNOWN);
        assertThat(unknown).hasMessageContaining("resolveInit(pspTransactionId)");
        assertThat(server.received()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 504})
    void initIsNeverRepeatedAfterAServerError(int status) {
        server.answer(status, "");
        assertThat(unknownInit().processed()).isEqualTo(Processed.UNKNOWN);
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void initThatNeverArrivedIsAbsentAndMayBeSentAgain() {
        server.loseAnswer();
        OutcomeUnknownException unknown = unknownInit();
        // what was perhaps created may not be visible yet: it is looked for during ten seconds
        IntStream.range(0, 24).forEach(time -> server.answer(404, ""));
        assertThat(psp.resolveInit(TRANSACTION)).isEqualTo(new InitResolution.Absent(TRANSACTION));
        assertThat(server.time.elapsed()).isGreaterThanOrEqualTo(Duration.ofSeconds(10));
        assertThat(unknown.resolve()).isEqualTo(Resolution.NOT_APPLIED);
    }

    @Test
    void initThatArrivedIsKnownAndItsUrlIsLost() {
        server.loseAnswer();
        OutcomeUnknownException unknown = unknownInit();
        server.answer(200, Bodies.NOTHING_REPORTED).answer(200, Bodies.NOTHING_REPORTED);
        assertThat(psp.resolveInit(TRANSACTION))
                .isInstanceOfSatisfying(
                        InitResolution.Known.class,
                        known -> assertThat(known.pspTransactionId()).isEqualTo(TRANSACTION));
        assertThat(unknown.resolve()).isEqualTo(Resolution.APPLIED);
    }

    @Test
    void initWhoseReplyCannotBeReadWasProcessed() {
        server.answer(200, "{\"pspTransactionId\":\"7686f7788898767977\"}");
        UnreadableReplyException unreadable = catchThrowableOfType(
                UnreadableReplyException.class, () -> psp.init(Bodies.init().build()));
        assertThat(unreadable.processed()).isEqualTo(Processed.YES);
        assertThat(unreadable).hasMessageContaining("merchantOrderId is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "21,MERCHANT_NOT_ACTIVE",
        "37,MERCHANT_BLOCKED",
        "42,INVALID_PAYMENT_MODEL",
        "44,TRANSACTION_ID_EXISTS",
        "51,INVALID_REQUEST",
        "99,ORDER_ID_EXISTS",
        "121,AGREEMENT_121",
        "122,AGREEMENT_122",
        "123,AGREEMENT_123",
        "124,AGREEMENT_124",
        "amount,INVALID_AMOUNT",
        "currency,INVALID_CURRENCY",
        "makePaymentUrl,INVALID_MAKE_PAYMENT_URL",
        "4711,UNKNOWN"
    })
    void refusalsHaveTheirMeaning(String code, PspError meaning) {
        server.answer(400, Bodies.error(code, "some text"));
        ApiException refused = catchThrowableOfType(
                ApiException.class, () -> psp.init(Bodies.init().build()));
        assertThat(PspError.of(refused)).isEqualTo(meaning);
        assertThat(refused.error().contextId()).isEqualTo("5a1c-77");
        assertThat(refused.processed()).isEqualTo(Processed.NO);
        assertThat(refused.getMessage()).contains(meaning.meaning()).doesNotContain("idempotency key");
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void salesUnitOfAnotherProviderIsAQuestionOfPermission() {
        server.answer(403, "Invalid MSN: 654321 is not valid for the provided PSP id");
        assertThat(catchThrowableOfType(PermissionException.class, () -> psp.details(TRANSACTION)))
                .isNotNull();
    }

    @Test
    void unknownTransactionIsNotFound() {
        server.answer(404, "");
        assertThat(catchThrowableOfType(NotFoundException.class, () -> psp.details(TRANSACTION)))
                .isNotNull();
    }

    @Test
    void readsAreRepeated() {
        server.loseAnswer().answer(503, "").answer(200, Bodies.NOTHING_REPORTED);
        assertThat(psp.details(TRANSACTION).isReserved()).isFalse();
        assertThat(server.received()).hasSize(3);
    }

    @Test
    void amountThatIsMissingIsNeverNothing() {
        server.answer(200, Bodies.RESERVED.replace("\"capturedAmount\":10000,", ""))
                .answer(200, Bodies.RESERVED.replace("\"capturedAmount\":10000,", "\"capturedAmount\":0.5,"))
                .answer(200, "{}");
        assertThat(psp.details(TRANSACTION).transactionSummary()).isNull();
        assertThat(psp.details(TRANSACTION).transactionSummary()).isNull();
        assertThat(psp.resolveInit(TRANSACTION))
                .as("nothing of it is promised, and it is there")
                .isInstanceOf(InitResolution.Known.class);
    }

    @Test
    void forceApproveIsNotRepeated() {
        server.loseAnswer();
        assertThat(catchThrowableOfType(
                        OutcomeUnknownException.class, () -> psp.forceApprove(TRANSACTION, "91234567", "token")))
                .isNotNull();
        assertThat(server.received()).hasSize(1);
    }

    // ---- status updates

    private static List<StatusUpdate> captures(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> update("tx" + i, TransactionOperation.CAPTURED, 100 + i))
                .toList();
    }

    @Test
    void updatesOfAnyNumberAreSplit() {
        server.answer(200, Bodies.UPDATED).answer(200, Bodies.UPDATED).answer(200, Bodies.UPDATED);
        StatusUpdateResult result = psp.updateStatus(captures(201));
        assertThat(result.batches()).extracting(batch -> batch.updates().size()).containsExactly(100, 100, 1);
        assertThat(result.isAccepted()).isTrue();
        assertThat(result.updates(Outcome.ACCEPTED)).hasSize(201);
        assertThat(server.received().get(2).body())
                .isEqualTo("{\"transactions\":[{\"pspTransactionId\":\"tx200\",\"status\":\"CAPTURED\",\"amount\":300,"
                        + "\"currency\":\"NOK\",\"operationStatus\":\"SUCCESS\"}]}");
    }

    /** One bad line takes those of its batch with it, and no others. */
    @Test
    void batchWithABadLineIsRefusedAndTheOthersAreSent() {
        server.answer(200, Bodies.UPDATED)
                .answer(400, Bodies.error("51", "invalid transaction"))
                .answer(200, Bodies.UPDATED);
        List<StatusUpdate> updates = captures(5);
        StatusUpdateResult result = psp.updateStatus(updates, 2);
        assertThat(result.batches())
                .extracting(Batch::outcome)
                .containsExactly(Outcome.ACCEPTED, Outcome.REFUSED, Outcome.ACCEPTED);
        assertThat(result.isAccepted()).isFalse();
        assertThat(result.updates(Outcome.REFUSED)).containsExactly(updates.get(2), updates.get(3));
        assertThat(PspError.of((ApiException)
                        Objects.requireNonNull(result.batches().get(1).failure())))
                .isEqualTo(PspError.INVALID_REQUEST);
    }

    @Test
    void batchWhoseAnswersAreAllLostIsUnknown() {
        server.loseAnswer().loseAnswer().loseAnswer().answer(200, Bodies.UPDATED);
        StatusUpdateResult result = psp.updateStatus(captures(2), 1);
        assertThat(result.batches()).extracting(Batch::outcome).containsExactly(Outcome.UNKNOWN, Outcome.ACCEPTED);
        assertThat(result.batches().get(0).failure()).isInstanceOf(OutcomeUnknownException.class);
        assertThat(server.received()).hasSize(4);
    }

    @Test
    void lostAnswerOfAnUpdateIsRepeatedWithTheSameBytes() {
        server.loseAnswer().answer(503, "").answer(200, Bodies.UPDATED);
        assertThat(psp.updateStatus(captures(3)).isAccepted()).isTrue();
        assertThat(server.received())
                .extracting(VippsServer.Received::body)
                .hasSize(3)
                .containsOnly(server.received().get(0).body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not JSON", "{\"responseInfo\":{\"responseCode\":9000}}"})
    void anyAnswerOf200IsAcceptance(String body) {
        server.answer(200, body);
        assertThat(psp.updateStatus(captures(1)).isAccepted()).isTrue();
    }

    @Test
    void resultPrintsNoLine() {
        server.answer(200, Bodies.UPDATED);
        assertThat(psp.updateStatus(captures(3)).toString())
                .isEqualTo("StatusUpdateResult[batches=[Batch[outcome=ACCEPTED, updates=3]]]");
    }

    // ---- waiting

    @Test
    void reservationIsWaitedFor() {
        server.answer(200, Bodies.NOTHING_REPORTED)
                .answer(503, "")
                .answer(200, Bodies.NOTHING_REPORTED)
                .answer(200, Bodies.RESERVED);
        assertThat(psp.awaitReserved(TRANSACTION).isReserved()).isTrue();
        assertThat(server.time.sleeps()).containsOnly(Duration.ofSeconds(2)).hasSize(3);
    }

    @Test
    void windowThatEndsWithoutAReservationIsNoFailure() {
        IntStream.range(0, 400).forEach(time -> server.answer(200, Bodies.NOTHING_REPORTED));
        assertThat(psp.awaitReserved(TRANSACTION).isReserved()).isFalse();
        assertThat(server.time.elapsed()).isEqualTo(Duration.ofMinutes(11));
        assertThat(psp.awaitReserved(TRANSACTION, Duration.ofSeconds(3)).isReserved())
                .isFalse();
        assertThat(server.time.elapsed()).isEqualTo(Duration.ofMinutes(11).plusSeconds(3));
    }

    @Test
    void reservationThatFailedIsNotTakenForOne() {
        server.answer(200, Bodies.RESERVED.replace("\"operationSuccess\":true", "\"operationSuccess\":false"))
                .answer(200, Bodies.RESERVED);
        assertThat(psp.awaitReserved(TRANSACTION).isReserved()).isTrue();
        assertThat(server.received()).hasSize(2);
    }
}
