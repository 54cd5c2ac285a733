package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Merchant.nok;
import static io.github.vipps4j.simulator.Merchant.path;
import static io.github.vipps4j.simulator.Merchant.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultTest {
    private static final String REFERENCE = "order-0001";

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private Merchant merchant;
    private Faults faults;

    @BeforeEach
    void authorizedPayment() {
        merchant = Merchant.of(VIPPS.simulator());
        merchant.create(REFERENCE);
        VIPPS.simulator().customer().approve(REFERENCE);
        faults = VIPPS.simulator().faults();
    }

    private HttpResponse<String> captureHitBy(Fault fault) {
        faults.next(ApiOperation.CAPTURE, fault);
        return merchant.capture(REFERENCE, 100, "k");
    }

    private void assertConnectionCloses(Fault fault) {
        faults.next(ApiOperation.CAPTURE, fault);
        assertThatThrownBy(() -> merchant.key("k").trySend("POST", path(REFERENCE, "capture"), nok(100)))
                .isInstanceOf(IOException.class);
    }

    private long captured() {
        return VIPPS.simulator().payment(REFERENCE).captured();
    }

    private void assertRepeatIsTheOnlyCapture() {
        assertThat(captured()).isZero();
        assertThat(merchant.capture(REFERENCE, 100, "k").statusCode()).isEqualTo(200);
        assertThat(captured()).isEqualTo(100);
    }

    private void assertRepeatGetsTheStoredAnswer() {
        assertThat(captured()).isEqualTo(100);
        assertThat(merchant.capture(REFERENCE, 100, "k").statusCode()).isEqualTo(200);
        assertThat(captured()).isEqualTo(100);
    }

    @Test
    void answerLostActs() {
        assertConnectionCloses(Fault.answerLost());
        assertThat(VIPPS.simulator().requests().get(2).status()).isNull();
        assertRepeatGetsTheStoredAnswer();
    }

    @Test
    void closedBeforeActingDoesNotAct() {
        assertConnectionCloses(Fault.closedBeforeActing());
        assertRepeatIsTheOnlyCapture();
    }

    @Test
    void truncatedActsAndBreaksOff() {
        assertConnectionCloses(Fault.truncated());
        assertRepeatGetsTheStoredAnswer();
    }

    @Test
    void delayWaitsThenActs() {
        long before = System.nanoTime();
        assertThat(captureHitBy(Fault.delay(Duration.ofMillis(60))).statusCode())
                .isEqualTo(200);
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(60_000_000);
        assertThat(captured()).isEqualTo(100);
        for (ApiOperation operation : List.of(ApiOperation.GET, ApiOperation.TOKEN)) {
            faults.next(operation, Fault.delay(Duration.ofMillis(60)));
            long start = System.nanoTime();
            if (operation == ApiOperation.GET) {
                merchant.get("/epayment/v1/payments/" + REFERENCE);
            } else {
                merchant.fetchToken(VIPPS.simulator().salesUnit());
            }
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(60_000_000);
        }
    }

    @Test
    void lockedRefuses() {
        HttpResponse<String> answer = captureHitBy(Fault.locked());

        assertThat(refusal(answer)).isEqualTo("423 -");
        assertThat(answer.body().replaceAll("\"traceId\":\"[^\"]+\"", "\"traceId\":\"t\""))
                .isEqualTo("{\"type\":\"https://httpstatuses.io/423\",\"title\":\"Locked\",\"detail\":\"Locked.\","
                        + "\"instance\":\"/v1/payments/order-0001/capture\",\"status\":423,"
                        + "\"extraDetails\":null,\"traceId\":\"t\"}");
        assertRepeatIsTheOnlyCapture();
    }

    @Test
    void tooManyRequestsRefuses() {
        HttpResponse<String> answer = captureHitBy(Fault.tooManyRequests());

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.body()).isEqualTo("{\"statusCode\":429,\"message\":\"Rate limit is exceeded\"}");
        assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
        assertThat(captureHitBy(Fault.tooManyRequests(Duration.ofSeconds(5)))
                        .headers()
                        .firstValue("Retry-After"))
                .contains("5");
        assertRepeatIsTheOnlyCapture();
    }

    @Test
    void serverErrorComesBeforeOrAfterActing() {
        HttpResponse<String> answer = captureHitBy(Fault.serverError(502));

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(answer.body()).startsWith("<html>");
        assertThat(captured()).isZero();
        assertThat(captureHitBy(Fault.serverErrorAfterActing(504)).statusCode()).isEqualTo(504);
        assertRepeatGetsTheStoredAnswer();
    }

    @Test
    void tokenRevokedIs401UntilANewToken() {
        assertThat(captureHitBy(Fault.tokenRevoked()).statusCode()).isEqualTo(401);
        assertThat(merchant.capture(REFERENCE, 100, "k").statusCode()).isEqualTo(401);
        merchant = Merchant.of(VIPPS.simulator());
        assertRepeatIsTheOnlyCapture();
    }

    @Test
    void emptyBodyActsOnlyIfItIsASuccess() {
        HttpResponse<String> refused = captureHitBy(Fault.emptyBody(503));
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).isEmpty();
        assertThat(captured()).isZero();

        HttpResponse<String> accepted = captureHitBy(Fault.emptyBody(200));
        assertThat(accepted.statusCode()).isEqualTo(200);
        assertThat(accepted.body()).isEmpty();
        assertRepeatGetsTheStoredAnswer();
        assertThat(captureHitBy(Fault.emptyBody(204)).statusCode()).isEqualTo(204);
    }

    @Test
    void htmlActs() {
        HttpResponse<String> answer = captureHitBy(Fault.html());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("<html>");
        assertRepeatGetsTheStoredAnswer();
    }

    @Test
    void noFaultMakesARefusalLookLikeASuccess() {
        for (Fault fault : List.of(Fault.html(), Fault.emptyBody(200))) {
            faults.next(ApiOperation.CAPTURE, fault);
            assertThat(merchant.capture(REFERENCE, 1_000_000, "too-much").statusCode())
                    .as(fault.toString())
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "3010, 500", "4010, 409", "4020, 409", "4150, 409", "6160, 409", "5090, 404", "5020, 403", "5030, 403",
        "5050, 403", "5080, 403", "4040, 400", "6260, 400", "6280, 400", "7010, 400", "10030, 400", "6240, 400"
    })
    void errorCodeHasItsStatus(int code, int status) {
        assertThat(refusal(captureHitBy(Fault.errorCode(code)))).isEqualTo(status + " " + code);
        assertThat(captured()).isZero();
        faults.next(ApiOperation.GET, Fault.errorCode(code));
        assertThat(refusal(merchant.get("/epayment/v1/payments/" + REFERENCE))).isEqualTo(status + " " + code);
    }

    @Test
    void forcedErrorCodeSticksLikeAnyRefusal() {
        assertThat(refusal(captureHitBy(Fault.errorCode(5100)))).isEqualTo("400 5100");
        assertThat(refusal(merchant.capture(REFERENCE, 100, "k"))).isEqualTo("400 5100");
        assertThat(merchant.capture(REFERENCE, 100, "new").statusCode()).isEqualTo(200);
    }

    @Test
    void faultsQueuePerOperation() {
        faults.next(ApiOperation.CAPTURE, 2, Fault.locked());
        faults.next(ApiOperation.CAPTURE, Fault.serverError(500));
        faults.next(ApiOperation.CANCEL, Fault.tooManyRequests());

        List<Integer> statuses = new ArrayList<>();
        statuses.add(merchant.cancel(REFERENCE).statusCode());
        for (int i = 0; i < 4; i++) {
            statuses.add(merchant.capture(REFERENCE, 100, "k").statusCode());
        }
        assertThat(statuses).containsExactly(429, 423, 423, 500, 200);
    }

    @Test
    void tokenRequestsCanFail() {
        faults.next(ApiOperation.TOKEN, Fault.serverError(500));
        SalesUnit unit = VIPPS.simulator().salesUnit();

        assertThat(Merchant.anonymous(VIPPS.simulator())
                        .with("client_id", unit.clientId())
                        .with("client_secret", unit.clientSecret())
                        .with("Ocp-Apim-Subscription-Key", unit.primarySubscriptionKey())
                        .post("/accesstoken/get", "")
                        .statusCode())
                .isEqualTo(500);
    }

    private List<Integer> statusesOf20Reads() {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            statuses.add(merchant.get("/epayment/v1/payments/" + REFERENCE).statusCode());
        }
        return statuses;
    }

    @Test
    void randomFaultsFollowTheirSeed() {
        faults.randomly(7, 0.5, Fault.locked(), Fault.tooManyRequests());
        List<Integer> first = statusesOf20Reads();
        faults.randomly(7, 0.5, Fault.locked(), Fault.tooManyRequests());

        assertThat(statusesOf20Reads()).isEqualTo(first);
        assertThat(first).contains(200, 423, 429);
        faults.randomly(7, 1, Fault.locked());
        assertThat(merchant.fetchToken(VIPPS.simulator().salesUnit())).isNotEmpty();
        faults.randomly(7, 1, EnumSet.of(ApiOperation.CAPTURE), Fault.locked());
        assertThat(statusesOf20Reads()).containsOnly(200);
        assertThat(merchant.capture(REFERENCE, 1, "k").statusCode()).isEqualTo(423);
        faults.clear();
        assertThat(merchant.capture(REFERENCE, 1, "k").statusCode()).isEqualTo(200);
    }

    @Test
    void randomFaultsDoNotDependOnTheOrderOfRequests() {
        List<String> bodies = IntStream.range(0, 20)
                .mapToObj(i -> Merchant.socks("chaos-" + i))
                .toList();
        List<String> backwards = new ArrayList<>(bodies);
        Collections.reverse(backwards);

        Map<String, Integer> first = statusesOfCreates(bodies);
        assertThat(statusesOfCreates(backwards)).isEqualTo(first);
        assertThat(first.values()).contains(423, 429);
    }

    private Map<String, Integer> statusesOfCreates(List<String> bodies) {
        faults.randomly(8, 0.5, Fault.locked(), Fault.tooManyRequests());
        Map<String, Integer> statuses = new HashMap<>();
        bodies.forEach(body ->
                statuses.put(body, merchant.post("/epayment/v1/payments", body).statusCode()));
        return statuses;
    }

    @Test
    void impossibleFaultsAreRefused() {
        assertThatThrownBy(() -> Fault.serverError(404)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.serverErrorAfterActing(600)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.emptyBody(100)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.errorCode(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.delay(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.tooManyRequests(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> faults.next(ApiOperation.GET, 0, Fault.html()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> faults.randomly(1, 1.1, Fault.html())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> faults.randomly(1, Double.NaN, Fault.html()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> faults.randomly(1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Fault.errorCode(6280)).hasToString("errorCode 6280");
    }
}
