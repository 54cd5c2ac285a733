package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One payment: its state, its arithmetic in minor units, its events. Guarded by the lock of {@link PaymentBook}, which
 * also tells it the time before anything else happens to it.
 */
final class Payment {
    private static final Duration REFUND_TIME = Duration.ofDays(365);
    /** How long nobody knows what became of an approval; the test environment's amount 201. */
    private static final Duration OPEN_TIME = Duration.ofHours(1);

    private final PaymentKey key;
    private final SalesUnit unit;
    private final JsonNode request;
    private final String token;
    private final @Nullable String redirectUrl;
    private final Supplier<String> pspReferences;
    private final Observer observer;
    private final @Nullable EcomOrder ecom;
    private final @Nullable CardTransaction card;
    private final Instant expiresAt;
    private final List<SimulatedPayment.Event> events = new ArrayList<>();
    private final ExpressChoice choice = new ExpressChoice();

    private SimulatedState state = SimulatedState.CREATED;
    private boolean beingApproved;
    private boolean outcomeOpen;
    private Instant openUntil = Instant.MIN;
    private boolean releasedAtDeadline;
    private boolean releasedByBank;
    private @Nullable Approval approval;
    private @Nullable Instant authorizedAt;
    private long authorized;
    private long captured;
    private long cancelled;
    private long refunded;

    Payment(Created created, Supplier<String> pspReferences, Observer observer, Instant now) {
        this.key = created.key();
        this.unit = created.unit();
        this.request = created.request();
        this.token = created.token();
        this.redirectUrl = created.redirectUrl();
        this.pspReferences = pspReferences;
        this.observer = observer;
        this.ecom = created.ecom();
        this.card = created.card();
        Instant wished = CreateRules.expiresAt(request);
        this.expiresAt = wished == null ? now.plus(CreateRules.TIME_TO_PAY) : wished;
    }

    /** Tells that it was created; not in the constructor, for whoever is told looks at it. */
    void begin(String idempotencyKey, Instant now) {
        String first = ecom == null ? UUID.randomUUID().toString() : pspReferences.get();
        happened(new SimulatedPayment.Event("CREATED", amount(), first, now, idempotencyKey));
    }

    /** Who is told of every event, in order and at once. */
    @FunctionalInterface
    interface Observer {
        void happened(Payment payment, SimulatedPayment.Event event);
    }

    /**
     * What a payment begins with.
     *
     * @param request a body of ePayment's create; if another API made it, what that would have been
     * @param ecom null if eCom did not make it
     * @param card null if no payment service provider processes its card
     */
    record Created(
            PaymentKey key,
            SalesUnit unit,
            JsonNode request,
            String token,
            @Nullable String redirectUrl,
            String idempotencyKey,
            @Nullable EcomOrder ecom,
            @Nullable CardTransaction card) {}

    /** What happens by itself: expiry, and release of what was not captured in time. */
    void passTime(Instant now) {
        if (outcomeOpen && !now.isBefore(openUntil)) {
            outcomeOpen = false;
            beingApproved = false;
        }
        if (state == SimulatedState.CREATED && !isAskedFor() && !now.isBefore(expiry())) {
            end(SimulatedState.EXPIRED, expiry(), null);
        }
        Instant deadline = captureDeadline();
        if (deadline != null && capturable() > 0 && !now.isBefore(deadline)) {
            releasedAtDeadline = true;
            release(deadline);
        }
    }

    void approve(Approval by, Instant now) {
        beingApproved = false;
        approval = by;
        state = SimulatedState.AUTHORIZED;
        authorized = amount();
        authorizedAt = now;
        happened("AUTHORIZED", authorized, now, null);
        if (isDirectCapture()) {
            captured = authorized;
            happened("CAPTURED", captured, now, null);
        }
    }

    /** Whether approval captures it: by the sales unit, and in eCom only. */
    boolean isDirectCapture() {
        return ecom != null && unit.may(Feature.DIRECT_CAPTURE);
    }

