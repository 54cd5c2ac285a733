package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;

/** The three operations of Webhooks API v1. */
final class WebhookApi implements Api.Played {
    private static final Schema REGISTER = Schema.object()
            .required("url", Schema.text())
            .required("events", Schema.array(1, Schema.oneOf(WebhookTypes.all())));

    private final Gatekeeper gatekeeper;
    private final Dispatcher webhooks;

    WebhookApi(Gatekeeper gatekeeper, Dispatcher webhooks) {
        this.gatekeeper = gatekeeper;
        this.webhooks = webhooks;
    }

    @Override
    public Answer answer(Call call, Route route) {
        // A delayed request is looked at after its delay: meanwhile its token may have gone.
        call.pause();
        try {
            int generation = webhooks.generation();
            WebhookScope scope = gatekeeper.admitToWebhooks(call);
            Gatekeeper.requireHeaders(call, route.operation());
            return switch (route.operation()) {
                case WEBHOOK_REGISTER -> register(call, scope, generation);
                case WEBHOOK_LIST -> list(scope);
                case WEBHOOK_DELETE -> delete(scope, Objects.requireNonNull(route.named(), "id"));
                default -> throw new IllegalArgumentException("Not an operation of webhooks: " + route.operation());
            };
        } catch (Refusal refusal) {
            return refusal.answer(Problems.STYLE, call.path());
        }
    }

    private Answer register(Call call, WebhookScope scope, int generation) {
        ObjectNode body = call.json();
        REGISTER.require(body);
        List<String> types = StreamSupport.stream(body.path("events").spliterator(), false)
                .map(type -> type.textValue())
                .distinct()
                .toList();
        Registration added =
                webhooks.register(scope, WebhookUrl.of(body.path("url").textValue()), types, generation);
        return Answer.json(201, Json.object().put("id", added.details().id()).put("secret", added.secret()));
    }

    private Answer list(WebhookScope scope) {
        ObjectNode body = Json.object();
        ArrayNode all = body.putArray("webhooks");
        for (WebhookRegistration one : webhooks.registrations(scope)) {
            ArrayNode events =
                    all.addObject().put("id", one.id()).put("url", one.url()).putArray("events");
            one.events().forEach(events::add);
        }
        return Answer.json(200, body);
    }

    private Answer delete(WebhookScope scope, String id) {
        if (!webhooks.delete(scope, id)) {
            throw Refusal.notFound("There is no such webhook");
        }
        return Answer.empty(204);
    }
}
