package io.github.vipps4j.epayment;

import static io.github.vipps4j.epayment.CardHost.dkk;
import static io.github.vipps4j.epayment.CardHost.reference;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.core.callback.CardDecision;
import io.github.vipps4j.core.callback.CardDecision.State;
import io.github.vipps4j.epayment.CardCallback.CardData;
import io.github.vipps4j.simulator.ApprovalResult;
import io.github.vipps4j.simulator.PspCall;
import io.github.vipps4j.simulator.PspCallFault;
import io.github.vipps4j.simulator.SimulatedCard;
import io.github.vipps4j.simulator.SimulatedState;
import io.github.vipps4j.simulator.SimulatedUser;
import io.github.vipps4j.simulator.VippsSimulator;
import io.github.vipps4j.testsupport.Await;
import io.github.vipps4j.testsupport.FieldDefect;
import io.github.vipps4j.testsupport.Leaks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Card passthrough from the create to the capture, with a simulator that sends signed callbacks over HTTP. */
class CardStoryTest {
    private final CountDownLatch released = new CountDownLatch(1);
    private VippsSimulator simulator;
    private CardHost host;

    @BeforeEach
    void open() throws IOException {
        simulator = VippsSimulator.builder()
                .cardCallbackAnswerTime(Duration.ofSeconds(8))
                .start();
        host = new CardHost(simulator, Duration.ofSeconds(2));
    }

    @AfterEach
    void close() {
        released.countDown();
        host.close();
        simulator.close();
    }

    private void customerHas(SimulatedCard card) {
        simulator.users().standIn(SimulatedUser.builder("4512345678").card(card).build());
    }

    private ApprovalResult approve(String pspReference) {
        return simulator.customer().approve(reference(pspReference));
    }

    private ApprovalResult visit3DSecure() {
        return simulator.customer().visit3DSecure(reference("psp-1"));
    }

    private SimulatedState state() {
        return simulator.payment(reference("psp-1")).state();
    }

    private boolean isDone(PspCall call) {
        return Objects.requireNonNull(host.store.find("cardCallback:" + call.attemptId()))
                        .state()
                == State.DONE;
    }

    /** No handler is at work any more. */
    private void awaitDecisions() {
        Await.until(() -> simulator.pspCalls().all().stream().allMatch(this::isDone));
    }

    private CardCallbackReply.Final authoriseLate(CardCallback callback) throws InterruptedException {
        released.await();
        return host.authorise(callback);
    }

    // ---- what is handed over

    @Test
    void tokenIsReservedCapturedAndRefunded() {
        host.create("psp-1");
        assertThat(approve("psp-1")).isEqualTo(ApprovalResult.APPROVED);

        CardCallback callback = host.callbacks.get(0);
        assertThat(callback.pspReference()).isEqualTo("psp-1");
        assertThat(callback.merchantSerialNumber()).isEqualTo("654321");
        assertThat(callback.amount()).isEqualTo(dkk(12_500));
        assertThat(callback.cardInfo().cardType()).isEqualTo(CardType.VISA_DEBIT);
        assertThat(callback.cardInfo().cardData()).isInstanceOf(CardData.Token.class);
        Payment payment = host.payments.get(reference("psp-1"));
        assertThat(payment.state()).isEqualTo(PaymentState.AUTHORIZED);
        assertThat(payment.aggregate().authorizedAmount()).isEqualTo(dkk(12_500));

        host.payments.capture(reference("psp-1"), dkk(10_000), Shop.key("capture-1"));
        host.payments.refund(reference("psp-1"), dkk(4_000), Shop.key("refund-1"));
        assertThat(host.payments.cancel(reference("psp-1")).aggregate().cancelledAmount())
                .isEqualTo(dkk(2_500));
        assertThat(host.authorised).containsExactly("psp-1");
    }

    @Test
    void cardThatIsNothingButADankortComesAsAnEncryptedNumber() {
        customerHas(SimulatedCard.DANKORT);
        host.create("psp-1");
        assertThat(approve("psp-1")).isEqualTo(ApprovalResult.APPROVED);

        assertThat(host.callbacks.get(0).cardInfo().cardType()).isEqualTo(CardType.DANKORT);
        assertThat(host.callbacks.get(0).cardInfo().cardData())
                .isInstanceOfSatisfying(
                        CardData.Pan.class,
                        pan -> assertThat(pan.encryptedPan().value()).isNotBlank());
        assertThat(host.payments
                        .capture(reference("psp-1"), dkk(12_500), Shop.key("capture-1"))
                        .aggregate()
                        .capturedAmount())
                .isEqualTo(dkk(12_500));
    }

