package io.github.vipps4j.ordermanagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.BusyException;
import io.github.vipps4j.core.OutcomeUnknownException;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.core.Resolution;
import io.github.vipps4j.core.UnreadableReplyException;
import io.github.vipps4j.core.VippsException;
import io.github.vipps4j.simulator.ApiOperation;
import io.github.vipps4j.simulator.Fault;
import io.github.vipps4j.simulator.SimulatedCategory;
import io.github.vipps4j.simulator.VippsSimulator;
import io.github.vipps4j.simulator.VippsSimulatorExtension;
import io.github.vipps4j.testsupport.FieldDefect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation on a bad line to the simulator: nothing is added twice, and nothing is called failed that was done. */
@ExtendWith(VippsSimulatorExtension.class)
class LostAnswerStoryTest {
    private static final byte[] LOGO = Images.png(200, 200);

    private Shop shop;
    private OrderManagementClient orders;

    @BeforeEach
    void openShop(VippsSimulator simulator) {
        this.shop = new Shop(simulator);
        this.orders = shop.orders;
    }

    private static AddCategory link(String order) {
        return Bodies.ADD_CATEGORY.toBuilder().orderId(order).build();
    }

    /** What follows an image's end is not seen, and makes it another. */
    private static Image logo(String order) {
        byte[] name = order.getBytes(StandardCharsets.UTF_8);
        byte[] content = Arrays.copyOf(LOGO, LOGO.length + name.length);
        System.arraycopy(name, 0, content, LOGO.length, name.length);
        return Image.of(content);
    }

    private static List<String> ids(Shop shop, String order) {
        return shop.categories(order).stream().map(SimulatedCategory::id).toList();
    }

    /** What a shop does to an order, and how often the simulator has it done. */
    private enum Change {
        ADD_RECEIPT(ApiOperation.RECEIPT_ADD) {
            @Override
            void make(Shop shop, String order) {
                shop.orders.addReceipt(PaymentType.ECOM, order, Bodies.RECEIPT);
            }

            @Override
            int times(Shop shop, String order) {
                return Bodies.RECEIPT_JSON.equals(shop.receipt(order)) ? 1 : 0;
            }
        },
        ADD_RECEIPT_IF_ABSENT(ApiOperation.RECEIPT_ADD) {
            @Override
            void make(Shop shop, String order) {
                assertThat(shop.orders.addReceiptIfAbsent(PaymentType.ECOM, order, Bodies.RECEIPT))
                        .isEqualTo(new StoredReceipt(Bodies.RECEIPT, true));
            }

            @Override
            int times(Shop shop, String order) {
                return ADD_RECEIPT.times(shop, order);
            }
        },
        SET_CATEGORY(ApiOperation.CATEGORY_SET) {
            @Override
            void make(Shop shop, String order) {
                shop.orders.setCategory(PaymentType.ECOM, order, Bodies.CATEGORY);
            }

            @Override
            int times(Shop shop, String order) {
                return shop.category(order) == null ? 0 : 1;
            }
        },
        ADD_CATEGORY(ApiOperation.CATEGORY_ADD) {
            @Override
            void make(Shop shop, String order) {
                assertThat(shop.orders.addCategory(link(order)))
                        .isEqualTo(ids(shop, order).get(0));
            }

            @Override
            int times(Shop shop, String order) {
                return shop.categories(order).size();
            }
        },
        DELETE_CATEGORY(ApiOperation.CATEGORY_DELETE) {
            @Override
            void prepare(Shop shop, String order) {
                shop.orders.addCategory(link(order));
            }

            @Override
            void make(Shop shop, String order) {
                shop.orders.deleteCategory(ids(shop, order).get(0));
            }

            @Override
            int times(Shop shop, String order) {
                return 1 - shop.categories(order).size();
            }
        },
        ADD_IMAGE(ApiOperation.IMAGE_ADD) {
            @Override
            void make(Shop shop, String order) {
                Image image = logo(order);
                assertThat(shop.orders.addImage(image)).isEqualTo(image.imageId());
            }

            @Override
            int times(Shop shop, String order) {
                return (int) shop.simulator.images().stream()
                        .filter(image -> image.imageId().equals(logo(order).imageId()))
                        .count();
            }
        };

        private final ApiOperation operation;

        Change(ApiOperation operation) {
            this.operation = operation;
        }

