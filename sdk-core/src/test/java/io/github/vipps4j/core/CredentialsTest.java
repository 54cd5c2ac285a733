package io.github.vipps4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.vipps4j.testsupport.FieldDefect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    private static final Credentials PASTED = Credentials.of(" id-1\n", "\tse+cr/et=\r\n", "key-1 \n");

    @Test
    @FieldDefect(17)
    void whiteSpaceAroundPastedKeysIsDropped() {
        Credentials credentials = PASTED.withSecondarySubscriptionKey("\n key-2 \n");

        assertThat(credentials.clientId()).isEqualTo("id-1");
        assertThat(credentials.clientSecret()).isEqualTo("se+cr/et=");
        assertThat(credentials.subscriptionKey()).isEqualTo("key-1");
        assertThat(credentials.secondarySubscriptionKey()).isEqualTo("key-2");
    }

    @Test
    void aSecondaryKeyIsAddedToACopy() {
        assertThat(PASTED.withSecondarySubscriptionKey("key-2").subscriptionKey())
                .isEqualTo("key-1");
        assertThat(PASTED.secondarySubscriptionKey()).isNull();
    }

    @Test
    @FieldDefect(16)
    void nothingOfTheKeysIsPrinted() {
        assertThat(PASTED.withSecondarySubscriptionKey("key-2")).hasToString("Credentials[***]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "line\nbreak", "tab\there", "nul\u0000", "nyckelÅ", "no\u00a0break"})
    @FieldDefect(15)
    void everyKeyThatAHeaderCannotCarryIsToldWithoutQuotingIt(String key) {
        VippsBuilder builder = Vipps.builder()
                .environment(Environment.TEST)
                .credentials(Credentials.of(key, key, key).withSecondarySubscriptionKey(key));

        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(builder::build)
                .satisfies(refusal -> {
                    String rule = "must be one line of printable ASCII without blanks";
                    assertThat(refusal.violations())
                            .containsExactly(
                                    new Violation("clientId", rule),
                                    new Violation("clientSecret", rule),
                                    new Violation("subscriptionKey", rule),
                                    new Violation("secondarySubscriptionKey", rule));
                    assertThat(refusal.getMessage()).doesNotContain(key);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void everyEmptyKeyIsTold(String key) {
        VippsBuilder builder = Vipps.builder()
                .environment(Environment.TEST)
                .credentials(Credentials.of(key, key, key).withSecondarySubscriptionKey(key));

        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(builder::build)
                .satisfies(refusal -> assertThat(refusal.violations())
                        .containsExactly(
                                new Violation("clientId", "must be set and not be empty"),
                                new Violation("clientSecret", "must be set and not be empty"),
                                new Violation("subscriptionKey", "must be set and not be empty"),
                                new Violation("secondarySubscriptionKey", "must be set and not be empty")));
    }
}
