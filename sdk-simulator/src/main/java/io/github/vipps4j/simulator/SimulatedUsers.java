package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who has the app. At first everybody is somebody: a phone number, personal QR or customer token that was not added
 * belongs to an adult with a Visa card, and so does the app that opens a link that names nobody.
 */
public final class SimulatedUsers {
    private static final SimulatedUser ANYBODY =
            SimulatedUser.builder("4791000000").build();

    /** By phone number, personal QR and customer token. */
    private final Map<String, Entry> known = new ConcurrentHashMap<>();

    /** One user at a time is added. Nobody waits for it to look somebody up. */
    private final ReentrantLock adding = new ReentrantLock();

    private volatile SimulatedUser standIn = ANYBODY;

    SimulatedUsers() {}

    /** @param user null if it is known that there is nobody */
    private record Entry(@Nullable SimulatedUser user) {
        boolean hasPhoneNumber(String phoneNumber) {
            return user != null && user.phoneNumber().equals(phoneNumber);
        }
    }

    /**
     * Adds a user, or replaces the one with the same phone number, whose personal QR and customer token then are as if
     * they had never been added.
     *
     * @param user whom payments find by phone number, personal QR or customer token
     */
    public void add(SimulatedUser user) {
        Entry entry = new Entry(user);
        adding.lock();
        try {
            Stream.of(user.phoneNumber(), user.personalQr(), user.customerToken())
                    .filter(Objects::nonNull)
                    .forEach(identification -> known.put(identification, entry));
            known.values().removeIf(other -> other != entry && other.hasPhoneNumber(user.phoneNumber()));
        } finally {
            adding.unlock();
        }
    }

    /**
     * Sets who opens links that name nobody, and who stands in for those who were not added.
     *
     * @param user the user
     */
    public void standIn(SimulatedUser user) {
        standIn = Objects.requireNonNull(user, "user");
    }

    /**
     * Makes a phone number one that nobody has in the app (7010), a personal QR (4060) or a customer token (4050) not
     * valid.
     *
     * @param identification the phone number, the text of the QR, or the token
     */
    public void unknown(String identification) {
        known.put(identification, new Entry(null));
    }

    /** The user that a request names; null if there is none. */
    @Nullable
    SimulatedUser named(JsonNode request) {
        JsonNode customer = request.path("customer");
        for (JsonNode identification : customer) {
            Entry entry = known.get(identification.asText());
            if (entry != null) {
                return entry.user();
            }
        }
        SimulatedUser other = standIn;
        return customer.has("phoneNumber")
                ? other.withPhoneNumber(customer.path("phoneNumber").asText())
                : other;
    }

    void reset() {
        known.clear();
        standIn = ANYBODY;
    }
}
