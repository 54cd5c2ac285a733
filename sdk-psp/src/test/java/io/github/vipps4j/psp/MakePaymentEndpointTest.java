package io.github.vipps4j.psp;

import static io.github.vipps4j.psp.Provider.ACCEPTED;
import static io.github.vipps4j.psp.Provider.SOFT_DECLINE;
import static io.github.vipps4j.psp.Provider.answer;
import static io.github.vipps4j.psp.Provider.call;
import static io.github.vipps4j.psp.Provider.failed;
import static io.github.vipps4j.psp.Provider.state;
import static io.github.vipps4j.psp.Provider.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.callback.CallbackRequest;
import io.github.vipps4j.core.callback.CallbackResponse;
import io.github.vipps4j.core.callback.CardDecision;
import io.github.vipps4j.core.callback.CardDecision.State;
import io.github.vipps4j.core.callback.CardNumber;
import io.github.vipps4j.core.callback.Cryptogram;
import io.github.vipps4j.core.callback.NetworkToken;
import io.github.vipps4j.core.callback.NetworkToken.TokenType;
import io.github.vipps4j.core.callback.Withdrawal;
import io.github.vipps4j.testsupport.Await;
import io.github.vipps4j.testsupport.CapturedLog;
import io.github.vipps4j.testsupport.FieldDefect;
import java.io.IOException;
import java.time.Duration;
import java.time.YearMonth;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

/** What a provider is asked and what the service is told, byte by byte. */
class MakePaymentEndpointTest {
    private static final String TOO_LATE = failed("85", "Response received too late");
    private static final String CANCELLED = failed("93", "Status from Vipps:CANCEL");
    private static final String TIMED_OUT = failed("93", "Status from Vipps:TIMEOUT");

    private final Provider provider = new Provider();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void close() {
        released.countDown();
        provider.close();
    }

    private MakePaymentReply.Final hanging() throws InterruptedException {
        begun.countDown();
        released.await();
        return MakePaymentReply.approved();
    }

    private State remembered() {
        return Objects.requireNonNull(provider.store.find("makePayment:7686f7788898767977"))
                .state();
    }

    // ---- what is asked

    @Test
    void documentedRequestIsReadWholeAndApproved() {
        assertThat(provider.answer(ACCEPTED)).isEqualTo(Provider.OK);
        assertThat(provider.payments)
                .containsExactly(new MakePayment(
                        "7686f7788898767977",
                        "654321",
                        new NetworkToken(
                                CardNumber.of(Provider.NUMBER),
                                Cryptogram.of(Provider.CRYPTOGRAM),
                                YearMonth.of(2030, 3),
                                TokenType.MASTERCARD,
                                "MASTERCARD",
                                6,
                                null),
                        "522660",
                        Map.of(
                                ThreeDSecureResult.SUCCESS, Provider.SUCCESS_URL,
                                ThreeDSecureResult.CANCEL, Provider.CANCEL_URL,
                                ThreeDSecureResult.FAILURE, Provider.FAILURE_URL),
                        null,
                        "eyJ1c2VyIjoi"));
    }

    @Test
    void requestIsReadLeniently() {
        String bare = "{\"pspTransactionId\":\"7686f7788898767977\",\"paymentState\":\"ACCEPTED\","
                + "\"merchantSerialNumber\":1234567,\"confirmed\":\"NO\",\"tomorrow\":[1],"
                + "\"operations\":[{\"operation\":\"3dsOther\",\"url\":\"https://x\"},{\"operation\":\"3DSsuccess\",\"url\":\"https://y\"},{}],"
                + "\"networkToken\":{\"number\":4895370013193500,\"cryptogram\":\"AA==\",\"expiryMonth\":5,\"expiryYear\":\"25\"}}";
        assertThat(provider.answer(bare)).isEqualTo(Provider.OK);
        MakePayment payment = provider.payments.get(0);
        assertThat(payment.merchantSerialNumber()).isEqualTo("1234567");
        assertThat(payment.networkToken().number().value()).isEqualTo("4895370013193500");
        assertThat(payment.networkToken().expiry()).isEqualTo(YearMonth.of(2025, 5));
        assertThat(payment.returnUrls()).isEqualTo(Map.of(ThreeDSecureResult.SUCCESS, "https://y"));
    }

