package io.github.vipps4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {
    /** Computed by another program from the description. Changing one makes a retry after an upgrade act twice. */
    static Stream<Arguments> frozenKeys() {
        return Stream.of(
                Arguments.of(List.of("order-123", "capture", "1"), "order-123-cap-03cqqr1eq4udlspgi5hcn2f7ca"),
                Arguments.of(List.of("order-123"), "order-123-0jlbq3nk265irrgc4495kfi52m"),
                Arguments.of(
                        List.of("654321", "acme-shop-123-order123abc"), "654321-acme-s-2ol8j9io1s0430rh2jbmmgnpnu"),
                Arguments.of(List.of("a", "bc"), "a-bc-5l6j71db4shcr84fppkeast3ge"),
                Arguments.of(List.of("ab", "c"), "ab-c-7iiefp0c0msmtijcf4koednkrm"),
                Arguments.of(List.of(""), "-6v7tgpg1595vdk0lop5n23rlq8"),
                Arguments.of(List.of("", "", ""), "-0lthtv1d876aq9v0h8s1ui8dij"),
                Arguments.of(List.of("Blåbær №7", "refund"), "Bl-b-r--7-ref-07mmbb8rgflohcnac56jsmeh07"),
                Arguments.of(List.of("🧦", "1"), "---1-6t3u7pkt5piv8ni2q20p9gti68"),
                Arguments.of(List.of("x".repeat(1000)), "xxxxxxxxxxxxx-2hi79q91gb9nu3i5dbiqb3nso1"));
    }

    @ParameterizedTest
    @MethodSource("frozenKeys")
    void aDerivedKeyNeverChanges(List<String> parts, String key) {
        assertThat(derive(parts).value()).isEqualTo(key);
    }

    @ParameterizedTest
    @MethodSource("frozenKeys")
    void aDerivedKeyFitsEveryApi(List<String> parts, String key) {
        IdempotencyKey derived = derive(parts);

        assertThat(derived.value()).hasSizeLessThanOrEqualTo(40).matches("[0-9A-Za-z-]+");
        assertThat(IdempotencyKey.of(derived.value())).isEqualTo(derived);
    }

    @Test
    void differentPartsGiveDifferentKeys() {
        List<String> pieces =
                List.of("", "a", "b", "ab", "ba", "aa", "-", "a-b", "a-", "-b", "\0", "\0\0\0\1", "å", "Å");
        Set<List<String>> partLists = new HashSet<>();
        for (String first : pieces) {
            partLists.add(List.of(first));
            for (String second : pieces) {
                partLists.add(List.of(first, second));
                for (String third : pieces) {
                    partLists.add(List.of(first, second, third));
                }
            }
        }

        Map<IdempotencyKey, List<String>> byKey = new HashMap<>();
        partLists.forEach(parts -> assertThat(byKey.put(derive(parts), parts))
                .as("parts with the same key as %s", parts)
                .isNull());
        assertThat(byKey).hasSize(14 + 14 * 14 + 14 * 14 * 14);
    }

    @Test
    void partsThatDifferAfterTheReadableBeginningGiveDifferentKeys() {
        assertThat(IdempotencyKey.derive("acme-shop-order-1000001", "capture"))
                .isNotEqualTo(IdempotencyKey.derive("acme-shop-order-1000002", "capture"));
        assertThat(IdempotencyKey.derive("order-123", "capture", "1"))
                .isNotEqualTo(IdempotencyKey.derive("order-123", "capture", "2"));
    }

    @Test
    void partsThatWereCutInsideASymbolAreRefusedForTheyCouldNotBeToldApart() {
        // halves of surrogate pairs, as substring() leaves them
        for (String half : new String[] {"order \ud83e", "\ude00 order"}) {
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> IdempotencyKey.derive("capture", half))
                    .satisfies(refusal ->
                            assertThat(refusal.violations().get(0).field()).isEqualTo("idempotencyKey"));
        }
    }

    @Test
    void theSamePartsGiveTheSameKey() {
        assertThat(IdempotencyKey.derive("order-123", "capture"))
                .isEqualTo(IdempotencyKey.derive("order-123", "capture"))
                .hasSameHashCodeAs(IdempotencyKey.derive("order-123", "capture"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "order-123-capture-1", "a b", "!\"#~", "12345678901234567890123456789012345678901234567890"
            })
    void aKeyOfOnesOwnIsSentAsItIs(String value) {
        IdempotencyKey key = IdempotencyKey.of(value);

        assertThat(key.value()).isEqualTo(value);
        assertThat(key)
                .hasToString(value)
                .isEqualTo(IdempotencyKey.of(value))
                .isNotEqualTo(value)
                .isNotEqualTo(IdempotencyKey.of("other"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123456789012345678901234567890123456789012345678901"})
    void aKeyThatIsEmptyOrTooLongIsRefused(String value) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> IdempotencyKey.of(value))
                .withMessage("IdempotencyKey is invalid: idempotencyKey must have 1 to 50"
                        + " characters. Nothing was sent.");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", " order", "order ", "order\n", "or\tder", "ordér", "a\u0000b", "a\u007fb", "a\u00a0b"})
    void aKeyThatAHeaderCannotCarryIsRefusedWithoutQuotingIt(String value) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> IdempotencyKey.of(value))
                .withMessage("IdempotencyKey is invalid: idempotencyKey must be printable ASCII"
                        + " without a space at either end. Nothing was sent.");
    }

    @Test
    void randomKeysDifferAndFitEveryApi() {
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            keys.add(IdempotencyKey.random().value());
        }

        assertThat(keys).hasSize(1000).allSatisfy(key -> assertThat(key).hasSize(36));
    }

    private static IdempotencyKey derive(List<String> parts) {
        return IdempotencyKey.derive(
                parts.get(0), parts.subList(1, parts.size()).toArray(new String[0]));
    }
}
