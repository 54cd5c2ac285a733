package io.github.vipps4j.epayment;

import static io.github.vipps4j.epayment.Shop.key;
import static io.github.vipps4j.epayment.Shop.nok;
import static io.github.vipps4j.epayment.Shop.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.AirlineData;
import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.BusyException;
import io.github.vipps4j.core.ConflictException;
import io.github.vipps4j.core.NotFoundException;
import io.github.vipps4j.core.OutcomeUnknownException;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.core.UnreadableReplyException;
import io.github.vipps4j.simulator.ApiOperation;
import io.github.vipps4j.simulator.Fault;
import io.github.vipps4j.simulator.SalesUnit;
import io.github.vipps4j.simulator.VippsSimulator;
import io.github.vipps4j.simulator.VippsSimulatorExtension;
import io.github.vipps4j.testsupport.FieldDefect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole payments against the simulator, over real HTTP, with and without faults. */
@ExtendWith(VippsSimulatorExtension.class)
class PaymentStoryTest {
    private static final String ORDER = "acme-shop-order-0001";

    private VippsSimulator simulator;
    private Shop shop;
    private EPaymentClient payments;

    @BeforeEach
    void openShop(VippsSimulator simulator) {
        this.simulator = simulator;
        this.shop = new Shop(simulator);
        this.payments = shop.payments;
    }

    @Test
    @FieldDefect(50)
    void fromTheLandingPageToTheMoneyAndBack() {
        CreatedPayment created = payments.create(order(ORDER, 49_900));
        assertThat(created.redirectUrl()).contains("token=");
        assertThat(payments.get(ORDER).state()).isEqualTo(PaymentState.CREATED);
        simulator.customer().approve(ORDER);

        Payment payment = payments.awaitOutcome(created);
        assertThat(payment.state()).isEqualTo(PaymentState.AUTHORIZED);
        assertThat(payment.aggregate().remainingToCapture()).isEqualTo(nok(49_900));
        assertThat(shop.time.sleeps()).hasSize(1);

        Modification captured = payments.capture(ORDER, nok(29_900), key("capture-1"));
        assertThat(captured.aggregate().capturedAmount()).isEqualTo(nok(29_900));
        assertThat(captured.aggregate().remainingToCapture()).isEqualTo(nok(20_000));

        Modification cancelled = payments.cancel(ORDER);
        assertThat(cancelled.state()).isEqualTo(PaymentState.AUTHORIZED);
        assertThat(cancelled.aggregate().cancelledAmount()).isEqualTo(nok(20_000));
        assertThat(cancelled.aggregate().remainingToCapture()).isEqualTo(nok(0));

        Modification refunded = payments.refund(ORDER, nok(10_000), key("refund-1"));
        assertThat(refunded.aggregate().capturedAmount()).isEqualTo(nok(29_900));
        assertThat(refunded.aggregate().remainingToRefund()).isEqualTo(nok(19_900));

        List<PaymentEvent> events = payments.eventLog(ORDER);
        assertThat(events)
                .extracting(PaymentEvent::name)
                .containsExactly(
                        PaymentEventName.CREATED,
                        PaymentEventName.AUTHORIZED,
                        PaymentEventName.CAPTURED,
                        PaymentEventName.CANCELLED,
                        PaymentEventName.REFUNDED);
        assertThat(events.get(2).idempotencyKey()).isEqualTo("capture-1");
        assertThat(events).allMatch(PaymentEvent::success);
    }

