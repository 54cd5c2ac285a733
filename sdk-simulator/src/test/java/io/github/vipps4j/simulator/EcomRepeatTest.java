package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.EcomShop.errors;
import static io.github.vipps4j.simulator.EcomShop.modification;
import static io.github.vipps4j.simulator.EcomShop.path;
import static io.github.vipps4j.simulator.EcomShop.socks;
import static io.github.vipps4j.simulator.Merchant.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens when a request is made again, and when something goes wrong on its way. */
class EcomRepeatTest {
    private static final String ORDER = "order-0001";

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private VippsSimulator simulator;
    private EcomShop shop;

    @BeforeEach
    void reservedOrder() {
        simulator = VIPPS.simulator();
        shop = EcomShop.of(simulator);
        shop.order(ORDER);
        simulator.customer().approve(ORDER);
    }

    @Test
    void sameRequestIdAndBodyActOnce() {
        HttpResponse<String> first = shop.capture(ORDER, "20000", "c1");
        shop.capture(ORDER, "100", "c2");

        assertThat(shop.capture(ORDER, "20000", "c1").body()).isEqualTo(first.body());
        assertThat(simulator.payment(ORDER).captured()).isEqualTo(20_100);
        shop.refund(ORDER, "100", "r1");
        shop.refund(ORDER, "100", "r1");
        assertThat(simulator.payment(ORDER).refunded()).isEqualTo(100);
    }

    @Test
    void sameRequestIdWithAnotherBodyIsRefused() {
        shop.capture(ORDER, "20000", "c1");
        shop.refund(ORDER, "100", "r1");

        assertThat(errors(shop.capture(ORDER, "20001", "c1"))).isEqualTo("409 VippsError 93");
        assertThat(errors(shop.refund(ORDER, "101", "r1"))).isEqualTo("409 VippsError 93");
        assertThat(simulator.payment(ORDER).captured()).isEqualTo(20_000);
        assertThat(simulator.payment(ORDER).refunded()).isEqualTo(100);
    }

    @Test
    void requestIdIsOfOneOrderAndOperation() {
        shop.order("order-0002");
        simulator.customer().approve("order-0002");

        assertThat(shop.capture(ORDER, "100", "one").statusCode()).isEqualTo(200);
        assertThat(shop.refund(ORDER, "50", "one").statusCode()).isEqualTo(200);
        assertThat(shop.capture("order-0002", "300", "one").statusCode()).isEqualTo(200);
    }

    @Test
    void whatWasRefusedLeavesTheRequestIdFree() {
        assertThat(errors(shop.capture(ORDER, "49901", "c1"))).isEqualTo("400 Payment 61");

        assertThat(shop.capture(ORDER, "49900", "c1").statusCode()).isEqualTo(200);
    }

    @Test
    void captureAndRefundNeedARequestIdOfAtMost40Characters() {
        String body = modification("Sent", "100");

        assertThat(errors(shop.merchant().post(path(ORDER, "capture"), body)))
                .isEqualTo("400 InvalidRequest X-Request-Id");
        assertThat(errors(shop.merchant().post(path(ORDER, "refund"), body)))
                .isEqualTo("400 InvalidRequest X-Request-Id");
        assertThat(errors(shop.capture(ORDER, "100", "x".repeat(41)))).isEqualTo("400 InvalidRequest X-Request-Id");
        assertThat(shop.capture(ORDER, "100", "x".repeat(40)).statusCode()).isEqualTo(200);
        assertThat(shop.cancel(ORDER).statusCode()).isEqualTo(400);
    }

    @Test
    void initiateIsNotRepeatableUnderARequestId() {
        String body = socks("order-0002");
        Merchant merchant = shop.requestId("one");
        merchant.post(EcomShop.PAYMENTS, body);

        assertThat(errors(merchant.post(EcomShop.PAYMENTS, body))).isEqualTo("400 Merchant 34");
    }

