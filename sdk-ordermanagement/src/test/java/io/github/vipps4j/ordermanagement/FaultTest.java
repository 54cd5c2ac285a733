package io.github.vipps4j.ordermanagement;

import static io.github.vipps4j.ordermanagement.Bodies.CATEGORY_ID;
import static io.github.vipps4j.ordermanagement.Bodies.ORDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.ConflictException;
import io.github.vipps4j.core.OutcomeUnknownException;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.core.Resolution;
import io.github.vipps4j.core.ServerException;
import io.github.vipps4j.core.VippsException;
import io.github.vipps4j.ordermanagement.VippsServer.Received;
import io.github.vipps4j.testsupport.FieldDefect;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Lost answers, failing servers, conflicts: nothing is added twice, and nothing is called failed that was done. */
class FaultTest {
    private static final Image IMAGE = Image.of(Images.png(200, 200));
    private static final String IMAGE_REPLY = "{\"imageId\":\"" + IMAGE.imageId() + "\"}";

    private final VippsServer server = new VippsServer();
    private final OrderManagementClient orders = server.orders();

    @AfterEach
    void close() {
        server.close();
    }

    private static Arguments call(String name, Consumer<OrderManagementClient> call, String success) {
        return Arguments.of(Named.of(name, call), success);
    }

    static Stream<Arguments> whatMayBeRepeatedBlindly() {
        return Stream.of(
                call(
                        "setCategory",
                        orders -> orders.setCategory(PaymentType.ECOM, ORDER, Bodies.CATEGORY),
                        Bodies.GUID),
                call("deleteCategory", orders -> orders.deleteCategory(CATEGORY_ID), ""),
                call("addImage", orders -> orders.addImage(IMAGE), IMAGE_REPLY),
                call("addImage with id", orders -> orders.addImage(IMAGE.withId("socks")), IMAGE_REPLY),
                call("getOrder", orders -> orders.getOrder(PaymentType.ECOM, ORDER), "{}"),
                call("listCategories", orders -> orders.listCategories(ORDER), Bodies.NO_CATEGORIES),
                call("getCategory", orders -> orders.getCategory(CATEGORY_ID), Bodies.STORED_CATEGORY));
    }

    static Stream<Arguments> whatIsReadBeforeItIsRepeated() {
        return Stream.of(
                call("addReceipt", orders -> orders.addReceipt(PaymentType.ECOM, ORDER, Bodies.RECEIPT), Bodies.GUID),
                call(
                        "addReceiptIfAbsent",
                        orders -> orders.addReceiptIfAbsent(PaymentType.ECOM, ORDER, Bodies.RECEIPT),
                        Bodies.GUID),
                call("addCategory", orders -> orders.addCategory(Bodies.ADD_CATEGORY), Bodies.ADDED_CATEGORY));
    }

    static Stream<Arguments> everyCall() {
        return Stream.concat(whatMayBeRepeatedBlindly(), whatIsReadBeforeItIsRepeated());
    }

    static Stream<Arguments> changesThatMayBeRepeatedBlindly() {
        return whatMayBeRepeatedBlindly().limit(4);
    }

    static Stream<Arguments> changes() {
        return Stream.concat(changesThatMayBeRepeatedBlindly(), whatIsReadBeforeItIsRepeated());
    }

    private void assertTheSameRequestEachTime(int times) {
        List<Received> received = server.received();
        assertThat(received).hasSize(times);
        assertThat(received).allSatisfy(next -> {
            assertThat(next.method()).isEqualTo(received.get(0).method());
            assertThat(next.target()).isEqualTo(received.get(0).target());
            assertThat(next.body()).isEqualTo(received.get(0).body());
        });
    }

