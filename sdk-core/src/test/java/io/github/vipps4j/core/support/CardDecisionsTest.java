package io.github.vipps4j.core.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vipps4j.core.call.FakeTime;
import io.github.vipps4j.core.callback.CardDecision;
import io.github.vipps4j.core.callback.CardDecision.State;
import io.github.vipps4j.core.callback.CardDecisionStore;
import io.github.vipps4j.core.callback.Withdrawal;
import io.github.vipps4j.core.support.CardDecisions.Ended;
import io.github.vipps4j.core.support.CardDelivery.Kind;
import io.github.vipps4j.core.support.CardDelivery.Question;
import io.github.vipps4j.testsupport.Await;
import io.github.vipps4j.testsupport.CapturedLog;
import io.github.vipps4j.testsupport.FieldDefect;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How often a card is decided about, whatever comes how often. */
class CardDecisionsTest {
    private static final Duration LIMIT = Duration.ofSeconds(14);
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final String TOO_LATE = "{\"late\":true}";
    private static final String FAILED = "{\"failed\":true}";
    /** What a handler decides. */
    private record Answer(String name, Kind kind, String reply) {}

    private static final String CARD = "4895370013193500";

    private final FakeTime time = new FakeTime();
    private final ExecutorService handlers = Executors.newCachedThreadPool();
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final CardDecisionStore store = CardDecisionStore.inMemory();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> discarded = new CopyOnWriteArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    private volatile Callable<Answer> handler = () -> approved("A");
    private volatile boolean mayRepeatItself = true;

    @AfterEach
    void close() {
        released.countDown();
        handlers.shutdownNow();
        callers.shutdownNow();
    }

    private CardDecisions<Answer> process(Duration limit) {
        return new CardDecisions<>("a card", store, limit, handlers, time);
    }

    private final CardDecisions<Answer> decisions = process(LIMIT);

    private static Answer approved(String decision) {
        return new Answer(decision, Kind.APPROVED, "{\"approved\":\"" + decision + "\"}");
    }

    private static Answer soft(String decision) {
        return new Answer(decision, Kind.SOFT_DECLINED, "{\"soft\":\"" + decision + "\"}");
    }

    private Answer hanging() throws InterruptedException {
        begun.countDown();
        released.await();
        return approved("late");
    }

    private final class Delivery implements CardDelivery<Answer> {
        private final String bytes;

        Delivery(String bytes) {
            this.bytes = bytes;
        }

        @Override
        public String key() {
            return "tx-1";
        }

        @Override
        public String hash() {
            return CardDecisions.hash(bytes);
        }

        @Override
        public Map<String, String> returnUrls() {
            return Map.of("ok", "https://vipps.example/back?responsecode=OK");
        }

        @Override
        public boolean mayRepeatItselfAfter3DSecure() {
            return mayRepeatItself;
        }

        @Override
        public Answer decide(Question question, CardDecision mine) throws Exception {
            asked.add(question + (mine.threeDSecureResult() == null ? "" : " " + mine.threeDSecureResult()));
            return handler.call();
        }

        @Override
        public Kind kind(Answer decision) {
            return decision.kind();
        }

        @Override
        public String reply(Answer decision) {
            return decision.reply();
        }

        @Override
        public void discarded(Answer decision) {
            discarded.add(decision.name());
        }

        @Override
        public String tooLate() {
            return TOO_LATE;
        }

        @Override
        public String failed() {
            return FAILED;
        }
    }

    private String deliver(String bytes) {
        return deliver(decisions, bytes);
    }

    private String deliver(CardDecisions<Answer> process, String bytes) {
        return new String(process.answer(new Delivery(bytes)), UTF_8);
    }

    private Future<String> deliverLater(CardDecisions<Answer> process, String bytes) {
        return callers.submit(() -> deliver(process, bytes));
    }

    private Ended end() {
        return decisions.end(
                "tx-1", "{\"over\":1}", () -> told.add("not approved"), () -> told.add("approval discarded"));
    }

    private CardDecision remembered() {
        return Objects.requireNonNull(store.find("tx-1"));
    }

    private void awaitState(State state) {
        Await.until(() -> remembered().state() == state);
    }

    private static String of(Future<String> reply) throws Exception {
        return reply.get(10, TimeUnit.SECONDS);
    }

    @Test
    void sameBytesAgainGetTheAnswerThatWasGiven() {
        assertThat(deliver("one")).isEqualTo("{\"approved\":\"A\"}");
        handler = () -> approved("B");
        assertThat(deliver("one")).isEqualTo("{\"approved\":\"A\"}");
        assertThat(deliver("other bytes after the end")).isEqualTo("{\"approved\":\"A\"}");
        assertThat(asked).containsExactly("FIRST");
        assertThat(remembered().state()).isEqualTo(State.DONE);
        assertThat(discarded).isEmpty();
    }

