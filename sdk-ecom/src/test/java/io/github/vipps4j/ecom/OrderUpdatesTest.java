package io.github.vipps4j.ecom;

import static io.github.vipps4j.ecom.Bodies.INITIATE_ENTRY;
import static io.github.vipps4j.ecom.Bodies.ORDER;
import static io.github.vipps4j.ecom.Bodies.RESERVE_ENTRY;
import static io.github.vipps4j.ecom.Bodies.details;
import static io.github.vipps4j.ecom.Bodies.entry;
import static io.github.vipps4j.ecom.Bodies.error;
import static io.github.vipps4j.ecom.Bodies.nok;
import static io.github.vipps4j.ecom.Bodies.summary;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.NotFoundException;
import io.github.vipps4j.core.PermissionException;
import io.github.vipps4j.core.callback.CallbackRequest;
import io.github.vipps4j.testsupport.CapturedLog;
import io.github.vipps4j.testsupport.FieldDefect;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.event.Level;

class OrderUpdatesTest {
    private static final OrderKey KEY = new OrderKey(VippsServer.MSN, ORDER);
    private static final String CAPTURED = details(
            summary(10_000, 14_900, 0, 10_000), entry("CAPTURE", 10_000, true, "k-1"), RESERVE_ENTRY, INITIATE_ENTRY);

    /** As {@link Bodies#WAITING}, but it says not when it began. */
    private static final String WAITING_SINCE_NOBODY_KNOWS = Bodies.WAITING.replace("\"timeStamp\"", "\"time\"");

    private final VippsServer server = new VippsServer();
    private final List<String> told = new ArrayList<>();
    private final OrderSnapshots snapshots = OrderSnapshots.inMemory();
    private final OrderUpdates updates = updates(this::note);

    @AfterEach
    void close() {
        server.close();
    }

    private OrderUpdates updates(OrderChangeHandler handler) {
        return OrderUpdates.of(server.vipps(), snapshots, handler, Runnable::run);
    }

    private void note(OrderKey key, @Nullable OrderSnapshot before, PaymentDetails now) {
        told.add(key + ": " + text(before) + " -> " + text(OrderSnapshot.of(now, server.time.now())));
    }

    private static String text(@Nullable OrderSnapshot snapshot) {
        return snapshot == null
                ? "nothing"
                : snapshot.state() + " " + snapshot.captured().value() + "/"
                        + snapshot.refunded().value() + (snapshot.over() ? " over" : "");
    }

    private static InitiatedPayment initiatedNow() {
        return new InitiatedPayment(ORDER, Bodies.LANDING_URL, FakeTime.START);
    }

    private void waitsForEver(String body) {
        for (int i = 0; i < 400; i++) {
            server.answer(200, body);
        }
    }

    private List<String> differences() {
        return told.stream().map(line -> line.substring(line.indexOf(": ") + 2)).toList();
    }

    private int deliver(OrderUpdates updates, String body) {
        EcomCallbacks callbacks = EcomCallbacks.builder()
                .authToken("token")
                .onPaymentUpdate(updates.callbacks())
                .build();
        return callbacks
                .handle(new CallbackRequest(
                        "POST",
                        "/v2/payments/" + ORDER,
                        Map.of("Authorization", List.of("token")),
                        body.getBytes(UTF_8)))
                .status();
    }

    @Test
    void eachDifferenceIsToldOnceAndInOrder() {
        server.answer(200, Bodies.WAITING)
                .answer(200, Bodies.WAITING)
                .answer(200, Bodies.RESERVED)
                .answer(200, CAPTURED)
                .answer(200, CAPTURED);
        for (int i = 0; i < 5; i++) {
            updates.check(ORDER);
        }
        assertThat(told)
                .containsExactly(
                        "654321/shop7-order-0042: nothing -> INITIATED 0/0",
                        "654321/shop7-order-0042: INITIATED 0/0 -> RESERVED 0/0 over",
                        "654321/shop7-order-0042: RESERVED 0/0 over -> PARTLY_CAPTURED 10000/0 over");
    }

    @Test
    void releaseOfTheRestIsADifference() {
        server.answer(200, CAPTURED).answer(200, CAPTURED.replace("14900", "0"));
        updates.check(ORDER);
        updates.check(ORDER);
        assertThat(told).hasSize(2);
    }