    private List<String> sent() {
        return server.received().stream()
                .map(request -> request.method() + " " + request.target())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("whatMayBeRepeatedBlindly")
    @FieldDefect(2)
    void lostAnswersAndServerErrorsAreRepeated(Consumer<OrderManagementClient> call, String success) {
        server.loseAnswer().answer(503, "").answer(200, success);
        call.accept(orders);
        assertTheSameRequestEachTime(3);
    }

    @ParameterizedTest
    @MethodSource("everyCall")
    void rateLimitIsWaitedForAndChecksNothing(Consumer<OrderManagementClient> call, String success) {
        server.answer(429, "").answer(200, success);
        call.accept(orders);
        assertTheSameRequestEachTime(2);
        assertThat(server.time.sleeps()).containsExactly(Duration.ofSeconds(12));
    }

    @ParameterizedTest
    @MethodSource("everyCall")
    void expiredTokenIsReplacedOnce(Consumer<OrderManagementClient> call, String success) {
        server.answer(401, "").answer(200, success);
        call.accept(orders);
        assertTheSameRequestEachTime(2);
        assertThat(server.tokenRequests()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("changesThatMayBeRepeatedBlindly")
    @FieldDefect(43)
    void changeWhoseAnswersAreAllLostIsUnknownAndSaysWhatToDo(Consumer<OrderManagementClient> call, String success) {
        server.loseAnswer().loseAnswer().loseAnswer();
        OutcomeUnknownException e = catchThrowableOfType(OutcomeUnknownException.class, () -> call.accept(orders));
        assertTheSameRequestEachTime(3);
        assertThat(e.processed()).isEqualTo(Processed.UNKNOWN);
        assertThat(e).hasMessageContaining("again");
        assertThat(success).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("whatIsReadBeforeItIsRepeated")
    void whatCannotBeReadAfterALostAnswerIsUnknownAndNotRepeated(Consumer<OrderManagementClient> call, String success) {
        server.loseAnswer().answer(500, "").answer(500, "").answer(500, "").answer(200, success);
        OutcomeUnknownException e = catchThrowableOfType(OutcomeUnknownException.class, () -> call.accept(orders));
        assertThat(e.processed()).isEqualTo(Processed.UNKNOWN);
        assertThat(sent()).filteredOn(request -> request.startsWith("POST")).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("changes")
    @FieldDefect(66)
    void refusalAfterALostAnswerIsNotCalledARefusal(Consumer<OrderManagementClient> call, String success) {
        server.loseAnswer().answer(403, Bodies.error("no")).answer(200, success);
        VippsException e = catchThrowableOfType(OutcomeUnknownException.class, () -> call.accept(orders));
        assertThat(e.processed()).isEqualTo(Processed.UNKNOWN);
        assertThat(server.received()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("whatIsReadBeforeItIsRepeated")
    void serverErrorsUntilTheEndAreUnknownAndToldWithTheLast(Consumer<OrderManagementClient> call, String success) {
        server.answer(500, "")
                .answer(404, Bodies.error("nothing"))
                .answer(502, "<html></html>")
                .answer(404, Bodies.error("nothing"))
                .answer(500, Bodies.error("down"));
        OutcomeUnknownException e = catchThrowableOfType(OutcomeUnknownException.class, () -> call.accept(orders));
        assertThat(e).hasMessageContaining("down").hasMessageContaining("traceId=" + Bodies.TRACE);
        assertThat(sent()).filteredOn(request -> request.startsWith("POST")).hasSize(3);
        assertThat(success).isNotBlank();
    }

    @Test
    void readThatFailsChangesNothing() {
        server.answer(500, "").answer(500, "").answer(503, "");
        ServerException e = catchThrowableOfType(ServerException.class, () -> orders.getOrder(PaymentType.ECOM, ORDER));
        assertThat(e.processed()).isEqualTo(Processed.NO);
    }

    @Test
    void receiptWhoseAnswerWasLostIsFoundAndNotAddedTwice() {
        server.loseAnswer().answer(200, Bodies.order(Bodies.STORED_RECEIPT));
        orders.addReceipt(PaymentType.ECOM, ORDER, Bodies.RECEIPT);
        assertThat(sent())
                .containsExactly(
                        "POST /order-management/v2/ECOM/receipts/" + ORDER, "GET /order-management/v2/ECOM/" + ORDER);
    }

    @Test
    void receiptWhoseAnswerBrokeOffIsFoundAndNotAddedTwice() {
        server.breakOff(201, Bodies.GUID).answer(200, Bodies.order(Bodies.STORED_RECEIPT));
        orders.addReceipt(PaymentType.ECOM, ORDER, Bodies.RECEIPT);
        assertThat(sent()).hasSize(2);
    }

    @Test
    void receiptThatDidNotArriveIsAddedAgain() {
        server.loseAnswer().answer(404, Bodies.error("nothing")).answer(201, Bodies.GUID);
        orders.addReceipt(PaymentType.ECOM, ORDER, Bodies.RECEIPT);
        assertThat(sent()).filteredOn(request -> request.startsWith("POST")).hasSize(2);
    }

    @Test
    void receiptOfAnOrderThatHasACategoryOnlyIsAddedAgain() {
        server.loseAnswer()
                .answer(200, "{\"category\":" + Bodies.CATEGORY_JSON + "}")
                .answer(201, Bodies.GUID);
        orders.addReceipt(PaymentType.ECOM, ORDER, Bodies.RECEIPT);
        assertThat(sent()).filteredOn(request -> request.startsWith("POST")).hasSize(2);
    }

    @Test
    void anotherReceiptInTheWayOfOneWhoseAnswerWasLostIsAConflict() {
        server.loseAnswer()
                .answer(200, Bodies.order(Bodies.OTHER_RECEIPT))
                .answer(409, Bodies.error("Conflict"))
                .answer(200, Bodies.order(Bodies.OTHER_RECEIPT));
        ConflictException e = catchThrowableOfType(
                ConflictException.class, () -> orders.addReceipt(PaymentType.ECOM, ORDER, Bodies.RECEIPT));
        assertThat(e.processed()).isEqualTo(Processed.NO);
    }

    @Test
    void receiptThatArrivedAfterItWasLookedForIsNoConflict() {
        server.loseAnswer()
                .answer(404, Bodies.error("nothing"))
                .answer(409, Bodies.error("Conflict"))
                .answer(200, Bodies.order(Bodies.STORED_RECEIPT));
        orders.addReceipt(PaymentType.ECOM, ORDER, Bodies.RECEIPT);
        assertThat(sent()).hasSize(4);
    }

    @Test
    void conflictWithWhatMayBeOurOwnReceiptIsUnknownIfItCannotBeRead() {
        server.loseAnswer()
                .answer(404, Bodies.error("nothing"))
                .answer(409, Bodies.error("Conflict"))
                .answer(403, "");
        OutcomeUnknownException e = catchThrowableOfType(
                OutcomeUnknownException.class, () -> orders.addReceipt(PaymentType.ECOM, ORDER, Bodies.RECEIPT));
        assertThat(e.processed()).isEqualTo(Processed.UNKNOWN);
        assertThat(e).hasMessageContaining("addReceiptIfAbsent").hasMessageContaining(ORDER);
        assertThat(e.getCause()).isInstanceOf(ConflictException.class);
        server.answer(200, Bodies.order(Bodies.STORED_RECEIPT));
        assertThat(e.resolve()).isEqualTo(Resolution.APPLIED);
    }

    @Test
    void conflictWithWhatMayBeOurOwnReceiptIsUnknownIfThereIsNoneToBeRead() {
        server.loseAnswer()
                .answer(404, Bodies.error("nothing"))
                .answer(409, Bodies.error("Conflict"))
                .answer(404, Bodies.error("nothing"));
        OutcomeUnknownException e = catchThrowableOfType(
                OutcomeUnknownException.class, () -> orders.addReceipt(PaymentType.ECOM, ORDER, Bodies.RECEIPT));
        assertThat(e.processed()).isEqualTo(Processed.UNKNOWN);
        server.answer(200, Bodies.order(Bodies.STORED_RECEIPT));
        assertThat(e.resolve()).isEqualTo(Resolution.APPLIED);
    }

    @Test
    void conflictAfterARateLimitIsNoneOfOurs() {
        server.answer(429, "").answer(409, Bodies.error("Conflict"));
        ConflictException e = catchThrowableOfType(
                ConflictException.class, () -> orders.addReceipt(PaymentType.ECOM, ORDER, Bodies.RECEIPT));
        assertThat(e.processed()).isEqualTo(Processed.NO);
        assertThat(server.received()).hasSize(2);
    }

    @Test
    void sameReceiptInTheWayOfOneWhoseAnswerWasLostIsTakenForNew() {
        server.loseAnswer()
                .answer(404, Bodies.error("nothing"))
                .answer(409, Bodies.error("Conflict"))
                .answer(200, Bodies.order(Bodies.STORED_RECEIPT));
        StoredReceipt there = orders.addReceiptIfAbsent(PaymentType.ECOM, ORDER, Bodies.RECEIPT);
        assertThat(there.isNew()).isTrue();
        assertThat(there.isSame()).isTrue();
    }

    @Test
    void receiptWhoseOutcomeIsUnknownCanBeResolved() {
        server.loseAnswer().answer(500, "").answer(500, "").answer(500, "");
        OutcomeUnknownException e = catchThrowableOfType(
                OutcomeUnknownException.class, () -> orders.addReceipt(PaymentType.ECOM, ORDER, Bodies.RECEIPT));
        server.answer(404, Bodies.error("nothing")).answer(200, Bodies.order(Bodies.STORED_RECEIPT));
        assertThat(e.resolve()).isEqualTo(Resolution.NOT_APPLIED);
        assertThat(e.resolve()).isEqualTo(Resolution.APPLIED);
    }

    @Test
    void categoryWhoseAnswerWasLostIsFoundAndNotAddedTwice() {
        server.loseAnswer().answer(200, Bodies.CATEGORIES);
        assertThat(orders.addCategory(Bodies.ADD_CATEGORY)).isEqualTo(CATEGORY_ID);
        assertThat(sent())
                .containsExactly(
                        "POST /order-management/v3/categories", "GET /order-management/v3/categories?orderId=" + ORDER);
    }

    static Stream<String> othersCategories() {
        return Stream.of(
                Bodies.NO_CATEGORIES,
                Bodies.CATEGORIES.replace(ORDER, "another-order"),
                Bodies.CATEGORIES.replace("\"ECOM\"", "\"RECURRING\""),
                Bodies.CATEGORIES.replace("\"RECEIPT\"", "\"TICKET\""),
                Bodies.CATEGORIES.replace("https://www.example.com", "https://www.example.com/2"),
                Bodies.CATEGORIES.replace("f09c6aeb", "00000000"));
    }

    @ParameterizedTest
    @MethodSource("othersCategories")
    void categoryThatDidNotArriveIsAddedAgain(String there) {
        server.loseAnswer().answer(200, there).answer(201, Bodies.ADDED_CATEGORY);
        assertThat(orders.addCategory(Bodies.ADD_CATEGORY)).isEqualTo("337f5e5d-288b-40d5-be14-901cc3acacc0");
        assertThat(sent()).filteredOn(request -> request.startsWith("POST")).hasSize(2);
    }

    @Test
    void categoryWhoseOutcomeIsUnknownCanBeResolved() {
        server.loseAnswer().answer(500, "").answer(500, "").answer(500, "");
        OutcomeUnknownException e =
                catchThrowableOfType(OutcomeUnknownException.class, () -> orders.addCategory(Bodies.ADD_CATEGORY));
        server.answer(200, Bodies.NO_CATEGORIES).answer(200, Bodies.CATEGORIES);
        assertThat(e.resolve()).isEqualTo(Resolution.NOT_APPLIED);
        assertThat(e.resolve()).isEqualTo(Resolution.APPLIED);
    }

    @Test
    void categoryThatIsGoneIsASuccessForARepeatOnly() {
        server.loseAnswer().answer(404, Bodies.error("nothing"));
        orders.deleteCategory(CATEGORY_ID);
        assertTheSameRequestEachTime(2);
    }

    @Test
    void imageOfTheSameContentIsThereAlreadyAndThatIsASuccess() {
        server.answer(409, Bodies.error("Conflict"));
        assertThat(orders.addImage(IMAGE)).isEqualTo(IMAGE.imageId());
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void idOfOnesOwnThatIsUsedAlreadyIsAConflict() {
        server.answer(409, Bodies.error("Conflict"));
        ConflictException e =
                catchThrowableOfType(ConflictException.class, () -> orders.addImage(IMAGE.withId("socks")));
        assertThat(e.reference()).isEqualTo("socks");
        assertThat(e.error().traceId()).isEqualTo(Bodies.TRACE);
    }

    @Test
    void idOfOnesOwnThatIsUsedAfterALostAnswerIsASuccess() {
        server.loseAnswer().answer(409, Bodies.error("Conflict"));
        assertThat(orders.addImage(IMAGE.withId("socks"))).isEqualTo("socks");
        assertTheSameRequestEachTime(2);
    }

    @Test
    void imageWhoseAnswerBrokeOffIsThere() {
        server.breakOff(200, IMAGE_REPLY).answer(409, Bodies.error("Conflict"));
        assertThat(orders.addImage(IMAGE)).isEqualTo(IMAGE.imageId());
    }

    @Test
    void conflictOfACategoryIsARefusal() {
        server.answer(409, Bodies.error("Conflict"));
        ConflictException e = catchThrowableOfType(
                ConflictException.class, () -> orders.setCategory(PaymentType.ECOM, ORDER, Bodies.CATEGORY));
        assertThat(e.processed()).isEqualTo(Processed.NO);
        assertThat(server.received()).hasSize(1);
    }
}
