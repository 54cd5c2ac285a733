package io.github.vipps4j.epayment;

import static io.github.vipps4j.core.Currency.NOK;
import static io.github.vipps4j.epayment.Bodies.REFERENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.AuthenticationException;
import io.github.vipps4j.core.BusyException;
import io.github.vipps4j.core.ConflictException;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.NotFoundException;
import io.github.vipps4j.core.PermissionException;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.core.VippsException;
import io.github.vipps4j.testsupport.FieldDefect;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a developer on call gets to read. */
class RefusalTest {
    private static final IdempotencyKey KEY = IdempotencyKey.of("order-0042-capture-1");
    private static final String TRACE_ID = "00-00000000000000000000000000000001-0000000000000001-01";

    private final VippsServer server = new VippsServer();
    private final EPaymentClient payments = server.payments();

    @AfterEach
    void close() {
        server.close();
    }

    private ApiException refusedCapture(int status, String body) {
        server.answer(status, body);
        ApiException exception = catchThrowableOfType(
                ApiException.class, () -> payments.capture(REFERENCE, Amount.ofMinor(10_000, NOK), KEY));
        assertThat(exception).isNotNull();
        return exception;
    }

    @Test
    void theMessageSaysWhatWhyWhoAndAllIds() {
        ApiException exception = refusedCapture(400, Bodies.problem(400, "6080"));
        assertThat(exception.getMessage())
                .contains("epayment.capture of shop7-order-20260701-0042 was refused")
                .contains("HTTP 400 with code 6080 (nothing is reserved, so nothing can be captured)")
                .contains("Who has to act: the developer; read the payment back before anything else.")
                .contains("reference=shop7-order-20260701-0042")
                .contains("msn=654321")
                .contains("idempotencyKey=order-0042-capture-1")
                .contains("attempts=1")
                .contains("elapsed=0 ms")
                .contains("traceId=" + TRACE_ID)
                .doesNotContain("\n");
    }

    @Test
    @FieldDefect(10)
    void theExceptionHasAllIds() {
        ApiException exception = refusedCapture(400, Bodies.problem(400, "6080"));
        assertThat(exception.operation()).isEqualTo("epayment.capture");
        assertThat(exception.reference()).isEqualTo(REFERENCE);
        assertThat(exception.merchantSerialNumber()).isEqualTo("654321");
        assertThat(exception.idempotencyKey()).isEqualTo(KEY);
        assertThat(exception.attempts()).isEqualTo(1);
        assertThat(exception.traceId()).isEqualTo(TRACE_ID);
        assertThat(exception.processed()).isEqualTo(Processed.NO);
    }

    @Test
    void attemptsAndTimeAreThoseOfTheWholeCall() {
        server.answer(423, "").answer(423, "");
        ApiException exception = refusedCapture(400, Bodies.problem(400, "6090"));
        assertThat(exception.attempts()).isEqualTo(3);
        assertThat(exception.elapsed()).isEqualTo(Duration.ofSeconds(6));
        assertThat(exception.getMessage()).contains("attempts=3").contains("elapsed=6000 ms");
    }

    @ParameterizedTest
    @CsvSource({
        "400, io.github.vipps4j.core.ApiException",
        "403, io.github.vipps4j.core.PermissionException",
        "404, io.github.vipps4j.core.NotFoundException",
        "409, io.github.vipps4j.core.ConflictException",
        "422, io.github.vipps4j.core.ApiException",
        "301, io.github.vipps4j.core.ApiException"
    })
    void theKindOfRefusalFollowsTheStatus(int status, Class<? extends ApiException> kind) {
        assertThat(refusedCapture(status, "{}")).isExactlyInstanceOf(kind);
    }

    @Test
    void aReferenceThatIsUnknownSaysWhereToLook() {
        server.answer(404, Bodies.problem(404, "5090"));
        NotFoundException exception = catchThrowableOfType(NotFoundException.class, () -> payments.get(REFERENCE));
        assertThat(EPaymentError.of(exception)).isEqualTo(EPaymentError.NOT_FOUND);
        assertThat(exception.getMessage())
                .contains("there is no payment with this reference in this sales unit")
                .contains("msn=654321")
                .doesNotContain("idempotencyKey");
    }

    @Test
    void aMissingPermissionIsTheMerchantsToSettle() {
        server.answer(403, Bodies.problem(403, "5080"));
        PermissionException exception =
                catchThrowableOfType(PermissionException.class, () -> payments.create(WireTest.documented()));
        assertThat(exception.getMessage()).contains("the merchant").contains("push messages are not allowed");
    }

    @Test
    @FieldDefect(44)
    void aReferenceThatExistsIsAConflict() {
        server.answer(409, Bodies.problem(409, "4150"));
        ConflictException exception =
                catchThrowableOfType(ConflictException.class, () -> payments.create(WireTest.documented()));
        assertThat(EPaymentError.of(exception)).isEqualTo(EPaymentError.REFERENCE_EXISTS);
        assertThat(exception.getMessage()).contains("read the payment back");
    }

