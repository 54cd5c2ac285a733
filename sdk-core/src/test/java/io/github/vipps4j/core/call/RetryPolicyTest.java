package io.github.vipps4j.core.call;

import static io.github.vipps4j.core.call.RetryPolicy.Action.ALREADY_DONE;
import static io.github.vipps4j.core.call.RetryPolicy.Action.CHECK;
import static io.github.vipps4j.core.call.RetryPolicy.Action.CHECK_THEN_STOP;
import static io.github.vipps4j.core.call.RetryPolicy.Action.RENEW_TOKEN;
import static io.github.vipps4j.core.call.RetryPolicy.Action.REPEAT;
import static io.github.vipps4j.core.call.RetryPolicy.Action.STOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.core.ApiError;
import io.github.vipps4j.core.call.Failure.Kind;
import io.github.vipps4j.core.call.RetryPolicy.Action;
import io.github.vipps4j.core.call.RetryPolicy.Decision;
import io.github.vipps4j.core.call.RetryPolicy.Rules;
import io.github.vipps4j.testsupport.FieldDefect;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RetryPolicyTest {
    private static final long PLENTY = Duration.ofHours(1).toNanos();

    /** Half of what jitter could be, so that pauses are exact. */
    private final RetryPolicy policy = new RetryPolicy(bound -> bound / 2);

    /**
     * What follows the first failure of each operation of each API. Pauses in milliseconds; the operation's own status of
     * "already so" is told only of a repeat, so here it stops.
     */
    private static final String FIRST_FAILURES = """
            operation               class    pause  not-sent    lost        400   401    403   404   409   423          429           500
            epayment.create         KEYED    12000  REPEAT:250  REPEAT:250  STOP  TOKEN  STOP  STOP  STOP  REPEAT:2000  REPEAT:12000  REPEAT:250
            epayment.get            SAFE     12000  REPEAT:250  REPEAT:250  STOP  TOKEN  STOP  STOP  STOP  REPEAT:2000  REPEAT:12000  REPEAT:250
            epayment.eventLog       SAFE     12000  REPEAT:250  REPEAT:250  STOP  TOKEN  STOP  STOP  STOP  REPEAT:2000  REPEAT:12000  REPEAT:250
            epayment.capture        KEYED    12000  REPEAT:250  REPEAT:250  STOP  TOKEN  STOP  STOP  STOP  REPEAT:2000  REPEAT:12000  REPEAT:250
            epayment.refund         KEYED    12000  REPEAT:250  REPEAT:250  STOP  TOKEN  STOP  STOP  STOP  REPEAT:2000  REPEAT:12000  REPEAT:250
            epayment.cancel         KEYED    12000  REPEAT:250  REPEAT:250  STOP  TOKEN  STOP  STOP  STOP  REPEAT:2000  REPEAT:12000  REPEAT:250
            epayment.forceApprove   ONCE     12000  REPEAT:250  STOP        STOP  TOKEN  STOP  STOP  STOP  REPEAT:2000  REPEAT:12000  STOP
            ecom.initiate           ONCE     30000  REPEAT:250  STOP        STOP  TOKEN  STOP  STOP  STOP  STOP         REPEAT:30000  STOP
            ecom.details            SAFE     12000  REPEAT:250  REPEAT:250  STOP  TOKEN  STOP  STOP  STOP  REPEAT:2000  REPEAT:12000  REPEAT:250
            ecom.capture            CHECKED  12000  REPEAT:250  CHECK:250   STOP  TOKEN  STOP  STOP  STOP  REPEAT:2000  REPEAT:12000  CHECK:250
            ecom.refund             CHECKED  12000  REPEAT:250  CHECK:250   STOP  TOKEN  STOP  STOP  STOP  REPEAT:2000  REPEAT:12000  CHECK:250
            ecom.cancel             CHECKED  12000  REPEAT:250  CHECK:250   STOP  TOKEN  STOP  STOP  STOP  CHECK:2000   REPEAT:12000  CHECK:250
            ecom.forceApprove       CHECKED  12000  REPEAT:250  CHECK:250   STOP  TOKEN  STOP  STOP  STOP  REPEAT:2000  REPEAT:12000  CHECK:250
            psp.init                ONCE     12000  REPEAT:250  STOP        STOP  TOKEN  STOP  STOP  STOP  REPEAT:2000  REPEAT:12000  STOP
            psp.updateStatus        NATURAL  12000  REPEAT:250  REPEAT:250  STOP  TOKEN  STOP  STOP  STOP  REPEAT:2000  REPEAT:12000  REPEAT:250
            psp.details             SAFE     12000  REPEAT:250  REPEAT:250  STOP  TOKEN  STOP  STOP  STOP  REPEAT:2000  REPEAT:12000  REPEAT:250
            psp.forceApprove        ONCE     12000  REPEAT:250  STOP        STOP  TOKEN  STOP  STOP  STOP  REPEAT:2000  REPEAT:12000  STOP
            om.addReceipt           CHECKED  12000  REPEAT:250  CHECK:250   STOP  TOKEN  STOP  STOP  STOP  REPEAT:2000  REPEAT:12000  CHECK:250
            om.setCategory          NATURAL  12000  REPEAT:250  REPEAT:250  STOP  TOKEN  STOP  STOP  STOP  REPEAT:2000  REPEAT:12000  REPEAT:250
            om.addCategory          CHECKED  12000  REPEAT:250  CHECK:250   STOP  TOKEN  STOP  STOP  STOP  REPEAT:2000  REPEAT:12000  CHECK:250
            om.getOrder             SAFE     12000  REPEAT:250  REPEAT:250  STOP  TOKEN  STOP  STOP  STOP  REPEAT:2000  REPEAT:12000  REPEAT:250
            om.deleteCategory       NATURAL  12000  REPEAT:250  REPEAT:250  STOP  TOKEN  STOP  STOP  STOP  REPEAT:2000  REPEAT:12000  REPEAT:250
            om.addImage             NATURAL  12000  REPEAT:250  REPEAT:250  STOP  TOKEN  STOP  STOP  STOP  REPEAT:2000  REPEAT:12000  REPEAT:250
            webhooks.register       ONCE     12000  REPEAT:250  STOP        STOP  TOKEN  STOP  STOP  STOP  REPEAT:2000  REPEAT:12000  STOP
            webhooks.list           SAFE     12000  REPEAT:250  REPEAT:250  STOP  TOKEN  STOP  STOP  STOP  REPEAT:2000  REPEAT:12000  REPEAT:250
            webhooks.delete         NATURAL  12000  REPEAT:250  REPEAT:250  STOP  TOKEN  STOP  STOP  STOP  REPEAT:2000  REPEAT:12000  REPEAT:250
            accesstoken.get         SAFE     12000  REPEAT:250  REPEAT:250  STOP  TOKEN  STOP  STOP  STOP  REPEAT:2000  REPEAT:12000  REPEAT:250
            """;

    @TestFactory
    Stream<DynamicTest> firstFailureOfEachOperation() {
        String[] lines = FIRST_FAILURES.strip().split("\n");
        String[] heads = lines[0].strip().split(" +");
        List<DynamicTest> tests = new ArrayList<>();
        for (int line = 1; line < lines.length; line++) {
            String[] cells = lines[line].strip().split(" +");
            boolean readWhenLocked = Set.of("ecom.initiate", "ecom.cancel").contains(cells[0]);
            Rules rules = new Rules(
                    Repeatability.valueOf(cells[1]),
                    Duration.ofMillis(Long.parseLong(cells[2])),
                    false,
                    0,
                    false,
                    readWhenLocked);
            for (int column = 3; column < cells.length; column++) {
                Failure failure = failure(heads[column]);
                String expected = cells[column];
                tests.add(DynamicTest.dynamicTest(
                        cells[0] + " after " + heads[column],
                        () -> assertThat(policy.decide(rules, failure, 1, PLENTY, failure.maybeProcessed()))
                                .isEqualTo(decision(expected))));
            }
        }
        return tests.stream();
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_SENT, 1, REPEAT, 250",
        "NOT_SENT, 2, REPEAT, 500",
        "NOT_SENT, 3, STOP, 0",
        "LOST, 1, REPEAT, 250",
        "LOST, 2, REPEAT, 500",
        "LOST, 3, STOP, 0",
        "SERVER_ERROR, 2, REPEAT, 500",
        "SERVER_ERROR, 3, STOP, 0",
        "SERVER_ERROR_ONCE, 1, REPEAT, 250",
        "SERVER_ERROR_ONCE, 2, STOP, 0",
        "UNAUTHORIZED, 1, RENEW_TOKEN, 0",
        "UNAUTHORIZED, 2, STOP, 0",
        "LOCKED, 1, REPEAT, 2000",
        "LOCKED, 2, REPEAT, 4000",
        "LOCKED, 3, REPEAT, 8000",
        "LOCKED, 4, REPEAT, 16000",
        "LOCKED, 5, STOP, 32000",
        "RATE_LIMITED, 1, REPEAT, 12000",
        "RATE_LIMITED, 4, REPEAT, 12000",
        "RATE_LIMITED, 5, STOP, 12000",
        "NOT_YET, 9, REPEAT, 1000",
        "REFUSED, 1, STOP, 0",
        "UNREADABLE, 1, STOP, 0",
        "BROKEN, 1, STOP, 0",
        "BROKEN_BEFORE_SENDING, 1, STOP, 0",
    })
    @FieldDefect(3)
    void repeatsOfAKeyedCallEndAndSlowDown(Kind kind, int times, Action action, long pause) {
        Decision decision = policy.decide(rules(Repeatability.KEYED), failure(kind, 0, null), times, PLENTY, false);
        assertThat(decision).isEqualTo(new Decision(action, Duration.ofMillis(pause)));
    }

    @Test
    void backoffIsFullJitter() {
        Failure lost = failure("lost");
        Rules keyed = rules(Repeatability.KEYED);
        List<Long> bounds = new ArrayList<>();
        RetryPolicy recording = new RetryPolicy(bound -> {
            bounds.add(bound);
            return 0;
        });
        assertThat(recording.decide(keyed, lost, 1, PLENTY, true).pause()).isZero();
        assertThat(recording.decide(keyed, lost, 2, PLENTY, true).pause()).isZero();
        assertThat(bounds).containsExactly(500_000_000L, 1_000_000_000L);
    }

    @Test
    void aReadIsRepeatedAfterAnInternalErrorLikeAfterAnyServerError() {
        Failure internal = failure(Kind.SERVER_ERROR_ONCE, 500, null);
        assertThat(policy.decide(rules(Repeatability.SAFE), internal, 2, PLENTY, true)
                        .action())
                .isEqualTo(REPEAT);
    }

    @ParameterizedTest
    @EnumSource(names = {"RATE_LIMITED", "LOCKED", "SERVER_ERROR"})
    void theServiceSaysHowLongToWait(Kind kind) {
        Failure failure = failure(kind, 429, Duration.ofSeconds(7));
        assertThat(policy.decide(rules(Repeatability.KEYED), failure, 1, PLENTY, false))
                .isEqualTo(new Decision(REPEAT, Duration.ofSeconds(7)));
    }

    @Test
    void aWaitThatDoesNotFitIsNotBegun() {
        Failure limited = failure(Kind.RATE_LIMITED, 429, Duration.ofSeconds(7));
        long sevenSeconds = Duration.ofSeconds(7).toNanos();
        assertThat(policy.decide(rules(Repeatability.KEYED), limited, 1, sevenSeconds + 1, false))
                .isEqualTo(new Decision(REPEAT, Duration.ofSeconds(7)));
        assertThat(policy.decide(rules(Repeatability.KEYED), limited, 1, sevenSeconds, false))
                .isEqualTo(new Decision(STOP, Duration.ofSeconds(7)));
    }

    /** An attempt that was certainly not processed repeats; not so if one before it may have been. */
    @ParameterizedTest
    @CsvSource({
        "SAFE, REPEAT",
        "KEYED, REPEAT",
        "NATURAL, REPEAT",
        "CHECKED, CHECK",
        "ONCE, STOP",
    })
    void whatMayHaveBeenProcessedGovernsEveryLaterFailure(Repeatability repeatability, Action action) {
        for (String later : List.of("not-sent", "423", "429")) {
            assertThat(policy.decide(rules(repeatability), failure(later), 1, PLENTY, true)
                            .action())
                    .as(later)
                    .isEqualTo(action);
        }
    }

    /**
     * Before a checked call gives up in doubt it looks once more: a check that found nothing may have come too early.
     */
    @Test
    void checkedCallInDoubtIsReadOnceMoreBeforeItGivesUp() {
        Rules checked = rules(Repeatability.CHECKED);
        Failure exhausted = failure("lost");
        assertThat(policy.decide(checked, exhausted, 3, PLENTY, true).action()).isEqualTo(CHECK_THEN_STOP);
        for (String refusal : List.of("400", "403", "404", "409")) {
            assertThat(policy.decide(checked, failure(refusal), 1, PLENTY, true).action())
                    .as(refusal)
                    .isEqualTo(CHECK_THEN_STOP);
            assertThat(policy.decide(checked, failure(refusal), 1, PLENTY, false)
                            .action())
                    .as(refusal)
                    .isEqualTo(STOP);
        }
    }

    /** "Was processed before" can be the answer to what an earlier call did. */
    @ParameterizedTest
    @EnumSource(Repeatability.class)
    void refusalThatSaysToReadFirstIsReadByThoseWhoCan(Repeatability repeatability) {
        Failure conflict = failure(Kind.STATE_CONFLICT, 400, null);
        assertThat(policy.decide(rules(repeatability), conflict, 1, PLENTY, false)
                        .action())
                .isEqualTo(repeatability == Repeatability.CHECKED ? CHECK_THEN_STOP : STOP);
    }

    /** What holds the lock may be the very thing that the call wants. */
    @ParameterizedTest
    @CsvSource({"CHECKED, CHECK, 2000", "ONCE, STOP, 0"})
    void lockThatMayBeHeldByWhatTheCallWantsIsNotMetAgainUnread(
            Repeatability repeatability, Action action, long pause) {
        Rules rules = new Rules(repeatability, Duration.ofSeconds(12), false, 0, false, true);
        assertThat(policy.decide(rules, failure("423"), 1, PLENTY, false))
                .isEqualTo(new Decision(action, Duration.ofMillis(pause)));
        assertThat(policy.decide(rules, failure("429"), 1, PLENTY, false).action())
                .isEqualTo(REPEAT);
    }

    @Test
    void alreadySoIsSuccessOnlyOfARepeatThatMayHaveDoneIt() {
        Rules delete = rules(Repeatability.NATURAL, Duration.ofSeconds(12), 404);
        assertThat(policy.decide(delete, failure("404"), 1, PLENTY, true).action())
                .isEqualTo(ALREADY_DONE);
        assertThat(policy.decide(delete, failure("404"), 1, PLENTY, false).action())
                .isEqualTo(STOP);
        assertThat(policy.decide(delete, failure("409"), 1, PLENTY, true).action())
                .isEqualTo(STOP);
    }

    @Test
    void whatIsSoByWhomeverIsSuccessOfTheFirstAttemptToo() {
        Rules add = new Rules(Repeatability.NATURAL, Duration.ofSeconds(12), false, 409, true, false);
        assertThat(policy.decide(add, failure("409"), 1, PLENTY, false).action())
                .isEqualTo(ALREADY_DONE);
        assertThat(policy.decide(add, failure("409"), 1, PLENTY, true).action()).isEqualTo(ALREADY_DONE);
        assertThat(policy.decide(add, failure("404"), 1, PLENTY, false).action())
                .isEqualTo(STOP);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aPolledReadIsRepeatedByItsCallerExceptForTheToken(Kind kind) {
        Rules polled = new Rules(Repeatability.SAFE, Duration.ofSeconds(12), true, 0, false, false);
        assertThat(policy.decide(polled, failure(kind, 0, null), 1, PLENTY, false)
                        .action())
                .isEqualTo(kind == Kind.UNAUTHORIZED ? RENEW_TOKEN : STOP);
    }

    private static Rules rules(Repeatability repeatability) {
        return rules(repeatability, Duration.ofSeconds(12), 0);
    }

    private static Rules rules(Repeatability repeatability, Duration rateLimitPause, int alreadyDone) {
        return new Rules(repeatability, rateLimitPause, false, alreadyDone, false, false);
    }

    private static Failure failure(Kind kind, int status, @Nullable Duration retryAfter) {
        return new Failure(kind, status, null, retryAfter, null, "");
    }

    private static Failure failure(String name) {
        return switch (name) {
            case "not-sent" -> Failure.notSent(new IOException("refused"));
            case "lost" -> Failure.lost(0, new IOException("reset"));
            case "401" -> answered(Kind.UNAUTHORIZED, 401);
            case "423" -> answered(Kind.LOCKED, 423);
            case "429" -> answered(Kind.RATE_LIMITED, 429);
            case "500" -> answered(Kind.SERVER_ERROR, 500);
            default -> answered(Kind.REFUSED, Integer.parseInt(name));
        };
    }

    private static Failure answered(Kind kind, int status) {
        return Failure.answered(kind, ApiError.of(status), null);
    }

    private static Decision decision(String cell) {
        String[] parts = cell.split(":");
        Duration pause = parts.length == 1 ? Duration.ZERO : Duration.ofMillis(Long.parseLong(parts[1]));
        return switch (parts[0]) {
            case "REPEAT" -> new Decision(REPEAT, pause);
            case "CHECK" -> new Decision(CHECK, pause);
            case "TOKEN" -> new Decision(RENEW_TOKEN, pause);
            default -> new Decision(STOP, pause);
        };
    }
}
