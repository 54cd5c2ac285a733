package io.github.vipps4j.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vipps4j.core.OutcomeUnknownException;
import io.github.vipps4j.testsupport.RawServer.Answer;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Safe at every start: there is always a registration whose secret is known, and no event falls between two. */
class EnsureRegisteredTest {
    private static final WebhookScope UNIT = WebhookScope.forSalesUnit("654321");
    private static final String URL = "https://shop.example/hooks";
    private static final Set<WebhookEventType> EVENTS =
            Set.of(WebhookEventType.EPAYMENT_AUTHORIZED, WebhookEventType.EPAYMENT_CAPTURED);

    private final WebhookService service = new WebhookService();
    private final WebhookSecretStore secrets = WebhookSecretStore.inMemory();

    @AfterEach
    void close() {
        service.close();
    }

    private EnsuredWebhook ensure() {
        return service.client.ensureRegistered(UNIT, URL, EVENTS, secrets);
    }

    @Test
    void firstStartRegistersAndStoresTheSecret() {
        EnsuredWebhook ensured = ensure();
        assertThat(ensured.isNew()).isTrue();
        assertThat(ensured.webhook()).isEqualTo(new Webhook("0000-1", URL, EVENTS));
        assertThat(ensured.replaced()).isEmpty();
        assertThat(secrets.find("0000-1")).isEqualTo("secret-1");
        assertThat(service.calls()).containsExactly("GET", "POST");
    }

    @Test
    void nextStartFindsItAndDoesNothing() {
        ensure();
        EnsuredWebhook again = ensure();
        assertThat(again.isNew()).isFalse();
        assertThat(again.webhook().id()).isEqualTo("0000-1");
        assertThat(service.calls()).containsExactly("GET", "POST", "GET");
    }

    @Test
    void otherEventsAreRegisteredBeforeTheOldRegistrationGoes() {
        ensure();
        EnsuredWebhook wider = service.client.ensureRegistered(UNIT, URL, WebhookEventType.EPAYMENT, secrets);
        assertThat(wider.isNew()).isTrue();
        assertThat(wider.replaced()).extracting(Webhook::id).containsExactly("0000-1");
        assertThat(service.calls()).containsExactly("GET", "POST", "GET", "POST", "DELETE/0000-1");
        assertThat(secrets.secrets()).containsExactly("secret-2");
        assertThat(service.client.list(UNIT)).containsExactly(new Webhook("0000-2", URL, WebhookEventType.EPAYMENT));
    }

    @Test
    void lostSecretMeansANewRegistration() {
        ensure();
        secrets.delete("0000-1");
        EnsuredWebhook ensured = ensure();
        assertThat(ensured.webhook().id()).isEqualTo("0000-2");
        assertThat(ensured.replaced()).extracting(Webhook::id).containsExactly("0000-1");
        assertThat(service.registrations).containsOnlyKeys("0000-2");
    }

    @Test
    void registrationThatTheServiceDroppedIsMadeAgain() {
        ensure();
        service.registrations.clear();
        assertThat(ensure().webhook().id()).isEqualTo("0000-2");
        assertThat(secrets.secrets()).containsExactlyInAnyOrder("secret-1", "secret-2");
    }

    @Test
    void strayRegistrationsAreToldAndLeftAlone() {
        service.client.register(UNIT, "https://old-shop.example/hooks", EVENTS);
        EnsuredWebhook ensured = ensure();
        assertThat(ensured.strays()).extracting(Webhook::url).containsExactly("https://old-shop.example/hooks");
        assertThat(service.registrations).containsOnlyKeys("0000-1", "0000-2");
    }

    @Test
    void doubleRegistrationsBecomeOne() {
        ensure();
        RegisteredWebhook twin = service.client.register(UNIT, URL, EVENTS);
        secrets.save(twin.id(), twin.secret());
        EnsuredWebhook ensured = ensure();
        assertThat(ensured.isNew()).isFalse();
        assertThat(service.registrations).containsOnlyKeys("0000-1");
        assertThat(secrets.secrets()).containsExactly("secret-1");
    }

    @Test
    void storeThatFailsLeavesTheOldRegistrationInPlace() {
        ensure();
        WebhookSecretStore broken = new WebhookSecretStore() {
            @Override
            public void save(String id, String secret) {
                throw new IllegalStateException("the disk is full");
            }

            @Override
            public @Nullable String find(String id) {
                return null;
            }

            @Override
            public void delete(String id) {
                throw new AssertionError("nothing is to be deleted");
            }

            @Override
            public Collection<String> secrets() {
                return Set.of();
            }
        };
        assertThatThrownBy(() -> service.client.ensureRegistered(UNIT, URL, EVENTS, broken))
                .hasMessage("the disk is full");
        assertThat(service.registrations).containsOnlyKeys("0000-1");
    }

    @Test
    void lostAnswerOfTheRegistrationIsMadeGoodAtOnce() {
        service.told.add(Answer.json(200, "{\"webhooks\":[]}"));
        service.told.add(Answer.lost());
        EnsuredWebhook ensured = ensure();
        assertThat(ensured.webhook().id()).isEqualTo("0000-2");
        assertThat(ensured.replaced()).extracting(Webhook::id).containsExactly("0000-1");
        assertThat(secrets.secrets()).containsExactly("secret-2");
        assertThat(service.calls()).containsExactly("GET", "POST", "GET", "POST", "DELETE/0000-1");
    }

    @Test
    void sameUrlInAnotherSpellingIsTheSameRegistration() {
        RegisteredWebhook registered = service.client.register(UNIT, "https://Shop.example:443/hooks", EVENTS);
        secrets.save(registered.id(), registered.secret());
        EnsuredWebhook ensured = ensure();
        assertThat(ensured.isNew()).isFalse();
        assertThat(ensured.strays()).isEmpty();
    }

    @Test
    void blankSecretIsALostOne() {
        ensure();
        secrets.save("0000-1", " ");
        assertThat(ensure().webhook().id()).isEqualTo("0000-2");
        assertThat(secrets.secrets()).containsExactly("secret-2");
    }

    @Test
    void checkInsOfWhichThereCanBeOneOnlyMakeRoomFirst() {
        Set<WebhookEventType> checkIns = Set.of(WebhookEventType.QR_USER_CHECKED_IN);
        service.client.register(UNIT, URL, checkIns);
        service.client.ensureRegistered(UNIT, URL, checkIns, secrets);
        assertThat(service.calls()).startsWith("POST", "GET", "DELETE/0000-1", "POST");
        assertThat(service.registrations).containsOnlyKeys("0000-2");
    }

    @Test
    void whoeverTidiedUpFirstDoesNoHarm() {
        service.told.add(Answer.json(
                200,
                "{\"webhooks\":[{\"id\":\"gone-1\",\"url\":\"" + URL + "\",\"events\":[\"user.checked-in.v1\"]}]}"));
        EnsuredWebhook ensured = ensure();
        assertThat(ensured.replaced()).extracting(Webhook::id).containsExactly("gone-1");
        assertThat(secrets.secrets()).containsExactly("secret-1");
    }

    @Test
    void answersThatAreLostAgainAndAgainAreTold() {
        service.told.add(Answer.json(200, "{\"webhooks\":[]}"));
        service.told.add(Answer.lost());
        service.told.add(Answer.json(200, "{\"webhooks\":[]}"));
        service.told.add(Answer.lost());
        assertThatThrownBy(this::ensure).isInstanceOf(OutcomeUnknownException.class);
    }
}
