package io.github.vipps4j.ecom;

import static io.github.vipps4j.ecom.Bodies.nok;
import static io.github.vipps4j.ecom.Shop.key;
import static io.github.vipps4j.ecom.Shop.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.AirlineData;
import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.BusyException;
import io.github.vipps4j.core.ConflictException;
import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.NotFoundException;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.core.ProfileScope;
import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.simulator.ApiOperation;
import io.github.vipps4j.simulator.Fault;
import io.github.vipps4j.simulator.Feature;
import io.github.vipps4j.simulator.SalesUnit;
import io.github.vipps4j.simulator.SimulatedUser;
import io.github.vipps4j.simulator.VippsSimulator;
import io.github.vipps4j.simulator.VippsSimulatorExtension;
import io.github.vipps4j.testsupport.FieldDefect;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole orders against the simulator, over real HTTP. */
@ExtendWith(VippsSimulatorExtension.class)
class EcomPaymentStoryTest {
    private static final String ORDER = "acme-shop-order-0001";
    private static final Duration HALF_A_YEAR = Duration.ofDays(180);
    private static final Duration A_YEAR = Duration.ofDays(365);

    private VippsSimulator simulator;
    private Shop shop;
    private EcomClient ecom;

    @BeforeEach
    void openShop(VippsSimulator simulator) {
        this.simulator = simulator;
        this.shop = new Shop(simulator);
        this.ecom = shop.ecom;
    }

    /** The call is refused for good, has changed nothing, and was sent once. */
    private static void refused(EcomError with, ThrowingCallable call) {
        ApiException e = catchThrowableOfType(ApiException.class, call);
        assertThat(e).isNotNull();
        assertThat(EcomError.of(e)).isEqualTo(with);
        assertThat(e.processed()).isEqualTo(Processed.NO);
        assertThat(e.attempts()).isEqualTo(1);
    }

    private static List<TransactionOperation> operations(PaymentDetails details) {
        return details.history().stream().map(TransactionLogEntry::operation).toList();
    }

    @Test
    void fromTheLandingPageToTheMoneyAndBack() {
        InitiatedPayment initiated = ecom.initiate(order(ORDER, 49_900).build());
        assertThat(initiated.url()).contains("token=");
        PaymentDetails waiting = ecom.details(ORDER);
        assertThat(waiting.state()).isEqualTo(OrderState.INITIATED);
        assertThat(waiting.summary()).isNull();
        assertThat(waiting.remainingToCapture()).isEqualTo(nok(0));
        simulator.customer().approve(ORDER);

        PaymentDetails reserved = ecom.awaitOutcome(initiated);
        assertThat(reserved.state()).isEqualTo(OrderState.RESERVED);
        assertThat(reserved.remainingToCapture()).isEqualTo(nok(49_900));
        assertThat(shop.time.sleeps()).hasSize(1);

        Modification captured = ecom.capture(ORDER, nok(29_900), key("capture-1"), "Parcel 1");
        assertThat(captured.amount()).isEqualTo(nok(29_900));
        assertThat(captured.status()).isEqualTo(ModificationStatus.CAPTURED);
        assertThat(ecom.details(ORDER).state()).isEqualTo(OrderState.PARTLY_CAPTURED);

        Modification cancelled = ecom.cancelAndReleaseRemainingFunds(ORDER);
        assertThat(cancelled.amount()).isEqualTo(nok(20_000));
        assertThat(cancelled.status()).isEqualTo(ModificationStatus.CANCELLED);

        Modification refunded = ecom.refund(ORDER, nok(10_000), key("refund-1"));
        assertThat(refunded.amount()).isEqualTo(nok(10_000));
        assertThat(refunded.status()).isEqualTo(ModificationStatus.REFUNDED);
        assertThat(refunded.timeStamp()).isNotNull();

        PaymentDetails end = ecom.details(ORDER);
        assertThat(end.state()).isEqualTo(OrderState.PARTLY_REFUNDED);
        assertThat(end.reservedAmount()).isEqualTo(nok(49_900));
        assertThat(end.capturedAmount()).isEqualTo(nok(29_900));
        assertThat(end.remainingToCapture()).isEqualTo(nok(0));
        assertThat(end.remainingToRefund()).isEqualTo(nok(19_900));
        assertThat(operations(end))
                .containsExactly(
                        TransactionOperation.REFUND,
                        TransactionOperation.VOID,
                        TransactionOperation.CAPTURE,
                        TransactionOperation.RESERVE,
                        TransactionOperation.INITIATE);
        assertThat(end.history().get(0).requestId()).isEqualTo("refund-1");
        assertThat(end.history().get(2).transactionText()).isEqualTo("Parcel 1");
    }

