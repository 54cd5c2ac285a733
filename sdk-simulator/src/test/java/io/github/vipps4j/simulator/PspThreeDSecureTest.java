package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.PspShop.FAIL;
import static io.github.vipps4j.simulator.PspShop.OK;
import static io.github.vipps4j.simulator.PspShop.ORDER;
import static io.github.vipps4j.simulator.PspShop.softDecline;
import static io.github.vipps4j.simulator.PspShop.tickets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The customer of a payment of PSP v3 is sent to 3-D Secure. */
class PspThreeDSecureTest {
    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private final PspEndpoint endpoint = new PspEndpoint();
    private VippsSimulator simulator;
    private SimulatedCustomer customer;
    private PspShop shop;

    @BeforeEach
    void softDeclinedPayment() {
        simulator = VIPPS.simulator();
        customer = simulator.customer();
        shop = PspShop.of(simulator);
        shop.init(tickets(endpoint));
        endpoint.answers(softDecline(endpoint.url("/3ds?session=1")));
        assertThat(customer.approve(ORDER)).isEqualTo(ApprovalResult.SOFT_DECLINED);
        endpoint.answers(OK);
    }

    @AfterEach
    void closeEndpoint() {
        endpoint.close();
    }

    private SimulatedState state() {
        return simulator.payment(ORDER).state();
    }

    private String wayBack(int which) {
        return endpoint.received()
                .get(0)
                .json()
                .path("operations")
                .path(which)
                .path("url")
                .textValue();
    }

    private List<String> paymentStates() {
        return endpoint.received().stream()
                .map(call -> call.json().path("paymentState").textValue())
                .toList();
    }

    private HttpResponse<String> open(String url) {
        return Merchant.anonymous(simulator)
                .get(url.substring(simulator.baseUrl().toString().length()));
    }

    @Test
    void softDeclineLeavesThePaymentOpen() {
        assertThat(state()).isEqualTo(SimulatedState.CREATED);
        assertThat(customer.url3DSecure(ORDER)).isEqualTo(endpoint.url("/3ds?session=1"));
        assertThat(customer.url3DSecure("654321", ORDER)).isEqualTo(endpoint.url("/3ds?session=1"));
        assertThat(simulator.pspCalls().all().get(0).answer()).isEqualTo("SOFT_DECLINE");
        assertThatThrownBy(() -> customer.approve(ORDER))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The customer is in 3-D Secure");
    }

    @Test
    void visitLeadsToTheSecondCall() {
        endpoint.redirectsTo(wayBack(0));

        assertThat(customer.visit3DSecure(ORDER)).isEqualTo(ApprovalResult.APPROVED);

        assertThat(paymentStates()).containsExactly("ACCEPTED", "ACCEPTED");
        assertThat(endpoint.last().json()).isEqualTo(endpoint.received().get(0).json());
        assertThat(endpoint.last().header("Authorization")).isEqualTo("s3cr3t-token");
        assertThat(state()).isEqualTo(SimulatedState.AUTHORIZED);
        assertThatThrownBy(() -> customer.url3DSecure(ORDER))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The customer of shop7-order-0042 is not in 3-D Secure");
    }

    @Test
    void browserComesBackBySuccess() {
        HttpResponse<String> answer = open(wayBack(0));

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).contains("https://psp.example.com/back");
        assertThat(state()).isEqualTo(SimulatedState.AUTHORIZED);
        assertThat(open(wayBack(0)).statusCode()).isEqualTo(409);
        assertThat(endpoint.received()).hasSize(2);
    }

    @Test
    void changedUrlLeadsNowhere() {
        assertThat(open(wayBack(0).replace("&responsecode=OK", "")).statusCode())
                .isEqualTo(400);
        assertThat(open(wayBack(0) + "&more=1").statusCode()).isEqualTo(400);
        assertThat(open(simulator.baseUrl() + "/3dsecure?token=unknown&responsecode=OK")
                        .statusCode())
                .isEqualTo(404);
        assertThat(endpoint.received()).hasSize(1);
    }

    @Test
    void failureIsForTheProviderToJudge() {
        endpoint.redirectsTo(wayBack(2));
        endpoint.answers(FAIL);

        assertThat(customer.visit3DSecure(ORDER)).isEqualTo(ApprovalResult.DECLINED_BY_PSP);
        assertThat(paymentStates()).containsExactly("ACCEPTED", "ACCEPTED");
        assertThat(state()).isEqualTo(SimulatedState.ABORTED);
    }

    @Test
    void cancelIsToldAsACancel() {
        assertThat(customer.returnFrom3DSecure(ORDER, ThreeDSecure.CANCEL))
                .isEqualTo(ApprovalResult.THREE_D_SECURE_CANCELLED);
        shop.awaitIdle();

        assertThat(paymentStates()).containsExactly("ACCEPTED", "USER_CANCEL");
        assertThat(state()).isEqualTo(SimulatedState.ABORTED);
    }

    @Test
    void customerMayRejectInTheAppMeanwhile() {
        customer.reject(ORDER);
        shop.awaitIdle();

        assertThat(paymentStates()).containsExactly("ACCEPTED", "USER_CANCEL");
        assertThat(open(wayBack(0)).statusCode()).isEqualTo(409);
        assertThat(endpoint.received()).hasSize(2);
    }

    @Test
    void customerWhoNeverComesBackHasTimedOut() {
        simulator.clock().advance(Duration.ofMinutes(10));
        shop.awaitIdle();

        assertThat(paymentStates()).containsExactly("ACCEPTED", "TIMEOUT");
        assertThat(state()).isEqualTo(SimulatedState.EXPIRED);
    }

    @Test
    void secondSoftDeclineIsTheEnd() {
        endpoint.answers(softDecline(endpoint.url("/3ds?session=2")));

        assertThat(customer.returnFrom3DSecure("654321", ORDER, ThreeDSecure.SUCCESS))
                .isEqualTo(ApprovalResult.DECLINED_BY_PSP);
        assertThat(state()).isEqualTo(SimulatedState.ABORTED);
    }

    @Test
    void pageThatDoesNotLeadBackIsTold() {
        assertThatThrownBy(() -> customer.visit3DSecure(ORDER))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The 3-D Secure page does not lead back: it answered 200");
        endpoint.redirectsTo("/3ds?session=1");
        assertThatThrownBy(() -> customer.visit3DSecure("654321", ORDER))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The 3-D Secure page redirects too often");
        endpoint.redirectsTo("https://bank.example/acs");
        assertThatThrownBy(() -> customer.visit3DSecure(ORDER))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The 3-D Secure page does not lead back:"
                        + " the simulator calls merchants on the loopback address only");
        assertThat(endpoint.received()).hasSize(1);
        assertThat(state()).isEqualTo(SimulatedState.CREATED);
    }

    @Test
    void nobodyComesBackWhoWasNotSent() {
        shop.init(tickets(endpoint).replace("0042", "0043").replace("7977", "7978"));

        assertThatThrownBy(() -> customer.returnFrom3DSecure("shop7-order-0043", ThreeDSecure.SUCCESS))
                .isInstanceOf(IllegalStateException.class);
    }
}
