package io.github.vipps4j.epayment;

import io.github.vipps4j.core.support.ContractException;
import io.github.vipps4j.core.support.JsonReader;
import io.github.vipps4j.webhooks.WebhookEvent;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reply bodies of ePayment 1.8.1: strict on what money and state depend on, lenient on all else. */
final class Replies {
    private Replies() {}

    static CreatedPayment created(byte[] body, Instant now) {
        JsonReader reply = JsonReader.object(body);
        return new CreatedPayment(reply.text("reference"), reply.textOrNull("redirectUrl"), now);
    }

    static Payment payment(byte[] body) {
        JsonReader reply = JsonReader.object(body);
        String state = reply.text("state");
        String method = methodText(reply);
        return new Payment(
                reply.text("reference"),
                state(state),
                state,
                reply.amount("amount"),
                aggregate(reply),
                reply.textOrNull("pspReference"),
                method(method),
                method,
                reply.textOrNull("redirectUrl"),
                Collections.unmodifiableMap(reply.texts("metadata")));
    }

    static Modification modification(byte[] body) {
        JsonReader reply = JsonReader.object(body);
        String state = reply.text("state");
        return new Modification(
                reply.text("reference"),
                state(state),
                state,
                reply.amount("amount"),
                aggregate(reply),
                reply.textOrNull("pspReference"));
    }

    static List<PaymentEvent> events(byte[] body) {
        return List.copyOf(JsonReader.list(body, Replies::event));
    }

    /** Null if it is no payment's: nobody promises what other APIs send. */
    static @Nullable PaymentWebhook webhook(WebhookEvent event) {
        try {
            JsonReader body = JsonReader.object(event.body());
            String name = body.text("name");
            return new PaymentWebhook(
                    event.id(),
                    new PaymentKey(body.text("msn"), body.text("reference")),
                    body.textOrNull("pspReference"),
                    eventName(name),
                    name,
                    body.amount("amount"),
                    body.timestamp("timestamp"),
                    body.textOrNull("idempotencyKey"),
                    body.bool("success"));
        } catch (ContractException e) {
            return null;
        }
    }

    private static PaymentEvent event(JsonReader event) {
        String name = event.text("name");
        return new PaymentEvent(
                event.text("reference"),
                event.textOrNull("pspReference"),
                eventName(name),
                name,
                event.amount("amount"),
                event.timestamp("timestamp"),
                event.textOrNull("idempotencyKey"),
                event.bool("success"));
    }

    private static Aggregate aggregate(JsonReader reply) {
        JsonReader aggregate = reply.object("aggregate");
        Aggregate read = new Aggregate(
                aggregate.amount("authorizedAmount"),
                aggregate.amount("cancelledAmount"),
                aggregate.amount("capturedAmount"),
                aggregate.amount("refundedAmount"));
        boolean oneCurrency =
                read.authorizedAmount().currency().equals(read.cancelledAmount().currency())
                        && read.authorizedAmount()
                                .currency()
                                .equals(read.capturedAmount().currency())
                        && read.authorizedAmount()
                                .currency()
                                .equals(read.refundedAmount().currency());
        if (!oneCurrency) {
            throw new ContractException("aggregate", "must have one currency");
        }
        return read;
    }

    /** Nothing depends on it, so its absence is no failure. */
    private static String methodText(JsonReader reply) {
        JsonReader method = reply.objectOrNull("paymentMethod");
        String type = method == null ? null : method.textOrNull("type");
        return type == null ? "" : type;
    }

    private static PaymentState state(String text) {
        return switch (text) {
            case "CREATED" -> PaymentState.CREATED;
            case "AUTHORIZED" -> PaymentState.AUTHORIZED;
            case "ABORTED" -> PaymentState.ABORTED;
            case "EXPIRED" -> PaymentState.EXPIRED;
            case "TERMINATED" -> PaymentState.TERMINATED;
            default -> PaymentState.UNKNOWN;
        };
    }

    static PaymentEventName eventName(@Nullable String text) {
        return switch (text == null ? "" : text) {
            case "CREATED" -> PaymentEventName.CREATED;
            case "AUTHORIZED" -> PaymentEventName.AUTHORIZED;
            case "ABORTED" -> PaymentEventName.ABORTED;
            case "EXPIRED" -> PaymentEventName.EXPIRED;
            case "TERMINATED" -> PaymentEventName.TERMINATED;
            case "CANCELLED" -> PaymentEventName.CANCELLED;
            case "CAPTURED" -> PaymentEventName.CAPTURED;
            case "REFUNDED" -> PaymentEventName.REFUNDED;
            default -> PaymentEventName.UNKNOWN;
        };
    }

    private static PaymentMethodType method(String text) {
        return switch (text) {
            case "WALLET" -> PaymentMethodType.WALLET;
            case "CARD" -> PaymentMethodType.CARD;
            case "CARD_PASSTHROUGH" -> PaymentMethodType.CARD_PASSTHROUGH;
            default -> PaymentMethodType.UNKNOWN;
        };
    }
}
