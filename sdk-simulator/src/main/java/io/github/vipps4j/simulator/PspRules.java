package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;

/** What PSP v3 demands of an init request beyond the shape of its body. */
final class PspRules {
    private PspRules() {}

    /** 51, or the name of the field, for each wrong field. */
    static void requireConsistent(JsonNode body) {
        Schema.Violations found = new Schema.Violations();
        boolean isApp = body.path("isApp").booleanValue();
        if (!isApp && !isPublic(body.path("pspRedirectUrl").textValue())) {
            found.field("pspRedirectUrl", "invalid pspRedirectUrl");
        }
        if (!isPublic(body.path("makePaymentUrl").textValue())) {
            found.field("makePaymentUrl", "invalid makePaymentUrl");
        }
        if (body.path("skipLandingPage").booleanValue() && !body.has("customerMobileNumber")) {
            found.field("customerMobileNumber", "is required with skipLandingPage");
        }
        found.refuse();
    }

    /** As the service has it, {@code https://localhost} is not; plain http on the loopback address is for the simulator. */
    private static boolean isPublic(String url) {
        return WebUrl.isWebUrl(url)
                && !(url.regionMatches(true, 0, "https:", 0, 6) && new WebhookUrl(URI.create(url)).isLoopback());
    }

    /** What the sales unit may do; which error is which is the simulator's choice. */
    static void requireAllowed(JsonNode body, SalesUnit unit) {
        refuseIf(unit.isBlocked(), PspErrors.BLOCKED);
        refuseIf(!unit.may(Feature.PAYMENTS) || unit.market() != Market.NO, PspErrors.NOT_ACTIVE);
        boolean pushes = body.path("skipLandingPage").booleanValue();
        refuseIf(
                pushes && !unit.may(Feature.PUSH_MESSAGE),
                PspErrors.invalid("the sales unit may not skip the landing page"));
    }

    static void refuseIf(boolean wrong, PspError error) {
        if (wrong) {
            throw Refusal.psp(error);
        }
    }
}
