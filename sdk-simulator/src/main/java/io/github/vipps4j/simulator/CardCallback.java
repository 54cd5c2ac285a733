package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The card callback of ePayment's card passthrough, signed as webhooks are, with the provider's client secret. */
final class CardCallback implements CardQuestion {
    private static final String DANKORT = "DANKORT";

    private final PaymentServiceProvider psp;
    private final JsonNode passthrough;
    private final ThreeDSecureUrls urls;

    /** @param passthrough what the body that created the payment says of it */
    CardCallback(PaymentServiceProvider psp, JsonNode passthrough, ThreeDSecureUrls urls) {
        this.psp = psp;
        this.passthrough = passthrough;
        this.urls = urls;
    }

    @Override
    public PspCall.Kind kind() {
        return PspCall.Kind.CARD_CALLBACK;
    }

    @Override
    public boolean accepts(SimulatedCard card) {
        return type(card) != null;
    }

    /** What the card is processed as; null if it cannot be. A card that is two things is the preferred one if it can. */
    private @Nullable String type(SimulatedCard card) {
        boolean visaFirst = passthrough.path("preferVisaPartOfVisaDankort").booleanValue();
        String found = null;
        for (String type : card.types()) {
            if (isAllowed(type) && (found == null || visaFirst)) {
                found = type;
            }
        }
        return found;
    }

    /** Without a key to encrypt the number with there is no way for a Dankort. */
    private boolean isAllowed(String type) {
        if (type.equals(DANKORT) && !passthrough.has("publicEncryptionKeyId")) {
            return false;
        }
        for (JsonNode allowed : passthrough.path("allowedCardTypes")) {
            if (allowed.asText().equals(type)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String attemptId(CardAttempt attempt) {
        return attempt.id();
    }

    @Override
    public MerchantCall call(Payment payment, CardAttempt attempt, Instant now) {
        ObjectNode body = Json.object();
        body.set("pspReference", passthrough.path("pspReference"));
        body.put("authorizationAttemptId", attempt.id())
                .put("merchantSerialNumber", payment.key().msn());
        body.putObject("amount")
                .put("currency", payment.currency())
                .put("value", payment.amount() + attempt.approval().shippingCost());
        body.put("softDeclineCompletedRedirectUrl", urls.of(ThreeDSecure.SUCCESS));
        body.set("cardInfo", cardInfo(payment, attempt));
        byte[] bytes = Json.bytes(body);
        WebhookUrl url =
                new WebhookUrl(URI.create(passthrough.path("cardCallbackUrl").textValue()));
        SignedRequest signed = SignedRequest.sign(url, psp.clientSecret(), now, bytes);
        return new MerchantCall(
                "POST",
                url.uri(),
                bytes,
                signed.authorization(),
                Map.of("x-ms-date", signed.date(), "x-ms-content-sha256", signed.contentHash()));
    }

    private ObjectNode cardInfo(Payment payment, CardAttempt attempt) {
        SimulatedCard card = attempt.approval().user().card();
        String type = Objects.requireNonNull(type(card), "a card that is accepted");
        ObjectNode info = Json.object()
                .put("maskedCardNumber", card.bin() + "00XXXX0000")
                .put("cardType", type.replace('_', '-'))
                .put("cardIssuedInCountryCode", payment.unit().market().name());
        if (type.equals(DANKORT)) {
            return info.put("cardDataType", "PAN").put("encryptedPan", encrypted());
        }
        info.put("cardDataType", "TOKEN");
        info.set(
                "networkToken",
                NetworkToken.made(type.startsWith("MC"), attempt.nthCall()).json());
        return info;
    }

    /** How it is encrypted is not published: this only says with which key it would be. */
    private String encrypted() {
        String fake = "fake-pan-encrypted-with-"
                + passthrough.path("publicEncryptionKeyId").textValue();
        return Base64.getEncoder().encodeToString(fake.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public CardAnswer read(MerchantCall.Reply reply) {
        if (reply.status() != 200) {
            return CardAnswer.failed("answered " + reply.status());
        }
        ObjectNode body;
        try {
            body = Json.readObject(reply.body());
        } catch (Json.NotReadable e) {
            return CardAnswer.failed("answered 200 with a body that cannot be read: " + e.getMessage());
        }
        String status = body.path("status").asText();
        return switch (status) {
            case "RESERVE" ->
                body.path("networkTransactionReference").isTextual()
                        ? CardAnswer.approved(status)
                        : CardAnswer.failed("answered RESERVE without a networkTransactionReference");
            case "FAIL" ->
                body.path("errorCode").isIntegralNumber()
                                && body.path("errorMessage").isTextual()
                        ? CardAnswer.declined(status)
                        : CardAnswer.failed(
                                "answered FAIL without an errorCode that is an integer and an errorMessage");
            case "SOFT_DECLINE" -> softDeclined(body.path("softDeclineUrl"));
            default -> CardAnswer.failed("answered 200 with a status that is none of card passthrough");
        };
    }

    private static CardAnswer softDeclined(JsonNode url) {
        return WebUrl.isWebUrl(url.asText())
                ? CardAnswer.softDeclined(url.textValue())
                : CardAnswer.failed("answered SOFT_DECLINE without a softDeclineUrl to open");
    }
}
