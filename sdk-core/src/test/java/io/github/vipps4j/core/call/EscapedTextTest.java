package io.github.vipps4j.core.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EscapedTextTest {
    private static final String SECRET = "se+cr/et=";

    private static String redacted(String text) {
        return EscapedText.replace(text, SECRET, "***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "se+cr/et=",
                "se+cr\\/et=",
                "se\\u002Bcr/et=",
                "se\\u002bcr\\u002fet\\u003D",
                "\\u0073e+cr/et=",
                "se%2Bcr%2Fet%3D",
                "se%2bcr%2fet%3d",
                "se&#43;cr/et=",
                "se&#x2B;cr&#X2f;et&#0061;"
            })
    void everySpellingIsFound(String spelled) {
        assertThat(redacted(spelled)).isEqualTo("***");
        assertThat(redacted("before " + spelled + " between " + spelled + " after"))
                .isEqualTo("before *** between *** after");
        assertThat(redacted("se+" + spelled + "=")).isEqualTo("se+***=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s",
                "se+cr/et",
                "se cr/et=",
                "se\\u002",
                "se\\u002Ccr/et=",
                "se%2",
                "se%2Zcr/et=",
                "se&#43cr/et=",
                "se&#;cr/et=",
                "se&#x;cr/et=",
                "se&#99999999999999999999;cr/et=",
                "se&plus;cr/et=",
                "se\\",
                "se&",
                "se%"
            })
    void everythingElseStays(String text) {
        assertThat(redacted(text)).isEqualTo(text);
    }

    @Test
    void textWithoutTheSecretIsNotCopied() {
        String text = "nothing to see: 100 % \\ & more";
        assertThat(redacted(text)).isSameAs(text);
    }
}