    @ParameterizedTest
    @EnumSource(
            value = ApiOperation.class,
            names = {"ECOM_INITIATE", "ECOM_CAPTURE", "ECOM_REFUND", "ECOM_CANCEL"})
    void lostAnswerIsOfWhatHasHappened(ApiOperation operation) {
        shop.capture(ORDER, "20000", "c0");
        simulator.faults().next(operation, Fault.answerLost());

        assertThatThrownBy(() -> call(operation)).isInstanceOf(UncheckedIOException.class);
        String newest = shop.history(operation == ApiOperation.ECOM_INITIATE ? "order-0002" : ORDER);
        assertThat(newest)
                .startsWith(
                        switch (operation) {
                            case ECOM_INITIATE -> "INITIATE";
                            case ECOM_CAPTURE -> "CAPTURE CAPTURE";
                            case ECOM_REFUND -> "REFUND";
                            default -> "VOID";
                        });
    }

    private void call(ApiOperation operation) {
        switch (operation) {
            case ECOM_INITIATE -> shop.order("order-0002");
            case ECOM_CAPTURE -> shop.capture(ORDER, "100", "c1");
            case ECOM_REFUND -> shop.refund(ORDER, "100", "r1");
            default -> shop.release(ORDER);
        }
    }

    @Test
    void lockedOrderIs94AndTheSameRequestIdGetsThroughLater() {
        simulator.faults().next(ApiOperation.ECOM_CAPTURE, Fault.locked());
        assertThat(errors(shop.capture(ORDER, "100", "c1"))).isEqualTo("400 VippsError 94");
        assertThat(simulator.payment(ORDER).captured()).isZero();

        simulator.faults().next(ApiOperation.ECOM_CAPTURE, Fault.lockedAfterActing());
        assertThat(errors(shop.capture(ORDER, "100", "c1"))).isEqualTo("400 VippsError 94");
        assertThat(simulator.payment(ORDER).captured()).isEqualTo(100);
        assertThat(shop.capture(ORDER, "100", "c1").statusCode()).isEqualTo(200);
        assertThat(simulator.payment(ORDER).captured()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({
        "Payment, 45, 400",
        "Authentication, 401, 401",
        "Merchant, 97, 403",
        "Merchant, 35, 404",
        "VippsError, 93, 409",
        "Payment, 93, 409",
        "Payment, 98, 400",
        "VippsError, 98, 429",
        "VippsError, 99, 500"
    })
    void anyErrorCanBeOrdered(String group, String code, int status) {
        simulator.faults().next(ApiOperation.ECOM_DETAILS, Fault.ecomError(group, code));
        simulator.faults().next(ApiOperation.ECOM_CAPTURE, Fault.ecomError(group, code));

        String expected = status + " " + group + " " + code;
        assertThat(errors(shop.details(ORDER))).isEqualTo(expected);
        assertThat(errors(shop.capture(ORDER, "100", "c1"))).isEqualTo(expected);
        assertThat(simulator.payment(ORDER).captured()).isZero();
        assertThat(shop.capture(ORDER, "200", "c1").statusCode()).isEqualTo(200);
    }

    @Test
    void errorsOfOneApiDoNothingToTheOther() {
        simulator.faults().next(ApiOperation.ECOM_DETAILS, Fault.errorCode(3010));
        simulator.faults().next(ApiOperation.GET, Fault.ecomError("VippsError", "99"));

        assertThat(shop.details(ORDER).statusCode()).isEqualTo(200);
        assertThat(shop.merchant().get("/epayment/v1/payments/" + ORDER).statusCode())
                .isEqualTo(200);
        assertThatThrownBy(() -> Fault.ecomError("", "99"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("group: must not be empty");
        assertThatThrownBy(() -> Fault.ecomError("Payment", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("code: must not be empty");
    }

    @Test
    void tooManyRequestsOnDemandAreInTheGatewaysShape() {
        simulator.faults().next(ApiOperation.ECOM_INITIATE, Fault.tooManyRequests(Duration.ofSeconds(30)));
        HttpResponse<String> answer = shop.order("order-0002");

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("30");
        assertThat(tree(answer.body())).isEqualTo(tree("""
                {"statusCode":429,"message":"Rate limit is exceeded"}"""));
        assertThat(shop.order("order-0002").statusCode()).isEqualTo(200);
    }
}
