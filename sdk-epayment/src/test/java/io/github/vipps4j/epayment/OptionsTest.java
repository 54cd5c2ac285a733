package io.github.vipps4j.epayment;

import static io.github.vipps4j.core.Currency.NOK;
import static io.github.vipps4j.epayment.Bodies.REFERENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.AttemptInfo;
import io.github.vipps4j.core.BusyException;
import io.github.vipps4j.core.CallListener;
import io.github.vipps4j.core.Credentials;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.ReplyInfo;
import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.VippsException;
import io.github.vipps4j.epayment.VippsServer.Received;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sales units, options, and what is told of replies. */
class OptionsTest {
    private static final IdempotencyKey KEY = IdempotencyKey.of("order-0042-capture-1");

    private final VippsServer server = new VippsServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void forMerchantActsForAnotherSalesUnitWithTheSameToken() {
        Vipps vipps = server.vipps();
        EPaymentClient mine = EPaymentClient.of(vipps);
        EPaymentClient other = EPaymentClient.of(vipps.forMerchant("7654321"));
        server.answer(200, Bodies.PAYMENT).answer(200, Bodies.PAYMENT).answer(200, Bodies.PAYMENT);
        mine.get(REFERENCE);
        other.get(REFERENCE);
        mine.get(REFERENCE);
        assertThat(server.received())
                .extracting(request -> request.header("merchant-serial-number"))
                .containsExactly("654321", "7654321", "654321");
        assertThat(server.tokenRequests()).isEqualTo(1);
    }

    @Test
    void aPartnerNeedsNoSalesUnitInTheBuilder() {
        Vipps partner = server.vipps(Vipps.builder()
                .environment(server.vipps().environment())
                .credentials(Credentials.of("id", "secret", "key")));
        server.answer(200, Bodies.PAYMENT);
        EPaymentClient.of(partner.forMerchant("7654321")).get(REFERENCE);
        assertThat(server.onlyRequest().header("merchant-serial-number")).isEqualTo("7654321");
    }

