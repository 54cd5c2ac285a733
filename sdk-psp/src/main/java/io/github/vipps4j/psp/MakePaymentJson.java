package io.github.vipps4j.psp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vipps4j.core.support.ContractException;
import io.github.vipps4j.core.support.Json;
import io.github.vipps4j.core.support.JsonReader;
import io.github.vipps4j.core.support.NetworkTokens;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The bodies of {@code makePayment} (PSP API v3), in both directions. */
final class MakePaymentJson {
    private static final String SOFT_DECLINE_ID = "1036";
    private static final String SOFT_DECLINE_TEXT = "Soft Decline";

    private MakePaymentJson() {}

    /** Card fields make sense with an approval only: without one they are not looked at. */
    static MakePayment payment(JsonReader json, String pspTransactionId, @Nullable ThreeDSecureResult result) {
        JsonReader rest = json.lenient();
        return new MakePayment(
                pspTransactionId,
                rest.textOrNull("merchantSerialNumber"),
                NetworkTokens.read(json.object("networkToken")),
                rest.textOrNull("binNumber"),
                returnUrls(rest),
                result,
                rest.textOrNull("userToken"));
    }

    /** One that is not understood is left out: it is needed for 3-D Secure only. */
    private static Map<ThreeDSecureResult, String> returnUrls(JsonReader rest) {
        Map<ThreeDSecureResult, String> urls = new EnumMap<>(ThreeDSecureResult.class);
        for (JsonReader operation : rest.optionalList("operations", Function.identity())) {
            ThreeDSecureResult result = ThreeDSecureResult.of(operation.textOrNull("operation"));
            String url = operation.textOrNull("url");
            if (result != null && url != null) {
                urls.put(result, url);
            }
        }
        return urls;
    }

    static NotApprovedPayment.@Nullable Reason reason(String paymentState) {
        return switch (paymentState) {
            case "TIMEOUT" -> NotApprovedPayment.Reason.TIMEOUT;
            case "USER_CANCEL" -> NotApprovedPayment.Reason.USER_CANCEL;
            default -> null;
        };
    }

    static DeclineReason decline(NotApprovedPayment.Reason reason) {
        return switch (reason) {
            case TIMEOUT -> DeclineReason.TIMED_OUT;
            case USER_CANCEL -> DeclineReason.CANCELLED;
        };
    }

    static String reply(String pspTransactionId, MakePaymentReply reply) {
        ObjectNode body = Json.object();
        ObjectNode info = body.putObject("paymentInfo").put("pspTransactionId", pspTransactionId);
        if (reply instanceof MakePaymentReply.Approved) {
            info.put("status", "OK");
        } else if (reply instanceof MakePaymentReply.Declined declined) {
            info.put("status", "FAIL");
            // some examples have the id as a number, the specification has it as text
            body.putObject("errorMessage")
                    .put("errorId", declined.reason().errorId())
                    .put("errorText", declined.errorText());
        } else if (reply instanceof MakePaymentReply.SoftDecline soft) {
            info.put("status", "SOFT_DECLINE").put("url3dSecure", soft.url3dSecure());
            body.putObject("errorMessage").put("errorId", SOFT_DECLINE_ID).put("errorText", SOFT_DECLINE_TEXT);
        } else {
            throw new IllegalStateException("a reply without a wire form");
        }
        return new String(Json.bytes(body), StandardCharsets.UTF_8);
    }

    static ContractException unknownState() {
        return new ContractException("paymentState", "is none that this version knows");
    }
}
