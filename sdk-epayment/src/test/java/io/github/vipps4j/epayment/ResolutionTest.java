package io.github.vipps4j.epayment;

import static io.github.vipps4j.epayment.Bodies.REFERENCE;
import static io.github.vipps4j.epayment.Shop.nok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.OutcomeUnknownException;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.core.Resolution;
import io.github.vipps4j.core.ServerException;
import io.github.vipps4j.testsupport.FieldDefect;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A change whose outcome is unknown, and what the payment and its event log tell of it. */
@FieldDefect(43)
class ResolutionTest {
    private static final IdempotencyKey KEY = IdempotencyKey.of("order-0042-capture-1");

    private final VippsServer server = new VippsServer();
    private final EPaymentClient payments = server.payments();

    @AfterEach
    void close() {
        server.close();
    }

    private OutcomeUnknownException lost(ThrowingCallable change) {
        server.loseAnswer().loseAnswer().loseAnswer();
        OutcomeUnknownException lost = catchThrowableOfType(OutcomeUnknownException.class, change);
        assertThat(lost).isNotNull();
        assertThat(lost.processed()).isEqualTo(Processed.UNKNOWN);
        return lost;
    }

    private OutcomeUnknownException lostCapture() {
        return lost(() -> payments.capture(REFERENCE, nok(4_000), KEY));
    }

    private static String payment(long captured, long refunded) {
        String body = Bodies.with(Bodies.PAYMENT, "aggregate.capturedAmount.value", String.valueOf(captured));
        return Bodies.with(body, "aggregate.refundedAmount.value", String.valueOf(refunded));
    }

    private static String event(String name, long amount, String key, boolean success) {
        return ("{\"reference\":\"shop7-order-20260701-0042\",\"pspReference\":\"4400000017\",\"name\":\"%s\","
                        + "\"amount\":{\"currency\":\"NOK\",\"value\":%d},\"timestamp\":\"2026-07-01T10:05:03.748Z\","
                        + "\"idempotencyKey\":%s,\"success\":%s}")
                .formatted(name, amount, key.isEmpty() ? "null" : "\"" + key + "\"", success);
    }

    private static String log(String... events) {
        return "[" + String.join(",", events) + "]";
    }

    @Test
    void captureThatIsListedWithItsKeyWasApplied() {
        OutcomeUnknownException lost = lostCapture();
        server.answer(200, payment(4_000, 0))
                .answer(
                        200,
                        log(event("CREATED", 24_900, KEY.value(), true), event("CAPTURED", 4_000, KEY.value(), true)));
        assertThat(lost.resolve()).isEqualTo(Resolution.APPLIED);
    }

    @Test
    void captureOfWhichNothingIsListedWasNotApplied() {
        OutcomeUnknownException lost = lostCapture();
        server.answer(200, payment(4_000, 0))
                .answer(200, log(event("CAPTURED", 4_000, "order-0042-capture-0", true)))
                .answer(200, payment(0, 0))
                .answer(200, log(event("CREATED", 24_900, KEY.value(), true)));
        assertThat(lost.resolve()).isEqualTo(Resolution.NOT_APPLIED);
        assertThat(lost.resolve()).isEqualTo(Resolution.NOT_APPLIED);
    }

    @Test
    void captureThatIsListedAsFailedWasNotApplied() {
        OutcomeUnknownException lost = lostCapture();
        server.answer(200, payment(0, 0)).answer(200, log(event("CAPTURED", 4_000, KEY.value(), false)));
        assertThat(lost.resolve()).isEqualTo(Resolution.NOT_APPLIED);
    }

    @Test
    void captureIsStillUnknownWhileTheLogIsBehindThePayment() {
        OutcomeUnknownException lost = lostCapture();
        server.answer(200, payment(4_000, 0)).answer(200, log());
        assertThat(lost.resolve()).isEqualTo(Resolution.STILL_UNKNOWN);
    }

