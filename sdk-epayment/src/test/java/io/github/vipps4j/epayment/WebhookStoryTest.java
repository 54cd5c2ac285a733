package io.github.vipps4j.epayment;

import static io.github.vipps4j.epayment.Shop.nok;
import static io.github.vipps4j.epayment.Shop.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.core.Credentials;
import io.github.vipps4j.core.Environment;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.simulator.DeliveryFault;
import io.github.vipps4j.simulator.Partner;
import io.github.vipps4j.simulator.SalesUnit;
import io.github.vipps4j.simulator.VippsSimulator;
import io.github.vipps4j.simulator.WebhookRegistration;
import io.github.vipps4j.testsupport.FieldDefect;
import io.github.vipps4j.webhooks.EnsuredWebhook;
import io.github.vipps4j.webhooks.WebhookHandler.Receipt;
import io.github.vipps4j.webhooks.WebhookScope;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Registered at the service, delivered over HTTP with its signature, told once. */
class WebhookStoryTest {
    private static final String ORDER = "acme-shop-order-0001";
    private static final String OTHER = "acme-shop-order-0002";

    private final List<String> told = new CopyOnWriteArrayList<>();
    private VippsSimulator simulator;
    private Shop shop;
    private WebhookShop receiver;

    @BeforeEach
    void open() throws IOException {
        simulator = VippsSimulator.start();
        shop = new Shop(simulator);
        receiver = receiver(PaymentUpdates.of(shop.vipps, PaymentSnapshots.inMemory(), this::note));
    }

    @AfterEach
    void close() {
        receiver.close();
        simulator.close();
    }

    private WebhookShop receiver(PaymentUpdates updates) throws IOException {
        return new WebhookShop(
                simulator,
                shop.vipps,
                WebhookScope.forSalesUnit(simulator.salesUnit().merchantSerialNumber()),
                updates.webhooks());
    }

    private void note(PaymentKey key, @Nullable PaymentSnapshot before, Payment now) {
        told.add(key + " " + now.stateText() + " "
                + now.aggregate().capturedAmount().value());
    }

    private static String told(String reference, String what) {
        return "654321/" + reference + " " + what;
    }

    @Test
    void registeredWebhooksTellEachDifferenceOnce() {
        receiver.ensureRegistered();
        assertThat(receiver.ensureRegistered().isNew()).isFalse();

        shop.payments.create(order(ORDER, 10_000));
        receiver.arrive();
        simulator.webhooks().next(DeliveryFault.duplicate());
        simulator.customer().approve(ORDER);
        receiver.arrive();
        shop.payments.capture(ORDER, nok(4_000), Shop.key("capture-1"));
        receiver.arrive();

        assertThat(told)
                .containsExactly(told(ORDER, "CREATED 0"), told(ORDER, "AUTHORIZED 0"), told(ORDER, "AUTHORIZED 4000"));
        assertThat(receiver.answers())
                .containsExactly("CREATED 200", "AUTHORIZED 200", "AUTHORIZED 200", "CAPTURED 200");
    }

    @Test
    void lostRegistrationIsReplacedAtTheNextStart() {
        EnsuredWebhook first = receiver.ensureRegistered();
        simulator.webhooks().lose(first.webhook().id());
        shop.payments.create(order(ORDER, 10_000));
        simulator.customer().approve(ORDER);
        receiver.arrive();
        assertThat(receiver.deliveries()).isEmpty();

        EnsuredWebhook second = receiver.ensureRegistered();
        assertThat(second.isNew()).isTrue();
        assertThat(simulator.webhooks().registrations())
                .extracting(WebhookRegistration::id)
                .containsExactly(second.webhook().id());
        shop.payments.capture(ORDER, nok(4_000), Shop.key("capture-1"));
        receiver.arrive();
        assertThat(told).containsExactly(told(ORDER, "AUTHORIZED 4000"));
    }

