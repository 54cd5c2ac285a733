package io.github.vipps4j.core.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.vipps4j.testsupport.FieldDefect;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathSegmentTest {
    @ParameterizedTest
    @ValueSource(strings = {"acme-shop-123-order123abc", "A.b_c~9-", "...", ".x", "0"})
    void harmlessTextIsLeftAsItIs(String value) {
        assertThat(PathSegment.encode(value)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "../refunds | ..%2Frefunds",
                "a/b | a%2Fb",
                "a\\b | a%5Cb",
                "a?b=c | a%3Fb%3Dc",
                "a#b | a%23b",
                "a;b | a%3Bb",
                "a b | a%20b",
                "a+b | a%2Bb",
                "%2e%2e | %252e%252e",
                "100% | 100%25",
                "{reference} | %7Breference%7D",
                "blåbær | bl%C3%A5b%C3%A6r",
                "🧦 | %F0%9F%A7%A6"
            })
    void everythingElseIsPercentEncodedAsUtf8(String value, String encoded) {
        assertThat(PathSegment.encode(value)).isEqualTo(encoded);
    }

    @Test
    void controlCharactersAreEncodedToo() {
        assertThat(PathSegment.encode("a\r\n\u0000b\u007f")).isEqualTo("a%0D%0A%00b%7F");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".."})
    void whatWouldChangeThePathIsRefused(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PathSegment.encode(value))
                .withMessage("A path parameter must not be empty, '.' or '..'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../refunds", "..\\x", "%2e%2e", "%2E.", "a/../../b", "?", "#", "...", " . ", "\t..", "blåbær"})
    @FieldDefect(14)
    void noValueLeavesItsSegment(String value) {
        HttpUrl url = HttpUrl.get("https://api.example/base")
                .newBuilder()
                .addEncodedPathSegments("v1/payments/" + PathSegment.encode(value) + "/capture")
                .build();

        assertThat(url.pathSegments()).containsExactly("base", "v1", "payments", value, "capture");
        assertThat(url.encodedQuery()).isNull();
        assertThat(url.encodedFragment()).isNull();
    }
}
