package io.github.vipps4j.epayment;

import static io.github.vipps4j.epayment.Shop.nok;
import static io.github.vipps4j.epayment.Shop.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.vipps4j.core.PermissionException;
import io.github.vipps4j.core.callback.JdkHttpAdapter;
import io.github.vipps4j.simulator.ApprovalResult;
import io.github.vipps4j.simulator.Feature;
import io.github.vipps4j.simulator.SalesUnit;
import io.github.vipps4j.simulator.ShippingOffer;
import io.github.vipps4j.simulator.SimulatedAddress;
import io.github.vipps4j.simulator.VippsSimulator;
import io.github.vipps4j.testsupport.FieldDefect;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Express from the product page to the capture, with a shop that is asked for its options over HTTP. */
class ExpressStoryTest {
    private static final String ORDER = "acme-express-0001";
    private static final String TOKEN = "made-up-shipping-token";
    private static final ShippingGroup HOME = ShippingGroup.builder()
            .type(ShippingType.HOME_DELIVERY)
            .brand(ShippingBrand.POSTEN)
            .option(option("home", 9_900))
            .option(option("evening", 14_900))
            .build();

    private final List<ShippingOptionsRequest> asked = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private VippsSimulator simulator;
    private Shop shop;
    private HttpServer server;
    private String url;

    @BeforeEach
    void open() throws IOException {
        simulator = VippsSimulator.builder()
                .shippingAnswerTime(Duration.ofSeconds(5))
                .start();
        shop = new Shop(simulator);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort() + "/vipps/shipping";
    }

    @AfterEach
    void close() {
        server.stop(0);
        threads.shutdownNow();
        simulator.close();
    }

    private static ShippingOption option(String id, long cost) {
        return ShippingOption.builder()
                .id(id)
                .name("Delivery " + id)
                .amount(nok(cost))
                .build();
    }

    private static CreatePayment express(Shipping shipping) {
        return order(ORDER, 49_900).toBuilder().shipping(shipping).build();
    }

    private void serve(ShippingOptionsProvider provider, Duration budget) {
        server.createContext(
                "/vipps/shipping",
                new JdkHttpAdapter(new ShippingOptionsEndpoint(
                        TOKEN,
                        request -> {
                            asked.add(request);
                            return provider.shippingOptions(request);
                        },
                        threads,
                        budget)));
        shop.payments.create(express(Shipping.dynamic(url, TOKEN)));
    }

    private void serve(ShippingOptionsProvider provider) {
        serve(provider, Duration.ofSeconds(4));
    }

    private ShippingOffer choose(String postCode, String city) {
        return simulator.customer().chooseAddress(ORDER, SimulatedAddress.of("Ærfuglveien 1", postCode, city, "NO"));
    }

    @Test
    void fixedOptionIsPaidWithTheGoods() {
        shop.payments.create(express(Shipping.fixed(HOME)));
        simulator.customer().chooseShipping(ORDER, "evening");
        assertThat(simulator.customer().approve(ORDER)).isEqualTo(ApprovalResult.APPROVED);

        Payment payment = shop.payments.awaitProfile(ORDER);
        assertThat(payment.aggregate().authorizedAmount()).isEqualTo(nok(49_900 + 14_900));
        assertThat(payment.shippingDetails()).isNotNull();
        assertThat(payment.shippingDetails())
                .extracting(shipping -> shipping.shippingOptionId(), shipping -> shipping.shippingCost())
                .containsExactly("evening", nok(14_900));
        assertThat(payment.userDetails()).isNotNull();
        assertThat(shop.payments
                        .capture(ORDER, payment.aggregate().authorizedAmount(), Shop.key("capture-1"))
                        .aggregate()
                        .remainingToCapture()
                        .isZero())
                .isTrue();
    }

