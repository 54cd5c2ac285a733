package io.github.vipps4j.epayment;

import static io.github.vipps4j.core.Currency.DKK;
import static io.github.vipps4j.epayment.CardService.ATTEMPT;
import static io.github.vipps4j.epayment.CardService.PAN_CALLBACK;
import static io.github.vipps4j.epayment.CardService.RESERVED;
import static io.github.vipps4j.epayment.CardService.SOFT_DECLINED;
import static io.github.vipps4j.epayment.CardService.TOKEN_CALLBACK;
import static io.github.vipps4j.epayment.CardService.TOO_LATE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.callback.CallbackRequest;
import io.github.vipps4j.core.callback.CardDecision;
import io.github.vipps4j.core.callback.CardDecision.State;
import io.github.vipps4j.core.callback.CardNumber;
import io.github.vipps4j.core.callback.Cryptogram;
import io.github.vipps4j.core.callback.NetworkToken;
import io.github.vipps4j.core.callback.NetworkToken.TokenType;
import io.github.vipps4j.epayment.CardCallback.CardData;
import io.github.vipps4j.epayment.CardCallback.CardInfo;
import io.github.vipps4j.testsupport.Await;
import io.github.vipps4j.testsupport.FieldDefect;
import io.github.vipps4j.webhooks.WebhookSigner;
import java.io.IOException;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a provider is asked and what the service is told about a card, byte by byte. */
class CardCallbackEndpointTest {
    private final CardService service = new CardService();
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void close() {
        released.countDown();
        service.close();
    }

    private CardDecision remembered(String attempt) {
        return Objects.requireNonNull(service.store.find("cardCallback:" + attempt));
    }

    // ---- what is asked

    @Test
    void documentedCallbackIsReadWholeAndReserved() {
        assertThat(service.answer(TOKEN_CALLBACK)).isEqualTo(RESERVED);
        assertThat(service.callbacks)
                .containsExactly(new CardCallback(
                        "psp-tx-000123",
                        ATTEMPT,
                        "654321",
                        Amount.ofMinor(12_500, DKK),
                        CardService.RETURN_URL,
                        new CardInfo(
                                "47969485XXXX1234",
                                CardType.VISA_DEBIT,
                                "DK",
                                new CardData.Token(new NetworkToken(
                                        CardNumber.of(CardService.NUMBER),
                                        Cryptogram.of(CardService.CRYPTOGRAM),
                                        YearMonth.of(2030, 3),
                                        TokenType.VISA,
                                        "VISA",
                                        7,
                                        null)))));
    }

    @Test
    void encryptedNumberComesInPlaceOfAToken() {
        assertThat(service.answer(PAN_CALLBACK)).isEqualTo(RESERVED);
        assertThat(service.callbacks.get(0).cardInfo().cardData())
                .isEqualTo(new CardData.Pan(EncryptedPan.of(CardService.PAN)));
        assertThat(service.callbacks.get(0).cardInfo().cardType()).isEqualTo(CardType.DANKORT);
    }

    @Test
    void callbackOfAnOlderVersionHasNoUrlAndLessOfTheCard() {
        assertThat(service.answer(
                        "{\"pspReference\":\"p\",\"authorizationAttemptId\":\"a\",\"merchantSerialNumber\":654321,"
                                + "\"amount\":{\"currency\":\"NOK\",\"value\":1},\"tomorrow\":{},"
                                + "\"cardInfo\":{\"cardDataType\":\"pan\",\"encryptedPan\":\"x\"}}"))
                .isEqualTo(RESERVED);
        CardCallback callback = service.callbacks.get(0);
        assertThat(callback.softDeclineCompletedRedirectUrl()).isNull();
        assertThat(callback.cardInfo().cardType()).isNull();
        assertThat(service.endpoint.returnFromSoftDecline("a").status()).isEqualTo(404);
    }

    // ---- what is answered