        /** What has to be there before. */
        void prepare(Shop shop, String order) {
            assertThat(shop.hasOrder(order)).isFalse();
        }

        abstract void make(Shop shop, String order);

        abstract int times(Shop shop, String order);
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
                Fault.tooManyRequests(),
                Fault.tooManyRequests(Duration.ofSeconds(3)),
                Fault.tokenRevoked());
    }

    @ParameterizedTest
    @EnumSource
    void everyFaultOfEveryChangeIsSurvivedAndItIsMadeOnce(Change change) {
        int number = 0;
        for (Fault fault : faultsThatPass()) {
            String order = "order-" + ++number;
            change.prepare(shop, order);
            shop.simulator.faults().next(change.operation, fault);

            change.make(shop, order);

            assertThat(change.times(shop, order))
                    .as("%s after %s", change, fault)
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyFaultTwiceInARowIsSurvivedToo(Change change) {
        int number = 0;
        for (Fault fault : faultsThatPass().subList(0, 7)) {
            String order = "order-" + ++number;
            change.prepare(shop, order);
            shop.simulator.faults().next(change.operation, 2, fault);

            change.make(shop, order);

            assertThat(change.times(shop, order))
                    .as("%s after %s", change, fault)
                    .isEqualTo(1);
            shop.simulator.faults().clear();
        }
    }

    @ParameterizedTest
    @EnumSource
    void successThatSaysNothingIsASuccessOrSaidToBeDone(Change change) {
        change.prepare(shop, "order-1");
        shop.simulator.faults().next(change.operation, Fault.html());
        try {
            change.make(shop, "order-1");
        } catch (UnreadableReplyException e) {
            assertThat(change).isEqualTo(Change.ADD_CATEGORY);
            assertThat(e.processed()).isEqualTo(Processed.YES);
        }
        assertThat(change.times(shop, "order-1")).isEqualTo(1);
        assertThat(shop.requests(change.operation)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void whatNeverArrivesIsUnknownAndCanBeMadeLater(Change change) {
        change.prepare(shop, "order-1");
        shop.simulator.faults().next(change.operation, 3, Fault.closedBeforeActing());
        OutcomeUnknownException e =
                catchThrowableOfType(OutcomeUnknownException.class, () -> change.make(shop, "order-1"));
        assertThat(e.processed()).isEqualTo(Processed.UNKNOWN);
        assertThat(change.times(shop, "order-1")).isZero();
        assertThat(e.resolve()).isNotEqualTo(Resolution.APPLIED);

        change.make(shop, "order-1");
        assertThat(change.times(shop, "order-1")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void rateLimitThatStaysIsBusyAndNothingIsMade(Change change) {
        change.prepare(shop, "order-1");
        shop.simulator.faults().next(change.operation, 5, Fault.tooManyRequests(Duration.ofSeconds(5)));
        BusyException e = catchThrowableOfType(BusyException.class, () -> change.make(shop, "order-1"));
        assertThat(e.processed()).isEqualTo(Processed.NO);
        assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(5));
        assertThat(change.times(shop, "order-1")).isZero();
    }

    static Stream<Change> whatIsLookedFor() {
        return Stream.of(Change.ADD_RECEIPT, Change.ADD_RECEIPT_IF_ABSENT, Change.ADD_CATEGORY);
    }

    private static ApiOperation reading(Change change) {
        return change == Change.ADD_CATEGORY ? ApiOperation.CATEGORY_LIST : ApiOperation.ORDER_GET;
    }

    @ParameterizedTest
    @MethodSource("whatIsLookedFor")
    void whatWasDoneButCouldNotBeReadIsUnknownAndResolvesToApplied(Change change) {
        shop.simulator.faults().next(change.operation, Fault.answerLost());
        shop.simulator.faults().next(reading(change), 3, Fault.serverError(503));
        OutcomeUnknownException e =
                catchThrowableOfType(OutcomeUnknownException.class, () -> change.make(shop, "order-1"));
        assertThat(e.resolve()).isEqualTo(Resolution.APPLIED);
        assertThat(shop.requests(change.operation)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("whatIsLookedFor")
    void whatWasNotDoneAndCouldNotBeReadIsUnknownAndResolvesToNotApplied(Change change) {
        shop.simulator.faults().next(change.operation, Fault.closedBeforeActing());
        shop.simulator.faults().next(reading(change), 3, Fault.serverError(503));
        OutcomeUnknownException e =
                catchThrowableOfType(OutcomeUnknownException.class, () -> change.make(shop, "order-1"));
        assertThat(e.resolve()).isEqualTo(Resolution.NOT_APPLIED);
        assertThat(change.times(shop, "order-1")).isZero();
    }

    @Test
    void receiptWhoseAnswerWasLostIsNotTakenForAnothersThatWasThereBefore() {
        orders.addReceipt(
                PaymentType.ECOM,
                "order-1",
                Bodies.RECEIPT.toBuilder().posId("pos_123").build());
        shop.simulator.faults().next(ApiOperation.RECEIPT_ADD, Fault.answerLost());
        StoredReceipt there = orders.addReceiptIfAbsent(PaymentType.ECOM, "order-1", Bodies.RECEIPT);
        assertThat(there.isSame()).isFalse();
        assertThat(there.receipt().posId()).isEqualTo("pos_123");
    }

    @Test
    void imageWithAnIdOfOnesOwnIsUnknownAfterALostAnswer() {
        shop.simulator.faults().next(ApiOperation.IMAGE_ADD, Fault.answerLost());
        OutcomeUnknownException e = catchThrowableOfType(
                OutcomeUnknownException.class,
                () -> orders.addImage(Image.of(LOGO).withId("logo")));
        assertThat(e.processed()).isEqualTo(Processed.UNKNOWN);
        assertThat(shop.simulator.image("logo").content()).isEqualTo(LOGO);
    }

    @Test
    @FieldDefect(43)
    void programThatDiedAfterALostAnswerAddsNothingTwice() {
        shop.simulator.faults().next(ApiOperation.RECEIPT_ADD, Fault.answerLost());
        shop.simulator.faults().next(ApiOperation.ORDER_GET, 3, Fault.serverError(500));
        assertThat(catchThrowableOfType(
                        OutcomeUnknownException.class,
                        () -> orders.addReceipt(PaymentType.ECOM, "order-1", Bodies.RECEIPT)))
                .hasMessageContaining("addReceiptIfAbsent");

        StoredReceipt again =
                new Shop(shop.simulator).orders.addReceiptIfAbsent(PaymentType.ECOM, "order-1", Bodies.RECEIPT);
        assertThat(again).isEqualTo(new StoredReceipt(Bodies.RECEIPT, true));
    }

    @Test
    void readsAreRepeatedThroughEveryFaultAndChangeNothing() {
        orders.addReceipt(PaymentType.ECOM, "order-1", Bodies.RECEIPT);
        String id = orders.addCategory(link("order-1"));
        for (Fault fault : faultsThatPass()) {
            shop.simulator.faults().next(ApiOperation.ORDER_GET, fault);
            shop.simulator.faults().next(ApiOperation.CATEGORY_LIST, fault);
            shop.simulator.faults().next(ApiOperation.CATEGORY_GET, fault);
            assertThat(orders.getOrder(PaymentType.ECOM, "order-1").receipt()).isEqualTo(Bodies.RECEIPT);
            assertThat(orders.listCategories("order-1")).hasSize(1);
            assertThat(orders.getCategory(id).categoryId()).isEqualTo(id);
        }
    }

    /** Half of all requests go wrong. Whatever is told of a change has to be true. */
    @Test
    void onABadDayNothingIsMadeTwiceAndNothingIsToldWrongly() {
        Set<ApiOperation> all = EnumSet.range(ApiOperation.RECEIPT_ADD, ApiOperation.IMAGE_ADD);
        shop.simulator
                .faults()
                .randomly(11, 0.5, all, faultsThatPass().subList(0, 10).toArray(new Fault[0]));
        List<String> failed = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            for (Change change : EnumSet.complementOf(EnumSet.of(Change.DELETE_CATEGORY))) {
                String order = change.name() + "-" + i;
                try {
                    change.make(shop, order);
                    assertThat(change.times(shop, order)).as(order).isEqualTo(1);
                } catch (VippsException e) {
                    int times = change.times(shop, order);
                    assertThat(times).as(order).isBetween(0, 1);
                    assertThat(e.processed()).as(order).isNotEqualTo(times == 1 ? Processed.NO : Processed.YES);
                    failed.add(order);
                }
            }
        }
        assertThat(failed).isNotEmpty().hasSizeLessThan(60);
    }
}
