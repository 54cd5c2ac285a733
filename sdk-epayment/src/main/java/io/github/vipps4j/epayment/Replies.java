package io.github.vipps4j.epayment;

import io.github.vipps4j.core.call.Time;
import io.github.vipps4j.core.support.ContractException;
import io.github.vipps4j.core.support.JsonReader;
import java.util.Collections;
import java.util.List;

/** Reply bodies of ePayment 1.8.1: strict on what money and state depend on, lenient on all else. */
final class Replies {
    private Replies() {}

    /** Without its URL nobody can pay: only a push message has none. */
    static CreatedPayment created(byte[] body, CreatePayment request, Time time) {
        JsonReader reply = JsonReader.object(body);
        String redirectUrl = request.userFlow() instanceof UserFlow.PushMessage
                ? reply.textOrNull("redirectUrl")
                : reply.text("redirectUrl");
        return new CreatedPayment(reference(reply, request.reference()), redirectUrl, time.now());
    }

    static Payment payment(byte[] body, String reference) {
        JsonReader reply = JsonReader.object(body);
        String state = reply.text("state");
        String method = methodText(reply);
        return new Payment(
                reference(reply, reference),
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

    static Modification modification(byte[] body, String reference) {
        JsonReader reply = JsonReader.object(body);
        String state = reply.text("state");
        return new Modification(
                reference(reply, reference),
                state(state),
                state,
                reply.amount("amount"),
                aggregate(reply),
                reply.textOrNull("pspReference"));
    }

    static List<PaymentEvent> events(byte[] body, String reference) {
        return List.copyOf(JsonReader.list(body, event -> event(event, reference)));
    }

    private static PaymentEvent event(JsonReader event, String reference) {
        String name = event.text("name");
        return new PaymentEvent(
                reference(event, reference),
                event.textOrNull("pspReference"),
                eventName(name),
                name,
                event.amount("amount"),
                event.timestamp("timestamp"),
                event.textOrNull("idempotencyKey"),
                event.bool("success"));
    }

    /** An answer about another payment, out of some cache, must not pass for an answer about this one. */
    private static String reference(JsonReader reply, String asked) {
        String told = reply.text("reference");
        if (!told.equals(asked)) {
            throw new ContractException("reference", "must be that of the request");
        }
        return told;
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

    private static PaymentEventName eventName(String text) {
        return switch (text) {
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
