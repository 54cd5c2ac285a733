package io.github.vipps4j.psp;

import static io.github.vipps4j.psp.Bodies.TRANSACTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.core.VippsException;
import io.github.vipps4j.testsupport.CapturedLog;
import io.github.vipps4j.testsupport.FieldDefect;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Card numbers, cryptograms, tokens and what customers have are in no log and in nothing that is printed. */
class PspLeakTest {
    private static final String PHONE = "91827364";
    private static final List<String> MARKERS = List.of(
            Provider.NUMBER,
            Provider.NUMBER.substring(6),
            "522660",
            Provider.CRYPTOGRAM,
            Provider.TOKEN,
            "responsecode",
            "eyJ1c2VyIjoi",
            Bodies.REDIRECT_TOKEN,
            "Two concert tickets",
            PHONE,
            "psp.example.com/3ds",
            VippsServer.PSP_ID + "x",
            VippsServer.CLIENT_SECRET,
            VippsServer.SUBSCRIPTION_KEY,
            VippsServer.TOKEN);

    private final Provider provider = new Provider();
    private final VippsServer server = new VippsServer();
    private final CapturedLog log = CapturedLog.everything();
    private final List<Object> met = new ArrayList<>();

    @AfterEach
    void nothingIsSeen() {
        server.close();
        provider.close();
        log.close();
        List<String> printed = Stream.concat(log.lines().stream(), met.stream().map(PspLeakTest::print))
                .toList();
        assertThat(printed).isNotEmpty().allSatisfy(text -> assertThat(text).doesNotContain(MARKERS));
    }

    private static String print(Object object) {
        if (object instanceof Throwable thrown) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            return trace.toString();
        }
        return String.valueOf(object);
    }

    @Test
    @FieldDefect(16)
    void cardsAreSeenNowhere() {
        provider.first = payment -> {
            met.addAll(List.of(
                    payment, payment.networkToken(), payment.networkToken().number()));
            met.add(payment.networkToken().cryptogram());
            return MakePaymentReply.softDecline("https://psp.example.com/3ds/1");
        };
        provider.answer(Provider.ACCEPTED);
        met.add(provider.endpoint.returnFrom3DSecure(TRANSACTION, ThreeDSecureResult.SUCCESS));
        met.add(Objects.requireNonNull(provider.store.find("makePayment:" + TRANSACTION)));
        provider.second = payment -> {
            throw new IOException(
                    "no money on " + payment.networkToken().number().value() + " with "
                            + payment.networkToken().cryptogram().value());
        };
        provider.answer(Provider.ACCEPTED);
        provider.first = payment -> {
            provider.time.advance(Duration.ofSeconds(16));
            return MakePaymentReply.approved();
        };
        provider.answer(Provider.ACCEPTED.replace(TRANSACTION, "late"));
        provider.answer(
                Provider.ACCEPTED.replace(TRANSACTION, "bad").replace("\"2030\"", "\"" + Provider.NUMBER + "\""));
        provider.endpoint.handle(Provider.call(Provider.ACCEPTED.substring(0, 600)));
        met.addAll(List.of(
                provider.endpoint,
                provider.endpoint(),
                Provider.call(Provider.ACCEPTED),
                MakePaymentReply.softDecline("https://psp.example.com/3ds/1"),
                MakePaymentReply.declined("Two concert tickets")));
    }

    @Test
    @FieldDefect(16)
    void callsOfTheProviderShowNothingOfTheCustomer() {
        server.answer(200, Bodies.INITIATED)
                .answer(200, Bodies.RESERVED)
                .answer(400, Bodies.error("51", "makePaymentToken s3cr3t-token for 91827364 and 5226603115488031"));
        PspClient psp = server.psp();
        InitPayment init = Bodies.init().customerMobileNumber(PHONE).build();
        met.addAll(List.of(init, init.toBuilder(), psp.init(init), psp.details(TRANSACTION), psp));
        StatusUpdate update = Bodies.update(TRANSACTION, TransactionOperation.CAPTURED, 1).toBuilder()
                .paymentText("Two concert tickets")
                .build();
        met.addAll(List.of(update, update.toBuilder()));
        try {
            psp.init(init);
        } catch (VippsException e) {
            met.add(e);
        }
        assertThat(met).hasAtLeastOneElementOfType(VippsException.class);
    }
}
