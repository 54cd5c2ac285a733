package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.EcomShop.errors;
import static io.github.vipps4j.simulator.EcomShop.path;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EcomRateLimitTest {
    private static final String ORDER = "order-0001";

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS =
            new VippsSimulatorExtension(VippsSimulator.builder().rateLimits());

    private VippsSimulator simulator;
    private EcomShop shop;

    @BeforeEach
    void shop() {
        simulator = VIPPS.simulator();
        shop = EcomShop.of(simulator);
    }

    /** How many requests get through before the first 429. */
    private static int untilLimited(IntFunction<HttpResponse<String>> request) {
        int passed = 0;
        while (passed < 200 && request.apply(passed).statusCode() != 429) {
            passed++;
        }
        return passed;
    }

    @Test
    void oneOrderIsInitiatedTwiceAMinute() {
        assertThat(untilLimited(i -> shop.order(ORDER))).isEqualTo(2);
        HttpResponse<String> answer = shop.order(ORDER);

        assertThat(answer.body()).isEqualTo("{\"statusCode\":429,\"message\":\"Rate limit is exceeded\"}");
        assertThat(Integer.parseInt(answer.headers().firstValue("Retry-After").orElse("0")))
                .isBetween(30, 60);
        assertThat(shop.order("order-0002").statusCode()).isEqualTo(200);
        simulator.clock().advance(Duration.ofSeconds(60));
        assertThat(errors(shop.order(ORDER))).isEqualTo("400 Merchant 34");
    }

    @Test
    void captureRefundAndCancelHaveFiveEach() {
        shop.order(ORDER);
        simulator.customer().approve(ORDER);

        assertThat(untilLimited(i -> shop.capture(ORDER, "100", "c" + i))).isEqualTo(5);
        assertThat(untilLimited(i -> shop.refund(ORDER, "10", "r" + i))).isEqualTo(5);
        assertThat(untilLimited(i -> shop.cancel(ORDER))).isEqualTo(5);
        assertThat(simulator.payment(ORDER).captured()).isEqualTo(500);
    }

    @Test
    void detailsAndStatusHave120EachForASubscriptionKey() {
        shop.order(ORDER);

        assertThat(untilLimited(i -> shop.details(ORDER))).isEqualTo(120);
        assertThat(untilLimited(i -> shop.merchant().get(path(ORDER, "status"))))
                .isEqualTo(120);
        Merchant other = shop.merchant()
                .with("Ocp-Apim-Subscription-Key", simulator.salesUnit().secondarySubscriptionKey());
        assertThat(other.get(path(ORDER, "details")).statusCode()).isEqualTo(200);
    }
}