    /** The simulator has its own list of the API's fields and refuses all others. */
    @Test
    void initiateIsTakenWithEveryFieldThatARegularPaymentMayHave() {
        ecom.initiate(order(ORDER, 49_900)
                .authToken("made-up-token")
                .mobileNumber("91234567")
                .skipLandingPage(true)
                .scope(ProfileScope.NAME, ProfileScope.EMAIL, ProfileScope.ADDRESS)
                .additionalData(AirlineData.builder()
                        .agencyInvoiceNumber("123456")
                        .airlineCode("074")
                        .airlineDesignatorCode("KL")
                        .passengerName("FLYER / MARY MS.")
                        .ticketNumber("123-1234567890")
                        .build())
                .build());
        assertThat(ecom.details(ORDER).state()).isEqualTo(OrderState.INITIATED);
    }

    @Test
    void appGetsAUrlOfItsOwnScheme() {
        InitiatedPayment initiated = ecom.initiate(
                order(ORDER, 49_900).isApp(true).fallBack("acmeshop://return").build());
        assertThat(initiated.url()).startsWith("vippsMT://?");
        assertThat(initiated.token()).isNotEmpty();
    }

    // ---- how an order can end without money

    @Test
    void customerWhoDeclinesCancelsIt() {
        InitiatedPayment initiated = ecom.initiate(order(ORDER, 10_000).build());
        simulator.customer().reject(ORDER);
        PaymentDetails details = ecom.awaitOutcome(initiated);
        assertThat(details.state()).isEqualTo(OrderState.CANCELLED);
        assertThat(details.remainingToCapture()).isEqualTo(nok(0));
    }

    /** Nobody helps the clock along but the waiting itself. */
    @Test
    @FieldDefect(47)
    void customerWhoDoesNothingIsWaitedForUntilTheTimeIsOver() {
        InitiatedPayment initiated = ecom.initiate(order(ORDER, 10_000).build());
        PaymentDetails details = ecom.awaitOutcome(initiated);
        assertThat(details.state()).isEqualTo(OrderState.CANCELLED);
        assertThat(shop.time.sleeps().stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofSeconds(599), Duration.ofSeconds(603));
    }

    @Test
    @FieldDefect(47)
    void outcomeThatDoesNotComeInTimeIsNotAnOutcome() {
        InitiatedPayment initiated = ecom.initiate(order(ORDER, 10_000).build());
        PaymentDetails details = ecom.awaitOutcome(initiated, Duration.ofMinutes(1));
        assertThat(details.hasOutcome()).isFalse();
        assertThat(details.isOver(shop.time.now())).isFalse();
        assertThat(details.state()).isEqualTo(OrderState.INITIATED);
    }

    /** An outcome that nobody knows for an hour: the payment neither ends nor can be cancelled. */
    @Test
    @FieldDefect(47)
    void orderIsOverWithoutAnOutcomeAfterItsTimeAndAMargin() {
        InitiatedPayment initiated = ecom.initiate(order(ORDER, 201).build());
        simulator.customer().approve(ORDER);
        PaymentDetails details = ecom.awaitOutcome(initiated, Duration.ofHours(1));
        assertThat(details.hasOutcome()).isFalse();
        assertThat(details.isOver(shop.time.now())).isTrue();
        assertThat(shop.time.sleeps().stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(12));
    }

