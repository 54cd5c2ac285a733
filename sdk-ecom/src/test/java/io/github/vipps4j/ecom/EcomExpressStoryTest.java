package io.github.vipps4j.ecom;

import static io.github.vipps4j.ecom.Bodies.nok;
import static io.github.vipps4j.ecom.Shop.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.simulator.ApprovalResult;
import io.github.vipps4j.simulator.CallbackDelivery;
import io.github.vipps4j.simulator.Feature;
import io.github.vipps4j.simulator.SalesUnit;
import io.github.vipps4j.simulator.ShippingOffer;
import io.github.vipps4j.simulator.SimulatedAddress;
import io.github.vipps4j.simulator.SimulatedUser;
import io.github.vipps4j.simulator.VippsSimulator;
import io.github.vipps4j.testsupport.FieldDefect;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Express from the product page to the removal of the consent, with a shop that is called over HTTP. */
class EcomExpressStoryTest {
    private static final String ORDER = "acme-express-0001";
    private static final ShippingMethod HOME = method("home", "99.50", true);
    private static final ShippingMethod EVENING = method("evening", "149", false);

    private final List<PaymentUpdate> heard = new CopyOnWriteArrayList<>();
    private final List<ShippingDetailsRequest> asked = new CopyOnWriteArrayList<>();
    private final List<String> forgotten = new CopyOnWriteArrayList<>();
    private VippsSimulator simulator;
    private Shop shop;
    private CallbackShop endpoint;

    @BeforeEach
    void open() throws IOException {
        simulator = VippsSimulator.builder()
                .shippingAnswerTime(Duration.ofSeconds(5))
                .start();
        shop = new Shop(simulator);
        endpoint = new CallbackShop(callbacks(request -> List.of(HOME, EVENING)).build());
    }

    @AfterEach
    void close() {
        endpoint.close();
        simulator.close();
    }

    private EcomCallbacks.Builder callbacks(ShippingDetailsProvider provider) {
        return EcomCallbacks.builder()
                .authToken(CallbackShop.TOKEN)
                .onPaymentUpdate(heard::add)
                .shippingDetails(request -> {
                    asked.add(request);
                    return provider.shippingDetails(request);
                })
                .onConsentRemoved(CallbackShop.SECRET, forgotten::add);
    }

    /** Replaces what answers; the orders that follow name it. */
    private void answeredBy(EcomCallbacks.Builder callbacks) throws IOException {
        endpoint.close();
        endpoint = new CallbackShop(callbacks.build());
    }

    private static ShippingMethod method(String id, String kroner, boolean isDefault) {
        return ShippingMethod.builder()
                .shippingMethodId(id)
                .shippingMethod("Delivery " + id)
                .shippingCost(ShippingCost.ofKroner(kroner))
                .isDefault(isDefault)
                .build();
    }

    private InitiatePayment fixed() {
        return endpoint.order(ORDER, 49_900)
                .express(Express.fixed(endpoint.consentRemovalPrefix(), HOME, EVENING))
                .build();
    }

    private InitiatePayment dynamic() {
        return endpoint.order(ORDER, 49_900)
                .express(Express.dynamic(endpoint.consentRemovalPrefix(), endpoint.shippingDetailsPrefix()))
                .build();
    }

    private ShippingOffer choose(String postCode, String city) {
        return simulator.customer().chooseAddress(ORDER, SimulatedAddress.of("Ærfuglveien 1", postCode, city, "NO"));
    }

    /** Lets everything that is due now arrive, and gives the answers. */
    private List<Integer> answers() {
        simulator.callbacks().awaitIdle(Duration.ofSeconds(10));
        return simulator.callbacks().deliveries().stream()
                .map(CallbackDelivery::status)
                .toList();
    }

    // ---- shipping

    @Test
    @FieldDefect(38)
    void fixedMethodIsPaidWithTheGoods() {
        shop.ecom.initiate(fixed());
        simulator.customer().chooseShipping(ORDER, "evening");
        assertThat(simulator.customer().approve(ORDER)).isEqualTo(ApprovalResult.APPROVED);

        PaymentDetails details = shop.ecom.awaitOutcome(ORDER);
        assertThat(details.reservedAmount()).isEqualTo(nok(49_900 + 14_900));
        assertThat(details.shippingDetails())
                .extracting(shipping -> shipping.shippingMethodId(), shipping -> shipping.shippingCost())
                .containsExactly("evening", ShippingCost.of(nok(14_900)));
        assertThat(details.userDetails()).isNotNull();
        assertThat(asked).isEmpty();
        assertThat(shop.ecom.captureAll(ORDER, key("capture-1")).amount()).isEqualTo(nok(64_800));
    }