    @Test
    void onReplyTellsEverythingBesidesTheValue() {
        List<ReplyInfo> replies = new ArrayList<>();
        EPaymentClient payments =
                server.payments().with(RequestOptions.defaults().onReply(replies::add));
        server.answer(423, "")
                .answer(
                        200,
                        Bodies.MODIFICATION,
                        "X-Request-Id",
                        "request-1",
                        "traceparent",
                        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                        "Set-Cookie",
                        "secret=1");
        payments.capture(REFERENCE, Amount.ofMinor(10_000, NOK), KEY);
        assertThat(replies).hasSize(1);
        ReplyInfo reply = replies.get(0);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.rawBody()).isEqualTo(Bodies.MODIFICATION);
        assertThat(reply.traceIds())
                .isEqualTo(Map.of(
                        "x-request-id",
                        "request-1",
                        "traceparent",
                        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        assertThat(reply.call().operation()).isEqualTo("epayment.capture");
        assertThat(reply.call().reference()).isEqualTo(REFERENCE);
        assertThat(reply.call().merchantSerialNumber()).isEqualTo("654321");
        assertThat(reply.call().idempotencyKey()).isEqualTo(KEY);
        assertThat(reply.call().attempts()).isEqualTo(2);
        assertThat(reply.call().elapsed()).isEqualTo(Duration.ofSeconds(2));
        assertThat(reply.toString()).contains("request-1").doesNotContain("pspReference");
    }

    @Test
    void onReplyTellsTheKeyThatTheSdkChose() {
        List<ReplyInfo> replies = new ArrayList<>();
        EPaymentClient payments =
                server.payments().with(RequestOptions.defaults().onReply(replies::add));
        server.answer(201, Bodies.CREATED).answer(200, Bodies.MODIFICATION).answer(200, Bodies.PAYMENT);
        payments.create(WireTest.documented());
        payments.cancel(REFERENCE);
        payments.get(REFERENCE);
        assertThat(replies).extracting(ReplyInfo::status).containsExactly(201, 200, 200);
        assertThat(replies)
                .extracting(reply -> reply.call().operation())
                .containsExactly("epayment.create", "epayment.cancel", "epayment.get");
        assertThat(String.valueOf(replies.get(0).call().idempotencyKey()))
                .isEqualTo(server.received().get(0).key());
        assertThat(String.valueOf(replies.get(1).call().idempotencyKey()))
                .isEqualTo(server.received().get(1).key());
        assertThat(replies.get(2).call().idempotencyKey()).isNull();
    }

    @Test
    void onReplyIsNotToldOfRefusalsAndCannotBreakACall() {
        List<ReplyInfo> replies = new ArrayList<>();
        EPaymentClient payments = server.payments()
                .with(RequestOptions.defaults().onReply(reply -> {
                    replies.add(reply);
                    throw new IllegalStateException("a mistake of the caller's");
                }));
        server.answer(400, "{}").answer(200, Bodies.PAYMENT);
        catchThrowableOfType(ApiException.class, () -> payments.get(REFERENCE));
        assertThat(replies).isEmpty();
        assertThat(payments.get(REFERENCE).reference()).isEqualTo(REFERENCE);
        assertThat(replies).hasSize(1);
    }

    @Test
    void withChangesACopyAndNotTheClient() {
        List<ReplyInfo> replies = new ArrayList<>();
        EPaymentClient payments = server.payments();
        EPaymentClient told = payments.with(RequestOptions.defaults().onReply(replies::add));
        server.answer(200, Bodies.PAYMENT).answer(200, Bodies.PAYMENT);
        payments.get(REFERENCE);
        assertThat(replies).isEmpty();
        told.get(REFERENCE);
        assertThat(replies).hasSize(1);
        assertThat(server.tokenRequests()).isEqualTo(1);
    }

    @Test
    void optionsOfTheClientGoBeforeThoseOfVipps() {
        List<String> replies = new ArrayList<>();
        Vipps vipps = server.vipps()
                .with(RequestOptions.defaults().deadline(Duration.ofSeconds(5)).onReply(reply -> replies.add("vipps")));
        server.answer(200, Bodies.PAYMENT).answer(200, Bodies.PAYMENT);
        EPaymentClient.of(vipps).get(REFERENCE);
        EPaymentClient.of(vipps)
                .with(RequestOptions.defaults().onReply(reply -> replies.add("client")))
                .get(REFERENCE);
        assertThat(replies).containsExactly("vipps", "client");
        // what the client says nothing of stays as it was: 12 s do not fit
        server.answer(429, "");
        BusyException exception = catchThrowableOfType(
                BusyException.class,
                () -> EPaymentClient.of(vipps)
                        .with(RequestOptions.defaults().onReply(reply -> replies.add("client")))
                        .get(REFERENCE));
        assertThat(exception.retryAfter()).isEqualTo(Duration.ofSeconds(12));
        assertThat(server.time.sleeps()).isEmpty();
    }

    @Test
    void optionsAndSalesUnitGoTogether() {
        List<String> units = new ArrayList<>();
        Vipps vipps = server.vipps()
                .with(RequestOptions.defaults()
                        .onReply(reply -> units.add(String.valueOf(reply.call().merchantSerialNumber()))))
                .forMerchant("7654321");
        server.answer(200, Bodies.PAYMENT);
        EPaymentClient.of(vipps).get(REFERENCE);
        assertThat(units).containsExactly("7654321");
        assertThat(server.received()).extracting(Received::method).containsExactly("GET");
    }

    @Test
    void listenersAreToldOfAttemptsRepliesAndFailures() {
        List<String> told = new ArrayList<>();
        EPaymentClient payments =
                EPaymentClient.of(server.vipps(server.builder().addListener(new CallListener() {
                    @Override
                    public void onAttempt(AttemptInfo attempt) {
                        told.add(attempt.call().operation() + " " + attempt.status());
                    }

                    @Override
                    public void onReply(ReplyInfo reply) {
                        told.add("reply of " + reply.call().operation());
                    }

                    @Override
                    public void onFailure(VippsException failure) {
                        told.add("failure of " + failure.operation());
                    }
                })));
        server.answer(423, "").answer(200, Bodies.MODIFICATION).answer(404, "");
        payments.cancel(REFERENCE);
        catchThrowableOfType(ApiException.class, () -> payments.get(REFERENCE));
        assertThat(told)
                .containsExactly(
                        "accesstoken.get 200",
                        "epayment.cancel 423",
                        "epayment.cancel 200",
                        "reply of epayment.cancel",
                        "epayment.get 404",
                        "failure of epayment.get");
    }
}