    @ParameterizedTest
    @CsvSource({"151, INITIATED", "182, INITIATED", "186, INITIATED"})
    void approvalThatFailedLeavesNothingToCapture(long amount, OrderState state) {
        ecom.initiate(order(ORDER, amount).build());
        simulator.customer().approve(ORDER);
        PaymentDetails details = ecom.details(ORDER);
        assertThat(details.history().get(0).operation()).isEqualTo(TransactionOperation.RESERVE);
        assertThat(details.history().get(0).operationSuccess()).isFalse();
        assertThat(details.state()).isEqualTo(state);
        assertThat(details.remainingToCapture()).isEqualTo(nok(0));
    }

    @Test
    void shopThatCancelsFirstEndsIt() {
        ecom.initiate(order(ORDER, 10_000).build());
        Modification cancelled = ecom.cancel(ORDER, "Sold out");
        assertThat(cancelled.status()).isEqualTo(ModificationStatus.CANCELLED);
        assertThat(cancelled.transactionId()).isNull();
        PaymentDetails details = ecom.details(ORDER);
        assertThat(details.state()).isEqualTo(OrderState.CANCELLED);
        assertThat(details.history().get(0).operation()).isEqualTo(TransactionOperation.CANCEL);
    }

    @Test
    void cancelAfterTheApprovalReleasesEverything() {
        shop.reserved(ORDER, 10_000);
        assertThat(ecom.cancel(ORDER).amount()).isEqualTo(nok(10_000));
        PaymentDetails details = ecom.details(ORDER);
        assertThat(details.state()).isEqualTo(OrderState.CANCELLED);
        assertThat(details.history().get(0).operation()).isEqualTo(TransactionOperation.VOID);
        assertThat(details.remainingToCapture()).isEqualTo(nok(0));
    }

    @Test
    void cancelWhileTheCustomerIsApprovingIsRefusedAndLeavesTheOrderAsItIs() {
        ecom.initiate(order(ORDER, 10_000).build());
        simulator.customer().startsApproving(ORDER);
        refused(EcomError.CANCEL_FAILED, () -> ecom.cancel(ORDER));
        simulator.customer().approve(ORDER);
        assertThat(ecom.details(ORDER).state()).isEqualTo(OrderState.RESERVED);
    }

    // ---- forced approval

    @Test
    void forcedApprovalStandsInForTheCustomer() {
        InitiatedPayment initiated = ecom.initiate(order(ORDER, 10_000).build());
        ecom.forceApprove(initiated, "91234567");
        assertThat(ecom.awaitOutcome(initiated).state()).isEqualTo(OrderState.RESERVED);
    }

    @Test
    void forcedApprovalNeedsAUserWhoHasApprovedBefore() {
        simulator
                .users()
                .add(SimulatedUser.builder("4791234567").approvedBefore(false).build());
        InitiatedPayment initiated = ecom.initiate(order(ORDER, 10_000).build());
        refused(EcomError.TEST_USER_NOT_VERIFIED, () -> ecom.forceApprove(initiated, "91234567"));
    }

    @Test
    void forcedApprovalIsNotForASkippedLandingPage() {
        InitiatedPayment initiated = ecom.initiate(order(ORDER, 10_000)
                .mobileNumber("91234567")
                .skipLandingPage(true)
                .build());
        refused(EcomError.NOT_ALLOWED, () -> ecom.forceApprove(initiated, "91234567"));
    }

    @Test
    void forcedApprovalWithTheTokenOfAnotherOrderIsRefused() {
        InitiatedPayment other =
                ecom.initiate(order("acme-shop-order-0002", 10_000).build());
        ecom.initiate(order(ORDER, 10_000).build());
        refused(EcomError.INVALID_REQUEST, () -> ecom.forceApprove(ORDER, "91234567", other.token()));
    }