    @Test
    void differenceThatWasNotAcceptedIsToldAgain() {
        OrderUpdates failing = updates((key, before, now) -> {
            note(key, before, now);
            throw new IOException("no database");
        });
        server.answer(200, Bodies.RESERVED).answer(200, Bodies.RESERVED);
        OrderNotAcceptedException e = catchThrowableOfType(OrderNotAcceptedException.class, () -> failing.check(ORDER));
        assertThat(e.key()).isEqualTo(KEY);
        assertThat(e).hasMessageContaining("654321/shop7-order-0042").hasCauseInstanceOf(IOException.class);
        updates.check(KEY);
        assertThat(told).hasSize(2).allMatch(line -> line.endsWith("nothing -> RESERVED 0/0 over"));
    }

    @Test
    void readOfACopyThatLagsBehindIsNotTold() {
        server.answer(200, CAPTURED)
                .answer(200, Bodies.RESERVED)
                .answer(200, Bodies.WAITING)
                .answer(200, CAPTURED);
        try (CapturedLog log = CapturedLog.of("io.github.vipps4j.ecom", Level.WARN)) {
            for (int i = 0; i < 4; i++) {
                updates.check(ORDER);
            }
            assertThat(told).hasSize(1);
            assertThat(log.lines())
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line)
                            .contains("A read of 654321/shop7-order-0042 was older than what is known already"));
        }
    }

    @Test
    @FieldDefect(47)
    void orderThatIsOverWithoutAnOutcomeIsTold() {
        server.answer(200, Bodies.WAITING).answer(200, Bodies.WAITING).answer(200, Bodies.RESERVED);
        updates.check(ORDER);
        server.time.advance(Duration.ofMinutes(12));
        updates.check(ORDER);
        updates.check(ORDER);
        assertThat(differences())
                .containsExactly(
                        "nothing -> INITIATED 0/0",
                        "INITIATED 0/0 -> INITIATED 0/0 over",
                        "INITIATED 0/0 over -> RESERVED 0/0 over");
    }

    static Stream<String> ordersThatTimedOut() {
        return Stream.of(
                Bodies.WAITING,
                Bodies.WAITING.replace("10:00:00.000", "10:00:00.500"),
                Bodies.WAITING.replace("10:00:00.000", "10:30:00.000"),
                WAITING_SINCE_NOBODY_KNOWS);
    }

    @ParameterizedTest
    @MethodSource("ordersThatTimedOut")
    @FieldDefect(47)
    void orderThatTimedOutIsToldAsOverWhateverTheServicesClockSays(String body) {
        waitsForEver(body);
        PaymentDetails last = updates.awaitOutcome(initiatedNow());
        assertThat(last.isOver(server.time.now())).isTrue();
        assertThat(differences()).containsExactly("nothing -> INITIATED 0/0 over");
        assertThat(server.time.elapsed()).isBetween(Duration.ofMinutes(11), Duration.ofSeconds(11 * 60 + 5));
    }

    @ParameterizedTest
    @MethodSource("ordersThatTimedOut")
    @FieldDefect(47)
    void orderThatIsPolledByItsKeyIsToldAsOverToo(String body) {
        waitsForEver(body);
        updates.awaitOutcome(KEY);
        assertThat(differences()).containsExactly("nothing -> INITIATED 0/0 over");
    }

    @Test
    @FieldDefect(47)
    void orderThatSaysNotWhenItBeganIsOverOnceItWasSeenLongEnough() {
        waitsForEver(WAITING_SINCE_NOBODY_KNOWS);
        updates.check(ORDER);
        server.time.advance(Duration.ofMinutes(11));
        updates.check(ORDER);
        server.time.advance(Duration.ofMillis(1));
        updates.check(ORDER);
        updates.check(ORDER);
        assertThat(differences()).containsExactly("nothing -> INITIATED 0/0", "INITIATED 0/0 -> INITIATED 0/0 over");
    }

    /** A store that outlives the process; the process that follows does not know when the order was seen first. */
    @Test
    void orderThatWasOverIsOverForTheNextProcessToo() {
        waitsForEver(WAITING_SINCE_NOBODY_KNOWS);
        updates.awaitOutcome(KEY);
        updates(this::note).check(ORDER);
        assertThat(told).hasSize(1);
    }

    @Test
    @FieldDefect(47)
    void overThatWasNotAcceptedIsToldAgain() {
        List<String> refused = new ArrayList<>();
        OrderUpdates oncePicky = updates((key, before, now) -> {
            note(key, before, now);
            if (refused.isEmpty()) {
                refused.add(now.orderId());
                throw new IOException("no database");
            }
        });
        waitsForEver(WAITING_SINCE_NOBODY_KNOWS);
        assertThatThrownBy(() -> oncePicky.awaitOutcome(initiatedNow())).isInstanceOf(OrderNotAcceptedException.class);
        oncePicky.check(KEY);
        assertThat(differences()).containsExactly("nothing -> INITIATED 0/0 over", "nothing -> INITIATED 0/0 over");
    }

    @Test
    void pollingIsAHintToo() {
        server.answer(200, Bodies.WAITING).answer(200, Bodies.RESERVED).answer(200, Bodies.RESERVED);
        assertThat(updates.awaitOutcome(initiatedNow()).state()).isEqualTo(OrderState.RESERVED);
        server.answer(200, CAPTURED).answer(200, CAPTURED);
        assertThat(updates.awaitOutcome(KEY).state()).isEqualTo(OrderState.PARTLY_CAPTURED);
        assertThat(told).hasSize(2);
    }

    @Test
    void handlerMustNotCheckWhatItIsToldOf() {
        List<OrderUpdates> itself = new ArrayList<>();
        OrderUpdates reentrant = updates((key, before, now) -> itself.get(0).check(key));
        itself.add(reentrant);
        server.answer(200, Bodies.RESERVED);
        assertThatThrownBy(() -> reentrant.check(ORDER))
                .isInstanceOf(OrderNotAcceptedException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void orderThatCannotBeReadTellsNothing() {
        server.answer(403, "").answer(404, "");
        assertThatThrownBy(() -> updates.check(ORDER)).isInstanceOf(PermissionException.class);
        assertThatThrownBy(() -> updates.check(ORDER)).isInstanceOf(NotFoundException.class);
        assertThat(told).isEmpty();
    }

    // ---- callbacks

    @Test
    void callbackDecidesNothingByItself() {
        waitsForEver(Bodies.WAITING);
        assertThat(deliver(updates, Bodies.UPDATE)).isEqualTo(200);
        assertThat(differences()).containsExactly("nothing -> INITIATED 0/0", "INITIATED 0/0 -> INITIATED 0/0 over");
    }

    @Test
    void orderThatShowsNothingHalfAMinuteAfterItsCallbackIsToldAsItStands() {
        List<Duration> toldAt = new ArrayList<>();
        OrderUpdates updates = updates((key, before, now) -> toldAt.add(server.time.elapsed()));
        waitsForEver(Bodies.WAITING);
        deliver(updates, Bodies.UPDATE);
        assertThat(toldAt).first().isEqualTo(Duration.ofSeconds(30));
    }

    /** Which entry a rejection leaves in the history, if any, is not documented. */
    @ParameterizedTest
    @MethodSource("ordersThatTimedOut")
    @FieldDefect(47)
    void rejectedOrderWhoseHistoryDoesNotShowItIsToldAsOver(String body) {
        waitsForEver(body);
        server.time.advance(Duration.ofMinutes(10));
        deliver(updates, Bodies.UPDATE.replace("RESERVED", "REJECTED"));
        assertThat(differences()).containsExactly("nothing -> INITIATED 0/0", "INITIATED 0/0 -> INITIATED 0/0 over");
    }

    @Test
    void callbackIsFollowedUpUntilTheOrderShowsAnOutcome() {
        server.answer(200, Bodies.WAITING)
                .answer(500, "")
                .answer(200, Bodies.RESERVED)
                .answer(200, Bodies.RESERVED);
        deliver(updates, Bodies.UPDATE);
        assertThat(told).containsExactly("654321/shop7-order-0042: nothing -> RESERVED 0/0 over");
    }

    @Test
    @FieldDefect(60)
    void callbackIsAnsweredBeforeTheOrderIsRead() {
        List<Runnable> later = new ArrayList<>();
        OrderUpdates updates = OrderUpdates.of(server.vipps(), snapshots, this::note, later::add);
        assertThat(deliver(updates, Bodies.UPDATE)).isEqualTo(200);
        assertThat(server.requestCount()).isZero();
        server.answer(200, Bodies.RESERVED).answer(200, Bodies.RESERVED);
        later.forEach(Runnable::run);
        assertThat(told).hasSize(1);
    }

    @Test
    void callbackOfAnotherSalesUnitIsReadThere() {
        server.answer(200, Bodies.RESERVED).answer(200, Bodies.RESERVED);
        deliver(updates, Bodies.UPDATE.replace("654321", "7654321"));
        assertThat(server.received())
                .allSatisfy(request ->
                        assertThat(request.header("merchant-serial-number")).isEqualTo("7654321"));
        assertThat(told).containsExactly("7654321/shop7-order-0042: nothing -> RESERVED 0/0 over");
    }

    @Test
    void callbackAboutAnUnknownOrderTellsNothingAndIsLogged() {
        for (int i = 0; i < 6; i++) {
            server.answer(404, error("Merchant", "35"));
        }
        try (CapturedLog log = CapturedLog.of("io.github.vipps4j.ecom", Level.WARN)) {
            assertThat(deliver(updates, Bodies.UPDATE)).isEqualTo(200);
            assertThat(log.lines())
                    .anyMatch(line ->
                            line.contains("The callback about order 654321/shop7-order-0042 could not be settled"));
        }
        assertThat(told).isEmpty();
    }

    @Test
    void callbackOfNoSalesUnitIsDropped() {
        try (CapturedLog log = CapturedLog.of("io.github.vipps4j.ecom", Level.WARN)) {
            assertThat(deliver(updates, Bodies.UPDATE.replace("654321", "65\\n4321")))
                    .isEqualTo(200);
            assertThat(log.lines())
                    .containsExactly("WARN A callback about order shop7-order-0042 is of no sales unit; it is dropped");
        }
        assertThat(server.requestCount()).isZero();
    }

    @Test
    void handlerThatFailsAfterACallbackIsLoggedAndLeftToTheNextHint() {
        OrderUpdates failing = updates((key, before, now) -> {
            throw new IOException("no database");
        });
        server.answer(200, Bodies.RESERVED).answer(200, Bodies.RESERVED);
        try (CapturedLog log = CapturedLog.of("io.github.vipps4j.ecom", Level.ERROR)) {
            assertThat(deliver(failing, Bodies.UPDATE)).isEqualTo(200);
            assertThat(log.lines()).anyMatch(line -> line.contains("the next hint will do it"));
        }
        server.answer(200, Bodies.RESERVED);
        updates.check(ORDER);
        assertThat(told).hasSize(1);
    }

    @Test
    void handlerThatFailsWithADefectIsLoggedToo() {
        for (Error defect : List.of(new AssertionError("a defect"), new NoClassDefFoundError("shop/Orders"))) {
            OrderUpdates failing = updates((key, before, now) -> {
                throw defect;
            });
            server.answer(200, Bodies.RESERVED).answer(200, Bodies.RESERVED);
            try (CapturedLog log = CapturedLog.of("io.github.vipps4j.ecom", Level.ERROR)) {
                assertThat(deliver(failing, Bodies.UPDATE)).isEqualTo(200);
                assertThat(log.lines()).anyMatch(line -> line.contains("the next hint will do it"));
            }
        }
    }

    @Test
    void executorThatTakesNothingIsAFailedCallback() {
        OrderUpdates full = OrderUpdates.of(server.vipps(), snapshots, this::note, work -> {
            throw new RejectedExecutionException("full");
        });
        assertThat(deliver(full, Bodies.UPDATE)).isEqualTo(503);
    }

    // ---- snapshots and keys

    @Test
    void snapshotIsRebuiltFromItsParts() {
        server.answer(200, CAPTURED);
        PaymentDetails read = updates.check(ORDER);
        OrderSnapshot snapshot = OrderSnapshot.of(read, server.time.now());
        assertThat(snapshot)
                .isEqualTo(new OrderSnapshot(
                        OrderState.PARTLY_CAPTURED, true, nok(24_900), nok(10_000), nok(0), nok(14_900)));
        assertThat(snapshots.find(KEY)).isEqualTo(snapshot);
    }

    @Test
    @SuppressWarnings("NullAway")
    void whatIsMissingIsToldAtOnce() {
        InvalidRequestException e = catchThrowableOfType(
                InvalidRequestException.class, () -> OrderUpdates.of(server.vipps(), null, null, null));
        assertThat(e.violations())
                .extracting(violation -> violation.field())
                .containsExactly("snapshots", "handler", "executor");
        assertThatThrownBy(() -> updates.check("../x")).isInstanceOf(InvalidRequestException.class);
    }
}
