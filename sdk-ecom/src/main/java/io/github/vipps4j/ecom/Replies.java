package io.github.vipps4j.ecom;

import static io.github.vipps4j.core.Currency.NOK;

import io.github.vipps4j.core.Address;
import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.support.Addresses;
import io.github.vipps4j.core.support.ContractException;
import io.github.vipps4j.core.support.JsonReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reply bodies and callbacks of eCom 2.0.3: strict on what money and state depend on, lenient on all else. */
final class Replies {
    private static final Logger LOG = LoggerFactory.getLogger("io.github.vipps4j.ecom");

    /** What the service puts in the place of personal data after seven days. */
    private static final String EXPIRED = "[Expired]";

    private Replies() {}

    static InitiatedPayment initiated(byte[] body, Instant now) {
        JsonReader reply = JsonReader.object(body);
        return new InitiatedPayment(reply.text("orderId"), reply.text("url"), now);
    }

    /** Of a capture, a cancel or a refund, which calls the same object by another name. */
    static Modification modification(byte[] body) {
        JsonReader reply = JsonReader.object(body);
        JsonReader refund = reply.objectOrNull("transaction");
        JsonReader info = refund == null ? reply.object("transactionInfo") : refund;
        String status = info.text("status");
        return new Modification(
                reply.text("orderId"),
                nok(info, "amount"),
                ModificationStatus.of(status),
                status,
                info.timestampIfReadable("timeStamp"),
                info.textIfReadable("transactionId"),
                info.textIfReadable("transactionText"),
                summary(reply),
                reply.textIfReadable("paymentInstrument"));
    }

    static PaymentDetails details(byte[] body) {
        JsonReader reply = JsonReader.object(body);
        return new PaymentDetails(
                reply.text("orderId"),
                reply.requiredList("transactionLogHistory", Replies::logEntry),
                summary(reply),
                reply.textIfReadable("sub"),
                userDetails(reply),
                shippingDetails(reply));
    }

    private static TransactionLogEntry logEntry(JsonReader entry) {
        String operation = entry.text("operation");
        String requestId = entry.textIfReadable("requestId");
        return new TransactionLogEntry(
                TransactionOperation.of(operation),
                operation,
                entry.bool("operationSuccess"),
                nok(entry, "amount"),
                entry.textIfReadable("transactionText"),
                requestId == null || requestId.isEmpty() ? null : requestId,
                entry.timestampIfReadable("timeStamp"),
                entry.textIfReadable("transactionId"));
    }

    private static @Nullable TransactionSummary summary(JsonReader reply) {
        JsonReader summary = reply.objectOrNull("transactionSummary");
        return summary == null
                ? null
                : new TransactionSummary(
                        atLeastZero(summary, "capturedAmount"),
                        atLeastZero(summary, "remainingAmountToCapture"),
                        atLeastZero(summary, "refundedAmount"),
                        atLeastZero(summary, "remainingAmountToRefund"),
                        summary.textIfReadable("bankIdentificationNumber"));
    }

    private static Amount atLeastZero(JsonReader object, String field) {
        return Amount.ofMinor(Math.max(0, object.integer(field)), NOK);
    }

    /** The API knows no other currency, and does not name this one. */
    private static Amount nok(JsonReader object, String field) {
        return Amount.ofMinor(object.integer(field), NOK);
    }

    // ---- callbacks

    static PaymentUpdate update(byte[] body, String orderId) {
        JsonReader callback = JsonReader.object(body);
        String told = callback.textOrNull("orderId");
        if (told != null && !told.equals(orderId)) {
            throw new ContractException("orderId", "is not that of the path");
        }
        JsonReader info = callback.object("transactionInfo");
        String status = info.text("status");
        return new PaymentUpdate(
                callback.text("merchantSerialNumber"),
                orderId,
                PaymentUpdateStatus.of(status),
                status,
                nok(info, "amount"),
                info.timestampIfReadable("timeStamp"),
                info.textIfReadable("transactionId"),
                userDetails(callback),
                shippingDetails(callback),
                errorInfo(callback));
    }