    // ---- direct capture

    @Test
    void directCaptureIsASaleThatOnlyARefundTakesBack() {
        Shop direct = with(SalesUnit.builder("987654").with(Feature.DIRECT_CAPTURE));
        direct.reserved(ORDER, 10_000);
        PaymentDetails sold = direct.ecom.awaitOutcome(ORDER);
        assertThat(sold.state()).isEqualTo(OrderState.SALE);
        assertThat(sold.capturedAmount()).isEqualTo(nok(10_000));
        assertThat(sold.remainingToCapture()).isEqualTo(nok(0));

        refused(EcomError.CAPTURED_CANNOT_CANCEL, () -> direct.ecom.cancel(ORDER));
        direct.ecom.refund(ORDER, nok(4_000), key("refund-1"));
        assertThat(direct.ecom.details(ORDER).state()).isEqualTo(OrderState.PARTLY_REFUNDED);
        direct.ecom.refund(ORDER, nok(6_000), key("refund-2"));
        assertThat(direct.ecom.details(ORDER).state()).isEqualTo(OrderState.REFUNDED);
    }

    // ---- captures

    @Test
    void partsAddUpToTheWhole() {
        shop.reserved(ORDER, 10_000);
        ecom.capture(ORDER, nok(2_500), key("capture-1"));
        ecom.capture(ORDER, nok(2_500), key("capture-2"));
        assertThat(ecom.details(ORDER).remainingToCapture()).isEqualTo(nok(5_000));
        ecom.capture(ORDER, nok(5_000), key("capture-3"));
        assertThat(ecom.details(ORDER).state()).isEqualTo(OrderState.CAPTURED);
        assertThat(shop.booked(ORDER, "CAPTURED")).containsExactly(2_500L, 2_500L, 5_000L);
    }

    @Test
    @FieldDefect(28)
    void captureAllTakesWhatIsLeft() {
        shop.captured(ORDER, 10_000, 2_500);
        Modification captured = ecom.captureAll(ORDER, key("capture-all"));
        assertThat(captured.amount()).isEqualTo(nok(7_500));
        assertThat(ecom.details(ORDER).state()).isEqualTo(OrderState.CAPTURED);
    }

    @Test
    void captureAllTwiceWithOneKeyIsOneCapture() {
        shop.reserved(ORDER, 10_000);
        Modification first = ecom.captureAll(ORDER, key("capture-all"));
        assertThat(ecom.captureAll(ORDER, key("capture-all"))).isEqualTo(first);
        refused(EcomError.CAPTURE_TOO_HIGH, () -> ecom.captureAll(ORDER, key("capture-all-2")));
        assertThat(shop.booked(ORDER, "CAPTURED")).containsExactly(10_000L);
    }