    @Test
    @FieldDefect(37)
    void shopIsAskedForTheAddressThatTheCustomerChose() {
        serve(request -> ShippingOptions.of(HOME));
        ShippingOffer offer = choose("5003", "Bærum");
        assertThat(offer.options()).extracting(option -> option.id()).containsExactly("home", "evening");
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).reference()).isEqualTo(ORDER);
        assertThat(asked.get(0).address().addressLine1()).isEqualTo("Ærfuglveien 1");
        assertThat(asked.get(0).address().city()).isEqualTo("Bærum");

        simulator.customer().chooseShipping(ORDER, "home");
        simulator.customer().approve(ORDER);
        Payment payment = shop.payments.get(ORDER);
        assertThat(payment.aggregate().authorizedAmount()).isEqualTo(nok(49_900 + 9_900));
        assertThat(payment.shippingDetails())
                .extracting(shipping -> shipping.address())
                .extracting(address -> address.postCode())
                .isEqualTo("5003");
    }

    @Test
    void customerWhoCannotBeServedMayGiveAnotherAddress() {
        serve(request ->
                "9170".equals(request.address().postCode()) ? ShippingOptions.noDelivery() : ShippingOptions.of(HOME));
        assertThat(choose("9170", "Longyearbyen").status()).isEqualTo(ShippingOffer.Status.ADDRESS_REFUSED);
        assertThat(choose("0155", "Oslo").options()).hasSize(2);
        assertThat(simulator.customer().approve(ORDER)).isEqualTo(ApprovalResult.APPROVED);
    }

    @Test
    void providerThatThrowsIsAFailureAndNothingIsPaid() {
        serve(request -> {
            throw new IOException("the rates are down");
        });
        assertThat(choose("0155", "Oslo").status()).isEqualTo(ShippingOffer.Status.FAILED);
        assertThat(simulator.customer().approve(ORDER)).isEqualTo(ApprovalResult.NO_SHIPPING);
        assertThat(shop.payments.get(ORDER).state()).isEqualTo(PaymentState.CREATED);
    }

    @Test
    @FieldDefect(60)
    void providerThatHangsIsAnsweredForInTime() {
        CountDownLatch release = new CountDownLatch(1);
        serve(
                request -> {
                    release.await();
                    return ShippingOptions.of(HOME);
                },
                Duration.ofMillis(200));
        try {
            ShippingOffer offer = choose("0155", "Oslo");
            assertThat(offer.status()).isEqualTo(ShippingOffer.Status.FAILED);
            assertThat(offer.problem()).contains("503");
        } finally {
            release.countDown();
        }
    }

    @Test
    @FieldDefect(57)
    void callWithAnotherTokenReachesNoProvider() {
        server.createContext(
                "/vipps/shipping", new JdkHttpAdapter(new ShippingOptionsEndpoint("another-token", request -> {
                    asked.add(request);
                    return ShippingOptions.of(HOME);
                })));
        shop.payments.create(express(Shipping.dynamic(url, TOKEN)));
        assertThat(choose("0155", "Oslo").problem()).contains("401");
        assertThat(asked).isEmpty();
    }

    @Test
    void salesUnitWithoutExpressIsTold() throws IOException {
        SalesUnit plain = SalesUnit.builder("111111").without(Feature.EXPRESS).build();
        simulator.addSalesUnit(plain);
        EPaymentClient payments = new Shop(simulator, plain).payments;
        assertThatThrownBy(() -> payments.create(express(Shipping.fixed(HOME))))
                .isInstanceOfSatisfying(
                        PermissionException.class,
                        e -> assertThat(EPaymentError.of(e)).isEqualTo(EPaymentError.EXPRESS_NOT_ALLOWED));
    }

    @Test
    void addressInACountryThatTheShopDoesNotAllowIsNotOffered() {
        shop.payments.create(express(Shipping.fixed(HOME).withAllowedCountries("DK")));
        assertThatThrownBy(() -> choose("0155", "Oslo"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("allowedCountries");
        assertThat(simulator.customer().approve(ORDER)).isEqualTo(ApprovalResult.NO_SHIPPING);
    }
}
