package io.github.vipps4j.epayment;

import static io.github.vipps4j.epayment.Shop.nok;
import static io.github.vipps4j.epayment.Shop.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.BusyException;
import io.github.vipps4j.core.ConflictException;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.OutcomeUnknownException;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.core.Resolution;
import io.github.vipps4j.core.VippsException;
import io.github.vipps4j.simulator.ApiOperation;
import io.github.vipps4j.simulator.Fault;
import io.github.vipps4j.simulator.VippsSimulator;
import io.github.vipps4j.simulator.VippsSimulatorExtension;
import io.github.vipps4j.testsupport.FieldDefect;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Operations that are made of several calls, each of which can go wrong. */
@ExtendWith(VippsSimulatorExtension.class)
class CompoundOperationsTest {
    private static final String ORDER = "acme-shop-order-0001";
    private static final IdempotencyKey KEY = IdempotencyKey.of("order-0001-capture-1");

    private VippsSimulator simulator;
    private EPaymentClient payments;
    private Shop shop;

    @BeforeEach
    void openShop(VippsSimulator simulator) {
        this.simulator = simulator;
        this.shop = new Shop(simulator);
        this.payments = shop.payments;
    }

    // ---- captureAndRelease

    @Test
    void partIsCapturedAndTheRestReleased() {
        shop.reserved(ORDER, 10_000);
        Modification done = payments.captureAndRelease(ORDER, nok(4_000), KEY);
        assertThat(done.aggregate())
                .isEqualTo(new Aggregate(nok(10_000), nok(6_000), nok(4_000), nok(0)))
                .isEqualTo(payments.get(ORDER).aggregate());
        assertThat(done.aggregate().remainingToCapture().isZero()).isTrue();
    }

    @Test
    void nothingIsReleasedWhenAllIsCaptured() {
        shop.reserved(ORDER, 10_000);
        assertThat(payments.captureAndRelease(ORDER, nok(10_000), KEY)
                        .aggregate()
                        .cancelledAmount())
                .isEqualTo(nok(0));
        assertThat(shop.requests(ApiOperation.CANCEL)).isZero();
    }

    @Test
    void captureAndReleaseCanBeRepeated() {
        shop.reserved(ORDER, 10_000);
        Modification first = payments.captureAndRelease(ORDER, nok(4_000), KEY);
        Modification again = payments.captureAndRelease(ORDER, nok(4_000), KEY);
        assertThat(again).isEqualTo(first);
        assertThat(simulator.payment(ORDER).captured()).isEqualTo(4_000);
    }

    @Test
    void releaseWhoseAnswersAreAllLostIsFoundInThePayment() {
        shop.reserved(ORDER, 10_000);
        simulator.faults().next(ApiOperation.CANCEL, 3, Fault.answerLost());
        Modification done = payments.captureAndRelease(ORDER, nok(4_000), KEY);
        assertThat(done.aggregate()).isEqualTo(new Aggregate(nok(10_000), nok(6_000), nok(4_000), nok(0)));
    }

    @Test
    void nothingIsReleasedUnlessTheCaptureIsCertain() {
        shop.reserved(ORDER, 10_000);
        simulator.faults().next(ApiOperation.CAPTURE, 3, Fault.answerLost());
        assertThatThrownBy(() -> payments.captureAndRelease(ORDER, nok(4_000), KEY))
                .isInstanceOf(OutcomeUnknownException.class);
        assertThat(shop.requests(ApiOperation.CANCEL)).isZero();
        assertThat(payments.captureAndRelease(ORDER, nok(4_000), KEY)
                        .aggregate()
                        .cancelledAmount())
                .isEqualTo(nok(6_000));
        assertThat(simulator.payment(ORDER).captured()).isEqualTo(4_000);
    }

