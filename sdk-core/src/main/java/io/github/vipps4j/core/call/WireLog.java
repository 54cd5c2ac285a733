package io.github.vipps4j.core.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vipps4j.core.support.ContractException;
import io.github.vipps4j.core.support.Json;
import io.github.vipps4j.core.support.Texts;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import okhttp3.Headers;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The traffic, on the logger {@code io.github.vipps4j.wire}: a line per attempt at DEBUG, headers and bodies at TRACE. It
 * works by allow-lists: what is not known to be harmless is masked, so that neither a new header nor a new field leaks.
 */
final class WireLog {
    private static final Logger LOG = LoggerFactory.getLogger("io.github.vipps4j.wire");
    private static final String WHO = "wire log";
    private static final String MASK = "***";
    private static final JsonNode MASKED = JsonNodeFactory.instance.textNode(MASK);
    private static final int MAX_BODY = 64 * 1024;

    private static final Set<String> HEADERS = Set.of(
            "accept",
            "content-length",
            "content-type",
            "date",
            "idempotency-key",
            "merchant-serial-number",
            "psp-id",
            "retry-after",
            "user-agent",
            "vipps-system-name",
            "vipps-system-plugin-name",
            "vipps-system-plugin-version",
            "vipps-system-version",
            "x-request-id");

    /** Fields that hold others, which are judged in their turn; what they hold itself is masked. */
    private static final Set<String> CONTAINERS = Set.of(
            "aggregate",
            "amount",
            "authorizedAmount",
            "cancelledAmount",
            "capturedAmount",
            "extraDetails",
            "invalidParams",
            "modificationAmount",
            "paymentMethod",
            "qrFormat",
            "refundedAmount",
            "transaction",
            "transactionInfo",
            "transactionLogHistory",
            "transactionSummary");

    /** Fields whose values are neither secret nor personal in any of the APIs. */
    private static final Set<String> VALUES = Set.of(
            "amount",
            "cancelTransactionOnly",
            "capturedAmount",
            "currency",
            "customerInteraction",
            "errorCode",
            "expires_in",
            "errorGroup",
            "format",
            "isApp",
            "operation",
            "operationSuccess",
            "paymentType",
            "refundedAmount",
            "remainingAmountToCapture",
            "remainingAmountToRefund",
            "shouldReleaseRemainingFunds",
            "skipLandingPage",
            "size",
            "state",
            "status",
            "statusCode",
            "success",
            "token_type",
            "type",
            "userFlow");

    /** The same, with any number of digits in them. */
    private static final Set<String> NAMES_AND_NUMBERS = Set.of(
            "categoryId",
            "contextId",
            "idempotencyKey",
            "imageId",
            "orderId",
            "pspReference",
            "reference",
            "requestId",
            "timeStamp",
            "timestamp",
            "traceId",
            "trace_id",
            "transactionId");

    private static final String AMOUNT_VALUE = "value";
    /** An image's id may have as many; one that is derived from its content has 71. */
    private static final int LONGEST_NAME = 128;

    private WireLog() {}

    static void request(Request request, byte @Nullable [] body) {
        if (LOG.isTraceEnabled()) {
            Safely.run(
                    WHO,
                    () -> LOG.trace(
                            "--> {} {}{}{}",
                            request.method(),
                            request.url().encodedPath(),
                            headers(request.headers()),
                            body(body)));
        }
    }

    /** @param keyHeader the header that has the key, if the call has one */
    static void response(Request request, String keyHeader, Reply reply, Duration elapsed) {
        if (LOG.isDebugEnabled()) {
            Safely.run(WHO, () -> {
                LOG.debug(
                        "{} {} -> {} in {} ms{}",
                        request.method(),
                        request.url().encodedPath(),
                        reply.status(),
                        elapsed.toMillis(),
                        key(request, keyHeader));
                if (LOG.isTraceEnabled()) {
                    LOG.trace("<-- {}{}{}", reply.status(), headers(reply.headers()), body(reply.body()));
                }
            });
        }
    }

    /** @param keyHeader the header that has the key, if the call has one */
    static void noResponse(Request request, String keyHeader, Failure failure, Duration elapsed) {
        if (LOG.isDebugEnabled()) {
            Throwable cause = failure.cause();
            Safely.run(
                    WHO,
                    () -> LOG.debug(
                            "{} {} -> {} ({}) in {} ms{}",
                            request.method(),
                            request.url().encodedPath(),
                            failure.kind(),
                            cause == null ? "" : cause.getClass().getSimpleName(),
                            elapsed.toMillis(),
                            key(request, keyHeader)));
        }
    }

    private static String key(Request request, String header) {
        String key = request.header(header);
        return key == null ? "" : " (" + header + ": " + key + ")";
    }

    private static String headers(Headers headers) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < headers.size(); i++) {
            String name = headers.name(i);
            String value = HEADERS.contains(name.toLowerCase(Locale.ROOT)) ? headers.value(i) : MASK;
            text.append("\n    ").append(name).append(": ").append(value);
        }
        return text.toString();
    }

    private static String body(byte @Nullable [] body) {
        if (body == null || body.length == 0) {
            return "";
        }
        if (body.length > MAX_BODY) {
            return "\n    (" + body.length + " bytes)";
        }
        try {
            return "\n    " + masked(Json.tree(body));
        } catch (ContractException e) {
            return "\n    (" + body.length + " bytes that are not JSON)";
        }
    }

    private static JsonNode masked(JsonNode node) {
        if (node.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                copy.set(field.getKey(), masked(field.getKey(), field.getValue()));
            }
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> copy.add(masked(element)));
            return copy;
        }
        return MASKED;
    }

    private static JsonNode masked(String field, JsonNode value) {
        if (value.isContainerNode()) {
            return CONTAINERS.contains(field) ? masked(value) : MASKED;
        }
        boolean harmless = field.equals(AMOUNT_VALUE)
                ? value.isNumber()
                : NAMES_AND_NUMBERS.contains(field) && isName(value.asText())
                        || VALUES.contains(field)
                                && isName(value.asText())
                                && value.asText().equals(Redaction.forMessage(value.asText()));
        return harmless ? value : MASKED;
    }

    /** A service can put a sentence where a name should be; what it quotes in it may be personal. */
    private static boolean isName(String text) {
        return text.length() <= LONGEST_NAME
                && Texts.all(text, c -> Texts.isLetterOrDigit(c) || "._:/+-".indexOf(c) >= 0);
    }
}
