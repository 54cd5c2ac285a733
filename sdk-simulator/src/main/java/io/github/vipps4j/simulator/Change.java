package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A request that changes a payment. Its key is null if a create request does not tell its reference. */
final class Change {
    private final Call call;
    private final ApiOperation operation;
    private final SalesUnit unit;
    private final @Nullable String idempotencyKey;
    private final @Nullable PaymentKey key;
    private final @Nullable ObjectNode body;
    private final @Nullable Refusal unreadable;

    Change(Call call, ApiOperation operation, SalesUnit unit, @Nullable String reference) {
        this.call = call;
        this.operation = operation;
        this.unit = unit;
        String keyHeader = operation.keyHeader();
        this.idempotencyKey = keyHeader == null ? null : call.header(keyHeader);
        ObjectNode read = null;
        Refusal problem = null;
        try {
            read = call.body().length == 0 && mayBeEmpty(operation) ? Json.object() : Json.readObject(call.body());
        } catch (Json.NotReadable e) {
            problem = e.isDuplicateIn("metadata")
                    ? Refusal.code(4110)
                    : Refusal.field("body", String.valueOf(e.getMessage()));
        }
        this.body = read;
        this.unreadable = problem;
        String name = reference == null && read != null ? created(read, operation) : reference;
        this.key = name == null ? null : new PaymentKey(unit.merchantSerialNumber(), name);
    }

    private static boolean mayBeEmpty(ApiOperation operation) {
        return operation == ApiOperation.CANCEL || operation == ApiOperation.ECOM_FORCE_APPROVE;
    }

    /** What the payment is to be called; null if the body does not tell. */
    private static @Nullable String created(ObjectNode body, ApiOperation operation) {
        JsonNode name = operation.api() == Api.ECOM ? body.path("transaction").path("orderId") : body.path("reference");
        return name.textValue();
    }

    Call call() {
        return call;
    }

    ApiOperation operation() {
        return operation;
    }

    SalesUnit unit() {
        return unit;
    }

    @Nullable
    String idempotencyKey() {
        return idempotencyKey;
    }

    @Nullable
    PaymentKey key() {
        return key;
    }

    JsonNode body(Schema schema) {
        JsonNode whole = body();
        schema.require(whole);
        return whole;
    }

    /** Whatever shape it has. */
    JsonNode body() {
        if (body == null) {
            throw unreadable == null ? Refusal.field("body", "is required") : unreadable;
        }
        return body;
    }
}