    @Test
    void aSecondUnauthorizedIsTheEnd() {
        server.answer(401, "").answer(401, "{\"statusCode\":401,\"message\":\"Access denied\"}");
        AuthenticationException exception =
                catchThrowableOfType(AuthenticationException.class, () -> payments.get(REFERENCE));
        assertThat(exception.getMessage()).contains("Access denied").contains("subscription key");
        assertThat(exception.toString())
                .doesNotContain(VippsServer.SUBSCRIPTION_KEY)
                .doesNotContain(VippsServer.CLIENT_SECRET)
                .doesNotContain(VippsServer.TOKEN);
    }

    @Test
    void aWaitThatDoesNotFitTheDeadlineIsNotBegun() {
        server.answer(429, "", "Retry-After", "30");
        BusyException exception = catchThrowableOfType(
                BusyException.class,
                () -> payments.with(RequestOptions.defaults().deadline(Duration.ofSeconds(10)))
                        .capture(REFERENCE, Amount.ofMinor(1, NOK), KEY));
        assertThat(exception.retryAfter()).isEqualTo(Duration.ofSeconds(30));
        assertThat(exception.processed()).isEqualTo(Processed.NO);
        assertThat(server.time.sleeps()).isEmpty();
    }

    /** With a code that is not known: else the message has the meaning of the code instead. */
    private static String echo(String text) {
        return "{\"status\":400,\"title\":\"" + text + "\",\"detail\":\"" + text + "\",\"extraDetails\":["
                + "{\"name\":\"ErrorCode\",\"reason\":\"4999\"},{\"name\":\"" + text + "\",\"reason\":\"" + text
                + "\"}]}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4791000000",
                "+4791000000",
                "\\\"4791000000\\\"",
                "phoneNumber=4791000000",
                "tel:4791000000.",
                "91000000"
            })
    @FieldDefect(16)
    void aPhoneNumberThatTheServerEchoesIsNotInTheMessage(String phone) {
        VippsException exception = refusedCapture(400, echo("The number " + phone + " is invalid"));
        assertThat(exception.toString())
                .doesNotContain("91000000")
                .contains("4999")
                .contains("is invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+47 910 00 000", "47 91 00 00 00", "(+47) 910-00 000"})
    void aPhoneNumberWithBlanksThatTheServerEchoesIsNotInTheMessage(String phone) {
        VippsException exception = refusedCapture(400, echo("The number " + phone + " is invalid"));
        assertThat(exception.toString()).doesNotContain(phone);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ola.nordmann@example.com", "<ola@example.com>", "mailto:ola@example.com,"})
    void anEmailAddressThatTheServerEchoesIsNotInTheMessage(String address) {
        VippsException exception = refusedCapture(400, echo("User " + address + " unknown"));
        assertThat(exception.toString()).doesNotContain("ola").doesNotContain("example.com");
    }

    @Test
    void theBodyKeepsWhatTheMessageLeavesOut() {
        ApiException exception = refusedCapture(400, echo("The number 4791000000 is invalid"));
        assertThat(exception.error().rawBody()).contains("4791000000");
        assertThat(exception.error().toString()).doesNotContain("4791000000");
    }

    @Test
    void keysThatTheServerEchoesAreInNeitherMessageNorBody() {
        ApiException exception =
                refusedCapture(400, echo("headers " + VippsServer.SUBSCRIPTION_KEY + " " + VippsServer.TOKEN));
        assertThat(exception + exception.error().rawBody())
                .doesNotContain(VippsServer.SUBSCRIPTION_KEY)
                .doesNotContain(VippsServer.TOKEN);
    }

    @Test
    void aTextOfSeveralLinesBecomesOneLine() {
        ApiException exception = refusedCapture(400, echo("first\\r\\nsecond\\tthird"));
        assertThat(exception.getMessage())
                .contains("first second third")
                .doesNotContain("\n")
                .doesNotContain("\r");
    }

    @Test
    void aTraceIdOfSeveralLinesDoesNotBreakTheLine() {
        ApiException exception = refusedCapture(400, "{\"title\":\"t\",\"traceId\":\"id\\nERROR forged line\"}");
        assertThat(exception.getMessage()).doesNotContain("\n");
    }

    @Test
    void aTitleThatIsAlsoTheDetailIsSaidOnce() {
        ApiException exception = refusedCapture(400, "{\"title\":\"Bad Request\",\"detail\":\"Bad Request\"}");
        assertThat(exception.getMessage()).contains("\"Bad Request\"");
    }

    @Test
    void withoutAKnownCodeTheServicesOwnWordsAreInTheMessage() {
        assertThat(refusedCapture(400, Bodies.problem(400, "6270")).getMessage())
                .contains("HTTP 400 with code 6270, \"Short text, may change: Free text.\"");
    }
}