    @Test
    void coBrandedCardGoesThroughVisaWhenThatIsPreferred() {
        customerHas(SimulatedCard.VISA_DANKORT);
        host.create("psp-1");
        host.create(host.passthrough("psp-2").preferVisaPartOfVisaDankort(true).build());
        approve("psp-1");
        approve("psp-2");
        assertThat(host.callbacks)
                .extracting(callback -> callback.cardInfo().cardType())
                .containsExactly(CardType.DANKORT, CardType.VISA_DEBIT);
    }

    @Test
    void cardThatIsNotAllowedIsNotHandedOver() {
        customerHas(SimulatedCard.MASTERCARD_CREDIT);
        host.create("psp-1");
        assertThat(approve("psp-1")).isEqualTo(ApprovalResult.CARD_NOT_ELIGIBLE);
        assertThat(host.asked).isEmpty();
    }

    @Test
    void customerWhoseCardIsRefusedTriesAnother() {
        host.first = callback -> CardCallbackReply.refusedByIssuer();
        host.create("psp-1");
        assertThat(approve("psp-1")).isEqualTo(ApprovalResult.DECLINED_BY_PSP);
        assertThat(state()).isEqualTo(SimulatedState.CREATED);

        customerHas(SimulatedCard.MASTERCARD);
        host.first = host::authorise;
        assertThat(approve("psp-1")).isEqualTo(ApprovalResult.APPROVED);

        assertThat(host.callbacks)
                .extracting(CardCallback::authorizationAttemptId)
                .doesNotHaveDuplicates()
                .hasSize(2);
        assertThat(host.authorised).containsExactly("psp-1");
    }

    // ---- 3-D Secure

    @Test
    @FieldDefect(61)
    void softDeclineGoesThrough3DSecureToAReservationWithAFreshCryptogram() {
        host.first = host::softDecline;
        host.create("psp-1");
        assertThat(approve("psp-1")).isEqualTo(ApprovalResult.SOFT_DECLINED);
        assertThat(visit3DSecure()).isEqualTo(ApprovalResult.APPROVED);

        assertThat(host.asked).containsExactly("authorize psp-1", "afterSoftDecline psp-1");
        assertThat(host.callbacks.get(1).authorizationAttemptId())
                .isEqualTo(host.callbacks.get(0).authorizationAttemptId());
        assertThat(host.callbacks.get(1).cardInfo().cardData())
                .isNotEqualTo(host.callbacks.get(0).cardInfo().cardData());
        assertThat(host.payments
                        .capture(reference("psp-1"), dkk(12_500), Shop.key("capture-1"))
                        .aggregate()
                        .capturedAmount())
                .isEqualTo(dkk(12_500));
    }

    @Test
    @FieldDefect(61)
    void encryptedNumberGoesThrough3DSecureThoughTheBytesAreTheSame() {
        customerHas(SimulatedCard.DANKORT);
        host.first = host::softDecline;
        host.create("psp-1");
        approve("psp-1");
        assertThat(visit3DSecure()).isEqualTo(ApprovalResult.APPROVED);
        assertThat(host.authorised).containsExactly("psp-1");
    }

    @Test
    void failureAfter3DSecureLeavesThePaymentForAnotherTry() {
        host.first = host::softDecline;
        host.second = callback -> CardCallbackReply.refusedByIssuer();
        host.create("psp-1");
        approve("psp-1");
        assertThat(visit3DSecure()).isEqualTo(ApprovalResult.DECLINED_BY_PSP);
        assertThat(state()).isEqualTo(SimulatedState.CREATED);
        assertThat(host.authorised).isEmpty();

        host.first = host::authorise;
        assertThat(approve("psp-1")).isEqualTo(ApprovalResult.APPROVED);
    }

