package io.github.vipps4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One registration, told by hand what time it is and how its attempts end. */
class RegistrationTest {
    private static final Instant START = Instant.parse("2026-07-01T10:00:00Z");

    private final Registration registration = new Registration(
            new WebhookScope.OfSalesUnit("654321"),
            WebhookUrl.of("http://localhost:8080/"),
            "secret",
            new WebhookRegistration(
                    "id", "654321", null, "http://localhost:8080/", List.of("epayments.payment.created.v1"), START));

    private PendingEvent add(String reference, String name, Instant at) {
        PendingEvent added = new PendingEvent(
                new PaymentKey("654321", reference),
                new SimulatedPayment.Event(name, 49_900, reference + name, at, null),
                new byte[0]);
        registration.add(added);
        return added;
    }

    @Test
    void pauseBeginsWhenTheSlowAttemptHasFailed() {
        PendingEvent created = add("order-0001", "CREATED", START);
        created.start();
        registration.failed(created, Duration.ofSeconds(7));

        assertThat(created.due()).isEqualTo(START.plusSeconds(9));
    }

    @Test
    void eventBehindASlowOneIsDueWhenThatOneIsSettled() {
        PendingEvent created = add("order-0001", "CREATED", START);
        PendingEvent authorized = add("order-0001", "AUTHORIZED", START.plusSeconds(1));
        created.start();
        registration.delivered(created, Duration.ofSeconds(7));

        assertThat(authorized.due()).isEqualTo(START.plusSeconds(7));
    }
}