    @Test
    void captureIsStillUnknownIfOneOfItsAmountIsListedWithoutAKey() {
        OutcomeUnknownException lost = lostCapture();
        server.answer(200, payment(4_000, 0))
                .answer(200, log(event("CAPTURED", 4_000, "", true)))
                .answer(200, payment(3_000, 0))
                .answer(200, log(event("CAPTURED", 3_000, "", true)));
        assertThat(lost.resolve()).isEqualTo(Resolution.STILL_UNKNOWN);
        assertThat(lost.resolve()).isEqualTo(Resolution.NOT_APPLIED);
    }

    @Test
    void captureIsStillUnknownIfItsKeyIsListedWithAnotherAmount() {
        OutcomeUnknownException lost = lostCapture();
        server.answer(200, payment(3_000, 0)).answer(200, log(event("CAPTURED", 3_000, KEY.value(), true)));
        assertThat(lost.resolve()).isEqualTo(Resolution.STILL_UNKNOWN);
    }

    @Test
    void refundIsResolvedByItsOwnEvents() {
        OutcomeUnknownException lost = lost(() -> payments.refund(REFERENCE, nok(1_000), KEY));
        server.answer(200, payment(4_000, 0))
                .answer(200, log(event("CAPTURED", 4_000, KEY.value(), true)))
                .answer(200, payment(4_000, 1_000))
                .answer(200, log(event("CAPTURED", 4_000, "other", true), event("REFUNDED", 1_000, KEY.value(), true)));
        assertThat(lost.resolve()).isEqualTo(Resolution.NOT_APPLIED);
        assertThat(lost.resolve()).isEqualTo(Resolution.APPLIED);
    }

    @ParameterizedTest
    @CsvSource({
        "TERMINATED, 24900, APPLIED",
        "AUTHORIZED, 14900, APPLIED",
        "AUTHORIZED, 0, NOT_APPLIED",
        "CREATED, 0, NOT_APPLIED",
        "ABORTED, 24900, NOT_APPLIED",
        "EXPIRED, 24900, NOT_APPLIED",
        "SOMETHING_OF_TOMORROW, 0, STILL_UNKNOWN"
    })
    void cancelIsResolvedByThePayment(String state, String cancelled, Resolution resolution) {
        OutcomeUnknownException lost = lost(() -> payments.cancel(REFERENCE));
        String body = Bodies.with(Bodies.PAYMENT, "state", "\"" + state + "\"");
        server.answer(200, Bodies.with(body, "aggregate.cancelledAmount.value", cancelled));
        assertThat(lost.resolve()).isEqualTo(resolution);
    }

    @Test
    void readThatFailsIsTold() {
        OutcomeUnknownException lost = lostCapture();
        server.answer(500, "").answer(500, "").answer(500, "");
        assertThatThrownBy(lost::resolve).isInstanceOf(ServerException.class);
    }

    @Test
    void whatHasNoTraceOrLostItsClientStaysUnknown() throws Exception {
        OutcomeUnknownException create = lost(() -> payments.create(WireTest.documented()));
        assertThat(create.resolve()).isEqualTo(Resolution.STILL_UNKNOWN);

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(lostCapture());
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            OutcomeUnknownException restored = (OutcomeUnknownException) in.readObject();
            assertThat(restored.resolve()).isEqualTo(Resolution.STILL_UNKNOWN);
        }
        assertThat(server.received()).allMatch(request -> request.method().equals("POST"));
    }

    @Test
    void readHasNothingToResolve() {
        server.loseAnswer().loseAnswer().loseAnswer().loseAnswer().loseAnswer().loseAnswer();
        OutcomeUnknownException read =
                catchThrowableOfType(OutcomeUnknownException.class, () -> payments.get(REFERENCE));
        assertThat(read.resolve()).isEqualTo(Resolution.NOT_APPLIED);
    }

    @Test
    void messageNamesTheWayToResolve() {
        assertThat(Stream.of(lostCapture(), lost(() -> payments.cancel(REFERENCE))))
                .allSatisfy(lost -> assertThat(lost).hasMessageContaining("resolve()"));
    }
}
