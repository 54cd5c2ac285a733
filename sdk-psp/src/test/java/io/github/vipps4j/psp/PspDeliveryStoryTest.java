package io.github.vipps4j.psp;

import static io.github.vipps4j.psp.PspHost.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.core.callback.CardDecision;
import io.github.vipps4j.core.callback.CardDecision.State;
import io.github.vipps4j.core.callback.Withdrawal;
import io.github.vipps4j.simulator.ApprovalResult;
import io.github.vipps4j.simulator.PspCall;
import io.github.vipps4j.simulator.PspCallFault;
import io.github.vipps4j.simulator.SimulatedState;
import io.github.vipps4j.simulator.VippsSimulator;
import io.github.vipps4j.testsupport.Await;
import io.github.vipps4j.testsupport.FieldDefect;
import io.github.vipps4j.testsupport.Leaks;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

/** Calls to a provider that come twice, at once, late, forged or not at all. */
class PspDeliveryStoryTest {
    private static final Duration BUDGET = Duration.ofSeconds(2);

    private final CountDownLatch released = new CountDownLatch(1);
    private VippsSimulator simulator;
    private PspHost host;

    @BeforeEach
    void open() throws IOException {
        simulator = VippsSimulator.builder()
                .makePaymentAnswerTime(Duration.ofSeconds(8))
                .start();
        host = new PspHost(simulator, BUDGET);
    }

    @AfterEach
    void close() {
        released.countDown();
        host.close();
        simulator.close();
    }

    private ApprovalResult approve(String pspTransactionId) {
        return simulator.customer().approve(order(pspTransactionId));
    }

    private ApprovalResult approveHitBy(PspCallFault fault) {
        host.init("tx1");
        simulator.pspCalls().next(fault);
        return approve("tx1");
    }

    private SimulatedState state() {
        return simulator.payment(order("tx1")).state();
    }

    private State remembered(String pspTransactionId) {
        return Objects.requireNonNull(host.store.find("makePayment:" + pspTransactionId))
                .state();
    }

    private MakePaymentReply.Final authoriseLate(MakePayment payment) throws InterruptedException {
        released.await();
        return host.authorise(payment);
    }

    @Test
    void duplicateIsAnsweredAsTheFirst() {
        assertThat(approveHitBy(PspCallFault.duplicate())).isEqualTo(ApprovalResult.APPROVED);
        assertThat(simulator.pspCalls().repeat(1).answer()).isEqualTo("OK");
        assertThat(host.answers()).containsExactly("OK", "OK", "OK");
        assertThat(host.authorised).containsExactly("tx1");
    }

    @Test
    void callsAtOnceWaitForOneDecision() {
        assertThat(approveHitBy(PspCallFault.concurrent(20))).isEqualTo(ApprovalResult.APPROVED);
        assertThat(host.answers()).containsOnly("OK").hasSize(20);
        assertThat(host.authorised).containsExactly("tx1");
    }

    @Test
    void cancelThatComesTwiceIsToldOnce() {
        host.first = host::softDecline;
        host.init("tx1");
        approve("tx1");
        simulator.pspCalls().next(PspCallFault.concurrent(5));
        simulator.customer().reject(order("tx1"));
        host.awaitIdle();
        assertThat(simulator.pspCalls().repeat(1).answer()).as("the first call").isEqualTo("FAIL");
        assertThat(host.answers().subList(1, 7)).containsOnly("FAIL");
        assertThat(host.notApproved).hasSize(1);
        assertThat(host.asked).containsExactly("accepted tx1");
    }

    @Test
    @FieldDefect(61)
    void repeatsOnBothSidesOf3DSecureAreToldFromEachOther() {
        host.first = host::softDecline;
        assertThat(approveHitBy(PspCallFault.concurrent(5))).isEqualTo(ApprovalResult.SOFT_DECLINED);
        simulator.pspCalls().repeat(1);
        simulator.pspCalls().next(PspCallFault.concurrent(5));

        assertThat(simulator.customer().visit3DSecure(order("tx1"))).isEqualTo(ApprovalResult.APPROVED);

        assertThat(host.asked).containsExactly("accepted tx1", "after3DSecure tx1");
        assertThat(host.authorised).containsExactly("tx1");
        assertThat(host.answers().subList(0, 6)).containsOnly("SOFT_DECLINE");
        assertThat(host.answers().subList(6, 11)).containsOnly("OK");
    }