    @Test
    void customerWhoLeaves3DSecureIsNotAuthorised() {
        host.first = host::softDecline;
        host.create("psp-1");
        approve("psp-1");
        simulator.customer().reject(reference("psp-1"));
        assertThat(host.payments.get(reference("psp-1")).state()).isEqualTo(PaymentState.ABORTED);
        assertThat(host.authorised).isEmpty();
        assertThat(host.answers()).containsExactly("SOFT_DECLINE");
    }

    // ---- what goes wrong on the way

    @Test
    void repeatsAreAnsweredAsTheFirst() {
        host.create("psp-1");
        simulator.pspCalls().next(PspCallFault.concurrent(10));
        assertThat(approve("psp-1")).isEqualTo(ApprovalResult.APPROVED);
        simulator.pspCalls().repeat(1);
        assertThat(host.answers()).containsOnly("RESERVE").hasSize(11);
        assertThat(host.authorised).containsExactly("psp-1");
    }

    @Test
    @FieldDefect(61)
    void repeatsOnBothSidesOf3DSecureAreToldFromEachOther() {
        host.first = host::softDecline;
        host.create("psp-1");
        simulator.pspCalls().next(PspCallFault.concurrent(5));
        approve("psp-1");
        simulator.pspCalls().repeat(1);
        simulator.pspCalls().next(PspCallFault.concurrent(5));
        assertThat(visit3DSecure()).isEqualTo(ApprovalResult.APPROVED);
        assertThat(simulator.pspCalls().repeat(1).answer())
                .as("the first callback, when all is over")
                .isEqualTo("RESERVE");

        assertThat(host.answers().subList(0, 6)).containsOnly("SOFT_DECLINE");
        assertThat(host.answers().subList(6, 12)).containsOnly("RESERVE");
        assertThat(host.asked).containsExactly("authorize psp-1", "afterSoftDecline psp-1");
        assertThat(host.authorised).containsExactly("psp-1");
    }

    @Test
    void callbacksThatAreNotGenuineOrNotWholeReachNoHandler() {
        for (PspCallFault fault :
                List.of(PspCallFault.forged(), PspCallFault.unauthorized(), PspCallFault.truncated())) {
            host.create("psp-" + fault);
            simulator.pspCalls().next(fault);
            assertThat(approve("psp-" + fault)).isEqualTo(ApprovalResult.PSP_FAILED);
        }
        assertThat(simulator.pspCalls().all()).extracting(PspCall::status).containsOnly(401);
        assertThat(host.asked).isEmpty();
    }

    @Test
    void answerThatWasLostIsAReservationThatThePaymentDoesNotShow() {
        host.create("psp-1");
        simulator.pspCalls().next(PspCallFault.answerLost());
        assertThat(approve("psp-1")).isEqualTo(ApprovalResult.PSP_FAILED);
        assertThat(host.payments.get(reference("psp-1")).state()).isEqualTo(PaymentState.CREATED);
        assertThat(host.authorised).containsExactly("psp-1");
    }

    @Test
    @FieldDefect({60, 61})
    void reservationThatComesTooLateIsReversedOnce() {
        host.first = this::authoriseLate;
        host.create("psp-1");
        assertThat(approve("psp-1")).isEqualTo(ApprovalResult.DECLINED_BY_PSP);
        assertThat(host.reversed).isEmpty();

        released.countDown();
        awaitDecisions();
        assertThat(simulator.pspCalls().repeat(1).answer()).isEqualTo("FAIL");
        assertThat(host.authorised).containsExactly("psp-1");
        assertThat(host.reversed).containsExactly("psp-1");
    }

    @Test
    void serviceThatDoesNotWaitAsLongTakesTheCardForFailed() throws IOException {
        try (VippsSimulator hasty = VippsSimulator.builder()
                        .cardCallbackAnswerTime(Duration.ofMillis(50))
                        .start();
                CardHost slow = new CardHost(hasty, Duration.ofSeconds(2))) {
            slow.first = this::authoriseLate;
            slow.create("psp-1");
            assertThat(hasty.customer().approve(reference("psp-1"))).isEqualTo(ApprovalResult.PSP_FAILED);
            assertThat(slow.payments.get(reference("psp-1")).state()).isEqualTo(PaymentState.CREATED);
        }
    }

