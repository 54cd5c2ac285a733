package io.github.vipps4j.webhooks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vipps4j.core.NotFoundException;
import io.github.vipps4j.core.Operation;
import io.github.vipps4j.core.OutcomeUnknownException;
import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.call.ApiCall;
import io.github.vipps4j.core.call.Repeatability;
import io.github.vipps4j.core.call.VippsSession;
import io.github.vipps4j.core.support.Json;
import io.github.vipps4j.core.support.JsonReader;
import io.github.vipps4j.core.support.Violations;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The three calls of the API, and the order of them that loses no event. */
final class WebhookCalls implements WebhookClient {
    private static final String PATH = "/webhooks/v1/webhooks";
    static final Operation REGISTER = new Operation("webhooks.register", "POST", PATH);
    static final Operation LIST = new Operation("webhooks.list", "GET", PATH);
    static final Operation DELETE = new Operation("webhooks.delete", "DELETE", PATH + "/{id}");
    private static final Logger LOG = LoggerFactory.getLogger("io.github.vipps4j.webhooks");
    private static final int NOT_FOUND = 404;
    private static final int MAX_ID = 64;

    private final VippsSession session;

    private WebhookCalls(VippsSession session) {
        this.session = session;
    }

    static WebhookClient of(Vipps vipps) {
        return new WebhookCalls(VippsSession.of(vipps));
    }

    @Override
    public RegisteredWebhook register(WebhookScope scope, String url, Set<WebhookEventType> events) {
        requireRegistrable(REGISTER.name(), scope, url, events);
        ObjectNode body = Json.object().put("url", url);
        ArrayNode names = body.putArray("events");
        events.stream().map(WebhookEventType::name).sorted().forEach(names::add);
        return session(scope)
                .execute(ApiCall.of(REGISTER, Repeatability.ONCE, WebhookCalls::registered)
                        .body(Json.bytes(body))
                        .secretReply()
                        .settledBy(
                                "Look for its URL in list(scope): if it is there, its secret is lost, so delete it and"
                                        + " register again")
                        .build());
    }

    private static void requireRegistrable(
            String operation,
            @Nullable WebhookScope scope,
            @Nullable String url,
            @Nullable Set<WebhookEventType> events) {
        scope(new Violations(), scope)
                .check(SignedUrl.parse(url) != null, "url", SignedUrl.RULE)
                .check(events != null && !events.isEmpty(), "events", "must have at least one")
                .throwIfAny(operation);
    }

    private static Violations scope(Violations violations, @Nullable WebhookScope scope) {
        return violations.check(scope != null, "scope", "is required");
    }

    @Override
    public List<Webhook> list(WebhookScope scope) {
        scope(new Violations(), scope).throwIfAny(LIST.name());
        return session(scope)
                .execute(ApiCall.of(LIST, Repeatability.SAFE, WebhookCalls::listed)
                        .build());
    }

    @Override
    public void delete(WebhookScope scope, String id) {
        scope(new Violations(), scope)
                .check(Violations.isReference(id, 1, MAX_ID), "id", "must be the id of a registration")
                .throwIfAny(DELETE.name());
        session(scope)
                .execute(ApiCall.of(DELETE, Repeatability.NATURAL, anything -> Boolean.TRUE)
                        .path("id", id)
                        .reference(id)
                        .alreadyDone(NOT_FOUND, Boolean.TRUE)
                        .settledBy("Delete it again, or see list(scope)")
                        .build());
    }

    @Override
    public EnsuredWebhook ensureRegistered(
            WebhookScope scope, String url, Set<WebhookEventType> events, WebhookSecretStore secrets) {
        requireRegistrable("webhooks.ensureRegistered", scope, url, events);
        try {
            return ensure(scope, url, events, secrets);
        } catch (OutcomeUnknownException e) {
            if (!e.operation().equals(REGISTER.name())) {
                throw e;
            }
            // what came of it, if anything, has lost its secret: the second round finds and replaces it
            return ensure(scope, url, events, secrets);
        }
    }