    /** The bank or the app says no; the customer may try again, unless eCom has told the merchant that it failed. */
    void failsToApprove(ApprovalResult result, Instant now) {
        beingApproved = false;
        if (ecom != null && ecom.failsBy(result)) {
            end(SimulatedState.ABORTED, now, null);
        }
    }

    /** For an hour nobody knows whether it is approved. Trying again does not make it longer. */
    void leaveOpen(Instant now) {
        beingApproved = true;
        if (!outcomeOpen) {
            outcomeOpen = true;
            openUntil = now.plus(OPEN_TIME);
        }
    }

    /** The bank takes the reserved money back before the merchant has captured it. */
    void releaseByBank() {
        releasedByBank = true;
    }

    void startsApproving() {
        beingApproved = true;
    }

    /** Ends a payment that was not authorized. */
    void end(SimulatedState last, Instant now, @Nullable String idempotencyKey) {
        beingApproved = false;
        state = last;
        cancelled = amount();
        happened(last.name(), amount(), now, idempotencyKey);
    }

    void capture(long amount, String idempotencyKey, Instant now) {
        Instant deadline = captureDeadline();
        if (deadline == null) {
            throw Refusal.code(6080);
        }
        if (cancelled > 0 && !releasedAtDeadline) {
            throw Refusal.code(6070);
        }
        if (!now.isBefore(deadline)) {
            throw Refusal.code(6100);
        }
        if (amount > capturable()) {
            throw Refusal.code(6090);
        }
        if (releasedByBank) {
            throw Refusal.code(6260);
        }
        if (amount != authorized && !unit.may(Feature.PARTIAL_CAPTURE)) {
            throw Refusal.code(6140);
        }
        captured += amount;
        happened("CAPTURED", amount, now, idempotencyKey);
    }

    void refund(long amount, String idempotencyKey, Instant now) {
        Instant reserved = authorizedAt;
        if (reserved == null) {
            throw Refusal.code(state == SimulatedState.CREATED ? 6020 : 6210);
        }
        if (!now.isBefore(reserved.plus(REFUND_TIME))) {
            throw Refusal.code(6220);
        }
        if (captured > 0 && refunded == captured) {
            throw Refusal.code(6180);
        }
        if (amount > captured - refunded) {
            throw Refusal.code(6150);
        }
        refunded += amount;
        happened("REFUNDED", amount, now, idempotencyKey);
    }

    void cancel(boolean transactionOnly, @Nullable String idempotencyKey, Instant now) {
        switch (state) {
            case CREATED -> {
                if (beingApproved) {
                    throw Refusal.code(6250);
                }
                end(SimulatedState.TERMINATED, now, idempotencyKey);
            }
            case AUTHORIZED -> {
                if (transactionOnly) {
                    throw Refusal.code(6060);
                }
                if (captured == authorized) {
                    throw Refusal.code(6040);
                }
                if (releasedAtDeadline) {
                    throw Refusal.code(6030);
                }
                if (cancelled > 0) {
                    throw Refusal.code(6190);
                }
                release(now);
            }
            case TERMINATED -> throw Refusal.code(6190);
            case ABORTED, EXPIRED -> throw Refusal.code(6050);
        }
    }

    private void release(Instant now) {
        long rest = capturable();
        cancelled += rest;
        // The API shows no idempotency key on CANCELLED.
        happened("CANCELLED", rest, now, null);
    }

    private void happened(String name, long amount, Instant now, @Nullable String idempotencyKey) {
        happened(new SimulatedPayment.Event(name, amount, pspReferences.get(), now, idempotencyKey));
    }

    private void happened(SimulatedPayment.Event event) {
        events.add(event);
        observer.happened(this, event);
    }

    /** When something happens to it by itself next, as far as is known now; null if nothing will. */
    @Nullable
    Instant nextDeadline() {
        if (state == SimulatedState.CREATED) {
            return expiry();
        }
        return capturable() > 0 ? captureDeadline() : null;
    }