    /** The simulator has its own list of the API's fields and refuses all others. */
    @Test
    void createIsTakenWithEveryFieldThatThisSalesUnitMayUse() {
        payments.create(order(ORDER, 49_900).toBuilder()
                .userFlow(UserFlow.qr(QrFormat.png(200)))
                .customer(Customer.personalQr("https://qr.vipps.no/28/2/01/031/4712345678?v=1"))
                .customerInteraction(CustomerInteraction.CUSTOMER_PRESENT)
                .minimumUserAge(18)
                .receiptUrl("https://shop.example/receipt/1")
                .metadata("cartId", "c-991")
                .airlineData(AirlineData.builder()
                        .agencyInvoiceNumber("123456")
                        .airlineCode("074")
                        .airlineDesignatorCode("KL")
                        .passengerName("FLYER / MARY MS.")
                        .ticketNumber("123-1234567890")
                        .build())
                .shipping(Shipping.fixed(ShippingGroup.builder()
                                .type(ShippingType.HOME_DELIVERY)
                                .brand(ShippingBrand.POSTEN)
                                .isDefault(true)
                                .priority(0)
                                .option(ShippingOption.builder()
                                        .id("home-std")
                                        .name("To your door")
                                        .amount(nok(9_900))
                                        .isDefault(true)
                                        .priority(0)
                                        .meta("Ring the bell")
                                        .estimatedDelivery("1-3 days")
                                        .build())
                                .build())
                        .withAllowedCountries("NO"))
                .build());
        assertThat(payments.get(ORDER).state()).isEqualTo(PaymentState.CREATED);
    }

    // ---- how a payment can end without money

    @Test
    void customerWhoDeclinesAbortsIt() {
        CreatedPayment created = payments.create(order(ORDER, 10_000));
        simulator.customer().reject(ORDER);
        assertThat(payments.awaitOutcome(created).state()).isEqualTo(PaymentState.ABORTED);
    }

    @Test
    void customerWhoDoesNothingLetsItExpire() {
        CreatedPayment created = payments.create(order(ORDER, 10_000));
        simulator.customer().ignore(ORDER);
        Payment payment = payments.awaitOutcome(created);
        assertThat(payment.state()).isEqualTo(PaymentState.EXPIRED);
        assertThat(payment.aggregate().remainingToCapture()).isEqualTo(nok(0));
    }

    @Test
    @FieldDefect(47)
    void outcomeThatDoesNotComeInTimeIsNotAnOutcome() {
        CreatedPayment created = payments.create(order(ORDER, 10_000));
        Payment payment = payments.awaitOutcome(created, Duration.ofMinutes(1));
        assertThat(payment.hasOutcome()).isFalse();
        assertThat(payment.state()).isEqualTo(PaymentState.CREATED);
        assertThat(shop.time.sleeps()).hasSize(29);
    }

    @Test
    @FieldDefect(49)
    void shopThatCancelsFirstTerminatesIt() {
        payments.create(order(ORDER, 10_000));
        Modification cancelled = payments.cancelTransactionOnly(ORDER);
        assertThat(cancelled.state()).isEqualTo(PaymentState.TERMINATED);
        assertThat(cancelled.aggregate().remainingToCapture()).isEqualTo(nok(0));
    }

    @Test
    @FieldDefect(49)
    void customerWhoWasFasterKeepsTheReservation() {
        shop.reserved(ORDER, 10_000);
        ApiException e = catchThrowableOfType(ApiException.class, () -> payments.cancelTransactionOnly(ORDER));
        assertThat(EPaymentError.of(e)).isEqualTo(EPaymentError.ALREADY_AUTHORIZED);
        assertThat(payments.get(ORDER).aggregate().remainingToCapture()).isEqualTo(nok(10_000));
    }

    @Test
    void forcedApprovalStandsInForTheCustomer() {
        CreatedPayment created = payments.create(order(ORDER, 10_000));
        payments.forceApprove(ORDER, Customer.phoneNumber("4791000000"));
        assertThat(payments.awaitOutcome(created).state()).isEqualTo(PaymentState.AUTHORIZED);
    }

    @Test
    void forcedApprovalByToken() {
        CreatedPayment created = payments.create(order(ORDER, 10_000));
        String url = String.valueOf(created.redirectUrl());
        payments.forceApproveByToken(ORDER, url.substring(url.indexOf("token=") + "token=".length()));
        assertThat(payments.awaitOutcome(created).state()).isEqualTo(PaymentState.AUTHORIZED);
    }

