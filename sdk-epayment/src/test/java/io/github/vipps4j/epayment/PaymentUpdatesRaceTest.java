package io.github.vipps4j.epayment;

import static io.github.vipps4j.epayment.Shop.nok;
import static io.github.vipps4j.epayment.Shop.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.callback.CallbackEndpoint;
import io.github.vipps4j.simulator.SalesUnit;
import io.github.vipps4j.simulator.VippsSimulator;
import io.github.vipps4j.testsupport.FieldDefect;
import io.github.vipps4j.webhooks.WebhookEndpoint;
import io.github.vipps4j.webhooks.WebhookSigner;
import io.github.vipps4j.webhooks.WebhookVerifier;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Webhooks that come twice, polls and return pages, all at once, for the same references of two sales units. */
class PaymentUpdatesRaceTest {
    private static final int REFERENCES = 200;
    private static final String URL = "https://shop.example/hooks";
    private static final WebhookSigner SIGNER = WebhookSigner.of("secret-1");

    /** What the handler was told of each payment, and which payments it is at work on. */
    private final Map<PaymentKey, Queue<String>> told = new ConcurrentHashMap<>();

    private final Set<PaymentKey> atWork = ConcurrentHashMap.newKeySet();
    private final Queue<PaymentKey> twiceAtOnce = new ConcurrentLinkedQueue<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    /** Fails once for each difference of every third payment. */
    private void handle(PaymentKey key, @Nullable PaymentSnapshot before, Payment now) {
        // an assertion here would only be a failed delivery
        if (!atWork.add(key)) {
            twiceAtOnce.add(key);
        }
        try {
            String difference = text(before) + " -> " + text(PaymentSnapshot.of(now));
            if (number(key) % 3 == 0 && refused.add(key + difference)) {
                throw new IllegalStateException("not now");
            }
            told.computeIfAbsent(key, any -> new ConcurrentLinkedQueue<>()).add(difference);
        } finally {
            atWork.remove(key);
        }
    }

    private static String text(@Nullable PaymentSnapshot snapshot) {
        return snapshot == null
                ? "nothing"
                : snapshot.stateText() + " " + snapshot.captured().value();
    }

    private static int number(PaymentKey key) {
        return Integer.parseInt(key.reference().substring("acme-order-".length()));
    }

    private static String reference(int number) {
        return "acme-order-" + number;
    }

    private static byte[] event(PaymentKey key, String name) {
        return ("{\"msn\":\"%s\",\"reference\":\"%s\",\"pspReference\":\"1\",\"name\":\"%s\",\"amount\":{\"currency\":"
                        + "\"NOK\",\"value\":10000},\"timestamp\":\"2026-07-01T10:05:03Z\",\"success\":true}")
                .formatted(key.merchantSerialNumber(), key.reference(), name)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Deliveries of one event, each repeated until it is received. */
    private static void deliver(CallbackEndpoint endpoint, PaymentKey key, String name) {
        for (int delivery = 0; delivery < 2; delivery++) {
            int status = 503;
            for (int attempt = 0; attempt < 20 && status != 200; attempt++) {
                status = endpoint.handle(SIGNER.request(URL, Instant.EPOCH, event(key, name)))
                        .status();
            }
            assertThat(status).isEqualTo(200);
        }
    }

    /** What a poll or the return page does about a handler that fails: nothing, for other hints follow. */
    private static void check(PaymentUpdates updates, PaymentKey key) {
        try {
            updates.check(key);
        } catch (PaymentNotAcceptedException e) {
            assertThat(e).cause().hasMessage("not now");
        }
    }

    @Test
    @FieldDefect(59)
    void handlerSeesEachDifferenceOnceAndInOrderWhoeverTellsItFirst() throws Exception {
        List<Callable<Void>> hints = new ArrayList<>();
        PaymentSnapshots snapshots = PaymentSnapshots.inMemory(); // one for both sales units
        try (VippsSimulator simulator = VippsSimulator.start()) {
            SalesUnit other = SalesUnit.of("123456");
            simulator.addSalesUnit(other);
            for (SalesUnit unit : List.of(simulator.salesUnit(), other)) {
                Vipps vipps = Shop.vipps(simulator, unit);
                PaymentUpdates updates = PaymentUpdates.of(vipps, snapshots, this::handle);
                CallbackEndpoint endpoint = new WebhookEndpoint(
                        WebhookVerifier.builder().url(URL).secret("secret-1").build(), updates.webhooks());
                EPaymentClient payments = EPaymentClient.of(vipps);
                for (int i = 0; i < REFERENCES; i++) {
                    PaymentKey key = new PaymentKey(unit.merchantSerialNumber(), reference(i));
                    payments.create(order(key.reference(), 10_000));
                    hints.add(() -> {
                        simulator.customer().approve(key.merchantSerialNumber(), key.reference());
                        deliver(endpoint, key, "AUTHORIZED");
                        payments.capture(key.reference(), nok(4_000), Shop.key("capture-1"));
                        deliver(endpoint, key, "CAPTURED");
                        return null;
                    });
                    hints.add(() -> {
                        deliver(endpoint, key, "CREATED");
                        return null;
                    });
                    for (int poll = 0; poll < 3; poll++) {
                        hints.add(() -> {
                            check(updates, key);
                            return null;
                        });
                    }
                }
            }
            runAll(hints);
        }
        assertThat(twiceAtOnce).isEmpty();
        assertThat(told).hasSize(2 * REFERENCES);
        told.forEach((key, differences) -> {
            assertThat(differences).as(key.toString()).doesNotHaveDuplicates();
            String last = "nothing";
            for (String difference : differences) {
                assertThat(difference).as(key.toString()).startsWith(last + " -> ");
                last = difference.substring(difference.indexOf(" -> ") + " -> ".length());
            }
            assertThat(last).as(key.toString()).isEqualTo("AUTHORIZED 4000");
        });
        assertThat(refused).hasSizeGreaterThanOrEqualTo(2 * REFERENCES / 3);
    }

    private static void runAll(List<Callable<Void>> hints) throws Exception {
        Collections.shuffle(hints, new Random(20261121));
        ExecutorService threads = Executors.newFixedThreadPool(12);
        try {
            for (Future<Void> hint : threads.invokeAll(hints)) {
                hint.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