    @Test
    void deliveriesInTheMiddleOfADecisionWaitForItsAnswer() throws Exception {
        handler = this::hanging;
        Future<String> first = deliverLater(decisions, "one");
        begun.await();
        Future<String> same = deliverLater(decisions, "one");
        Future<String> other = deliverLater(decisions, "other");
        released.countDown();
        assertThat(List.of(of(first), of(same), of(other))).containsOnly("{\"approved\":\"late\"}");
        assertThat(asked).containsExactly("FIRST");
    }

    // ---- late

    @Test
    @FieldDefect({60, 61})
    void handlerThatHangsIsAnsweredForAndItsDecisionIsDiscardedOnce() {
        handler = this::hanging;
        CardDecisions<Answer> impatient = process(SHORT);
        assertThat(deliver(impatient, "one")).isEqualTo(TOO_LATE);
        assertThat(remembered().state()).isEqualTo(State.OVERDUE);
        assertThat(deliver(impatient, "one")).isEqualTo(TOO_LATE);
        assertThat(discarded).isEmpty();

        released.countDown();
        Await.until(() -> remembered().state() == State.DONE);
        assertThat(discarded).containsExactly("late");
        assertThat(deliver(impatient, "one")).isEqualTo(TOO_LATE);
        assertThat(asked).containsExactly("FIRST");
        assertThat(discarded).hasSize(1);
    }

    /** However quickly whoever waits is woken. */
    @Test
    @FieldDefect(61)
    void approvalAfterTheLimitByTheClockIsDiscarded() {
        handler = () -> {
            time.advance(Duration.ofSeconds(16));
            return approved("late");
        };
        assertThat(deliver("one")).isEqualTo(TOO_LATE);
        assertThat(remembered().approved()).isFalse();
        awaitState(State.DONE);
        assertThat(discarded).containsExactly("late");
    }

    @Test
    void handlerThatCannotBeStartedIsAnsweredForAndHasNothingToDiscard() {
        handlers.shutdownNow();
        assertThat(deliver("one")).isEqualTo(TOO_LATE);
        assertThat(remembered().state()).isEqualTo(State.DONE);
        assertThat(asked).isEmpty();
        assertThat(discarded).isEmpty();
    }

    @Test
    void decisionThatCannotBeDiscardedStaysOverdue() {
        handler = () -> {
            time.advance(LIMIT);
            return approved("late");
        };
        Delivery delivery = new Delivery("one");
        CardDelivery<Answer> failing = new Forwarding(delivery) {
            @Override
            public void discarded(Answer decision) throws IOException {
                throw new IOException("no way to reverse " + CARD);
            }
        };
        try (CapturedLog log = CapturedLog.everything()) {
            assertThat(new String(decisions.answer(failing), UTF_8)).isEqualTo(TOO_LATE);
            Await.until(() -> log.lines().stream()
                    .anyMatch(line -> line.contains("failed to discard its decision: java.io.IOException")));
            assertThat(log.lines()).noneMatch(line -> line.contains(CARD));
        }
        assertThat(remembered().state()).isEqualTo(State.OVERDUE);
    }

    // ---- handlers that fail

