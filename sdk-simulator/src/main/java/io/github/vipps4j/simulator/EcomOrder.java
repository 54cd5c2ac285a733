package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What eCom knows of a payment beyond what is known of all payments. Guarded by the lock of {@link PaymentBook}. */
final class EcomOrder {
    /** How long its URL can be opened for the first time. */
    private static final Duration LINK_LIFE = Duration.ofMinutes(5);

    private final JsonNode merchant;
    private final JsonNode transaction;
    /** What the merchant wrote, by the reference of the event that it caused. */
    private final Map<String, String> texts = new HashMap<>();

    private @Nullable EcomError failure;
    private boolean opened;

    /** @param request the body that initiated it */
    EcomOrder(JsonNode request) {
        this.merchant = request.path("merchantInfo");
        this.transaction = request.path("transaction");
    }

    /** Keeps the text of the operation that caused an event. */
    void says(SimulatedPayment.Event event, String text) {
        texts.put(event.pspReference(), text);
    }

    String text(SimulatedPayment.Event event) {
        return texts.getOrDefault(
                event.pspReference(), transaction.path("transactionText").textValue());
    }

    /** Whether an approval that came to this has failed for good; if so that is kept. */
    boolean failsBy(ApprovalResult result) {
        failure = EcomErrors.of(result);
        return failure != null;
    }

    /** Why the approval failed; null if it did not. */
    @Nullable
    EcomError failure() {
        return failure;
    }

    /** Whether its URL can be opened: soon enough, or again. */
    boolean opens(Instant createdAt, Instant now) {
        opened |= now.isBefore(createdAt.plus(LINK_LIFE));
        return opened;
    }

    /** With the suffix that means nothing; null for an app that wants the other one closed. */
    @Nullable
    String returnUrl() {
        String fallBack = merchant.path("fallBack").textValue();
        return fallBack.equals("INTENT") ? null : fallBack + (fallBack.indexOf('?') < 0 ? '?' : '&') + "status=100";
    }

    boolean skipsLandingPage() {
        return transaction.path("skipLandingPage").booleanValue();
    }

    /** The URL that a payment is told of at. */
    String callbackUrl(String orderId) {
        return merchant.path("callbackPrefix").textValue() + path(orderId);
    }

    /** What is appended to a merchant's prefix as it is. */
    static String path(String orderId) {
        return "/v2/payments/" + orderId;
    }

    /** Null if the merchant needs to be told of no consent. */
    @Nullable
    String consentRemovalPrefix() {
        return merchant.path("consentRemovalPrefix").textValue();
    }

    @Nullable
    String authToken() {
        return merchant.path("authToken").textValue();
    }
}