    @Test
    @FieldDefect(61)
    void whatAKilledProcessWasDecidingIsHandedOverAsUnknown() {
        host.create("psp-1");
        simulator.pspCalls().next(PspCallFault.late());
        assertThat(approve("psp-1")).isEqualTo(ApprovalResult.PSP_FAILED);
        simulator.pspCalls().sendLate();
        simulator.pspCalls().awaitIdle(Duration.ofSeconds(10));
        CardDecision done = Objects.requireNonNull(host.store.find(
                "cardCallback:" + simulator.pspCalls().all().get(0).attemptId()));
        host.store.put(new CardDecision(
                done.key(),
                done.version() + 1,
                State.DECIDING,
                done.delivery(),
                done.since().minus(Duration.ofMinutes(1)),
                null,
                false,
                Map.of(),
                null));

        assertThat(simulator.pspCalls().repeat(1).answer()).isEqualTo("FAIL");

        assertThat(host.asked).containsExactly("authorize psp-1", "unknown psp-1");
        assertThat(host.authorised).containsExactly("psp-1");
    }

    @Test
    @FieldDefect({60, 61})
    void ofAHundredCallbacksAtOnceNoneIsAuthorisedTwiceAndEachLateReservationIsReversedOnce() throws Exception {
        int payments = 50;
        List<String> references = IntStream.range(0, payments)
                .mapToObj(i -> (i % 10 == 0 ? "late-" : "psp-") + i)
                .toList();
        List<String> late = references.stream()
                .filter(reference -> reference.startsWith("late"))
                .toList();
        host.first = callback ->
                callback.pspReference().startsWith("late") ? authoriseLate(callback) : host.authorise(callback);
        references.forEach(host::create);
        simulator.pspCalls().next(payments, PspCallFault.concurrent(2));

        ExecutorService customers = Executors.newFixedThreadPool(payments);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<ApprovalResult>> results = new ArrayList<>();
            for (String reference : references) {
                results.add(customers.submit(() -> {
                    start.await();
                    return approve(reference);
                }));
            }
            start.countDown();
            for (int i = 0; i < payments; i++) {
                assertThat(results.get(i).get(30, TimeUnit.SECONDS))
                        .as(references.get(i))
                        .isEqualTo(
                                late.contains(references.get(i))
                                        ? ApprovalResult.DECLINED_BY_PSP
                                        : ApprovalResult.APPROVED);
            }
        } finally {
            customers.shutdownNow();
        }
        released.countDown();
        awaitDecisions();

        assertThat(host.answers()).hasSize(2 * payments);
        assertThat(host.authorised).containsExactlyInAnyOrderElementsOf(references);
        assertThat(host.reversed).containsExactlyInAnyOrderElementsOf(late);
    }

    @Test
    @FieldDefect(16)
    void cardsAreInNoLogWhateverGoesWrong() {
        Leaks leaks = new Leaks(Map.of(
                "number of a token", "4000000000000000001",
                "cryptogram", "ZmFrZS1jcnlwdG9ncmFt",
                "encrypted number", "ZmFrZS1wYW4tZW5jcnlwdGVk",
                "masked number", "XXXX0000",
                "return URL", "responsecode",
                "client secret", CardHost.ACME.clientSecret()));
        try {
            host.first = host::softDecline;
            host.second = callback -> {
                leaks.met(List.of(
                        callback, callback.cardInfo(), callback.cardInfo().cardData()));
                throw new IOException("no money on 4000000000000000001");
            };
            for (SimulatedCard card : List.of(SimulatedCard.VISA, SimulatedCard.DANKORT)) {
                customerHas(card);
                String pspReference = "psp-" + card;
                leaks.met(host.create(pspReference));
                approve(pspReference);
                simulator.customer().visit3DSecure(reference(pspReference));
                for (PspCallFault fault : List.of(
                        PspCallFault.forged(),
                        PspCallFault.unauthorized(),
                        PspCallFault.truncated(),
                        PspCallFault.answerLost())) {
                    host.create(pspReference + fault);
                    simulator.pspCalls().next(fault);
                    approve(pspReference + fault);
                }
            }
            leaks.met(simulator.pspCalls().all());
            assertThat(host.callbacks).hasSize(6);
            assertThat(leaks.logged()).hasSizeGreaterThan(5);
            assertThat(leaks.found()).isEmpty();
        } finally {
            leaks.close();
        }
    }
}
