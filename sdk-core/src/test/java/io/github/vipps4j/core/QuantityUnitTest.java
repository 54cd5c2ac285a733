package io.github.vipps4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityUnitTest {
    @Test
    void theUnitsOfTheApisAreConstants() {
        assertThat(Stream.of(
                        QuantityUnit.PCS,
                        QuantityUnit.KG,
                        QuantityUnit.KM,
                        QuantityUnit.MINUTE,
                        QuantityUnit.LITRE,
                        QuantityUnit.KWH))
                .extracting(QuantityUnit::code)
                .containsExactly("PCS", "KG", "KM", "MINUTE", "LITRE", "KWH");
    }

    @Test
    void aUnitThatIsNotAConstantIsAUnitToo() {
        assertThat(QuantityUnit.of("METRE").code()).isEqualTo("METRE");
        assertThat(QuantityUnit.of("METRE")).hasToString("METRE").isEqualTo(QuantityUnit.of("METRE"));
        assertThat(QuantityUnit.of("KG")).isEqualTo(QuantityUnit.KG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void aBlankUnitIsRefused(String code) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> QuantityUnit.of(code))
                .satisfies(refusal -> assertThat(refusal.violations())
                        .containsExactly(new Violation("quantityUnit", "must not be blank")));
    }
}
