package io.github.vipps4j.webhooks;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the secrets of registrations are kept, by the registration's id. The service shows a secret once, so a store should
 * outlive the process, and be shared by all instances that serve the URL; and it is safe for several threads.
 */
public interface WebhookSecretStore {
    /** Keeps a secret before the registration is used. An exception from here leaves the old registration in place. */
    void save(String id, String secret);

    /** The secret of a registration, or null if it is not known here. */
    @Nullable
    String find(String id);

    /** Forgets one; no failure if it is not there. */
    void delete(String id);

    /** All that are known: what a verifier tries. */
    Collection<String> secrets();

    /** In memory, for one instance: after a restart the registration is replaced, for its secret is lost. */
    static WebhookSecretStore inMemory() {
        return new WebhookSecretStore() {
            private final Map<String, String> secrets = new ConcurrentHashMap<>();

            @Override
            public void save(String id, String secret) {
                secrets.put(id, secret);
            }

            @Override
            public @Nullable String find(String id) {
                return secrets.get(id);
            }

            @Override
            public void delete(String id) {
                secrets.remove(id);
            }

            @Override
            public Collection<String> secrets() {
                return List.copyOf(secrets.values());
            }
        };
    }
}
