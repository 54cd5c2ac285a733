package io.github.vipps4j.psp;

import static io.github.vipps4j.psp.Bodies.TRANSACTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.core.VippsException;
import io.github.vipps4j.testsupport.FieldDefect;
import io.github.vipps4j.testsupport.Leaks;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Card numbers, cryptograms, tokens and what customers have are in no log and in nothing that is printed. */
class PspLeakTest {
    private static final String PHONE = "91827364";
    private static final String FIRST_DIGITS = "97531864";
    private static final String ACCEPTED = Provider.ACCEPTED.replace("\"522660\"", '"' + FIRST_DIGITS + '"');
    private static final String TEXT = "Two concert tickets";

    private final Provider provider = new Provider();
    private final VippsServer server = new VippsServer();
    private final Leaks leaks = new Leaks(Map.ofEntries(
            Map.entry("number of a token", Provider.NUMBER),
            Map.entry("end of the number", Provider.NUMBER.substring(6)),
            Map.entry("first digits of the card", FIRST_DIGITS),
            Map.entry("cryptogram", Provider.CRYPTOGRAM),
            Map.entry("makePaymentToken", Provider.TOKEN),
            Map.entry("return URL", "responsecode"),
            Map.entry("userToken", "eyJ1c2VyIjoi"),
            Map.entry("token of the URL", Bodies.REDIRECT_TOKEN),
            Map.entry("paymentText", TEXT),
            Map.entry("phone number", PHONE),
            Map.entry("3-D Secure page", "psp.example.com/3ds"),
            Map.entry("client secret", VippsServer.CLIENT_SECRET),
            Map.entry("subscription key", VippsServer.SUBSCRIPTION_KEY),
            Map.entry("access token", VippsServer.TOKEN)));

    @AfterEach
    void nothingIsSeen() {
        server.close();
        provider.close();
        List<String> found = leaks.found();
        leaks.close();
        assertThat(found).isEmpty();
    }

    @Test
    @FieldDefect(16)
    void cardsAreSeenNowhere() {
        provider.first = payment -> {
            leaks.met(List.of(
                    payment,
                    payment.networkToken(),
                    payment.networkToken().number(),
                    payment.networkToken().cryptogram()));
            return MakePaymentReply.softDecline("https://psp.example.com/3ds/1");
        };
        provider.answer(ACCEPTED);
        leaks.met(provider.endpoint.returnFrom3DSecure(TRANSACTION, ThreeDSecureResult.SUCCESS));
        leaks.met(Objects.requireNonNull(provider.store.find("makePayment:" + TRANSACTION)));
        provider.second = payment -> {
            throw new IOException(
                    "no money on " + payment.networkToken().number().value() + " with "
                            + payment.networkToken().cryptogram().value());
        };
        provider.answer(ACCEPTED);
        provider.first = payment -> {
            provider.time.advance(Duration.ofSeconds(16));
            return MakePaymentReply.approved();
        };
        provider.answer(ACCEPTED.replace(TRANSACTION, "late"));
        provider.answer(ACCEPTED.replace(TRANSACTION, "bad").replace("\"2030\"", "\"" + Provider.NUMBER + "\""));
        provider.endpoint.handle(Provider.call(ACCEPTED.substring(0, 600)));
        leaks.met(List.of(
                provider.endpoint,
                provider.endpoint(),
                Provider.call(ACCEPTED),
                MakePaymentReply.softDecline("https://psp.example.com/3ds/1"),
                MakePaymentReply.declined(TEXT)));
        assertThat(leaks.logged()).hasSizeGreaterThan(3);
    }

    @Test
    @FieldDefect(16)
    void callsOfTheProviderShowNothingOfTheCustomer() {
        server.answer(200, Bodies.INITIATED)
                .answer(200, Bodies.RESERVED)
                .answer(400, Bodies.error("51", "makePaymentToken s3cr3t-token for 91827364 and 5226603115488031"));
        PspClient psp = server.psp();
        InitPayment init = Bodies.init().customerMobileNumber(PHONE).build();
        leaks.met(List.of(init, init.toBuilder(), psp.init(init), psp.details(TRANSACTION), psp));
        StatusUpdate update = Bodies.update(TRANSACTION, TransactionOperation.CAPTURED, 1).toBuilder()
                .paymentText(TEXT)
                .build();
        leaks.met(List.of(update, update.toBuilder()));
        try {
            psp.init(init);
        } catch (VippsException e) {
            leaks.met(e);
        }
        assertThat(leaks.objects()).hasAtLeastOneElementOfType(VippsException.class);
    }
}