    @Test
    void secretThatIsLostIsMadeGoodByANewRegistration() {
        EnsuredWebhook first = receiver.ensureRegistered();
        receiver.secrets.delete(first.webhook().id());
        shop.payments.create(order(ORDER, 10_000));
        receiver.arrive();
        assertThat(receiver.answers()).containsExactly("CREATED 401");

        EnsuredWebhook second = receiver.ensureRegistered();
        assertThat(second.replaced())
                .extracting(webhook -> webhook.id())
                .containsExactly(first.webhook().id());
        simulator.customer().approve(ORDER);
        receiver.arrive();
        assertThat(told).containsExactly(told(ORDER, "AUTHORIZED 0"));
    }

    @Test
    @FieldDefect(58)
    void forgedAndTruncatedDeliveriesAreRefusedAndTheGenuineOnesThatFollowAreTaken() {
        receiver.ensureRegistered();
        simulator.webhooks().next(DeliveryFault.forged());
        shop.payments.create(order(ORDER, 10_000));
        receiver.arrive();
        assertThat(told).isEmpty();
        simulator.webhooks().next(DeliveryFault.truncated());
        receiver.arriveWithin(Duration.ofSeconds(3));
        assertThat(told).isEmpty();
        receiver.arriveWithin(Duration.ofSeconds(3));

        assertThat(receiver.answers()).containsExactly("CREATED 401", "CREATED 401", "CREATED 200");
        assertThat(told).containsExactly(told(ORDER, "CREATED 0"));
    }

    @Test
    @FieldDefect(68)
    void deliveryWithTheDateOfLastWeekIsTaken() {
        receiver.ensureRegistered();
        simulator.webhooks().next(DeliveryFault.oldDate(Duration.ofDays(7)));
        shop.payments.create(order(ORDER, 10_000));
        receiver.arrive();
        assertThat(receiver.answers()).containsExactly("CREATED 200");
        assertThat(told).containsExactly(told(ORDER, "CREATED 0"));
    }

    @Test
    void eventsThatComeLateTellWhatIsSoNowAndNothingTwice() {
        receiver.ensureRegistered();
        simulator.webhooks().hold();
        shop.payments.create(order(ORDER, 10_000));
        shop.payments.create(order(OTHER, 20_000));
        simulator.customer().approve(ORDER);
        shop.payments.capture(ORDER, nok(4_000), Shop.key("capture-1"));
        simulator.webhooks().release(OTHER); // overtakes
        receiver.arrive();
        assertThat(told).containsExactly(told(OTHER, "CREATED 0"));
        simulator.webhooks().release();
        receiver.arrive();

        assertThat(told).containsExactly(told(OTHER, "CREATED 0"), told(ORDER, "AUTHORIZED 4000"));
        assertThat(receiver.answers())
                .containsExactlyInAnyOrder("CREATED 200", "CREATED 200", "AUTHORIZED 200", "CAPTURED 200");
    }

    @Test
    void eventThatIsDelayedHoldsBackThoseOfItsPaymentOnly() {
        receiver.ensureRegistered();
        simulator.webhooks().next(DeliveryFault.delay(Duration.ofMinutes(5)));
        shop.payments.create(order(ORDER, 10_000));
        simulator.customer().approve(ORDER);
        shop.payments.create(order(OTHER, 20_000));
        receiver.arrive();
        assertThat(told).containsExactly(told(OTHER, "CREATED 0"));
        receiver.arriveWithin(Duration.ofMinutes(5));
        assertThat(told).containsExactly(told(OTHER, "CREATED 0"), told(ORDER, "AUTHORIZED 0"));
    }

    @Test
    void handlerThatThrowsIsToldAgainWhenTheWebhookComesAgain() throws IOException {
        receiver.close();
        AtomicBoolean down = new AtomicBoolean(true);
        receiver = receiver(PaymentUpdates.of(shop.vipps, PaymentSnapshots.inMemory(), (key, before, now) -> {
            if (down.get()) {
                throw new IOException("the database is down");
            }
            note(key, before, now);
        }));
        receiver.ensureRegistered();
        shop.payments.create(order(ORDER, 10_000));
        receiver.arrive();
        receiver.arriveWithin(Duration.ofSeconds(3));
        assertThat(told).isEmpty();
        down.set(false);
        receiver.arriveWithin(Duration.ofSeconds(3));

        assertThat(receiver.answers()).containsExactly("CREATED 503", "CREATED 503", "CREATED 200");
        assertThat(told).containsExactly(told(ORDER, "CREATED 0"));
    }

