package io.github.vipps4j.ordermanagement;

import static io.github.vipps4j.ordermanagement.Bodies.ORDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.ConflictException;
import io.github.vipps4j.core.OrderLine;
import io.github.vipps4j.core.PermissionException;
import io.github.vipps4j.core.QuantityUnit;
import io.github.vipps4j.core.Receipt;
import io.github.vipps4j.core.Receipt.PaymentSource;
import io.github.vipps4j.core.TaxRate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AddReceiptIfAbsentTest {
    private final VippsServer server = new VippsServer();
    private final OrderManagementClient orders = server.orders();

    @AfterEach
    void close() {
        server.close();
    }

    private StoredReceipt add() {
        return orders.addReceiptIfAbsent(PaymentType.ECOM, ORDER, Bodies.RECEIPT);
    }

    @Test
    void firstReceiptIsTheSame() {
        server.answer(201, Bodies.GUID);
        assertThat(add()).isEqualTo(new StoredReceipt(Bodies.RECEIPT, true));
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void secondOneIsTheSameIfItSaysTheSame() {
        server.answer(409, Bodies.error("Conflict")).answer(200, Bodies.order(Bodies.STORED_RECEIPT));
        StoredReceipt there = add();
        assertThat(there.isSame()).isTrue();
        assertThat(there.receipt().orderLines()).hasSize(4);
    }

    @Test
    void secondOneIsNotTheSameIfItSaysAnythingElse() {
        server.answer(409, Bodies.error("Conflict")).answer(200, Bodies.order(Bodies.OTHER_RECEIPT));
        StoredReceipt there = add();
        assertThat(there.isSame()).isFalse();
        assertThat(there.receipt().orderLines().get(0).name()).isEqualTo("gloves");
    }

    @Test
    void plainAddTellsTheConflictWithoutLooking() {
        server.answer(409, Bodies.error("Conflict"));
        assertThatThrownBy(() -> orders.addReceipt(PaymentType.ECOM, ORDER, Bodies.RECEIPT))
                .isInstanceOf(ConflictException.class);
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void conflictWithoutAReceiptIsToldAsAConflict() {
        server.answer(409, Bodies.error("Conflict")).answer(200, "{}");
        assertThatThrownBy(this::add).isInstanceOf(ConflictException.class).hasNoSuppressedExceptions();
    }

    @Test
    void receiptThatCannotBeReadIsToldAsAConflictWithItsReason() {
        server.answer(409, Bodies.error("Conflict")).answer(403, "");
        ConflictException e = catchThrowableOfType(ConflictException.class, this::add);
        assertThat(e.getSuppressed()).singleElement().isInstanceOf(PermissionException.class);
    }

    private static OrderLine.Builder line() {
        return OrderLine.builder()
                .name("socks")
                .id("s-1")
                .totalAmount(Bodies.nok(1_000))
                .taxRate(TaxRate.ofPercent("25"));
    }

    private static Receipt.Builder with(OrderLine.Builder line) {
        return Receipt.builder().orderLine(line);
    }

    static Stream<Receipt> sayTheSame() {
        return Stream.of(
                with(line().discount(Bodies.nok(0))).build(),
                with(line().productUrl("")).build(),
                with(line()).tipAmount(Bodies.nok(0)).build(),
                with(line()).posId("").receiptNumber("").build(),
                with(line()).paymentSource(PaymentSource.CASH, Bodies.nok(0)).build(),
                with(line().unitInfo("1", QuantityUnit.PCS, Bodies.nok(1_000))).build(),
                with(line().unitInfo("1.0", QuantityUnit.PCS, Bodies.nok(0))).build());
    }

    @ParameterizedTest
    @MethodSource("sayTheSame")
    void whatIsAssumedMayBeSaidOrNot(Receipt receipt) {
        assertThat(SameReceipt.isSame(with(line()).build(), receipt)).isTrue();
        assertThat(SameReceipt.isSame(receipt, with(line()).build())).isTrue();
    }

    static Stream<Receipt> saySomethingElse() {
        return Stream.of(
                with(line().name("Socks")).build(),
                with(line().id("s-2")).build(),
                with(line().totalAmount(Bodies.nok(1_001))).build(),
                with(line().taxRate(TaxRate.ofPercent("15"))).build(),
                with(line().discount(Bodies.nok(1))).build(),
                with(line().isReturn(true)).build(),
                with(line().isShipping(true)).build(),
                with(line().productUrl("https://shop.example/socks")).build(),
                with(line().unitInfo("2", QuantityUnit.PCS, Bodies.nok(500))).build(),
                with(line().unitInfo("1", QuantityUnit.KG, Bodies.nok(1_000))).build(),
                with(line()).orderLine(line()).build(),
                with(line()).tipAmount(Bodies.nok(1)).build(),
                with(line()).posId("1").build(),
                with(line()).receiptNumber("1").build(),
                with(line()).paymentSource(PaymentSource.CASH, Bodies.nok(1)).build());
    }

    @ParameterizedTest
    @MethodSource("saySomethingElse")
    void whateverACustomerWouldSeeMakesItAnother(Receipt receipt) {
        assertThat(SameReceipt.isSame(with(line()).build(), receipt)).isFalse();
    }

    private static boolean isSameQuantity(String one, String other) {
        return SameReceipt.isSame(quantity(one), quantity(other));
    }

    /** As it may be read: unchecked. */
    private static Receipt quantity(String quantity) {
        OrderLine line = with(line()).build().orderLines().get(0);
        Receipt receipt = with(line()).build();
        return new Receipt(
                receipt.currency(),
                List.of(new OrderLine(
                        line.name(),
                        line.id(),
                        line.totalAmount(),
                        line.totalAmountExcludingTax(),
                        line.totalTaxAmount(),
                        line.taxRate(),
                        quantity,
                        null,
                        null,
                        null,
                        null,
                        false,
                        false)),
                null,
                null,
                Map.of(),
                null,
                null);
    }

    @Test
    void priceOfOnePieceIsTheSameOnlyIfBothSayTheSame() {
        Receipt one =
                with(line().unitInfo("1", QuantityUnit.PCS, Bodies.nok(1_000))).build();
        Receipt other =
                with(line().unitInfo("1", QuantityUnit.PCS, Bodies.nok(1_100))).build();
        assertThat(SameReceipt.isSame(one, other)).isFalse();
    }

    @Test
    void quantitiesAreTheSameIfTheNumbersAre() {
        assertThat(isSameQuantity("2", "2.0")).isTrue();
        assertThat(isSameQuantity("2.50", "02.5")).isTrue();
        assertThat(isSameQuantity("0.822", "00.8220")).isTrue();
        assertThat(isSameQuantity("0", "0.0")).isTrue();
        assertThat(isSameQuantity("10", "1")).isFalse();
        assertThat(isSameQuantity("100", "10")).isFalse();
        assertThat(isSameQuantity("2.5", "25")).isFalse();
        assertThat(isSameQuantity("", ".")).isTrue();
        assertThat(isSameQuantity("many", "2")).isFalse();
    }
}