    @Test
    void refusedReleaseOfWhatRemainsIsTold() {
        shop.reserved(ORDER, 10_000);
        simulator.faults().next(ApiOperation.CANCEL, Fault.errorCode(6030));
        assertThatThrownBy(() -> payments.captureAndRelease(ORDER, nok(4_000), KEY))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        e -> assertThat(EPaymentError.of(e)).isEqualTo(EPaymentError.CANCEL_PERIOD_EXPIRED));
        assertThat(payments.get(ORDER).aggregate().remainingToCapture()).isEqualTo(nok(6_000));
    }

    @Test
    void refusalIsToldThoughThePaymentCannotBeRead() {
        shop.reserved(ORDER, 10_000);
        simulator.faults().next(ApiOperation.CANCEL, Fault.errorCode(6030));
        simulator.faults().next(ApiOperation.GET, 3, Fault.serverError(500));
        ApiException refused =
                catchThrowableOfType(ApiException.class, () -> payments.captureAndRelease(ORDER, nok(4_000), KEY));
        assertThat(EPaymentError.of(refused)).isEqualTo(EPaymentError.CANCEL_PERIOD_EXPIRED);
        assertThat(refused.getSuppressed()).hasSize(1);
    }

    @Test
    void nothingIsReleasedUntilTheCaptureIsShown() {
        try (VippsServer server = new VippsServer()) {
            String uncaptured = Bodies.with(Bodies.MODIFICATION, "aggregate.capturedAmount.value", "0");
            server.answer(200, uncaptured)
                    .answer(200, Bodies.with(Bodies.PAYMENT, "aggregate.capturedAmount.value", "0"))
                    .answer(200, Bodies.PAYMENT)
                    .answer(200, Bodies.with(Bodies.MODIFICATION, "aggregate.cancelledAmount.value", "14900"));
            Modification done = server.payments().captureAndRelease(Bodies.REFERENCE, nok(10_000), KEY);
            assertThat(done.aggregate().cancelledAmount()).isEqualTo(nok(14_900));
            assertThat(server.received())
                    .extracting(request -> request.method())
                    .containsExactly("POST", "GET", "GET", "POST");
            assertThat(server.time.elapsed()).isEqualTo(Duration.ofSeconds(2));
        }
    }

    @Test
    void captureThatIsNeverShownReleasesNothing() {
        try (VippsServer server = new VippsServer()) {
            server.answer(200, Bodies.with(Bodies.MODIFICATION, "aggregate.capturedAmount.value", "0"));
            for (int i = 0; i < 10; i++) {
                server.answer(200, Bodies.with(Bodies.PAYMENT, "aggregate.capturedAmount.value", "0"));
            }
            OutcomeUnknownException unshown = catchThrowableOfType(
                    OutcomeUnknownException.class,
                    () -> server.payments().captureAndRelease(Bodies.REFERENCE, nok(10_000), KEY));
            assertThat(unshown.operation()).isEqualTo("epayment.capture");
            assertThat(unshown.processed()).isEqualTo(Processed.YES);
            assertThat(server.received())
                    .filteredOn(request -> request.target().endsWith("/cancel"))
                    .isEmpty();
        }
    }

    @Test
    void releaseThatIsAcceptedIsBelievedWhenItIsShown() {
        try (VippsServer server = new VippsServer()) {
            server.answer(200, Bodies.MODIFICATION)
                    .answer(200, Bodies.MODIFICATION)
                    .answer(200, Bodies.PAYMENT)
                    .answer(200, Bodies.with(Bodies.PAYMENT, "aggregate.cancelledAmount.value", "14900"));
            Modification done = server.payments().captureAndRelease(Bodies.REFERENCE, nok(10_000), KEY);
            assertThat(done.aggregate().remainingToCapture()).isEqualTo(nok(0));
        }
    }

    @Test
    void releaseThatIsNeverShownIsTold() {
        try (VippsServer server = new VippsServer()) {
            server.answer(200, Bodies.MODIFICATION).answer(200, Bodies.MODIFICATION);
            for (int i = 0; i < 10; i++) {
                server.answer(200, Bodies.PAYMENT);
            }
            OutcomeUnknownException unshown = catchThrowableOfType(
                    OutcomeUnknownException.class,
                    () -> server.payments().captureAndRelease(Bodies.REFERENCE, nok(10_000), KEY));
            assertThat(unshown.operation()).isEqualTo("epayment.cancel");
            assertThat(unshown.processed()).isEqualTo(Processed.YES);
            assertThat(unshown.resolve()).isEqualTo(Resolution.STILL_UNKNOWN);
        }
    }

    // ---- cancelIfNotAuthorized

    @Test
    void readThatIsBehindTheRefusalIsReadAgain() {
        try (VippsServer server = new VippsServer()) {
            server.answer(400, Bodies.problem(400, "6060"))
                    .answer(200, Bodies.WAITING)
                    .answer(200, Bodies.PAYMENT);
            assertThat(server.payments().cancelIfNotAuthorized(Bodies.REFERENCE).state())
                    .isEqualTo(PaymentState.AUTHORIZED);
        }
    }

    @Test
    @FieldDefect(49)
    void shopWinsIfTheCustomerHasNotApproved() {
        payments.create(order(ORDER, 10_000));
        assertThat(payments.cancelIfNotAuthorized(ORDER).state()).isEqualTo(PaymentState.TERMINATED);
        assertThat(payments.cancelIfNotAuthorized(ORDER).state()).isEqualTo(PaymentState.TERMINATED);
    }

    @Test
    @FieldDefect(49)
    void customerWinsIfTheyHaveApproved() {
        shop.reserved(ORDER, 10_000);
        Modification lost = payments.cancelIfNotAuthorized(ORDER);
        assertThat(lost.state()).isEqualTo(PaymentState.AUTHORIZED);
        assertThat(lost.aggregate().remainingToCapture()).isEqualTo(nok(10_000));
        assertThat(simulator.payment(ORDER).cancelled()).isZero();
    }

    @Test
    void nobodyWinsAfterTheEnd() {
        payments.create(order(ORDER, 10_000));
        simulator.customer().reject(ORDER);
        assertThat(payments.cancelIfNotAuthorized(ORDER).state()).isEqualTo(PaymentState.ABORTED);
    }

    @Test
    void customerWhoIsApprovingMakesItBusy() {
        payments.create(order(ORDER, 10_000));
        simulator.faults().next(ApiOperation.CANCEL, 5, Fault.errorCode(6250));
        assertThatThrownBy(() -> payments.cancelIfNotAuthorized(ORDER)).isInstanceOf(BusyException.class);
        assertThat(shop.requests(ApiOperation.GET)).isZero();
    }

    @Test
    void lostAnswerOfTheCancelIsFoundInThePayment() {
        payments.create(order(ORDER, 10_000));
        simulator.faults().next(ApiOperation.CANCEL, 3, Fault.answerLost());
        assertThat(payments.cancelIfNotAuthorized(ORDER).state()).isEqualTo(PaymentState.TERMINATED);
        simulator.faults().next(ApiOperation.CANCEL, 3, Fault.serverError(500));
        payments.create(order("acme-shop-order-0002", 10_000));
        assertThatThrownBy(() -> payments.cancelIfNotAuthorized("acme-shop-order-0002"))
                .isInstanceOf(OutcomeUnknownException.class);
    }

    // ---- createOrResume

    @Test
    void paymentThatIsNewIsCreated() {
        CreatedPayment created = payments.createOrResume(order(ORDER, 10_000));
        assertThat(created.resumed()).isNull();
        assertThat(shop.requests(ApiOperation.GET)).isEqualTo(1);
    }

    @Test
    @FieldDefect(44)
    void paymentThatIsThereIsPickedUpIfItsAmountIsTheSame() {
        CreatedPayment first = payments.create(order(ORDER, 10_000), IdempotencyKey.random());
        CreatedPayment again = payments.createOrResume(order(ORDER, 10_000));
        assertThat(again.redirectUrl()).isEqualTo(first.redirectUrl());
        assertThat(again.resumed()).isEqualTo(payments.get(ORDER));
        assertThat(again.toString()).contains("resumed=", "CREATED").doesNotContain("token");

        simulator.customer().approve(ORDER);
        Payment resumed = payments.createOrResume(order(ORDER, 10_000)).resumed();
        assertThat(resumed).extracting(payment -> payment.state()).isEqualTo(PaymentState.AUTHORIZED);
    }

    @Test
    @FieldDefect(44)
    void paymentOfAnotherAmountIsNotPickedUp() {
        payments.create(order(ORDER, 10_000), IdempotencyKey.random());
        assertThatThrownBy(() -> payments.createOrResume(order(ORDER, 10_001)))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("payment of 100.00 NOK, not of 100.01 NOK")
                .hasMessageContaining(ORDER);
    }

    @Test
    @FieldDefect(44)
    void paymentIsPickedUpBeforeAndAfterItsApproval() {
        assertThat(payments.createOrResume(order(ORDER, 10_000)).resumed()).isNull();
        assertThat(payments.createOrResume(order(ORDER, 10_000)).resumed())
                .extracting(payment -> payment.state())
                .isEqualTo(PaymentState.CREATED);
        simulator.customer().approve(ORDER);
        assertThat(payments.createOrResume(order(ORDER, 10_000)).resumed())
                .extracting(payment -> payment.state())
                .isEqualTo(PaymentState.AUTHORIZED);
        assertThat(shop.requests(ApiOperation.CREATE)).isEqualTo(1);
    }

    @Test
    void keyOfOnesOwnIsSent() {
        payments.createOrResume(order(ORDER, 10_000), KEY);
        assertThat(simulator.requests())
                .filteredOn(request -> request.operation() == ApiOperation.CREATE)
                .singleElement()
                .satisfies(request ->
                        assertThat(request.headers().get("Idempotency-Key")).isEqualTo(KEY.value()));
    }

    @Test
    void approvedExpressPaymentIsPickedUpThoughItsDeliveryIsInTheAmount() {
        try (VippsServer server = new VippsServer()) {
            String grown = Bodies.with(Bodies.PAYMENT, "amount.value", "34800");
            String express = Bodies.with(grown, "shippingDetails", "{\"shippingCost\":9900}");
            server.answer(200, express)
                    .answer(200, Bodies.with(express, "shippingDetails.shippingCost", "9800"))
                    .answer(409, Bodies.problem(409, "4150"));
            CreatePayment asked = WireTest.documented();
            assertThat(server.payments().createOrResume(asked).resumed())
                    .extracting(payment -> payment.amount())
                    .isEqualTo(nok(34_800));
            assertThatThrownBy(() -> server.payments().createOrResume(asked)).isInstanceOf(ConflictException.class);
        }
    }

    @Test
    @FieldDefect(44)
    void paymentThatSomebodyCreatesAtThisMomentIsPickedUp() {
        try (VippsServer server = new VippsServer()) {
            server.answer(404, Bodies.problem(404, "5090"))
                    .answer(409, Bodies.problem(409, "4150"))
                    .answer(200, Bodies.PAYMENT)
                    .answer(404, Bodies.problem(404, "5090"))
                    .answer(409, Bodies.problem(409, "4150"))
                    .answer(500, "")
                    .answer(500, "")
                    .answer(500, "");
            CreatePayment asked = WireTest.documented();
            assertThat(server.payments().createOrResume(asked).resumed()).isNotNull();
            ConflictException unread = catchThrowableOfType(
                    ConflictException.class, () -> server.payments().createOrResume(asked));
            assertThat(unread.getSuppressed()).hasSize(1);
        }
    }

    @Test
    void nothingIsCreatedIfThePaymentCannotBeRead() {
        payments.create(order(ORDER, 10_000), IdempotencyKey.random());
        simulator.faults().next(ApiOperation.GET, 3, Fault.serverError(500));
        assertThatThrownBy(() -> payments.createOrResume(order(ORDER, 10_000))).isInstanceOf(VippsException.class);
        assertThat(shop.requests(ApiOperation.CREATE)).isEqualTo(1);
        assertThatThrownBy(() -> payments.create(order(ORDER, 10_000)))
                .as("off unless asked for")
                .isInstanceOf(ConflictException.class);
    }

    // ---- captureAndConfirm

    @Test
    void captureIsConfirmedByARead() {
        shop.reserved(ORDER, 10_000);
        Payment confirmed = payments.captureAndConfirm(ORDER, nok(4_000), KEY);
        assertThat(confirmed.aggregate().capturedAmount()).isEqualTo(nok(4_000));
        assertThat(payments.captureAndConfirm(ORDER, nok(4_000), KEY)).isEqualTo(confirmed);
        assertThat(payments.captureAndConfirm(ORDER, nok(1_000), IdempotencyKey.of("order-0001-capture-2"))
                        .aggregate()
                        .capturedAmount())
                .isEqualTo(nok(5_000));
    }

    @Test
    void captureWhoseAnswersAreAllLostIsConfirmedByTheEventLog() {
        shop.reserved(ORDER, 10_000);
        simulator.faults().next(ApiOperation.CAPTURE, 3, Fault.answerLost());
        assertThat(payments.captureAndConfirm(ORDER, nok(4_000), KEY)
                        .aggregate()
                        .capturedAmount())
                .isEqualTo(nok(4_000));
        assertThat(shop.requests(ApiOperation.EVENTS)).isEqualTo(1);
    }

    @Test
    void captureThatNeverArrivedIsNotConfirmed() {
        shop.reserved(ORDER, 10_000);
        simulator.faults().next(ApiOperation.CAPTURE, 3, Fault.closedBeforeActing());
        OutcomeUnknownException unknown = catchThrowableOfType(
                OutcomeUnknownException.class, () -> payments.captureAndConfirm(ORDER, nok(4_000), KEY));
        assertThat(unknown.resolve()).isEqualTo(Resolution.NOT_APPLIED);
        assertThat(unknown.processed()).isEqualTo(Processed.UNKNOWN);
    }

    @Test
    void badInputOfACaptureIsNamedBeforeAnythingIsSent() {
        assertThatThrownBy(() -> payments.captureAndConfirm("../x", nok(0), KEY))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("reference")
                .hasMessageContaining("modificationAmount");
        assertThatThrownBy(() -> payments.captureAndRelease("../x", nok(0), KEY))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> payments.cancelIfNotAuthorized("../x")).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> payments.awaitProfile("../x")).isInstanceOf(InvalidRequestException.class);
        assertThat(simulator.requests()).isEmpty();
    }

    @Test
    void readThatLagsBehindIsReadAgainAndNeverTakenForAConfirmation() {
        try (VippsServer server = new VippsServer()) {
            EPaymentClient lagging = server.payments();
            String before = Bodies.with(Bodies.PAYMENT, "aggregate.capturedAmount.value", "6000");
            server.answer(200, Bodies.MODIFICATION)
                    .answer(200, before)
                    .answer(500, "")
                    .answer(200, Bodies.PAYMENT);
            Payment confirmed = lagging.captureAndConfirm(Bodies.REFERENCE, nok(4_000), KEY);
            assertThat(confirmed.aggregate().capturedAmount()).isEqualTo(nok(10_000));
            assertThat(server.time.elapsed()).isEqualTo(Duration.ofSeconds(4));
        }
    }

    @Test
    void captureThatIsNeverShownIsNoLicenceToShip() {
        try (VippsServer server = new VippsServer()) {
            EPaymentClient lagging = server.payments();
            server.answer(200, Bodies.MODIFICATION);
            for (int i = 0; i < 40; i++) {
                server.answer(200, Bodies.with(Bodies.PAYMENT, "aggregate.capturedAmount.value", "0"));
            }
            OutcomeUnknownException unconfirmed = catchThrowableOfType(
                    OutcomeUnknownException.class, () -> lagging.captureAndConfirm(Bodies.REFERENCE, nok(10_000), KEY));
            assertThat(unconfirmed.processed()).isEqualTo(Processed.YES);
            assertThat(unconfirmed).hasMessageContaining("Do not ship").hasMessageContaining("0.00 NOK");
            assertThat(unconfirmed.idempotencyKey()).isEqualTo(KEY);
            assertThat(server.time.elapsed()).isEqualTo(Duration.ofMinutes(1));
        }
    }

    // ---- awaitProfile

    @Test
    @FieldDefect(40)
    void profileThatComesAMomentLaterIsWaitedFor() {
        try (VippsServer server = new VippsServer()) {
            String withSub =
                    Bodies.with(Bodies.PAYMENT, "profile", "{\"sub\":\"c06c4afe-d9e1-4c5d-939a-177d752a0944\"}");
            String complete = Bodies.with(withSub, "userDetails", "{\"email\":\"kari@example.com\"}");
            server.answer(200, Bodies.PAYMENT).answer(200, withSub).answer(200, complete);
            Payment payment = server.payments().awaitProfile(Bodies.REFERENCE);
            assertThat(payment.sub()).isEqualTo("c06c4afe-d9e1-4c5d-939a-177d752a0944");
            assertThat(payment.userDetails())
                    .extracting(details -> details.email())
                    .isEqualTo("kari@example.com");
            assertThat(server.time.elapsed()).isEqualTo(Duration.ofSeconds(4));
        }
    }

    @Test
    void profileThatNeverComesIsNoFailure() {
        try (VippsServer server = new VippsServer()) {
            for (int i = 0; i < 20; i++) {
                server.answer(200, Bodies.PAYMENT);
            }
            assertThat(server.payments().awaitProfile(Bodies.REFERENCE).sub()).isNull();
            assertThat(server.time.elapsed()).isEqualTo(Duration.ofSeconds(30));
        }
        payments.create(order(ORDER, 10_000));
        simulator.customer().reject(ORDER);
        assertThat(payments.awaitProfile(ORDER).state()).isEqualTo(PaymentState.ABORTED);
        assertThat(shop.requests(ApiOperation.GET)).isEqualTo(1);
    }
}
