package io.github.vipps4j.epayment;

import static io.github.vipps4j.epayment.Bodies.REFERENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.AuthenticationException;
import io.github.vipps4j.core.BusyException;
import io.github.vipps4j.core.ConflictException;
import io.github.vipps4j.core.Environment;
import io.github.vipps4j.core.NotFoundException;
import io.github.vipps4j.core.NotSentException;
import io.github.vipps4j.core.OutcomeUnknownException;
import io.github.vipps4j.core.PermissionException;
import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.core.ServerException;
import io.github.vipps4j.core.UnreadableReplyException;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.testsupport.Await;
import io.github.vipps4j.testsupport.FieldDefect;
import io.github.vipps4j.testsupport.RawServer.Answer;
import io.github.vipps4j.testsupport.RawServer.Received;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * No key and nothing personal can be seen in a log, on the console, in a message, a stack trace or a {@code toString},
 * whatever becomes of a call. What may be read, and by which accessors, {@link LeakByAccessorTest} lists.
 */
class LeakTest {
    private final LeakShop shop = new LeakShop();

    @AfterEach
    void nothingIsSeen() {
        shop.closeAndExpectNoLeak();
    }

    @Test
    void successesLeakNothing() {
        shop.attemptAll(request -> switch (request.target()) {
            case "/epayment/v1/payments" -> Answer.json(201, LeakShop.PAYMENT);
            case "/epayment/v1/payments/" + REFERENCE + "/events" -> Answer.json(200, Bodies.EVENTS);
            default -> Answer.json(200, LeakShop.PAYMENT);
        });

        assertThat(shop.leaks.types())
                .contains(CreatedPayment.class, Payment.class, Modification.class, PaymentEvent.class)
                .doesNotContain(NotSentException.class, UnreadableReplyException.class);
    }

    @Test
    @FieldDefect(16)
    void refusalsThatQuoteWhatWasSentLeakNothing() {
        EPaymentClient payments = shop.payments();
        for (int status : List.of(302, 400, 401, 403, 404, 408, 409, 422, 423, 429, 500, 503)) {
            for (Function<Received, Answer> refusal : LeakAnswers.refusals(status)) {
                shop.api = refusal;
                LeakShop.some(payments).forEach(shop::attempt);
            }
        }

        assertThat(shop.leaks.types())
                .contains(ApiException.class, AuthenticationException.class, PermissionException.class)
                .contains(NotFoundException.class, ConflictException.class, BusyException.class)
                .contains(ServerException.class, OutcomeUnknownException.class);
    }

    @Test
    void repliesThatCannotBeReadLeakNothing() {
        for (String body : List.of(
                LeakAnswers.everything(),
                "<html><title>" + LeakAnswers.everything() + "</title></html>",
                "{\"reference\":\"" + LeakShop.PHONE + "\",\"state\":[\"" + LeakShop.NAME + "\"]",
                LeakShop.PAYMENT.replace("24900", "249.9"),
                LeakShop.PAYMENT.replace("\"NOK\"", "\"kroner\""),
                LeakShop.PAYMENT.replace("\"state\"", "\"estate\""),
                "[\"" + LeakShop.PHONE + "\"]")) {
            shop.attemptAll(request -> Answer.of(200, "text/html", body));
        }
        shop.api = request -> Answer.of(200, "text/html", "x".repeat(5 * 1024 * 1024) + LeakAnswers.everything());
        shop.attempt(() -> shop.payments().get(REFERENCE));
        assertThat(shop.leaks.types()).contains(UnreadableReplyException.class);
    }

    @Test
    void faultsOfTheLineLeakNothing() throws IOException {
        shop.attemptSome(request -> Answer.lost());
        shop.attemptSome(request -> Answer.json(200, LeakShop.PAYMENT).cutBy(9));
        shop.attemptSome(request -> Answer.json(400, LeakShop.PAYMENT).cutBy(9));
        shop.attemptSome(request -> Answer.raw("HTTP/1.1 200 OK\r\nX-Name: " + LeakShop.NAME + "\r\n")
                .thenClosed());
        shop.attemptSome(request -> Answer.raw("HTTP/1.1 204 Told\r\nContent-Length: 20\r\n\r\n" + LeakShop.PHONE)
                .thenClosed());
        int unused;
        try (ServerSocket socket = new ServerSocket(0)) {
            unused = socket.getLocalPort();
        }
        for (URI nobody : List.of(
                URI.create("http://127.0.0.1:" + unused),
                URI.create(shop.server.url().toString().replace("http", "https")))) {
            Vipps vipps = shop.onFakeTime(shop.builder().environment(Environment.at(nobody)));
            LeakShop.some(shop.payments(vipps)).forEach(shop::attempt);
        }
        assertThat(shop.leaks.types()).contains(NotSentException.class, OutcomeUnknownException.class);
    }

