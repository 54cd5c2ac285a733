package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Answer.done;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.NoSuchElementException;

/** What {@link Webhooks} offers in Java, over HTTP under {@code /simulator/webhooks}. */
final class WebhookControl {
    static final String PATH = "/webhooks";

    private final Webhooks webhooks;

    WebhookControl(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    /** @param path after {@code /simulator/webhooks} */
    Answer answer(Call call, String path) {
        String step = call.method() + ' ' + path;
        return switch (step) {
            case "GET " -> registrations();
            case "GET /deliveries" -> deliveries();
            case "POST /await-idle" -> awaitIdle(ControlBody.of(call));
            case "POST /faults" -> nextFault(ControlBody.of(call));
            case "DELETE /faults" -> done(webhooks::clearFaults);
            case "POST /hold" -> done(webhooks::hold);
            case "POST /release" -> release(call);
            default -> lose(call, path);
        };
    }

    private Answer registrations() {
        ArrayNode all = Json.array();
        for (WebhookRegistration one : webhooks.registrations()) {
            ObjectNode json = all.addObject()
                    .put("id", one.id())
                    .put("merchantSerialNumber", one.merchantSerialNumber())
                    .put("partner", one.partner())
                    .put("url", one.url());
            ArrayNode events = json.putArray("events");
            one.events().forEach(events::add);
            json.put("registeredAt", one.registeredAt().toString());
        }
        return Answer.json(200, all);
    }

    private Answer deliveries() {
        ArrayNode all = Json.array();
        for (WebhookDelivery one : webhooks.deliveries()) {
            ObjectNode json = all.addObject()
                    .put("registrationId", one.registrationId())
                    .put("url", one.url())
                    .put("merchantSerialNumber", one.merchantSerialNumber())
                    .put("reference", one.reference())
                    .put("event", one.event())
                    .put("pspReference", one.pspReference())
                    .put("attempt", one.attempt())
                    .put("status", one.status())
                    .put("at", one.at().toString())
                    .put("fault", one.fault());
            ObjectNode headers = json.putObject("headers");
            one.headers().forEach(headers::put);
            json.put("body", one.body());
        }
        return Answer.json(200, all);
    }

    private Answer awaitIdle(ControlBody body) {
        Duration atMost = body.requiredDuration("atMost");
        body.requireNothingElse();
        return done(() -> webhooks.awaitIdle(atMost));
    }

    private Answer nextFault(ControlBody body) {
        int times = body.integer("times", 1);
        DeliveryFault fault = fault(body);
        body.requireNothingElse();
        return done(() -> webhooks.next(times, fault));
    }

    /** A fault by the name of its method in {@link DeliveryFault}. */
    private static DeliveryFault fault(ControlBody body) {
        String name = body.requiredText("fault");
        return switch (name) {
            case "duplicate" -> DeliveryFault.duplicate();
            case "delay" -> DeliveryFault.delay(body.requiredDuration("delay"));
            case "forged" -> DeliveryFault.forged();
            case "oldDate" -> DeliveryFault.oldDate(body.requiredDuration("age"));
            case "truncated" -> DeliveryFault.truncated();
            default -> throw ControlBody.wrong("fault", "there is no fault " + name);
        };
    }

    /** Strict: else a misspelt parameter would release everything. */
    private Answer release(Call call) {
        for (String name : call.queryParameters()) {
            if (!name.equals("msn") && !name.equals("reference")) {
                throw ControlBody.wrong(name, "is not known here");
            }
        }
        if (call.body().length > 0) {
            throw ControlBody.wrong("body", "must be empty");
        }
        String msn = call.queryParameter("msn");
        String reference = call.queryParameter("reference");
        if (reference == null && msn != null) {
            throw ControlBody.wrong("reference", "is required with msn");
        }
        if (reference == null) {
            return done(webhooks::release);
        }
        return done(() -> {
            if (msn == null) {
                webhooks.release(reference);
            } else {
                webhooks.release(msn, reference);
            }
        });
    }

    private Answer lose(Call call, String path) {
        if (!call.method().equals("DELETE") || !path.startsWith("/")) {
            throw new NoSuchElementException("There is no control " + call.method() + ' ' + call.path());
        }
        return done(() -> webhooks.lose(path.substring(1)));
    }
}
