package io.github.vipps4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

    @Test
    void afterAJumpLaterEventsWaitForWhatMayBeRepeatedEarlier() {
        PendingEvent first = add("order-0001", "EXPIRED", START);
        PendingEvent soon = add("order-0002", "EXPIRED", START.plusSeconds(1));
        PendingEvent later = add("order-0003", "CANCELLED", START.plus(Duration.ofDays(15)));
        Instant now = START.plus(Duration.ofDays(30));

        assertThat(registration.startable(now, false)).containsExactly(first, soon);
        first.start();
        soon.start();
        assertThat(registration.startable(now, false)).isEmpty();
        registration.delivered(first, Duration.ZERO);
        registration.delivered(soon, Duration.ZERO);
        assertThat(registration.startable(now, false)).containsExactly(later);
    }

    @Test
    void twoWeeksAreCountedFromTheEarliestFailureSinceAGoodAnswerInWhateverOrderTheyEnd() {
        PendingEvent first = add("order-0001", "EXPIRED", START);
        PendingEvent second = add("order-0002", "EXPIRED", START.plusSeconds(1));
        first.start();
        second.start();
        registration.failed(second, Duration.ZERO);
        registration.failed(first, Duration.ZERO);

        assertThat(registration.nextTimes(false)).contains(START.plus(Duration.ofDays(14)));
    }

    @Test
    void duplicatesTakeNoPauseAway() {
        PendingEvent created = add("order-0001", "CREATED", START);
        List<Long> pauses = new ArrayList<>();
        for (int failure = 1; failure <= 6; failure++) {
            Instant due = created.due();
            created.start();
            created.nextAttempt();
            created.nextAttempt();
            registration.failed(created, Duration.ZERO);
            pauses.add(Duration.between(due, created.due()).toSeconds());
        }

        assertThat(pauses).containsExactly(2L, 2L, 2L, 2L, 60L, 120L);
        assertThat(created.nextAttempt()).isEqualTo(13);
    }

    @Test
    void holdTakesBackWhatWasLetThrough() {
        PendingEvent created = add("order-0001", "CREATED", START);
        registration.letThrough(created.payment(), START);
        created.start();
        registration.failed(created, Duration.ZERO);
        registration.hold();

        assertThat(registration.startable(START.plusSeconds(10), true)).isEmpty();
        assertThat(registration.startable(START.plusSeconds(10), false)).containsExactly(created);
    }

    @Test
    void releaseLeavesWhatIsUnderWayAsItIs() {
        PendingEvent created = add("order-0001", "CREATED", START);
        created.start();
        registration.release(START.plusSeconds(60));
        registration.letThrough(created.payment(), START.plusSeconds(60));
        registration.failed(created, Duration.ZERO);

        assertThat(created.due()).isEqualTo(START.plusSeconds(2));
        assertThat(registration.startable(START.plusSeconds(2), true))
                .as("what was released is not stuck behind it")
                .containsExactly(created);
    }
}
