package io.github.vipps4j.ordermanagement;

import static io.github.vipps4j.ordermanagement.Bodies.CATEGORY_ID;
import static io.github.vipps4j.ordermanagement.Bodies.ORDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.AttemptInfo;
import io.github.vipps4j.core.CallListener;
import io.github.vipps4j.core.ConflictException;
import io.github.vipps4j.core.NotFoundException;
import io.github.vipps4j.core.OutcomeUnknownException;
import io.github.vipps4j.core.PermissionException;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.core.Resolution;
import io.github.vipps4j.core.ServerException;
import io.github.vipps4j.core.VippsException;
import io.github.vipps4j.ordermanagement.VippsServer.Received;
import io.github.vipps4j.testsupport.FieldDefect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Lost answers, failing servers, conflicts: nothing is added twice, and nothing is called failed that was done. */
class OrderFaultTest {
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
    void changeWhoseAnswersAreAllLostIsUnknownAndSaysWhatToDo(Consumer<OrderManagementClient> call) {
        server.loseAnswer().loseAnswer().loseAnswer();
        OutcomeUnknownException e = catchThrowableOfType(OutcomeUnknownException.class, () -> call.accept(orders));
        assertTheSameRequestEachTime(3);
        assertThat(e.processed()).isEqualTo(Processed.UNKNOWN);
        assertThat(e).hasMessageContaining("again").hasMessageNotContaining("payment.");
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
    void serverErrorsUntilTheEndAreUnknownAndToldWithTheLast(Consumer<OrderManagementClient> call) {
        server.answer(500, "")
                .answer(404, Bodies.error("nothing"))
                .answer(502, "<html></html>")
                .answer(404, Bodies.error("nothing"))
                .answer(500, Bodies.error("down"));
        OutcomeUnknownException e = catchThrowableOfType(OutcomeUnknownException.class, () -> call.accept(orders));
        assertThat(e).hasMessageContaining("down").hasMessageContaining("traceId=" + Bodies.TRACE);
        assertThat(sent()).filteredOn(request -> request.startsWith("POST")).hasSize(3);
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

    /** It may be ours, put in other words than we can tell. */
    @Test
    void anotherReceiptInTheWayOfOneWhoseAnswerWasLostIsUnknown() {
        server.loseAnswer()
                .answer(200, Bodies.order(Bodies.OTHER_RECEIPT))
                .answer(409, Bodies.error("Conflict"))
                .answer(200, Bodies.order(Bodies.OTHER_RECEIPT));
        OutcomeUnknownException e = catchThrowableOfType(
                OutcomeUnknownException.class, () -> orders.addReceipt(PaymentType.ECOM, ORDER, Bodies.RECEIPT));
        assertThat(e.processed()).isEqualTo(Processed.UNKNOWN);
        assertThat(Objects.requireNonNull(e.error()).status()).isEqualTo(409);
        server.answer(200, Bodies.order(Bodies.OTHER_RECEIPT));
        assertThat(e.resolve()).isEqualTo(Resolution.STILL_UNKNOWN);
    }

    @Test
    void categoryIsRefusedForGoodByTheApiOnlyAfterALostAnswer() {
        server.loseAnswer()
                .answer(200, Bodies.NO_CATEGORIES)
                .answer(400, Bodies.error("BadRequest"))
                .answer(200, Bodies.NO_CATEGORIES);
        ApiException e = catchThrowableOfType(ApiException.class, () -> orders.addCategory(Bodies.ADD_CATEGORY));
        assertThat(e.processed()).isEqualTo(Processed.NO);
        server.loseAnswer()
                .answer(200, Bodies.NO_CATEGORIES)
                .answer(403, "{\"statusCode\":403}")
                .answer(200, Bodies.NO_CATEGORIES);
        OutcomeUnknownException unknown =
                catchThrowableOfType(OutcomeUnknownException.class, () -> orders.addCategory(Bodies.ADD_CATEGORY));
        assertThat(unknown.processed()).isEqualTo(Processed.UNKNOWN);
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
        assertThat(Objects.requireNonNull(e.error()).status()).isEqualTo(409);
        assertThat(e).hasCauseInstanceOf(PermissionException.class);
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
    void sameReceiptInTheWayOfOneWhoseAnswerWasLostIsTheSame() {
        server.loseAnswer()
                .answer(404, Bodies.error("nothing"))
                .answer(409, Bodies.error("Conflict"))
                .answer(200, Bodies.order(Bodies.STORED_RECEIPT));
        StoredReceipt there = orders.addReceiptIfAbsent(PaymentType.ECOM, ORDER, Bodies.RECEIPT);
        assertThat(there.isSame()).isTrue();
        assertThat(sent()).hasSize(4);
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

    static Stream<String> spellingsOfTheSameCategory() {
        return Stream.of(
                Bodies.CATEGORIES.replace("\"orderId\":\"" + ORDER + "\",", ""),
                Bodies.CATEGORIES.replace("\"RECEIPT\"", "\"Receipt\""),
                Bodies.CATEGORIES.replace("\"ECOM\"", "\"eCom\""),
                Bodies.CATEGORIES.replace("f09c6aeb", "F09C6AEB"),
                Bodies.CATEGORIES.replace("https://www.example.com", "https://www.example.com/"));
    }

    @ParameterizedTest
    @MethodSource("spellingsOfTheSameCategory")
    @FieldDefect(43)
    void categoryIsFoundHoweverTheListSpellsIt(String there) {
        server.loseAnswer().answer(200, there);
        assertThat(orders.addCategory(Bodies.ADD_CATEGORY)).isEqualTo(CATEGORY_ID);
        assertThat(sent()).filteredOn(request -> request.startsWith("POST")).hasSize(1);
    }

    @Test
    void categoryWithoutAnImageIsFoundWhereTheListHasAnEmptyOne() {
        AddCategory plain = AddCategory.builder()
                .orderId(ORDER)
                .paymentType(PaymentType.ECOM)
                .type(CategoryType.RECEIPT)
                .url("https://www.example.com")
                .build();
        server.loseAnswer().answer(200, Bodies.CATEGORIES.replace("f09c6aeb-442e-4da1-b36a-d8f613edc6c9", ""));
        assertThat(orders.addCategory(plain)).isEqualTo(CATEGORY_ID);
    }

    static Stream<String> categoriesThatMayBeTheSame() {
        return Stream.of(
                Bodies.CATEGORIES.replace("https://www.example.com", "https://WWW.example.com"),
                Bodies.CATEGORIES.replace("https://www.example.com", "https://www.example.com:443"),
                Bodies.CATEGORIES.replace("https://www.example.com", ""),
                Bodies.CATEGORIES.replace("\"https://www.example.com\"", "null"),
                Bodies.CATEGORIES.replace("\"f09c6aeb-442e-4da1-b36a-d8f613edc6c9\"", "null"),
                Bodies.CATEGORIES.replace("\"type\":\"RECEIPT\",", ""),
                Bodies.CATEGORIES.replace("\"paymentType\":\"ECOM\",", ""));
    }

    @ParameterizedTest
    @MethodSource("categoriesThatMayBeTheSame")
    @FieldDefect(43)
    void categoryThatMayBeThereIsUnknownAndNotAddedAgain(String there) {
        server.loseAnswer().answer(200, there);
        OutcomeUnknownException e =
                catchThrowableOfType(OutcomeUnknownException.class, () -> orders.addCategory(Bodies.ADD_CATEGORY));
        assertThat(e.processed()).isEqualTo(Processed.UNKNOWN);
        assertThat(e).hasMessageContaining("listCategories(orderId)");
        assertThat(e.getCause()).hasMessageContaining("The order has category " + CATEGORY_ID);
        assertThat(sent()).filteredOn(request -> request.startsWith("POST")).hasSize(1);

        server.answer(200, there).answer(200, Bodies.NO_CATEGORIES);
        assertThat(e.resolve()).isEqualTo(Resolution.STILL_UNKNOWN);
        assertThat(e.resolve()).isEqualTo(Resolution.NOT_APPLIED);
    }

    @Test
    void categoryThatIsSurelyThereIsFoundBesideOneThatMayBe() {
        String uncertain = Bodies.STORED_CATEGORY
                .replace(CATEGORY_ID, "00000000-0000-0000-0000-000000000001")
                .replace("www.", "WWW.");
        server.loseAnswer().answer(200, "{\"categories\":[" + uncertain + "," + Bodies.STORED_CATEGORY + "]}");
        assertThat(orders.addCategory(Bodies.ADD_CATEGORY)).isEqualTo(CATEGORY_ID);
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
    void imageOfTheSameContentIsThereAlreadyAndThatIsASuccessForAllWhoListen() {
        List<VippsException> failures = new ArrayList<>();
        OrderManagementClient heard =
                OrderManagementClient.of(server.vipps(server.builder().addListener(new CallListener() {
                    @Override
                    public void onFailure(VippsException failure) {
                        failures.add(failure);
                    }
                })));
        server.answer(409, Bodies.error("Conflict"));
        assertThat(heard.addImage(IMAGE)).isEqualTo(IMAGE.imageId());
        assertThat(server.received()).hasSize(1);
        assertThat(failures).isEmpty();
    }

    @Test
    void idOfOnesOwnThatIsUsedAlreadyIsAConflict() {
        server.answer(409, Bodies.error("Conflict"));
        ConflictException e =
                catchThrowableOfType(ConflictException.class, () -> orders.addImage(IMAGE.withId("socks")));
        assertThat(e.reference()).isEqualTo("socks");
        assertThat(e.error().traceId()).isEqualTo(Bodies.TRACE);
        assertThat(e).hasMessageContaining("give this one another id");
    }

    /** It may be another image's. */
    @Test
    void idOfOnesOwnThatIsUsedAfterALostAnswerIsUnknown() {
        server.loseAnswer().answer(409, Bodies.error("Conflict"));
        OutcomeUnknownException e =
                catchThrowableOfType(OutcomeUnknownException.class, () -> orders.addImage(IMAGE.withId("socks")));
        assertThat(e.processed()).isEqualTo(Processed.UNKNOWN);
        assertThat(e).hasMessageContaining("the image with this id may be another");
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

    // ---- the deadline, who hears of what, and what is said

    private static final RequestOptions SHORTLY = RequestOptions.defaults().deadline(Duration.ofSeconds(20));

    @ParameterizedTest
    @MethodSource("whatIsReadBeforeItIsRepeated")
    void readsOfOurOwnStayWithinTheDeadline(Consumer<OrderManagementClient> call) {
        server.answer(429, "").answer(409, Bodies.error("Conflict"));
        for (int i = 0; i < 9; i++) {
            server.answer(429, "");
        }
        assertThat(catchThrowableOfType(VippsException.class, () -> call.accept(orders.with(SHORTLY))))
                .isNotNull();
        assertThat(server.time.elapsed()).isLessThanOrEqualTo(Duration.ofSeconds(20));
    }

    /** The second attempt takes so long that nothing is left. */
    @Test
    void conflictAtTheEndOfTheDeadlineIsToldWithoutAnotherRead() {
        OrderManagementClient slow = slowly(Duration.ofSeconds(20));
        server.answer(409, Bodies.error("Conflict")).answer(200, Bodies.order(Bodies.STORED_RECEIPT));
        ConflictException e = catchThrowableOfType(
                ConflictException.class,
                () -> slow.with(SHORTLY).addReceiptIfAbsent(PaymentType.ECOM, ORDER, Bodies.RECEIPT));
        assertThat(e.getSuppressed()).isEmpty();
        assertThat(sent()).hasSize(1);
    }

    @Test
    void conflictAfterALostAnswerAtTheEndOfTheDeadlineIsUnknown() {
        OrderManagementClient slow = slowly(Duration.ofSeconds(8));
        server.loseAnswer()
                .answer(404, Bodies.error("nothing"))
                .answer(409, Bodies.error("Conflict"))
                .answer(200, Bodies.order(Bodies.STORED_RECEIPT));
        assertThat(catchThrowableOfType(
                        OutcomeUnknownException.class,
                        () -> slow.with(SHORTLY).addReceipt(PaymentType.ECOM, ORDER, Bodies.RECEIPT)))
                .isNotNull();
        assertThat(sent()).filteredOn(request -> request.startsWith("POST")).hasSize(2);
        assertThat(sent()).hasSize(3);
    }

    /** Every answer takes so long. */
    private OrderManagementClient slowly(Duration each) {
        return OrderManagementClient.of(server.vipps(server.builder().addListener(new CallListener() {
            @Override
            public void onAttempt(AttemptInfo attempt) {
                if (!attempt.call().operation().equals("accesstoken.get")) {
                    server.time.advance(each);
                }
            }
        })));
    }

    @Test
    void readsOfOurOwnAreNotHeardByTheCaller() {
        List<String> heard = new ArrayList<>();
        OrderManagementClient listening = orders.with(RequestOptions.defaults()
                .onReply(reply -> heard.add(reply.call().operation())));
        server.loseAnswer().answer(200, Bodies.order(Bodies.STORED_RECEIPT));
        listening.addReceipt(PaymentType.ECOM, ORDER, Bodies.RECEIPT);
        server.answer(409, Bodies.error("Conflict")).answer(200, Bodies.order(Bodies.STORED_RECEIPT));
        listening.addReceiptIfAbsent(PaymentType.ECOM, ORDER, Bodies.RECEIPT);
        server.loseAnswer().answer(200, Bodies.CATEGORIES);
        listening.addCategory(Bodies.ADD_CATEGORY);
        assertThat(heard).isEmpty();

        server.answer(200, Bodies.NO_CATEGORIES);
        listening.listCategories(ORDER);
        assertThat(heard).containsExactly("ordermanagement.listCategories");
    }

    @Test
    void conflictOfAReceiptNamesTheWayOut() {
        server.answer(409, Bodies.error("Conflict"));
        assertThat(catchThrowableOfType(
                        ConflictException.class, () -> orders.addReceipt(PaymentType.ECOM, ORDER, Bodies.RECEIPT)))
                .hasMessageContaining("addReceiptIfAbsent says whether it is this one")
                .hasMessageNotContaining("idempotency");
    }

    @ParameterizedTest
    @MethodSource("everyCall")
    void whatIsNotFoundMayNotBeServed(Consumer<OrderManagementClient> call) {
        server.answer(404, Bodies.error("nothing"));
        assertThat(catchThrowableOfType(NotFoundException.class, () -> call.accept(orders)))
                .hasMessageContaining("this API is served in production only");
    }

    @Test
    @FieldDefect(16)
    void linkThatTheServiceQuotesIsInNoMessage() {
        OrderCategory link = Bodies.CATEGORY.toBuilder()
                .orderDetailsUrl("https://shop.example/o/1?token=s3cret")
                .build();
        server.answer(400, """
                {"title":"No https://shop.example/o/1?token=s3cret","detail":"'https://shop.example/o/1?token=s3cret'",
                 "instance":"https://shop.example/o/1?token=s3cret",
                 "invalidParams":[{"name":"Url","reason":"(https://shop.example/o/1?token=s3cret) is wrong"}]}""");
        ApiException e =
                catchThrowableOfType(ApiException.class, () -> orders.setCategory(PaymentType.ECOM, ORDER, link));
        assertThat(e.toString())
                .contains("https://shop.example/***")
                .doesNotContain("s3cret")
                .doesNotContain("/o/1");
    }

    @Test
    void deletionWhoseOutcomeIsUnknownSaysWhatNotFoundMeans() {
        server.loseAnswer().loseAnswer().loseAnswer();
        assertThat(catchThrowableOfType(OutcomeUnknownException.class, () -> orders.deleteCategory(CATEGORY_ID)))
                .hasMessageContaining("that it is not found then means that it is gone");
    }
}
