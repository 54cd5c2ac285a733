package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What eCom 2.0.3 demands of a request beyond the shape of its body. */
final class EcomRules {
    private static final Pattern ABSOLUTE_URL = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:\\S+");
    private static final Pattern MOBILE_NUMBER = Pattern.compile("\\s*(?:(?:\\+|00)?47)?((?:\\s*\\d){8})\\s*");
    private static final String REGULAR = "ecomm regular payment";
    private static final String EXPRESS = "ecomm express payment";
    private static final Set<String> PAYMENT_TYPES = Set.of(REGULAR, EXPRESS);
    private static final Pattern SPACE = Pattern.compile("\\s");
    private static final String NATIONAL_IDENTITY_NUMBER = "nin";
    private static final Set<String> SCOPES =
            Set.of("name", "address", "email", "phoneNumber", "birthDate", NATIONAL_IDENTITY_NUMBER);

    private EcomRules() {}

    /** What is wrong in a way that the service itself did not expect: VippsError 99 with 500. */
    static void requireExpected(JsonNode body) {
        JsonNode merchant = body.path("merchantInfo");
        JsonNode amount = body.path("transaction").path("amount");
        boolean noInteger = !amount.isMissingNode() && !amount.isNull() && !amount.isIntegralNumber();
        if (noInteger
                || merchant.has("fallback")
                || merchant.path("merchantSerialNumber").isNumber()) {
            throw Refusal.code(3010);
        }
    }

    /** InvalidRequest for each wrong field, or User 81. */
    static void requireConsistent(JsonNode body) {
        JsonNode merchant = body.path("merchantInfo");
        JsonNode transaction = body.path("transaction");
        JsonNode number = body.path("customerInfo").path("mobileNumber");
        Schema.Violations found = new Schema.Violations();
        checkWebUrl(merchant, "callbackPrefix", found);
        checkFallBack(merchant.path("fallBack").textValue(), found);
        if (!PAYMENT_TYPES.contains(paymentType(body))) {
            found.field("merchantInfo.paymentType", "must be eComm Regular Payment or eComm Express Payment");
        }
        if (!Arrays.stream(scopes(body)).allMatch(SCOPES::contains)) {
            found.field("transaction.scope", "must be of " + SCOPES);
        }
        if (isExpress(body)) {
            checkExpress(merchant, transaction, found);
        }
        if (!number.isTextual() && transaction.path("skipLandingPage").booleanValue()) {
            found.field("customerInfo.mobileNumber", "is required with skipLandingPage");
        }
        found.refuse();
        boolean wrongNumber =
                number.isTextual() && !MOBILE_NUMBER.matcher(number.textValue()).matches();
        refuseIf(wrongNumber, EcomErrors.BAD_NUMBER);
    }

    private static void checkExpress(JsonNode merchant, JsonNode transaction, Schema.Violations found) {
        if (transaction.has("scope")) {
            found.field("transaction.scope", "is not for Express");
        }
        checkWebUrl(merchant, "consentRemovalPrefix", found);
        if (!merchant.has("staticShippingDetails")) {
            checkWebUrl(merchant, "shippingDetailsPrefix", found);
        }
    }

    /** Group Merchant: what the sales unit may do. */
    static void requireAllowed(JsonNode body, SalesUnit unit) {
        refuseIf(!unit.may(Feature.PAYMENTS), EcomErrors.NO_PAYMENTS);
        refuseIf(unit.isBlocked(), EcomErrors.BLOCKED);
        refuseIf(unit.market() != Market.NO || !isOf(unit, body), EcomErrors.NO_UNIT);
        refuseIf(isExpress(body) && !unit.may(Feature.EXPRESS), EcomErrors.NO_AGREEMENT);
        boolean pushes = body.path("transaction").path("skipLandingPage").booleanValue();
        refuseIf(pushes && !unit.may(Feature.PUSH_MESSAGE), EcomErrors.NO_PUSH);
        boolean asksForNin = Arrays.asList(scopes(body)).contains(NATIONAL_IDENTITY_NUMBER);
        refuseIf(asksForNin && !unit.may(Feature.NATIONAL_IDENTITY_NUMBER), EcomErrors.NO_NIN);
    }

    /** Whether the body names the sales unit that the keys are of. */
    static boolean isOf(SalesUnit unit, JsonNode body) {
        return body.path("merchantInfo").path("merchantSerialNumber").asText().equals(unit.merchantSerialNumber());
    }

    static boolean isExpress(JsonNode body) {
        return paymentType(body).equals(EXPRESS);
    }

    private static String paymentType(JsonNode body) {
        return body.path("merchantInfo").path("paymentType").asText(REGULAR).toLowerCase(Locale.ROOT);
    }

    private static String[] scopes(JsonNode body) {
        String scope = body.path("transaction").path("scope").asText("").strip();
        return scope.isEmpty() ? new String[0] : scope.split(" +");
    }

    /** A Norwegian number with the country code, repaired as the service does it. */
    static String phoneNumber(String mobileNumber) {
        String digits = SPACE.matcher(mobileNumber).replaceAll("");
        return "47" + digits.substring(digits.length() - 8);
    }

    /** Https, or http on the loopback address: the latter is the simulator's choice. */
    private static void checkWebUrl(JsonNode merchant, String name, Schema.Violations found) {
        String field = "merchantInfo." + name;
        String text = merchant.path(name).textValue();
        if (text == null) {
            found.field(field, "is required");
        } else if (!WebUrl.isWebUrl(text)) {
            found.field(field, "must be a URL that begins with https://, or with http:// and a loopback address");
        }
    }

    /** Https, http on the loopback address, an app's own scheme, or {@code INTENT}. */
    private static void checkFallBack(String text, Schema.Violations found) {
        boolean http = text.regionMatches(true, 0, "http:", 0, 5);
        boolean right = http
                ? WebUrl.isWebUrl(text)
                : text.equals("INTENT") || ABSOLUTE_URL.matcher(text).matches();
        if (!right) {
            found.field("merchantInfo.fallBack", "must be a URL that does not begin with http://, or INTENT");
        }
    }

    static void refuseIf(boolean wrong, EcomError error) {
        if (wrong) {
            throw Refusal.ecom(error);
        }
    }
}