    @Test
    void callThatComesWhenTheProviderHasGivenUpReachesNoHandler() {
        assertThat(approveHitBy(PspCallFault.late())).isEqualTo(ApprovalResult.PSP_FAILED);
        assertThat(host.endpoint.withdraw("tx1")).isEqualTo(Withdrawal.WITHDRAWN);
        simulator.pspCalls().sendLate();
        host.awaitIdle();
        assertThat(host.answers()).containsExactly("FAIL");
        assertThat(host.asked).isEmpty();
    }

    @Test
    void answerThatWasLostStaysWhatItWasAndDetailsDoNotShowIt() {
        assertThat(approveHitBy(PspCallFault.answerLost())).isEqualTo(ApprovalResult.PSP_FAILED);
        assertThat(state()).isEqualTo(SimulatedState.ABORTED);
        assertThat(host.authorised).containsExactly("tx1");
        assertThat(host.psp.awaitReserved("tx1", Duration.ofSeconds(10)).isReserved())
                .isFalse();
        assertThat(host.endpoint.withdraw("tx1")).isEqualTo(Withdrawal.APPROVED);
        assertThat(simulator.pspCalls().repeat(1).answer()).isEqualTo("OK");
        assertThat(host.authorised).containsExactly("tx1");
    }

    @Test
    void callsThatAreNotGenuineOrNotWholeReachNoHandlerAndAreNotRemembered() {
        assertThat(approveHitBy(PspCallFault.forged())).isEqualTo(ApprovalResult.PSP_FAILED);
        for (PspCallFault fault : List.of(PspCallFault.unauthorized(), PspCallFault.truncated())) {
            String id = "tx" + fault;
            host.init(id);
            simulator.pspCalls().next(fault);
            assertThat(approve(id)).isEqualTo(ApprovalResult.PSP_FAILED);
        }
        assertThat(simulator.pspCalls().all()).extracting(PspCall::status).containsExactly(401, 401, 422);
        assertThat(host.asked).isEmpty();
        assertThat(host.store.find("makePayment:tx1")).isNull();
    }

    @Test
    @FieldDefect({60, 61})
    void approvalThatComesTooLateIsReversedOnce() {
        host.first = this::authoriseLate;
        host.init("tx1");
        assertThat(approve("tx1")).isEqualTo(ApprovalResult.DECLINED_BY_PSP);
        assertThat(state()).isEqualTo(SimulatedState.ABORTED);
        assertThat(host.reversed).isEmpty();

        released.countDown();
        Await.until(() -> remembered("tx1") == State.DONE);
        assertThat(simulator.pspCalls().repeat(1).answer()).isEqualTo("FAIL");

        assertThat(host.authorised).containsExactly("tx1");
        assertThat(host.reversed).containsExactly("tx1");
    }

    @Test
    @FieldDefect(61)
    void approvalAfter3DSecureThatComesTooLateIsReversedOnce() {
        host.first = host::softDecline;
        host.second = this::authoriseLate;
        host.init("tx1");
        approve("tx1");
        assertThat(simulator.customer().visit3DSecure(order("tx1"))).isEqualTo(ApprovalResult.DECLINED_BY_PSP);

        released.countDown();
        Await.until(() -> remembered("tx1") == State.DONE);
        assertThat(host.reversed).containsExactly("tx1");
    }

    @Test
    void serviceThatDoesNotWaitAsLongTakesThePaymentForFailed() throws IOException {
        try (VippsSimulator hasty = VippsSimulator.builder()
                        .makePaymentAnswerTime(Duration.ofMillis(50))
                        .start();
                PspHost slow = new PspHost(hasty, BUDGET)) {
            slow.first = this::authoriseLate;
            slow.init("tx1");
            assertThat(hasty.customer().approve(order("tx1"))).isEqualTo(ApprovalResult.PSP_FAILED);
            assertThat(hasty.payment(order("tx1")).state()).isEqualTo(SimulatedState.ABORTED);
            assertThat(slow.psp.details("tx1").isReserved()).isFalse();
        }
    }

