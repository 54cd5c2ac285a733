package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The app in the customer's hand: approval, the choices of Express, and what the bank says. */
final class CustomerApp {
    private final PaymentBook book;
    private final SimulatedUsers users;
    private final Eligibility eligibility;
    private final ShippingCallback callback;
    private final PspDesk desk;
    private final Clock clock;
    private final Settings settings;

    CustomerApp(
            PaymentBook book,
            SimulatedUsers users,
            ShippingCallback callback,
            PspDesk desk,
            Clock clock,
            Settings settings) {
        this.book = book;
        this.users = users;
        this.eligibility = new Eligibility(users, clock);
        this.callback = callback;
        this.desk = desk;
        this.clock = clock;
        this.settings = settings;
    }

    /** @param profileDelay how long after approval the user's data can be seen */
    record Settings(boolean testEnvironment, Duration profileDelay) {}

    /** Runs a step with a payment that is still to be decided. */
    <T> T act(@Nullable String msn, String reference, Function<Payment, T> step) {
        return book.alone(() -> {
            Payment payment = book.only(msn, reference);
            if (payment.state() != SimulatedState.CREATED) {
                throw new IllegalStateException("The customer can only act on a payment that is CREATED; " + reference
                        + " is " + payment.state());
            }
            if (payment.isAskedFor()) {
                throw new IllegalStateException("The payment service provider is being asked about " + reference);
            }
            return step.apply(payment);
        });
    }

    ApprovalResult approve(@Nullable String msn, String reference) {
        Payment payment = act(msn, reference, one -> one);
        if (payment.isExpress() && !isOffered(payment)) {
            SimulatedAddress address = addressToAskFor(payment);
            if (address == null) {
                return ApprovalResult.NO_SHIPPING;
            }
            chooseAddress(payment, address);
        }
        ApprovalResult result = actAgain(payment, this::decide);
        return result == ApprovalResult.APPROVED && payment.card() != null ? desk.ask(payment) : result;
    }

    /** If a payment service provider has to be asked, it is not approved yet. */
    private ApprovalResult decide(Payment payment) {
        requireTry(payment);
        SimulatedUser user = eligibility.find(payment.request(), payment.request());
        ApprovalResult result = user == null ? ApprovalResult.NOT_ELIGIBLE : judge(payment, user);
        Instant now = clock.instant();
        CardTransaction card = payment.card();
        if (user != null && result == ApprovalResult.APPROVED && card != null) {
            card.begins(payment, approval(payment, user));
        } else if (user != null && result == ApprovalResult.APPROVED) {
            payment.approve(approval(payment, user), now);
        } else if (result == ApprovalResult.UNKNOWN) {
            payment.leaveOpen(now);
        } else {
            payment.failsToApprove(result, now);
        }
        return result;
    }

    private ApprovalResult judge(Payment payment, SimulatedUser user) {
        ApprovalResult byCard = Eligibility.byCard(user, payment.request());
        if (byCard != ApprovalResult.APPROVED) {
            return byCard;
        }
        Delivery delivery = payment.choice().delivery();
        if (payment.isExpress() && delivery == null) {
            return ApprovalResult.NO_SHIPPING;
        }
        long cost = delivery == null ? 0 : delivery.option().cost();
        CardTransaction card = payment.card();
        if (card != null) {
            return card.question().accepts(user.card()) ? ApprovalResult.APPROVED : ApprovalResult.CARD_NOT_ELIGIBLE;
        }
        return settings.testEnvironment()
                ? TestAmounts.onApproval(payment.amount() + cost, payment.unit().market())
                : ApprovalResult.APPROVED;
    }

    private static void requireTry(Payment payment) {
        CardTransaction card = payment.card();
        if (card != null && card.isOver()) {
            throw new IllegalStateException(
                    "The customer cannot try again: the payment service provider has failed to answer");
        }
        if (card != null && card.url3DSecure() != null) {
            throw new IllegalStateException("The customer is in 3-D Secure");
        }
    }

    private Approval approval(Payment payment, SimulatedUser user) {
        return new Approval(user, payment.choice().delivery(), settings.profileDelay());
    }

