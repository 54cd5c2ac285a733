package io.github.vipps4j.core.support;

import static io.github.vipps4j.core.Currency.NOK;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.Barcode;
import io.github.vipps4j.core.Currency;
import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.OrderLine;
import io.github.vipps4j.core.QuantityUnit;
import io.github.vipps4j.core.Receipt;
import io.github.vipps4j.core.Receipt.PaymentSource;
import io.github.vipps4j.core.TaxRate;
import io.github.vipps4j.core.Violation;
import io.github.vipps4j.testsupport.FieldDefect;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptsTest {
    private static final TaxRate TAX = TaxRate.ofPercent("25");

    /** One discounted line, the shipping, and a bottom line. */
    private static final String SOCKS = """
            {"orderLines":[
              {"name":"Wool socks","id":"sku-1","totalAmount":15000,"totalAmountExcludingTax":12000,
               "totalTaxAmount":3000,"taxRate":2500,
               "unitInfo":{"unitPrice":10000,"quantity":"2","quantityUnit":"PCS"},"discount":5000},
              {"name":"Delivery","id":"ship","totalAmount":9900,"totalAmountExcludingTax":7920,
               "totalTaxAmount":1980,"taxRate":2500,"isShipping":true}],
             "bottomLine":{"currency":"NOK","posId":"pos-3","barcode":{"format":"CODE 128","data":"2026070117"},
               "receiptNumber":"20260701-17"}}
            """;

    /** Order Management 2.1's example, with its deprecated percentages. */
    private static final String OFFICIAL = """
            {"orderLines":[
              {"name":"socks","id":"line_item_1","totalAmount":1000,"totalAmountExcludingTax":800,
               "totalTaxAmount":200,"taxPercentage":25,
               "unitInfo":{"unitPrice":400,"quantity":"2.5","quantityUnit":"KG"},
               "discount":0,"productUrl":"https://example.com/store/socks","isReturn":false,"isShipping":false},
              {"name":"flip-flops","id":"line_item_2","totalAmount":5000,"totalAmountExcludingTax":4000,
               "totalTaxAmount":1000,"taxPercentage":25,
               "unitInfo":{"unitPrice":2500,"quantity":"3","quantityUnit":"PCS"},
               "discount":2500,"productUrl":"https://example.com/store/flipflops","isReturn":false,"isShipping":false},
              {"name":"Home Delivery","id":"delivery","totalAmount":1000,"totalAmountExcludingTax":800,
               "totalTaxAmount":200,"taxPercentage":25,"discount":0,"isReturn":false,"isShipping":true}],
             "bottomLine":{"currency":"NOK","tipAmount":0,"posId":"pos_122",
               "paymentSources":{"giftCard":0,"card":0,"voucher":0,"cash":0},
               "barcode":{"format":"CODE 39","data":"SC0527013501 "},"receiptNumber":"0527013501"}}
            """;

    private static Amount nok(long value) {
        return Amount.ofMinor(value, NOK);
    }

    private static Receipt socks() {
        return Receipt.builder()
                .orderLine(OrderLine.builder()
                        .name("Wool socks")
                        .id("sku-1")
                        .totalAmount(nok(15_000))
                        .taxRate(TAX)
                        .unitInfo("2", QuantityUnit.PCS, nok(10_000))
                        .discount(nok(5_000)))
                .orderLine(OrderLine.builder()
                        .name("Delivery")
                        .id("ship")
                        .totalAmount(nok(9_900))
                        .taxRate(TAX)
                        .isShipping(true))
                .posId("pos-3")
                .barcode(Barcode.code128("2026070117"))
                .receiptNumber("20260701-17")
                .build();
    }

    /** As it may be read: the first line has no tax rate, the second a total that is not its parts'. */
    private static Receipt unchecked(Currency currency) {
        OrderLine socks = new OrderLine(
                "", "sku-1", nok(1_000), nok(800), nok(200), null, null, null, null, null, null, false, false);
        OrderLine delivery = new OrderLine(
                "Delivery", "ship", nok(1_000), nok(800), nok(100), TAX, null, null, null, null, null, false, true);
        return new Receipt(
                currency, List.of(socks, delivery), nok(-1), null, Map.of(), new Barcode("EAN-13", "x"), null);
    }

    private static List<Violation> found(String prefix, Receipt receipt) {
        Violations violations = new Violations();
        Receipts.check(violations, prefix, receipt);
        return violations.isEmpty()
                ? List.of()
                : catchThrowableOfType(InvalidRequestException.class, () -> violations.throwIfAny("Receipt"))
                        .violations();
    }

    @Test
    void whatWasNotMadeByItsBuilderIsCheckedByLineAndField() {
        assertThat(found("receipt.", unchecked(NOK)))
                .extracting(Violation::field)
                .containsExactly(
                        "receipt.orderLines[0].name",
                        "receipt.orderLines[0].taxRate",
                        "receipt.orderLines[1].totalAmount",
                        "receipt.bottomLine.tipAmount",
                        "receipt.bottomLine.barcode.data");
        assertThat(found("", new Receipt(NOK, List.of(), null, null, Map.of(), null, null)))
                .containsExactly(new Violation("orderLines", "must have at least one line"));
        assertThat(found("", socks())).isEmpty();
        assertThat(found("", official())).isEmpty();
    }

    @Test
    void currencyOfAReceiptIsThatOfItsLines() {
        Receipt other = new Receipt(Currency.DKK, socks().orderLines(), null, null, Map.of(), null, null);
        assertThat(found("", other))
                .containsExactly(new Violation("bottomLine.currency", "must be the currency of the lines"));
    }

    /** Java lets a caller do so. */
    @Test
    @SuppressWarnings("NullAway")
    void lineWithoutItsTotalIsRefusedLikeAnyOther() {
        OrderLine line = new OrderLine(
                "Socks", "sku-1", null, nok(800), nok(200), TAX, null, null, null, null, null, false, false);
        assertThat(found("", new Receipt(NOK, List.of(line), null, null, Map.of(), null, null)))
                .containsExactly(new Violation("orderLines[0].totalAmount", "is required"));
    }

    private static Receipt official() {
        return Receipt.builder()
                .orderLine(OrderLine.builder()
                        .name("socks")
                        .id("line_item_1")
                        .totalAmount(nok(1_000))
                        .taxRate(TAX)
                        .unitInfo("2.5", QuantityUnit.KG, nok(400))
                        .discount(nok(0))
                        .productUrl("https://example.com/store/socks"))
                .orderLine(OrderLine.builder()
                        .name("flip-flops")
                        .id("line_item_2")
                        .totalAmount(nok(5_000))
                        .taxRate(TAX)
                        .unitInfo("3", QuantityUnit.PCS, nok(2_500))
                        .discount(nok(2_500))
                        .productUrl("https://example.com/store/flipflops"))
                .orderLine(OrderLine.builder()
                        .name("Home Delivery")
                        .id("delivery")
                        .totalAmount(nok(1_000))
                        .taxRate(TAX)
                        .discount(nok(0))
                        .isShipping(true))
                .tipAmount(nok(0))
                .posId("pos_122")
                .paymentSource(PaymentSource.CASH, nok(0))
                .paymentSource(PaymentSource.VOUCHER, nok(0))
                .paymentSource(PaymentSource.CARD, nok(0))
                .paymentSource(PaymentSource.GIFT_CARD, nok(0))
                .barcode(Barcode.code39("SC0527013501 "))
                .receiptNumber("0527013501")
                .build();
    }

    private static Receipt read(String json) {
        return Receipts.read(JsonReader.object(json.getBytes(UTF_8)));
    }

    private static String written(Receipt receipt) {
        return new String(Json.bytes(Receipts.json(receipt)), UTF_8);
    }

    private static String compact(String json) {
        return json.replaceAll("\\n *", "");
    }

    /** A receipt whose line and bottom line have these fields too. */
    private static Receipt read(String ofLine, String ofBottomLine) {
        return read("""
                {"orderLines":[{"name":"n","id":"i","totalAmount":125,"totalAmountExcludingTax":100,"totalTaxAmount":25%s}],
                 "bottomLine":{"currency":"NOK"%s}}""".formatted(ofLine, ofBottomLine));
    }

    private static OrderLine line(String fields) {
        return read(fields, "").orderLines().get(0);
    }

    @Test
    void theDocumentedExampleIsSentInTheApisOwnWords() {
        assertThat(written(socks())).isEqualTo(compact(SOCKS));
    }

    @Test
    @FieldDefect(42)
    void onlyTheTaxRateIsWrittenAndItHasTwoDecimals() {
        Receipt receipt = Receipt.builder()
                .orderLine(OrderLine.builder()
                        .name("Sukat")
                        .id("sku-1")
                        .totalAmount(Amount.ofMinor(12_550, Currency.EUR))
                        .taxRate(TaxRate.ofPercent("25.5"))
                        .isReturn(true))
                .build();

        assertThat(written(receipt))
                .isEqualTo("{\"orderLines\":[{\"name\":\"Sukat\",\"id\":\"sku-1\",\"totalAmount\":12550,"
                        + "\"totalAmountExcludingTax\":10000,\"totalTaxAmount\":2550,\"taxRate\":2550,\"isReturn\":true}],"
                        + "\"bottomLine\":{\"currency\":\"EUR\"}}");
    }

    @Test
    void paymentSourcesAreWrittenInOneOrderHoweverTheyWereGiven() {
        assertThat(written(official()))
                .endsWith("\"bottomLine\":{\"currency\":\"NOK\",\"tipAmount\":0,\"posId\":\"pos_122\","
                        + "\"paymentSources\":{\"giftCard\":0,\"card\":0,\"voucher\":0,\"cash\":0},"
                        + "\"barcode\":{\"format\":\"CODE 39\",\"data\":\"SC0527013501 \"},"
                        + "\"receiptNumber\":\"0527013501\"}}");
    }

    @Test
    void theDocumentedExamplesAreRead() {
        assertThat(read(SOCKS)).isEqualTo(socks()).hasSameHashCodeAs(socks());
        assertThat(read(OFFICIAL)).isEqualTo(official()).hasSameHashCodeAs(official());
        assertThat(read(OFFICIAL).total()).isEqualTo(nok(7_000));
        assertThat(read(OFFICIAL).totalTax()).isEqualTo(nok(1_400));
        assertThat(read(OFFICIAL).totalDiscount()).isEqualTo(nok(2_500));
    }

    @Test
    void whatWasReadCanBeSentAgain() {
        assertThat(read(written(read(OFFICIAL)))).isEqualTo(official());
        assertThat(read(OFFICIAL).toBuilder().build()).isEqualTo(official());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"taxRate\":2550' | 2550",
                "'\"taxRate\":\"2550\"' | 2550",
                "'\"taxPercentage\":25' | 2500",
                "'\"taxRate\":2550,\"taxPercentage\":26' | 2550",
                "'\"taxRate\":null,\"taxPercentage\":15' | 1500",
                "'\"taxRate\":0,\"taxPercentage\":15' | 0",
                "'\"taxRate\":99999' | 99999",
                "'\"taxPercentage\":-2147483648' | -214748364800"
            })
    void thePercentageIsReadWhereThereIsNoRate(String field, long hundredths) {
        assertThat(line("," + field).taxRate()).isEqualTo(TaxRate.ofHundredths(hundredths));
    }

    @Test
    void aLineThatHasNoRateHasNone() {
        assertThat(line("").taxRate()).isNull();
        assertThat(line(",\"taxRate\":null,\"taxPercentage\":null").taxRate()).isNull();
        assertThat(written(read("", ""))).doesNotContain("taxRate").doesNotContain("null");
    }

    @Test
    void nullsAndWhatNobodyKnowsAreAbsent() {
        Receipt receipt = read("""
                ,"taxRate":2500,"unitInfo":null,"discount":null,"productUrl":null,"isReturn":null,"isShipping":null,"x":{}""", """
                ,"tipAmount":null,"posId":null,"paymentSources":{"crypto":1,"card":null},"barcode":null,"receiptNumber":null,"y":[]""");

        assertThat(receipt)
                .isEqualTo(Receipt.builder()
                        .orderLine(OrderLine.builder()
                                .name("n")
                                .id("i")
                                .totalAmount(nok(125))
                                .taxRate(TAX))
                        .build());
    }

    @Test
    void deprecatedFieldsOfTheBottomLineAreReadAndWrittenAsWhatReplacesThem() {
        Receipt receipt = read("", ",\"giftCardAmount\":20000,\"terminalId\":\"t-1\"");

        assertThat(receipt.paymentSources()).isEqualTo(Map.of(PaymentSource.GIFT_CARD, nok(20_000)));
        assertThat(receipt.posId()).isEqualTo("t-1");
        assertThat(written(receipt))
                .endsWith(
                        "\"bottomLine\":{\"currency\":\"NOK\",\"posId\":\"t-1\",\"paymentSources\":{\"giftCard\":20000}}}");
    }

    @Test
    void theirReplacementsGoFirst() {
        Receipt receipt = read(
                "",
                ",\"giftCardAmount\":1,\"terminalId\":\"t-1\",\"posId\":\"p-1\",\"paymentSources\":{\"giftCard\":2}");

        assertThat(receipt.paymentSources()).isEqualTo(Map.of(PaymentSource.GIFT_CARD, nok(2)));
        assertThat(receipt.posId()).isEqualTo("p-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"totalAmount\":999,\"totalTax\":999,\"totalDiscount\":999,\"shippingAmount\":999",
                ",\"totalAmount\":\"?\",\"totalTax\":0.5,\"totalDiscount\":[],\"shippingAmount\":null",
                ",\"shippingInfo\":{\"amount\":999,\"amountExcludingTax\":999,\"taxAmount\":0,\"taxPercentage\":0}",
                ",\"shippingInfo\":17"
            })
    @FieldDefect(42)
    void deprecatedSumsOfTheBottomLineCountForNothing(String fields) {
        assertThat(read("", fields)).isEqualTo(read("", ""));
        assertThat(read("", fields).total()).isEqualTo(nok(125));
        assertThat(written(read("", fields))).endsWith("\"bottomLine\":{\"currency\":\"NOK\"}}");
    }

    @Test
    void whatIsReadIsNotValidated() {
        Receipt receipt = read("""
                {"orderLines":[{"name":"","totalAmount":-5,"totalAmountExcludingTax":7,"totalTaxAmount":9,"taxRate":20000,
                  "unitInfo":{"unitPrice":-1,"quantity":"1,123456789","quantityUnit":"ELL"},"discount":-2}],
                 "bottomLine":{"currency":"XTS","tipAmount":-3,"barcode":{"format":"CODE 39","data":"æ"}}}""");

        OrderLine line = receipt.orderLines().get(0);
        assertThat(line.id()).isEmpty();
        assertThat(line.quantity()).isEqualTo("1,123456789");
        assertThat(line.quantityUnit()).isEqualTo(QuantityUnit.of("ELL"));
        assertThat(receipt.total()).isEqualTo(Amount.ofMinor(-5, Currency.of("XTS")));
        assertThat(receipt.barcode()).isEqualTo(Barcode.code39("æ"));
        assertThat(read(written(receipt))).isEqualTo(receipt);
    }

    @Test
    void aReceiptWithoutLinesHasATotalOfNothing() {
        assertThat(read("{\"orderLines\":[],\"bottomLine\":{\"currency\":\"NOK\"}}")
                        .total())
                .isEqualTo(nok(0));
    }

    @Test
    void aUnitThatIsHalfThereIsKeptAsItCame() {
        OrderLine line = line(",\"unitInfo\":{\"unitPrice\":null,\"quantity\":2}");

        assertThat(line.unitPrice()).isNull();
        assertThat(line.quantity()).isEqualTo("2");
        assertThat(line.quantityUnit()).isNull();
        assertThat(written(new Receipt(NOK, List.of(line), null, null, Map.of(), null, null)))
                .contains("\"unitInfo\":{\"quantity\":\"2\"}");
    }

    @Test
    void aBarcodeThatIsHalfThereIsKeptAsItCame() {
        assertThat(read("", ",\"barcode\":{\"format\":\"QR\",\"data\":null}").barcode())
                .isEqualTo(new Barcode("QR", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "totalAmount | \"totalAmount\":1000, | | orderLines[0].totalAmount is missing",
                "net | \"totalAmountExcludingTax\":800, | \"totalAmountExcludingTax\":null, "
                        + "| orderLines[0].totalAmountExcludingTax is missing",
                "tax | \"totalTaxAmount\":1000, | \"totalTaxAmount\":\"\", "
                        + "| orderLines[1].totalTaxAmount must be a whole number of at most 64 bits",
                "fraction | \"totalAmount\":5000, | \"totalAmount\":5000.5, "
                        + "| orderLines[1].totalAmount must be a whole number of at most 64 bits",
                "price | \"unitPrice\":2500, | \"unitPrice\":25.1, "
                        + "| orderLines[1].unitInfo.unitPrice must be a whole number of at most 64 bits",
                "tip | \"tipAmount\":0, | \"tipAmount\":0.1, "
                        + "| bottomLine.tipAmount must be a whole number of at most 64 bits",
                "rate | \"taxPercentage\":25, | \"taxPercentage\":25.5, "
                        + "| orderLines[0].taxPercentage must be a whole number of at most 64 bits",
                "hugeRate | \"taxPercentage\":25, | \"taxRate\":2147483648, "
                        + "| orderLines[0].taxRate must be a whole number of at most 32 bits",
                "return | \"isReturn\":false, | \"isReturn\":\"perhaps\", | orderLines[0].isReturn must be true or false",
                "currency | \"currency\":\"NOK\", | | bottomLine.currency is missing",
                "code | \"currency\":\"NOK\", | \"currency\":\"kr\", "
                        + "| bottomLine.currency must be three letters from A to Z",
                "lines | \"orderLines\":[ | \"lines\":[ | orderLines is missing",
                "bottomLine | \"bottomLine\":{ | \"end\":{ | bottomLine is missing"
            })
    @FieldDefect(42)
    void moneyThatIsMissingOrNotWholeIsNeverMadeUp(String what, String field, @Nullable String other, String message) {
        String broken =
                OFFICIAL.replaceFirst(Pattern.quote(field), Matcher.quoteReplacement(other == null ? "" : other));

        assertThat(broken).as(what).isNotEqualTo(OFFICIAL);
        assertThatExceptionOfType(ContractException.class)
                .isThrownBy(() -> read(broken))
                .withMessage(message);
    }
}