    @Test
    void whatCanBeChargedWithoutMayBeOdd() {
        String odd = "{\"pspTransactionId\":\"7686f7788898767977\",\"paymentState\":\"ACCEPTED\","
                + "\"merchantSerialNumber\":[],\"binNumber\":{},\"operations\":\"none\",\"userToken\":[1],"
                + "\"networkToken\":{\"number\":\"4895370013193500\",\"cryptogram\":\"AA==\",\"expiryMonth\":\"05\","
                + "\"expiryYear\":\"2025\",\"tokenType\":[],\"eci\":{},\"paymentAccountReference\":[]}}";
        assertThat(provider.answer(odd)).isEqualTo(Provider.OK);
        assertThat(provider.payments)
                .containsExactly(new MakePayment(
                        "7686f7788898767977",
                        null,
                        new NetworkToken(
                                CardNumber.of("4895370013193500"),
                                Cryptogram.of("AA=="),
                                YearMonth.of(2025, 5),
                                TokenType.UNKNOWN,
                                null,
                                null,
                                null),
                        null,
                        Map.of(),
                        null,
                        null));
    }

    // ---- what is answered

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INVALID_REQUEST|71|Invalid request",
                "NO_SUCH_ISSUER|81|No such issuer",
                "REFUSED_BY_ISSUER|82|Refused by Issuer",
                "SUSPECTED_FRAUD|83|Suspected fraud",
                "EXCEEDS_WITHDRAWAL_LIMIT|84|Exceeds withdrawal amount limit",
                "TOO_LATE|85|Response received too late",
                "EXPIRED_CARD|86|Expired card",
                "INVALID_CARD_NUMBER|87|Invalid card number (no such number)",
                "CREDIT_CARDS_NOT_ALLOWED|88|Merchant does not allow credit cards",
                "INSUFFICIENT_FUNDS|89|Insufficient funds",
                "INTERNAL_ERROR|91|Internal error",
                "UNHANDLED_SOFT_DECLINE|94|Unhandled soft decline"
            })
    void refusalHasItsIdAsTextAndItsText(DeclineReason reason, String errorId, String errorText) {
        provider.first = payment -> MakePaymentReply.declined(reason);
        assertThat(provider.answer(ACCEPTED)).isEqualTo(failed(errorId, errorText));
    }

    @Test
    void refusalMayHaveATextOfItsOwn() {
        provider.first = payment -> MakePaymentReply.declined("The shop is closed");
        assertThat(provider.answer(ACCEPTED)).isEqualTo(failed("72", "The shop is closed"));
        assertThatThrownBy(() -> MakePaymentReply.declined(" ")).isInstanceOf(InvalidRequestException.class);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "psp.example.com/3ds", "http://psp.example.com/3ds", "pspapp://3ds"})
    @SuppressWarnings("NullAway")
    void softDeclineNeedsAPageThatTheAppCanOpen(String url) {
        assertThatThrownBy(() -> MakePaymentReply.softDecline(url))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("url3dSecure");
    }

    @Test
    void onlyApprovalsHaveToBeReversed() {
        assertThat(MakePaymentReply.approved().isApproved()).isTrue();
        assertThat(MakePaymentReply.declined(DeclineReason.REFUSED_BY_ISSUER).isApproved())
                .isFalse();
        assertThat(MakePaymentReply.softDecline("https://psp.example.com/3ds").isApproved())
                .isFalse();
    }

    // ---- 3-D Secure

    @Test
    @FieldDefect(61)
    void softDeclineGoesThrough3DSecureToAnApproval() {
        provider.first = payment -> MakePaymentReply.softDecline("https://psp.example.com/3ds/1");
        assertThat(provider.answer(ACCEPTED)).isEqualTo(SOFT_DECLINE);
        assertThat(provider.answer(ACCEPTED)).as("a repeat").isEqualTo(SOFT_DECLINE);

        CallbackResponse redirect =
                provider.endpoint.returnFrom3DSecure("7686f7788898767977", ThreeDSecureResult.SUCCESS);
        assertThat(redirect.status()).isEqualTo(302);
        assertThat(redirect.headers()).isEqualTo(Map.of("Location", Provider.SUCCESS_URL));
        assertThat(redirect.body()).isEmpty();

        assertThat(provider.answer(ACCEPTED))
                .as("the second, with the same bytes")
                .isEqualTo(Provider.OK);
        assertThat(provider.answer(ACCEPTED)).as("a repeat of it").isEqualTo(Provider.OK);
        assertThat(provider.asked).containsExactly("accepted 7686f7788898767977", "after3DSecure 7686f7788898767977");
        assertThat(provider.payments.get(1).threeDSecureResult()).isEqualTo(ThreeDSecureResult.SUCCESS);
    }

    @Test
    @FieldDefect(61)
    void secondRequestWithAFreshCryptogramNeedsNoReturn() {
        provider.first = payment -> MakePaymentReply.softDecline("https://psp.example.com/3ds/1");
        provider.answer(ACCEPTED);
        assertThat(provider.answer(ACCEPTED.replace(Provider.CRYPTOGRAM, "AgAAAAAAAIR8CQrXSohbQAAAAAA=")))
                .isEqualTo(Provider.OK);
        assertThat(provider.payments.get(1).threeDSecureResult()).isNull();
        assertThat(provider.payments.get(1).networkToken().cryptogram().value())
                .isEqualTo("AgAAAAAAAIR8CQrXSohbQAAAAAA=");
    }

    @ParameterizedTest
    @EnumSource(ThreeDSecureResult.class)
    void customerIsSentToTheUrlOfWhat3DSecureCameTo(ThreeDSecureResult result) {
        provider.first = payment -> MakePaymentReply.softDecline("https://psp.example.com/3ds/1");
        provider.answer(ACCEPTED);
        Map<ThreeDSecureResult, String> urls = provider.payments.get(0).returnUrls();
        assertThat(provider.endpoint
                        .returnFrom3DSecure("7686f7788898767977", result)
                        .headers())
                .isEqualTo(Map.of("Location", urls.get(result)));
        assertThat(provider.endpoint
                        .returnFrom3DSecure("7686f7788898767977", ThreeDSecureResult.SUCCESS)
                        .headers())
                .as("the page loaded again")
                .isEqualTo(Map.of("Location", urls.get(result)));
    }

    @Test
    void customerWhoCancelsDuring3DSecureIsDeclinedAndKnownToTheHandler() {
        provider.first = payment -> MakePaymentReply.softDecline("https://psp.example.com/3ds/1");
        provider.second = payment -> payment.threeDSecureResult() == ThreeDSecureResult.SUCCESS
                ? MakePaymentReply.approved()
                : MakePaymentReply.declined(DeclineReason.REFUSED_BY_ISSUER);
        provider.answer(ACCEPTED);
        provider.endpoint.returnFrom3DSecure("7686f7788898767977", ThreeDSecureResult.CANCEL);
        assertThat(provider.answer(ACCEPTED)).isEqualTo(failed("82", "Refused by Issuer"));
    }

    @Test
    void cancelFromTheServiceDuring3DSecureEndsIt() {
        provider.first = payment -> MakePaymentReply.softDecline("https://psp.example.com/3ds/1");
        provider.answer(ACCEPTED);
        assertThat(provider.answer(state("USER_CANCEL"))).isEqualTo(CANCELLED);
        Await.until(() -> remembered() == State.DONE);
        assertThat(provider.notApproved)
                .containsExactly(
                        new NotApprovedPayment("7686f7788898767977", "654321", NotApprovedPayment.Reason.USER_CANCEL));
        assertThat(provider.answer(ACCEPTED.replace("522660", "522661"))).isEqualTo(CANCELLED);
        assertThat(provider.asked).hasSize(1);
    }

    @Test
    void nobodyIsSentAnywhereForATransactionThatIsNotKnown() {
        assertThat(provider.endpoint
                        .returnFrom3DSecure("tx-2", ThreeDSecureResult.SUCCESS)
                        .status())
                .isEqualTo(404);
    }

    // ---- not approved

    @ParameterizedTest
    @EnumSource(NotApprovedPayment.Reason.class)
    void whatTheCustomerDidNotApproveIsAnsweredForTheHandlerWhichIsToldOnce(NotApprovedPayment.Reason reason) {
        assertThat(provider.answer(state(reason.name())))
                .isEqualTo(reason == NotApprovedPayment.Reason.TIMEOUT ? TIMED_OUT : CANCELLED);
        assertThat(provider.answer(state(reason.name())))
                .isEqualTo(reason == NotApprovedPayment.Reason.TIMEOUT ? TIMED_OUT : CANCELLED);
        Await.until(() -> remembered() == State.DONE);
        assertThat(provider.notApproved)
                .containsExactly(new NotApprovedPayment("7686f7788898767977", "654321", reason));
        assertThat(provider.asked).isEmpty();
    }

    @Test
    void cardFieldsOfWhatWasNotApprovedAreNotLookedAt() {
        assertThat(provider.answer(state("TIMEOUT")
                        .replace("}", ",\"networkToken\":null,\"operations\":\"\",\"binNumber\":null}")))
                .isEqualTo(TIMED_OUT);
    }

    /** Our answer was lost: at the service the payment has failed, and the card is charged. */
    @Test
    @FieldDefect(61)
    void approvalThatTheServiceDoesNotKnowOfIsReversedOnce() {
        assertThat(provider.answer(ACCEPTED)).isEqualTo(Provider.OK);
        assertThat(provider.answer(state("TIMEOUT"))).isEqualTo(TIMED_OUT);
        assertThat(provider.answer(state("TIMEOUT"))).isEqualTo(TIMED_OUT);
        assertThat(provider.answer(ACCEPTED)).isEqualTo(TIMED_OUT);
        Await.until(() -> remembered() == State.DONE);
        assertThat(provider.discarded).containsExactly("7686f7788898767977 Approved[]");
        assertThat(provider.notApproved).isEmpty();
    }

    @Test
    void refusalThatTheServiceAnswersWithATimeoutIsNoNews() {
        provider.first = payment -> MakePaymentReply.declined(DeclineReason.EXPIRED_CARD);
        provider.answer(ACCEPTED);
        assertThat(provider.answer(state("TIMEOUT"))).isEqualTo(TIMED_OUT);
        assertThat(provider.notApproved).isEmpty();
        assertThat(provider.discarded).isEmpty();
    }

    // ---- withdrawn

    @Test
    void whatWasGivenUpIsTooLate() {
        assertThat(provider.endpoint.withdraw("7686f7788898767977")).isEqualTo(Withdrawal.WITHDRAWN);
        assertThat(provider.answer(ACCEPTED)).isEqualTo(TOO_LATE);
        assertThat(provider.asked).isEmpty();
    }

    @Test
    void whatWasApprovedCannotBeGivenUp() {
        provider.answer(ACCEPTED);
        assertThat(provider.endpoint.withdraw("7686f7788898767977")).isEqualTo(Withdrawal.APPROVED);
        assertThat(provider.answer(ACCEPTED)).isEqualTo(Provider.OK);
    }

    // ---- handlers that are late or fail

    @Test
    @FieldDefect({60, 61})
    void handlerThatHangsIsAnsweredForWithTooLateAndItsApprovalReversedOnce() {
        provider.first = payment -> hanging();
        MakePaymentEndpoint impatient = provider.impatient();
        assertThat(answer(impatient, ACCEPTED)).isEqualTo(TOO_LATE);
        assertThat(provider.discarded).isEmpty();
        released.countDown();
        Await.until(() -> remembered() == State.DONE);
        assertThat(provider.discarded).containsExactly("7686f7788898767977 Approved[]");
        assertThat(answer(impatient, ACCEPTED)).isEqualTo(TOO_LATE);
        assertThat(provider.asked).hasSize(1);
    }

    @Test
    @FieldDefect(61)
    void approvalAt16SecondsIsReversed() {
        provider.first = payment -> {
            provider.time.advance(Duration.ofSeconds(16));
            return MakePaymentReply.approved();
        };
        assertThat(provider.answer(ACCEPTED)).isEqualTo(TOO_LATE);
        Await.until(() -> remembered() == State.DONE);
        assertThat(provider.discarded).containsExactly("7686f7788898767977 Approved[]");
    }

    @Test
    void approvalJustInTimeStands() {
        provider.first = payment -> {
            provider.time.advance(Duration.ofMillis(13_999));
            return MakePaymentReply.approved();
        };
        assertThat(provider.answer(ACCEPTED)).isEqualTo(Provider.OK);
        assertThat(provider.discarded).isEmpty();
    }

    @Test
    void handlerThatThrowsIsAnInternalError() {
        provider.first = payment -> {
            throw new IOException("acquirer says no to " + Provider.NUMBER);
        };
        assertThat(provider.answer(ACCEPTED)).isEqualTo(failed("91", "Internal error"));
        assertThat(provider.answer(ACCEPTED)).isEqualTo(failed("91", "Internal error"));
        assertThat(provider.asked).hasSize(1);
    }

    @Test
    @FieldDefect(61)
    void whatAKilledProcessWasDecidingIsHandedOverAsUnknown() {
        CardDecision left = new CardDecision(
                "makePayment:7686f7788898767977",
                1,
                State.DECIDING,
                "hash",
                provider.time.now(),
                null,
                false,
                Map.of(),
                null);
        provider.store.put(CardDecision.ofJson(left.toJson()));
        provider.time.advance(Duration.ofMinutes(1));
        provider.second = payment -> MakePaymentReply.declined(DeclineReason.INTERNAL_ERROR);
        assertThat(provider.answer(ACCEPTED)).isEqualTo(failed("91", "Internal error"));
        assertThat(provider.asked).containsExactly("unknown 7686f7788898767977");
    }

    // ---- what is refused

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "token\n"})
    @SuppressWarnings("NullAway")
    @FieldDefect(57)
    void endpointWithoutATokenCannotBeBuilt(String token) {
        assertThatThrownBy(() -> provider.endpoint().makePaymentToken(token).build())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("makePaymentToken");
        assertThatThrownBy(() -> MakePaymentEndpoint.builder().build())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("makePaymentToken")
                .hasMessageContaining("handler");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s3cr3t-toke", "s3cr3t-token2", "S3cr3t-token", "Bearer s3cr3t-token"})
    void requestWithoutTheTokenIsRefusedBeforeItIsRead(String token) {
        CallbackResponse response = provider.endpoint.handle(call("POST", token, "not JSON".getBytes(UTF_8)));
        assertThat(response.status()).isEqualTo(401);
        assertThat(text(response)).doesNotContain("s3cr3t");
        assertThat(provider.endpoint
                        .handle(new CallbackRequest("POST", "/", Map.of(), ACCEPTED.getBytes(UTF_8)))
                        .status())
                .isEqualTo(401);
        assertThat(provider.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "post"})
    void otherMethodsAreNotAllowed(String method) {
        assertThat(provider.endpoint
                        .handle(call(method, Provider.TOKEN, ACCEPTED.getBytes(UTF_8)))
                        .status())
                .isEqualTo(405);
    }

    @Test
    @FieldDefect(63)
    void bodyThatIsTooLargeOrTooDeepIsNotRead() {
        byte[] large = new byte[CallbackRequest.MAX_BODY + 1];
        assertThat(provider.endpoint.handle(call("POST", Provider.TOKEN, large)).status())
                .isEqualTo(413);
        assertThat(provider.endpoint
                        .handle(call("{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000)))
                        .status())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not JSON",
                "[]",
                "null",
                "{}",
                "{\"pspTransactionId\":null}",
                "{\"pspTransactionId\":{}}",
                "{\"pspTransactionId\":\"\",\"paymentState\":\"TIMEOUT\"}"
            })
    void requestAboutNothingIsUnreadable(String body) {
        assertThat(provider.endpoint.handle(call(body)).status()).isEqualTo(422);
        assertThat(provider.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"pspTransactionId\":\"7686f7788898767977\",\"paymentState\":\"ACCEPTED\"}",
                "{\"pspTransactionId\":\"7686f7788898767977\",\"paymentState\":\"CONFIRMED\"}",
                "{\"pspTransactionId\":\"7686f7788898767977\",\"confirmed\":\"YES\"}"
            })
    void requestThatCannotBeUsedIsInvalidAndAsksNobodyThenOrLater(String body) {
        String invalid = failed("71", "Invalid request");
        assertThat(provider.answer(body)).isEqualTo(invalid);
        assertThat(provider.answer(ACCEPTED)).as("the service was told so").isEqualTo(invalid);
        assertThat(provider.asked).isEmpty();
    }

    @Test
    void tokenThatCannotBeChargedIsInvalid() {
        assertThat(provider.answer(ACCEPTED.replace("\"cryptogram\"", "\"cryptogramm\"")))
                .isEqualTo(failed("71", "Invalid request"));
        assertThat(provider.answer(ACCEPTED.replace("\"03\"", "\"13\""))).isEqualTo(failed("71", "Invalid request"));
        assertThat(provider.asked).isEmpty();
    }

    @Test
    void requestThatCannotBeUsedChangesNothingThatWasTold() {
        assertThat(provider.answer(ACCEPTED)).isEqualTo(Provider.OK);
        assertThat(provider.answer(state("ACCEPTED"))).isEqualTo(Provider.OK);
        assertThat(remembered()).isEqualTo(State.DONE);
    }

    @Test
    void requestThatCannotBeUsedEnds3DSecure() {
        provider.first = payment -> MakePaymentReply.softDecline("https://psp.example.com/3ds/1");
        provider.answer(ACCEPTED);
        assertThat(provider.answer(state("ACCEPTED"))).isEqualTo(failed("71", "Invalid request"));
        assertThat(provider.answer(ACCEPTED)).isEqualTo(failed("71", "Invalid request"));
    }

    @Test
    @FieldDefect(61)
    void repeatThatIsWrittenOtherwiseIsNoSecondRequest() {
        provider.first = payment -> MakePaymentReply.softDecline("https://psp.example.com/3ds/1");
        provider.answer(ACCEPTED);
        assertThat(provider.answer(ACCEPTED.replace("\"522660\"", " \"522661\"")))
                .isEqualTo(SOFT_DECLINE);
        assertThat(provider.asked).hasSize(1);
    }

    @Test
    void handlerThatThrowsIsAskedWhatItDidWhenNobodyCanBeAtWorkAnyMore() {
        provider.first = payment -> {
            throw new IOException("read timed out");
        };
        assertThat(provider.answer(ACCEPTED)).isEqualTo(failed("91", "Internal error"));
        assertThat(remembered()).isEqualTo(State.OVERDUE);
        assertThat(provider.endpoint.withdraw("7686f7788898767977")).isEqualTo(Withdrawal.UNKNOWN);
        provider.time.advance(Duration.ofSeconds(17));
        assertThat(provider.answer(ACCEPTED)).isEqualTo(failed("91", "Internal error"));
        Await.until(() -> remembered() == State.DONE);
        assertThat(provider.asked).containsExactly("accepted 7686f7788898767977", "unknown 7686f7788898767977");
        assertThat(provider.discarded).containsExactly("7686f7788898767977 Approved[]");
    }

    @Test
    void storeThatFailsIsNoApproval() {
        MakePaymentEndpoint broken = provider.endpoint()
                .store(new io.github.vipps4j.core.callback.CardDecisionStore() {
                    @Override
                    public CardDecision find(String key) {
                        throw new StackOverflowError("about " + Provider.NUMBER);
                    }

                    @Override
                    public boolean put(CardDecision decision) {
                        throw new IllegalStateException("the database is away");
                    }
                })
                .build();
        try (CapturedLog log = CapturedLog.everything()) {
            assertThat(broken.handle(call(ACCEPTED)).status()).isEqualTo(503);
            assertThat(broken.handle(call(state("TIMEOUT"))).status()).isEqualTo(503);
            assertThat(log.lines()).noneMatch(line -> line.contains(Provider.NUMBER));
        }
        assertThat(provider.asked).isEmpty();
        assertThat(provider.notApproved).isEmpty();
    }

    @Test
    void refusalsAreLoggedWithoutWhatCame() {
        try (CapturedLog log = CapturedLog.of("io.github.vipps4j.psp", Level.WARN)) {
            provider.endpoint.handle(call("POST", "wrong-token", ACCEPTED.getBytes(UTF_8)));
            provider.answer(ACCEPTED.replace("\"03\"", "\"5226603115488031\""));
            assertThat(log.lines())
                    .containsExactly(
                            "WARN Refused a makePayment: the header Authorization is not the token",
                            "WARN A makePayment of 7686f7788898767977 cannot be used: expiryMonth must be a month");
        }
    }

    @Test
    void handlerRunsOnThreadsOfItsOwnUnlessToldOtherwise() {
        MakePaymentEndpoint endpoint = MakePaymentEndpoint.builder()
                .makePaymentToken(Provider.TOKEN)
                .handler(provider)
                .build();
        provider.first = payment -> Thread.currentThread().isDaemon()
                ? MakePaymentReply.approved()
                : MakePaymentReply.declined(DeclineReason.OTHER);
        assertThat(answer(endpoint, ACCEPTED)).isEqualTo(Provider.OK);
    }
}
