package io.github.vipps4j.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.CallListener;
import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.NotFoundException;
import io.github.vipps4j.core.OutcomeUnknownException;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.core.UnreadableReplyException;
import io.github.vipps4j.core.Violation;
import io.github.vipps4j.testsupport.RawServer.Answer;
import io.github.vipps4j.testsupport.RawServer.Received;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookClientTest {
    private static final WebhookScope UNIT = WebhookScope.forSalesUnit("654321");
    private static final String URL = "https://shop7.example.com/in/vipps-events";
    private static final Set<WebhookEventType> EVENTS = Set.of(
            WebhookEventType.EPAYMENT_AUTHORIZED,
            WebhookEventType.EPAYMENT_ABORTED,
            WebhookEventType.of("epayments.payment.expired.v1"));

    private final WebhookService service = new WebhookService();
    private final WebhookClient client = service.client;

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void registerSendsTheDocumentedBody() {
        RegisteredWebhook registered = client.register(UNIT, URL, EVENTS);

        assertThat(registered.id()).isEqualTo("0000-1");
        assertThat(registered.secret()).isEqualTo("secret-1");
        Received request = service.requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/webhooks/v1/webhooks");
        assertThat(request.body())
                .isEqualTo("{\"url\":\"https://shop7.example.com/in/vipps-events\",\"events\":["
                        + "\"epayments.payment.aborted.v1\",\"epayments.payment.authorized.v1\","
                        + "\"epayments.payment.expired.v1\"]}");
        assertThat(request.headers())
                .containsEntry("merchant-serial-number", "654321")
                .containsEntry("authorization", "Bearer token-1")
                .containsEntry("ocp-apim-subscription-key", "subscription-key")
                .doesNotContainKey("idempotency-key");
    }

    @Test
    void forAllSalesUnitsNoneIsNamed() {
        client.register(WebhookScope.forAllSalesUnits(), URL, EVENTS);
        client.list(WebhookScope.forAllSalesUnits());
        client.delete(WebhookScope.forAllSalesUnits(), "0000-1");
        assertThat(service.requests())
                .hasSize(3)
                .noneMatch(request -> request.headers().containsKey("merchant-serial-number"));
    }

    @Test
    void listReadsWhatIsRegistered() {
        client.register(UNIT, URL, EVENTS);
        assertThat(client.list(UNIT)).containsExactly(new Webhook("0000-1", URL, EVENTS));
        Received request = service.requests().get(1);
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.headers()).containsEntry("merchant-serial-number", "654321");
    }

    @Test
    void deleteNamesTheRegistration() {
        client.register(UNIT, URL, EVENTS);
        client.delete(UNIT, "0000-1");
        assertThat(service.calls()).containsExactly("POST", "DELETE/0000-1");
        assertThat(service.registrations).isEmpty();
    }

    @Test
    void deleteOfWhatIsNotThereIsARefusalButSuccessForARepeat() {
        assertThatThrownBy(() -> client.delete(UNIT, "0000-9")).isInstanceOf(NotFoundException.class);
        client.register(UNIT, URL, EVENTS);
        service.told.add(Answer.lost());
        client.delete(UNIT, "0000-1");
        assertThat(service.calls()).containsExactly("DELETE/0000-9", "POST", "DELETE/0000-1", "DELETE/0000-1");
    }

    @Test
    void registerIsNeverRepeatedBlindly() {
        service.told.add(Answer.lost());
        OutcomeUnknownException e =
                catchThrowableOfType(OutcomeUnknownException.class, () -> client.register(UNIT, URL, EVENTS));
        assertThat(e.processed()).isEqualTo(Processed.UNKNOWN);
        assertThat(e).hasMessageContaining("list(scope)");
        assertThat(service.requests()).hasSize(1);
    }

    @Test
    void secretIsShownToNobodyElse() {
        List<Object> told = new ArrayList<>();
        RequestOptions options = RequestOptions.defaults().onReply(told::add);
        assertThat(client.with(options).register(UNIT, URL, EVENTS).secret()).isEqualTo("secret-1");
        assertThat(told).isEmpty();
        service.told.add(Answer.json(201, "{\"secret\":\"secret-of-a-reply-without-an-id\"}"));
        UnreadableReplyException e =
                catchThrowableOfType(UnreadableReplyException.class, () -> client.register(UNIT, URL, EVENTS));
        assertThat(e.rawBody()).isEmpty();
        assertThat(e.processed()).isEqualTo(Processed.YES);
        assertThat(CallListener.class).isNotNull();
    }

    @Test
    void refusalIsToldWithItsReason() {
        service.told.add(Answer.json(
                400,
                "{\"type\":\"00-1-1-01\",\"title\":\"Bad request\",\"status\":400,\"detail\":\"Too many webhooks\","
                        + "\"instance\":null,\"traceId\":null,\"extraDetails\":null}"));
        assertThatThrownBy(() -> client.register(UNIT, URL, EVENTS))
                .isExactlyInstanceOf(ApiException.class)
                .hasMessageContaining("Too many webhooks");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://shop.example/hooks", "", "shop.example", "https://shop.example/a b", "https://a/b#c"})
    void urlThatCannotBeRegisteredIsRefusedAndNothingIsSent(String url) {
        InvalidRequestException e =
                catchThrowableOfType(InvalidRequestException.class, () -> client.register(UNIT, url, Set.of()));
        assertThat(e.violations()).extracting(Violation::field).containsExactly("url", "events");
        assertThat(service.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../payments", "a/b"})
    void idThatIsNoneIsRefusedAndNothingIsSent(String id) {
        assertThatThrownBy(() -> client.delete(UNIT, id))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("id");
        assertThat(service.requests()).isEmpty();
    }

    @Test
    void scopeIsOneSalesUnitOrAll() {
        assertThat(WebhookScope.forSalesUnit("654321")).isEqualTo(UNIT).hasToString("sales unit 654321");
        assertThat(WebhookScope.forAllSalesUnits()).isNotEqualTo(UNIT).hasToString("all sales units");
        assertThatThrownBy(() -> WebhookScope.forSalesUnit("12"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("merchantSerialNumber");
    }
}
