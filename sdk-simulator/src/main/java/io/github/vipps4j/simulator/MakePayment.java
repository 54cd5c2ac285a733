package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/** The call {@code makePayment} of PSP v3. */
final class MakePayment implements CardQuestion {
    private static final String ACCEPTED = "ACCEPTED";

    private final JsonNode request;
    private final ThreeDSecureUrls urls;
    private final boolean testEnvironment;

    /** @param request the body that initiated the payment */
    MakePayment(JsonNode request, ThreeDSecureUrls urls, boolean testEnvironment) {
        this.request = request;
        this.urls = urls;
        this.testEnvironment = testEnvironment;
    }

    @Override
    public PspCall.Kind kind() {
        return PspCall.Kind.MAKE_PAYMENT;
    }

    /** The amount decides, not the card. */
    @Override
    public boolean accepts(SimulatedCard card) {
        return !testEnvironment || NetworkToken.ofAmount(PspJson.amount(request)) != null;
    }

    @Override
    public String attemptId(CardAttempt attempt) {
        return pspTransactionId();
    }

    private String pspTransactionId() {
        return request.path("pspTransactionId").textValue();
    }

    @Override
    public MerchantCall call(Payment payment, CardAttempt attempt, Instant now) {
        NetworkToken token = Objects.requireNonNull(
                NetworkToken.ofAmount(testEnvironment ? PspJson.amount(request) : 0), "an eligible card");
        ObjectNode body = body(payment, ACCEPTED).put("binNumber", token.bin());
        ArrayNode operations = body.putArray("operations");
        for (ThreeDSecure outcome : ThreeDSecure.values()) {
            operations.addObject().put("url", urls.of(outcome)).put("operation", outcome.operation());
        }
        body.put("paymentInstrument", "TOKEN");
        body.set("networkToken", token.json());
        return call(body);
    }

    /**
     * Tells that there is nothing to process. That the card is left out is the simulator's choice.
     *
     * @param paymentState {@code TIMEOUT} or {@code USER_CANCEL}
     */
    MerchantCall notApproved(Payment payment, String paymentState) {
        return call(body(payment, paymentState));
    }

    private ObjectNode body(Payment payment, String paymentState) {
        return Json.object()
                .put("pspTransactionId", pspTransactionId())
                .put("merchantSerialNumber", payment.key().msn())
                .put("paymentState", paymentState);
    }

    private MerchantCall call(ObjectNode body) {
        return new MerchantCall(
                "POST",
                URI.create(request.path("makePaymentUrl").textValue()),
                Json.bytes(body),
                request.path("makePaymentToken").textValue());
    }

    @Override
    public CardAnswer read(MerchantCall.Reply reply) {
        if (reply.status() != 200) {
            return CardAnswer.failed("answered " + reply.status());
        }
        if (!reply.header("Content-Type").toLowerCase(Locale.ROOT).startsWith("application/json")) {
            return CardAnswer.failed("answered 200 without Content-Type application/json");
        }
        JsonNode info;
        try {
            info = Json.readObject(reply.body()).path("paymentInfo");
        } catch (Json.NotReadable e) {
            return CardAnswer.failed("answered 200 with a body that cannot be read: " + e.getMessage());
        }
        if (!pspTransactionId().equals(info.path("pspTransactionId").textValue())) {
            return CardAnswer.failed("answered 200 without the pspTransactionId as paymentInfo.pspTransactionId");
        }
        String status = info.path("status").asText();
        return switch (status) {
            case "OK" -> CardAnswer.approved(status);
            case "FAIL" -> CardAnswer.declined(status);
            case "SOFT_DECLINE" -> softDeclined(info.path("url3dSecure"));
            default -> CardAnswer.failed("answered 200 with a paymentInfo.status that is none of PSP v3");
        };
    }

    private static CardAnswer softDeclined(JsonNode url) {
        return WebUrl.isWebUrl(url.asText())
                ? CardAnswer.softDeclined(url.textValue())
                : CardAnswer.failed("answered SOFT_DECLINE without a paymentInfo.url3dSecure to open");
    }
}
