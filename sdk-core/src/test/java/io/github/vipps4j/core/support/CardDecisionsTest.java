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
import java.util.concurrent.TimeUnit;
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

    // ---- stores that fail

    @Test
    void approvalThatWasRememberedAlthoughTheStoreFailedStands() {
        CardDecisions<Answer> lossy = new CardDecisions<>(
                "a card", new Failing(next -> next.state() == State.DONE, true), LIMIT, handlers, time);
        assertThat(deliver(lossy, "one")).isEqualTo("{\"approved\":\"A\"}");
        assertThat(discarded).isEmpty();
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