    /**
     * Approves without the app; a refusal if the user cannot. A payment service provider is asked afterwards, from another
     * thread.
     */
    void force(Payment payment, JsonNode request) {
        JsonNode naming = request.has("customer") ? request : payment.request();
        SimulatedUser user = eligibility.requireForced(naming, payment.request());
        CardTransaction card = payment.card();
        if (card == null) {
            payment.approve(approval(payment, user), clock.instant());
            return;
        }
        if (card.isAsked() || card.isOver() || card.url3DSecure() != null) {
            throw Refusal.code(10010);
        }
        if (!card.question().accepts(user.card())) {
            throw Refusal.code(10040);
        }
        card.begins(payment, approval(payment, user));
        desk.askLater(payment);
    }

    /** What a create request is refused for, because of whom it names. */
    void requireCustomer(JsonNode request) {
        eligibility.requireCustomer(request);
    }

    /** Whether there is an offer to choose from. After a refusal or a failure there is none: the merchant is asked again. */
    private boolean isOffered(Payment payment) {
        ShippingOffer offer = book.alone(() -> payment.choice().offer());
        return offer != null && offer.status() == ShippingOffer.Status.OFFERED;
    }

    /** The address that was chosen, else the first of the user's that can be; null if there is none. */
    private @Nullable SimulatedAddress addressToAskFor(Payment payment) {
        SimulatedAddress chosen = book.alone(() -> payment.choice().address());
        return chosen == null ? defaultAddress(payment) : chosen;
    }

    /** @param address null for the one that was chosen before, else the first of the user's that can be chosen */
    ShippingOffer chooseAddress(@Nullable String msn, String reference, @Nullable SimulatedAddress address) {
        Payment payment = express(msn, reference);
        SimulatedAddress chosen = address == null ? addressToAskFor(payment) : address;
        if (chosen == null || !ExpressRules.allows(payment.request(), payment.unit(), chosen)) {
            throw new IllegalStateException(
                    "The address cannot be chosen: it must be in the sales unit's country and in the allowedCountries");
        }
        return chooseAddress(payment, chosen);
    }

    private ShippingOffer chooseAddress(Payment payment, SimulatedAddress address) {
        JsonNode fixed = payment.request().path("shipping").path("fixedOptions");
        ShippingOffer offer = fixed.isMissingNode() ? callback.ask(payment, address) : ShippingGroups.offer(fixed);
        return actAgain(payment, same -> {
            same.choice().address(address, offer);
            return offer;
        });
    }

    void chooseShipping(@Nullable String msn, String reference, String optionId) {
        Payment payment = express(msn, reference);
        if (!isOffered(payment)) {
            chooseAddress(msn, reference, null);
        }
        actAgain(payment, same -> {
            ShippingOffer offer = same.choice().offer();
            ShippingOffer.Option option = offer == null ? null : offer.option(optionId);
            if (option == null) {
                throw new IllegalStateException("The customer is not offered the shipping option " + optionId);
            }
            same.choice().option(option);
            return option;
        });
    }

    void refuseConsent(@Nullable String msn, String reference) {
        act(msn, reference, payment -> {
            if (CreateRules.scopes(payment.request()).length == 0) {
                throw new IllegalStateException("The payment " + reference + " asks for no consent");
            }
            payment.end(SimulatedState.ABORTED, clock.instant(), null);
            return payment;
        });
    }

    @Nullable
    SimulatedAddress defaultAddress(Payment payment) {
        SimulatedUser user = users.named(payment.request());
        return user == null
                ? null
                : user.addresses().stream()
                        .filter(one -> ExpressRules.allows(payment.request(), payment.unit(), one))
                        .findFirst()
                        .orElse(null);
    }

    private Payment express(@Nullable String msn, String reference) {
        return act(msn, reference, payment -> {
            if (!payment.isExpress()) {
                throw new IllegalStateException("The payment " + reference + " is not an Express payment");
            }
            return payment;
        });
    }

    /** After a wait without the lock: the payment may have ended, or be gone with a reset. */
    private <T> T actAgain(Payment payment, Function<Payment, T> step) {
        PaymentKey key = payment.key();
        return act(key.msn(), key.reference(), now -> {
            if (now != payment) {
                throw new IllegalStateException("The simulator was reset while the customer acted");
            }
            return step.apply(now);
        });
    }
}
