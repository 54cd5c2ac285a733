package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.CardShop.REFERENCE;
import static io.github.vipps4j.simulator.PspShop.OK;
import static io.github.vipps4j.simulator.PspShop.ORDER;
import static io.github.vipps4j.simulator.PspShop.tickets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can go wrong on the way to a payment service provider. */
class PspCallFaultTest {
    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private final PspEndpoint endpoint = new PspEndpoint();
    private VippsSimulator simulator;
    private PspCalls calls;
    private PspShop shop;

    @BeforeEach
    void initiatedPayment() {
        simulator = VIPPS.simulator();
        calls = simulator.pspCalls();
        shop = PspShop.of(simulator);
        shop.init(tickets(endpoint));
        endpoint.answers(OK);
    }

    @AfterEach
    void closeEndpoint() {
        endpoint.close();
    }

    private ApprovalResult approveHitBy(PspCallFault fault) {
        calls.next(fault);
        return simulator.customer().approve(ORDER);
    }

    private void assertSameBytes(int copies) {
        assertThat(endpoint.received()).hasSize(copies).allSatisfy(call -> {
            assertThat(call.body()).isEqualTo(endpoint.received().get(0).body());
            assertThat(call.header("Authorization")).isEqualTo("s3cr3t-token");
        });
    }

    @Test
    void duplicateComesAfterTheFirstWhichCounts() {
        endpoint.answers(call -> PspEndpoint.json(endpoint.received().size() == 1 ? OK : PspShop.FAIL));

        assertThat(approveHitBy(PspCallFault.duplicate())).isEqualTo(ApprovalResult.APPROVED);
        assertSameBytes(2);
        assertThat(calls.all()).extracting(PspCall::answer).containsExactly("OK", "FAIL");
        assertThat(calls.all()).extracting(PspCall::fault).containsExactly("duplicate", "duplicate");
    }