    @Test
    void handlerThatThrowsIsNeverAnApprovalAndIsNotAskedAgain() {
        handler = () -> {
            throw new IOException("acquirer refused " + CARD);
        };
        try (CapturedLog log = CapturedLog.everything()) {
            assertThat(deliver("one")).isEqualTo(FAILED);
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("failed: java.io.IOException at io.github.vipps4j"))
                    .noneMatch(line -> line.contains(CARD));
        }
        handler = () -> approved("A");
        assertThat(deliver("one")).isEqualTo(FAILED);
        assertThat(asked).containsExactly("FIRST");
    }

    @Test
    void errorOfAHandlerEndsNoThreadAndIsNotQuoted() {
        List<Throwable> uncaught = new CopyOnWriteArrayList<>();
        CardDecisions<Answer> onOneThread = new CardDecisions<>(
                "a card",
                store,
                LIMIT,
                work -> {
                    Thread thread = new Thread(work);
                    thread.setUncaughtExceptionHandler((any, e) -> uncaught.add(e));
                    thread.start();
                },
                time);
        handler = () -> {
            throw new StackOverflowError("in the acquirer's library about " + CARD);
        };
        try (CapturedLog log = CapturedLog.everything()) {
            assertThat(deliver(onOneThread, "one")).isEqualTo(FAILED);
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("java.lang.StackOverflowError"))
                    .noneMatch(line -> line.contains(CARD));
        }
        assertThat(uncaught).isEmpty();
    }

    @Test
    @SuppressWarnings("NullAway")
    void handlerThatDecidesNothingHasFailed() {
        handler = () -> null;
        assertThat(deliver("one")).isEqualTo(FAILED);
    }

    // ---- 3-D Secure

    @Test
    @FieldDefect(61)
    void secondLegIsAskedForOnItsOwnAndRepeatsOfTheFirstAreNot() {
        handler = () -> soft("S");
        assertThat(deliver("one")).isEqualTo("{\"soft\":\"S\"}");
        assertThat(deliver("one")).isEqualTo("{\"soft\":\"S\"}");
        handler = () -> approved("A");
        assertThat(deliver("two")).isEqualTo("{\"approved\":\"A\"}");
        assertThat(deliver("two")).isEqualTo("{\"approved\":\"A\"}");
        assertThat(deliver("one")).isEqualTo("{\"approved\":\"A\"}");
        assertThat(asked).containsExactly("FIRST", "AFTER_3D_SECURE");
    }

    @Test
    @FieldDefect(61)
    void secondLegMayHaveTheBytesOfTheFirstWhenTheCustomerHasReturned() {
        handler = () -> soft("S");
        deliver("one");
        assertThat(decisions.returnFrom3DSecure("tx-1", "ok")).isEqualTo("https://vipps.example/back?responsecode=OK");
        assertThat(decisions.returnFrom3DSecure("tx-1", "cancel"))
                .as("what it came to first stands")
                .isEqualTo("https://vipps.example/back?responsecode=OK");
        handler = () -> approved("A");
        assertThat(deliver("one")).isEqualTo("{\"approved\":\"A\"}");
        assertThat(asked).containsExactly("FIRST", "AFTER_3D_SECURE ok");
    }

    @Test
    void sameBytesAreARepeatWhereTheSecondLegIsSureToHaveOthers() {
        mayRepeatItself = false;
        handler = () -> soft("S");
        deliver("one");
        decisions.returnFrom3DSecure("tx-1", "ok");
        assertThat(deliver("one")).isEqualTo("{\"soft\":\"S\"}");
        assertThat(asked).containsExactly("FIRST");
    }

    @Test
    void nobodyIsSentAnywhereForWhatIsNotKnown() {
        assertThat(decisions.returnFrom3DSecure("tx-1", "ok")).isNull();
        handler = () -> soft("S");
        deliver("one");
        assertThat(decisions.returnFrom3DSecure("tx-1", "failure")).isNull();
    }

    @Test
    void lateSecondLegIsDiscardedToo() {
        handler = () -> soft("S");
        deliver("one");
        handler = () -> {
            time.advance(LIMIT);
            return approved("late");
        };
        assertThat(deliver("two")).isEqualTo(TOO_LATE);
        awaitState(State.DONE);
        assertThat(discarded).containsExactly("late");
    }

    // ---- other processes

    private CardDecision leftBehind(State state) {
        return new CardDecision("tx-1", 1, state, CardDecisions.hash("one"), time.now(), null, false, Map.of(), null);
    }

    @Test
    @FieldDefect(61)
    void whatAProcessLeftUndecidedIsHandedOverAsUnknownWhenItsTimeIsOver() {
        store.put(leftBehind(State.DECIDING));
        time.advance(Duration.ofSeconds(5));
        assertThat(deliver("one")).isEqualTo("{\"approved\":\"A\"}");
        assertThat(asked).containsExactly("UNKNOWN");
        assertThat(Duration.between(FakeTime.START, time.now())).isEqualTo(LIMIT.plusSeconds(3));
        assertThat(deliver("one")).isEqualTo("{\"approved\":\"A\"}");
        assertThat(asked).hasSize(1);
    }

    @Test
    void secondLegThatAProcessLeftUndecidedIsUnknownToo() {
        store.put(leftBehind(State.DECIDING_AFTER_3D_SECURE));
        time.advance(Duration.ofDays(1));
        deliver("two");
        assertThat(asked).containsExactly("UNKNOWN");
    }

    @Test
    void whatHasJustBeenLeftIsTooLateBeforeItIsUnknown() {
        store.put(leftBehind(State.DECIDING));
        assertThat(deliver("one")).isEqualTo(TOO_LATE);
        assertThat(asked).isEmpty();
        assertThat(remembered().state()).as("for somebody to look after").isEqualTo(State.OVERDUE);
    }

    /** The service was told so: a later approval would charge the customer for nothing. */
    @Test
    @FieldDefect(61)
    void whatOneDeliveryWasToldHoldsForAllThatFollow() {
        CardDecisions<Answer> slow =
                new CardDecisions<>("a card", new Looking(() -> time.advance(LIMIT)), LIMIT, handlers, time);
        assertThat(deliver(slow, "one")).isEqualTo(TOO_LATE);
        assertThat(deliver("one")).isEqualTo(TOO_LATE);
        assertThat(deliver("two")).isEqualTo(TOO_LATE);
        assertThat(asked).isEmpty();
    }

    /** Its server is being stopped; the other may still be answered. */
    @Test
    void repeatThatIsInterruptedChangesNothing() throws Exception {
        handler = this::hanging;
        Future<String> first = deliverLater(decisions, "one");
        begun.await();
        CardDecision before = remembered();
        Future<Boolean> repeat = callers.submit(() -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> deliver("one")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> deliver(process(LIMIT), "one")).isInstanceOf(IllegalStateException.class);
            return Thread.interrupted();
        });
        assertThat(repeat.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(remembered()).isEqualTo(before);
        released.countDown();
        assertThat(of(first)).isEqualTo("{\"approved\":\"late\"}");
        assertThat(discarded).isEmpty();
    }

    @Test
    @FieldDefect(61)
    void decisionThatARepeatInAnotherProcessCouldNotWaitForIsDiscarded() throws Exception {
        handler = this::hanging;
        Future<String> first = deliverLater(decisions, "one");
        begun.await();
        assertThat(deliver(process(SHORT), "one")).isEqualTo(TOO_LATE);
        released.countDown();
        assertThat(of(first)).isEqualTo(TOO_LATE);
        awaitState(State.DONE);
        assertThat(discarded).containsExactly("late");
    }

    @Test
    void anotherProcessAtWorkIsWaitedForAndItsAnswerGiven() throws Exception {
        handler = this::hanging;
        Future<String> first = deliverLater(decisions, "one");
        begun.await();
        CardDecisions<Answer> patient =
                new CardDecisions<>("a card", new Looking(released::countDown), LIMIT, handlers, time);
        assertThat(deliver(patient, "one")).isEqualTo(of(first));
        assertThat(asked).containsExactly("FIRST");
    }

    private Future<String> takenForDeadWhileAnotherProcessSays(Answer found) throws Exception {
        handler = this::hanging;
        Future<String> first = deliverLater(decisions, "one");
        begun.await();
        time.advance(Duration.ofSeconds(17));
        handler = () -> found;
        assertThat(deliver(process(LIMIT), "one")).isEqualTo(found.reply());
        assertThat(asked).containsExactly("FIRST", "UNKNOWN");
        released.countDown();
        return first;
    }

    @Test
    void processThatWasTakenForDeadDiscardsItsApprovalIfNothingWasFound() throws Exception {
        Answer declined = new Answer("D", Kind.DECLINED, "{\"declined\":1}");
        assertThat(of(takenForDeadWhileAnotherProcessSays(declined))).isEqualTo("{\"declined\":1}");
        awaitState(State.DONE);
        assertThat(discarded).containsExactly("late");
    }

    /** It is the same authorisation: whoever does not know never makes a second one. */
    @Test
    void approvalOfAProcessThatWasTakenForDeadStandsIfItWasFound() throws Exception {
        assertThat(of(takenForDeadWhileAnotherProcessSays(approved("B")))).isEqualTo("{\"approved\":\"B\"}");
        assertThat(discarded).isEmpty();
    }

    // ---- it is over

    @Test
    void whatTheServiceEndsIsNotDecidedAnyMore() {
        assertThat(end()).isEqualTo(Ended.NOW);
        assertThat(end()).isEqualTo(Ended.BEFORE);
        assertThat(deliver("one")).isEqualTo("{\"over\":1}");
        awaitState(State.DONE);
        assertThat(told).containsExactly("not approved");
        assertThat(asked).isEmpty();
    }

    @Test
    void customerWhoCancelsDuring3DSecureEndsIt() {
        handler = () -> soft("S");
        deliver("one");
        assertThat(end()).isEqualTo(Ended.NOW);
        awaitState(State.DONE);
        assertThat(deliver("two")).isEqualTo("{\"over\":1}");
        assertThat(asked).containsExactly("FIRST");
    }

    @Test
    void decisionThatTheServiceEndsInTheMiddleIsDiscardedWhenItComes() throws Exception {
        handler = this::hanging;
        Future<String> first = deliverLater(decisions, "one");
        begun.await();
        assertThat(end()).isEqualTo(Ended.WHILE_DECIDING);
        assertThat(end()).isEqualTo(Ended.BEFORE);
        released.countDown();
        assertThat(of(first)).isEqualTo("{\"over\":1}");
        awaitState(State.DONE);
        assertThat(discarded).containsExactly("late");
        assertThat(told).as("never on two threads").isEmpty();
    }

    @Test
    void approvalThatTheServiceEndsIsToldOnce() {
        deliver("one");
        assertThat(end()).isEqualTo(Ended.AFTER_AN_APPROVAL);
        awaitState(State.DONE);
        assertThat(told).containsExactly("approval discarded");
        assertThat(remembered().approved()).isFalse();
        assertThat(end()).isEqualTo(Ended.BEFORE);
        assertThat(deliver("one")).isEqualTo("{\"over\":1}");
    }

    @Test
    void whatIsWithdrawnIsNotDecidedAnyMore() {
        assertThat(decisions.withdraw("tx-1", TOO_LATE)).isEqualTo(Withdrawal.WITHDRAWN);
        assertThat(decisions.withdraw("tx-1", TOO_LATE)).isEqualTo(Withdrawal.WITHDRAWN);
        assertThat(deliver("one")).isEqualTo(TOO_LATE);
        assertThat(asked).isEmpty();
    }

    @Test
    void whatIsBeingDecidedOrApprovedCannotBeWithdrawn() throws Exception {
        handler = this::hanging;
        Future<String> first = deliverLater(decisions, "one");
        begun.await();
        assertThat(decisions.withdraw("tx-1", TOO_LATE)).isEqualTo(Withdrawal.BEING_DECIDED);
        released.countDown();
        of(first);
        assertThat(decisions.withdraw("tx-1", TOO_LATE)).isEqualTo(Withdrawal.APPROVED);
        assertThat(deliver("one")).isEqualTo("{\"approved\":\"late\"}");
    }

    @Test
    void approvalThatWasRememberedAlthoughTheStoreFailedStands() {
        CardDecisions<Answer> lossy = new CardDecisions<>(
                "a card", new Failing(next -> next.state() == State.DONE, true), LIMIT, handlers, time);
        assertThat(deliver(lossy, "one")).isEqualTo("{\"approved\":\"A\"}");
        assertThat(discarded).isEmpty();
    }

    /** Its read time-out is the unknown outcome. */
    @Test
    @FieldDefect(61)
    void handlerThatThrowsLeavesItOpenUntilItWasAskedWhatItDid() {
        handler = () -> {
            throw new IOException("read timed out");
        };
        assertThat(deliver("one")).isEqualTo(FAILED);
        assertThat(remembered().state()).isEqualTo(State.OVERDUE);
        time.advance(Duration.ofSeconds(17));
        assertThat(deliver("one")).as("it is not known yet").isEqualTo(FAILED);
        assertThat(remembered().state()).isEqualTo(State.OVERDUE);

        handler = () -> approved("A");
        assertThat(deliver("one")).as("it was asked just now").isEqualTo(FAILED);
        time.advance(Duration.ofSeconds(17));
        assertThat(deliver("one")).isEqualTo(FAILED);
        awaitState(State.DONE);
        assertThat(asked).containsExactly("FIRST", "UNKNOWN", "UNKNOWN");
        assertThat(discarded).containsExactly("A");
        assertThat(deliver("one")).isEqualTo(FAILED);
        assertThat(discarded).hasSize(1);
    }

    @Test
    @FieldDefect(61)
    void whatAProcessLeftIsUnknownAlsoIfADeliveryWasTooEarlyForIt() {
        store.put(leftBehind(State.DECIDING));
        assertThat(deliver("one")).isEqualTo(TOO_LATE);
        assertThat(decisions.withdraw("tx-1", TOO_LATE)).isEqualTo(Withdrawal.UNKNOWN);
        time.advance(Duration.ofSeconds(3));
        assertThat(deliver("one")).as("what was told").isEqualTo(TOO_LATE);
        awaitState(State.DONE);
        assertThat(asked).containsExactly("UNKNOWN");
        assertThat(discarded).containsExactly("A");
    }

    @Test
    void whatAProcessLeftCanBeWithdrawnWhenItsTimeIsOver() {
        store.put(leftBehind(State.DECIDING));
        assertThat(decisions.withdraw("tx-1", TOO_LATE)).isEqualTo(Withdrawal.BEING_DECIDED);
        time.advance(Duration.ofSeconds(17));
        assertThat(decisions.withdraw("tx-1", TOO_LATE)).isEqualTo(Withdrawal.UNKNOWN);
        assertThat(remembered().state()).isEqualTo(State.OVERDUE);
        assertThat(deliver("one")).isEqualTo(TOO_LATE);
        awaitState(State.DONE);
        assertThat(discarded).containsExactly("A");
    }

    @Test
    void whatAProcessLeftIsUndoneWhenTheServiceEndsIt() {
        store.put(leftBehind(State.DECIDING));
        assertThat(end()).isEqualTo(Ended.WHILE_DECIDING);
        time.advance(Duration.ofSeconds(17));
        assertThat(end()).isEqualTo(Ended.NOW);
        awaitState(State.DONE);
        assertThat(told).containsExactly("not approved");
    }

    @Test
    void endThatTheHandlerCannotBeToldStaysOverdue() {
        Ended ended = decisions.end(
                "tx-1",
                "{\"over\":1}",
                () -> {
                    throw new IOException("no way to void");
                },
                () -> told.add("approval discarded"));
        assertThat(ended).isEqualTo(Ended.NOW);
        assertThat(remembered().state()).isEqualTo(State.OVERDUE);
        Await.until(() -> {
            time.advance(Duration.ofSeconds(17));
            return end() == Ended.NOW;
        });
        awaitState(State.DONE);
        assertThat(told).containsExactly("not approved");
    }

    @Test
    void endIsToldThoughTheExecutorIsFullAndTheAnswerDoesNotWaitForIt() throws Exception {
        handlers.shutdownNow();
        decisions.end("tx-1", "{\"over\":1}", released::await, () -> {});
        assertThat(remembered().state()).isEqualTo(State.OVERDUE);
        time.advance(Duration.ofMinutes(1));
        assertThat(end()).as("on one thread only").isEqualTo(Ended.BEFORE);
        assertThat(deliver("one")).isEqualTo("{\"over\":1}");
        released.countDown();
        awaitState(State.DONE);
        assertThat(asked).isEmpty();
    }

    /** In this process its handler is known to live, however late it is. */
    @Test
    void handlerThatHangsIsNotAskedASecondTimeByItsOwnProcess() {
        handler = this::hanging;
        CardDecisions<Answer> impatient = process(SHORT);
        assertThat(deliver(impatient, "one")).isEqualTo(TOO_LATE);
        time.advance(Duration.ofHours(1));
        assertThat(deliver(impatient, "one")).isEqualTo(TOO_LATE);
        assertThat(asked).containsExactly("FIRST");
        released.countDown();
        awaitState(State.DONE);
        assertThat(discarded).containsExactly("late");
    }

    private Future<String> hangingInAnotherProcess() throws InterruptedException {
        handler = this::hanging;
        Future<String> first = deliverLater(decisions, "one");
        begun.await();
        time.advance(Duration.ofSeconds(17));
        return first;
    }

    /** The one who does not know finds what the late one is about to hand back. */
    @Test
    @FieldDefect(61)
    void approvalThatTwoProcessesKnowOfIsDiscardedByOne() throws Exception {
        Future<String> first = hangingInAnotherProcess();
        CountDownLatch asking = new CountDownLatch(1);
        CountDownLatch found = new CountDownLatch(1);
        handler = () -> {
            asking.countDown();
            found.await();
            return approved("late");
        };
        Future<String> second = deliverLater(process(LIMIT), "one");
        asking.await();
        released.countDown();
        assertThat(of(first)).isEqualTo(TOO_LATE);
        awaitState(State.DONE);
        found.countDown();
        assertThat(of(second)).as("cannot be approved any more").isEqualTo(TOO_LATE);
        assertThat(discarded).containsExactly("late");
        assertThat(remembered().approved()).isFalse();
    }

    @Test
    @FieldDefect(61)
    void approvalThatWasFoundAndDiscardedIsNotDiscardedAgainByTheLateHandler() throws Exception {
        handler = this::hanging;
        assertThat(deliver(process(SHORT), "one")).isEqualTo(TOO_LATE);
        time.advance(Duration.ofSeconds(17));
        handler = () -> approved("late");
        assertThat(deliver("one")).isEqualTo(TOO_LATE);
        awaitState(State.DONE);
        assertThat(discarded).containsExactly("late");
        try (CapturedLog log = CapturedLog.everything()) {
            released.countDown();
            Await.until(() -> log.lines().stream().anyMatch(line -> line.contains("another's to tell")));
        }
        assertThat(discarded).hasSize(1);
        assertThat(remembered().state()).isEqualTo(State.DONE);
    }

    /** What it tells must be what is remembered, whoever is at work by then. */
    @Test
    @FieldDefect(61)
    void processThatGivesUpAfterAnotherTookOverEndsItForBoth() {
        handler = () -> {
            time.advance(Duration.ofSeconds(1));
            CardDecision mine = remembered();
            store.put(new CardDecision(
                    mine.key(), 2, State.DECIDING, mine.delivery(), time.now(), null, false, Map.of(), null));
            return hanging();
        };
        assertThat(deliver(process(SHORT), "one")).isEqualTo(TOO_LATE);
        assertThat(remembered().state()).isEqualTo(State.OVERDUE);
        assertThat(deliver("one")).isEqualTo(TOO_LATE);
        released.countDown();
        awaitState(State.DONE);
        assertThat(discarded).containsExactly("late");
    }

    @Test
    @FieldDefect(61)
    void deliveryThatWaitedForTheSoftDeclineIsNoSecondLeg() throws Exception {
        CountDownLatch softDeclined = new CountDownLatch(1);
        handler = () -> {
            begun.countDown();
            softDeclined.await();
            return soft("S");
        };
        Future<String> first = deliverLater(decisions, "one");
        begun.await();
        FutureTask<String> sameProcess = new FutureTask<>(() -> deliver("other"));
        Thread waiting = new Thread(sameProcess);
        waiting.start();
        Await.until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        CardDecisions<Answer> patient = new CardDecisions<>(
                "a card", new Seeing(State.DECIDING, softDeclined::countDown), LIMIT, handlers, time);
        assertThat(deliver(patient, "other")).isEqualTo("{\"soft\":\"S\"}");
        assertThat(List.of(of(first), of(sameProcess))).containsOnly("{\"soft\":\"S\"}");
        assertThat(asked).containsExactly("FIRST");
    }

    // ---- stores that are slow or fail

    private CardDecisions<Answer> with(CardDecisionStore other) {
        return new CardDecisions<>("a card", other, LIMIT, handlers, time);
    }

    @Test
    @FieldDefect(61)
    void approvalThatTookTheStoreTooLongIsDiscarded() {
        CardDecisions<Answer> slow = with(new Putting(next -> {
            boolean put = store.put(next);
            if (next.approved()) {
                time.advance(LIMIT);
            }
            return put;
        }));
        assertThat(deliver(slow, "one")).isEqualTo(TOO_LATE);
        assertThat(remembered().approved()).isFalse();
        assertThat(remembered().reply()).isEqualTo(TOO_LATE);
        awaitState(State.DONE);
        assertThat(discarded).containsExactly("A");
    }

    @Test
    void handlerIsNotAskedIfTheStoreTookAllTheTime() {
        CardDecisions<Answer> slow = with(new Putting(next -> {
            time.advance(LIMIT);
            return store.put(next);
        }));
        assertThat(deliver(slow, "one")).isEqualTo(TOO_LATE);
        assertThat(asked).isEmpty();
        assertThat(remembered().state()).isEqualTo(State.DONE);
    }

    /** Both the waiter and the handler's thread are held up by it. */
    @Test
    @FieldDefect(60)
    void serviceIsToldInTimeHoweverSlowTheStoreIs() {
        CountDownLatch storeAnswers = new CountDownLatch(1);
        CardDecisions<Answer> stuck = new CardDecisions<>(
                "a card",
                new Putting(next -> {
                    if (next.state() != State.DECIDING) {
                        storeAnswers.await();
                    }
                    return store.put(next);
                }),
                SHORT,
                handlers,
                time);
        assertThat(deliver(stuck, "one")).isEqualTo(TOO_LATE);
        assertThat(remembered().state()).isEqualTo(State.DECIDING);
        storeAnswers.countDown();
        Await.until(() -> remembered().state() == State.DONE && !remembered().approved());
        assertThat(discarded).containsExactly("A");
        assertThat(remembered().approved()).isFalse();
        assertThat(remembered().reply()).isEqualTo(TOO_LATE);
    }

    /** It may be remembered as approved: nothing is handed back before it is not. */
    @Test
    @FieldDefect(61)
    void approvalThatMayBeRememberedIsDiscardedOnceTheStoreSaysThatItIsNot() {
        AtomicInteger failures = new AtomicInteger(100);
        CardDecisions<Answer> away = with(new CardDecisionStore() {
            private volatile boolean isAway;

            private void answer() {
                if (isAway && failures.getAndDecrement() > 0) {
                    assertThat(discarded).isEmpty();
                    throw new IllegalStateException("the database is away");
                }
            }

            @Override
            public @Nullable CardDecision find(String key) {
                answer();
                return store.find(key);
            }

            @Override
            public boolean put(CardDecision next) {
                answer();
                boolean put = store.put(next);
                if (next.approved()) {
                    isAway = true;
                    throw new IllegalStateException("the database went away");
                }
                return put;
            }
        });
        assertThat(deliver(away, "one")).isEqualTo(TOO_LATE);
        Await.until(() -> remembered().state() == State.DONE && !remembered().approved());
        assertThat(discarded).containsExactly("A");
        assertThat(deliver("one")).isEqualTo(TOO_LATE);
    }

    /** Its client gave up waiting, and the database did it after all. */
    @Test
    @FieldDefect(61)
    void approvalWhoseDiscardWasRememberedLateIsDiscardedOnce() {
        List<CardDecision> onItsWay = new CopyOnWriteArrayList<>();
        handler = () -> {
            time.advance(LIMIT);
            return approved("late");
        };
        CardDecisions<Answer> lagging = with(new Putting(next -> {
            if (next.discarded() && next.state() == State.OVERDUE) {
                if (onItsWay.isEmpty()) {
                    onItsWay.add(next);
                    throw new IOException("timed out");
                }
                store.put(onItsWay.get(0));
            }
            return store.put(next);
        }));
        assertThat(deliver(lagging, "one")).isEqualTo(TOO_LATE);
        awaitState(State.DONE);
        assertThat(discarded).containsExactly("late");
    }

    /** Whatever they throw, declared or not. */
    @Test
    void approvalThatCannotBeRememberedOrWrittenIsDiscarded() {
        AtomicInteger failures = new AtomicInteger(25);
        CardDecisions<Answer> forgetful = with(new Putting(next -> {
            if (next.state() != State.DECIDING && failures.getAndDecrement() > 0) {
                throw new IOException("no connection to " + CARD);
            }
            return store.put(next);
        }));
        try (CapturedLog log = CapturedLog.everything()) {
            assertThat(deliver(forgetful, "one")).isEqualTo(TOO_LATE);
            awaitState(State.DONE);
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("java.io.IOException"))
                    .noneMatch(line -> line.contains(CARD));
        }
        assertThat(discarded).containsExactly("A");
    }

    @Test
    void approvalWhoseReplyCannotBeWrittenIsDiscarded() {
        CardDelivery<Answer> unwritable = new Forwarding(new Delivery("one")) {
            @Override
            public String reply(Answer decision) {
                throw new NoClassDefFoundError("com/example/Writer " + CARD);
            }
        };
        try (CapturedLog log = CapturedLog.everything()) {
            assertThat(new String(decisions.answer(unwritable), UTF_8)).isEqualTo(FAILED);
            awaitState(State.DONE);
            assertThat(log.lines()).noneMatch(line -> line.contains(CARD));
        }
        assertThat(discarded).containsExactly("A");
        assertThat(deliver("one")).isEqualTo(FAILED);
    }

    @Test
    void storeThatNeverTakesAnythingAnswersNobodyForLongerThanTheLimit() {
        CardDecisions<Answer> stubborn = with(new Putting(next -> false));
        assertThatThrownBy(() -> deliver(stubborn, "one")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> stubborn.withdraw("tx-1", TOO_LATE)).isInstanceOf(IllegalStateException.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void deliveryThatCannotBeUsedGetsWhatWasToldOrEndsIt() {
        assertThat(new String(decisions.refuse("tx-1", "{\"invalid\":1}", TOO_LATE), UTF_8))
                .isEqualTo("{\"invalid\":1}");
        assertThat(deliver("one")).isEqualTo("{\"invalid\":1}");
        assertThat(asked).isEmpty();
    }

    @Test
    void deliveryThatCannotBeUsedLeavesOpenWhatNobodyKnows() {
        store.put(leftBehind(State.DECIDING));
        time.advance(Duration.ofSeconds(17));
        assertThat(new String(decisions.refuse("tx-1", "{\"invalid\":1}", TOO_LATE), UTF_8))
                .isEqualTo("{\"invalid\":1}");
        assertThat(remembered().state()).isEqualTo(State.OVERDUE);
        assertThat(deliver("one")).isEqualTo("{\"invalid\":1}");
        awaitState(State.DONE);
        assertThat(asked).containsExactly("UNKNOWN");
        assertThat(discarded).containsExactly("A");
    }

    /** How it puts may take time, fail, or throw what is not declared. */
    private final class Putting implements CardDecisionStore {
        private interface Put {
            boolean put(CardDecision next) throws Exception;
        }

        private final Put put;

        Putting(Put put) {
            this.put = put;
        }

        @Override
        public @Nullable CardDecision find(String key) {
            return store.find(key);
        }

        @Override
        public boolean put(CardDecision decision) {
            try {
                return put.put(decision);
            } catch (Exception e) {
                throw CardDecisionsTest.<RuntimeException>undeclared(e);
            }
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E undeclared(Throwable e) throws E {
        throw (E) e;
    }

    /** Lets something happen once it was seen in a state. */
    private final class Seeing implements CardDecisionStore {
        private final State state;
        private final Runnable seen;

        Seeing(State state, Runnable seen) {
            this.state = state;
            this.seen = seen;
        }

        @Override
        public @Nullable CardDecision find(String key) {
            CardDecision known = store.find(key);
            if (known != null && known.state() == state) {
                seen.run();
                Await.until(() -> remembered().state() != state);
            }
            return known;
        }

        @Override
        public boolean put(CardDecision decision) {
            return store.put(decision);
        }
    }

    /** Fails on some of what it is given, after or before remembering it. */
    private final class Failing implements CardDecisionStore {
        private final Predicate<CardDecision> fails;
        private final boolean remembers;

        Failing(Predicate<CardDecision> fails, boolean remembers) {
            this.fails = fails;
            this.remembers = remembers;
        }

        @Override
        public @Nullable CardDecision find(String key) {
            return store.find(key);
        }

        @Override
        public boolean put(CardDecision decision) {
            if (!fails.test(decision)) {
                return store.put(decision);
            }
            if (remembers) {
                store.put(decision);
            }
            throw new IllegalStateException("the database is away");
        }
    }

    /** Lets something happen once it was looked at, and gives the other process the time for it. */
    private final class Looking implements CardDecisionStore {
        private final Runnable seen;

        Looking(Runnable seen) {
            this.seen = seen;
        }

        @Override
        public @Nullable CardDecision find(String key) {
            CardDecision known = store.find(key);
            if (known == null || known.state() == State.DECIDING) {
                seen.run();
                Await.until(() -> known == null || remembered().state() == State.DONE);
            }
            return known;
        }

        @Override
        public boolean put(CardDecision decision) {
            return store.put(decision);
        }
    }

    private static class Forwarding implements CardDelivery<Answer> {
        private final CardDelivery<Answer> to;

        Forwarding(CardDelivery<Answer> to) {
            this.to = to;
        }

        @Override
        public String key() {
            return to.key();
        }

        @Override
        public String hash() {
            return to.hash();
        }

        @Override
        public Map<String, String> returnUrls() {
            return to.returnUrls();
        }

        @Override
        public boolean mayRepeatItselfAfter3DSecure() {
            return to.mayRepeatItselfAfter3DSecure();
        }

        @Override
        public Answer decide(Question question, CardDecision mine) throws Exception {
            return to.decide(question, mine);
        }

        @Override
        public Kind kind(Answer decision) {
            return to.kind(decision);
        }

        @Override
        public String reply(Answer decision) {
            return to.reply(decision);
        }

        @Override
        public void discarded(Answer decision) throws Exception {
            to.discarded(decision);
        }

        @Override
        public String tooLate() {
            return to.tooLate();
        }

        @Override
        public String failed() {
            return to.failed();
        }
    }
}
