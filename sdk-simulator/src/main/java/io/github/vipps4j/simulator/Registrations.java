package io.github.vipps4j.simulator;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All registrations in the order in which they were made. Guarded by the lock of {@link Dispatcher}. */
final class Registrations {
    private static final int SECRET_BYTES = 64;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Registration> byId = new LinkedHashMap<>();
    private int made;

    Registration add(WebhookScope scope, WebhookUrl url, List<String> types, Instant now) {
        for (String type : types) {
            long already = in(scope).stream()
                    .filter(other -> other.details().events().contains(type))
                    .count();
            if (already >= WebhookTypes.mostRegistrations(type)) {
                throw Refusal.field("events", "there are " + already + " webhooks for " + type + " already");
            }
        }
        WebhookRegistration details = new WebhookRegistration(
                UUID.randomUUID().toString(),
                scope instanceof WebhookScope.OfSalesUnit unit ? unit.msn() : null,
                scope.forAllOf(),
                url.toString(),
                types,
                now);
        Registration added = new Registration(scope, url, newSecret(), details);
        byId.put(details.id(), added);
        return added;
    }

    /** Both forms that the real service has used, in turn. */
    private String newSecret() {
        made++;
        if (made % 2 == 0) {
            return UUID.randomUUID().toString();
        }
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }

    List<Registration> all() {
        return List.copyOf(byId.values());
    }

    List<Registration> in(WebhookScope scope) {
        return byId.values().stream().filter(one -> one.scope().equals(scope)).toList();
    }

    @Nullable
    Registration find(String id) {
        return byId.get(id);
    }

    void remove(Registration registration) {
        byId.remove(registration.details().id());
    }

    void reset() {
        byId.clear();
        made = 0;
    }
}
