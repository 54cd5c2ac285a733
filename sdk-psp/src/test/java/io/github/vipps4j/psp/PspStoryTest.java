package io.github.vipps4j.psp;

import static io.github.vipps4j.psp.Bodies.nok;
import static io.github.vipps4j.psp.Bodies.update;
import static io.github.vipps4j.psp.PspHost.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.NotFoundException;
import io.github.vipps4j.core.OutcomeUnknownException;
import io.github.vipps4j.core.Resolution;
import io.github.vipps4j.core.callback.NetworkToken;
import io.github.vipps4j.core.callback.NetworkToken.TokenType;
import io.github.vipps4j.core.callback.Withdrawal;
import io.github.vipps4j.psp.StatusUpdateResult.Outcome;
import io.github.vipps4j.simulator.ApiOperation;
import io.github.vipps4j.simulator.ApprovalResult;
import io.github.vipps4j.simulator.Fault;
import io.github.vipps4j.simulator.SalesUnit;
import io.github.vipps4j.simulator.SimulatedState;
import io.github.vipps4j.simulator.ThreeDSecure;
import io.github.vipps4j.simulator.VippsSimulator;
import io.github.vipps4j.simulator.VippsSimulatorExtension;
import io.github.vipps4j.testsupport.FieldDefect;
import java.io.IOException;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Payments of a provider from init to the nightly batch, with a simulator that calls it over HTTP. */
@ExtendWith(VippsSimulatorExtension.class)
class PspStoryTest {
    private VippsSimulator simulator;
    private PspHost host;

    @BeforeEach
    void open(VippsSimulator simulator) throws IOException {
        this.simulator = simulator;
        this.host = new PspHost(simulator, Duration.ofSeconds(10));
    }

    @AfterEach
    void close() {
        host.close();
    }

    private ApprovalResult approve(String pspTransactionId) {
        return simulator.customer().approve(order(pspTransactionId));
    }

    private SimulatedState state(String pspTransactionId) {
        return simulator.payment(order(pspTransactionId)).state();
    }

    private static List<String> history(TransactionDetails details) {
        return details.transactionLogHistory().stream()
                .map(entry -> entry.operationText() + " " + entry.amount().value() + " " + entry.operationSuccess())
                .toList();
    }

    // ---- the customer approves

    @Test
    void fromInitToTheReportOfTheCapture() {
        InitiatedPayment payment = host.init("tx1");
        assertThat(payment.vippsRedirectUrl()).startsWith(simulator.baseUrl().toString());
        assertThat(host.psp.details("tx1").isReserved()).isFalse();

        assertThat(approve("tx1")).isEqualTo(ApprovalResult.APPROVED);

        assertThat(host.asked).containsExactly("accepted tx1");
        assertThat(host.authorised).containsExactly("tx1");
        assertThat(host.payments.get(0).merchantSerialNumber()).isEqualTo("654321");
        assertThat(host.payments.get(0).returnUrls()).containsOnlyKeys(ThreeDSecureResult.values());
        TransactionDetails reserved = host.psp.awaitReserved("tx1");
        assertThat(reserved.merchantOrderId()).isEqualTo("order-tx1");
        assertThat(history(reserved)).containsExactly("RESERVED 24900 true");

        StatusUpdateResult result = host.psp.updateStatus(List.of(
                update("tx1", TransactionOperation.CAPTURED, 20_000),
                update("tx1", TransactionOperation.CANCELLED, 4_900),
                update("tx1", TransactionOperation.REFUNDED, 100).toBuilder()
                        .success(false)
                        .build()));
        assertThat(result.isAccepted()).isTrue();
        assertThat(history(host.psp.details("tx1"))).as("before the batch").containsExactly("RESERVED 24900 true");
        simulator.runPspBatch();
        TransactionDetails details = host.psp.details("tx1");
        assertThat(history(details))
                .containsExactly(
                        "RESERVED 24900 true", "CAPTURED 20000 true", "CANCELLED 4900 true", "REFUNDED 100 false");
        assertThat(details.transactionSummary())
                .isEqualTo(new TransactionSummary(nok(20_000), nok(0), nok(0), nok(20_000)));
    }

    @ParameterizedTest
    @CsvSource({
        "2200, 5226603115488031, 2025-05, MASTERCARD, 6",
        "3200, 4111111111111111, 2030-03, VISA, 7",
        "4200, 4895370013193500, 2030-03, VISA, 7",
        "4300, 5226603115488031, 2030-03, MASTERCARD, 6",
        "4400, 4895370012792682, 2022-12, VISA, 7",
        "5100, 4268270087302871, 2024-09, VISA, 7",
        "5200, 5413330089010442, 2025-12, MASTERCARD, 6",
        "24900, 4895370013193500, 2025-05, VISA, 7"
    })
    void amountDecidesWhichTokenComes(long amount, String number, YearMonth expiry, TokenType type, int eci) {
        host.init("tx1", amount);
        approve("tx1");
        NetworkToken token = host.payments.get(0).networkToken();
        assertThat(token.number().value()).isEqualTo(number);
        assertThat(token.expiry()).isEqualTo(expiry);
        assertThat(token.tokenType()).isEqualTo(type);
        assertThat(token.eci()).isEqualTo(eci);
    }

