package io.github.vipps4j.core;

import static io.github.vipps4j.core.Currency.DKK;
import static io.github.vipps4j.core.Currency.EUR;
import static io.github.vipps4j.core.Currency.NOK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.github.vipps4j.core.Receipt.PaymentSource;
import io.github.vipps4j.testsupport.FieldDefect;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptTest {
    private static final TaxRate TAX = TaxRate.ofPercent("25");

    private static Amount nok(long value) {
        return Amount.ofMinor(value, NOK);
    }

    private static OrderLine.Builder socks() {
        return OrderLine.builder()
                .name("Wool socks")
                .id("sku-1")
                .totalAmount(nok(15_000))
                .taxRate(TAX);
    }

    private static OrderLine line(OrderLine.Builder line) {
        return Receipt.builder().orderLine(line).build().orderLines().get(0);
    }

    private static Receipt receipt(OrderLine.Builder... lines) {
        Receipt.Builder receipt = Receipt.builder();
        for (OrderLine.Builder line : lines) {
            receipt.orderLine(line);
        }
        return receipt.build();
    }

    private static List<Violation> refused(Receipt.Builder builder) {
        InvalidRequestException refusal = catchThrowableOfType(InvalidRequestException.class, builder::build);
        assertThat(refusal).as("the refusal").isNotNull();
        return refusal.violations();
    }

    private static List<Violation> refusedLine(OrderLine.Builder line) {
        return refused(Receipt.builder().orderLine(line));
    }

    @ParameterizedTest
    @CsvSource({
        // total, rate, without tax, tax
        "15000, 25, 12000, 3000",
        "9900, 25, 7920, 1980",
        "12550, 25.5, 10000, 2550",
        "100, 25.5, 80, 20",
        "1, 25.5, 1, 0",
        "2000, 25.5, 1594, 406",
        "11500, 15, 10000, 1500",
        "999, 15, 869, 130",
        "11200, 12, 10000, 1200",
        "999, 12, 892, 107",
        "999, 0, 999, 0",
        "0, 25, 0, 0",
        // halves go up
        "1, 100, 1, 0",
        "3, 100, 2, 1",
        "5, 100, 3, 2",
        // beyond what a double or a long holds on the way
        "9007199254740993, 25.5, 7177051198996807, 1830148055744186",
        "9223372036854775807, 25, 7378697629483820646, 1844674407370955161"
    })
    @FieldDefect(42)
    void sumsFollowFromTheTotalAndTheRateExactly(long total, String rate, long net, long tax) {
        OrderLine line = line(socks().totalAmount(nok(total)).taxRate(TaxRate.ofPercent(rate)));

        assertThat(line.totalAmount()).isEqualTo(nok(total));
        assertThat(line.totalAmountExcludingTax()).isEqualTo(nok(net));
        assertThat(line.totalTaxAmount()).isEqualTo(nok(tax));
    }

    @Test
    void ofTwoSumsOneIsEnough() {
        OrderLine withNet = line(socks().totalAmountExcludingTax(nok(12_001)));
        OrderLine withTax = line(socks().totalTaxAmount(nok(2_999)));

        assertThat(withNet).isEqualTo(withTax);
        assertThat(withNet.totalTaxAmount()).isEqualTo(nok(2_999));
        assertThat(withTax.totalAmountExcludingTax()).isEqualTo(nok(12_001));
    }

    @ParameterizedTest
    @CsvSource({"12000, 3000", "12001, 2999", "11999, 3001"})
    void sumsThatAreGivenAreKept(long net, long tax) {
        OrderLine line = line(socks().totalAmountExcludingTax(nok(net)).totalTaxAmount(nok(tax)));

        assertThat(line.totalAmountExcludingTax()).isEqualTo(nok(net));
        assertThat(line.totalTaxAmount()).isEqualTo(nok(tax));
    }

    @ParameterizedTest
    @CsvSource({
        "12000, 3001",
        "12000, 2999",
        "12001, 3000",
        "15000, 15000",
        "0, 0",
        "12000, 9223372036854775807",
        "15001, 0"
    })
    @FieldDefect(42)
    void sumsThatDoNotAddUpAreRefused(long net, long tax) {
        assertThat(refusedLine(socks().totalAmountExcludingTax(nok(net)).totalTaxAmount(nok(tax))))
                .containsExactly(new Violation(
                        "orderLines[0].totalAmount", "must be totalAmountExcludingTax plus totalTaxAmount"));
    }

    @ParameterizedTest
    @CsvSource({
        // total, tax, rate: one off is rounding, more is not
        "15000, 3000, 25, true",
        "15000, 2999, 25, true",
        "15000, 3001, 25, true",
        "15000, 3002, 25, false",
        "15000, 2998, 25, false",
        "12550, 2550, 25.5, true",
        "12550, 2500, 25.5, false",
        "12550, 2600, 25.5, false",
        "100, 0, 0, true",
        "100, 1, 0, true",
        "100, 2, 0, false",
        "9223372036854775807, 1844674407370955161, 25, true",
        "9223372036854775807, 1844674407370955164, 25, false"
    })
    @FieldDefect(42)
    void aTaxIsWithinOneMinorUnitOfItsRate(long total, long tax, String rate, boolean agrees) {
        OrderLine.Builder line =
                socks().totalAmount(nok(total)).totalTaxAmount(nok(tax)).taxRate(TaxRate.ofPercent(rate));

        if (agrees) {
            assertThat(line(line).totalTaxAmount()).isEqualTo(nok(tax));
        } else {
            assertThat(refusedLine(line))
                    .containsExactly(new Violation(
                            "orderLines[0].totalTaxAmount",
                            "must be within 1 minor unit of totalAmountExcludingTax times taxRate"));
        }
    }

    @Test
    void aPartIsNotMoreThanTheWhole() {
        assertThat(refusedLine(socks().totalTaxAmount(nok(15_001))))
                .contains(new Violation("orderLines[0].totalTaxAmount", "must not be more than totalAmount"));
        assertThat(refusedLine(socks().totalAmountExcludingTax(nok(15_001))))
                .contains(new Violation("orderLines[0].totalAmountExcludingTax", "must not be more than totalAmount"));
    }

    @Test
    @FieldDefect(42)
    void returnLinesCountNegativeInAllSums() {
        Receipt receipt = receipt(
                socks().discount(nok(5_000)),
                socks().name("Delivery").totalAmount(nok(9_900)).isShipping(true),
                socks().totalAmount(nok(10_000)).discount(nok(1_000)).isReturn(true));

        assertThat(receipt.total()).isEqualTo(nok(15_000 + 9_900 - 10_000));
        assertThat(receipt.totalTax()).isEqualTo(nok(3_000 + 1_980 - 2_000));
        assertThat(receipt.totalDiscount()).isEqualTo(nok(5_000 - 1_000));
    }

    @Test
    void aReceiptOfReturnsIsNegative() {
        assertThat(receipt(socks().isReturn(true)).total()).isEqualTo(nok(-15_000));
    }

    @Test
    void theTipIsNotInTheTotal() {
        Receipt receipt =
                Receipt.builder().orderLine(socks()).tipAmount(nok(2_000)).build();

        assertThat(receipt.total()).isEqualTo(nok(15_000));
        assertThat(receipt.tipAmount()).isEqualTo(nok(2_000));
    }

    @Test
    @FieldDefect(42)
    void aTotalThatIsNotThePaymentsIsToldWithBothSums() {
        Receipt receipt = receipt(socks(), socks());

        assertThatCode(() -> receipt.requireTotal(nok(30_000))).doesNotThrowAnyException();
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> receipt.requireTotal(nok(30_001)))
                .withMessage("Receipt is invalid: orderLines must add up to 300.01 NOK, but the lines add up to "
                        + "300.00 NOK. Nothing was sent.");
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> receipt.requireTotal(Amount.ofMinor(30_000, DKK)))
                .withMessageContaining("300.00 DKK")
                .withMessageContaining("300.00 NOK");
    }

    @Test
    void anEmptyReceiptIsRefused() {
        assertThat(refused(Receipt.builder()))
                .containsExactly(new Violation("orderLines", "must have at least one line"));
    }

    @Test
    void allThatIsMissingInALineIsToldAtOnce() {
        assertThat(refusedLine(OrderLine.builder()))
                .containsExactly(
                        new Violation("orderLines[0].name", "is required"),
                        new Violation("orderLines[0].id", "is required"),
                        new Violation("orderLines[0].totalAmount", "is required"),
                        new Violation("orderLines[0].taxRate", "is required"));
    }

    @Test
    void allThatIsWrongInAnyLineIsToldAtOnceWithItsNumberAndNoValueIsQuoted() {
        Receipt.Builder receipt = Receipt.builder()
                .orderLine(socks())
                .orderLine(socks().name(" ").totalTaxAmount(nok(7_777)))
                .orderLine(socks())
                .orderLine(socks().unitInfo("7,777", QuantityUnit.KG, nok(-7_777)))
                .orderLine(socks().totalAmount(Amount.ofMinor(7_777, EUR)))
                .tipAmount(nok(-7_777))
                .barcode(Barcode.code39("secret"));

        InvalidRequestException refusal = catchThrowableOfType(InvalidRequestException.class, receipt::build);

        assertThat(refusal.violations())
                .extracting(Violation::field)
                .containsExactly(
                        "orderLines[1].name",
                        "orderLines[1].totalTaxAmount",
                        "orderLines[3].unitInfo.quantity",
                        "orderLines[3].unitInfo.unitPrice",
                        "orderLines[4].totalAmount",
                        "bottomLine.tipAmount",
                        "bottomLine.barcode.data");
        assertThat(refusal.toString())
                .startsWith(InvalidRequestException.class.getName() + ": Receipt is invalid: ")
                .doesNotContain("7777")
                .doesNotContain("7,777")
                .doesNotContain("secret");
    }

    @Test
    void aRefusalIsTheSameHoweverOftenItIsBuilt() {
        Receipt.Builder receipt = Receipt.builder().orderLine(OrderLine.builder());

        assertThat(refused(receipt)).isEqualTo(refused(receipt)).hasSize(4);
    }

    static Stream<UnaryOperator<OrderLine.Builder>> negativeAmounts() {
        return Stream.of(
                line -> line.totalAmount(nok(-1)),
                line -> line.totalAmount(nok(-1)).isReturn(true),
                line -> line.totalAmountExcludingTax(nok(-1)),
                line -> line.totalTaxAmount(nok(-1)),
                line -> line.unitInfo("1", QuantityUnit.PCS, nok(-1)),
                line -> line.discount(nok(-1)),
                line -> line.discount(nok(Long.MIN_VALUE)));
    }

    @ParameterizedTest
    @MethodSource("negativeAmounts")
    void noAmountOfALineIsNegative(UnaryOperator<OrderLine.Builder> change) {
        assertThat(refusedLine(change.apply(socks())))
                .extracting(Violation::rule)
                .containsExactly("must be at least 0 minor units");
    }

    static Stream<UnaryOperator<OrderLine.Builder>> foreignAmounts() {
        Amount krone = Amount.ofMinor(1, DKK);
        return Stream.of(
                line -> line.totalAmountExcludingTax(krone),
                line -> line.totalTaxAmount(krone),
                line -> line.unitInfo("1", QuantityUnit.PCS, krone),
                line -> line.discount(krone));
    }

    @ParameterizedTest
    @MethodSource("foreignAmounts")
    void aLineHasOneCurrency(UnaryOperator<OrderLine.Builder> change) {
        assertThat(refusedLine(change.apply(socks())))
                .extracting(Violation::rule)
                .containsExactly("must be in the currency of totalAmount");
    }

    @Test
    void aReceiptHasOneCurrency() {
        Amount krone = Amount.ofMinor(1, DKK);
        Receipt.Builder receipt = Receipt.builder()
                .orderLine(OrderLine.builder())
                .orderLine(socks())
                .orderLine(socks().totalAmount(krone))
                .tipAmount(krone)
                .paymentSource(PaymentSource.VOUCHER, krone);

        assertThat(refused(receipt))
                .filteredOn(violation -> violation.rule().equals("must be in the currency of the first line"))
                .extracting(Violation::field)
                .containsExactly(
                        "orderLines[2].totalAmount", "bottomLine.tipAmount", "bottomLine.paymentSources.voucher");
    }

    @ParameterizedTest
    @ValueSource(longs = {10_001, -1, Long.MAX_VALUE, Long.MIN_VALUE, -10_000})
    void aTaxIsZeroToAHundredPercent(long hundredths) {
        assertThat(line(socks().taxRate(TaxRate.ofHundredths(10_000))).totalTaxAmount())
                .isEqualTo(nok(7_500));
        assertThat(refused(Receipt.builder()
                        .orderLine(socks())
                        .orderLine(socks().taxRate(TaxRate.ofHundredths(hundredths)))))
                .containsExactly(new Violation("orderLines[1].taxRate", "must be 0 to 100 %"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "2", "0.822", "2.5", "2.50", "007", "1.12345678", "1234567890", "12345678.9"})
    void aQuantityIsKeptAsItWasWritten(String quantity) {
        assertThat(line(socks().unitInfo(quantity, QuantityUnit.KG, nok(0))).quantity())
                .isEqualTo(quantity);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "0.123456789",
                ".123456789",
                "12345678901",
                "1234567.890",
                "2,5",
                "-1",
                "+1",
                "1.",
                ".5",
                "1.2.3",
                "1e3",
                "1 000",
                "٢",
                "2\n"
            })
    void aQuantityOfAnythingElseIsRefused(String quantity) {
        assertThat(refusedLine(socks().unitInfo(quantity, QuantityUnit.KG, nok(0))))
                .containsExactly(new Violation(
                        "orderLines[0].unitInfo.quantity",
                        "must be digits with at most 8 decimals after a point, of at most 10 characters"));
    }

    @Test
    void quantityAndPriceAreNotReckonedWith() {
        OrderLine line = line(socks().unitInfo("0.822", QuantityUnit.PCS, nok(0)));

        assertThat(line.totalAmount()).isEqualTo(nok(15_000));
        assertThat(line.unitPrice()).isEqualTo(nok(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.com/store/socks", "https://blåbær.example.com/ a", "myshop://socks"})
    void noApiSaysWhatAProductUrlIs(String url) {
        assertThat(line(socks().productUrl(url)).productUrl()).isEqualTo(url);
    }

    @Test
    void textsHaveNoLimit() {
        String text = "æ".repeat(10_000);
        Receipt receipt = Receipt.builder()
                .orderLine(socks().name(text).id(text).productUrl(text))
                .posId(text)
                .receiptNumber(text)
                .build();

        assertThat(receipt.orderLines().get(0).name()).isEqualTo(text);
        assertThat(receipt.posId()).isEqualTo(text);
        assertThat(receipt.receiptNumber()).isEqualTo(text);
    }

    @Test
    void aPaymentSourceMayBeAnythingAndIsReplacedByItsNext() {
        Receipt receipt = Receipt.builder()
                .orderLine(socks())
                .paymentSource(PaymentSource.CARD, nok(1))
                .paymentSource(PaymentSource.CARD, nok(20_000))
                .paymentSource(PaymentSource.CASH, nok(-5_000))
                .build();

        assertThat(receipt.paymentSources())
                .isEqualTo(Map.of(PaymentSource.CARD, nok(20_000), PaymentSource.CASH, nok(-5_000)));
    }

    static Stream<Barcode> goodBarcodes() {
        return Stream.of(
                Barcode.ean13("123456"),
                Barcode.ean13("4006381333931"),
                Barcode.ean13("400638133393"),
                Barcode.code39("ABC-123 $/+%."),
                Barcode.code128("2026070117"),
                Barcode.code128("abc\tDEF~"));
    }

    @ParameterizedTest
    @MethodSource("goodBarcodes")
    void aBarcodeHoldsWhatItsFormatCan(Barcode barcode) {
        assertThat(Receipt.builder().orderLine(socks()).barcode(barcode).build().barcode())
                .isEqualTo(barcode);
    }

    static Stream<Barcode> badBarcodes() {
        return Stream.of(
                Barcode.ean13(""),
                Barcode.ean13("4006381333932"),
                Barcode.ean13("4006381333391"),
                Barcode.ean13("40063813339310"),
                Barcode.ean13("400638133393X"),
                Barcode.ean13("٤٠٠٦٣٨"),
                Barcode.code39(""),
                Barcode.code39("abc"),
                Barcode.code39("ABC*"),
                Barcode.code39("ÆØÅ"),
                Barcode.code128(""),
                Barcode.code128("æøå"));
    }

    @ParameterizedTest
    @MethodSource("badBarcodes")
    void whatABarcodesFormatCannotHoldIsRefused(Barcode barcode) {
        assertThat(refused(Receipt.builder().orderLine(socks()).barcode(barcode)))
                .extracting(Violation::field)
                .containsExactly("bottomLine.barcode.data");
    }

    @Test
    void sumsThatFitNowhereAreRefused() {
        OrderLine.Builder most = socks().totalAmount(nok(Long.MAX_VALUE));

        assertThat(refused(Receipt.builder().orderLine(most).orderLine(most)))
                .containsExactly(new Violation("orderLines", "must have sums that fit into 64 bits of minor units"));
        assertThat(receipt(most, socks().totalAmount(nok(Long.MAX_VALUE)).isReturn(true))
                        .total())
                .isEqualTo(nok(0));
    }

    @Test
    void aLinesBuilderMayBeUsedAgain() {
        OrderLine.Builder line = socks();
        Receipt.Builder receipt = Receipt.builder().orderLine(line);
        line.name("Mittens").totalAmount(nok(100));

        assertThat(receipt.orderLine(line).build().orderLines())
                .extracting(OrderLine::name, OrderLine::totalAmount)
                .containsExactly(tuple("Wool socks", nok(15_000)), tuple("Mittens", nok(100)));
    }

    @Test
    void aBuilderHasEverythingThatTheReceiptSays() {
        Receipt receipt = full();

        assertThat(receipt.toBuilder().build()).isEqualTo(receipt).hasSameHashCodeAs(receipt);
        assertThat(receipt.toBuilder().posId("pos-4").build()).isNotEqualTo(receipt);
        assertThat(receipt.toBuilder().orderLine(socks()).build().orderLines()).hasSize(3);
        assertThat(receipt.orderLines()).hasSize(2);
    }

    @Test
    void sumsThatWereComputedAreComputedAgainAndGivenOnesAreNot() {
        OrderLine computed = line(socks());
        OrderLine given = line(socks().totalTaxAmount(nok(2_999)));

        assertThat(line(computed.toBuilder().totalAmount(nok(12_500))).totalTaxAmount())
                .isEqualTo(nok(2_500));
        assertThat(line(computed.toBuilder().taxRate(TaxRate.ofPercent("15"))).totalTaxAmount())
                .isEqualTo(nok(1_957));
        assertThat(refusedLine(given.toBuilder().totalAmount(nok(12_500))))
                .extracting(Violation::field)
                .containsExactly("orderLines[0].totalAmount");
    }

    @Test
    void everyPartMakesADifference() {
        assertThat(Stream.<UnaryOperator<OrderLine.Builder>>of(
                                line -> line.name("x"),
                                line -> line.id("x"),
                                line -> line.totalAmount(nok(1)),
                                line -> line.totalTaxAmount(nok(2_999)),
                                line -> line.taxRate(TaxRate.ofPercent("24.99")),
                                line -> line.unitInfo("2.0", QuantityUnit.PCS, nok(10_000)),
                                line -> line.unitInfo("2", QuantityUnit.KG, nok(10_000)),
                                line -> line.unitInfo("2", QuantityUnit.PCS, nok(9_999)),
                                line -> line.discount(nok(0)),
                                line -> line.productUrl("x"),
                                line -> line.isReturn(true),
                                line -> line.isShipping(true))
                        .map(change -> line(change.apply(socks().unitInfo("2", QuantityUnit.PCS, nok(10_000))))))
                .doesNotHaveDuplicates()
                .doesNotContain(line(socks().unitInfo("2", QuantityUnit.PCS, nok(10_000))));
    }

    @Test
    void whatWasBoughtIsNotPrinted() {
        Receipt receipt = full();

        assertThat(receipt).hasToString("Receipt[receiptNumber=20260701-17, orderLines=2, currency=NOK]");
        assertThat(receipt.orderLines().get(0)).hasToString("OrderLine[id=sku-1, totalAmount=150.00 NOK]");
        assertThat(receipt.barcode()).hasToString("Barcode[format=CODE 128]");
    }

    @Test
    void nothingOfAReceiptCanBeChanged() {
        Receipt receipt = full();

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> receipt.orderLines().clear());
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> receipt.paymentSources().clear());
    }

    private static Receipt full() {
        return Receipt.builder()
                .orderLine(socks().unitInfo("2", QuantityUnit.PCS, nok(10_000))
                        .discount(nok(5_000))
                        .productUrl("https://shop.example.com/socks"))
                .orderLine(socks().totalTaxAmount(nok(2_999)).isReturn(true).isShipping(true))
                .tipAmount(nok(0))
                .posId("pos-3")
                .paymentSource(PaymentSource.GIFT_CARD, nok(200))
                .barcode(Barcode.code128("2026070117"))
                .receiptNumber("20260701-17")
                .build();
    }
}
