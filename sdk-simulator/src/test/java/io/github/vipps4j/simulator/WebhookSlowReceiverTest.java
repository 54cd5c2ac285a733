package io.github.vipps4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class WebhookSlowReceiverTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(10);

    @Test
    void statusSettlesADeliveryAlthoughTheAnswerDoesNotEnd() throws Exception {
        try (VippsSimulator simulator = VippsSimulator.start();
                TricklingReceiver receiver = new TricklingReceiver("HTTP/1.1 200 OK\r\n\r\n")) {
            Merchant merchant = Merchant.of(simulator);
            merchant.register(receiver.url(), "created", "authorized");
            merchant.create("order-0001");
            simulator.customer().approve("order-0001");
            simulator.webhooks().awaitIdle(LONG_ENOUGH);

            assertThat(simulator.webhooks().deliveries())
                    .extracting(WebhookDelivery::event)
                    .containsExactly("CREATED", "AUTHORIZED");
            assertThat(receiver.isCutOff()).isTrue();
        }
    }

    @Test
    void resetAndCloseCutOffAnAnswerThatDoesNotEnd() throws Exception {
        List<Consumer<VippsSimulator>> ends = List.of(VippsSimulator::reset, VippsSimulator::close);
        for (Consumer<VippsSimulator> end : ends) {
            try (VippsSimulator simulator = VippsSimulator.start();
                    TricklingReceiver receiver = new TricklingReceiver("HTTP/1.1 200 OK\r\n\r\n")) {
                Merchant merchant = Merchant.of(simulator);
                merchant.register(receiver.url(), "created");
                merchant.create("order-0001");
                simulator.webhooks().awaitIdle(LONG_ENOUGH);
                end.accept(simulator);

                assertThat(receiver.isCutOff()).isTrue();
            }
        }
    }

    @Test
    void statusLineThatComesByteByByteMustComeInTimeToo() throws Exception {
        try (VippsSimulator simulator = VippsSimulator.builder()
                        .webhookAnswerTime(Duration.ofMillis(200))
                        .start();
                TricklingReceiver receiver = new TricklingReceiver("HTTP/1.1 200 ")) {
            Merchant merchant = Merchant.of(simulator);
            merchant.register(receiver.url(), "created");
            merchant.create("order-0001");

            assertThat(receiver.isCutOff()).isTrue();
            simulator.webhooks().awaitIdle(LONG_ENOUGH);
            assertThat(simulator.webhooks().deliveries().get(0).status()).isNull();
        }
    }
}