    @Test
    void concurrentCallsAreThereAtOnce() {
        CyclicBarrier all = new CyclicBarrier(5);
        endpoint.answers(call -> {
            try {
                all.await(10, TimeUnit.SECONDS);
                return PspEndpoint.json(OK);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(approveHitBy(PspCallFault.concurrent(5))).isEqualTo(ApprovalResult.APPROVED);
        assertSameBytes(5);
        assertThat(calls.all()).extracting(PspCall::number).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void lateCallComesWhenThePaymentHasFailed() {
        assertThat(approveHitBy(PspCallFault.late())).isEqualTo(ApprovalResult.PSP_FAILED);
        assertThat(endpoint.received()).isEmpty();
        assertThat(simulator.payment(ORDER).state()).isEqualTo(SimulatedState.ABORTED);
        calls.awaitIdle(Duration.ZERO);

        calls.sendLate();
        shop.awaitIdle();
        assertSameBytes(1);
        assertThat(calls.all()).extracting(PspCall::fault).containsExactly("late");
        assertThat(simulator.payment(ORDER).state()).isEqualTo(SimulatedState.ABORTED);
    }

    @Test
    void answerThatIsLostHasNoEffect() {
        assertThat(approveHitBy(PspCallFault.answerLost())).isEqualTo(ApprovalResult.PSP_FAILED);
        assertThat(calls.all()).extracting(PspCall::answer).containsExactly("OK");
        assertThat(simulator.payment(ORDER).state()).isEqualTo(SimulatedState.ABORTED);
    }

    @Test
    void forgedCallHasAnotherToken() {
        endpoint.answers(PspEndpoint.status(401));

        assertThat(approveHitBy(PspCallFault.forged())).isEqualTo(ApprovalResult.PSP_FAILED);
        assertThat(endpoint.last().header("Authorization")).isEqualTo("s3cr3t-tokenx");
    }

    @Test
    void unauthorizedCallHasNoToken() {
        approveHitBy(PspCallFault.unauthorized());

        assertThat(endpoint.last().headers()).doesNotContainKey("Authorization");
    }

    @Test
    void truncatedCallHasHalfOfTheBody() {
        approveHitBy(PspCallFault.truncated());
        PspCall again = calls.repeat(1);

        assertThat(endpoint.last().text()).startsWith("{\"pspTransactionId\"").doesNotEndWith("}");
        assertThat(again.body()).isEqualTo(endpoint.last().text());
    }

    @Test
    void repeatIsTheSameBytesWithoutEffect() {
        simulator.customer().approve(ORDER);
        endpoint.answers(PspShop.FAIL);

        PspCall again = calls.repeat(1);
        assertThat(again.number()).isEqualTo(2);
        assertThat(again.answer()).isEqualTo("FAIL");
        assertSameBytes(2);
        assertThat(calls.all()).hasSize(2);
        assertThat(simulator.payment(ORDER).state()).isEqualTo(SimulatedState.AUTHORIZED);
        assertThatThrownBy(() -> calls.repeat(3))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("There is no call 3");
    }

    @Test
    void cardCallbackIsForgedAndRepeatedWithItsSignature() {
        CardShop cards = new CardShop(shop.psp());
        cards.create(CardShop.body(endpoint.url("/card")));
        endpoint.answers(CardShop.RESERVE);
        calls.next(PspCallFault.forged());
        simulator.customer().approve(REFERENCE);
        calls.repeat(1);

        assertThat(endpoint.received()).hasSize(2).allSatisfy(call -> {
            assertThat(call.header("X-ms-content-sha256")).isEqualTo(WebhookSignature.contentHash(call.body()));
            assertThat(call.isSignedWith("fake-client-secret-of-psp-acme-psp")).isFalse();
        });
        assertThat(endpoint.last().header("X-ms-date"))
                .isEqualTo(endpoint.received().get(0).header("X-ms-date"));
    }

    @Test
    void faultsWaitInOrderAndCanBeTakenBack() {
        calls.next(2, PspCallFault.late());
        calls.next(PspCallFault.unauthorized());
        calls.clearFaults();

        assertThat(simulator.customer().approve(ORDER)).isEqualTo(ApprovalResult.APPROVED);
        assertThatThrownBy(() -> calls.next(0, PspCallFault.late())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PspCallFault.concurrent(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PspCallFault.concurrent(101)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsToldOfACancelCanGoWrongToo() {
        calls.next(PspCallFault.duplicate());
        simulator.customer().reject(ORDER);
        shop.awaitIdle();

        assertSameBytes(2);
    }

    @Test
    void hundredCallsAtOnceAreEachAnsweredForTheirOwnPayment() {
        endpoint.answers(call -> PspEndpoint.json(OK.replace(
                PspShop.TRANSACTION, call.json().path("pspTransactionId").textValue())));
        List<String> orders = IntStream.range(0, 50).mapToObj(i -> "order-" + i).toList();
        for (String order : orders) {
            shop.init(tickets(endpoint).replace(ORDER, order).replace(PspShop.TRANSACTION, "tx" + order));
        }
        calls.next(50, PspCallFault.concurrent(2));

        List<ApprovalResult> results = orders.parallelStream()
                .map(order -> simulator.customer().approve(order))
                .toList();

        assertThat(results).hasSize(50).containsOnly(ApprovalResult.APPROVED);
        assertThat(calls.all()).hasSize(100).allSatisfy(call -> {
            assertThat(call.attemptId()).isEqualTo("tx" + call.reference());
            assertThat(call.answer()).isEqualTo("OK");
        });
        assertThat(calls.all().stream().map(PspCall::number).distinct()).hasSize(100);
    }

    @Test
    void waitingEndsWithTheTimeGiven() {
        endpoint.answers(PspEndpoint.NO_ANSWER);
        simulator.customer().reject(ORDER);

        assertThatThrownBy(() -> calls.awaitIdle(Duration.ofMillis(20)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Calls to payment service providers are still on their way after PT0.02S");
        assertThatThrownBy(() -> calls.awaitIdle(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
        simulator.reset();
        calls.awaitIdle(Duration.ZERO);
        assertThat(calls.all()).isEmpty();
    }
}