    @Test
    void refusalHasItsCodeAsANumber() {
        service.first = callback -> CardCallbackReply.refusedByIssuer();
        assertThat(service.answer(TOKEN_CALLBACK))
                .isEqualTo("{\"status\":\"FAIL\",\"errorCode\":300,\"errorMessage\":\"Refused by Issuer\"}");
        service.first = callback -> CardCallbackReply.fail(301, "Something else");
        assertThat(service.answer(TOKEN_CALLBACK.replace(ATTEMPT, "attempt-2")))
                .isEqualTo("{\"status\":\"FAIL\",\"errorCode\":301,\"errorMessage\":\"Something else\"}");
    }

    @Test
    @SuppressWarnings("NullAway")
    void repliesThatSayNothingCannotBeMade() {
        assertThatThrownBy(() -> CardCallbackReply.reserve(" ")).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> CardCallbackReply.fail(300, null)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> CardCallbackReply.softDecline("http://psp.example.com/3ds"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("softDeclineUrl");
        assertThat(CardCallbackReply.reserve("ntr-1").isReserved()).isTrue();
        assertThat(CardCallbackReply.refusedByIssuer().isReserved()).isFalse();
    }

    // ---- soft decline

    @Test
    @FieldDefect(61)
    void softDeclineGoesThrough3DSecureToASecondCallbackWithAFreshCryptogram() {
        service.first = callback -> CardCallbackReply.softDecline("https://psp.example.com/3ds/1");
        assertThat(service.answer(TOKEN_CALLBACK)).isEqualTo(SOFT_DECLINED);
        assertThat(service.endpoint.returnFromSoftDecline(ATTEMPT).status()).isEqualTo(302);
        assertThat(service.endpoint.returnFromSoftDecline(ATTEMPT).headers())
                .isEqualTo(Map.of("Location", CardService.RETURN_URL));
        assertThat(service.answer(TOKEN_CALLBACK))
                .as("a repeat, with the old cryptogram")
                .isEqualTo(SOFT_DECLINED);
        assertThat(service.answer(TOKEN_CALLBACK.replace(CardService.CRYPTOGRAM, "BBBBBBBBBBBBBBBBBBB=")))
                .isEqualTo(RESERVED);
        assertThat(service.answer(TOKEN_CALLBACK)).isEqualTo(RESERVED);
        assertThat(service.asked).containsExactly("authorize " + ATTEMPT, "afterSoftDecline " + ATTEMPT);
    }

    @Test
    @FieldDefect(61)
    void secondCallbackWithAnEncryptedNumberMayHaveTheBytesOfTheFirst() {
        service.first = callback -> CardCallbackReply.softDecline("https://psp.example.com/3ds/1");
        service.answer(PAN_CALLBACK);
        assertThat(service.answer(PAN_CALLBACK)).isEqualTo(SOFT_DECLINED);
        service.endpoint.returnFromSoftDecline(ATTEMPT);
        assertThat(service.answer(PAN_CALLBACK)).isEqualTo(RESERVED);
    }

    @Test
    void anotherAttemptOfTheSamePaymentIsDecidedOnItsOwn() {
        service.first = callback -> CardCallbackReply.refusedByIssuer();
        service.answer(TOKEN_CALLBACK);
        service.first = callback -> CardCallbackReply.reserve("ntr-1");
        assertThat(service.answer(TOKEN_CALLBACK.replace(ATTEMPT, "attempt-2"))).isEqualTo(RESERVED);
        assertThat(service.asked).hasSize(2);
    }

    // ---- handlers that are late or fail

    @Test
    @FieldDefect({60, 61})
    void handlerThatHangsIsAnsweredForAndItsReservationReversedOnce() {
        service.first = callback -> {
            released.await();
            return CardCallbackReply.reserve("ntr-late");
        };
        CardCallbackEndpoint impatient = service.impatient();
        assertThat(service.answer(impatient, TOKEN_CALLBACK)).isEqualTo(TOO_LATE);
        released.countDown();
        Await.until(() -> remembered(ATTEMPT).state() == State.DONE);
        assertThat(service.answer(impatient, TOKEN_CALLBACK)).isEqualTo(TOO_LATE);
        assertThat(service.discarded).containsExactly(ATTEMPT + " Reserve");
        assertThat(service.asked).hasSize(1);
    }

    @Test
    void reservationAt19SecondsIsReversedAndOneJustBeforeStands() {
        service.first = callback -> {
            service.time.advance(Duration.ofSeconds(19));
            return CardCallbackReply.reserve("ntr-1");
        };
        assertThat(service.answer(TOKEN_CALLBACK)).isEqualTo(TOO_LATE);
        Await.until(() -> remembered(ATTEMPT).state() == State.DONE);
        assertThat(service.discarded).containsExactly(ATTEMPT + " Reserve");
        service.first = callback -> {
            service.time.advance(Duration.ofMillis(18_999));
            return CardCallbackReply.reserve("ntr-1");
        };
        assertThat(service.answer(TOKEN_CALLBACK.replace(ATTEMPT, "attempt-2"))).isEqualTo(RESERVED);
    }

    @Test
    void handlerThatThrowsIsAFailure() {
        service.first = callback -> {
            throw new IOException("no money on " + CardService.NUMBER);
        };
        String failed = "{\"status\":\"FAIL\",\"errorCode\":300,\"errorMessage\":\"Internal error\"}";
        assertThat(service.answer(TOKEN_CALLBACK)).isEqualTo(failed);
        assertThat(service.answer(TOKEN_CALLBACK)).isEqualTo(failed);
        assertThat(service.asked).hasSize(1);
    }

    @Test
    @FieldDefect(61)
    void whatAKilledProcessWasDecidingIsHandedOverAsUnknown() {
        service.store.put(new CardDecision(
                "cardCallback:" + ATTEMPT, 1, State.DECIDING, "h", service.time.now(), null, false, Map.of(), null));
        service.time.advance(Duration.ofMinutes(1));
        service.second = callback -> CardCallbackReply.refusedByIssuer();
        assertThat(service.answer(TOKEN_CALLBACK)).contains("\"FAIL\"");
        assertThat(service.asked).containsExactly("unknown " + ATTEMPT);
    }

    // ---- what is refused

    @Test
    @FieldDefect(57)
    void endpointWithoutAVerifierCannotBeBuilt() {
        assertThatThrownBy(() -> CardCallbackEndpoint.builder().build())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("verifier")
                .hasMessageContaining("handler");
    }

    @Test
    void whatIsNotSignedWithTheClientSecretIsRefusedBeforeItIsRead() {
        byte[] body = TOKEN_CALLBACK.getBytes(UTF_8);
        assertThat(service.endpoint
                        .handle(WebhookSigner.of("another secret").request(CardService.URL, service.time.now(), body))
                        .status())
                .isEqualTo(401);
        assertThat(service.endpoint
                        .handle(WebhookSigner.of(CardService.CLIENT_SECRET)
                                .request("https://psp.example.com/other", service.time.now(), body))
                        .status())
                .isEqualTo(401);
        assertThat(service.endpoint
                        .handle(new CallbackRequest("POST", "/vipps/card", Map.of(), body))
                        .status())
                .isEqualTo(401);
        assertThat(service.endpoint
                        .handle(new CallbackRequest("GET", "/vipps/card", Map.of(), body))
                        .status())
                .isEqualTo(405);
        assertThat(service.asked).isEmpty();
    }

    @Test
    @FieldDefect(63)
    void bodyThatIsTooLargeIsNotEvenVerified() {
        assertThat(service.endpoint
                        .handle(new CallbackRequest(
                                "POST", "/vipps/card", Map.of(), new byte[CallbackRequest.MAX_BODY + 1]))
                        .status())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"pspReference\":\"p\"}",
                "{\"pspReference\":\"p\",\"authorizationAttemptId\":\"\"}",
                "{\"pspReference\":\"p\",\"authorizationAttemptId\":{}}"
            })
    void callbackAboutNothingIsUnreadable(String body) {
        assertThat(service.endpoint.handle(service.signed(body)).status()).isEqualTo(422);
        assertThat(service.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"pspReference\":\"p\",\"authorizationAttemptId\":\"" + ATTEMPT + "\"}",
                "{\"pspReference\":\"p\",\"authorizationAttemptId\":\"" + ATTEMPT
                        + "\",\"amount\":{\"currency\":\"NOK\",\"value\":1.5},"
                        + "\"cardInfo\":{\"cardDataType\":\"PAN\",\"encryptedPan\":\"x\"}}",
                "{\"pspReference\":\"p\",\"authorizationAttemptId\":\"" + ATTEMPT
                        + "\",\"amount\":{\"currency\":\"NOK\",\"value\":1},"
                        + "\"cardInfo\":{\"cardDataType\":\"WALLET\"}}",
                "{\"pspReference\":\"p\",\"authorizationAttemptId\":\"" + ATTEMPT
                        + "\",\"amount\":{\"currency\":\"NOK\",\"value\":1},"
                        + "\"cardInfo\":{\"cardDataType\":\"TOKEN\"}}"
            })
    void callbackThatCannotBeUsedFailsAndAsksNobodyThenOrLater(String body) {
        String invalid = "{\"status\":\"FAIL\",\"errorCode\":300,\"errorMessage\":\"Invalid request\"}";
        assertThat(service.answer(body)).isEqualTo(invalid);
        assertThat(service.answer(TOKEN_CALLBACK)).as("the service was told so").isEqualTo(invalid);
        assertThat(service.asked).isEmpty();
    }

