package io.github.vipps4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.core.ApiError.ExtraDetail;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VippsExceptionTest {
    private static final IdempotencyKey KEY = IdempotencyKey.of("order-1-capture-1");
    private static final CallInfo CALL =
            new CallInfo("epayment.capture", "order-1", "123456", KEY, 3, Duration.ofMillis(1234));
    private static final ApiError ERROR = new ApiError(
            400,
            "Kari's title",
            "Kari's detail",
            null,
            List.of("6080", "7010"),
            "trace-1",
            "context-1",
            List.of(new ExtraDetail("phoneNumber", "Kari's reason")),
            "Kari's body");

    static Stream<ApiException> refusals() {
        return Stream.of(
                new ApiException("m", CALL, ERROR),
                new AuthenticationException("m", CALL, ERROR),
                new PermissionException("m", CALL, ERROR),
                new NotFoundException("m", CALL, ERROR),
                new ConflictException("m", CALL, ERROR),
                new ServerException("m", CALL, ERROR),
                new BusyException("m", CALL, ERROR, null));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalTellsTheCallAndTheErrorAndThatNothingWasProcessed(ApiException refusal) {
        assertThat(refusal).hasMessage("m").hasNoCause();
        assertThat(refusal.processed()).isEqualTo(Processed.NO);
        assertThat(refusal.operation()).isEqualTo("epayment.capture");
        assertThat(refusal.reference()).isEqualTo("order-1");
        assertThat(refusal.merchantSerialNumber()).isEqualTo("123456");
        assertThat(refusal.idempotencyKey()).isEqualTo(KEY);
        assertThat(refusal.attempts()).isEqualTo(3);
        assertThat(refusal.elapsed()).isEqualTo(Duration.ofMillis(1234));
        assertThat(refusal.error()).isSameAs(ERROR);
        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.code()).isEqualTo("6080");
        assertThat(refusal.codes()).containsExactly("6080", "7010");
        assertThat(refusal.traceId()).isEqualTo("trace-1");
    }

    @Test
    void busyTellsHowLongToWait() {
        assertThat(new BusyException("m", CALL, ERROR, Duration.ofSeconds(7)).retryAfter())
                .isEqualTo(Duration.ofSeconds(7));
        assertThat(new BusyException("m", CALL, ERROR, null).retryAfter()).isNull();
    }

    @Test
    void notSentIsNotProcessed() {
        IOException cause = new IOException("no route");
        NotSentException notSent = new NotSentException("m", cause, CALL);

        assertThat(notSent.processed()).isEqualTo(Processed.NO);
        assertThat(notSent).hasMessage("m").hasCause(cause);
    }

    @Test
    void anUnknownOutcomeKeepsTheLastAnswer() {
        OutcomeUnknownException answered = new OutcomeUnknownException("m", null, CALL, Processed.UNKNOWN, ERROR);
        OutcomeUnknownException silent =
                new OutcomeUnknownException("m", new IOException("reset"), CALL, Processed.NO, null);

        assertThat(answered.processed()).isEqualTo(Processed.UNKNOWN);
        assertThat(answered.error()).isSameAs(ERROR);
        assertThat(silent.processed()).isEqualTo(Processed.NO);
        assertThat(silent.error()).isNull();
        assertThat(silent).hasRootCauseMessage("reset");
    }

    @Test
    void anUnreadableReplyKeepsItsBodyOutOfWhatIsPrinted() {
        UnreadableReplyException unreadable =
                new UnreadableReplyException("m", null, CALL, Processed.YES, 200, "Kari's body");

        assertThat(unreadable.processed()).isEqualTo(Processed.YES);
        assertThat(unreadable.status()).isEqualTo(200);
        assertThat(unreadable.rawBody()).isEqualTo("Kari's body");
        assertThat(unreadable.toString()).doesNotContain("Kari");
    }

    @Test
    void anInvalidRequestListsEveryViolation() {
        List<Violation> violations = new ArrayList<>(List.of(
                new Violation("amount.value", "must be more than zero"), new Violation("reference", "is required")));
        InvalidRequestException invalid = new InvalidRequestException("CreatePayment", violations);
        violations.clear();

        assertThat(invalid)
                .hasMessage("CreatePayment is invalid: amount.value must be more than zero;"
                        + " reference is required. Nothing was sent.");
        assertThat(invalid.violations())
                .containsExactly(
                        new Violation("amount.value", "must be more than zero"),
                        new Violation("reference", "is required"));
        assertThat(invalid.processed()).isEqualTo(Processed.NO);
        assertThat(invalid.operation()).isEqualTo("CreatePayment");
        assertThat(invalid.attempts()).isZero();
        assertThat(invalid.elapsed()).isZero();
        assertThat(invalid.reference()).isNull();
        assertThat(invalid.merchantSerialNumber()).isNull();
        assertThat(invalid.idempotencyKey()).isNull();
    }

    @Test
    void aViolationIsOnePhrase() {
        assertThat(new Violation("reference", "is required")).hasToString("reference is required");
    }

    @Test
    void anErrorPrintsStatusCodesAndIdsOnly() {
        assertThat(ERROR).hasToString("ApiError[status=400, codes=[6080, 7010], traceId=trace-1, contextId=context-1]");
        assertThat(ERROR.extraDetails().get(0)).hasToString("ExtraDetail[name=phoneNumber]");
    }

    @Test
    void anErrorOfWhichOnlyTheStatusIsKnownHasNoCode() {
        ApiError bare = ApiError.of(502);

        assertThat(bare.status()).isEqualTo(502);
        assertThat(bare.code()).isNull();
        assertThat(bare.codes()).isEmpty();
        assertThat(bare.extraDetails()).isEmpty();
        assertThat(bare.rawBody()).isEmpty();
    }

    @Test
    void anErrorKeepsItsOwnLists() {
        List<String> codes = new ArrayList<>(List.of("6080"));
        List<ExtraDetail> details = new ArrayList<>(List.of(new ExtraDetail("a", "b")));
        ApiError error = new ApiError(400, null, null, null, codes, null, null, details, "");
        codes.clear();
        details.clear();

        assertThat(error.codes()).containsExactly("6080");
        assertThat(error.extraDetails()).containsExactly(new ExtraDetail("a", "b"));
    }

    @Test
    void aCallPrintsItsIdsAndLeavesAbsentOnesOut() {
        assertThat(CALL)
                .hasToString("operation=epayment.capture, reference=order-1, msn=123456,"
                        + " idempotencyKey=order-1-capture-1, attempts=3, elapsed=1234 ms");
        assertThat(CallInfo.of("accesstoken.get")).hasToString("operation=accesstoken.get, attempts=0, elapsed=0 ms");
    }

    @Test
    void aReplyPrintsWithoutItsBody() {
        ReplyInfo reply = new ReplyInfo(CALL, 200, Map.of("x-request-id", "r-1"), "Kari's body");

        assertThat(reply.toString()).contains("status=200", "x-request-id=r-1").doesNotContain("Kari");
        assertThat(reply.rawBody()).isEqualTo("Kari's body");
    }
}
