package io.github.vipps4j.epayment;

import static io.github.vipps4j.epayment.Shop.nok;
import static io.github.vipps4j.epayment.Shop.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.BusyException;
import io.github.vipps4j.core.Currency;
import io.github.vipps4j.core.OrderLine;
import io.github.vipps4j.core.ProfileScope;
import io.github.vipps4j.core.Receipt;
import io.github.vipps4j.core.TaxRate;
import io.github.vipps4j.simulator.ApiOperation;
import io.github.vipps4j.simulator.ApprovalResult;
import io.github.vipps4j.simulator.Feature;
import io.github.vipps4j.simulator.Market;
import io.github.vipps4j.simulator.SalesUnit;
import io.github.vipps4j.simulator.SimulatedCard;
import io.github.vipps4j.simulator.SimulatedUser;
import io.github.vipps4j.simulator.VippsSimulator;
import io.github.vipps4j.testsupport.FieldDefect;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of payments that are created in other ways than the usual one. */
class CreateStoryTest {
    private static final String ORDER = "acme-shop-order-0001";

    private final VippsSimulator simulator = VippsSimulator.builder()
            .profileDelay(Duration.ofSeconds(3))
            .rateLimits()
            .start();
    private final Shop shop = new Shop(simulator);
    private final EPaymentClient payments = shop.payments;

    @AfterEach
    void close() {
        simulator.close();
    }

    private EPaymentError refused(CreatePayment request) {
        return refused(payments, request);
    }

    private static EPaymentError refused(EPaymentClient payments, CreatePayment request) {
        ApiException refused = catchThrowableOfType(ApiException.class, () -> payments.create(request));
        assertThat(refused).isNotNull();
        return EPaymentError.of(refused);
    }

    @Test
    void customersWhoAreNobodyAreRefused() {
        simulator.users().unknown("4799999999");
        simulator.users().unknown("https://qr.example/made-up-code");
        simulator.users().unknown("made-up-token");
        assertThat(refused(pushTo(Customer.phoneNumber("4799999999")))).isEqualTo(EPaymentError.NO_ELIGIBLE_USER);
        assertThat(refused(pushTo(Customer.personalQr("https://qr.example/made-up-code"))))
                .isEqualTo(EPaymentError.INVALID_PERSONAL_QR);
        assertThat(refused(pushTo(Customer.customerToken("made-up-token"))))
                .isEqualTo(EPaymentError.INVALID_CUSTOMER_TOKEN);
    }

    private int pushes;

    private CreatePayment pushTo(Customer customer) {
        pushes++;
        return order("acme-shop-push-" + pushes, 10_000).toBuilder()
                .userFlow(UserFlow.pushMessage(customer))
                .build();
    }

    @Test
    void customerWhoIsTooYoungCannotPay() {
        simulator
                .users()
                .standIn(SimulatedUser.builder("4791234567")
                        .birthDate(LocalDate.of(2015, 5, 1))
                        .build());
        payments.create(order(ORDER, 10_000).toBuilder().minimumUserAge(18).build());
        assertThat(simulator.customer().approve(ORDER)).isEqualTo(ApprovalResult.NOT_ELIGIBLE);
        assertThat(payments.get(ORDER).state()).isEqualTo(PaymentState.CREATED);
    }

    @Test
    void commercialCardsCanBeBlockedInDenmarkAndFinlandOnly() {
        CreatePayment blocking = order(ORDER, 10_000).toBuilder()
                .paymentMethod(PaymentMethod.walletWithout(BlockedSource.COMMERCIAL_CARDS))
                .build();
        assertThat(refused(blocking)).isEqualTo(EPaymentError.BLOCKED_SOURCES_NOT_APPLICABLE);

        SalesUnit danish = SalesUnit.builder("222222").market(Market.DK).build();
        simulator.addSalesUnit(danish);
        simulator
                .users()
                .standIn(SimulatedUser.builder("4512345678")
                        .card(SimulatedCard.COMMERCIAL_VISA)
                        .build());
        new Shop(simulator, danish)
                .payments.create(blocking.toBuilder()
                        .amount(Amount.ofMinor(10_000, Currency.DKK))
                        .build());
        assertThat(simulator.customer().approve("222222", ORDER)).isEqualTo(ApprovalResult.BLOCKED_CARD);
    }

