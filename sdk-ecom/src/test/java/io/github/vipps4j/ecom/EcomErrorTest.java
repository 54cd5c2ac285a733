package io.github.vipps4j.ecom;

import static io.github.vipps4j.ecom.Bodies.ORDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.ApiError.ExtraDetail;
import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.AuthenticationException;
import io.github.vipps4j.core.ErrorCode.Repeat;
import io.github.vipps4j.core.ErrorCode.WhoActs;
import io.github.vipps4j.core.IdempotencyKey;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EcomErrorTest {
    /** The API's list of codes, with what the documentation advises for each. */
    private static final String DOCUMENTED = """
            Payment 41 user
            Payment 42 user
            Payment 43 fix
            Payment 44 user
            Payment 45 state
            Payment 51 state
            Payment 52 state
            Payment 61 state
            Payment 62 state
            Payment 63 state
            Payment 71 state
            Payment 72 state
            Payment 73 state
            Payment 74 config
            Payment 93 state
            Payment 95 state
            Payment 98 state
            Payment 1082 config
            VippsError 91 state
            VippsError 92 state
            VippsError 93 state
            VippsError 94 wait
            VippsError 98 wait
            VippsError 99 once
            User 81 user
            User 82 user
            Merchant 31 config
            Merchant 32 config
            Merchant 33 config
            Merchant 34 state
            Merchant 35 state
            Merchant 36 config
            Merchant 37 config
            Merchant 38 config
            Merchant 39 config
            Merchant 51 config
            Merchant 97 config
            """;

    private final VippsServer server = new VippsServer();
    private final EcomClient ecom = server.ecom();

    @AfterEach
    void close() {
        server.close();
    }

    static Stream<Arguments> documented() {
        return DOCUMENTED.lines().map(line -> Arguments.of((Object[]) line.split(" ")));
    }

    private ApiException refused(int status, String body) {
        server.answer(status, body);
        ApiException e = catchThrowableOfType(
                ApiException.class, () -> ecom.refund(ORDER, Bodies.nok(1), IdempotencyKey.of("order-0042-1")));
        assertThat(e).isNotNull();
        return e;
    }

    private static EcomError find(String group, String code) {
        EcomError error = EcomError.find(group, code);
        if (error == null) {
            throw new AssertionError(group + " " + code + " is not in the catalogue");
        }
        return error;
    }

    @ParameterizedTest
    @MethodSource("documented")
    void everyDocumentedCodeIsKnownWithItsAdvice(String group, String code, String advice) {
        EcomError error = find(group, code);
        assertThat(error.group()).isEqualTo(group);
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.meaning()).isNotEmpty();
        Map<String, Repeat> repeats = new LinkedHashMap<>(Map.of(
                "user", Repeat.NEVER,
                "config", Repeat.NEVER,
                "fix", Repeat.CORRECTED_WITH_NEW_KEY,
                "state", Repeat.AFTER_READING,
                "wait", Repeat.SAME_AFTER_PAUSE,
                "once", Repeat.SAME_ONCE));
        assertThat(error.repeat()).isEqualTo(repeats.get(advice));
        WhoActs who = switch (advice) {
            case "user" -> WhoActs.CUSTOMER;
            case "config" -> WhoActs.MERCHANT;
            case "wait" -> WhoActs.NOBODY;
            default -> WhoActs.DEVELOPER;
        };
        assertThat(error.whoActs()).isEqualTo(who);
    }

    @Test
    void codesThatSayWhatAStatusSaysNameIt() {
        assertThat(Arrays.stream(EcomError.values())
                        .filter(error -> error.sameAsStatus() != 0)
                        .map(error -> error.group() + " " + error.code() + " " + error.sameAsStatus()))
                .containsExactlyInAnyOrder(
                        "Merchant 35 404",
                        "Merchant 34 409",
                        "Payment 93 409",
                        "VippsError 93 409",
                        "VippsError 98 429");
    }

    @Test
    void nothingElseIsInTheCatalogue() {
        assertThat(Arrays.stream(EcomError.values())
                        .filter(error -> !error.code().isEmpty())
                        .map(error -> error.group() + " " + error.code()))
                .containsExactlyInAnyOrderElementsOf(DOCUMENTED
                        .lines()
                        .map(line -> line.substring(0, line.lastIndexOf(' ')))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "Payment, 51, CAPTURED_CANNOT_CANCEL",
        "Merchant, 51, NIN_NOT_ALLOWED",
        "Payment, 93, CAPTURE_DIFFERS",
        "VippsError, 93, KEY_REUSED",
        "Payment, 98, CAPTURE_PERIOD_EXPIRED",
        "User, 82, APP_TOO_OLD",
        "user, 82, APP_TOO_OLD",
        "Payment, 4711, UNKNOWN",
        "Tomorrow, 51, UNKNOWN",
    })
    void codeMeansSomethingWithinItsGroupOnly(String group, String code, EcomError error) {
        assertThat(EcomError.of(refused(400, Bodies.error(group, code)))).isEqualTo(error);
    }

    @Test
    void refusalTellsCodeMeaningAdviceAndIds() {
        ApiException e = refused(400, Bodies.error("Payment", "71"));
        assertThat(e)
                .hasMessageContaining("ecom.refund of " + ORDER + " was refused: HTTP 400 with code Payment 71")
                .hasMessageContaining("(the refunds exceed the captured amount)")
                .hasMessageContaining("Who has to act: the developer; read the payment back before anything else.")
                .hasMessageContaining("contextId=5b9c2b46-2f4f-4c93-8a41-c1d1ad1a5d6e")
                .hasMessageNotContaining("Free text");
    }

    @Test
    void fieldErrorsAreNamedByTheirFields() {
        ApiException e = refused(400, """
                [ { "errorGroup": "InvalidRequest", "errorCode": "transaction.amount", "errorMessage": "must be positive" },
                  { "errorGroup": "InvalidRequest", "errorCode": "merchantInfo.fallBack", "errorMessage": "is no URL" } ]
                """);
        assertThat(EcomError.of(e)).isEqualTo(EcomError.INVALID_REQUEST);
        assertThat(e.error().extraDetails())
                .containsExactly(
                        new ExtraDetail("transaction.amount", "must be positive"),
                        new ExtraDetail("merchantInfo.fallBack", "is no URL"));
        assertThat(e).hasMessageContaining("transaction.amount").hasMessageContaining("use a new idempotency key");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"statusCode\":422,\"message\":\"not from here\"}",
                "{\"responseInfo\":{\"responseCode\":422,\"responseMessage\":\"\"},\"result\":{\"message\":\"not from here\"}}"
            })
    void gatewayHasShapesOfItsOwn(String body) {
        ApiException e = refused(422, body);
        assertThat(e.error().detail()).isEqualTo("not from here");
        assertThat(EcomError.of(e)).isEqualTo(EcomError.UNKNOWN);
    }

    @Test
    void refusedKeysAreAnAuthenticationError() {
        server.answer(401, Bodies.error("Authentication", "1"));
        ApiException e = refused(401, Bodies.error("Authentication", "1"));
        assertThat(e).isInstanceOf(AuthenticationException.class);
        assertThat(EcomError.of(e)).isEqualTo(EcomError.UNKNOWN);
    }
}
