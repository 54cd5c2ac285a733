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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reply bodies and callbacks of eCom 2.0.3: strict on what money and state depend on, lenient on all else. */
final class Replies {
    /** What the service puts in the place of personal data after seven days. */
    private static final String EXPIRED = "[Expired]";

    private Replies() {}

    /** The URL comes only once, so the order id is that of the request: nothing but the URL is needed. */
    static InitiatedPayment initiated(byte[] body, String orderId, Instant now) {
        return new InitiatedPayment(orderId, JsonReader.object(body).text("url"), now);
    }

    /** Of a capture, a cancel or a refund, which calls the same object by another name. */
    static Modification modification(byte[] body) {
        JsonReader reply = JsonReader.object(body);
        JsonReader refund = reply.objectOrNull("transaction");
        JsonReader info = refund == null ? reply.object("transactionInfo") : refund;
        String status = info.text("status");
        JsonReader rest = info.lenient();
        return new Modification(
                reply.text("orderId"),
                atLeastZero(info, "amount"),
                ModificationStatus.of(status),
                status,
                rest.timestampOrNull("timeStamp"),
                rest.textOrNull("transactionId"),
                rest.textOrNull("transactionText"),
                summary(reply),
                reply.lenient().textOrNull("paymentInstrument"));
    }

    static PaymentDetails details(byte[] body) {
        JsonReader reply = JsonReader.object(body);
        JsonReader rest = reply.lenient();
        List<TransactionLogEntry> history = reply.requiredList("transactionLogHistory", Replies::logEntry);
        return new PaymentDetails(
                reply.text("orderId"),
                history,
                summary(reply),
                rest.textOrNull("sub"),
                userDetails(rest),
                shippingDetails(rest),
                initiatedAt(history));
    }

    private static @Nullable Instant initiatedAt(List<TransactionLogEntry> history) {
        for (TransactionLogEntry entry : history) {
            if (entry.operation() == TransactionOperation.INITIATE
                    && entry.operationSuccess()
                    && entry.timeStamp() != null) {
                return entry.timeStamp();
            }
        }
        return null;
    }

    private static TransactionLogEntry logEntry(JsonReader entry) {
        String operation = entry.text("operation");
        JsonReader rest = entry.lenient();
        String requestId = rest.textOrNull("requestId");
        return new TransactionLogEntry(
                TransactionOperation.of(operation),
                operation,
                entry.bool("operationSuccess"),
                atLeastZero(entry, "amount"),
                rest.textOrNull("transactionText"),
                requestId == null || requestId.isEmpty() ? null : requestId,
                rest.timestampOrNull("timeStamp"),
                rest.textOrNull("transactionId"));
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
                        summary.lenient().textOrNull("bankIdentificationNumber"));
    }

    private static Amount atLeastZero(JsonReader object, String field) {
        return nok(object.integer(field));
    }

    /** The API knows no other currency, and does not name this one. A sum of what moved is never below zero. */
    private static Amount nok(long minor) {
        return Amount.ofMinor(Math.max(0, minor), NOK);
    }

    // ---- callbacks

    /**
     * It comes once, and the order is read before anything is settled: so only what the order is found by is required.
     */
    static PaymentUpdate update(byte[] body, String orderId) {
        JsonReader callback = JsonReader.object(body);
        JsonReader rest = callback.lenient();
        String told = rest.textOrNull("orderId");
        if (told != null && !told.equals(orderId)) {
            throw new ContractException("orderId", "is not that of the path");
        }
        JsonReader info = rest.objectOrNull("transactionInfo");
        String status = info == null ? "" : info.textOrEmpty("status");
        Long amount = info == null ? null : info.integerOrNull("amount");
        return new PaymentUpdate(
                callback.id("merchantSerialNumber"),
                orderId,
                PaymentUpdateStatus.of(status),
                status,
                amount == null ? null : nok(amount),
                info == null ? null : info.timestampOrNull("timeStamp"),
                info == null ? null : info.textOrNull("transactionId"),
                userDetails(rest),
                shippingDetails(rest),
                errorInfo(rest));
    }

    private static @Nullable ErrorInfo errorInfo(JsonReader rest) {
        JsonReader error = rest.objectOrNull("errorInfo");
        return error == null
                ? null
                : new ErrorInfo(
                        error.textOrNull("errorGroup"),
                        error.textOrNull("errorCode"),
                        error.textOrNull("errorMessage"),
                        error.textOrNull("contextId"));
    }

    static ShippingDetailsRequest shippingDetailsRequest(byte[] body, String orderId) {
        JsonReader call = JsonReader.object(body);
        String type = call.lenient().textOrNull("addressType");
        return new ShippingDetailsRequest(
                orderId,
                call.integer("addressId"),
                Addresses.read(call),
                AddressType.of(type),
                type == null ? "" : type);
    }

    // ---- what the customer shared

    private static @Nullable UserDetails userDetails(JsonReader rest) {
        if (isExpired(rest, "userDetails")) {
            return new UserDetails(null, null, null, null, null, true);
        }
        JsonReader user = rest.objectOrNull("userDetails");
        return user == null
                ? null
                : new UserDetails(
                        unexpired(user, "email"),
                        unexpired(user, "firstName"),
                        unexpired(user, "lastName"),
                        unexpired(user, "mobileNumber"),
                        unexpired(user, "userId"),
                        hasExpired(user, "email", "firstName", "lastName", "mobileNumber", "userId"));
    }

    private static @Nullable ShippingDetails shippingDetails(JsonReader rest) {
        if (isExpired(rest, "shippingDetails")) {
            return new ShippingDetails(null, null, null, null, true);
        }
        JsonReader shipping = rest.objectOrNull("shippingDetails");
        if (shipping == null) {
            return null;
        }
        JsonReader fields = shipping.objectOrNull("address");
        Address address = fields == null ? null : Addresses.read(fields);
        boolean addressExpired = isExpired(shipping, "address") || address != null && hasExpired(address);
        return new ShippingDetails(
                addressExpired ? null : address,
                shippingCost(shipping),
                unexpired(shipping, "shippingMethod"),
                unexpired(shipping, "shippingMethodId"),
                addressExpired || hasExpired(shipping, "shippingCost", "shippingMethod", "shippingMethodId"));
    }

    private static @Nullable ShippingCost shippingCost(JsonReader shipping) {
        BigDecimal kroner = shipping.decimalOrNull("shippingCost");
        try {
            return kroner == null ? null : ShippingCost.ofKroner(kroner);
        } catch (InvalidRequestException e) {
            // not kroner with at most two decimals, and no money depends on it
            return null;
        }
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
        return isExpired(object.textOrNull(field));
    }

    private static boolean isExpired(@Nullable String text) {
        return text != null && EXPIRED.equalsIgnoreCase(text.strip());
    }
}