    /** OkHttp quotes in its messages what it could not read as HTTP: a body that is longer than it was said to be. */
    @Test
    @FieldDefect(15)
    void answersThatAreNotHttpLeakNothing() {
        for (String head : List.of(
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\n",
                "HTTP/1.1 ",
                "")) {
            shop.attemptSome(request ->
                    Answer.raw(head + LeakAnswers.everything() + "\r\n\r\n").thenClosed());
            shop.attemptSome(request -> Answer.raw(head + LeakAnswers.everything() + "\r\n\r\n" + head)
                    .cutBy(0));
        }
        // without a line break in it, the rest is quoted in hex
        shop.attemptSome(request -> Answer.raw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}" + LeakShop.PHONE)
                .thenClosed());
        EPaymentClient impatient =
                shop.payments().with(RequestOptions.defaults().attemptTimeout(Duration.ofMillis(50)));
        shop.api = request ->
                Answer.raw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}" + LeakAnswers.everything() + "\r\n");
        LeakShop.some(impatient).forEach(shop::attempt);
    }

    @Test
    void timeoutsLeakNothing() {
        EPaymentClient payments = shop.payments().with(RequestOptions.defaults().attemptTimeout(Duration.ofMillis(1)));
        shop.api = request -> Answer.silence();

        LeakShop.operations(payments).forEach(shop::attempt);

        assertThat(shop.leaks.types()).contains(OutcomeUnknownException.class);
    }

    @Test
    void tokenRequestsThatFailLeakNothing() {
        for (int status : List.of(400, 401, 403, 429, 500)) {
            LeakAnswers.refusals(status).forEach(this::attemptWithToken);
        }
        for (String body : List.of(
                LeakShop.TOKEN_REPLY + "x",
                "{\"access_token\":\"" + LeakShop.TOKEN + "\\n\",\"expires_in\":1}",
                "{\"access_token\":\"" + LeakShop.TOKEN + "\",\"expires_in\":\"soon\"}",
                "<html>" + LeakShop.TOKEN + "</html>")) {
            attemptWithToken(request -> Answer.json(200, body));
        }
        attemptWithToken(request -> Answer.json(200, LeakShop.TOKEN_REPLY).cutBy(9));
        attemptWithToken(request -> Answer.lost());

        assertThat(shop.server.received()).allMatch(request -> request.target().equals("/accesstoken/get"));
        assertThat(shop.leaks.types())
                .contains(AuthenticationException.class, PermissionException.class, NotSentException.class);
    }

    private void attemptWithToken(Function<Received, Answer> answers) {
        shop.tokens = answers;
        EPaymentClient payments = shop.payments();
        shop.attempt(() -> payments.get(REFERENCE));
        shop.attempt(
                () -> payments.create(LeakShop.request(LeakShop.flows().get(0)).build()));
    }

    @Test
    void tokenThatCannotBeRenewedInTimeLeaksNothing() {
        EPaymentClient payments = shop.payments();
        payments.get(REFERENCE);
        shop.time.advance(Duration.ofMinutes(56));
        shop.tokens = request -> LeakAnswers.page(403, LeakAnswers.quoted(), request);

        shop.attempt(() -> payments.get(REFERENCE));

        Await.until(() -> shop.leaks.logged().stream().anyMatch(line -> line.contains("could not be renewed early")));
    }

    @Test
    void interruptsLeakNothing() {
        EPaymentClient payments = shop.payments();
        shop.attempt(() -> payments.get(REFERENCE));
        for (Callable<Object> operation : LeakShop.operations(payments)) {
            Thread.currentThread().interrupt();
            shop.attempt(operation);
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(shop.leaks.types()).contains(NotSentException.class);
    }

    @Test
    void cancelledBackgroundCallsLeakNothing() throws InterruptedException {
        try (Vipps vipps = shop.builder().build()) {
            EPaymentClient payments = shop.payments(vipps);
            CountDownLatch ended = new CountDownLatch(1);
            shop.api = request -> Answer.silence();
            CompletableFuture<Object> call = vipps.async(() -> {
                try {
                    return LeakShop.operations(payments).get(0).call();
                } finally {
                    ended.countDown();
                }
            });
            shop.leaks.met(call);
            Await.until(() -> shop.server.received().size() == 2);

            call.cancel(true);

            assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
            shop.leaks.met(call);
            shop.attempt(call::get);
            shop.attempt(vipps.async(() -> payments.get("x y"))::join);
        }
        assertThat(shop.leaks.types()).contains(OutcomeUnknownException.class);
    }

    @Test
    void waitsForAnOutcomeThatEndInAnyWayLeakNothing() {
        Function<Received, Answer> waiting =
                request -> Answer.json(200, LeakShop.PAYMENT.replace("\"AUTHORIZED\"", "\"CREATED\""));
        EPaymentClient payments = shop.payments();
        for (Function<Received, Answer> end : List.<Function<Received, Answer>>of(
                waiting, request -> LeakAnswers.page(404, LeakAnswers.quoted(), request), request -> Answer.lost())) {
            shop.api = end;
            CreatedPayment created = new CreatedPayment(REFERENCE, LeakShop.RETURN_URL, shop.time.now(), null);
            shop.attempt(() -> payments.awaitOutcome(created, Duration.ofMinutes(1)));
        }
        assertThat(shop.leaks.types()).contains(Payment.class, NotFoundException.class, OutcomeUnknownException.class);
    }
}