    @Test
    @FieldDefect({35, 37, 38})
    void callbackSaysTheSameAsTheOrder() {
        shop.ecom.initiate(fixed());
        simulator.customer().approve(ORDER);
        assertThat(answers()).containsExactly(200);
        PaymentDetails details = shop.ecom.details(ORDER);
        PaymentUpdate update = heard.get(0);
        assertThat(update.statusText()).isEqualTo("RESERVE");
        assertThat(update.status()).isEqualTo(PaymentUpdateStatus.RESERVED);
        assertThat(update.amount()).isEqualTo(nok(49_900 + 9_950)).isEqualTo(details.reservedAmount());
        assertThat(update.shippingDetails()).isNotNull().isEqualTo(details.shippingDetails());
        assertThat(update.userDetails()).isNotNull().isEqualTo(details.userDetails());
    }

    @Test
    @FieldDefect({37, 38})
    void shopIsAskedForTheAddressThatTheCustomerChose() {
        shop.ecom.initiate(dynamic());
        ShippingOffer offer = choose("5003", "Bærum");
        assertThat(offer.options()).extracting(ShippingOffer.Option::id).containsExactly("home", "evening");
        assertThat(offer.options()).extracting(ShippingOffer.Option::cost).containsExactly(9_950L, 14_900L);
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).orderId()).isEqualTo(ORDER);
        assertThat(asked.get(0).address().addressLine1()).isEqualTo("Ærfuglveien 1");
        assertThat(asked.get(0).address().city()).isEqualTo("Bærum");
        assertThat(asked.get(0).addressType()).isEqualTo(AddressType.HOME);

        simulator.customer().chooseShipping(ORDER, "home");
        simulator.customer().approve(ORDER);
        PaymentDetails details = shop.ecom.details(ORDER);
        assertThat(details.reservedAmount()).isEqualTo(nok(49_900 + 9_950));
        assertThat(details.shippingDetails())
                .extracting(shipping -> shipping.address())
                .extracting(address -> address.postCode())
                .isEqualTo("5003");
    }

    @Test
    void customerWhoCannotBeServedMayGiveAnotherAddress() throws IOException {
        answeredBy(
                callbacks(request -> "9170".equals(request.address().postCode()) ? List.of() : List.of(HOME, EVENING)));
        shop.ecom.initiate(dynamic());
        assertThat(choose("9170", "Longyearbyen").options()).isEmpty();
        assertThat(simulator.customer().approve(ORDER)).isEqualTo(ApprovalResult.NO_SHIPPING);
        assertThat(choose("0155", "Oslo").options()).hasSize(2);
        assertThat(simulator.customer().approve(ORDER)).isEqualTo(ApprovalResult.APPROVED);
    }

    @Test
    void providerThatThrowsIsAFailureAndNothingIsPaid() throws IOException {
        answeredBy(callbacks(request -> {
            throw new IOException("the rates are down");
        }));
        shop.ecom.initiate(dynamic());
        ShippingOffer offer = choose("0155", "Oslo");
        assertThat(offer.status()).isEqualTo(ShippingOffer.Status.FAILED);
        assertThat(offer.problem()).contains("503");
        assertThat(simulator.customer().approve(ORDER)).isEqualTo(ApprovalResult.NO_SHIPPING);
        assertThat(shop.ecom.details(ORDER).state()).isEqualTo(OrderState.INITIATED);
    }

    @Test
    @FieldDefect(60)
    void providerThatHangsIsAnsweredForInTime() throws IOException {
        CountDownLatch release = new CountDownLatch(1);
        answeredBy(callbacks(request -> {
                    release.await();
                    return List.of(HOME);
                })
                .shippingBudget(Duration.ofMillis(200)));
        shop.ecom.initiate(dynamic());
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
    void callWithAnotherTokenReachesNoProvider() throws IOException {
        answeredBy(callbacks(request -> List.of(HOME)).authToken("made-up-other-token"));
        shop.ecom.initiate(dynamic());
        assertThat(choose("0155", "Oslo").problem()).contains("401");
        assertThat(asked).isEmpty();
    }

    @Test
    void salesUnitWithoutExpressIsTold() {
        SalesUnit plain = SalesUnit.builder("111111").without(Feature.EXPRESS).build();
        simulator.addSalesUnit(plain);
        EcomClient ecom = new Shop(simulator, plain).ecom;
        ApiException e = catchThrowableOfType(ApiException.class, () -> ecom.initiate(fixed()));
        assertThat(EcomError.of(e)).isEqualTo(EcomError.AGREEMENT_NOT_SIGNED);
    }

    @Test
    void forcedApprovalIsNotForExpress() {
        InitiatedPayment initiated = shop.ecom.initiate(fixed());
        ApiException e = catchThrowableOfType(ApiException.class, () -> shop.ecom.forceApprove(initiated, "91234567"));
        assertThat(EcomError.of(e)).isEqualTo(EcomError.NOT_ALLOWED);
    }

    // ---- personal data

    @Test
    @FieldDefect(39)
    void whereItGoesAndToWhomIsForgottenAfterAWeek() {
        shop.ecom.initiate(fixed());
        simulator.customer().approve(ORDER);
        simulator.clock().advance(Duration.ofDays(7));
        PaymentDetails details = shop.ecom.details(ORDER);
        assertThat(details.userDetails()).isEqualTo(new UserDetails(null, null, null, null, null, true));
        assertThat(details.shippingDetails())
                .extracting(shipping -> shipping.address(), shipping -> shipping.expired())
                .containsExactly(null, true);
        assertThat(details.reservedAmount()).isEqualTo(nok(49_900 + 9_950));
        assertThat(shop.ecom.captureAll(ORDER, key("capture-1")).amount()).isEqualTo(nok(59_850));
    }

    @Test
    void customerWhoRefusesToShareEndsTheOrder() {
        shop.ecom.initiate(fixed());
        simulator.customer().refuseConsent(ORDER);
        assertThat(shop.ecom.awaitOutcome(ORDER).state()).isEqualTo(OrderState.CANCELLED);
        assertThat(answers()).containsExactly(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc123", "a/b/c", "a+b", "Zm9v+YmFy/w==", "a_b=/+", "v2/consents/x"})
    @FieldDefect(62)
    void removedConsentNamesTheCustomerAsTheOrderDid(String userId) {
        simulator
                .users()
                .standIn(SimulatedUser.builder("4791234567").userId(userId).build());
        shop.ecom.initiate(fixed());
        simulator.customer().approve(ORDER);
        simulator.customer().removeConsent(ORDER);
        assertThat(answers()).containsExactly(200, 200);
        assertThat(forgotten).containsExactly(userId);
        assertThat(shop.ecom.details(ORDER).userDetails())
                .extracting(user -> user.userId())
                .isEqualTo(userId);
    }

    /** The shop has forgotten the customer before, or never knew them: that is no error. */
    @Test
    void consentOfSomebodyWhomTheShopDoesNotKnowIsRemovedTwice() throws IOException {
        shop.ecom.initiate(fixed());
        simulator.customer().approve(ORDER);
        simulator.customer().removeConsent(ORDER);
        simulator.customer().removeConsent(ORDER);
        assertThat(answers()).containsExactly(200, 200, 200);
        assertThat(forgotten).hasSize(2);
    }

    @Test
    void removalThatFailedIsSaidToHaveFailed() throws IOException {
        answeredBy(callbacks(request -> List.of(HOME)).onConsentRemoved(CallbackShop.SECRET, userId -> {
            throw new IOException("no database");
        }));
        shop.ecom.initiate(fixed());
        simulator.customer().approve(ORDER);
        assertThat(answers()).containsExactly(200);
        simulator.customer().removeConsent(ORDER);
        assertThat(answers()).containsExactly(200, 503);
    }

    @Test
    @FieldDefect(62)
    void removalThatDoesNotKnowTheSecretRemovesNothing() {
        String prefix = endpoint.consentRemovalPrefix();
        shop.ecom.initiate(endpoint.order(ORDER, 49_900)
                .express(Express.fixed(prefix.substring(0, prefix.lastIndexOf('/')), HOME))
                .build());
        simulator.customer().approve(ORDER);
        assertThat(answers()).containsExactly(200);
        simulator.customer().removeConsent(ORDER);
        assertThat(answers()).containsExactly(200, 401);
        assertThat(forgotten).isEmpty();
    }
}
