package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Who may pay: whom a request names, whether the user is old enough, and whether the card can be used. */
final class Eligibility {
    private final SimulatedUsers users;
    private final Clock clock;

    Eligibility(SimulatedUsers users, Clock clock) {
        this.users = users;
        this.clock = clock;
    }

    /** What a create request is refused for, because of whom it names. */
    void requireCustomer(JsonNode request) {
        JsonNode customer = request.path("customer");
        boolean unknown = users.named(request) == null;
        if (unknown && customer.has("personalQr")) {
            throw Refusal.code(4060);
        }
        if (unknown && customer.has("customerToken")) {
            throw Refusal.code(4050);
        }
        // Nobody is pushed; else it shows when somebody opens the link.
        if (request.path("userFlow").textValue().equals("PUSH_MESSAGE") && find(request, request) == null) {
            throw Refusal.code(7010);
        }
    }

    /** The user that one request names, if old enough for the other; null if there is none. */
    @Nullable
    SimulatedUser find(JsonNode naming, JsonNode creating) {
        SimulatedUser user = users.named(naming);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return user == null
                        || user.ageOn(today) < creating.path("minimumUserAge").asInt(0)
                ? null
                : user;
    }

    /** Who can approve without the app; a refusal if nobody can. */
    SimulatedUser requireForced(JsonNode naming, JsonNode creating) {
        SimulatedUser user = find(naming, creating);
        if (user == null) {
            throw Refusal.code(7010);
        }
        if (!user.hasApprovedBefore()) {
            throw Refusal.code(10030);
        }
        if (user.card() == SimulatedCard.NONE) {
            throw Refusal.code(10050);
        }
        if (user.card() == SimulatedCard.EXPIRED) {
            throw Refusal.code(3010);
        }
        return user;
    }

    /** What the user's card makes of an approval in the app: {@code APPROVED} if it does not stand in the way. */
    static ApprovalResult byCard(SimulatedUser user, JsonNode creating) {
        return switch (user.card()) {
            case NONE -> ApprovalResult.NO_CARD;
            case EXPIRED -> ApprovalResult.EXPIRED_CARD;
            case COMMERCIAL_VISA ->
                creating.path("paymentMethod").path("blockedSources").isEmpty()
                        ? ApprovalResult.APPROVED
                        : ApprovalResult.BLOCKED_CARD;
            case VISA, MASTERCARD, MASTERCARD_CREDIT, DANKORT, VISA_DANKORT -> ApprovalResult.APPROVED;
        };
    }
}
