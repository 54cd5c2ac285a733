package io.github.vipps4j.epayment;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.Currency;
import io.github.vipps4j.core.support.Addresses;
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
        return new CreatedPayment(reply.text("reference"), reply.textOrNull("redirectUrl"), now, null);
    }

    static Payment payment(byte[] body) {
        JsonReader reply = JsonReader.object(body);
        String state = reply.text("state");
        Amount amount = reply.amount("amount");
        JsonReader rest = reply.lenient();
        JsonReader methodObject = rest.objectOrNull("paymentMethod");
        String type = methodObject == null ? null : methodObject.textOrNull("type");
        String method = type == null ? "" : type;
        return new Payment(
                reply.text("reference"),
                state(state),
                state,
                amount,
                aggregate(reply),
                rest.textOrNull("pspReference"),
                method(method),
                method,
                rest.textOrNull("redirectUrl"),
                Collections.unmodifiableMap(rest.texts("metadata")),
                methodObject == null ? null : methodObject.textOrNull("cardBin"),
                sub(rest),
                userDetails(rest),
                shippingDetails(rest, amount.currency()),
                rest.timestampOrNull("captureGuaranteedUntil"));
    }

    /** In the profile of a payment, at the top of a webhook, or the other way round. */
    private static @Nullable String sub(JsonReader rest) {
        JsonReader profile = rest.objectOrNull("profile");
        String sub = profile == null ? null : profile.textOrNull("sub");
        return sub == null ? rest.textOrNull("sub") : sub;
    }

    private static @Nullable UserDetails userDetails(JsonReader rest) {
        JsonReader user = rest.objectOrNull("userDetails");
        return user == null
                ? null
                : new UserDetails(
                        user.textOrNull("email"),
                        user.textOrNull("firstName"),
                        user.textOrNull("lastName"),
                        user.textOrNull("mobileNumber"),
                        user.textOrNull("dateOfBirth"),
                        user.optionalList("addresses", Addresses::read));
    }

    private static @Nullable ShippingDetails shippingDetails(JsonReader rest, Currency currency) {
        JsonReader shipping = rest.objectOrNull("shippingDetails");
        if (shipping == null) {
            return null;
        }
        JsonReader address = shipping.objectOrNull("address");
        Long cost = shipping.integerOrNull("shippingCost");
        return new ShippingDetails(
                address == null ? null : Addresses.read(address),
                cost == null ? null : Amount.ofMinor(cost, currency),
                shipping.textOrNull("shippingOptionId"),
                shipping.textOrNull("shippingOptionName"));
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
            Amount amount = body.amount("amount");
            JsonReader rest = body.lenient();
            return new PaymentWebhook(
                    event.id(),
                    new PaymentKey(body.text("msn"), body.text("reference")),
                    rest.textOrNull("pspReference"),
                    eventName(name),
                    name,
                    amount,
                    body.timestamp("timestamp"),
                    rest.textOrNull("idempotencyKey"),
                    body.bool("success"),
                    sub(rest),
                    userDetails(rest),
                    shippingDetails(rest, amount.currency()),
                    rest.timestampOrNull("captureGuaranteedUntil"));
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
