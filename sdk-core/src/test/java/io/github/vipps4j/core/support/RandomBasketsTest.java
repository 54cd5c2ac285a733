package io.github.vipps4j.core.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.Barcode;
import io.github.vipps4j.core.Currency;
import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.OrderLine;
import io.github.vipps4j.core.QuantityUnit;
import io.github.vipps4j.core.Receipt;
import io.github.vipps4j.core.Receipt.PaymentSource;
import io.github.vipps4j.core.TaxRate;
import io.github.vipps4j.testsupport.FieldDefect;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is bought, brought back and shipped, the bytes that are sent add up. */
class RandomBasketsTest {
    private static final int BASKETS = 2_000;
    private static final int MAX_LINES = 12;
    private static final List<String> RATES = List.of("0", "12", "15", "25", "25.5");
    private static final BigInteger WHOLE = BigInteger.valueOf(10_000);

    @ParameterizedTest
    @CsvSource({"NOK, 1", "DKK, 2", "EUR, 3"})
    @FieldDefect(42)
    void theLinesOfAnyBasketAddUpToItsTotalAndReadBackEqual(String code, long seed) {
        Currency currency = Currency.of(code);
        Random random = new Random(seed);
        for (int i = 0; i < BASKETS; i++) {
            Receipt.Builder builder = Receipt.builder();
            long expected = fill(builder, random, currency);
            Receipt receipt = builder.build();
            byte[] sent = Json.bytes(Receipts.json(receipt));
            JsonNode json = Json.tree(sent);

            Amount payment = Amount.ofMinor(expected, currency);
            receipt.requireTotal(payment);
            assertThat(receipt.total()).isEqualTo(payment);
            assertThat(signed(json, "totalAmount")).isEqualTo(expected);
            assertThat(signed(json, "totalTaxAmount"))
                    .isEqualTo(receipt.totalTax().value());
            assertThat(signed(json, "discount"))
                    .isEqualTo(receipt.totalDiscount().value());
            json.get("orderLines").forEach(RandomBasketsTest::assertSums);
            assertThat(json.at("/bottomLine/currency").textValue()).isEqualTo(code);

            Receipt readBack = Receipts.read(JsonReader.object(sent));
            assertThat(readBack).isEqualTo(receipt).hasSameHashCodeAs(receipt);
            assertThat(Json.bytes(Receipts.json(readBack))).isEqualTo(sent);
            assertThat(receipt.toBuilder().build()).isEqualTo(receipt);
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> receipt.requireTotal(Amount.ofMinor(expected + 1, currency)));
        }
    }

    /** In whole numbers, and not as the code under test does it: net is the nearest to total ÷ (1 + rate), halves go up. */
    private static void assertSums(JsonNode line) {
        BigInteger total = line.get("totalAmount").bigIntegerValue();
        BigInteger net = line.get("totalAmountExcludingTax").bigIntegerValue();
        BigInteger tax = line.get("totalTaxAmount").bigIntegerValue();
        BigInteger divisor = WHOLE.add(line.get("taxRate").bigIntegerValue());
        BigInteger twice = total.multiply(WHOLE).shiftLeft(1);

        assertThat(net.add(tax)).isEqualTo(total);
        assertThat(tax.signum()).isNotNegative();
        assertThat(net).isEqualTo(twice.add(divisor).divide(divisor.shiftLeft(1)));
    }

    private static long signed(JsonNode receipt, String field) {
        long sum = 0;
        for (JsonNode line : receipt.get("orderLines")) {
            sum += (line.path("isReturn").booleanValue() ? -1 : 1)
                    * line.path(field).longValue();
        }
        return sum;
    }

    /** What the lines must add up to. */
    private static long fill(Receipt.Builder receipt, Random random, Currency currency) {
        long sum = 0;
        int lines = 1 + random.nextInt(MAX_LINES);
        for (int i = 0; i < lines; i++) {
            long total = random.nextInt(random.nextBoolean() ? 1_000 : 10_000_000);
            boolean isReturn = random.nextInt(4) == 0;
            OrderLine.Builder line = OrderLine.builder()
                    .name("Product " + i)
                    .id("sku-" + i)
                    .totalAmount(Amount.ofMinor(total, currency))
                    .taxRate(TaxRate.ofPercent(RATES.get(random.nextInt(RATES.size()))))
                    .isReturn(isReturn)
                    .isShipping(random.nextInt(8) == 0);
            if (random.nextBoolean()) {
                line.unitInfo(1 + random.nextInt(9) + ".5", QuantityUnit.KG, Amount.ofMinor(total / 2, currency));
            }
            if (random.nextBoolean()) {
                line.discount(Amount.ofMinor(random.nextInt(1_000), currency));
            }
            receipt.orderLine(line);
            sum += isReturn ? -total : total;
        }
        if (random.nextBoolean()) {
            receipt.tipAmount(Amount.ofMinor(random.nextInt(5_000), currency))
                    .paymentSource(PaymentSource.CASH, Amount.ofMinor(random.nextInt(5_000), currency))
                    .paymentSource(PaymentSource.GIFT_CARD, Amount.ofMinor(random.nextInt(5_000), currency))
                    .barcode(Barcode.code39("R-" + random.nextInt(1_000)))
                    .receiptNumber("receipt-" + random.nextInt(1_000));
        }
        return sum;
    }
}
