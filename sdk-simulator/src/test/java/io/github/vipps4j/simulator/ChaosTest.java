package io.github.vipps4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A careful caller and a bad day: who repeats with the same key until there is an answer charges exactly once. */
class ChaosTest {
    private static final Fault[] EVERYTHING = {
        Fault.answerLost(),
        Fault.closedBeforeActing(),
        Fault.truncated(),
        Fault.html(),
        Fault.serverError(503),
        Fault.serverErrorAfterActing(500),
        Fault.emptyBody(200),
        Fault.emptyBody(502),
        Fault.locked(),
        Fault.tooManyRequests(),
        Fault.tokenRevoked(),
        Fault.errorCode(6160),
        Fault.errorCode(6280)
    };

    private static boolean isSuccess(HttpResponse<String> answer) {
        return answer.statusCode() < 300 && answer.body().startsWith("{");
    }

    private static void untilDone(VippsSimulator simulator, String key, String path, String body) {
        boolean done = false;
        Merchant merchant = Merchant.of(simulator);
        while (!done) {
            try {
                HttpResponse<String> answer = merchant.key(key).trySend("POST", path, body);
                done = isSuccess(answer);
                if (answer.statusCode() == 401) {
                    merchant = Merchant.of(simulator);
                }
            } catch (IOException lost) {
                done = false;
            }
        }
    }

    private static void buy(VippsSimulator simulator, String reference) {
        untilDone(simulator, "create", "/epayment/v1/payments", Merchant.socks(reference));
        simulator.customer().approve(reference);
        untilDone(simulator, "c1", Merchant.path(reference, "capture"), Merchant.nok(20_000));
        untilDone(simulator, "c2", Merchant.path(reference, "capture"), Merchant.nok(20_000));
        untilDone(simulator, "r1", Merchant.path(reference, "refund"), Merchant.nok(5_000));
        untilDone(simulator, "x1", Merchant.path(reference, "cancel"), "");
    }

    @Test
    void everythingHappensExactlyOnce() throws Exception {
        try (VippsSimulator simulator = VippsSimulator.start()) {
            simulator
                    .faults()
                    .randomly(20261121, 0.5, EnumSet.complementOf(EnumSet.of(ApiOperation.TOKEN)), EVERYTHING);
            ExecutorService buyers = Executors.newFixedThreadPool(8);
            try {
                for (int i = 0; i < 40; i++) {
                    String reference = "order-" + (1000 + i);
                    buyers.submit(() -> buy(simulator, reference));
                }
            } finally {
                buyers.shutdown();
            }
            assertThat(buyers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

            assertThat(simulator.payments()).hasSize(40).allSatisfy(payment -> {
                assertThat(payment.eventNames())
                        .containsExactly("CREATED", "AUTHORIZED", "CAPTURED", "CAPTURED", "REFUNDED", "CANCELLED");
                assertThat(payment.captured()).isEqualTo(40_000);
                assertThat(payment.refunded()).isEqualTo(5_000);
                assertThat(payment.cancelled()).isEqualTo(9_900);
            });
        }
    }
}
