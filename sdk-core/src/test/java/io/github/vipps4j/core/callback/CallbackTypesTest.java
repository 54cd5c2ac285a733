package io.github.vipps4j.core.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.support.CallbackToken;
import io.github.vipps4j.core.support.Violations;
import io.github.vipps4j.testsupport.FieldDefect;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackTypesTest {
    private static final CallbackRequest REQUEST = new CallbackRequest(
            "POST",
            "/hooks/vipps?tenant=secret",
            Map.of("Authorization", List.of("secret-token"), "x-two", List.of("a", "b")),
            "{\"phoneNumber\":\"4791234567\"}".getBytes(UTF_8));

    @Test
    void headersAreFoundInAnyCase() {
        assertThat(REQUEST.header("authorization")).isEqualTo("secret-token");
        assertThat(REQUEST.header("AUTHORIZATION")).isEqualTo("secret-token");
        assertThat(REQUEST.header("X-Two")).isEqualTo("a, b");
        assertThat(REQUEST.header("x-three")).isNull();
    }

    @Test
    void pathIsThatWithoutTheQuery() {
        assertThat(REQUEST.path()).isEqualTo("/hooks/vipps");
        assertThat(new CallbackRequest("POST", "/a%2Fb", Map.of(), new byte[0]).path())
                .isEqualTo("/a%2Fb");
    }

    @Test
    void nothingThatCameIsPrinted() {
        assertThat(REQUEST).hasToString("CallbackRequest[POST /hooks/vipps, 28 bytes]");
        assertThat(CallbackResponse.json(200, "{\"a\":1}".getBytes(UTF_8)))
                .hasToString("CallbackResponse[200, 7 bytes]");
        assertThat(CallbackToken.of("secret-token")).hasToString("CallbackToken");
    }

    @Test
    void responsesHaveTheirMediaType() {
        assertThat(CallbackResponse.of(204).headers()).isEmpty();
        assertThat(CallbackResponse.json(200, new byte[0]).headers()).containsEntry("Content-Type", "application/json");
        assertThat(CallbackResponse.text(400, "blåbær").body()).isEqualTo("blåbær".getBytes(UTF_8));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\n"})
    @FieldDefect(57)
    void withoutATokenThereIsNoCheck(String blank) {
        assertThatThrownBy(() -> CallbackToken.of(blank))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret-token\n", " secret-token", "secret-token\r\n"})
    void tokenThatNoHeaderCanCarryIsRefusedAndNotQuoted(String token) {
        assertThatThrownBy(() -> CallbackToken.of(token))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("must not begin or end with white space")
                .hasMessageNotContaining("secret-token");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", " token", "token ", "to\nken", "tøken", "\u007f"})
    void tokenThatTheServiceCannotSendIsToldAndNotQuoted(@Nullable String token) {
        CallbackToken.check(new Violations(), "authToken", "Bearer x~").throwIfAny("What");
        CallbackToken.check(new Violations(), "authToken", "x".repeat(255)).throwIfAny("What");
        for (String refused : new String[] {token, "x".repeat(256)}) {
            assertThatThrownBy(() -> CallbackToken.check(new Violations(), "authToken", refused)
                            .throwIfAny("What"))
                    .hasMessage("What is invalid: authToken must have 1 to 255 characters of printable ASCII without a"
                            + " space at either end. Nothing was sent.");
        }
    }

    @Test
    void onlyTheVeryTokenMatches() {
        CallbackToken token = CallbackToken.of("secret-tøken");
        assertThat(token.matches("secret-tøken")).isTrue();
        for (String other : new String[] {"", "secret-tøke", "secret-tøken ", "Secret-tøken", "secret-t?ken"}) {
            assertThat(token.matches(other)).as(other).isFalse();
        }
        assertThat(token.matches(null)).isFalse();
    }
}