    @ParameterizedTest
    @EnumSource(names = "OTHER", mode = EnumSource.Mode.EXCLUDE)
    void declinedPaymentIsOverAndLeavesNoTrace(DeclineReason reason) {
        host.first = payment -> MakePaymentReply.declined(reason);
        host.init("tx1", 4_400);
        assertThat(approve("tx1")).isEqualTo(ApprovalResult.DECLINED_BY_PSP);
        assertThat(state("tx1")).isEqualTo(SimulatedState.ABORTED);
        assertThat(host.answers()).containsExactly("FAIL");
        assertThat(history(host.psp.details("tx1"))).isEmpty();
        assertThat(host.discarded).isEmpty();
    }

    @Test
    void handlerThatThrowsDeclines() {
        host.first = payment -> {
            throw new IOException("no acquirer");
        };
        host.init("tx1");
        assertThat(approve("tx1")).isEqualTo(ApprovalResult.DECLINED_BY_PSP);
        assertThat(host.reversed).isEmpty();
    }

    @Test
    void oneClientServesManyMerchants() {
        simulator.addSalesUnit(SalesUnit.of("111111"));
        host.init("tx1");
        host.init(host.psp.forMerchant("111111"), "tx2", 24_900);

        assertThat(simulator.customer().approve("111111", order("tx2"))).isEqualTo(ApprovalResult.APPROVED);

        assertThat(host.payments.get(0).merchantSerialNumber()).isEqualTo("111111");
        assertThatThrownBy(() -> host.psp.details("tx2")).isInstanceOf(NotFoundException.class);
        assertThat(host.psp.forMerchant("111111").details("tx2").pspTransactionId())
                .isEqualTo("tx2");
        assertThat(simulator.count(ApiOperation.TOKEN)).isEqualTo(1);
    }