    private static @Nullable ErrorInfo errorInfo(JsonReader callback) {
        JsonReader error = ifReadable(() -> callback.objectOrNull("errorInfo"));
        return error == null
                ? null
                : ifReadable(() -> new ErrorInfo(
                        error.textOrNull("errorGroup"),
                        error.textOrNull("errorCode"),
                        error.textOrNull("errorMessage"),
                        error.textOrNull("contextId")));
    }

    static ShippingDetailsRequest shippingDetailsRequest(byte[] body, String orderId) {
        JsonReader call = JsonReader.object(body);
        String type = call.textIfReadable("addressType");
        return new ShippingDetailsRequest(
                orderId,
                call.integer("addressId"),
                Addresses.read(call),
                AddressType.of(type),
                type == null ? "" : type);
    }

    // ---- what the customer shared

    private static @Nullable UserDetails userDetails(JsonReader reply) {
        if (isExpired(reply, "userDetails")) {
            return new UserDetails(null, null, null, null, null, true);
        }
        return ifReadable(() -> {
            JsonReader user = reply.objectOrNull("userDetails");
            return user == null
                    ? null
                    : new UserDetails(
                            unexpired(user, "email"),
                            unexpired(user, "firstName"),
                            unexpired(user, "lastName"),
                            unexpired(user, "mobileNumber"),
                            unexpired(user, "userId"),
                            hasExpired(user, "email", "firstName", "lastName", "mobileNumber", "userId"));
        });
    }

    private static @Nullable ShippingDetails shippingDetails(JsonReader reply) {
        if (isExpired(reply, "shippingDetails")) {
            return new ShippingDetails(null, null, null, null, true);
        }
        JsonReader shipping = ifReadable(() -> reply.objectOrNull("shippingDetails"));
        if (shipping == null) {
            return null;
        }
        Address address = ifReadable(() -> {
            JsonReader fields = isExpired(shipping, "address") ? null : shipping.objectOrNull("address");
            return fields == null ? null : Addresses.read(fields);
        });
        boolean addressExpired = isExpired(shipping, "address") || address != null && hasExpired(address);
        return new ShippingDetails(
                addressExpired ? null : address,
                shippingCost(shipping),
                ifReadable(() -> unexpired(shipping, "shippingMethod")),
                ifReadable(() -> unexpired(shipping, "shippingMethodId")),
                addressExpired || hasExpired(shipping, "shippingCost", "shippingMethod", "shippingMethodId"));
    }

    private static @Nullable ShippingCost shippingCost(JsonReader shipping) {
        return ifReadable(() -> {
            BigDecimal kroner = isExpired(shipping, "shippingCost") ? null : shipping.decimalOrNull("shippingCost");
            try {
                return kroner == null ? null : ShippingCost.ofKroner(kroner);
            } catch (InvalidRequestException e) {
                throw new ContractException("shippingDetails.shippingCost", "must be kroner with at most two decimals");
            }
        });
    }

    private static boolean hasExpired(Address address) {
        return isExpired(address.addressLine1())
                || isExpired(address.addressLine2())
                || isExpired(address.postCode())
                || isExpired(address.city())
                || isExpired(address.country());
    }

    private static boolean hasExpired(JsonReader object, String... fields) {
        for (String field : fields) {
            if (isExpired(object, field)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String unexpired(JsonReader object, String field) {
        return isExpired(object, field) ? null : object.textOrNull(field);
    }

    private static boolean isExpired(JsonReader object, String field) {
        return isExpired(object.textIfReadable(field));
    }

    private static boolean isExpired(@Nullable String text) {
        return text != null && EXPIRED.equalsIgnoreCase(text.strip());
    }

    /** What no money depends on: a customer's odd address must not make an order unreadable. */
    private static <T> @Nullable T ifReadable(Supplier<@Nullable T> part) {
        try {
            return part.get();
        } catch (ContractException e) {
            LOG.warn("A part of a reply is left out, for {}", e.getMessage());
            return null;
        }
    }
}
