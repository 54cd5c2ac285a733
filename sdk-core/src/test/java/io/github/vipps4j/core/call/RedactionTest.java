package io.github.vipps4j.core.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.core.ApiError;
import io.github.vipps4j.core.Credentials;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    private static final int KEPT = 8 * 1024;
    private static final String TOKEN = "eyJ0eXAiOiJKV1Qi.eyJhcHBpZCI6Ii.c2lnbmF0dXJl";

    private final Redaction redaction = new Redaction(
            Credentials.of("client-id-1", "se+cr/et=", "primary-key").withSecondarySubscriptionKey("secondary-key"));
    private final Redaction ofCall = redaction.with(TOKEN, List.of());

    @Test
    void keysAndTokenAreTakenOutWhereverTheyStand() {
        byte[] body = ("{\"a\":\"client-id-1\",\"b\":\"Bearer " + TOKEN
                        + "\",\"c\":\"se+cr/et= primary-key se+cr/et=\"," + "\"secondary-key\":1}")
                .getBytes(UTF_8);

        assertThat(ofCall.rawBody(body))
                .isEqualTo("{\"a\":\"***\",\"b\":\"Bearer ***\",\"c\":\"*** *** ***\",\"***\":1}");
    }

    @Test
    void secretsOfACallAreTakenOutOfItsErrorsOnly() {
        Redaction ofCall = redaction.with(TOKEN, List.of("callback-token/1", "callback-token/1-of-2"));
        byte[] body = "[{\"errorMessage\":\"callback-token\\/1-of-2 %63allback-token/1\"}]".getBytes(UTF_8);

        assertThat(ErrorReader.read(400, body, ofCall).detail()).isEqualTo("*** ***");
        assertThat(ofCall.rawBody(body)).isEqualTo("[{\"errorMessage\":\"*** ***\"}]");
        assertThat(redaction.rawBody(body)).contains("1-of-2");
    }

    @Test
    void secretOfACallThatIsTooShortToBeOneTakesNoCodesAlong() {
        byte[] body = "[{\"errorGroup\":\"Merchant\",\"errorCode\":\"34\"}]".getBytes(UTF_8);

        ApiError error = ErrorReader.read(400, body, redaction.with(null, List.of("3", "4", "Merch", "")));

        assertThat(error.group()).isEqualTo("Merchant");
        assertThat(error.codes()).containsExactly("34");
    }

    @Test
    void everythingElseIsKept() {
        byte[] body = "<html>Blåbær 4712345678 {}</html>\r\n".getBytes(UTF_8);

        assertThat(ofCall.rawBody(body)).isEqualTo("<html>Blåbær 4712345678 {}</html>\r\n");
        assertThat(redaction.rawBody(body)).isEqualTo("<html>Blåbær 4712345678 {}</html>\r\n");
        assertThat(ofCall.rawBody(new byte[0])).isEmpty();
    }

    @Test
    void onlyTheBeginningOfAHugeBodyIsKept() {
        String body = "x".repeat(KEPT) + "y".repeat(4 * 1024 * 1024);

        assertThat(redaction.rawBody(body.getBytes(UTF_8))).isEqualTo("x".repeat(KEPT));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 43, 44})
    void aSecretAcrossTheEndOfWhatIsKeptIsTakenOutToo(int before) {
        String body = "x".repeat(KEPT - before) + TOKEN + "y".repeat(KEPT);

        assertThat(ofCall.rawBody(body.getBytes(UTF_8)))
                .hasSize(KEPT)
                .startsWith("x".repeat(KEPT - before))
                .doesNotContain("e")
                .matches("x*\\**y*");
    }

    @Test
    void aSecretRepeatedManyTimesIsTakenOutToItsLastPiece() {
        String token = "SECRET".repeat(250);

        assertThat(redaction
                        .with(token, List.of())
                        .rawBody(token.repeat(11).getBytes(UTF_8))
                        .contains("SECRET"))
                .isFalse();
    }

    @Test
    void aSecretThatTheServiceQuotesIsInNoPartOfTheError() {
        byte[] body = ("{\"title\":\"Bad secret se+cr/et=\",\"detail\":\"Key primary-key of client-id-1\","
                        + "\"traceId\":\"secondary-key\",\"errorCode\":\"primary-key\","
                        + "\"extraDetails\":[{\"name\":\"Authorization\",\"reason\":\"Bearer " + TOKEN + "\"}]}")
                .getBytes(UTF_8);

        ApiError error = ErrorReader.read(401, body, ofCall);

        String everything = error
                + error.title()
                + error.detail()
                + error.extraDetails().get(0).reason()
                + error.rawBody();
        assertThat(everything)
                .doesNotContain("se+cr/et=")
                .doesNotContain("primary-key")
                .doesNotContain("secondary-key")
                .doesNotContain("client-id-1")
                .doesNotContain(TOKEN);
    }

    @ParameterizedTest
    @CsvSource({
        "Amount is too high, Amount is too high",
        "'  two  \t words ', two words",
        "'one\r\nline\u2028only', one line only",
        "kari@example.com has no card, *** has no card",
        "Phone 4712345678 is unknown, Phone *** is unknown",
        "No user(912 34 567) here, No user(***) here",
        "tlf91 23 45 67 is busy, tlf*** is busy",
        "'(91) 23-45/67, or 4 of 5', '(***, or 4 of 5'",
        "'Phone +47-123-45-678, sorry', 'Phone ***, sorry'",
        "card 4111-1111-1111-1111, card ***",
        "card 4111 1111 1111 1111 expired, card *** expired",
        "Phone +47 912 34 567 is unknown, Phone *** is unknown",
        "12 of 34 lines, 12 of 34 lines",
        "1234567 is short, 1234567 is short",
        "See https://shop.example/o/1?token=s3cret for more, See https://shop.example/*** for more",
        "'Field ''https://shop.example/o/1?token=s3cret'' is wrong', 'Field ''https://shop.example/*** is wrong'",
        "<https://shop.example:8443?token=s3cret>, <https://shop.example:8443?***",
        "url=HTTPS://Shop.example#s3cret, url=HTTPS://Shop.example#***",
        "https://blåbær.no/o|https://shop.example/s3cret, https://blåbær.no/***",
        "shop://order/s3cret is unknown, shop://order/*** is unknown",
        "shop.example/o?token=s3cret, shop.example/o?***",
        "/orders?token=s3cret, /orders?***",
        "'https://shop.example, or https://shop.example/.', 'https://shop.example, or https://shop.example/.'",
        "https://shop.example\\s3cret, https://shop.example***",
        "'Is it there? (https://)', 'Is it there? (https://)'",
        "'', ''",
        "' \n ', ''"
    })
    void aTextForAMessageIsOneLineWithoutWhatLooksPersonal(String text, String expected) {
        assertThat(Redaction.forMessage(text)).isEqualTo(expected);
    }

    @Test
    void aTextForAMessageIsBounded() {
        assertThat(Redaction.forMessage("word ".repeat(100_000)))
                .hasSizeLessThanOrEqualTo(310)
                .startsWith("word word");
    }

    @Test
    void aTextOfOneEndlessWordIsBoundedToo() {
        assertThat(Redaction.forMessage("x".repeat(100_000)).length()).isLessThanOrEqualTo(310);
    }
}
