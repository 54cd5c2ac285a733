package io.github.vipps4j.core.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentCodeTest {
    @ParameterizedTest
    @CsvSource({"'',''", "ab,ab", "a%2Fb%3d,a/b=", "c+d%2B,c+d+", "bl%C3%A5,blå"})
    void whatIsEncodedIsDecodedAndAPlusSignIsAPlusSign(String encoded, String text) {
        assertThat(PercentCode.decode(encoded)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "a%2", "50%-off", "%g0", "%0g", "%２０", "a%2Fb%", "%ff%fe"})
    void whatWasNeverEncodedInThisWayIsNothing(String text) {
        assertThat(PercentCode.decode(text)).isNull();
    }
}