    @Test
    void transactionThatTheProviderDoesNotKnowIsNotAuthorised() {
        host.psp.init(host.request("ofnobody", 24_900));
        assertThat(approve("ofnobody")).isEqualTo(ApprovalResult.DECLINED_BY_PSP);
        assertThat(host.authorised).isEmpty();
        assertThatThrownBy(() -> host.psp.details("unknown")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void approvalIsForcedInTheTestEnvironment() {
        InitiatedPayment payment = host.init("tx1");
        host.psp.forceApprove(payment, "91234567");
        host.awaitIdle();
        assertThat(host.authorised).containsExactly("tx1");
        assertThat(host.psp.awaitReserved("tx1").isReserved()).isTrue();
    }

    // ---- the customer does not approve

    @Test
    void customerWhoRejectsOrDoesNothingIsToldOf() {
        host.init("tx1");
        host.init("tx2");
        host.init("tx3", 3_100);
        simulator.customer().reject(order("tx1"));
        simulator.customer().ignore(order("tx2"));
        assertThat(approve("tx3")).isEqualTo(ApprovalResult.CARD_NOT_ELIGIBLE);
        simulator.clock().advance(Duration.ofMinutes(10));
        host.awaitIdle();

        assertThat(host.notApproved)
                .containsExactlyInAnyOrder(
                        new NotApprovedPayment("tx1", "654321", NotApprovedPayment.Reason.USER_CANCEL),
                        new NotApprovedPayment("tx2", "654321", NotApprovedPayment.Reason.TIMEOUT),
                        new NotApprovedPayment("tx3", "654321", NotApprovedPayment.Reason.TIMEOUT));
        assertThat(host.answers()).containsOnly("FAIL").hasSize(3);
        assertThat(host.asked).isEmpty();
    }

    @Test
    void waitingEndsWithoutAReservationAndWithoutSayingFailed() {
        host.init("tx1");
        simulator.customer().reject(order("tx1"));

        TransactionDetails details = host.psp.awaitReserved("tx1", Duration.ofSeconds(9));

        assertThat(details.isReserved()).isFalse();
        assertThat(host.time.elapsed()).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(9));
        assertThat(simulator.count(ApiOperation.PSP_DETAILS)).isBetween(4, 6);
    }

    @Test
    void whoCameBackWithoutPayingIsWithdrawnAndALateApprovalReachesNoHandler() {
        host.init("tx1");
        assertThat(host.endpoint.withdraw("tx1")).isEqualTo(Withdrawal.WITHDRAWN);
        assertThat(approve("tx1")).isEqualTo(ApprovalResult.DECLINED_BY_PSP);
        assertThat(host.asked).isEmpty();
    }

    // ---- 3-D Secure

    @Test
    @FieldDefect(61)
    void softDeclineGoesThrough3DSecureToAnApproval() {
        host.first = host::softDecline;
        host.init("tx1", 4_300);
        assertThat(approve("tx1")).isEqualTo(ApprovalResult.SOFT_DECLINED);
        assertThat(state("tx1")).isEqualTo(SimulatedState.CREATED);
        assertThat(simulator.customer().url3DSecure(order("tx1"))).isEqualTo(host.url("/3ds/tx1"));

        assertThat(simulator.customer().visit3DSecure(order("tx1"))).isEqualTo(ApprovalResult.APPROVED);

        assertThat(host.asked).containsExactly("accepted tx1", "after3DSecure tx1");
        assertThat(host.payments.get(1).threeDSecureResult()).isEqualTo(ThreeDSecureResult.SUCCESS);
        assertThat(host.authorised).containsExactly("tx1");
        assertThat(host.psp.awaitReserved("tx1").isReserved()).isTrue();
    }

    @Test
    void failed3DSecureIsDeclined() {
        host.first = host::softDecline;
        host.sessionEnds = ThreeDSecureResult.FAILURE;
        host.second = payment -> payment.threeDSecureResult() == ThreeDSecureResult.SUCCESS
                ? host.authorise(payment)
                : MakePaymentReply.declined(DeclineReason.REFUSED_BY_ISSUER);
        host.init("tx1");
        approve("tx1");

        assertThat(simulator.customer().visit3DSecure(order("tx1"))).isEqualTo(ApprovalResult.DECLINED_BY_PSP);

        assertThat(host.asked).containsExactly("accepted tx1", "after3DSecure tx1");
        assertThat(host.authorised).isEmpty();
        assertThat(state("tx1")).isEqualTo(SimulatedState.ABORTED);
    }

    @Test
    void customerWhoCancelsOnThePageIsToldOfAndNotAuthorised() {
        host.first = host::softDecline;
        host.sessionEnds = ThreeDSecureResult.CANCEL;
        host.init("tx1");
        approve("tx1");

        assertThat(simulator.customer().visit3DSecure(order("tx1"))).isEqualTo(ApprovalResult.THREE_D_SECURE_CANCELLED);
        host.awaitIdle();

        assertThat(host.asked).containsExactly("accepted tx1");
        assertThat(host.notApproved)
                .containsExactly(new NotApprovedPayment("tx1", "654321", NotApprovedPayment.Reason.USER_CANCEL));
        assertThat(host.answers()).containsExactly("SOFT_DECLINE", "FAIL");
    }

    @Test
    void customerWhoLeavesThePageForTheAppIsToldOf() {
        host.first = host::softDecline;
        host.init("tx1");
        host.init("tx2");
        approve("tx1");
        approve("tx2");
        simulator.customer().reject(order("tx1"));
        simulator.clock().advance(Duration.ofMinutes(10));
        host.awaitIdle();

        assertThat(host.notApproved)
                .containsExactlyInAnyOrder(
                        new NotApprovedPayment("tx1", "654321", NotApprovedPayment.Reason.USER_CANCEL),
                        new NotApprovedPayment("tx2", "654321", NotApprovedPayment.Reason.TIMEOUT));
        assertThat(host.authorised).isEmpty();
    }

    /** The second call has the very bytes of the first, so only the page can make known that it is no repeat. */
    @Test
    void backFrom3DSecureWithoutThePageCannotBeToldFromARepeat() {
        host.first = host::softDecline;
        host.init("tx1");
        approve("tx1");
        assertThat(simulator.customer().returnFrom3DSecure(order("tx1"), ThreeDSecure.SUCCESS))
                .isEqualTo(ApprovalResult.DECLINED_BY_PSP);
        assertThat(host.authorised).isEmpty();
        assertThat(host.answers()).containsExactly("SOFT_DECLINE", "SOFT_DECLINE");
    }

    // ---- the way to the service

    @Test
    void initWhoseAnswerWasLostIsKnownAndAnotherIsMade() {
        simulator.faults().next(ApiOperation.PSP_INIT, Fault.answerLost());
        OutcomeUnknownException lost = catchThrowableOfType(OutcomeUnknownException.class, () -> host.init("tx1"));
        assertThat(lost.resolve()).isEqualTo(Resolution.APPLIED);
        assertThat(host.psp.resolveInit("tx1")).isInstanceOf(InitResolution.Known.class);
        assertThat(simulator.count(ApiOperation.PSP_INIT)).isEqualTo(1);

        assertThat(host.endpoint.withdraw("tx1")).isEqualTo(Withdrawal.WITHDRAWN);
        host.init("tx2");

        assertThat(approve("tx1")).as("the old one").isEqualTo(ApprovalResult.DECLINED_BY_PSP);
        assertThat(approve("tx2")).isEqualTo(ApprovalResult.APPROVED);
        assertThat(host.authorised).containsExactly("tx2");
    }

    @Test
    void initThatNeverArrivedIsAbsentAndSentAgain() {
        simulator.faults().next(ApiOperation.PSP_INIT, Fault.closedBeforeActing());
        OutcomeUnknownException lost = catchThrowableOfType(OutcomeUnknownException.class, () -> host.init("tx1"));
        assertThat(lost.resolve()).isEqualTo(Resolution.NOT_APPLIED);
        assertThat(host.psp.resolveInit("tx1")).isEqualTo(new InitResolution.Absent("tx1"));

        host.init("tx1");
        assertThat(approve("tx1")).isEqualTo(ApprovalResult.APPROVED);
    }

    @Test
    void idsAreTakenOnce() {
        host.init("tx1");
        ApiException again = catchThrowableOfType(ApiException.class, () -> host.init("tx1"));
        assertThat(PspError.of(again)).isEqualTo(PspError.TRANSACTION_ID_EXISTS);
        InitPayment sameOrder = host.request("tx2", 100).toBuilder()
                .merchantOrderId(order("tx1"))
                .build();
        ApiException order = catchThrowableOfType(ApiException.class, () -> host.psp.init(sameOrder));
        assertThat(PspError.of(order)).isEqualTo(PspError.ORDER_ID_EXISTS);
    }

    @Test
    void oneBadLineSpoilsItsBatchAlone() {
        for (int i = 1; i <= 5; i++) {
            host.init("tx" + i);
            approve("tx" + i);
        }
        StatusUpdate bad = update("tx4", TransactionOperation.CAPTURED, 0);

        StatusUpdateResult result = host.psp.updateStatus(
                List.of(
                        update("tx1", TransactionOperation.CAPTURED, 24_900),
                        update("tx2", TransactionOperation.CAPTURED, 24_900),
                        update("tx3", TransactionOperation.CAPTURED, 24_900),
                        bad,
                        update("tx5", TransactionOperation.CAPTURED, 24_900)),
                2);

        assertThat(result.batches())
                .extracting(StatusUpdateResult.Batch::outcome)
                .containsExactly(Outcome.ACCEPTED, Outcome.REFUSED, Outcome.ACCEPTED);
        assertThat(result.updates(Outcome.REFUSED))
                .extracting(StatusUpdate::pspTransactionId)
                .containsExactly("tx3", "tx4");
        assertThat(Objects.requireNonNull(result.batches().get(1).failure()))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refused -> assertThat(PspError.of(refused)).isEqualTo(PspError.INVALID_AMOUNT));
        simulator.runPspBatch();
        assertThat(history(host.psp.details("tx3"))).containsExactly("RESERVED 24900 true");
        assertThat(history(host.psp.details("tx5"))).containsExactly("RESERVED 24900 true", "CAPTURED 24900 true");
    }

