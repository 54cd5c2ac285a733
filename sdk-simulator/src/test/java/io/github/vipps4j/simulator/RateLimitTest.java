package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Merchant.path;
import static io.github.vipps4j.simulator.Merchant.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RateLimitTest {
    private static final String REFERENCE = "order-0001";

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS =
            new VippsSimulatorExtension(VippsSimulator.builder().rateLimits());

    private VippsSimulator simulator;
    private Merchant merchant;

    @BeforeEach
    void approvedPayment() {
        simulator = VIPPS.simulator();
        merchant = Merchant.of(simulator);
        merchant.create(REFERENCE);
        simulator.customer().approve(REFERENCE);
    }

    /** How many requests get through before the first 429. */
    private static int untilLimited(IntFunction<HttpResponse<String>> request) {
        int passed = 0;
        while (passed < 200 && request.apply(passed).statusCode() != 429) {
            passed++;
        }
        return passed;
    }

    private HttpResponse<String> read() {
        return merchant.get("/epayment/v1/payments/" + REFERENCE);
    }

    @Test
    void sixthChangeWithinAMinuteIs429InTheGatewaysShape() {
        assertThat(untilLimited(i -> merchant.capture(REFERENCE, 100, "c" + i))).isEqualTo(5);
        HttpResponse<String> answer = merchant.capture(REFERENCE, 100, "c6");

        assertThat(answer.body()).isEqualTo("{\"statusCode\":429,\"message\":\"Rate limit is exceeded\"}");
        assertThat(Integer.parseInt(answer.headers().firstValue("Retry-After").orElse("0")))
                .isBetween(30, 60);
        assertThat(simulator.payment(REFERENCE).captured()).isEqualTo(500);
    }

    @Test
    void retryAfterCanBeLeftOut() {
        try (VippsSimulator silent =
                VippsSimulator.builder().rateLimitsWithoutRetryAfter().start()) {
            Merchant other = Merchant.of(silent);
            assertThat(untilLimited(i -> other.cancel("order-9999"))).isEqualTo(5);
            assertThat(other.cancel("order-9999").headers().firstValue("Retry-After"))
                    .isEmpty();
        }
    }

    @Test
    void operationsPaymentsAndSalesUnitsCountForThemselves() {
        untilLimited(i -> merchant.capture(REFERENCE, 100, "c" + i));
        merchant.create("order-0002");
        simulator.customer().approve("order-0002");
        SalesUnit other = SalesUnit.of("111111");
        simulator.addSalesUnit(other);
        Merchant second = Merchant.of(simulator, other);

        assertThat(merchant.refund(REFERENCE, 100, "r1").statusCode()).isEqualTo(200);
        assertThat(merchant.cancel(REFERENCE).statusCode()).isEqualTo(200);
        assertThat(merchant.capture("order-0002", 100, "c1").statusCode()).isEqualTo(200);
        assertThat(refusal(second.capture(REFERENCE, 100, "c1"))).isEqualTo("404 5090");
    }

    @Test
    void readsHaveTheirOwnLimitForEachSubscriptionKey() {
        assertThat(untilLimited(i -> read())).isEqualTo(120);
        assertThat(untilLimited(i -> merchant.get(path(REFERENCE, "events")))).isEqualTo(120);
        merchant =
                merchant.with("Ocp-Apim-Subscription-Key", simulator.salesUnit().secondarySubscriptionKey());
        assertThat(read().statusCode()).isEqualTo(200);
    }

    @Test
    void aMinuteLaterItGoesOn() {
        untilLimited(i -> merchant.capture(REFERENCE, 100, "c" + i));
        simulator.clock().advance(Duration.ofSeconds(60));

        assertThat(merchant.capture(REFERENCE, 100, "c6").statusCode()).isEqualTo(200);
    }

    @Test
    void limitedRequestLeavesNoTraceUnderItsKey() {
        untilLimited(i -> merchant.capture(REFERENCE, 100, "c" + i));
        assertThat(merchant.capture(REFERENCE, 700, "late").statusCode()).isEqualTo(429);
        simulator.clock().advance(Duration.ofSeconds(60));

        assertThat(merchant.capture(REFERENCE, 800, "late").statusCode()).isEqualTo(200);
    }

    @Test
    void requestsWithoutAReadableReferenceShareOneLimit() {
        assertThat(untilLimited(i -> merchant.key("k" + i).post("/epayment/v1/payments", "{\"x\":" + i + "}")))
                .isEqualTo(5);
        assertThat(merchant.create("order-0002").statusCode()).isEqualTo(201);
    }

    @Test
    void repeatsUnderOneKeyCountToo() {
        assertThat(untilLimited(i -> merchant.capture(REFERENCE, 100, "c1"))).isEqualTo(5);
    }

    @Test
    void requestTakesNoLongerTheMorePaymentsThereWereInTheLastMinute() {
        RateLimits limits = new RateLimits(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), RateLimits.Mode.SILENT);
        long start = System.nanoTime();
        for (int i = 0; i < 30_000; i++) {
            limits.admit(ApiOperation.CAPTURE, "order-" + i, "654321");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void withoutTheSwitchThereAreNoLimits() {
        try (VippsSimulator unlimited = VippsSimulator.start()) {
            Merchant other = Merchant.of(unlimited);
            assertThat(untilLimited(i -> other.create(REFERENCE))).isEqualTo(200);
        }
    }

    @Test
    void resetForgetsWhatWasCounted() {
        untilLimited(i -> merchant.create("order-0002"));
        simulator.reset();
        merchant = Merchant.of(simulator);

        assertThat(merchant.create("order-0002").statusCode()).isEqualTo(201);
    }
}