    @Test
    void moreThanIsReservedIsNotCaptured() {
        shop.captured(ORDER, 10_000, 4_000);
        refused(EcomError.CAPTURE_TOO_HIGH, () -> ecom.capture(ORDER, nok(6_001), key("capture-1")));
        assertThat(simulator.payment(ORDER).captured()).isEqualTo(4_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, -10_000})
    @FieldDefect(28)
    void noAmountAndLessIsNeitherCapturedNorRefundedNorSent(long minor) {
        shop.captured(ORDER, 10_000, 4_000);
        int captures = shop.requests(ApiOperation.ECOM_CAPTURE);
        Amount amount = nok(minor);
        assertThatThrownBy(() -> ecom.capture(ORDER, amount, key("capture-1")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("amount");
        assertThatThrownBy(() -> ecom.refund(ORDER, amount, key("refund-1")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("amount");
        assertThat(shop.requests(ApiOperation.ECOM_CAPTURE)).isEqualTo(captures);
        assertThat(shop.requests(ApiOperation.ECOM_REFUND)).isZero();
        assertThat(simulator.payment(ORDER).captured()).isEqualTo(4_000);
    }

    @Test
    void captureNeedsAnApproval() {
        ecom.initiate(order(ORDER, 10_000).build());
        refused(EcomError.CAPTURE_NOT_RESERVED, () -> ecom.captureAll(ORDER, key("capture-1")));
    }

    @Test
    void captureAfterACancelIsRefused() {
        shop.reserved(ORDER, 10_000);
        ecom.cancel(ORDER);
        refused(EcomError.NOT_ALLOWED, () -> ecom.capture(ORDER, nok(1), key("capture-1")));
        refused(EcomError.NOT_ALLOWED, () -> ecom.captureAll(ORDER, key("capture-2")));
    }

    @Test
    void captureOfAReleasedRestIsRefused() {
        shop.captured(ORDER, 10_000, 4_000);
        ecom.cancelAndReleaseRemainingFunds(ORDER);
        refused(EcomError.NOT_ALLOWED, () -> ecom.capture(ORDER, nok(1), key("capture-1")));
        assertThat(simulator.payment(ORDER).captured()).isEqualTo(4_000);
    }

    @Test
    void afterHalfAYearTheReservationIsGone() {
        shop.captured(ORDER, 10_000, 4_000);
        simulator.clock().advance(HALF_A_YEAR);
        refused(EcomError.CAPTURE_PERIOD_EXPIRED, () -> ecom.capture(ORDER, nok(1_000), key("capture-1")));
        assertThat(ecom.cancelAndReleaseRemainingFunds(ORDER).status())
                .as("what remained is released already")
                .isEqualTo(ModificationStatus.CANCELLED);
        PaymentDetails details = ecom.details(ORDER);
        assertThat(details.capturedAmount()).isEqualTo(nok(4_000));
        assertThat(details.remainingToCapture()).isEqualTo(nok(0));
    }

    @Test
    void salesUnitThatMayCaptureAllAtOnceOnlyIsTold() {
        Shop whole = with(SalesUnit.builder("987654").without(Feature.PARTIAL_CAPTURE));
        whole.reserved(ORDER, 10_000);
        refused(EcomError.CAPTURE_FAILED, () -> whole.ecom.capture(ORDER, nok(4_000), key("capture-1")));
        assertThat(whole.ecom.captureAll(ORDER, key("capture-2")).amount()).isEqualTo(nok(10_000));
    }

    // ---- refunds

    @Test
    void partsAreRefundedUntilNothingIsLeft() {
        shop.captured(ORDER, 10_000, 10_000);
        ecom.refund(ORDER, nok(4_000), key("refund-1"));
        ecom.refund(ORDER, nok(6_000), key("refund-2"));
        assertThat(ecom.details(ORDER).state()).isEqualTo(OrderState.REFUNDED);
        refused(EcomError.REFUND_TOO_HIGH, () -> ecom.refund(ORDER, nok(1), key("refund-3")));
        assertThat(shop.booked(ORDER, "REFUNDED")).containsExactly(4_000L, 6_000L);
    }

    @Test
    void moreThanWasCapturedIsNotRefunded() {
        shop.captured(ORDER, 10_000, 4_000);
        refused(EcomError.REFUND_TOO_HIGH, () -> ecom.refund(ORDER, nok(4_001), key("refund-1")));
        assertThat(simulator.payment(ORDER).refunded()).isZero();
    }

    @Test
    void whatIsOnlyReservedOrCancelledIsNotRefunded() {
        shop.reserved(ORDER, 10_000);
        refused(EcomError.REFUND_NOT_CAPTURED, () -> ecom.refund(ORDER, nok(1_000), key("refund-1")));
        ecom.cancel(ORDER);
        refused(EcomError.REFUND_OF_CANCELLED, () -> ecom.refund(ORDER, nok(1_000), key("refund-2")));
    }

    @Test
    void refundAfterAYearIsRefused() {
        shop.captured(ORDER, 10_000, 10_000);
        simulator.clock().advance(A_YEAR);
        refused(EcomError.REFUND_PERIOD_EXPIRED, () -> ecom.refund(ORDER, nok(1_000), key("refund-1")));
    }

    @Test
    void accountThatCannotBeDebitedIsTold() {
        shop.captured(ORDER, 10_000, 10_000);
        refused(EcomError.ACCOUNT_NOT_DEBITED, () -> ecom.refund(ORDER, nok(123), key("refund-1")));
    }

    // ---- cancels

    @Test
    void cancelAfterACaptureNeedsToSayThatItReleasesTheRest() {
        shop.captured(ORDER, 10_000, 4_000);
        refused(EcomError.CAPTURED_CANNOT_CANCEL, () -> ecom.cancel(ORDER));
        assertThat(ecom.details(ORDER).remainingToCapture()).isEqualTo(nok(6_000));
        ecom.cancelAndReleaseRemainingFunds(ORDER);
        PaymentDetails details = ecom.details(ORDER);
        assertThat(details.state()).isEqualTo(OrderState.PARTLY_CAPTURED);
        assertThat(details.remainingToCapture()).isEqualTo(nok(0));
        assertThat(shop.booked(ORDER, "CANCELLED")).containsExactly(6_000L);
    }

    @Test
    void releaseBeforeACaptureIsACancel() {
        shop.reserved(ORDER, 10_000);
        ecom.cancelAndReleaseRemainingFunds(ORDER);
        assertThat(ecom.details(ORDER).state()).isEqualTo(OrderState.CANCELLED);
    }

    // ---- keys

    @Test
    void sameAmountTwiceNeedsTwoKeys() {
        shop.reserved(ORDER, 10_000);
        Modification first = ecom.capture(ORDER, nok(4_000), key("capture-1"));
        assertThat(ecom.capture(ORDER, nok(4_000), key("capture-1"))).isEqualTo(first);
        ecom.capture(ORDER, nok(4_000), key("capture-2"));
        assertThat(shop.booked(ORDER, "CAPTURED")).containsExactly(4_000L, 4_000L);
    }

    @Test
    void keyIsGoodForOneCaptureAndOneRefundOfOneOrder() {
        shop.reserved(ORDER, 10_000);
        shop.reserved("acme-shop-order-0002", 10_000);
        ecom.capture(ORDER, nok(4_000), key("key-1"));
        ecom.refund(ORDER, nok(1_000), key("key-1"));
        ecom.capture("acme-shop-order-0002", nok(3_000), key("key-1"));
        assertThat(shop.booked(ORDER, "REFUNDED")).containsExactly(1_000L);
        assertThat(shop.booked("acme-shop-order-0002", "CAPTURED")).containsExactly(3_000L);
    }

    @Test
    void keyWithAnotherAmountOrTextIsAConflict() {
        shop.reserved(ORDER, 10_000);
        ecom.capture(ORDER, nok(4_000), key("capture-1"));
        for (ThrowingCallable other : List.<ThrowingCallable>of(
                () -> ecom.capture(ORDER, nok(5_000), key("capture-1")),
                () -> ecom.capture(ORDER, nok(4_000), key("capture-1"), "Parcel 1"),
                () -> ecom.captureAll(ORDER, key("capture-1")))) {
            ConflictException e = catchThrowableOfType(ConflictException.class, other);
            assertThat(EcomError.of(e)).isEqualTo(EcomError.KEY_REUSED);
            assertThat(e)
                    .hasMessageContaining("93")
                    .hasMessageContaining("capture-1")
                    .hasMessageContaining(ORDER);
        }
        ecom.refund(ORDER, nok(1_000), key("refund-1"));
        assertThatThrownBy(() -> ecom.refund(ORDER, nok(2_000), key("refund-1")))
                .isInstanceOf(ConflictException.class);
        assertThat(shop.booked(ORDER, "CAPTURED")).containsExactly(4_000L);
        assertThat(shop.booked(ORDER, "REFUNDED")).containsExactly(1_000L);
    }

    /** A refusal leaves no trace, so the same key serves once there is money. */
    @Test
    void refusedCaptureCanBeMadeAgainWithItsKey() {
        ecom.initiate(order(ORDER, 10_000).build());
        refused(EcomError.CAPTURE_NOT_RESERVED, () -> ecom.capture(ORDER, nok(4_000), key("capture-1")));
        simulator.customer().approve(ORDER);
        ecom.capture(ORDER, nok(4_000), key("capture-1"));
        assertThat(shop.booked(ORDER, "CAPTURED")).containsExactly(4_000L);
    }

    @Test
    void keyThatIsTooLongForThisApiIsNotSent() {
        shop.reserved(ORDER, 10_000);
        assertThatThrownBy(() -> ecom.capture(ORDER, nok(4_000), key("k".repeat(41))))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("40");
        ecom.capture(ORDER, nok(4_000), key("k".repeat(40)));
        assertThat(shop.requests(ApiOperation.ECOM_CAPTURE)).isEqualTo(1);
    }

    // ---- which order, and whose

    @Test
    @FieldDefect(44)
    void orderIdIsGoodForOneInitiateEvenOfTheSameOrder() {
        ecom.initiate(order(ORDER, 10_000).build());
        ConflictException e = catchThrowableOfType(
                ConflictException.class,
                () -> ecom.initiate(order(ORDER, 10_000).build()));
        assertThat(EcomError.of(e)).isEqualTo(EcomError.DUPLICATE_ORDER_ID);
        assertThat(simulator.payments()).hasSize(1);
    }

    @Test
    void orderThatNobodyInitiatedIsNotFound() {
        assertThatThrownBy(() -> ecom.details(ORDER)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> ecom.captureAll(ORDER, key("capture-1"))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> ecom.refund(ORDER, nok(1), key("refund-1"))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> ecom.cancel(ORDER)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> ecom.awaitOutcome(ORDER)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void twoSalesUnitsMayUseTheSameOrderId() {
        Shop other = with(SalesUnit.builder("987654"));
        ecom.initiate(order(ORDER, 10_000).build());
        other.ecom.initiate(order(ORDER, 20_000).build());
        simulator.customer().approve("987654", ORDER);
        assertThat(ecom.details(ORDER).state()).isEqualTo(OrderState.INITIATED);
        assertThat(other.ecom.details(ORDER).reservedAmount()).isEqualTo(nok(20_000));
        assertThatThrownBy(() -> other.ecom.details("acme-shop-order-0002")).isInstanceOf(NotFoundException.class);
    }

    // ---- what a sales unit may do, and who can pay

    @Test
    void whatTheSalesUnitMayNotDoIsTold() {
        refused(
                EcomError.SKIP_LANDING_PAGE_NOT_ALLOWED,
                () -> with(SalesUnit.builder("111111").without(Feature.PUSH_MESSAGE))
                        .ecom
                        .initiate(order(ORDER, 10_000)
                                .mobileNumber("91234567")
                                .skipLandingPage(true)
                                .build()));
        refused(
                EcomError.MERCHANT_BLOCKED,
                () -> with(SalesUnit.builder("222222").blocked())
                        .ecom
                        .initiate(order(ORDER, 10_000).build()));
        refused(
                EcomError.PAYMENTS_NOT_ALLOWED,
                () -> with(SalesUnit.builder("333333").without(Feature.PAYMENTS))
                        .ecom
                        .initiate(order(ORDER, 10_000).build()));
        refused(
                EcomError.NIN_NOT_ALLOWED,
                () -> ecom.initiate(
                        order(ORDER, 10_000).scope(ProfileScope.of("nin")).build()));
        assertThat(simulator.payments()).isEmpty();
    }

    @Test
    void numberThatNobodyHasIsTold() {
        simulator.users().unknown("4791234567");
        refused(
                EcomError.NO_ELIGIBLE_USER,
                () -> ecom.initiate(order(ORDER, 10_000)
                        .mobileNumber("91234567")
                        .skipLandingPage(true)
                        .build()));
    }

    // ---- what the customer shares

    @Test
    void sharedProfileCanBeReadUntilItExpires() {
        simulator
                .users()
                .standIn(SimulatedUser.builder("4791234567")
                        .name("Ada", "Ås")
                        .email("ada@example.com")
                        .build());
        ecom.initiate(order(ORDER, 10_000)
                .scope(ProfileScope.NAME, ProfileScope.EMAIL)
                .build());
        simulator.customer().approve(ORDER);
        PaymentDetails shared = ecom.details(ORDER);
        assertThat(shared.sub()).isNotEmpty();
        assertThat(shared.userDetails())
                .extracting(user -> user.firstName(), user -> user.email(), user -> user.expired())
                .containsExactly("Ada", "ada@example.com", false);

        simulator.clock().advance(Duration.ofDays(7));
        PaymentDetails expired = ecom.details(ORDER);
        assertThat(expired.userDetails()).isEqualTo(new UserDetails(null, null, null, null, null, true));
        assertThat(expired.state()).isEqualTo(OrderState.RESERVED);
    }

    // ---- rate limits of the service

    @Test
    void limitOfTheServiceIsToldOrWaitedForIfThereIsTime() {
        try (VippsSimulator limited = VippsSimulator.builder().rateLimits().start()) {
            Shop busy = new Shop(limited);
            busy.reserved(ORDER, 10_000);
            for (int i = 1; i <= 5; i++) {
                busy.ecom.capture(ORDER, nok(100), key("capture-" + i));
            }
            BusyException e = catchThrowableOfType(
                    BusyException.class, () -> busy.ecom.capture(ORDER, nok(100), key("capture-6")));
            assertThat(e.processed()).isEqualTo(Processed.NO);
            assertThat(e.retryAfter()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
            assertThat(busy.time.sleeps()).isEmpty();

            EcomClient patient = busy.ecom.with(RequestOptions.defaults().deadline(Duration.ofMinutes(2)));
            patient.capture(ORDER, nok(100), key("capture-6"));
            assertThat(busy.booked(ORDER, "CAPTURED")).hasSize(6);
            assertThat(busy.time.sleeps()).hasSize(1);
        }
    }

    @Test
    @FieldDefect(48)
    void pollingOutlivesFailedReads() {
        InitiatedPayment initiated = ecom.initiate(order(ORDER, 10_000).build());
        simulator.customer().approve(ORDER);
        simulator.faults().next(ApiOperation.ECOM_DETAILS, Fault.serverError(503));
        simulator.faults().next(ApiOperation.ECOM_DETAILS, Fault.answerLost());
        simulator.faults().next(ApiOperation.ECOM_DETAILS, Fault.tooManyRequests(Duration.ofSeconds(20)));
        assertThat(ecom.awaitOutcome(initiated).state()).isEqualTo(OrderState.RESERVED);
        assertThat(shop.time.sleeps()).contains(Duration.ofSeconds(20));
    }

    @Test
    void twoHundredCallsInARowTakeLessThanASecond() {
        ecom.initiate(order(ORDER, 10_000).build());
        long start = System.nanoTime();
        for (int i = 0; i < 200; i++) {
            ecom.details(ORDER);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }

    private Shop with(SalesUnit.Builder unit) {
        SalesUnit other = unit.build();
        simulator.addSalesUnit(other);
        return new Shop(simulator, other);
    }
}