    @Test
    void callbackThatCannotBeUsedChangesNothingThatWasTold() {
        assertThat(service.answer(TOKEN_CALLBACK)).isEqualTo(RESERVED);
        assertThat(service.answer("{\"authorizationAttemptId\":\"" + ATTEMPT + "\"}"))
                .isEqualTo(RESERVED);
    }

    // ---- a hundred at once

    @Test
    @FieldDefect({60, 61})
    void ofAHundredCallbacksNoneIsAuthorisedTwiceAndEachLateReservationIsReversedOnce() throws Exception {
        int attempts = 50;
        int late = 5;
        service.first = callback -> {
            if (callback.authorizationAttemptId().startsWith("late")) {
                released.await();
            }
            return CardCallbackReply.reserve("ntr-1");
        };
        CardCallbackEndpoint endpoint =
                service.endpoint().budget(Duration.ofSeconds(2)).build();
        List<String> names = IntStream.range(0, attempts)
                .mapToObj(i -> (i < late ? "late" : "attempt") + i)
                .toList();
        List<String> deliveries = new ArrayList<>(names);
        deliveries.addAll(names);
        Collections.shuffle(deliveries, new Random(61));
        ExecutorService callers = Executors.newFixedThreadPool(deliveries.size());
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<String>> answers = deliveries.stream()
                    .map(name -> callers.submit(() -> {
                        start.await();
                        return service.answer(endpoint, TOKEN_CALLBACK.replace(ATTEMPT, name));
                    }))
                    .toList();
            start.countDown();
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get(20, TimeUnit.SECONDS))
                        .isEqualTo(deliveries.get(i).startsWith("late") ? TOO_LATE : RESERVED);
            }
        } finally {
            callers.shutdownNow();
        }
        released.countDown();
        Await.until(() -> names.stream().allMatch(name -> remembered(name).state() == State.DONE));
        assertThat(service.asked)
                .containsExactlyInAnyOrderElementsOf(
                        names.stream().map(name -> "authorize " + name).toList());
        assertThat(service.discarded)
                .containsExactlyInAnyOrderElementsOf(names.stream()
                        .limit(late)
                        .map(name -> name + " Reserve")
                        .toList());
    }
}
