package io.github.vipps4j.ordermanagement;

import static io.github.vipps4j.ordermanagement.Bodies.ORDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.ConflictException;
import io.github.vipps4j.core.NotFoundException;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.core.Receipt;
import io.github.vipps4j.simulator.ApiOperation;
import io.github.vipps4j.simulator.SimulatedCategory;
import io.github.vipps4j.simulator.VippsSimulator;
import io.github.vipps4j.simulator.VippsSimulatorExtension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a customer sees of an order, against the simulator, over real HTTP. */
@ExtendWith(VippsSimulatorExtension.class)
class OrderStoryTest {
    private static final Image LOGO = Image.of(Images.png(200, 200));
    private static final Receipt OTHER_RECEIPT =
            Bodies.RECEIPT.toBuilder().receiptNumber("0527013502").build();

    private VippsSimulator simulator;
    private Shop shop;
    private OrderManagementClient orders;

    @BeforeEach
    void openShop(VippsSimulator simulator) {
        this.simulator = simulator;
        this.shop = new Shop(simulator);
        this.orders = shop.orders;
    }

    private SimulatedCategory category() {
        return Objects.requireNonNull(shop.category(ORDER));
    }

    @Test
    void customerSeesReceiptLinkAndImageOfTheOrder() {
        OrderCategory link =
                Bodies.CATEGORY.toBuilder().imageId(orders.addImage(LOGO)).build();
        orders.setCategory(PaymentType.ECOM, ORDER, link);
        orders.addReceipt(PaymentType.ECOM, ORDER, Bodies.RECEIPT);

        assertThat(orders.getOrder(PaymentType.ECOM, ORDER)).isEqualTo(new Order(link, Bodies.RECEIPT));
        assertThat(simulator.image(LOGO.imageId()).content()).isEqualTo(LOGO.content());
        assertThat(simulator.payments()).isEmpty();
    }

    @Test
    void chargeOfAnAgreementHasAReceiptOfItsOwn() {
        orders.addReceipt(PaymentType.RECURRING, ORDER, Bodies.RECEIPT);
        orders.addReceipt(PaymentType.ECOM, ORDER, OTHER_RECEIPT);
        assertThat(orders.getOrder(PaymentType.RECURRING, ORDER).receipt()).isEqualTo(Bodies.RECEIPT);
        assertThat(orders.getOrder(PaymentType.ECOM, ORDER).receipt()).isEqualTo(OTHER_RECEIPT);
    }

