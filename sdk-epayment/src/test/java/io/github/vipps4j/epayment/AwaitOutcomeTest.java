package io.github.vipps4j.epayment;

import static io.github.vipps4j.epayment.Bodies.REFERENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.AuthenticationException;
import io.github.vipps4j.core.BusyException;
import io.github.vipps4j.core.NotFoundException;
import io.github.vipps4j.core.NotSentException;
import io.github.vipps4j.core.PermissionException;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.core.ServerException;
import io.github.vipps4j.core.UnreadableReplyException;
import io.github.vipps4j.core.VippsException;
import io.github.vipps4j.epayment.VippsServer.Received;
import io.github.vipps4j.testsupport.FieldDefect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwaitOutcomeTest {
    private final VippsServer server = new VippsServer();
    private final EPaymentClient payments = server.payments();

    @AfterEach
    void close() {
        server.close();
    }

    private static List<Duration> seconds(long... seconds) {
        return LongStream.of(seconds).mapToObj(Duration::ofSeconds).toList();
    }

    /** When the payment was read, counted from the start of the fake time. */
    private List<Duration> readsAt() {
        return server.received().stream().map(Received::at).toList();
    }

    private static CreatedPayment createdNow() {
        return new CreatedPayment(REFERENCE, null, FakeTime.START, null);
    }

    private void waiting(int times) {
        for (int i = 0; i < times; i++) {
            server.answer(200, Bodies.WAITING);
        }
    }

    private <T extends VippsException> T failure(Class<T> type, Duration limit) {
        T exception = catchThrowableOfType(type, () -> payments.awaitOutcome(REFERENCE, limit));
        assertThat(exception).isNotNull();
        return exception;
    }

    @Test
    @FieldDefect(48)
    void theFirstReadIs5SecondsAfterTheCreationThenEvery2Seconds() {
        waiting(3);
        server.answer(200, Bodies.PAYMENT);
        Payment payment = payments.awaitOutcome(createdNow());
        assertThat(payment.state()).isEqualTo(PaymentState.AUTHORIZED);
        assertThat(readsAt()).isEqualTo(seconds(5, 7, 9, 11));
        assertThat(server.received()).allSatisfy(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.target()).isEqualTo("/epayment/v1/payments/shop7-order-20260701-0042");
        });
    }

    @Test
    void whatHasPassedSinceTheCreationIsNotWaitedForAgain() {
        server.answer(200, Bodies.PAYMENT);
        server.time.advance(Duration.ofSeconds(3));
        payments.awaitOutcome(createdNow());
        assertThat(readsAt()).isEqualTo(seconds(5));
    }

    @Test
    void aPaymentCreatedLongAgoIsReadAtOnce() {
        server.answer(200, Bodies.PAYMENT);
        server.time.advance(Duration.ofHours(3));
        payments.awaitOutcome(createdNow());
        assertThat(server.time.sleeps()).isEmpty();
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void aWallClockThatWasSetBackDoesNotMakeItWaitLonger() {
        server.answer(200, Bodies.PAYMENT);
        server.time.setWallClock(Duration.ofHours(-1));
        payments.awaitOutcome(createdNow());
        assertThat(readsAt()).isEqualTo(seconds(5));
    }

    @Test
    void aPaymentJustCreatedByThisClientIsReadAfter5Seconds() {
        server.answer(201, Bodies.CREATED).answer(200, Bodies.PAYMENT);
        server.time.advance(Duration.ofSeconds(100));
        payments.awaitOutcome(payments.create(WireTest.documented()));
        assertThat(readsAt()).isEqualTo(seconds(100, 105));
    }

    @Test
    void aPaymentKnownByItsReferenceIsReadAtOnce() {
        waiting(1);
        server.answer(200, Bodies.PAYMENT);
        payments.awaitOutcome(REFERENCE);
        assertThat(readsAt()).isEqualTo(seconds(0, 2));
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTHORIZED", "ABORTED", "EXPIRED", "TERMINATED"})
    void everyOutcomeEndsIt(PaymentState state) {
        server.answer(200, Bodies.with(Bodies.PAYMENT, "state", "\"" + state + "\""));
        Payment payment = payments.awaitOutcome(REFERENCE);
        assertThat(payment.state()).isEqualTo(state);
        assertThat(payment.hasOutcome()).isTrue();
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void anUnknownStateIsNoOutcome() {
        server.answer(200, Bodies.with(Bodies.PAYMENT, "state", "\"BEING_REVIEWED\""))
                .answer(200, Bodies.PAYMENT);
        assertThat(payments.awaitOutcome(REFERENCE).state()).isEqualTo(PaymentState.AUTHORIZED);
        assertThat(server.received()).hasSize(2);
    }

    @Test
    @FieldDefect(47)
    void afterTheLimitItGivesThePaymentAsLastReadWithoutAnOutcome() {
        waiting(5);
        server.answer(200, Bodies.with(Bodies.WAITING, "pspReference", "\"the last\""));
        Payment payment = payments.awaitOutcome(REFERENCE, Duration.ofSeconds(10));
        assertThat(payment.hasOutcome()).isFalse();
        assertThat(payment.pspReference()).isEqualTo("the last");
        assertThat(readsAt()).isEqualTo(seconds(0, 2, 4, 6, 8, 10));
    }

    @Test
    void theLastReadIsAtTheEndOfTheLimit() {
        waiting(3);
        payments.awaitOutcome(REFERENCE, Duration.ofSeconds(3));
        assertThat(readsAt()).isEqualTo(seconds(0, 2, 3));
    }

    @Test
    void aLimitShorterThanTheFirstPauseStillReadsOnce() {
        server.answer(200, Bodies.PAYMENT);
        assertThat(payments.awaitOutcome(createdNow(), Duration.ofSeconds(3)).hasOutcome())
                .isTrue();
        assertThat(readsAt()).isEqualTo(seconds(3));
    }

    @Test
    @FieldDefect(47)
    void itWaits11MinutesUnlessToldOtherwise() {
        waiting(400);
        Payment payment = payments.awaitOutcome(createdNow());
        assertThat(payment.hasOutcome()).isFalse();
        assertThat(server.time.elapsed()).isEqualTo(Duration.ofMinutes(11));
        // 120 a minute are allowed
        assertThat(server.received()).hasSizeLessThan(340);
        assertThat(server.tokenRequests()).isEqualTo(1);
    }

    @Test
    void aRateLimitIsWaitedForAsLongAsTheServiceSays() {
        waiting(1);
        server.answer(429, "", "Retry-After", "7").answer(200, Bodies.WAITING).answer(200, Bodies.PAYMENT);
        payments.awaitOutcome(REFERENCE);
        assertThat(readsAt()).isEqualTo(seconds(0, 2, 9, 11));
    }

    @Test
    @FieldDefect(48)
    void aRateLimitThatDoesNotSayHowLongDoublesThePauseUpTo30Seconds() {
        waiting(1);
        for (int i = 0; i < 6; i++) {
            server.answer(429, "");
        }
        waiting(1);
        server.answer(200, Bodies.PAYMENT);
        payments.awaitOutcome(REFERENCE);
        assertThat(server.time.sleeps()).isEqualTo(seconds(2, 4, 8, 16, 30, 30, 30, 2));
    }

    @Test
    void aRateLimitOnTheVeryFirstReadIsWaitedFor() {
        server.answer(429, "").answer(200, Bodies.PAYMENT);
        assertThat(payments.awaitOutcome(REFERENCE).hasOutcome()).isTrue();
        assertThat(readsAt()).isEqualTo(seconds(0, 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "Wed, 01 Jul 2020 10:00:00 GMT"})
    @FieldDefect(48)
    void aRateLimitWithoutAPauseDoesNotMakeItReadTightly(String retryAfter) {
        for (int i = 0; i < 5; i++) {
            server.answer(429, "", "Retry-After", retryAfter);
        }
        server.answer(200, Bodies.PAYMENT);
        payments.awaitOutcome(REFERENCE);
        assertThat(server.time.elapsed()).isGreaterThanOrEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aRateLimitLongerThanTheLimitIsCutToIt() {
        waiting(1);
        server.answer(429, "", "Retry-After", "3600").answer(200, Bodies.WAITING);
        Payment payment = payments.awaitOutcome(REFERENCE, Duration.ofSeconds(60));
        assertThat(payment.hasOutcome()).isFalse();
        assertThat(readsAt()).isEqualTo(seconds(0, 2, 60));
    }

    @Test
    void notFoundInTheFirst10SecondsIsNotYet() {
        server.answer(404, Bodies.problem(404, "5090"))
                .answer(404, "")
                .answer(404, Bodies.problem(404, "5090"))
                .answer(404, "")
                .answer(200, Bodies.PAYMENT);
        assertThat(payments.awaitOutcome(REFERENCE).hasOutcome()).isTrue();
        assertThat(readsAt()).isEqualTo(seconds(0, 2, 4, 6, 8));
    }

    @Test
    void notFoundAfter10SecondsIsBelieved() {
        for (int i = 0; i < 6; i++) {
            server.answer(404, Bodies.problem(404, "5090"));
        }
        NotFoundException exception = failure(NotFoundException.class, Duration.ofMinutes(11));
        assertThat(EPaymentError.of(exception)).isEqualTo(EPaymentError.NOT_FOUND);
        assertThat(exception.reference()).isEqualTo(REFERENCE);
        assertThat(readsAt()).isEqualTo(seconds(0, 2, 4, 6, 8, 10));
    }

    @Test
    void onceReadANotFoundDoesNotEndIt() {
        waiting(6);
        server.answer(404, "").answer(200, Bodies.PAYMENT);
        assertThat(payments.awaitOutcome(REFERENCE).hasOutcome()).isTrue();
        assertThat(server.received()).hasSize(8);
    }

    @Test
    void aFailedReadDoesNotEndIt() {
        waiting(1);
        server.answer(500, "")
                .answer(503, "<html></html>")
                .answer(200, "not JSON")
                .answer(403, "")
                .answer(400, "{}")
                .answer(423, "")
                .answer(200, Bodies.PAYMENT);
        assertThat(payments.awaitOutcome(REFERENCE).state()).isEqualTo(PaymentState.AUTHORIZED);
        assertThat(readsAt()).isEqualTo(seconds(0, 2, 4, 6, 8, 10, 12, 16));
    }

    @Test
    void passingFaultsDoNotEndItEvenBeforeTheFirstSuccess() {
        server.answer(500, "").answer(200, "").answer(504, "").answer(200, Bodies.PAYMENT);
        assertThat(payments.awaitOutcome(REFERENCE).hasOutcome()).isTrue();
        assertThat(readsAt()).isEqualTo(seconds(0, 2, 4, 6));
    }

    @Test
    void lostAnswersDoNotEndIt() {
        server.loseAnswer().loseAnswer().loseAnswer().loseAnswer().answer(200, Bodies.PAYMENT);
        assertThat(payments.awaitOutcome(REFERENCE).hasOutcome()).isTrue();
        assertThat(server.received()).hasSize(5);
    }

    @Test
    void anExpiredTokenIsReplacedWithoutAPause() {
        waiting(1);
        server.answer(401, "").answer(200, Bodies.PAYMENT);
        assertThat(payments.awaitOutcome(REFERENCE).hasOutcome()).isTrue();
        assertThat(readsAt()).isEqualTo(seconds(0, 2, 2));
        assertThat(server.tokenRequests()).isEqualTo(2);
    }

    @Test
    void aRefusalEndsItIfNothingCouldEverBeRead() {
        server.answer(403, "");
        failure(PermissionException.class, Duration.ofMinutes(11));
        server.answer(400, "{}");
        failure(ApiException.class, Duration.ofMinutes(11));
        server.answer(401, "").answer(401, "");
        failure(AuthenticationException.class, Duration.ofMinutes(11));
        assertThat(server.time.sleeps()).isEmpty();
    }

    @Test
    void ifNothingCouldBeReadUntilTheLimitTheLastFailureIsThrown() {
        server.answer(500, "").answer(500, "").answer(502, "");
        ServerException exception = failure(ServerException.class, Duration.ofSeconds(4));
        assertThat(exception.status()).isEqualTo(502);
        assertThat(exception.processed()).isEqualTo(Processed.NO);
        server.answer(200, "junk").answer(200, "junk");
        failure(UnreadableReplyException.class, Duration.ofMillis(1));
        server.answer(429, "", "Retry-After", "60").answer(429, "", "Retry-After", "60");
        assertThat(failure(BusyException.class, Duration.ofSeconds(5)).retryAfter())
                .isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void aFailureAtTheEndGivesThePaymentAsItWasReadBefore() {
        waiting(2);
        server.answer(500, "");
        Payment payment = payments.awaitOutcome(REFERENCE, Duration.ofSeconds(4));
        assertThat(payment.state()).isEqualTo(PaymentState.CREATED);
        assertThat(payment.hasOutcome()).isFalse();
    }

    @Test
    void anInterruptEndsItAndStaysSet() {
        Thread.currentThread().interrupt();
        NotSentException exception =
                catchThrowableOfType(NotSentException.class, () -> payments.awaitOutcome(createdNow()));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(exception.operation()).isEqualTo("epayment.awaitOutcome");
        assertThat(exception.reference()).isEqualTo(REFERENCE);
        assertThat(exception.getMessage()).contains("ask again for its outcome");
        assertThat(server.requestCount()).isZero();
    }

    @Test
    void theOptionsOfTheClientAreKept() {
        List<Integer> statuses = new ArrayList<>();
        waiting(1);
        server.answer(200, Bodies.PAYMENT);
        payments.with(RequestOptions.defaults().onReply(reply -> statuses.add(reply.status())))
                .awaitOutcome(REFERENCE);
        assertThat(statuses).containsExactly(200, 200);
    }

    @Test
    void aShortDeadlineForCallsIsNotTheLimitOfThePolling() {
        waiting(10);
        server.answer(200, Bodies.PAYMENT);
        Payment payment = payments.with(RequestOptions.defaults().deadline(Duration.ofSeconds(1)))
                .awaitOutcome(REFERENCE);
        assertThat(payment.hasOutcome()).isTrue();
        assertThat(server.time.elapsed()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void itPollsForItsSalesUnit() {
        waiting(1);
        server.answer(200, Bodies.PAYMENT);
        EPaymentClient.of(server.vipps().forMerchant("7654321")).awaitOutcome(REFERENCE);
        assertThat(server.received())
                .extracting(request -> request.header("merchant-serial-number"))
                .containsExactly("7654321", "7654321");
    }
}