    @Test
    @FieldDefect(60)
    void handlerThatHangsHoldsUpNoOtherPayment() throws Exception {
        receiver.close();
        simulator.close();
        simulator = VippsSimulator.builder()
                .webhookAnswerTime(Duration.ofMillis(300))
                .start();
        shop = new Shop(simulator);
        CountDownLatch release = new CountDownLatch(1);
        receiver = receiver(PaymentUpdates.of(shop.vipps, PaymentSnapshots.inMemory(), (key, before, now) -> {
            if (key.reference().equals(ORDER)) {
                release.await();
            }
            note(key, before, now);
        }));
        try {
            receiver.ensureRegistered();
            shop.payments.create(order(ORDER, 10_000));
            shop.payments.create(order(OTHER, 20_000));
            receiver.arrive();
            assertThat(receiver.answers()).containsExactlyInAnyOrder("CREATED null", "CREATED 200");
            assertThat(told).containsExactly(told(OTHER, "CREATED 0"));
        } finally {
            release.countDown();
        }
    }

    @Test
    @FieldDefect(59)
    void partnersOneRegistrationTellsTheSameReferenceOfTwoSalesUnitsApart() throws IOException {
        simulator.close();
        receiver.close();
        Partner platform = Partner.of("acme-platform", "111111", "222222");
        simulator = VippsSimulator.builder()
                .production()
                .salesUnit(SalesUnit.of("111111"), SalesUnit.of("222222"))
                .partner(platform)
                .start();
        try (Vipps vipps = Vipps.builder()
                .environment(Environment.at(simulator.baseUrl()))
                .credentials(
                        Credentials.of(platform.clientId(), platform.clientSecret(), platform.primarySubscriptionKey()))
                .build()) {
            PaymentUpdates updates = PaymentUpdates.of(vipps, PaymentSnapshots.inMemory(), this::note);
            receiver = new WebhookShop(simulator, vipps, WebhookScope.forAllSalesUnits(), updates.webhooks());
            receiver.ensureRegistered();
            assertThat(receiver.ensureRegistered().isNew()).isFalse();
            EPaymentClient.of(vipps.forMerchant("111111")).create(order(ORDER, 10_000));
            EPaymentClient.of(vipps.forMerchant("222222")).create(order(ORDER, 20_000));
            receiver.arrive();
            simulator.customer().approve("222222", ORDER);
            receiver.arrive();

            assertThat(told)
                    .containsExactlyInAnyOrder(
                            "111111/" + ORDER + " CREATED 0",
                            "222222/" + ORDER + " CREATED 0",
                            "222222/" + ORDER + " AUTHORIZED 0");
        }
    }

    @Test
    void merchantMayStoreEventsUnderAUniqueIndexInstead() throws IOException {
        receiver.close();
        List<String> ids = new CopyOnWriteArrayList<>();
        receiver = new WebhookShop(
                simulator, shop.vipps, WebhookScope.forSalesUnit("654321"), PaymentWebhooks.of(event -> {
                    if (!ids.contains(event.id())) {
                        ids.add(event.id());
                    }
                    return Receipt.STORED;
                }));
        receiver.ensureRegistered();
        shop.reserved(ORDER, 10_000);
        simulator.webhooks().next(DeliveryFault.duplicate());
        shop.payments.capture(ORDER, nok(1_000), Shop.key("capture-1"));
        shop.payments.capture(ORDER, nok(1_000), Shop.key("capture-2"));
        receiver.arrive();

        assertThat(receiver.deliveries()).hasSize(5);
        assertThat(ids).hasSize(4).doesNotHaveDuplicates();
        assertThat(ids.get(2)).startsWith("654321|" + ORDER + "|CAPTURED|");
    }
}