    @Test
    void categoriesWithAnIdComeAndGo() {
        String first = orders.addCategory(Bodies.ADD_CATEGORY);
        String second = orders.addCategory(
                Bodies.ADD_CATEGORY.toBuilder().type(CategoryType.TICKET).build());

        assertThat(orders.listCategories(ORDER))
                .extracting(Category::categoryId)
                .containsExactly(first, second);
        assertThat(orders.getCategory(second).type()).isEqualTo(CategoryType.TICKET);
        orders.deleteCategory(first);

        assertThat(orders.listCategories(ORDER))
                .extracting(Category::categoryId)
                .containsExactly(second);
        assertThatThrownBy(() -> orders.getCategory(first)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> orders.deleteCategory(first)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void orderToWhichNothingWasAddedIsNotFoundAndHasNoCategories() {
        assertThatThrownBy(() -> orders.getOrder(PaymentType.ECOM, ORDER)).isInstanceOf(NotFoundException.class);
        assertThat(orders.listCategories(ORDER)).isEmpty();
    }

    @Test
    void lastCategoryWinsAndTakesNothingOver() {
        orders.setCategory(PaymentType.ECOM, ORDER, Bodies.CATEGORY);
        OrderCategory last = OrderCategory.builder()
                .category(CategoryType.DELIVERY)
                .orderDetailsUrl("https://shop.example/parcel")
                .build();
        orders.setCategory(PaymentType.ECOM, ORDER, last);

        assertThat(orders.getOrder(PaymentType.ECOM, ORDER).category()).isEqualTo(last);
        assertThat(category().imageId()).isNull();
    }

    // ---- a receipt is written once

    @Test
    void sameReceiptTwiceIsToldAsTheSameByOneWayAndAsAConflictByTheOther() {
        orders.addReceipt(PaymentType.ECOM, ORDER, Bodies.RECEIPT);

        StoredReceipt again = new Shop(simulator).orders.addReceiptIfAbsent(PaymentType.ECOM, ORDER, Bodies.RECEIPT);
        assertThat(again).isEqualTo(new StoredReceipt(Bodies.RECEIPT, true));
        ConflictException e = catchThrowableOfType(
                ConflictException.class, () -> orders.addReceipt(PaymentType.ECOM, ORDER, Bodies.RECEIPT));
        assertThat(e.processed()).isEqualTo(Processed.NO);
        assertThat(e).hasMessageContaining(ORDER);
    }

    @Test
    void anotherReceiptIsToldAsAnotherAndChangesNothing() {
        orders.addReceipt(PaymentType.ECOM, ORDER, Bodies.RECEIPT);

        StoredReceipt other = orders.addReceiptIfAbsent(PaymentType.ECOM, ORDER, OTHER_RECEIPT);
        assertThat(other).isEqualTo(new StoredReceipt(Bodies.RECEIPT, false));
        assertThatThrownBy(() -> orders.addReceipt(PaymentType.ECOM, ORDER, OTHER_RECEIPT))
                .isInstanceOf(ConflictException.class);
        assertThat(shop.receipt(ORDER)).isEqualTo(Bodies.RECEIPT_JSON);
    }

    @Test
    void manyWhoAddTheSameReceiptAtOnceAllFindItAdded() throws Exception {
        int many = 8;
        CyclicBarrier start = new CyclicBarrier(many);
        ExecutorService threads = Executors.newFixedThreadPool(many);
        try {
            List<Future<StoredReceipt>> all = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                all.add(threads.submit(() -> {
                    start.await();
                    return orders.addReceiptIfAbsent(PaymentType.ECOM, ORDER, Bodies.RECEIPT);
                }));
            }
            List<StoredReceipt> told = new ArrayList<>();
            for (Future<StoredReceipt> one : all) {
                told.add(one.get());
            }
            assertThat(told).allMatch(StoredReceipt::isSame);
            assertThat(shop.receipt(ORDER)).isEqualTo(Bodies.RECEIPT_JSON);
        } finally {
            threads.shutdownNow();
        }
    }

    // ---- an image is there for good

    @Test
    void imageOfTheSameContentCanBeAddedAgainByAnybody() {
        String first = orders.addImage(LOGO);
        String again = new Shop(simulator).orders.addImage(Image.of(Images.png(200, 200)));
        assertThat(again).isEqualTo(first);
        assertThat(simulator.images()).hasSize(1);
    }

    @Test
    void imageOfOtherContentHasAnIdOfItsOwn() {
        String first = orders.addImage(LOGO);
        assertThat(orders.addImage(Image.of(Images.jpeg(200, 200)))).isNotEqualTo(first);
        assertThat(simulator.images()).hasSize(2);
    }

    @Test
    void idOfOnesOwnThatIsTakenIsAConflictAndTheImageStays() {
        orders.addImage(LOGO.withId("logo"));
        assertThatThrownBy(() -> orders.addImage(Image.of(Images.jpeg(200, 200)).withId("logo")))
                .isInstanceOf(ConflictException.class);
        assertThat(simulator.image("logo").content()).isEqualTo(LOGO.content());
    }

    @Test
    void largestAndLowestImageIsTaken() {
        byte[] content = Arrays.copyOf(Images.png(200, 167), 2 * 1024 * 1024);
        orders.addImage(Image.of(content).withId("large"));
        assertThat(simulator.image("large").content()).isEqualTo(content);
    }

    // ---- where it is served, and what the service refuses

    @Test
    void testEnvironmentServesNothingOfItAndSaysSo() {
        try (VippsSimulator test =
                VippsSimulator.builder().orderManagementInProductionOnly().start()) {
            Shop here = new Shop(test);
            List<Runnable> calls = List.of(
                    () -> here.orders.addReceipt(PaymentType.ECOM, ORDER, Bodies.RECEIPT),
                    () -> here.orders.addReceiptIfAbsent(PaymentType.ECOM, ORDER, Bodies.RECEIPT),
                    () -> here.orders.setCategory(PaymentType.ECOM, ORDER, Bodies.CATEGORY),
                    () -> here.orders.getOrder(PaymentType.ECOM, ORDER),
                    () -> here.orders.addCategory(Bodies.ADD_CATEGORY),
                    () -> here.orders.listCategories(ORDER),
                    () -> here.orders.getCategory(Bodies.CATEGORY_ID),
                    () -> here.orders.deleteCategory(Bodies.CATEGORY_ID),
                    () -> here.orders.addImage(LOGO));
            assertThat(calls).allSatisfy(call -> {
                NotFoundException e = catchThrowableOfType(NotFoundException.class, call::run);
                assertThat(e.processed()).isEqualTo(Processed.NO);
                assertThat(e.attempts()).isEqualTo(1);
            });
            assertThat(here.time.sleeps()).isEmpty();
            assertThat(test.orders()).isEmpty();
        }
    }

    @Test
    void productionServesIt() {
        try (VippsSimulator production = VippsSimulator.builder()
                .orderManagementInProductionOnly()
                .production()
                .start()) {
            new Shop(production).orders.addReceipt(PaymentType.ECOM, ORDER, Bodies.RECEIPT);
            assertThat(production.order(ORDER).receipt()).isEqualTo(Bodies.RECEIPT_JSON);
        }
    }

    @Test
    void whatOnlyTheServiceKnowsItRefusesByField() {
        ApiException e = catchThrowableOfType(
                ApiException.class,
                () -> orders.setCategory(
                        PaymentType.of("CARD"),
                        ORDER,
                        Bodies.CATEGORY.toBuilder()
                                .category(CategoryType.of("PARKING"))
                                .build()));
        assertThat(e.status()).isEqualTo(400);
        assertThat(e.error().extraDetails()).hasSize(2);
        assertThat(e.error().traceId()).startsWith("00-");
        assertThat(e).hasMessageContaining("PaymentType: must be one of ECOM, RECURRING");
        assertThat(shop.requests(ApiOperation.CATEGORY_SET)).isEqualTo(1);
    }
}
