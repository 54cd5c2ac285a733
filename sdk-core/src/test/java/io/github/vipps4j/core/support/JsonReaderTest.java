package io.github.vipps4j.core.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.Currency;
import io.github.vipps4j.testsupport.FieldDefect;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    private static final String WHOLE_NUMBER = "must be a whole number of at most 64 bits";

    @ParameterizedTest
    @ValueSource(
            strings = {"24900", "24900.0", "24900.000", "\"24900\"", "\"24900.0\"", "2.49e4", "249E2", "\"2.49e4\""})
    void aWholeNumberIsReadHoweverItIsWritten(String value) {
        assertThat(read("{\"n\":" + value + "}").integer("n")).isEqualTo(24_900);
        assertThat(read("{\"a\":{\"value\":" + value + ",\"currency\":\"NOK\"}}")
                        .amount("a"))
                .isEqualTo(Amount.ofMinor(24_900, Currency.NOK));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 1, Long.MAX_VALUE, Long.MIN_VALUE, 9_007_199_254_740_993L})
    void every64BitNumberIsReadExactly(long number) {
        assertThat(read("{\"n\":" + number + "}").integer("n")).isEqualTo(number);
        assertThat(read("{\"n\":\"" + number + "\"}").integer("n")).isEqualTo(number);
    }

    static Stream<String> notWholeNumbers() {
        return Stream.of(
                "249.9",
                "\"249.9\"",
                "0.1",
                "1e-1",
                "\"\"",
                "\" \"",
                "\"abc\"",
                "\"24 900\"",
                "\"24900 NOK\"",
                "\"249,00\"",
                "\"0x10\"",
                "\"NaN\"",
                "true",
                "false",
                "[]",
                "[24900]",
                "{}",
                "{\"value\":24900}",
                "9223372036854775808",
                "-9223372036854775809",
                "\"9223372036854775808\"",
                "1e19",
                "1e999999999",
                "\"1e999999999\"",
                "1e-999999999",
                "\"1e99999999999\"");
    }

    @ParameterizedTest
    @MethodSource("notWholeNumbers")
    @FieldDefect(65)
    void whatIsNotAWholeNumberIsNeverRoundedAndNeverZero(String value) {
        broken("n " + WHOLE_NUMBER, () -> read("{\"n\":" + value + "}").integer("n"));
        broken("n " + WHOLE_NUMBER, () -> read("{\"n\":" + value + "}").integerOrNull("n"));
        broken(
                "a.value " + WHOLE_NUMBER,
                () -> read("{\"a\":{\"value\":" + value + ",\"currency\":\"NOK\"}}")
                        .amount("a"));
    }

    @Test
    void textThatNothingDependsOnIsEmptyIfItIsAbsent() {
        assertThat(read("{}").textOrEmpty("a")).isEmpty();
        assertThat(read("{\"a\":null}").textOrEmpty("a")).isEmpty();
        assertThat(read("{\"a\":\"x\"}").textOrEmpty("a")).isEqualTo("x");
    }

    @Test
    void idIsNeitherMissingNorEmpty() {
        assertThat(read("{\"id\":\"x\"}").id("id")).isEqualTo("x");
        assertThatExceptionOfType(ContractException.class)
                .isThrownBy(() -> read("{\"id\":\"\"}").id("id"))
                .withMessage("id must not be empty");
        assertThatExceptionOfType(ContractException.class)
                .isThrownBy(() -> read("{}").id("id"))
                .withMessage("id is missing");
    }

    @Test
    void aMillionDigitsAreRefusedAtOnce() {
        JsonReader reader = read("{\"n\":\"" + "9".repeat(1_000_000) + "\"}");

        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> broken("n " + WHOLE_NUMBER, () -> reader.integer("n")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"n\":null}"})
    void aMissingNumberIsNeverZero(String body) {
        broken("n is missing", () -> read(body).integer("n"));
        assertThat(read(body).integerOrNull("n")).isNull();
    }

    @Test
    void aNumberThatMustFitInto32BitsIsToldWhenItDoesNot() {
        String rule = "n must be a whole number of at most 32 bits";

        assertThat(read("{\"n\":2147483647}").intOrNull("n")).isEqualTo(Integer.MAX_VALUE);
        assertThat(read("{\"n\":\"-2147483648\"}").intOrNull("n")).isEqualTo(Integer.MIN_VALUE);
        assertThat(read("{\"n\":null}").intOrNull("n")).isNull();
        broken(rule, () -> read("{\"n\":2147483648}").intOrNull("n"));
        broken(rule, () -> read("{\"n\":-2147483649}").intOrNull("n"));
        broken("n " + WHOLE_NUMBER, () -> read("{\"n\":0.5}").intOrNull("n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                   | a is missing",
                "{\"a\":null}                                         | a is missing",
                "{\"a\":{}}                                           | a.value is missing",
                "{\"a\":{\"currency\":\"NOK\"}}                       | a.value is missing",
                "{\"a\":{\"value\":null,\"currency\":\"NOK\"}}        | a.value is missing",
                "{\"a\":{\"value\":24900}}                            | a.currency is missing",
                "{\"a\":{\"value\":24900,\"currency\":null}}          | a.currency is missing",
                "{\"a\":{\"value\":24900,\"currency\":\"\"}}          | a.currency must be three letters from A to Z",
                "{\"a\":{\"value\":24900,\"currency\":\"kroner\"}}    | a.currency must be three letters from A to Z",
                "{\"a\":{\"value\":24900,\"currency\":[]}}            | a.currency must be text",
                "{\"a\":24900}                                        | a must be an object",
                "{\"a\":\"249.00 NOK\"}                               | a must be an object",
                "{\"a\":\"\"}                                         | a must be an object",
                "{\"a\":[]}                                           | a must be an object"
            })
    @FieldDefect(65)
    void anAmountThatIsNotWholeIsNeverReadAsNothing(String body, String message) {
        broken(message, () -> read(body).amount("a"));
    }

    @Test
    void anAmountInACurrencyOfTomorrowIsRead() {
        assertThat(read("{\"a\":{\"value\":\"5\",\"currency\":\"ISK\",\"more\":[1]}}")
                        .amount("a"))
                .isEqualTo(Amount.ofMinor(5, Currency.of("ISK")));
    }

    @Test
    void anAmountOfZeroIsReadWhenItIsSaid() {
        assertThat(read("{\"a\":{\"value\":0,\"currency\":\"NOK\"}}").amount("a"))
                .isEqualTo(Amount.ofMinor(0, Currency.NOK));
    }

    @ParameterizedTest
    @CsvSource({"'\"x\"',x", "'\"\"',''", "123,123", "1.5,1.5", "true,true", "'\"æ€🧦\"',æ€🧦"})
    void textAndScalarsAreText(String value, String text) {
        assertThat(read("{\"t\":" + value + "}").text("t")).isEqualTo(text);
        assertThat(read("{\"t\":" + value + "}").textOrNull("t")).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"t\":null}"})
    void aMissingTextIsToldOrNull(String body) {
        broken("t is missing", () -> read(body).text("t"));
        assertThat(read(body).textOrNull("t")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "[\"x\"]"})
    void anObjectOrArrayIsNoText(String value) {
        broken("t must be text", () -> read("{\"t\":" + value + "}").textOrNull("t"));
    }

    @ParameterizedTest
    @CsvSource({"true,true", "false,false", "'\"true\"',true", "'\"False\"',false"})
    void truthValuesAreRead(String value, boolean expected) {
        assertThat(read("{\"b\":" + value + "}").bool("b")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0", "\"\"", "\"yes\"", "{}", "[true]"})
    void whatIsNoTruthValueIsNeitherTrueNorFalse(String value) {
        broken("b must be true or false", () -> read("{\"b\":" + value + "}").bool("b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"b\":null}"})
    void aMissingTruthValueIsNotFalse(String body) {
        broken("b is missing", () -> read(body).bool("b"));
    }

    @Test
    void aMissingTruthValueIsFalseOnlyWhereItMayBeMissing() {
        assertThat(read("{}").boolOrFalse("b")).isFalse();
        assertThat(read("{\"b\":null}").boolOrFalse("b")).isFalse();
        assertThat(read("{\"b\":true}").boolOrFalse("b")).isTrue();
        assertThat(read("{\"b\":\"True\"}").boolOrFalse("b")).isTrue();
        assertThat(read("{\"b\":false}").boolOrFalse("b")).isFalse();
        broken("b must be true or false", () -> read("{\"b\":\"\"}").boolOrFalse("b"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T12:34:56Z, 2026-03-01T12:34:56Z",
        "2026-03-01T12:34:56.789Z, 2026-03-01T12:34:56.789Z",
        "2026-03-01T12:34:56.1234567Z, 2026-03-01T12:34:56.1234567Z",
        "2026-03-01T12:34:56.123456789Z, 2026-03-01T12:34:56.123456789Z",
        "2026-03-01T12:34:56+00:00, 2026-03-01T12:34:56Z",
        "2026-03-01T12:34:56-00:00, 2026-03-01T12:34:56Z",
        "2026-03-01T12:34:56.1234567+00:00, 2026-03-01T12:34:56.1234567Z",
        "2026-03-01T12:34:56+02:00, 2026-03-01T10:34:56Z",
        "2026-03-01T00:15:00+05:30, 2026-02-28T18:45:00Z",
        "2026-03-01T12:34:56, 2026-03-01T12:34:56Z",
        "2026-03-01T12:34:56.789, 2026-03-01T12:34:56.789Z",
        "2026-03-01T12:34:56.1234567, 2026-03-01T12:34:56.1234567Z",
        "2026-03-01t12:34:56z, 2026-03-01T12:34:56Z",
        "2026-03-01t12:34:56.789z, 2026-03-01T12:34:56.789Z",
        "2028-02-29T23:59:59Z, 2028-02-29T23:59:59Z"
    })
    @FieldDefect(33)
    void aTimestampIsReadWithAnyFractionAndAnyZoneAndWithoutOneItIsUtc(String text, Instant instant) {
        assertThat(read("{\"t\":\"" + text + "\"}").timestamp("t")).isEqualTo(instant);
    }

    @Test
    void aTimestampWithMoreDigitsThanNanosecondsIsReadToo() {
        assertThat(read("{\"t\":\"2026-03-01T12:34:56.123456789123Z\"}").timestamp("t"))
                .isEqualTo(Instant.parse("2026-03-01T12:34:56.123456789Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\"yesterday\"",
                "\"2026-03-01\"",
                "\"2026-02-30T12:00:00Z\"",
                "\"2026-03-01T25:00:00Z\"",
                "\"01.03.2026 12:00\"",
                "1772366096",
                "true"
            })
    void whatIsNoTimestampIsTold(String value) {
        broken("t must be a date and time", () -> read("{\"t\":" + value + "}").timestamp("t"));
    }

    @Test
    void aMissingTimestampIsTold() {
        broken("t is missing", () -> read("{\"t\":null}").timestamp("t"));
    }

    @Test
    void unknownFieldsPassWhateverTheyAre() {
        JsonReader reader = read("{\"new\":{\"deep\":[1,{\"x\":null}]},\"t\":\"x\",\"list\":[],\"n\":1e400}");

        assertThat(reader.text("t")).isEqualTo("x");
    }

    @Test
    void objectsAreReadWithTheirPath() {
        JsonReader reader = read("{\"aggregate\":{\"capturedAmount\":{\"value\":1}}}");

        broken(
                "aggregate.capturedAmount.currency is missing",
                () -> reader.object("aggregate").amount("capturedAmount"));
        broken("missing is missing", () -> reader.object("missing"));
        broken("aggregate.x is missing", () -> reader.object("aggregate").object("x"));
        assertThat(reader.objectOrNull("missing")).isNull();
        broken("o must be an object", () -> read("{\"o\":[]}").objectOrNull("o"));
    }

    @Test
    void aTextIsFoundUnderAnyOfItsNamesAndInAnyCase() {
        assertThat(read("{\"PostCode\":\"0155\"}").anyTextOrNull("postCode", "zipCode"))
                .isEqualTo("0155");
        assertThat(read("{\"zipcode\":155}").anyTextOrNull("postCode", "zipCode"))
                .isEqualTo("155");
        assertThat(read("{\"POSTCODE\":null,\"PostCode\":\"1\",\"postCode\":\"2\",\"zipCode\":\"3\"}")
                        .anyTextOrNull("zipCode", "postCode"))
                .isEqualTo("3");
        assertThat(read("{\"POSTCODE\":null,\"PostCode\":\"1\",\"postCode\":\"2\"}")
                        .anyTextOrNull("zipCode", "postCode"))
                .isEqualTo("2");
        assertThat(read("{\"post\":\"x\"}").anyTextOrNull("postCode")).isNull();
        broken("PostCode must be text", () -> read("{\"PostCode\":[]}").anyTextOrNull("postCode"));
    }

    @Test
    void whatNothingDependsOnIsAbsentIfItIsOdd() {
        JsonReader odd =
                read("{\"text\":{},\"number\":99.5,\"big\":2147483648,\"truth\":\"perhaps\",\"moment\":\"soon\","
                                + "\"object\":[],\"list\":{},\"texts\":\"x\",\"map\":{\"a\":[],\"b\":\"2\"}}")
                        .lenient();

        assertThat(odd.textOrNull("text")).isNull();
        assertThat(odd.integerOrNull("number")).isNull();
        assertThat(odd.intOrNull("big")).isNull();
        assertThat(odd.boolOrFalse("truth")).isFalse();
        assertThat(odd.timestampOrNull("moment")).isNull();
        assertThat(odd.timestampOrNull("map")).isNull();
        assertThat(odd.objectOrNull("object")).isNull();
        assertThat(odd.optionalList("list", element -> element)).isEmpty();
        assertThat(odd.textList("texts")).isEmpty();
        assertThat(odd.texts("text")).isEmpty();
        assertThat(odd.texts("map")).containsExactly(entry("b", "2"));
    }

    @Test
    void leniencyReachesAllThatIsInside() {
        JsonReader reader =
                read("{\"o\":{\"list\":[1,{\"t\":\"a\"},{},{\"t\":[]}],\"texts\":[\"x\",null,{},7]},\"n\":1.5}");
        JsonReader inside = reader.lenient().object("o");

        assertThat(inside.optionalList("list", element -> element.text("t"))).containsExactly("a");
        assertThat(inside.textList("texts")).containsExactly("x", "7");
        broken("o.t is missing", () -> inside.text("t"));
        broken("o.list[0] must be an object", () -> reader.object("o").optionalList("list", element -> element));
        broken("n " + WHOLE_NUMBER, () -> reader.integerOrNull("n"));
    }

    @Test
    void mapsOfTextsKeepTheirOrderAndLoseTheirNulls() {
        assertThat(read("{\"m\":{\"z\":\"1\",\"a\":2,\"n\":null}}").texts("m"))
                .containsExactly(entry("z", "1"), entry("a", "2"));
        assertThat(read("{}").texts("m")).isEmpty();
        assertThat(read("{\"m\":null}").texts("m")).isEmpty();
        broken("m.x must be text", () -> read("{\"m\":{\"x\":{}}}").texts("m"));
        broken("m must be an object", () -> read("{\"m\":\"x\"}").texts("m"));
    }

    @Test
    void anArrayOfObjectsIsReadInOrder() {
        assertThat(list("[{\"t\":\"a\"},{\"t\":\"b\"}]", element -> element.text("t")))
                .containsExactly("a", "b");
        assertThat(list("[]", element -> element.text("t"))).isEmpty();
    }

    @Test
    void anArrayOfOtherThingsIsTold() {
        broken("[1].t is missing", () -> list("[{\"t\":\"a\"},{}]", element -> element.text("t")));
        broken("[0] must be an object", () -> list("[null]", element -> element.text("t")));
        broken("[0] must be an object", () -> list("[\"a\"]", element -> element.text("t")));
        broken("the body must be an array", () -> list("{}", element -> element.text("t")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"text\"", "42", "true", "null"})
    void aBodyThatIsNoObjectIsTold(String body) {
        broken("the body must be an object", () -> read(body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\r\n"})
    void anEmptyBodyIsTold(String body) {
        broken("the body is empty", () -> read(body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><title>502 Bad Gateway</title></html>",
                "Internal server error",
                "{",
                "{\"t\":\"x\"",
                "{\"t\":\"x\"}}",
                "{\"t\":\"x\"} trailing",
                "{\"t\":\"x\"}{\"t\":\"y\"}",
                "{\"t\":\"x\"},",
                "{'t':'x'}",
                "{\"t\":NaN}",
                "{\"t\":01}",
                "{\"t\":\"line\nbreak\"}",
                "{\"t\":\"x\",}"
            })
    void aBodyThatIsNotJsonIsToldAndNotQuoted(String body) {
        broken("the body is not JSON", () -> read(body));
    }

    @Test
    void aByteOrderMarkAndWhiteSpaceAroundTheBodyPass() {
        assertThat(read("\ufeff {\"t\":\"x\"} \r\n").text("t")).isEqualTo("x");
    }

    @ParameterizedTest
    @CsvSource({"[,]", "'{\"a\":',}"})
    @FieldDefect(63)
    void aBodyNestedOneHundredThousandDeepIsTold(String open, String close) {
        String nested = open.repeat(100_000) + "1" + close.repeat(100_000);

        broken("the body is not JSON", () -> read(nested));
        broken("the body is not JSON", () -> read("{\"unknown\":" + nested + ",\"t\":\"x\"}"));
        broken("the body is not JSON", () -> read(open.repeat(100_000)));
    }

    @Test
    void textThatIsNotUtf8IsTold() {
        byte[] latin = "{\"t\":\"Kåre\"}".getBytes(ISO_8859_1);

        broken("the body is not JSON", () -> JsonReader.object(latin));
    }

    static Stream<byte[]> oddBytes() {
        return Stream.of(
                new byte[] {0},
                new byte[4],
                new byte[5],
                new byte[] {0, 0, 0x12, 0},
                new byte[] {0, 0, 0, '{', 1},
                new byte[] {0, 0, 0, '{', 0x7f, 0, 0, 0},
                new byte[] {0, 0, (byte) 0xff, (byte) 0xfe},
                new byte[] {(byte) 0xfe, (byte) 0xff, 0, 0},
                new byte[] {(byte) 0xff, (byte) 0xfe, '{', 0, '"'},
                new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0});
    }

    @ParameterizedTest
    @MethodSource("oddBytes")
    void bytesThatAreNoTextAreTold(byte[] body) {
        assertThatExceptionOfType(ContractException.class).isThrownBy(() -> JsonReader.object(body));
    }

    @Test
    void randomBytesAreToldAndNothingElseHappens() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] body = new byte[1 + random.nextInt(12)];
            random.nextBytes(body);
            assertThatExceptionOfType(ContractException.class)
                    .as("body %s", i)
                    .isThrownBy(() -> JsonReader.object(body));
        }
    }

    @Test
    void anAmountIsWrittenAsTheApisWantIt() {
        assertThat(Json.bytes(Json.amount(Amount.ofMinor(49_900, Currency.NOK))))
                .asString(UTF_8)
                .isEqualTo("{\"currency\":\"NOK\",\"value\":49900}");
    }

    private static JsonReader read(String body) {
        return JsonReader.object(body.getBytes(UTF_8));
    }

    private static <T> List<T> list(String body, Function<JsonReader, T> element) {
        return JsonReader.list(body.getBytes(UTF_8), element);
    }

    private static void broken(String message, ThrowingCallable reading) {
        assertThatExceptionOfType(ContractException.class)
                .isThrownBy(reading)
                .withMessage(message)
                .withNoCause();
    }

    @Test
    void aDecimalIsReadExactlyAndAsTextToo() {
        JsonReader reader = read("{\"a\":99.50,\"b\":\"99.5\",\"c\":null,\"d\":0.1}");
        assertThat(reader.decimalOrNull("a")).isEqualByComparingTo("99.50");
        assertThat(reader.decimalOrNull("b")).isEqualByComparingTo("99.5");
        assertThat(reader.decimalOrNull("c")).isNull();
        assertThat(reader.decimalOrNull("d")).isEqualTo("0.1");
        for (String wrong : List.of("\"x\"", "{}", "true", "\"" + "1".repeat(41) + "\"")) {
            assertThatExceptionOfType(ContractException.class)
                    .isThrownBy(() -> read("{\"a\":" + wrong + "}").decimalOrNull("a"))
                    .withMessage("a must be a number");
        }
    }
}
