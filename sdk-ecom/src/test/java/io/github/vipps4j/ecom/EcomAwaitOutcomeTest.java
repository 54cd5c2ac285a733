package io.github.vipps4j.ecom;

import static io.github.vipps4j.ecom.Bodies.INITIATE_ENTRY;
import static io.github.vipps4j.ecom.Bodies.ORDER;
import static io.github.vipps4j.ecom.Bodies.details;
import static io.github.vipps4j.ecom.Bodies.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.NotFoundException;
import io.github.vipps4j.ecom.VippsServer.Received;
import io.github.vipps4j.testsupport.FieldDefect;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EcomAwaitOutcomeTest {
    private final VippsServer server = new VippsServer();
    private final EcomClient ecom = server.ecom();

    @AfterEach
    void close() {
        server.close();
    }

    private static List<Duration> seconds(long... seconds) {
        return LongStream.of(seconds).mapToObj(Duration::ofSeconds).toList();
    }

    private List<Duration> readsAt() {
        return server.received().stream().map(Received::at).toList();
    }

    private static InitiatedPayment initiatedNow() {
        return new InitiatedPayment(ORDER, Bodies.LANDING_URL, FakeTime.START);
    }

    private void answerTimes(int times, String body) {
        for (int i = 0; i < times; i++) {
            server.answer(200, body);
        }
    }

    @Test
    @FieldDefect(48)
    void firstReadIs5SecondsAfterTheInitiateThenEvery2Seconds() {
        answerTimes(3, Bodies.WAITING);
        server.answer(200, Bodies.RESERVED);
        assertThat(ecom.awaitOutcome(initiatedNow()).state()).isEqualTo(OrderState.RESERVED);
        assertThat(readsAt()).isEqualTo(seconds(5, 7, 9, 11));
        assertThat(server.received())
                .allSatisfy(request ->
                        assertThat(request.target()).isEqualTo("/ecomm/v2/payments/shop7-order-0042/details"));
    }

    @Test
    void whatHasPassedSinceTheInitiateIsNotWaitedForAgain() {
        server.answer(200, Bodies.INITIATED).answer(200, Bodies.RESERVED);
        InitiatedPayment initiated = ecom.initiate(Bodies.order(ORDER).build());
        server.time.advance(Duration.ofSeconds(3));
        ecom.awaitOutcome(initiated);
        assertThat(readsAt()).isEqualTo(seconds(0, 5));
    }

    @Test
    void wallClockThatWasSetBackDoesNotMakeItWaitLonger() {
        server.answer(200, Bodies.RESERVED);
        server.time.setWallClock(Duration.ofHours(-1));
        ecom.awaitOutcome(initiatedNow());
        assertThat(readsAt()).isEqualTo(seconds(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RESERVE", "SALE", "CANCEL", "VOID"})
    void everyOutcomeEndsIt(String operation) {
        server.answer(200, details(null, entry(operation, 24_900, true, ""), INITIATE_ENTRY));
        PaymentDetails read = ecom.awaitOutcome(ORDER);
        assertThat(read.hasOutcome()).isTrue();
        assertThat(readsAt()).isEqualTo(seconds(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RESERVE", "SALE", "CANCEL"})
    void whatDidNotSucceedOrIsUnknownIsNoOutcome(String operation) {
        server.answer(200, details(null, entry(operation, 24_900, false, ""), INITIATE_ENTRY))
                .answer(200, details(null, entry("FREEZE", 24_900, true, ""), INITIATE_ENTRY))
                .answer(200, Bodies.RESERVED);
        assertThat(ecom.awaitOutcome(ORDER).state()).isEqualTo(OrderState.RESERVED);
        assertThat(readsAt()).isEqualTo(seconds(0, 2, 4));
    }

    @Test
    @FieldDefect(47)
    void itWaitsLongerThanTheCustomerHasTime() {
        answerTimes(400, Bodies.WAITING);
        PaymentDetails last = ecom.awaitOutcome(initiatedNow());
        assertThat(last.hasOutcome()).isFalse();
        assertThat(server.time.elapsed()).isBetween(Duration.ofMinutes(11), Duration.ofSeconds(11 * 60 + 5));
    }

    @Test
    @FieldDefect(47)
    void orderOfLongAgoIsOverWithoutAnOutcomeAtItsFirstRead() {
        server.time.advance(Duration.ofMinutes(12));
        server.answer(200, Bodies.WAITING);
        PaymentDetails last = ecom.awaitOutcome(ORDER);
        assertThat(last.hasOutcome()).isFalse();
        assertThat(last.isOver(server.time.now())).isTrue();
        assertThat(server.received()).hasSize(1);
    }

    @Test
    @FieldDefect(47)
    void clockThatIsAheadOfTheServicesDoesNotEndItTooEarly() {
        String entryOfTheService = Bodies.WAITING.replace("10:00:00", "09:40:00");
        answerTimes(2, entryOfTheService);
        server.answer(200, Bodies.RESERVED);
        assertThat(ecom.awaitOutcome(initiatedNow()).state()).isEqualTo(OrderState.RESERVED);
        assertThat(readsAt()).isEqualTo(seconds(5, 7, 9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10:00:00.500Z", "11:00:00.000Z", "later"})
    @FieldDefect(47)
    void orderThatItGaveUpIsOverWhateverTheServicesClockSays(String moment) {
        answerTimes(400, Bodies.WAITING.replace("10:00:00.000Z", moment));
        assertThat(ecom.awaitOutcome(initiatedNow()).isOver(server.time.now())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10:00:00.500Z", "11:00:00.000Z", "later"})
    @FieldDefect(47)
    void orderThatWasSeenLongEnoughIsOver(String moment) {
        answerTimes(400, Bodies.WAITING.replace("10:00:00.000Z", moment));
        assertThat(ecom.awaitOutcome(ORDER).isOver(server.time.now())).isTrue();
        assertThat(server.time.elapsed()).isBetween(Duration.ofMinutes(11), Duration.ofSeconds(11 * 60 + 5));
    }

    @Test
    void itEndsAtItsLimitWithWhatWasReadLast() {
        answerTimes(4, Bodies.WAITING);
        PaymentDetails last = ecom.awaitOutcome(ORDER, Duration.ofSeconds(5));
        assertThat(last.hasOutcome()).isFalse();
        assertThat(readsAt()).isEqualTo(seconds(0, 2, 4, 5));
    }

    @Test
    void limitThatIsShorterThanTheFirstPauseIsKept() {
        server.answer(200, Bodies.WAITING);
        ecom.awaitOutcome(initiatedNow(), Duration.ofSeconds(1));
        assertThat(readsAt()).isEqualTo(seconds(1));
    }

    @Test
    @FieldDefect(48)
    void rateLimitDoublesThePause() {
        server.answer(429, "").answer(400, Bodies.error("VippsError", "98")).answer(200, Bodies.RESERVED);
        ecom.awaitOutcome(ORDER);
        assertThat(readsAt()).isEqualTo(seconds(0, 4, 12));
    }

    @Test
    void orderThatIsNotThereAfter10SecondsIsNotFound() {
        for (int i = 0; i < 6; i++) {
            server.answer(400, Bodies.error("Merchant", "35"));
        }
        assertThat(catchThrowableOfType(NotFoundException.class, () -> ecom.awaitOutcome(ORDER)))
                .isNotNull();
        assertThat(readsAt()).isEqualTo(seconds(0, 2, 4, 6, 8, 10));
    }

    @Test
    void faultsDoNotEndIt() {
        server.answer(500, "")
                .loseAnswer()
                .answer(200, "not JSON")
                .answer(400, Bodies.error("VippsError", "94"))
                .answer(200, Bodies.RESERVED);
        assertThat(ecom.awaitOutcome(ORDER).hasOutcome()).isTrue();
    }

    @Test
    void limitIsATimeOut() {
        for (Duration wrong : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(25))) {
            InvalidRequestException e =
                    catchThrowableOfType(InvalidRequestException.class, () -> ecom.awaitOutcome(ORDER, wrong));
            assertThat(e.violations())
                    .singleElement()
                    .satisfies(violation -> assertThat(violation.field()).isEqualTo("limit"));
        }
        assertThat(server.requestCount()).isZero();
    }
}