    @Test
    @FieldDefect(61)
    void whatAKilledProcessWasDecidingIsLookedUpAtTheAcquirer() {
        for (String id : List.of("tx1", "tx2")) {
            host.init(id);
            host.store.put(new CardDecision(
                    "makePayment:" + id,
                    1,
                    State.DECIDING,
                    "h",
                    Instant.now().minus(Duration.ofMinutes(1)),
                    null,
                    false,
                    Map.of(),
                    null));
        }
        host.authorised.add("tx2");

        assertThat(approve("tx1")).isEqualTo(ApprovalResult.DECLINED_BY_PSP);
        assertThat(approve("tx2")).isEqualTo(ApprovalResult.APPROVED);

        assertThat(host.asked).containsExactly("unknown tx1", "unknown tx2");
        assertThat(host.authorised).containsExactly("tx2");
    }

    @Test
    @FieldDefect({60, 61})
    void ofAHundredCallsAtOnceNoneIsAuthorisedTwiceAndEachLateApprovalIsReversedOnce() throws Exception {
        int transactions = 50;
        List<String> ids = IntStream.range(0, transactions)
                .mapToObj(i -> (i % 10 == 0 ? "late" : "tx") + i)
                .toList();
        List<String> late = ids.stream().filter(id -> id.startsWith("late")).toList();
        host.first = payment ->
                payment.pspTransactionId().startsWith("late") ? authoriseLate(payment) : host.authorise(payment);
        ids.forEach(host::init);
        simulator.pspCalls().next(transactions, PspCallFault.concurrent(2));

        ExecutorService customers = Executors.newFixedThreadPool(transactions);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<ApprovalResult>> results = new ArrayList<>();
            for (String id : ids) {
                results.add(customers.submit(() -> {
                    start.await();
                    return approve(id);
                }));
            }
            start.countDown();
            for (int i = 0; i < transactions; i++) {
                assertThat(results.get(i).get(30, TimeUnit.SECONDS))
                        .as(ids.get(i))
                        .isEqualTo(
                                late.contains(ids.get(i)) ? ApprovalResult.DECLINED_BY_PSP : ApprovalResult.APPROVED);
            }
        } finally {
            customers.shutdownNow();
        }
        released.countDown();
        Await.until(() -> ids.stream().allMatch(id -> remembered(id) == State.DONE));

        assertThat(host.answers()).hasSize(2 * transactions);
        assertThat(host.authorised).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(host.reversed).containsExactlyInAnyOrderElementsOf(late);
    }

    @Test
    @FieldDefect(16)
    void cardsAreInNoLogWhateverGoesWrong() {
        Leaks leaks = new Leaks(Map.of(
                "number of a token", Provider.NUMBER,
                "cryptogram", Provider.CRYPTOGRAM,
                "makePaymentToken", PspHost.TOKEN,
                "return URL", "responsecode",
                "client secret", PspHost.ACME.clientSecret()));
        try {
            host.first = host::softDecline;
            host.second = payment -> {
                leaks.met(payment);
                throw new IOException(
                        "no money on " + payment.networkToken().number().value() + " with "
                                + payment.networkToken().cryptogram().value());
            };
            leaks.met(host.init("tx1", 4_300));
            approve("tx1");
            simulator.customer().visit3DSecure(order("tx1"));
            for (PspCallFault fault : List.of(
                    PspCallFault.forged(),
                    PspCallFault.unauthorized(),
                    PspCallFault.truncated(),
                    PspCallFault.answerLost(),
                    PspCallFault.duplicate())) {
                String id = "tx" + fault;
                host.init(id.toLowerCase(Locale.ROOT), 4_300);
                simulator.pspCalls().next(fault);
                approve(id.toLowerCase(Locale.ROOT));
            }
            leaks.met(simulator.pspCalls().all());
            assertThat(leaks.logged()).hasSizeGreaterThan(5);
            assertThat(leaks.found()).isEmpty();
        } finally {
            leaks.close();
        }
    }
}
