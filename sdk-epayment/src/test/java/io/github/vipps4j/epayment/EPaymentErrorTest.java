package io.github.vipps4j.epayment;

import static io.github.vipps4j.core.Currency.NOK;
import static io.github.vipps4j.epayment.Bodies.REFERENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.ApiError;
import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.CallInfo;
import io.github.vipps4j.core.ErrorCode.Repeat;
import io.github.vipps4j.core.ErrorCode.WhoActs;
import io.github.vipps4j.core.IdempotencyKey;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EPaymentErrorTest {
    /** The API's list of codes, with what the documentation advises for each. */
    private static final String DOCUMENTED = """
            3010 once
            4010 conflict
            4020 conflict
            4040 fix
            4050 fix
            4060 fix
            4070 fix
            4080 fix
            4090 fix
            4100 fix
            4110 fix
            4120 fix
            4130 fix
            4140 fix
            4150 conflict
            4160 fix
            5010 config
            5020 config
            5030 config
            5040 config
            5050 config
            5060 config
            5070 config
            5080 config
            5090 state
            5100 config
            6010 fix
            6020 state
            6030 state
            6040 state
            6050 state
            6060 state
            6070 state
            6080 state
            6090 state
            6100 state
            6110 fix
            6120 fix
            6130 fix
            6140 fix
            6150 state
            6160 wait
            6170 state
            6180 state
            6190 state
            6200 state
            6210 state
            6220 state
            6230 state
            6250 wait
            6260 long
            6280 wait
            7010 user
            10010 state
            10020 test
            10030 test
            10040 test
            10050 test
            10060 test
            10070 test
            """;

    private static Map<String, String> documented() {
        Map<String, String> classes = new LinkedHashMap<>();
        DOCUMENTED.lines().forEach(line -> classes.put(line.split(" ")[0], line.split(" ")[1]));
        return classes;
    }

    static Stream<Arguments> codes() {
        return documented().entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    private static ApiException refusal(String... codes) {
        ApiError error = new ApiError(400, null, null, null, List.of(codes), null, null, List.of(), "");
        return new ApiException("refused", CallInfo.of("epayment.capture"), error);
    }

    @Test
    void theCatalogueIsTheDocumentedOne() {
        assertThat(Arrays.stream(EPaymentError.values())
                        .filter(error -> error != EPaymentError.UNKNOWN)
                        .map(EPaymentError::code))
                .containsExactlyElementsOf(documented().keySet());
    }

    @ParameterizedTest
    @MethodSource("codes")
    void eachCodeSaysWhatItMeansWhoActsAndWhetherRepeatingHelps(String code, String advice) {
        EPaymentError error = EPaymentError.of(refusal(code));
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.meaning()).isNotBlank();
        switch (advice) {
            case "fix" -> {
                assertThat(error.repeat()).isEqualTo(Repeat.CORRECTED_WITH_NEW_KEY);
                assertThat(error.whoActs()).isEqualTo(WhoActs.DEVELOPER);
            }
            case "config" -> {
                assertThat(error.repeat()).isEqualTo(Repeat.NEVER);
                assertThat(error.whoActs()).isEqualTo(WhoActs.MERCHANT);
            }
            case "state", "conflict" -> {
                assertThat(error.repeat()).isEqualTo(Repeat.AFTER_READING);
                assertThat(error.whoActs()).isEqualTo(WhoActs.DEVELOPER);
            }
            case "wait" -> {
                assertThat(error.repeat()).isEqualTo(Repeat.SAME_AFTER_PAUSE);
                assertThat(error.whoActs()).isEqualTo(WhoActs.NOBODY);
            }
            case "once" -> {
                assertThat(error.repeat()).isEqualTo(Repeat.SAME_ONCE);
                assertThat(error.whoActs()).isEqualTo(WhoActs.DEVELOPER);
            }
            case "long" -> {
                assertThat(error.repeat()).isEqualTo(Repeat.SAME_MUCH_LATER);
                assertThat(error.whoActs()).isEqualTo(WhoActs.CUSTOMER);
            }
            case "user" -> {
                assertThat(error.repeat()).isEqualTo(Repeat.NEVER);
                assertThat(error.whoActs()).isEqualTo(WhoActs.CUSTOMER);
            }
            case "test" -> assertThat(error.repeat()).isEqualTo(Repeat.NEVER);
            default -> throw new AssertionError(advice);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "4010, CAPTURE_KEY_REUSED",
        "4020, KEY_OR_REFERENCE_EXISTS",
        "4150, REFERENCE_EXISTS",
        "5090, NOT_FOUND",
        "6040, FULLY_CAPTURED",
        "6060, ALREADY_AUTHORIZED",
        "6080, CAPTURE_NOT_RESERVED",
        "6090, CAPTURE_TOO_HIGH",
        "6150, REFUND_TOO_HIGH",
        "6160, BEING_PROCESSED",
        "6170, ALREADY_CAPTURED",
        "6180, ALREADY_REFUNDED",
        "6250, CANNOT_CANCEL_NOW",
        "6260, FUNDS_UNAVAILABLE",
        "6280, CAPTURE_FAILED",
        "7010, NO_ELIGIBLE_USER"
    })
    void theNamesThatProgramsBranchOnBelongToTheirCodes(String code, EPaymentError expected) {
        assertThat(EPaymentError.of(refusal(code))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4030", "6240", "6270", "99999", "", "6080 ", "06080", "sixty"})
    void aCodeThatIsNotListedIsUnknown(String code) {
        assertThat(EPaymentError.of(refusal(code))).isEqualTo(EPaymentError.UNKNOWN);
    }

    @Test
    void noCodeIsUnknown() {
        assertThat(EPaymentError.of(refusal())).isEqualTo(EPaymentError.UNKNOWN);
    }

    @Test
    void ofSeveralCodesTheFirstKnownOneCounts() {
        assertThat(EPaymentError.of(refusal("99999", "6080", "6090"))).isEqualTo(EPaymentError.CAPTURE_NOT_RESERVED);
    }

    private static ApiException refused(int status, String body) {
        try (VippsServer server = new VippsServer()) {
            server.answer(status, body);
            ApiException exception = catchThrowableOfType(
                    ApiException.class,
                    () -> server.payments()
                            .capture(REFERENCE, Amount.ofMinor(1, NOK), IdempotencyKey.of("order-0042-capture-1")));
            assertThat(exception).isNotNull();
            return exception;
        }
    }

    @Test
    void theCodeIsReadFromTheDocumentedProblem() {
        ApiException exception = refused(400, Bodies.problem(400, "6080"));
        assertThat(EPaymentError.of(exception)).isEqualTo(EPaymentError.CAPTURE_NOT_RESERVED);
        assertThat(exception.code()).isEqualTo("6080");
        assertThat(exception.codes()).containsExactly("6080");
        assertThat(exception.status()).isEqualTo(400);
        assertThat(exception.traceId()).isEqualTo("00-00000000000000000000000000000001-0000000000000001-01");
        assertThat(exception.error().title()).isEqualTo("Short text, may change");
        assertThat(exception.error().detail()).isEqualTo("Free text.");
        assertThat(exception.error().extraDetails()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // the status as text
                "{\"status\":\"400\",\"extraDetails\":[{\"name\":\"ErrorCode\",\"reason\":\"6080\"}]}",
                // the number as a number
                "{\"status\":400,\"extraDetails\":[{\"name\":\"ErrorCode\",\"reason\":6080}]}",
                // the older name of the same idea
                "{\"invalidParams\":[{\"name\":\"ErrorCode\",\"reason\":\"6080\"}]}",
                // in another case, among others, with blanks
                "{\"extraDetails\":[{\"name\":\"Field\",\"reason\":\"x\"},{\"name\":\"errorCode\",\"reason\":\" 6080 \"}]}",
                "{\"extraDetails\":[null,1,{\"name\":\"ErrorCode\",\"reason\":\"6080\"}]}",
                "{\"extraDetails\":null,\"invalidParams\":[{\"name\":\"ErrorCode\",\"reason\":\"6080\"}]}"
            })
    void theCodeIsFoundInEveryShapeOfAProblem(String body) {
        assertThat(EPaymentError.of(refused(400, body))).isEqualTo(EPaymentError.CAPTURE_NOT_RESERVED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><title>Bad Request</title></html>",
                "Bad Request",
                "[]",
                "{}",
                "{\"statusCode\":400,\"message\":\"6080\"}",
                "{\"responseInfo\":{\"responseCode\":400,\"responseMessage\":\"6080\"},\"result\":{\"message\":\"m\"}}",
                "{\"extraDetails\":[{\"name\":\"PaymentDescription\",\"reason\":\"6080\"}]}",
                "{\"extraDetails\":[{\"name\":\"ErrorCode\",\"reason\":null}]}",
                "{\"extraDetails\":{\"name\":\"ErrorCode\"}}"
            })
    void aRefusalWithoutACodeIsUnknownAndKeepsItsBody(String body) {
        ApiException exception = refused(400, body);
        assertThat(EPaymentError.of(exception)).isEqualTo(EPaymentError.UNKNOWN);
        assertThat(exception.error().rawBody()).isEqualTo(body);
    }

    @Test
    void fieldErrorsAreKept() {
        ApiException exception = refused(
                400,
                "{\"extraDetails\":[{\"name\":\"PaymentDescription\",\"reason\":\"too short\"},"
                        + "{\"name\":\"amount.value\",\"reason\":\"must be positive\"}]}");
        assertThat(exception.error().extraDetails())
                .containsExactly(
                        new ApiError.ExtraDetail("PaymentDescription", "too short"),
                        new ApiError.ExtraDetail("amount.value", "must be positive"));
        assertThat(exception.getMessage())
                .contains("PaymentDescription: too short")
                .contains("amount.value: must be positive");
    }

    @Test
    void unknownIsNotAMeaning() {
        assertThat(EPaymentError.UNKNOWN.code()).isEmpty();
        assertThat(EPaymentError.UNKNOWN.meaning()).isEmpty();
        assertThat(refused(400, Bodies.problem(400, "6270")).getMessage()).contains("6270");
    }
}
