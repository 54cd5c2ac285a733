package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What ePayment 1.8.1 demands of a create request beyond the shape of its body.
 *
 * <p>In three groups, because a used idempotency key is noticed between the second and the third.
 */
final class CreateRules {
    static final Duration TIME_TO_PAY = Duration.ofMinutes(10);

    private static final Duration LONGEST_LIFE = Duration.ofDays(60);
    private static final Pattern PHONE_NUMBER = Pattern.compile("\\d{9,15}");
    private static final Pattern ABSOLUTE_URL = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:\\S+");
    private static final String NATIONAL_IDENTITY_NUMBER = "nin";
    private static final Set<String> SCOPES =
            Set.of("name", "address", "email", "phoneNumber", "birthDate", NATIONAL_IDENTITY_NUMBER);

    private CreateRules() {}

    /**
     * 400 with a field error, or a 4xxx code.
     *
     * @param isPsp whether a payment service provider calls
     */
    static void requireConsistent(JsonNode body, boolean isPsp) {
        String flow = body.path("userFlow").textValue();
        String type = paymentMethod(body);
        requireCustomer(body);
        if (flow.equals("PUSH_MESSAGE") && !body.has("customer")
                || flow.equals("WEB_REDIRECT") && !body.has("returnUrl")) {
            throw Refusal.code(4140);
        }
        if (type.equals("CARD") && !flow.equals("WEB_REDIRECT")) {
            throw Refusal.field("userFlow", "must be WEB_REDIRECT for CARD");
        }
        CardPassthroughRules.requireConsistent(body, isPsp);
        if (body.hasNonNull("qrFormat") && !flow.equals("QR")) {
            throw Refusal.field("qrFormat", "is only for the user flow QR");
        }
        if (body.path("paymentMethod").has("blockedSources") && !type.equals("WALLET")) {
            throw Refusal.field("paymentMethod.blockedSources", "is only for WALLET");
        }
        if (body.hasNonNull("expiresAt") && !type.equals("WALLET")) {
            throw Refusal.field("expiresAt", "is only for WALLET");
        }
        if (body.has("receipt") && !type.equals("WALLET")) {
            throw Refusal.field("receipt", "is only for WALLET");
        }
        if (!flow.equals("PUSH_MESSAGE")) {
            requireUrl(body.path("returnUrl"));
        }
        requireUrl(body.path("receiptUrl"));
        if (!Arrays.stream(scopes(body)).allMatch(SCOPES::contains)) {
            throw Refusal.code(4080);
        }
        requireMetadata(body.path("metadata"));
        expiresAt(body);
        if (ExpressRules.isExpress(body)) {
            ExpressRules.requireConsistent(body);
        }
    }

    /** A 5xxx code, or 403: what the sales unit may do. */
    static void requireAllowed(JsonNode body, SalesUnit unit, boolean testEnvironment) {
        if (!unit.may(Feature.PAYMENTS)) {
            throw Refusal.gateway(403, "The sales unit may not take payments");
        }
        if (unit.isBlocked() || testEnvironment && paymentMethod(body).equals("CARD")) {
            throw Refusal.code(5070);
        }
        // Providers sell across markets, but what is shipped is paid where it is.
        if (!CardPassthroughRules.isCardPassthrough(body) || ExpressRules.isExpress(body)) {
            requireCurrency(body.path("amount"), unit.market().currency());
        }
        if (body.path("paymentMethod").has("blockedSources") && unit.market() == Market.NO) {
            throw Refusal.code(5010);
        }
        if (body.path("userFlow").textValue().equals("PUSH_MESSAGE") && !unit.may(Feature.PUSH_MESSAGE)) {
            throw Refusal.code(5080);
        }
        if (ExpressRules.isExpress(body)) {
            ExpressRules.requireAllowed(body, unit);
        }
        if (expiresAt(body) != null && !unit.may(Feature.LONG_LIVING)) {
            throw Refusal.code(5050);
        }
        if (Arrays.asList(scopes(body)).contains(NATIONAL_IDENTITY_NUMBER)
                && !unit.may(Feature.NATIONAL_IDENTITY_NUMBER)) {
            throw Refusal.code(5030);
        }
    }

    /** A 6xxx code: amounts and times. */
    static void requireWithinLimits(JsonNode body, Instant now) {
        JsonNode amount = body.path("amount");
        if (amount.path("value").longValue()
                < Market.minimumAmount(amount.path("currency").textValue())) {
            throw Refusal.code(6010);
        }
        Instant expiresAt = expiresAt(body);
        if (expiresAt == null) {
            return;
        }
        if (!body.has("receipt")) {
            throw Refusal.code(6130);
        }
        if (!expiresAt.isAfter(now.plus(TIME_TO_PAY))) {
            throw Refusal.code(6120);
        }
        if (!expiresAt.isBefore(now.plus(LONGEST_LIFE))) {
            throw Refusal.code(6110);
        }
    }

    static void requireCurrency(JsonNode amount, String currency) {
        if (!amount.path("currency").textValue().equals(currency)) {
            throw Refusal.code(5040);
        }
    }

    /** Exactly one way to name the customer, if any. */
    static void requireCustomer(JsonNode body) {
        JsonNode customer = body.path("customer");
        if (customer.isMissingNode()) {
            return;
        }
        if (customer.size() != 1) {
            throw Refusal.field("customer", "must have exactly one of phoneNumber, personalQr, customerToken");
        }
        JsonNode phoneNumber = customer.path("phoneNumber");
        if (phoneNumber.isTextual()
                && !PHONE_NUMBER.matcher(phoneNumber.textValue()).matches()) {
            throw Refusal.code(4070);
        }
        JsonNode personalQr = customer.path("personalQr");
        if (personalQr.isTextual()
                && (personalQr.textValue().length() < 5
                        || personalQr.textValue().length() > 255)) {
            throw Refusal.code(4060);
        }
        if (customer.path("customerToken").asText("-").isEmpty()) {
            throw Refusal.code(4050);
        }
    }

    static @Nullable Instant expiresAt(JsonNode body) {
        if (!body.hasNonNull("expiresAt")) {
            return null;
        }
        try {
            return OffsetDateTime.parse(body.path("expiresAt").textValue().toUpperCase(Locale.ROOT))
                    .toInstant();
        } catch (DateTimeException e) {
            throw Refusal.field("expiresAt", "is no date and time");
        }
    }

    private static String paymentMethod(JsonNode body) {
        return body.path("paymentMethod").path("type").textValue();
    }

    /** The profile data that are asked for. */
    static String[] scopes(JsonNode body) {
        String scope = body.path("profile").path("scope").asText("").strip();
        return scope.isEmpty() ? new String[0] : scope.split(" +");
    }

    /** An https or an app's own scheme, never http. */
    private static void requireUrl(JsonNode url) {
        if (url.isTextual()) {
            String text = url.textValue();
            boolean plainHttp = text.regionMatches(true, 0, "http:", 0, 5);
            if (plainHttp || !ABSOLUTE_URL.matcher(text).matches()) {
                throw Refusal.code(4090);
            }
        }
    }

    private static void requireMetadata(JsonNode metadata) {
        if (metadata.size() > 5) {
            throw Refusal.code(4100);
        }
        for (Map.Entry<String, JsonNode> entry : metadata.properties()) {
            if (entry.getKey().length() > 100) {
                throw Refusal.code(4120);
            }
            if (entry.getValue().textValue().length() > 500) {
                throw Refusal.code(4130);
            }
        }
    }
}