    @Test
    void reportWhoseAnswerWasLostIsSentAgainAndCountsOnce() {
        host.init("tx1");
        approve("tx1");
        simulator.faults().next(ApiOperation.PSP_UPDATE_STATUS, Fault.answerLost());

        assertThat(host.psp
                        .updateStatus(List.of(update("tx1", TransactionOperation.CAPTURED, 10_000)))
                        .isAccepted())
                .isTrue();

        assertThat(simulator.count(ApiOperation.PSP_UPDATE_STATUS)).isEqualTo(2);
        simulator.runPspBatch();
        assertThat(Objects.requireNonNull(host.psp.details("tx1").transactionSummary()))
                .isEqualTo(new TransactionSummary(nok(10_000), nok(14_900), nok(0), nok(10_000)));
    }

    @Test
    void reportThatNobodyAnswersIsUnknownAndTheOthersAreSent() {
        simulator.faults().next(ApiOperation.PSP_UPDATE_STATUS, 3, Fault.closedBeforeActing());

        StatusUpdateResult result = host.psp.updateStatus(
                List.of(
                        update("tx1", TransactionOperation.CAPTURED, 1),
                        update("tx2", TransactionOperation.CAPTURED, 1)),
                1);

        assertThat(result.batches())
                .extracting(StatusUpdateResult.Batch::outcome)
                .containsExactly(Outcome.UNKNOWN, Outcome.ACCEPTED);
    }
}