    // ---- what must happen once happens once

    @Test
    void captureAfterLostAnswerActsOnce() {
        shop.reserved(ORDER, 10_000);
        simulator.faults().next(ApiOperation.CAPTURE, Fault.answerLost());

        Modification captured = payments.capture(ORDER, nok(4_000), key("capture-1"));

        assertThat(captured.aggregate().capturedAmount()).isEqualTo(nok(4_000));
        assertThat(simulator.payment(ORDER).captured()).isEqualTo(4_000);
        assertThat(shop.requests(ApiOperation.CAPTURE)).isEqualTo(2);
    }

    @Test
    @FieldDefect({1, 43})
    void captureAfterLostAnswerAndLostMemoryActsOnce() {
        shop.reserved(ORDER, 10_000);
        simulator.faults().next(ApiOperation.CAPTURE, 3, Fault.answerLost());
        OutcomeUnknownException lost = catchThrowableOfType(
                OutcomeUnknownException.class, () -> payments.capture(ORDER, nok(4_000), key("capture-1")));
        assertThat(lost.processed()).isEqualTo(Processed.UNKNOWN);
        shop.vipps.close();

        Modification captured = new Shop(simulator).payments.capture(ORDER, nok(4_000), key("capture-1"));

        assertThat(captured.aggregate().capturedAmount()).isEqualTo(nok(4_000));
        assertThat(simulator.payment(ORDER).captured()).isEqualTo(4_000);
    }

    @Test
    void sameAmountTwiceNeedsTwoKeys() {
        shop.reserved(ORDER, 10_000);
        payments.capture(ORDER, nok(4_000), key("capture-1"));
        payments.capture(ORDER, nok(4_000), key("capture-1"));
        payments.capture(ORDER, nok(4_000), key("capture-2"));
        assertThat(simulator.payment(ORDER).captured()).isEqualTo(8_000);
    }

    @Test
    void keyWithAnotherAmountIsAConflict() {
        shop.reserved(ORDER, 10_000);
        payments.capture(ORDER, nok(4_000), key("capture-1"));
        ConflictException e = catchThrowableOfType(
                ConflictException.class, () -> payments.capture(ORDER, nok(5_000), key("capture-1")));
        assertThat(EPaymentError.of(e)).isEqualTo(EPaymentError.CAPTURE_KEY_REUSED);
        assertThat(e)
                .hasMessageContaining("4010")
                .hasMessageContaining("capture-1")
                .hasMessageContaining(ORDER);
    }

    @Test
    @FieldDefect(44)
    void creatingTwiceGivesTheSamePayment() {
        CreatedPayment first = payments.create(order(ORDER, 10_000));
        CreatedPayment again = new Shop(simulator).payments.create(order(ORDER, 10_000));
        assertThat(again.redirectUrl()).isEqualTo(first.redirectUrl());
        assertThat(simulator.payments()).hasSize(1);
    }

