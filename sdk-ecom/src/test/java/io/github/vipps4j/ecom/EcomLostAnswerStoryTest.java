package io.github.vipps4j.ecom;

import static io.github.vipps4j.ecom.Bodies.nok;
import static io.github.vipps4j.ecom.Shop.key;
import static io.github.vipps4j.ecom.Shop.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.BusyException;
import io.github.vipps4j.core.ConflictException;
import io.github.vipps4j.core.OutcomeUnknownException;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.core.Resolution;
import io.github.vipps4j.core.UnreadableReplyException;
import io.github.vipps4j.core.VippsException;
import io.github.vipps4j.simulator.ApiOperation;
import io.github.vipps4j.simulator.Fault;
import io.github.vipps4j.simulator.VippsSimulator;
import io.github.vipps4j.simulator.VippsSimulatorExtension;
import io.github.vipps4j.testsupport.FieldDefect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every operation on a bad line to the simulator: nothing acts twice, and nothing is called failed that was done. */
@ExtendWith(VippsSimulatorExtension.class)
class EcomLostAnswerStoryTest {
    private static final String ORDER = "acme-shop-order-0001";

    private Shop shop;
    private EcomClient ecom;

    @BeforeEach
    void openShop(VippsSimulator simulator) {
        this.shop = new Shop(simulator);
        this.ecom = shop.ecom;
    }

    /** What a shop does to an order that was reserved or captured, and how often the simulator has it done. */
    private enum Change {
        CAPTURE(ApiOperation.ECOM_CAPTURE, "CAPTURED", 4_000) {
            @Override
            void prepare(Shop shop, String order) {
                shop.reserved(order, 10_000);
            }

            @Override
            Modification make(EcomClient ecom, String order) {
                return ecom.capture(order, nok(4_000), key("capture-1"));
            }
        },
        CAPTURE_THE_SAME_AGAIN(ApiOperation.ECOM_CAPTURE, "CAPTURED", 4_000) {
            @Override
            void prepare(Shop shop, String order) {
                shop.captured(order, 10_000, 4_000);
            }

            @Override
            Modification make(EcomClient ecom, String order) {
                return ecom.capture(order, nok(4_000), key("capture-1"));
            }

            @Override
            int times(Shop shop, String order) {
                return super.times(shop, order) - 1;
            }
        },
        CAPTURE_ALL(ApiOperation.ECOM_CAPTURE, "CAPTURED", 6_000) {
            @Override
            void prepare(Shop shop, String order) {
                shop.captured(order, 10_000, 4_000);
            }

            @Override
            Modification make(EcomClient ecom, String order) {
                return ecom.captureAll(order, key("capture-1"));
            }

            @Override
            int times(Shop shop, String order) {
                return super.times(shop, order) - 1;
            }
        },
        REFUND(ApiOperation.ECOM_REFUND, "REFUNDED", 4_000) {
            @Override
            void prepare(Shop shop, String order) {
                shop.captured(order, 10_000, 10_000);
            }

            @Override
            Modification make(EcomClient ecom, String order) {
                return ecom.refund(order, nok(4_000), key("refund-1"));
            }
        },
        CANCEL(ApiOperation.ECOM_CANCEL, "CANCELLED", 10_000) {
            @Override
            void prepare(Shop shop, String order) {
                shop.reserved(order, 10_000);
            }

            @Override
            Modification make(EcomClient ecom, String order) {
                return ecom.cancel(order);
            }
        },
        CANCEL_UNPAID(ApiOperation.ECOM_CANCEL, "TERMINATED", 10_000) {
            @Override
            void prepare(Shop shop, String order) {
                shop.ecom.initiate(Shop.order(order, 10_000).build());
            }

            @Override
            Modification make(EcomClient ecom, String order) {
                return ecom.cancel(order);
            }
        },
        RELEASE(ApiOperation.ECOM_CANCEL, "CANCELLED", 6_000) {
            @Override
            void prepare(Shop shop, String order) {
                shop.captured(order, 10_000, 4_000);
            }

            @Override
            Modification make(EcomClient ecom, String order) {
                return ecom.cancelAndReleaseRemainingFunds(order);
            }
        };

        private final ApiOperation operation;
        private final String event;
        private final long moved;

        Change(ApiOperation operation, String event, long moved) {
            this.operation = operation;
            this.event = event;
            this.moved = moved;
        }

        /** What has to be so before. */
        abstract void prepare(Shop shop, String order);

        abstract Modification make(EcomClient ecom, String order);

        int times(Shop shop, String order) {
            return shop.booked(order, event).size();
        }

        String orderId(int number) {
            return name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + number;
        }
    }