    /** An outcome that is open holds it up. */
    private Instant expiry() {
        return openUntil.isBefore(expiresAt) ? expiresAt : openUntil;
    }

    /** Minor units that can still be captured. */
    long capturable() {
        // What was never authorized counts as cancelled all the same.
        return authorizedAt == null ? 0 : authorized - captured - cancelled;
    }

    private @Nullable Instant captureDeadline() {
        return authorizedAt == null
                ? null
                : authorizedAt.plus(unit.market().captureTime(unit.may(Feature.LATE_CAPTURE)));
    }

    /** Until when a capture is sure to succeed; null if there is nothing to capture. */
    @Nullable
    Instant captureGuaranteedUntil() {
        Instant deadline = captureDeadline();
        if (authorizedAt == null || approval == null || deadline == null || capturable() == 0) {
            return null;
        }
        Instant guaranteed = authorizedAt.plus(approval.user().card().guarantee());
        return guaranteed.isBefore(deadline) ? guaranteed : deadline;
    }

    /** Minor units: what was asked for, and once an Express payment is approved its shipping too. */
    long amount() {
        long shipping = approval == null ? 0 : approval.shippingCost();
        return request.path("amount").path("value").longValue() + shipping;
    }

    boolean isExpress() {
        return ExpressRules.isExpress(request);
    }

    ExpressChoice choice() {
        return choice;
    }

    /** Null before it is approved. */
    @Nullable
    Approval approval() {
        return approval;
    }

    /** Who shares data with the merchant, if that can be seen yet; null if there is nobody, or nothing is shared. */
    @Nullable
    SimulatedUser profile(Instant now) {
        if (approval == null || authorizedAt == null || CreateRules.scopes(request).length == 0) {
            return null;
        }
        return now.isBefore(authorizedAt.plus(approval.profileDelay())) ? null : approval.user();
    }

    /** When the customer approved; null before. */
    @Nullable
    Instant authorizedAt() {
        return authorizedAt;
    }

    /** What only eCom knows of it; null if it is a payment of ePayment. */
    @Nullable
    EcomOrder ecom() {
        return ecom;
    }

    /** Who processes its card; null if that is nobody but the service itself. */
    @Nullable
    CardTransaction card() {
        return card;
    }

    /** Whether its payment service provider is about to answer. */
    boolean isAskedFor() {
        return card != null && card.isAsked();
    }

    /** Whether the customer may still approve it. */
    boolean canBeTried() {
        return state == SimulatedState.CREATED && (card == null || !card.isOver());
    }

    /** Whether ePayment made it, and tells of it by webhooks. */
    boolean isOfEPayment() {
        return ecom == null && (card == null || card.isCardPassthrough());
    }

    /** Three letters; that of the market, unless a payment service provider takes another. */
    String currency() {
        return request.path("amount").path("currency").textValue();
    }

    /** Where the customer goes back to; null for nowhere. */
    @Nullable
    String returnUrl() {
        return ecom == null ? request.path("returnUrl").textValue() : ecom.returnUrl();
    }

    /** Whether its redirect URL still leads somewhere. */
    boolean canBeOpened(Instant now) {
        return ecom == null || ecom.opens(events.get(0).timestamp(), now);
    }

    /** What happened last. */
    SimulatedPayment.Event lastEvent() {
        return events.get(events.size() - 1);
    }

    SalesUnit unit() {
        return unit;
    }

    PaymentKey key() {
        return key;
    }

    SimulatedState state() {
        return state;
    }

    String token() {
        return token;
    }

    /** The body that created it. */
    JsonNode request() {
        return request;
    }

    SimulatedPayment snapshot() {
        return new SimulatedPayment(
                key.msn(),
                key.reference(),
                state,
                currency(),
                amount(),
                authorized,
                captured,
                cancelled,
                refunded,
                redirectUrl,
                events);
    }
}
