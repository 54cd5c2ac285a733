package io.github.vipps4j.core.call;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.core.ApiError;
import io.github.vipps4j.core.ApiError.ExtraDetail;
import io.github.vipps4j.core.Credentials;
import io.github.vipps4j.testsupport.FieldDefect;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorReaderTest {
    private static final Redaction REDACTION = new Redaction(Credentials.of("id-1", "secret-1", "key-1"));
    private static final int KEPT = 8 * 1024;

    @Test
    void aProblemWithAnErrorCodeIsRead() {
        ApiError error = read(400, """
                {
                  "type": "https://httpstatuses.io/400",
                  "title": "Short text, may change",
                  "detail": "Free text.",
                  "instance": "/v1/payments/shop7-order-0042/capture",
                  "status": 400,
                  "extraDetails": [ { "name": "ErrorCode", "reason": "6080" } ],
                  "traceId": "00-00000000000000000000000000000001-0000000000000001-01"
                }""");

        assertThat(error.status()).isEqualTo(400);
        assertThat(error.title()).isEqualTo("Short text, may change");
        assertThat(error.detail()).isEqualTo("Free text.");
        assertThat(error.codes()).containsExactly("6080");
        assertThat(error.code()).isEqualTo("6080");
        assertThat(error.traceId()).isEqualTo("00-00000000000000000000000000000001-0000000000000001-01");
        assertThat(error.contextId()).isNull();
        assertThat(error.extraDetails()).isEmpty();
    }

    @Test
    void fieldErrorsOfAMalformedBodyAreRead() {
        ApiError error = read(400, """
                {"title":"One or more validation errors","status":"400","traceId":"t-1","extraDetails":[
                  {"name":"PaymentDescription","reason":"must not be empty"},
                  {"name":"Amount.Value","reason":"too low"}]}""");

        assertThat(error.codes()).isEmpty();
        assertThat(error.code()).isNull();
        assertThat(error.extraDetails())
                .containsExactly(
                        new ExtraDetail("PaymentDescription", "must not be empty"),
                        new ExtraDetail("Amount.Value", "too low"));
    }

    @Test
    void theOlderNameOfTheFieldErrorsIsReadToo() {
        ApiError error = read(400, """
                {"title":"t","extraDetails":null,"invalidParams":[{"name":"reference","reason":"too long"}]}""");

        assertThat(error.extraDetails()).containsExactly(new ExtraDetail("reference", "too long"));
    }

    @Test
    void orderManagementsErrorIsReadWithItsTraceIdInTheInstance() {
        ApiError error = read(400, """
                {
                  "type": "https://datatracker.ietf.org/doc/html/rfc7231#section-6.5.1",
                  "title": "One or more validation errors occurred.",
                  "detail": "BadRequest",
                  "instance": "00-616e415f5af7584eb4d9369d0fe8d7cc-48b90041faff204c-00",
                  "invalidParams": [
                    { "name": "RedirectUrl", "reason": "The field RedirectUrl must match the regular expression." }
                  ]
                }""");

        assertThat(error.status()).isEqualTo(400);
        assertThat(error.title()).isEqualTo("One or more validation errors occurred.");
        assertThat(error.detail()).isEqualTo("BadRequest");
        assertThat(error.codes()).isEmpty();
        assertThat(error.traceId()).isEqualTo("00-616e415f5af7584eb4d9369d0fe8d7cc-48b90041faff204c-00");
        assertThat(error.extraDetails())
                .containsExactly(
                        new ExtraDetail("RedirectUrl", "The field RedirectUrl must match the regular expression."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-616e415f5af7584eb4d9369d0fe8d7cc-48b90041faff204c-00",
                "00-616E415F5AF7584EB4D9369D0FE8D7CC-48B90041FAFF204C-01",
                "0HMVFE0A284AM:00000001",
                "0HMVFE0A284AM:0000002F"
            })
    void anInstanceThatIsATraceIdIsOne(String instance) {
        assertThat(read(400, "{\"title\":\"t\",\"instance\":\"" + instance + "\"}")
                        .traceId())
                .isEqualTo(instance);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/payments/shop7-order-0042/capture",
                "https://errors.example/1",
                "a b",
                "urn:x",
                "urn:abcdef01",
                "shop7-order-0042",
                "4712345678",
                "receipts",
                "00-616e415f5af7584eb4d9369d0fe8d7cc-48b90041faff204c-0",
                "01-616e415f5af7584eb4d9369d0fe8d7cc-48b90041faff204c-00",
                "00-616e415f5af7584eb4d9369d0fe8d7cx-48b90041faff204c-00",
                "00-616e415f5af7584eb4d9369d0fe8d7cc048b90041faff204c-00",
                "00-616e415f5af7584eb4d9369d0fe8d7cc-48b90041faff204x-00",
                "00-616e415f5af7584eb4d9369d0fe8d7cc-48b90041faff204c000",
                "00-616e415f5af7584eb4d9369d0fe8d7cc-48b90041faff204c-0x",
                "0HMVFE0A284AM:",
                "0HMVFE0A284AM:0000000G",
                "0HMVFE0A284AM:00000001:00000001",
                "0HMVFE0A2-4AM:00000001",
                "0HMVFE0A284AM:000000000000000000000000001"
            })
    void anInstanceThatIsAnythingElseIsNoTraceId(String instance) {
        assertThat(read(400, "{\"title\":\"t\",\"instance\":\"" + instance + "\"}")
                        .traceId())
                .isNull();
    }

    @Test
    void aTraceIdOfItsOwnComesBeforeTheInstance() {
        assertThat(read(400, "{\"traceId\":\"t-1\",\"instance\":\"i-1\"}").traceId())
                .isEqualTo("t-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"extraDetails\":[{\"name\":\"ErrorCode\",\"reason\":\"6080\"}]}",
                "{\"extraDetails\":[{\"name\":\"ErrorCode\",\"reason\":6080}]}",
                "{\"extraDetails\":[{\"name\":\"errorCode\",\"reason\":\" 6080 \"}]}",
                "{\"invalidParams\":[{\"name\":\"ErrorCode\",\"reason\":\"6080\"}]}",
                "{\"errorCode\":\"6080\"}",
                "{\"errorCode\":6080}"
            })
    void aCodeIsReadHoweverItIsWritten(String body) {
        assertThat(read(400, body).codes()).containsExactly("6080");
    }

    @Test
    void allCodesAndAllDetailsAreKeptInOrder() {
        ApiError error = read(400, """
                {"extraDetails":[{"name":"ErrorCode","reason":"6080"},{"name":"a","reason":"1"},
                  {"name":"ErrorCode","reason":"6170"}],"invalidParams":[{"name":"b","reason":"2"}]}""");

        assertThat(error.codes()).containsExactly("6080", "6170");
        assertThat(error.extraDetails()).containsExactly(new ExtraDetail("a", "1"), new ExtraDetail("b", "2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":\"500\"}",
                "{\"status\":500}",
                "{\"status\":\"\"}",
                "{\"status\":{}}",
                "{\"statusCode\":500}"
            })
    void theStatusIsThatOfTheResponseLineWhateverTheBodySays(String body) {
        assertThat(read(409, body).status()).isEqualTo(409);
    }

    @Test
    void theGatewaysFirstShapeIsRead() {
        ApiError error = read(401, "{ \"statusCode\": 401, \"message\": \"Access denied\" }");

        assertThat(error.status()).isEqualTo(401);
        assertThat(error.title()).isNull();
        assertThat(error.detail()).isEqualTo("Access denied");
        assertThat(error.codes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"responseInfo\":{\"responseCode\":401,\"responseMessage\":\"Unauthorized\"},\"result\":{\"message\":\"(401) Bad\"}} | (401) Bad",
                "{\"responseInfo\":{\"responseCode\":\"429\",\"responseMessage\":\"Slow down\"},\"result\":{}} | Slow down",
                "{\"responseInfo\":{\"responseCode\":422,\"responseMessage\":\"Slow down\"}} | Slow down",
                "{\"result\":{\"message\":\"(403) No\"}} | (403) No"
            })
    void theGatewaysSecondShapeIsRead(String body, String detail) {
        ApiError error = read(401, body);

        assertThat(error.detail()).isEqualTo(detail);
        assertThat(error.codes()).isEmpty();
        assertThat(error.traceId()).isNull();
    }

    @Test
    void anArrayOfErrorsWithGroupsIsRead() {
        ApiError error = read(400, """
                [{"errorGroup":"Payment","errorCode":"61","errorMessage":"Captured amount exceeds the reserved amount",
                  "contextId":"c-1"},
                 {"errorGroup":"payment","errorCode":62,"errorMessage":"not reserved"},
                 {"errorGroup":"Merchant","errorCode":"51","errorMessage":"means another thing than Payment 51"}]""");

        assertThat(error.group()).isEqualTo("Payment");
        assertThat(error.codes()).containsExactly("61", "62");
        assertThat(error.detail()).isEqualTo("Captured amount exceeds the reserved amount");
        assertThat(error.contextId()).isEqualTo("c-1");
        assertThat(error.extraDetails()).isEmpty();
    }

    @Test
    void fieldErrorsOfAnArrayAreDetailsAndNoCodes() {
        ApiError error = read(400, """
                [{"errorGroup":"InvalidRequest","errorCode":"transaction.amount","errorMessage":"must be 100 or more"},
                 {"errorGroup":"InvalidRequest","errorCode":"merchantInfo.fallBack","errorMessage":"is no URL"}]""");

        assertThat(error.group()).isEqualTo("InvalidRequest");
        assertThat(error.codes()).isEmpty();
        assertThat(error.extraDetails())
                .containsExactly(
                        new ExtraDetail("transaction.amount", "must be 100 or more"),
                        new ExtraDetail("merchantInfo.fallBack", "is no URL"));
    }

    /** Else a shop would be told of a field, and not that the order is locked or there already. */
    @ParameterizedTest
    @CsvSource({"Merchant, 34", "VippsError, 94"})
    void theCodeThatDecidesIsNotLostBehindAFieldError(String group, String code) {
        ApiError error = read(400, """
                [{"errorGroup":"InvalidRequest","errorCode":"transaction.amount","errorMessage":"must be 100 or more"},
                 {"errorGroup":"%s","errorCode":"%s","errorMessage":"decides","contextId":"c-2"},
                 {"errorGroup":"Payment","errorCode":"51","errorMessage":"of another group"}]""".formatted(group, code));

        assertThat(error.group()).isEqualTo(group);
        assertThat(error.codes()).containsExactly(code);
        assertThat(error.detail()).isEqualTo("decides");
        assertThat(error.contextId()).isEqualTo("c-2");
        assertThat(error.extraDetails()).containsExactly(new ExtraDetail("transaction.amount", "must be 100 or more"));
    }

    @Test
    void aSentenceOrAnAddressInPlaceOfAFieldsNameIsNone() {
        ApiError error = read(400, """
                [{"errorGroup":"InvalidRequest","errorCode":"no user Kari"},
                 {"errorGroup":"InvalidRequest","errorCode":"kari@example.com"},
                 {"errorGroup":"InvalidRequest","errorMessage":"says no field"}]""");

        assertThat(error.group()).isEqualTo("InvalidRequest");
        assertThat(error.codes()).containsExactly("***", "***");
        assertThat(error.extraDetails()).isEmpty();
    }

    @Test
    void anArrayOfErrorsWithoutGroupsIsRead() {
        ApiError error = read(400, """
                [{"errorCode":"44","errorMessage":"duplicate","contextId":"c-2"},{"errorCode":"99"}]""");

        assertThat(error.group()).isNull();
        assertThat(error.codes()).containsExactly("44", "99");
        assertThat(error.contextId()).isEqualTo("c-2");
    }

    /** PSP v3: without a group, the name of a field may be the code. */
    @Test
    void theProvidersShapeIsRead() {
        ApiError error = read(400, """
                [{"errorCode":"amount","errorMessage":"amount.less.than.one","contextId":"5a1c-77"}]""");

        assertThat(error.codes()).containsExactly("amount");
        assertThat(error.detail()).isEqualTo("amount.less.than.one");
        assertThat(error.contextId()).isEqualTo("5a1c-77");
        assertThat(error.extraDetails()).isEmpty();
    }

    @Test
    void aSentenceInPlaceOfAGroupIsMasked() {
        ApiError error = read(400, "[{\"errorGroup\":\"Kari Nordmann\",\"errorCode\":\"1\"}]");

        assertThat(error.group()).isEqualTo("***");
        assertThat(error.toString()).doesNotContain("Kari");
    }

    @Test
    void theTokenEndpointsShapeIsRead() {
        ApiError error = read(400, """
                {
                  "error": "unauthorized_client",
                  "error_description": "AADSTS700016: Application '4204662b' not found.\\r\\nTrace ID: 05d8\\r\\nTimestamp: 2026-07-01 11:37:08Z",
                  "error_codes": [700016],
                  "timestamp": "2026-07-01 11:37:08Z",
                  "trace_id": "05d8ee66-0000-0000-0000-000000000000",
                  "correlation_id": "7685939b-0000-0000-0000-000000000000",
                  "error_uri": "https://login.windows.net/error?code=700016"
                }""");

        assertThat(error.title()).isEqualTo("unauthorized_client");
        assertThat(error.detail())
                .isEqualTo("AADSTS700016: Application '4204662b' not found.\r\nTrace ID: 05d8\r\nTimestamp:"
                        + " 2026-07-01 11:37:08Z");
        assertThat(error.codes()).containsExactly("unauthorized_client");
        assertThat(error.traceId()).isEqualTo("05d8ee66-0000-0000-0000-000000000000");
        assertThat(error.contextId()).isEqualTo("7685939b-0000-0000-0000-000000000000");
    }

    @Test
    void anErrorGroupObjectOfTheTokenEndpointIsRead() {
        ApiError error = read(401, """
                {"errorGroup":"Authentication","errorCode":"36","errorMessage":"Not signed","contextId":"c-1"}""");

        assertThat(error.codes()).containsExactly("36");
        assertThat(error.detail()).isEqualTo("Not signed");
        assertThat(error.contextId()).isEqualTo("c-1");
    }

    @Test
    void anErrorGroupArrayOfTheTokenEndpointIsRead() {
        ApiError error = read(401, """
                [{"errorGroup":"Authentication","errorCode":"36","errorMessage":"Not signed","contextId":"c-1"}]""");

        assertThat(error.codes()).containsExactly("36");
        assertThat(error.detail()).isEqualTo("Not signed");
        assertThat(error.contextId()).isEqualTo("c-1");
    }

    @Test
    void anArrayOfSeveralErrorsKeepsEveryCode() {
        ApiError error = read(400, """
                [{"errorCode":"36","errorMessage":"first"},{"errorCode":"37","errorMessage":"second"},7,{}]""");

        assertThat(error.codes()).containsExactly("36", "37");
        assertThat(error.detail()).isEqualTo("first");
    }

    @Test
    void theTitleOfAnHtmlPageIsKept() {
        ApiError error = read(502, "<html>\r\n<head><title> 502 Bad Gateway\n</title></head><body>nginx</body></html>");

        assertThat(error.status()).isEqualTo(502);
        assertThat(error.title()).isEqualTo("502 Bad Gateway");
        assertThat(error.detail()).isNull();
        assertThat(error.codes()).isEmpty();
    }

    @Test
    void anEmptyTitleOfAnHtmlPageIsNoTitle() {
        assertThat(read(502, "<title> </title>").title()).isNull();
    }

    @Test
    void keysAndTokenAreInNoPartOfTheError() {
        String body = "{\"title\":\"no secret-1\",\"detail\":\"no token-1\",\"traceId\":\"key-1\",\"error\":\"id-1\","
                + "\"contextId\":\"id-1\",\"extraDetails\":[{\"name\":\"key-1\",\"reason\":\"s\\u0065cret-1\"}]}";

        ApiError error = ErrorReader.read(401, body.getBytes(UTF_8), REDACTION.with("token-1", List.of()));

        assertThat(error.title()).isEqualTo("no ***");
        assertThat(error.detail()).isEqualTo("no ***");
        assertThat(error.traceId()).isEqualTo("***");
        assertThat(error.contextId()).isEqualTo("***");
        assertThat(error.codes()).containsExactly("***");
        assertThat(error.extraDetails()).containsExactly(new ExtraDetail("***", "***"));
    }

    @Test
    void keysAndTokenAreNotInTheTitleOfAnHtmlPage() {
        byte[] body = "<title>no secret-1, no token-1</title>".getBytes(UTF_8);

        ApiError error = ErrorReader.read(403, body, REDACTION.with("token-1", List.of()));

        assertThat(error.title()).isEqualTo("no ***, no ***");
        assertThat(error.rawBody()).isEqualTo("<title>no ***, no ***</title>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Service unavailable",
                "<html>no title</html>",
                "<title>never closed",
                "</title><title>",
                "",
                " ",
                "{\"title\":\"cut o",
                "{} {}",
                "{\"title\":\"a\"} trailing"
            })
    @FieldDefect(11)
    void whatIsNotJsonHasNoTitleButItsBody(String body) {
        assertThat(read(503, body))
                .isEqualTo(new ApiError(503, null, null, null, List.of(), null, null, List.of(), body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "[1,\"two\",null]",
                "[[[]]]",
                "[{}]",
                "42",
                "-1.5e300",
                "\"text\"",
                "true",
                "null",
                "{\"more\":1}"
            })
    void jsonOfAnotherShapeSaysNothingButKeepsItsBody(String body) {
        assertThat(read(500, body))
                .isEqualTo(new ApiError(500, null, null, null, List.of(), null, null, List.of(), body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"extraDetails\":["})
    void deepNestingSaysNothingButKeepsItsBody(String open) {
        String body = open.repeat(100_000);

        assertThat(read(500, body))
                .isEqualTo(
                        new ApiError(500, null, null, null, List.of(), null, null, List.of(), body.substring(0, KEPT)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\" \"", "[]", "{}", "[\"x\"]", "{\"x\":\"y\"}"})
    void everyFieldMayBeNullBlankOrOfAnotherType(String value) {
        StringBuilder body = new StringBuilder("{\"more\":1");
        for (String field : List.of(
                "type",
                "title",
                "detail",
                "status",
                "traceId",
                "instance",
                "extraDetails",
                "invalidParams",
                "statusCode",
                "message",
                "responseInfo",
                "result",
                "errorGroup",
                "errorCode",
                "errorMessage",
                "contextId",
                "error",
                "error_description",
                "error_codes",
                "trace_id",
                "correlation_id")) {
            body.append(",\"").append(field).append("\":").append(value);
        }
        body.append('}');

        assertThat(read(400, body.toString()))
                .isEqualTo(new ApiError(400, null, null, null, List.of(), null, null, List.of(), body.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "-0.5", "true"})
    void aNumberOrTruthValueInPlaceOfTextIsTaken(String value) {
        ApiError error = read(
                400,
                "{\"title\":" + value + ",\"detail\":" + value + ",\"traceId\":" + value + ",\"errorCode\":" + value
                        + "}");

        assertThat(error.title()).isEqualTo(value);
        assertThat(error.detail()).isEqualTo(value);
        assertThat(error.traceId()).isEqualTo(value);
        assertThat(error.codes()).containsExactly(value);
    }

    @Test
    void detailsOfAnotherShapeAreSkippedAndTheRestIsRead() {
        ApiError error = read(400, """
                {"title":"t","extraDetails":[null,1,"x",[],{},{"name":null,"reason":"r"},{"reason":"r"},
                  {"name":"ErrorCode"},{"name":"ErrorCode","reason":null},{"name":"ErrorCode","reason":["6080"]},
                  {"name":"only"},{"name":"field","reason":{"a":1}},{"name":"ErrorCode","reason":"6090"}]}""");

        assertThat(error.title()).isEqualTo("t");
        assertThat(error.codes()).containsExactly("6090");
        assertThat(error.extraDetails()).containsExactly(new ExtraDetail("only", ""), new ExtraDetail("field", ""));
    }

    @Test
    void oneDetailThatIsNotInAnArrayThrowsNothing() {
        ApiError error = read(400, "{\"title\":\"t\",\"extraDetails\":{\"name\":\"ErrorCode\",\"reason\":\"6080\"}}");

        assertThat(error.title()).isEqualTo("t");
    }

    static Stream<byte[]> oddBytes() {
        return Stream.of(
                "{\"title\":\"Kåre\"}".getBytes(ISO_8859_1),
                new byte[1],
                new byte[5],
                new byte[] {0, 0, 0x12, 0},
                new byte[] {0, 0, 0, '{', 1},
                new byte[] {0, 0, (byte) 0xff, (byte) 0xfe},
                new byte[] {(byte) 0xff, (byte) 0xfe, '{', 0, '"'},
                new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0});
    }

    @ParameterizedTest
    @MethodSource("oddBytes")
    void bytesThatAreNoTextThrowNothing(byte[] body) {
        String raw = new String(body, UTF_8);

        assertThat(ErrorReader.read(502, body, REDACTION))
                .isEqualTo(new ApiError(502, null, null, null, List.of(), null, null, List.of(), raw));
    }

    @Test
    @FieldDefect(11)
    void noMixtureOfShapesThrowsOrLosesItsBody() {
        Random random = new Random(7);
        List<String> pieces = new ArrayList<>(List.of(
                "{",
                "}",
                "[",
                "]",
                ",",
                ":",
                "\"",
                "null",
                "1",
                "\"title\"",
                "\"extraDetails\"",
                "\"name\"",
                "\"ErrorCode\"",
                "\"reason\"",
                "\"result\"",
                "<title>",
                "</title>",
                " ",
                "\u0000",
                "å"));
        for (int i = 0; i < 20_000; i++) {
            StringBuilder body = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                body.append(pieces.get(random.nextInt(pieces.size())));
            }
            ApiError error = read(500, body.toString());
            assertThat(error.status()).isEqualTo(500);
            assertThat(error.rawBody()).isEqualTo(body.toString());
        }
    }

    private static ApiError read(int status, String body) {
        ApiError error = ErrorReader.read(status, body.getBytes(UTF_8), REDACTION);
        assertThat(error.rawBody()).isEqualTo(body.substring(0, Math.min(body.length(), KEPT)));
        return error;
    }
}
