package io.github.vipps4j.simulator;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lets a request to an API in, or refuses it: first the keys, then the headers. */
final class Gatekeeper {
    private static final String MSN_HEADER = "Merchant-Serial-Number";
    private static final String PSP_HEADER = "Psp-Id";
    private static final Pattern JSON = Pattern.compile("application/json(\\s*;\\s*charset=\"?utf-8\"?)?");
    private static final List<String> SYSTEM_HEADERS = List.of(
            "Vipps-System-Name", "Vipps-System-Version", "Vipps-System-Plugin-Name", "Vipps-System-Plugin-Version");
    private static final int LONGEST_SYSTEM_HEADER = 30;
    private static final String BEARER = "Bearer ";

    private final KeyHolders holders;
    private final Tokens tokens;

    Gatekeeper(KeyHolders holders, Tokens tokens) {
        this.holders = holders;
        this.tokens = tokens;
    }

    /** The sales unit that the request is for. */
    SalesUnit admit(Call call) {
        return admitted(call).unit();
    }

    /** The same where only a partner has to name it. */
    SalesUnit admitToEcom(Call call) {
        KeyHolder caller = caller(call);
        String msn = call.header(MSN_HEADER);
        return caller instanceof SalesUnit unit && msn == null ? unit : unit(caller, msn);
    }

    /** Whose webhooks the request is about: only who serves several units may leave out the MSN, and means all. */
    WebhookScope admitToWebhooks(Call call) {
        KeyHolder caller = caller(call);
        String msn = call.header(MSN_HEADER);
        if (caller instanceof Partner partner && msn == null) {
            return new WebhookScope.OfPartner(partner);
        }
        if (caller instanceof PaymentServiceProvider psp && msn == null) {
            return new WebhookScope.OfPaymentServiceProvider(psp);
        }
        return new WebhookScope.OfSalesUnit(unit(caller, msn).merchantSerialNumber());
    }

    /** Who calls, and for which sales unit. */
    record Admitted(KeyHolder caller, SalesUnit unit) {
        /** Null if it is none that calls. */
        @Nullable
        PaymentServiceProvider psp() {
            return caller instanceof PaymentServiceProvider psp ? psp : null;
        }
    }

    /** Who calls for which sales unit. */
    Admitted admitted(Call call) {
        KeyHolder caller = caller(call);
        return new Admitted(caller, unit(caller, call.header(MSN_HEADER)));
    }

    private KeyHolder caller(Call call) {
        String subscriptionKey = call.header("Ocp-Apim-Subscription-Key");
        if (subscriptionKey == null || !holders.knowSubscriptionKey(subscriptionKey)) {
            throw Refusal.gateway(401, "Access denied due to missing or invalid subscription key");
        }
        KeyHolder holder = holderOfToken(call);
        if (holder == null || !KeyHolders.hasSubscriptionKey(holder, subscriptionKey)) {
            throw Refusal.token("Access token is missing, not valid, or of another sales unit");
        }
        if (holder instanceof PaymentServiceProvider psp && !psp.pspId().equalsIgnoreCase(call.header(PSP_HEADER))) {
            throw Refusal.forbidden(
                    "The Psp-Id is missing, or not that of the payment service provider with these keys");
        }
        return holder;
    }

    private SalesUnit unit(KeyHolder caller, @Nullable String msn) {
        if (caller instanceof PaymentServiceProvider psp) {
            return unitOf(psp, msn);
        }
        return caller instanceof SalesUnit unit ? sameUnit(unit, msn) : servedUnit((Partner) caller, msn);
    }

    /** In the words of the real service. That it answers 403 is the simulator's choice. */
    private SalesUnit unitOf(PaymentServiceProvider psp, @Nullable String msn) {
        if (msn == null) {
            throw Refusal.field(MSN_HEADER, "is required");
        }
        SalesUnit unit = psp.serves(msn) ? holders.byMsn(msn) : null;
        if (unit == null) {
            throw Refusal.forbidden("Invalid MSN " + msn + " not valid for the provided PSP id");
        }
        return unit;
    }

    private static SalesUnit sameUnit(SalesUnit unit, @Nullable String msn) {
        if (msn == null || !SalesUnit.isMsn(msn)) {
            throw Refusal.field(MSN_HEADER, msn == null ? "is required" : "must be 4 to 10 digits");
        }
        if (!msn.equals(unit.merchantSerialNumber())) {
            throw Refusal.token("Access token is of another sales unit");
        }
        return unit;
    }

    private SalesUnit servedUnit(Partner partner, @Nullable String msn) {
        SalesUnit unit = msn != null && partner.serves(msn) ? holders.byMsn(msn) : null;
        if (unit == null) {
            throw Refusal.gateway(403, "The partner does not serve a sales unit with this Merchant-Serial-Number");
        }
        return unit;
    }

    private @Nullable KeyHolder holderOfToken(Call call) {
        String authorization = call.header("Authorization");
        if (authorization == null || !authorization.startsWith(BEARER)) {
            return null;
        }
        String token = authorization.substring(BEARER.length());
        if (call.isTokenRevoked()) {
            tokens.revoke(token);
        }
        return tokens.holderOf(token);
    }

    /** Headers of an admitted request; that too long ones are refused with 400 is the simulator's choice. */
    static void requireHeaders(Call call, ApiOperation operation) {
        for (String name : SYSTEM_HEADERS) {
            String value = call.header(name);
            if (value != null && value.length() > LONGEST_SYSTEM_HEADER) {
                throw Refusal.field(name, "must have at most " + LONGEST_SYSTEM_HEADER + " characters");
            }
        }
        String keyHeader = operation.keyHeader();
        if (keyHeader != null) {
            requireKey(keyHeader, call.header(keyHeader), operation);
        }
        boolean read = call.method().equals("GET");
        if (read && call.body().length > 0) {
            throw Refusal.field("body", "must be empty");
        }
        if (call.body().length > 0 && !isJson(call)) {
            throw Refusal.field("Content-Type", "must be application/json");
        }
    }

    private static void requireKey(String header, @Nullable String key, ApiOperation operation) {
        if (key == null ? operation.needsKey() : key.isBlank()) {
            throw Refusal.field(header, "is required");
        }
        if (key != null && key.length() > operation.longestKey()) {
            throw Refusal.field(header, "must have at most " + operation.longestKey() + " characters");
        }
    }

    private static boolean isJson(Call call) {
        String type = call.header("Content-Type");
        return type != null && JSON.matcher(type.toLowerCase(Locale.ROOT)).matches();
    }
}