    private static List<Fault> faultsThatPass() {
        return List.of(
                Fault.answerLost(),
                Fault.closedBeforeActing(),
                Fault.serverError(500),
                Fault.serverError(503),
                Fault.serverErrorAfterActing(500),
                Fault.serverErrorAfterActing(502),
                Fault.emptyBody(504),
                Fault.truncated(),
                Fault.locked(),
                Fault.lockedAfterActing(),
                Fault.tooManyRequests(),
                Fault.tooManyRequests(Duration.ofSeconds(3)),
                Fault.ecomError("VippsError", "94"),
                Fault.ecomError("VippsError", "98"),
                Fault.ecomError("VippsError", "99"),
                Fault.tokenRevoked());
    }

    // ---- captures, refunds, cancels

    @ParameterizedTest
    @EnumSource
    void everyFaultOfEveryChangeIsSurvivedAndItIsMadeOnce(Change change) {
        int number = 0;
        for (Fault fault : faultsThatPass()) {
            String order = change.orderId(++number);
            change.prepare(shop, order);
            shop.simulator.faults().next(change.operation, fault);

            Modification done = change.make(ecom, order);

            assertThat(done.amount()).as("%s after %s", change, fault).isEqualTo(nok(change.moved));
            assertThat(change.times(shop, order))
                    .as("%s after %s", change, fault)
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyFaultTwiceInARowIsSurvivedToo(Change change) {
        int number = 0;
        for (Fault fault : faultsThatPass().subList(0, 8)) {
            String order = change.orderId(++number);
            change.prepare(shop, order);
            shop.simulator.faults().next(change.operation, 2, fault);

            assertThat(change.make(ecom, order).amount())
                    .as("%s after %s", change, fault)
                    .isEqualTo(nok(change.moved));

            assertThat(change.times(shop, order))
                    .as("%s after %s", change, fault)
                    .isEqualTo(1);
            shop.simulator.faults().clear();
        }
    }

    /** What the history shows is not sent again. */
    @ParameterizedTest
    @EnumSource
    @FieldDefect(43)
    void changeWhoseAnswerWasLostIsFoundAndSentOnce(Change change) {
        change.prepare(shop, ORDER);
        int before = shop.requests(change.operation);
        shop.simulator.faults().next(change.operation, Fault.answerLost());
        change.make(ecom, ORDER);
        assertThat(shop.requests(change.operation) - before).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void successThatSaysNothingIsReadInTheOrder(Change change) {
        change.prepare(shop, ORDER);
        int before = shop.requests(change.operation);
        shop.simulator.faults().next(change.operation, Fault.html());
        change.make(ecom, ORDER);
        assertThat(shop.requests(change.operation) - before).isEqualTo(1);
        assertThat(change.times(shop, ORDER)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void successThatSaysNothingIsSaidToBeDoneIfTheOrderCannotBeRead(Change change) {
        change.prepare(shop, ORDER);
        shop.simulator.faults().next(change.operation, Fault.html());
        shop.simulator.faults().next(ApiOperation.ECOM_DETAILS, 3, Fault.serverError(500));
        UnreadableReplyException e =
                catchThrowableOfType(UnreadableReplyException.class, () -> change.make(ecom, ORDER));
        assertThat(e.processed()).isEqualTo(Processed.YES);
        assertThat(change.times(shop, ORDER)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    @FieldDefect(43)
    void whatNeverArrivesIsUnknownAndCanBeMadeLater(Change change) {
        change.prepare(shop, ORDER);
        shop.simulator.faults().next(change.operation, 3, Fault.closedBeforeActing());
        OutcomeUnknownException e = catchThrowableOfType(OutcomeUnknownException.class, () -> change.make(ecom, ORDER));
        assertThat(e.processed()).isEqualTo(Processed.UNKNOWN);
        assertThat(change.times(shop, ORDER)).isZero();
        assertThat(e.resolve()).isEqualTo(Resolution.NOT_APPLIED);

        assertThat(change.make(ecom, ORDER).amount()).isEqualTo(nok(change.moved));
        assertThat(change.times(shop, ORDER)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasDoneButCouldNotBeReadIsUnknownAndResolvesToApplied(Change change) {
        change.prepare(shop, ORDER);
        shop.simulator.faults().next(change.operation, Fault.answerLost());
        shop.simulator.faults().next(ApiOperation.ECOM_DETAILS, 3, Fault.serverError(503));
        OutcomeUnknownException e = catchThrowableOfType(OutcomeUnknownException.class, () -> change.make(ecom, ORDER));
        assertThat(e.resolve()).isEqualTo(Resolution.APPLIED);
        assertThat(change.times(shop, ORDER)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void rateLimitThatStaysIsBusyAndNothingIsMade(Change change) {
        change.prepare(shop, ORDER);
        shop.simulator.faults().next(change.operation, 5, Fault.tooManyRequests(Duration.ofSeconds(5)));
        BusyException e = catchThrowableOfType(BusyException.class, () -> change.make(ecom, ORDER));
        assertThat(e.processed()).isEqualTo(Processed.NO);
        assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(5));
        assertThat(change.times(shop, ORDER)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    @FieldDefect(46)
    void lockThatStaysIsBusyAndNothingIsMade(Change change) {
        change.prepare(shop, ORDER);
        shop.simulator.faults().next(change.operation, 5, Fault.locked());
        VippsException e = catchThrowableOfType(VippsException.class, () -> change.make(ecom, ORDER));
        assertThat(e).isInstanceOf(BusyException.class);
        assertThat(change.times(shop, ORDER)).isZero();
        assertThat(change.make(ecom, ORDER).amount()).isEqualTo(nok(change.moved));
    }

    /** The bank is slow, and it is the change itself that holds the lock. */
    @ParameterizedTest
    @EnumSource
    @FieldDefect(46)
    void lockThatTheChangeItselfHoldsIsASuccess(Change change) {
        change.prepare(shop, ORDER);
        shop.simulator.faults().next(change.operation, 5, Fault.lockedAfterActing());
        assertThat(change.make(ecom, ORDER).amount()).isEqualTo(nok(change.moved));
        assertThat(change.times(shop, ORDER)).isEqualTo(1);
        shop.simulator.faults().clear();
    }

    @ParameterizedTest
    @EnumSource(names = {"CAPTURE", "CAPTURE_ALL", "REFUND"})
    @FieldDefect(43)
    void programThatDiedAfterALostAnswerActsOnce(Change change) {
        change.prepare(shop, ORDER);
        shop.simulator.faults().next(change.operation, Fault.answerLost());
        shop.simulator.faults().next(ApiOperation.ECOM_DETAILS, 3, Fault.answerLost());
        assertThatThrownBy(() -> change.make(ecom, ORDER)).isInstanceOf(OutcomeUnknownException.class);
        shop.vipps.close();

        assertThat(change.make(new Shop(shop.simulator).ecom, ORDER).amount()).isEqualTo(nok(change.moved));
        assertThat(change.times(shop, ORDER)).isEqualTo(1);
    }

    // ---- initiate

    /** An initiate is sent again only if it surely was not processed. */
    @Test
    @FieldDefect(52)
    void initiateIsRepeatedOnlyAfterARefusalThatPasses() {
        int number = 0;
        for (Fault fault : List.of(
                Fault.tooManyRequests(),
                Fault.tooManyRequests(Duration.ofSeconds(3)),
                Fault.ecomError("VippsError", "98"),
                Fault.tokenRevoked())) {
            String order = "acme-shop-again-" + ++number;
            shop.simulator.faults().next(ApiOperation.ECOM_INITIATE, fault);
            assertThat(ecom.initiate(order(order, 10_000).build()).url())
                    .as("%s", fault)
                    .contains("token=");
        }
        assertThat(shop.simulator.payments()).hasSize(4);
    }

    @Test
    @FieldDefect(52)
    void initiateThatDidNotHappenIsAbsentAndSentAgain() {
        int number = 0;
        for (Fault fault : List.of(
                Fault.closedBeforeActing(),
                Fault.serverError(500),
                Fault.serverError(503),
                Fault.emptyBody(504),
                Fault.locked(),
                Fault.ecomError("VippsError", "94"),
                Fault.ecomError("VippsError", "99"))) {
            String order = "acme-shop-absent-" + ++number;
            shop.simulator.faults().next(ApiOperation.ECOM_INITIATE, fault);
            int before = shop.requests(ApiOperation.ECOM_INITIATE);
            VippsException e = catchThrowableOfType(
                    VippsException.class,
                    () -> ecom.initiate(order(order, 10_000).build()));
            assertThat(e).as("%s", fault).isNotNull();
            assertThat(e.processed()).as("%s", fault).isNotEqualTo(Processed.YES);
            assertThat(shop.requests(ApiOperation.ECOM_INITIATE) - before).isEqualTo(1);

            assertThat(ecom.resolveInitiate(order)).isEqualTo(new InitiateResolution.Absent(order));
            assertThat(ecom.initiate(order(order, 10_000).build()).orderId()).isEqualTo(order);
        }
        assertThat(shop.simulator.payments()).hasSize(number);
    }

    @Test
    @FieldDefect({44, 52})
    void initiateThatHappenedIsKnownAndItsUrlIsLost() {
        int number = 0;
        for (Fault fault : List.of(
                Fault.answerLost(),
                Fault.serverErrorAfterActing(500),
                Fault.serverErrorAfterActing(502),
                Fault.lockedAfterActing(),
                Fault.truncated(),
                Fault.html(),
                Fault.emptyBody(200))) {
            String order = "acme-shop-known-" + ++number;
            shop.simulator.faults().next(ApiOperation.ECOM_INITIATE, fault);
            VippsException e = catchThrowableOfType(
                    VippsException.class,
                    () -> ecom.initiate(order(order, 10_000).build()));
            assertThat(e).as("%s", fault).isNotNull();
            assertThat(e.processed()).as("%s", fault).isNotEqualTo(Processed.NO);

            InitiateResolution resolution = ecom.resolveInitiate(order);
            assertThat(resolution).as("%s", fault).isInstanceOf(InitiateResolution.Known.class);
            assertThat(((InitiateResolution.Known) resolution).details().state())
                    .isEqualTo(OrderState.INITIATED);
            assertThatThrownBy(() -> ecom.initiate(order(order, 10_000).build()))
                    .isInstanceOf(ConflictException.class);

            ecom.cancel(order);
            assertThat(ecom.initiate(order(order + "-1", 10_000).build()).url()).contains("token=");
            assertThat(ecom.details(order).state()).isEqualTo(OrderState.CANCELLED);
        }
        assertThat(shop.simulator.payments()).hasSize(2 * number);
    }

    @Test
    void initiateWhoseCustomerWasFasterIsKnownWithItsReservation() {
        shop.simulator.faults().next(ApiOperation.ECOM_INITIATE, Fault.answerLost());
        OutcomeUnknownException e = catchThrowableOfType(
                OutcomeUnknownException.class,
                () -> ecom.initiate(order(ORDER, 10_000)
                        .mobileNumber("91234567")
                        .skipLandingPage(true)
                        .build()));
        shop.simulator.customer().approve(ORDER);
        assertThat(e).hasMessageContaining("resolveInitiate(orderId)");
        assertThat(e.resolve()).isEqualTo(Resolution.APPLIED);
        assertThat(((InitiateResolution.Known) ecom.resolveInitiate(ORDER))
                        .details()
                        .state())
                .isEqualTo(OrderState.RESERVED);
    }

    @Test
    void whatCannotBeReadIsNotCalledAbsent() {
        shop.simulator.faults().next(ApiOperation.ECOM_INITIATE, Fault.closedBeforeActing());
        OutcomeUnknownException e = catchThrowableOfType(
                OutcomeUnknownException.class,
                () -> ecom.initiate(order(ORDER, 10_000).build()));
        shop.simulator.faults().next(ApiOperation.ECOM_DETAILS, 3, Fault.serverError(503));
        assertThatThrownBy(() -> ecom.resolveInitiate(ORDER)).isInstanceOf(VippsException.class);
        assertThat(e.resolve()).isEqualTo(Resolution.NOT_APPLIED);
    }

    // ---- forced approval, reads

    @Test
    void forcedApprovalIsNeverRepeatedBlindly() {
        InitiatedPayment initiated = ecom.initiate(order(ORDER, 10_000).build());
        shop.simulator.faults().next(ApiOperation.ECOM_FORCE_APPROVE, Fault.answerLost());
        ecom.forceApprove(initiated, "91234567");
        assertThat(shop.requests(ApiOperation.ECOM_FORCE_APPROVE)).isEqualTo(1);
        assertThat(ecom.details(ORDER).state()).isEqualTo(OrderState.RESERVED);
    }

    @Test
    void readsAreRepeatedThroughEveryFault() {
        shop.captured(ORDER, 10_000, 4_000);
        for (Fault fault : faultsThatPass()) {
            shop.simulator.faults().next(ApiOperation.ECOM_DETAILS, fault);
            assertThat(ecom.details(ORDER).capturedAmount()).as("%s", fault).isEqualTo(nok(4_000));
        }
    }

    /** Half of all requests go wrong. Whatever is told of a change has to be true. */
    @Test
    void onABadDayNothingIsMadeTwiceAndNothingIsToldWrongly() {
        Set<ApiOperation> some = EnumSet.of(
                ApiOperation.ECOM_CAPTURE,
                ApiOperation.ECOM_REFUND,
                ApiOperation.ECOM_CANCEL,
                ApiOperation.ECOM_DETAILS);
        List<String> failed = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            for (Change change : Change.values()) {
                String order = change.orderId(i);
                shop.simulator.faults().clear();
                change.prepare(shop, order);
                shop.simulator
                        .faults()
                        .randomly(11, 0.5, some, faultsThatPass().subList(0, 14).toArray(new Fault[0]));
                try {
                    assertThat(change.make(ecom, order).amount()).as(order).isEqualTo(nok(change.moved));
                    assertThat(change.times(shop, order)).as(order).isEqualTo(1);
                } catch (VippsException e) {
                    int times = change.times(shop, order);
                    assertThat(times).as(order).isBetween(0, 1);
                    assertThat(e.processed()).as(order).isNotEqualTo(times == 1 ? Processed.NO : Processed.YES);
                    failed.add(order);
                }
            }
        }
        assertThat(failed).isNotEmpty().hasSizeLessThan(100);
    }
}