    private CreatePayment longLiving() {
        return order(ORDER, 10_000).toBuilder()
                .expiresAt(FakeTime.START.plus(Duration.ofDays(10)))
                .receipt(Receipt.builder()
                        .orderLine(OrderLine.builder()
                                .name("Socks")
                                .id("socks-1")
                                .totalAmount(nok(10_000))
                                .taxRate(TaxRate.ofPercent("25")))
                        .build())
                .build();
    }

    @Test
    void longLivingPaymentIsTheServicesToRefuse() {
        // the fake clock of this shop is far behind the service's: what is fine here is too soon there
        assertThat(refused(longLiving())).isEqualTo(EPaymentError.EXPIRES_TOO_SOON);
        SalesUnit plain =
                SalesUnit.builder("333333").without(Feature.LONG_LIVING).build();
        simulator.addSalesUnit(plain);
        CreatePayment inTime = longLiving().toBuilder()
                .expiresAt(simulator.clock().now().plus(Duration.ofDays(10)))
                .build();
        EPaymentClient unapproved = EPaymentClient.of(Shop.vipps(simulator, plain));
        assertThat(refused(unapproved, inTime)).isEqualTo(EPaymentError.LONG_LIVING_NOT_ALLOWED);

        EPaymentClient approved = EPaymentClient.of(Shop.vipps(simulator, simulator.salesUnit()));
        approved.create(inTime, Shop.key("corrected"));
        simulator.clock().advance(Duration.ofDays(9));
        assertThat(approved.get(ORDER).state()).isEqualTo(PaymentState.CREATED);
        simulator.clock().advance(Duration.ofDays(2));
        assertThat(approved.get(ORDER).state()).isEqualTo(PaymentState.EXPIRED);
    }

    @Test
    @FieldDefect(40)
    void sharedProfileComesAfterTheApproval() {
        payments.create(order(ORDER, 10_000).toBuilder()
                .profileScope(ProfileScope.EMAIL)
                .build());
        simulator.customer().approve(ORDER);
        Payment early = payments.get(ORDER);
        assertThat(early.state()).isEqualTo(PaymentState.AUTHORIZED);
        assertThat(early.sub()).isNull();
        simulator.clock().advance(Duration.ofSeconds(3));
        Payment payment = payments.awaitProfile(ORDER);
        assertThat(payment.sub()).isNotNull();
        UserDetails details = Objects.requireNonNull(payment.userDetails());
        assertThat(details.email()).contains("@");
        assertThat(details.firstName()).isNull();
        assertThat(payment.captureGuaranteedUntil()).isAfter(simulator.clock().now());
    }

    @Test
    @FieldDefect(48)
    void rateLimitOfOnePaymentIsToldAndLeavesOthersAlone() {
        shop.reserved(ORDER, 10_000);
        for (int i = 0; i < 5; i++) {
            payments.capture(ORDER, nok(100), Shop.key("capture-" + i));
        }
        BusyException busy = catchThrowableOfType(
                BusyException.class, () -> payments.capture(ORDER, nok(100), Shop.key("capture-5")));
        assertThat(busy).isNotNull();
        assertThat(busy.retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(60));
        shop.reserved("acme-shop-order-0002", 10_000);
        payments.capture("acme-shop-order-0002", nok(100), Shop.key("capture-0"));

        simulator.clock().advance(Duration.ofMinutes(1));
        payments.capture(ORDER, nok(100), Shop.key("capture-5"));
        assertThat(simulator.payment(ORDER).captured()).isEqualTo(600);
        assertThat(shop.requests(ApiOperation.CAPTURE)).isGreaterThan(7);
    }
}
