package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Merchant.express;
import static io.github.vipps4j.simulator.Merchant.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShippingCallbackTest {
    private static final String REFERENCE = "order-0001";
    private static final SimulatedAddress BERGEN = SimulatedAddress.of("Bryggen 2", "5003", "Bergen", "NO");

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private final ShippingDesk desk = new ShippingDesk();
    private VippsSimulator simulator;
    private SimulatedCustomer customer;

    @BeforeEach
    void createdPayment() {
        simulator = VIPPS.simulator();
        customer = simulator.customer();
        create(simulator, desk.shipping());
    }

    @AfterEach
    void closeDesk() {
        desk.close();
    }

    private static void create(VippsSimulator simulator, String shipping) {
        Merchant.of(simulator).key("k").post("/epayment/v1/payments", express(REFERENCE, shipping));
    }

    @Test
    void merchantIsAskedWithCapitalisedNamesAndItsToken() {
        ShippingOffer offer = customer.chooseAddress(REFERENCE, BERGEN);

        ShippingDesk.Question question = desk.questions().get(0);
        assertThat(question.contentType()).isEqualTo("application/json;charset=UTF-8");
        assertThat(question.authorization()).isEqualTo("desk-token");
        assertThat(question.json()).isEqualTo(tree("""
                {"reference":"order-0001","AddressLine1":"Bryggen 2","AddressLine2":null,"City":"Bergen",
                 "PostCode":"5003","Country":"NO"}"""));
        assertThat(offer.options())
                .containsExactly(
                        new ShippingOffer.Option("home-std", "To your door", "HOME_DELIVERY", "POSTEN", 9_900, true));
        customer.approve(REFERENCE);
        assertThat(simulator.payment(REFERENCE).authorized()).isEqualTo(59_800);
        assertThat(desk.questions()).hasSize(1);
    }

    @Test
    void referenceCanBeCapitalisedToo() {
        try (VippsSimulator other =
                VippsSimulator.builder().capitalisedReference().start()) {
            create(other, desk.shipping());
            other.customer().approve(REFERENCE);
        }

        assertThat(desk.questions().get(0).json().path("Reference").textValue()).isEqualTo(REFERENCE);
        assertThat(desk.questions().get(0).json().has("reference")).isFalse();
    }

    @Test
    void withoutTokenThereIsNoAuthorization() {
        simulator.reset();
        create(simulator, "{\"dynamicOptions\":{\"callbackUrl\":\"" + desk.url() + "\"}}");
        customer.approve(REFERENCE);

        assertThat(desk.questions().get(0).authorization()).isNull();
    }

    @Test
    void approvalAsksForTheOwnAddress() {
        assertThat(customer.approve(REFERENCE)).isEqualTo(ApprovalResult.APPROVED);

        assertThat(desk.questions().get(0).json().path("City").textValue()).isEqualTo("Oslo");
    }

    @Test
    void refusedAddressCanBeChanged() {
        desk.answers(400, "");
        ShippingOffer refused = customer.chooseAddress(REFERENCE, BERGEN);

        assertThat(refused.status()).isEqualTo(ShippingOffer.Status.ADDRESS_REFUSED);
        assertThat(refused.options()).isEmpty();
        assertThat(customer.approve(REFERENCE)).isEqualTo(ApprovalResult.NO_SHIPPING);
        assertThat(simulator.payment(REFERENCE).state()).isEqualTo(SimulatedState.CREATED);

        desk.answers(200, ShippingDesk.GROUPS);
        customer.chooseAddress(REFERENCE, SimulatedAddress.of("Storgata 1", "0155", "Oslo", "NO"));
        assertThat(customer.approve(REFERENCE)).isEqualTo(ApprovalResult.APPROVED);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 500})
    void merchantThatRefusedOrFailedIsAskedAgainAtTheNextApproval(int status) {
        desk.answers(status, "");
        customer.chooseAddress(REFERENCE, BERGEN);
        assertThat(customer.approve(REFERENCE)).isEqualTo(ApprovalResult.NO_SHIPPING);

        desk.answers(200, ShippingDesk.GROUPS);
        assertThat(customer.approve(REFERENCE)).isEqualTo(ApprovalResult.APPROVED);
        assertThat(desk.questions())
                .extracting(question -> question.json().path("City").textValue())
                .containsExactly("Bergen", "Bergen", "Bergen");
    }

    @Test
    void merchantThatFailedIsAskedAgainWhenAnOptionIsChosen() {
        desk.answers(500, "");
        customer.chooseAddress(REFERENCE, BERGEN);

        desk.answers(200, ShippingDesk.GROUPS);
        customer.chooseShipping(REFERENCE, "home-std");
        customer.approve(REFERENCE);
        assertThat(simulator.payment(REFERENCE).authorized()).isEqualTo(59_800);
        assertThat(desk.questions()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | {} | answered 500",
                "201 | {\"groups\":[]} | answered 201",
                "302 | '' | answered 302",
                "200 | '' | answered 200 without a JSON object",
                "200 | [] | answered 200 without a JSON object",
                "200 | {} | answered 200 with invalid fields [FieldError[name=groups, reason=is required]]",
                "200 | {\"groups\":[{\"type\":\"MAILBOX\",\"brand\":\"POSTEN\",\"options\":[{\"id\":\"1\",\"name\":\"a\","
                        + "\"amount\":{\"currency\":\"NOK\",\"value\":99.5}}]}]} | answered 200 with error code 4040",
                "200 | {\"groups\":[{\"type\":\"MAILBOX\",\"brand\":\"POSTEN\",\"options\":[{\"id\":\"1\",\"name\":\"a\","
                        + "\"amount\":{\"currency\":\"EUR\",\"value\":99}}]}]}"
                        + " | answered 200 with another currency than the payment's",
            })
    void anyOtherAnswerIsAFailure(int status, String body, String problem) {
        desk.answers(status, body);
        ShippingOffer failed = customer.chooseAddress(REFERENCE, BERGEN);

        assertThat(failed.status()).isEqualTo(ShippingOffer.Status.FAILED);
        assertThat(failed.problem()).isEqualTo(problem);
        assertThat(customer.approve(REFERENCE)).isEqualTo(ApprovalResult.NO_SHIPPING);
    }

    @Test
    void silenceIsAFailure() {
        desk.answers(0, "");
        try (VippsSimulator impatient = VippsSimulator.builder()
                .shippingAnswerTime(Duration.ofMillis(50))
                .start()) {
            create(impatient, desk.shipping());

            assertThat(impatient.customer().chooseAddress(REFERENCE, BERGEN).problem())
                    .isEqualTo("no answer within PT0.05S");
            assertThat(impatient.shippingQuestions())
                    .extracting(ShippingQuestion::status, ShippingQuestion::problem)
                    .containsExactly(tuple(null, "no answer within PT0.05S"));
        }
        assertThatThrownBy(() -> VippsSimulator.builder().shippingAnswerTime(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shippingAnswerTime must be 1 ms to 1 hour: PT0S");
    }

    @Test
    void nobodyThereIsAFailure() {
        desk.close();

        assertThat(customer.chooseAddress(REFERENCE, BERGEN).problem()).isEqualTo("no answer");
    }

    @Test
    void onlyMerchantsOnTheLoopbackAddressAreAsked() {
        simulator.reset();
        create(simulator, "{\"dynamicOptions\":{\"callbackUrl\":\"https://shop.example/x\"}}");

        assertThat(customer.chooseAddress(REFERENCE, BERGEN).problem())
                .isEqualTo("the simulator calls merchants on the loopback address only");
    }

    @Test
    void questionsCanBeReadWithWhatWasAnswered() {
        simulator.clock().advance(Duration.ofMinutes(5));
        desk.answers(500, "");
        customer.chooseAddress(REFERENCE, BERGEN);
        desk.answers(400, "");
        customer.chooseAddress(REFERENCE, BERGEN);
        desk.answers(200, ShippingDesk.GROUPS);
        customer.chooseAddress(REFERENCE, BERGEN);

        List<ShippingQuestion> questions = simulator.shippingQuestions();
        assertThat(questions)
                .extracting(ShippingQuestion::status, ShippingQuestion::problem)
                .containsExactly(tuple(500, "answered 500"), tuple(400, null), tuple(200, null));
        ShippingQuestion last = questions.get(2);
        assertThat(last.merchantSerialNumber()).isEqualTo("654321");
        assertThat(last.reference()).isEqualTo(REFERENCE);
        assertThat(last.url()).isEqualTo(desk.url());
        assertThat(last.headers())
                .containsOnly(entry("Authorization", "***"), entry("Content-Type", "application/json;charset=UTF-8"));
        assertThat(tree(last.body())).isEqualTo(desk.questions().get(2).json());
        assertThat(Duration.between(last.at(), simulator.clock().now()))
                .isBetween(Duration.ZERO, Duration.ofMinutes(1));
        assertThat(questions.toString())
                .contains(REFERENCE, "status=400", "answered 500")
                .doesNotContain("Bryggen", "desk-token", "/shipping");

        simulator.reset();
        assertThat(simulator.shippingQuestions()).isEmpty();
    }

    @Test
    void questionThatNobodyAnswersHasNoStatus() {
        desk.close();
        customer.chooseAddress(REFERENCE, BERGEN);

        assertThat(simulator.shippingQuestions())
                .extracting(ShippingQuestion::status, ShippingQuestion::problem)
                .containsExactly(tuple(null, "no answer"));
    }

    @Test
    void fixedOptionsAndForeignMerchantsAreNoQuestions() {
        simulator.reset();
        create(simulator, Merchant.FIXED_OPTIONS);
        customer.approve(REFERENCE);
        simulator.reset();
        create(simulator, "{\"dynamicOptions\":{\"callbackUrl\":\"https://shop.example/x\"}}");
        customer.approve(REFERENCE);

        assertThat(simulator.shippingQuestions()).isEmpty();
    }

    @Test
    void interruptedCustomerLeavesThePaymentAsItWas() {
        Waiting waiting = new Waiting(simulator);
        waiting.thread.interrupt();

        assertThatThrownBy(waiting::end)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Interrupted while a merchant was asked for shipping options");
        assertThat(simulator.shippingQuestions())
                .extracting(ShippingQuestion::status, ShippingQuestion::problem)
                .containsExactly(tuple(null, "the wait was interrupted"));
        desk.answers(200, ShippingDesk.GROUPS);
        assertThat(customer.approve(REFERENCE)).isEqualTo(ApprovalResult.APPROVED);
    }

    @Test
    void closeEndsTheWaitForAMerchant() {
        VippsSimulator other = VippsSimulator.start();
        create(other, desk.shipping());
        Waiting waiting = new Waiting(other);
        other.close();

        assertThatThrownBy(waiting::end)
                .hasRootCauseInstanceOf(CancellationException.class)
                .hasRootCauseMessage("The simulator was closed while a merchant was asked");
        assertThat(other.payment(REFERENCE).state()).isEqualTo(SimulatedState.CREATED);
    }

    @Test
    void closeEndsTheWaitOfABrowserToo() throws Exception {
        VippsSimulator other = VippsSimulator.start();
        create(other, desk.shipping());
        desk.answers(0, "");
        Merchant tester = Merchant.anonymous(other);
        CompletableFuture<HttpResponse<String>> approval =
                CompletableFuture.supplyAsync(() -> tester.post("/simulator/payments/" + REFERENCE + "/approve", ""));
        desk.awaitQuestion();
        other.close();

        assertThatThrownBy(() -> approval.get(10, TimeUnit.SECONDS)).hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void resetEndsTheWaitForAMerchantAndForgetsTheQuestion() {
        Waiting waiting = new Waiting(simulator);
        simulator.reset();

        assertThatThrownBy(waiting::end)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The simulator was reset while a merchant was asked");
        assertThat(simulator.shippingQuestions()).isEmpty();
    }

    /** A customer in a thread, whose merchant has been asked and does not answer. */
    private final class Waiting {
        private final FutureTask<ApprovalResult> approval;
        private final Thread thread;

        Waiting(VippsSimulator of) {
            desk.answers(0, "");
            approval = new FutureTask<>(() -> of.customer().approve(REFERENCE));
            thread = new Thread(approval, "customer");
            thread.start();
            desk.awaitQuestion();
        }

        ApprovalResult end() throws Exception {
            return approval.get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void tokenOfTheCallbackIsMaskedInTheJournal() {
        assertThat(simulator.requests().toString()).doesNotContain("desk-token");
    }
}
