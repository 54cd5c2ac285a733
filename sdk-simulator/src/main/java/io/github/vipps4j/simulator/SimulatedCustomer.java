package io.github.vipps4j.simulator;

import java.time.Clock;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The person with the app, who acts on payments in state {@link SimulatedState#CREATED}. The reference of a payment of eCom
 * is its {@code orderId}, that of one of PSP v3 its {@code merchantOrderId}.
 *
 * <p>All methods throw {@link java.util.NoSuchElementException} if there is no such payment, and
 * {@link IllegalStateException} if it is no longer to be decided, or if several sales units have a payment with this
 * reference and none was named. Where a merchant is asked for shipping options, {@code IllegalStateException} also tells
 * that the thread was interrupted or the simulator reset meanwhile, and
 * {@link java.util.concurrent.CancellationException} that it was closed.
 */
public final class SimulatedCustomer {
    private final CustomerApp app;
    private final Clock clock;
    private final CallbackSender callbacks;
    private final PspDesk desk;

    SimulatedCustomer(CustomerApp app, Clock clock, CallbackSender callbacks, PspDesk desk) {
        this.app = app;
        this.clock = clock;
        this.callbacks = callbacks;
        this.desk = desk;
    }

    /**
     * Approves: the money is reserved, unless the user, the bank or the merchant's shipping stands in the way. An Express
     * customer who has chosen nothing takes the first own address that is allowed, and the default option; if the
     * options are dynamic, the merchant is asked for them first, and again if it refused the address or failed. If a payment
     * service provider processes the card, it is called, and has 15 seconds of real time in PSP v3 and 20 in ePayment unless
     * the simulator's builder says otherwise.
     *
     * @param reference the payment
     * @return whether it is approved, and if not why not
     */
    public ApprovalResult approve(String reference) {
        return app.approve(null, reference);
    }

    /**
     * Approves: the money is reserved, unless the user, the bank or the merchant's shipping stands in the way.
     *
     * @param merchantSerialNumber whose payment
     * @param reference the payment
     * @return whether it is approved, and if not why not
     */
    public ApprovalResult approve(String merchantSerialNumber, String reference) {
        return app.approve(named(merchantSerialNumber), reference);
    }

    /**
     * Chooses where an Express payment is shipped. If its options are dynamic, the merchant is asked for them, and has
     * 10 seconds of real time unless {@link VippsSimulatorBuilder#shippingAnswerTime} says otherwise. The default
     * option of what is offered is chosen at first.
     *
     * @param reference the payment
     * @param address in the sales unit's country, and in one of the {@code allowedCountries}
     * @return what the customer is shown
     * @throws IllegalStateException also if the address cannot be chosen, or the payment is not Express
     */
    public ShippingOffer chooseAddress(String reference, SimulatedAddress address) {
        return app.chooseAddress(null, reference, Objects.requireNonNull(address, "address"));
    }

    /**
     * Chooses where an Express payment is shipped.
     *
     * @param merchantSerialNumber whose payment
     * @param reference the payment
     * @param address in the sales unit's country, and in one of the {@code allowedCountries}
     * @return what the customer is shown
     * @throws IllegalStateException also if the address cannot be chosen, or the payment is not Express
     */
    public ShippingOffer chooseAddress(String merchantSerialNumber, String reference, SimulatedAddress address) {
        return app.chooseAddress(named(merchantSerialNumber), reference, Objects.requireNonNull(address, "address"));
    }

    /**
     * Chooses how an Express payment is shipped; to the user's own address if none was chosen before.
     *
     * @param reference the payment
     * @param optionId the id that the merchant gave the option
     * @throws IllegalStateException also if there is no such option, or the payment is not Express
     */
    public void chooseShipping(String reference, String optionId) {
        app.chooseShipping(null, reference, optionId);
    }

    /**
     * Chooses how an Express payment is shipped; to the user's own address if none was chosen before.
     *
     * @param merchantSerialNumber whose payment
     * @param reference the payment
     * @param optionId the id that the merchant gave the option
     * @throws IllegalStateException also if there is no such option, or the payment is not Express
     */
    public void chooseShipping(String merchantSerialNumber, String reference, String optionId) {
        app.chooseShipping(named(merchantSerialNumber), reference, optionId);
    }

    /**
     * Refuses to share the data that the profile scope asks for: the payment is {@link SimulatedState#ABORTED}.
     *
     * @param reference the payment
     * @throws IllegalStateException also if the payment has no profile scope
     */
    public void refuseConsent(String reference) {
        app.refuseConsent(null, reference);
    }

    /**
     * Refuses to share the data that the profile scope asks for: the payment is {@link SimulatedState#ABORTED}.
     *
     * @param merchantSerialNumber whose payment
     * @param reference the payment
     * @throws IllegalStateException also if the payment has no profile scope
     */
    public void refuseConsent(String merchantSerialNumber, String reference) {
        app.refuseConsent(named(merchantSerialNumber), reference);
    }

    /**
     * Takes back the consent given with an Express payment of eCom: its merchant is told, once and without a token. See
     * {@link VippsSimulator#callbacks()}.
     *
     * @param orderId the payment
     * @throws IllegalStateException only if it is no approved Express payment of eCom, or of several sales units
     */
    public void removeConsent(String orderId) {
        callbacks.removeConsent(null, orderId);
    }

    /**
     * Takes back the consent given with an Express payment of eCom: its merchant is told, once and without a token.
     *
     * @param merchantSerialNumber whose payment
     * @param orderId the payment
     * @throws IllegalStateException only if it is no approved Express payment of eCom
     */
    public void removeConsent(String merchantSerialNumber, String orderId) {
        callbacks.removeConsent(named(merchantSerialNumber), orderId);
    }

    /**
     * Where the payment service provider wants the customer for 3-D Secure, after {@link ApprovalResult#SOFT_DECLINED}.
     *
     * @param reference the payment
     * @return the URL as the provider gave it
     * @throws IllegalStateException also if the customer is not in 3-D Secure
     */
    public String url3DSecure(String reference) {
        return desk.url3DSecure(null, reference);
    }

    /**
     * Where the payment service provider wants the customer for 3-D Secure, after {@link ApprovalResult#SOFT_DECLINED}.
     *
     * @param merchantSerialNumber whose payment
     * @param reference the payment
     * @return the URL as the provider gave it
     * @throws IllegalStateException also if the customer is not in 3-D Secure
     */
    public String url3DSecure(String merchantSerialNumber, String reference) {
        return desk.url3DSecure(named(merchantSerialNumber), reference);
    }

    /**
     * Opens the 3-D Secure page of the payment service provider, follows where it leads, and comes back: the provider is
     * called a second time. For pages on the loopback address that redirect and ask nothing; others are left to
     * {@link #returnFrom3DSecure(String, ThreeDSecure)}.
     *
     * @param reference the payment
     * @return what became of the payment
     * @throws IllegalStateException also if the customer is not in 3-D Secure, or the page does not lead back
     */
    public ApprovalResult visit3DSecure(String reference) {
        return desk.visit3DSecure(null, reference);
    }

    /**
     * Opens the 3-D Secure page of the payment service provider, follows where it leads, and comes back.
     *
     * @param merchantSerialNumber whose payment
     * @param reference the payment
     * @return what became of the payment
     * @throws IllegalStateException also if the customer is not in 3-D Secure, or the page does not lead back
     */
    public ApprovalResult visit3DSecure(String merchantSerialNumber, String reference) {
        return desk.visit3DSecure(named(merchantSerialNumber), reference);
    }

    /**
     * Comes back from 3-D Secure without a visit, as if the payment service provider had sent the customer: it is called a
     * second time. Card passthrough has one way back, whatever the outcome. In PSP v3 {@link ThreeDSecure#CANCEL} ends the
     * payment, and the provider is called with {@code USER_CANCEL}.
     *
     * @param reference the payment
     * @param outcome which way back
     * @return what became of the payment
     * @throws IllegalStateException also if the customer is not in 3-D Secure
     */
    public ApprovalResult returnFrom3DSecure(String reference, ThreeDSecure outcome) {
        return desk.returnFrom3DSecure(null, reference, Objects.requireNonNull(outcome, "outcome"));
    }

    /**
     * Comes back from 3-D Secure without a visit, as if the payment service provider had sent the customer.
     *
     * @param merchantSerialNumber whose payment
     * @param reference the payment
     * @param outcome which way back
     * @return what became of the payment
     * @throws IllegalStateException also if the customer is not in 3-D Secure
     */
    public ApprovalResult returnFrom3DSecure(String merchantSerialNumber, String reference, ThreeDSecure outcome) {
        return desk.returnFrom3DSecure(
                named(merchantSerialNumber), reference, Objects.requireNonNull(outcome, "outcome"));
    }

    /**
     * Declines: the payment is {@link SimulatedState#ABORTED}.
     *
     * @param reference the payment
     */
    public void reject(String reference) {
        act(null, reference, payment -> payment.end(SimulatedState.ABORTED, clock.instant(), null));
    }

    /**
     * Declines: the payment is {@link SimulatedState#ABORTED}.
     *
     * @param merchantSerialNumber whose payment
     * @param reference the payment
     */
    public void reject(String merchantSerialNumber, String reference) {
        act(
                named(merchantSerialNumber),
                reference,
                payment -> payment.end(SimulatedState.ABORTED, clock.instant(), null));
    }

    /**
     * Does nothing until the time is over: the payment is {@link SimulatedState#EXPIRED} at once. The clock stays.
     *
     * @param reference the payment
     */
    public void ignore(String reference) {
        act(null, reference, payment -> payment.end(SimulatedState.EXPIRED, clock.instant(), null));
    }

    /**
     * Does nothing until the time is over: the payment is {@link SimulatedState#EXPIRED} at once. The clock stays.
     *
     * @param merchantSerialNumber whose payment
     * @param reference the payment
     */
    public void ignore(String merchantSerialNumber, String reference) {
        act(
                named(merchantSerialNumber),
                reference,
                payment -> payment.end(SimulatedState.EXPIRED, clock.instant(), null));
    }

    /**
     * Is in 3-D Secure, or the bank is at work: until approval or rejection, cancel is answered 6250, and Payment 52 in
     * eCom.
     *
     * @param reference the payment
     */
    public void startsApproving(String reference) {
        act(null, reference, Payment::startsApproving);
    }

    /**
     * Is in 3-D Secure, or the bank is at work: until approval or rejection, cancel is answered 6250, and Payment 52 in
     * eCom.
     *
     * @param merchantSerialNumber whose payment
     * @param reference the payment
     */
    public void startsApproving(String merchantSerialNumber, String reference) {
        act(named(merchantSerialNumber), reference, Payment::startsApproving);
    }

    private static String named(String merchantSerialNumber) {
        return Objects.requireNonNull(merchantSerialNumber, "merchantSerialNumber");
    }

    private void act(@Nullable String msn, String reference, Consumer<Payment> decision) {
        app.act(msn, reference, payment -> {
            decision.accept(payment);
            return payment;
        });
    }
}
