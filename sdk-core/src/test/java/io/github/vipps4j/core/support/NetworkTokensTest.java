package io.github.vipps4j.core.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vipps4j.core.callback.CardNumber;
import io.github.vipps4j.core.callback.Cryptogram;
import io.github.vipps4j.core.callback.NetworkToken;
import io.github.vipps4j.core.callback.NetworkToken.TokenType;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTokensTest {
    private static final String NUMBER = "5226603115488031";
    private static final String CRYPTOGRAM = "AlhlvxmN2ZKuAAESNFZ4GoABFA==";

    private static NetworkToken read(String more) {
        return NetworkTokens.read(
                JsonReader.object(("{\"number\":\"" + NUMBER + "\",\"cryptogram\":\"" + CRYPTOGRAM + "\"," + more + "}")
                        .getBytes(UTF_8)));
    }

    @Test
    void tokenIsReadWhole() {
        assertThat(read("\"expiryMonth\":\"03\",\"expiryYear\":\"2030\",\"tokenType\":\"MASTERCARD\",\"eci\":\"06\","
                        + "\"paymentAccountReference\":\"PAR-1\""))
                .isEqualTo(new NetworkToken(
                        CardNumber.of(NUMBER),
                        Cryptogram.of(CRYPTOGRAM),
                        YearMonth.of(2030, 3),
                        TokenType.MASTERCARD,
                        "MASTERCARD",
                        6,
                        "PAR-1"));
    }

    @ParameterizedTest
    @CsvSource({"'\"25\"'", "'\"2025\"'", "25", "2025"})
    void yearHasTwoOrFourDigits(String year) {
        assertThat(read("\"expiryMonth\":\"5\",\"expiryYear\":" + year).expiry())
                .isEqualTo(YearMonth.of(2025, 5));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"'\"7\"',7", "'\"07\"',7", "7,7", "'\"\"',none", "'\"x\"',none", "null,none", "[],none"})
    void indicatorIsANumberOrNothing(String eci, Integer number) {
        assertThat(read("\"expiryMonth\":\"5\",\"expiryYear\":\"30\",\"eci\":" + eci)
                        .eci())
                .isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"visa,VISA", "AMEX,UNKNOWN", "none,UNKNOWN"})
    void typeOfTomorrowKeepsItsText(String type, TokenType expected) {
        NetworkToken token = read("\"expiryMonth\":\"5\",\"expiryYear\":\"30\",\"tokenType\":"
                + (type == null ? "null" : '"' + type + '"'));
        assertThat(token.tokenType()).isEqualTo(expected);
        assertThat(token.tokenTypeText()).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"expiryMonth\":\"13\",\"expiryYear\":\"2030\"",
                "\"expiryMonth\":\"0\",\"expiryYear\":\"2030\"",
                "\"expiryMonth\":\"05\",\"expiryYear\":\"130\"",
                "\"expiryMonth\":\"05\",\"expiryYear\":\"-1\"",
                "\"expiryMonth\":\"05\",\"expiryYear\":\"5226603115488031\"",
                "\"expiryMonth\":\"05\"",
                "\"expiryYear\":\"2030\""
            })
    void tokenThatCannotBeChargedIsToldWithoutQuotingIt(String expiry) {
        assertThatThrownBy(() -> read(expiry))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("expiry")
                .hasMessageNotContaining("5226")
                .hasMessageNotContaining("Alhl");
    }

    @Test
    void nothingOfItIsPrinted() {
        NetworkToken token = read("\"expiryMonth\":\"5\",\"expiryYear\":\"30\",\"tokenType\":\"VISA\","
                + "\"paymentAccountReference\":\"PAR-1\"");
        assertThat(token).hasToString("NetworkToken[tokenType=VISA]");
        assertThat(token.number()).hasToString("CardNumber");
        assertThat(token.cryptogram()).hasToString("Cryptogram");
        assertThat(token.number().value()).isEqualTo(NUMBER);
        assertThat(token.cryptogram().value()).isEqualTo(CRYPTOGRAM);
        assertThat(token.number()).isNotEqualTo(CardNumber.of("1")).hasSameHashCodeAs(CardNumber.of(NUMBER));
        assertThat(token.cryptogram()).isNotEqualTo(Cryptogram.of("1")).hasSameHashCodeAs(Cryptogram.of(CRYPTOGRAM));
    }
}
