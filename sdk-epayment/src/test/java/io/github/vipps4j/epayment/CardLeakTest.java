package io.github.vipps4j.epayment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.testsupport.FieldDefect;
import io.github.vipps4j.testsupport.Leaks;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Card numbers and cryptograms are in no log and in nothing that is printed, whatever fails. */
class CardLeakTest {
    private final CardService service = new CardService();
    private final Leaks leaks = new Leaks(Map.of(
            "number of a token", CardService.NUMBER,
            "cryptogram", CardService.CRYPTOGRAM,
            "encrypted number", CardService.PAN,
            "masked number", "47969485XXXX1234",
            "client secret", CardService.CLIENT_SECRET,
            "return URL", "responsecode"));

    @AfterEach
    void nothingIsSeen() {
        service.close();
        List<String> found = leaks.found();
        leaks.close();
        assertThat(found).isEmpty();
    }

    @Test
    @FieldDefect(16)
    void cardsAreSeenNowhere() {
        service.first = callback -> {
            meet(callback);
            return CardCallbackReply.softDecline("https://psp.example.com/3ds/1");
        };
        service.second = callback -> {
            meet(callback);
            throw new IOException("no money on " + CardService.NUMBER + " with " + CardService.CRYPTOGRAM);
        };
        service.answer(CardService.TOKEN_CALLBACK);
        leaks.met(Objects.requireNonNull(service.store.find("cardCallback:" + CardService.ATTEMPT)));
        leaks.met(service.endpoint.returnFromSoftDecline(CardService.ATTEMPT).toString());
        service.answer(CardService.TOKEN_CALLBACK.replace("\"2030\"", "\"2031\""));
        service.first = callback -> {
            service.time.advance(Duration.ofSeconds(20));
            return CardCallbackReply.reserve("ntr-1");
        };
        service.answer(CardService.PAN_CALLBACK.replace(CardService.ATTEMPT, "attempt-2"));
        service.first = callback -> {
            meet(callback);
            throw new IllegalStateException("cannot decrypt " + CardService.PAN);
        };
        service.answer(CardService.PAN_CALLBACK.replace(CardService.ATTEMPT, "attempt-3"));
        service.endpoint.handle(
                service.signed(CardService.TOKEN_CALLBACK.replace("\"03\"", '"' + CardService.NUMBER + '"')));
        service.endpoint.handle(service.signed(CardService.TOKEN_CALLBACK.substring(0, 600)));
        leaks.met(List.of(
                service.endpoint,
                service.endpoint(),
                service.signed(CardService.PAN_CALLBACK),
                CardCallbackReply.reserve(CardService.CRYPTOGRAM),
                CardCallbackReply.fail(300, CardService.NUMBER),
                CardCallbackReply.softDecline("https://psp.example.com/?" + CardService.NUMBER)));
        assertThat(leaks.logged()).hasSizeGreaterThan(4);
    }

    private void meet(CardCallback callback) {
        leaks.met(callback);
        leaks.met(callback.cardInfo());
        leaks.met(callback.cardInfo().cardData());
        if (callback.cardInfo().cardData() instanceof CardCallback.CardData.Token token) {
            leaks.met(token.networkToken());
            leaks.met(token.networkToken().number());
            leaks.met(token.networkToken().cryptogram());
        } else if (callback.cardInfo().cardData() instanceof CardCallback.CardData.Pan pan) {
            leaks.met(pan.encryptedPan());
        }
    }
}