    private EnsuredWebhook ensure(
            WebhookScope scope, String url, Set<WebhookEventType> events, WebhookSecretStore secrets) {
        Webhook working = null;
        List<Webhook> replaced = new ArrayList<>();
        List<Webhook> strays = new ArrayList<>();
        for (Webhook found : list(scope)) {
            if (!isSameUrl(found.url(), url)) {
                strays.add(found);
            } else if (working == null && found.events().equals(events) && isKnown(secrets.find(found.id()))) {
                working = found;
            } else {
                replaced.add(found);
            }
        }
        boolean isNew = working == null;
        if (working == null) {
            makeRoomForCheckIns(scope, events, replaced, secrets);
            RegisteredWebhook registered = register(scope, url, events);
            save(scope, registered, secrets);
            working = new Webhook(registered.id(), url, Set.copyOf(events));
        }
        for (Webhook old : replaced) {
            deleteIfThere(scope, old.id());
            secrets.delete(old.id());
        }
        return new EnsuredWebhook(working, isNew, List.copyOf(replaced), List.copyOf(strays));
    }

    /** Of these the service allows one only: there is no room for the new registration before the old one is gone. */
    private void makeRoomForCheckIns(
            WebhookScope scope, Set<WebhookEventType> events, List<Webhook> replaced, WebhookSecretStore secrets) {
        if (events.contains(WebhookEventType.QR_USER_CHECKED_IN)) {
            for (Webhook old : replaced) {
                if (old.events().contains(WebhookEventType.QR_USER_CHECKED_IN)) {
                    deleteIfThere(scope, old.id());
                    secrets.delete(old.id());
                }
            }
        }
    }

    /** A registration whose secret could not be stored is worth nothing, and counts against the limit. */
    private void save(WebhookScope scope, RegisteredWebhook registered, WebhookSecretStore secrets) {
        try {
            secrets.save(registered.id(), registered.secret());
        } catch (RuntimeException e) {
            try {
                deleteIfThere(scope, registered.id());
            } catch (RuntimeException also) {
                e.addSuppressed(also);
            }
            throw e;
        }
    }

    private static boolean isKnown(@Nullable String secret) {
        return secret != null && !secret.isBlank();
    }

    /** However the service spells the host, the default port and an empty path. */
    private static boolean isSameUrl(String one, String other) {
        SignedUrl first = SignedUrl.parse(one);
        SignedUrl second = SignedUrl.parse(other);
        return one.equals(other)
                || first != null
                        && second != null
                        && first.host().equalsIgnoreCase(second.host())
                        && first.pathAndQuery().equals(second.pathAndQuery());
    }

    /** Another instance of the same program may have tidied up first. */
    private void deleteIfThere(WebhookScope scope, String id) {
        try {
            delete(scope, id);
        } catch (NotFoundException e) {
            LOG.debug("Registration {} was gone already", id);
        }
    }

    private VippsSession session(WebhookScope scope) {
        String msn = scope.merchantSerialNumber();
        return msn == null ? session.forAllMerchants() : session.forMerchant(msn);
    }

    private static RegisteredWebhook registered(byte[] body) {
        JsonReader reply = JsonReader.object(body);
        return new RegisteredWebhook(reply.text("id"), reply.text("secret"));
    }

    private static List<Webhook> listed(byte[] body) {
        return JsonReader.object(body).requiredList("webhooks", WebhookCalls::webhook);
    }

    private static Webhook webhook(JsonReader entry) {
        Set<WebhookEventType> events =
                entry.textList("events").stream().map(WebhookEventType::new).collect(Collectors.toUnmodifiableSet());
        return new Webhook(entry.text("id"), entry.text("url"), events);
    }

    @Override
    public WebhookClient with(RequestOptions options) {
        return new WebhookCalls(session.with(options));
    }
}