    @Test
    @FieldDefect(44)
    void creatingAnotherPaymentWithTheSameReferenceIsAConflict() {
        payments.create(order(ORDER, 10_000));
        assertThatThrownBy(() -> payments.create(order(ORDER, 20_000))).isInstanceOf(ConflictException.class);
        assertThat(simulator.payment(ORDER).amount()).isEqualTo(10_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE", "CAPTURE", "REFUND", "CANCEL"})
    void everyFaultOfEveryChangeActsOnceAndIsCountedAtTheServer(String name) {
        ApiOperation operation = ApiOperation.valueOf(name);
        List<Fault> faults = List.of(
                Fault.answerLost(),
                Fault.closedBeforeActing(),
                Fault.serverError(502),
                Fault.serverErrorAfterActing(503),
                Fault.serverError(500),
                Fault.truncated(),
                Fault.tooManyRequests(),
                Fault.tooManyRequests(Duration.ZERO),
                Fault.locked(),
                Fault.emptyBody(504),
                Fault.tokenRevoked());
        int number = 0;
        for (Fault fault : faults) {
            String reference = "acme-" + name.toLowerCase(java.util.Locale.ROOT) + "-" + ++number;
            Consumer<String> call = prepare(operation, reference);
            int before = shop.requests(operation);
            int events = operation == ApiOperation.CREATE
                    ? 0
                    : simulator.payment(reference).events().size();
            simulator.faults().next(operation, fault);

            call.accept(reference);

            assertThat(shop.requests(operation) - before)
                    .as("%s after %s", name, fault)
                    .isEqualTo(2);
            assertThat(simulator.payment(reference).events())
                    .as("%s after %s", name, fault)
                    .hasSize(events + 1);
        }
    }

    private Consumer<String> prepare(ApiOperation operation, String reference) {
        switch (operation) {
            case CREATE:
                return r -> payments.create(order(r, 10_000));
            case CAPTURE:
                shop.reserved(reference, 10_000);
                return r -> payments.capture(r, nok(4_000), key("capture-1"));
            case REFUND:
                shop.reserved(reference, 10_000);
                payments.capture(reference, nok(4_000), key("capture-1"));
                return r -> payments.refund(r, nok(1_000), key("refund-1"));
            default:
                shop.reserved(reference, 10_000);
                return payments::cancel;
        }
    }

    // ---- waiting for what passes

    @Test
    @FieldDefect(46)
    void cancelWaitsWhileTheCustomerIsApproving() {
        shop.reserved(ORDER, 10_000);
        simulator.faults().next(ApiOperation.CANCEL, 2, Fault.errorCode(6250));
        assertThat(payments.cancel(ORDER).aggregate().cancelledAmount()).isEqualTo(nok(10_000));
        assertThat(shop.time.sleeps()).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @Test
    void cancelOfAPaymentThatStaysBusyIsBusy() {
        payments.create(order(ORDER, 10_000));
        simulator.customer().startsApproving(ORDER);
        BusyException e = catchThrowableOfType(BusyException.class, () -> payments.cancel(ORDER));
        assertThat(EPaymentError.of(e)).isEqualTo(EPaymentError.CANNOT_CANCEL_NOW);
        assertThat(e.processed()).isEqualTo(Processed.NO);
        assertThat(e.attempts()).isEqualTo(5);
    }

    /** The refusal belongs to its key, and another call has another key. */
    @Test
    @FieldDefect(67)
    void cancelThatWasRefusedOnceCanBeMadeAgain() {
        shop.reserved(ORDER, 10_000);
        simulator.faults().next(ApiOperation.CANCEL, Fault.errorCode(6190));
        assertThatThrownBy(() -> payments.cancel(ORDER)).isInstanceOf(ApiException.class);
        assertThat(payments.cancel(ORDER).aggregate().cancelledAmount()).isEqualTo(nok(10_000));
    }

    @ParameterizedTest
    @ValueSource(ints = {6160, 6280})
    void captureWaitsForCodesThatPass(int code) {
        shop.reserved(ORDER, 10_000);
        simulator.faults().next(ApiOperation.CAPTURE, Fault.errorCode(code));
        assertThat(payments.capture(ORDER, nok(10_000), key("capture-1"))
                        .aggregate()
                        .capturedAmount())
                .isEqualTo(nok(10_000));
    }

    @Test
    void reservationThatTheBankReleasedIsNotWaitedFor() {
        shop.reserved(ORDER, 10_000);
        simulator.faults().next(ApiOperation.CAPTURE, Fault.errorCode(6260));
        ApiException e =
                catchThrowableOfType(ApiException.class, () -> payments.capture(ORDER, nok(10_000), key("capture-1")));
        assertThat(EPaymentError.of(e)).isEqualTo(EPaymentError.FUNDS_UNAVAILABLE);
        assertThat(e.attempts()).isEqualTo(1);
        assertThat(e).hasMessageContaining("do not ship");
    }

    @Test
    void internalErrorIsRepeatedOnce() {
        shop.reserved(ORDER, 10_000);
        simulator.faults().next(ApiOperation.CAPTURE, 3, Fault.errorCode(3010));
        OutcomeUnknownException e = catchThrowableOfType(
                OutcomeUnknownException.class, () -> payments.capture(ORDER, nok(10_000), key("capture-1")));
        assertThat(e.attempts()).isEqualTo(2);
    }

    @Test
    void forcedApprovalIsNeverRepeatedBlindly() {
        payments.create(order(ORDER, 10_000));
        simulator.faults().next(ApiOperation.FORCE_APPROVE, Fault.answerLost());
        assertThatThrownBy(() -> payments.forceApprove(ORDER, Customer.phoneNumber("4791000000")))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("get(reference)");
        assertThat(shop.requests(ApiOperation.FORCE_APPROVE)).isEqualTo(1);
    }

    @Test
    void htmlAfterACaptureIsProcessedButUnreadable() {
        shop.reserved(ORDER, 10_000);
        simulator.faults().next(ApiOperation.CAPTURE, Fault.html());
        UnreadableReplyException e = catchThrowableOfType(
                UnreadableReplyException.class, () -> payments.capture(ORDER, nok(10_000), key("capture-1")));
        assertThat(e.processed()).isEqualTo(Processed.YES);
        assertThat(simulator.payment(ORDER).captured()).isEqualTo(10_000);
    }

    @Test
    void pollingOutlivesFailedReads() {
        CreatedPayment created = payments.create(order(ORDER, 10_000));
        simulator.customer().approve(ORDER);
        simulator.faults().next(ApiOperation.GET, Fault.serverError(503));
        simulator.faults().next(ApiOperation.GET, Fault.answerLost());
        simulator.faults().next(ApiOperation.GET, Fault.tooManyRequests(Duration.ofSeconds(20)));
        assertThat(payments.awaitOutcome(created).state()).isEqualTo(PaymentState.AUTHORIZED);
        assertThat(shop.time.sleeps()).contains(Duration.ofSeconds(20));
    }

    // ---- several sales units

    @Test
    void twoSalesUnitsMayUseTheSameReference() {
        SalesUnit other = SalesUnit.of("987654");
        simulator.addSalesUnit(other);
        Shop second = new Shop(simulator, other);
        payments.create(order(ORDER, 10_000));
        second.payments.create(order(ORDER, 20_000));

        assertThat(payments.get(ORDER).amount()).isEqualTo(nok(10_000));
        assertThat(second.payments.get(ORDER).amount()).isEqualTo(nok(20_000));
        assertThatThrownBy(() -> payments.get("nobodys-order-1")).isInstanceOf(NotFoundException.class);
    }

    // ---- many at once

    @Test
    @FieldDefect(24)
    void manyThreadsShareOneToken() throws Exception {
        payments.create(order(ORDER, 10_000));
        simulator.tokens().revokeAll();
        int issued = simulator.tokens().issued();
        ExecutorService threads = Executors.newFixedThreadPool(64);
        try {
            CyclicBarrier start = new CyclicBarrier(64);
            List<Future<Payment>> reads = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                reads.add(threads.submit(() -> {
                    start.await();
                    return payments.get(ORDER);
                }));
            }
            for (Future<Payment> read : reads) {
                assertThat(read.get().reference()).isEqualTo(ORDER);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(simulator.tokens().issued() - issued).isEqualTo(1);
    }

    @Test
    void twoHundredCallsInARowTakeLessThanASecond() {
        payments.create(order(ORDER, 10_000));
        long start = System.nanoTime();
        for (int i = 0; i < 200; i++) {
            payments.get(ORDER);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }
}
