package io.github.vipps4j.simulator;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment's card in the hands of a payment service provider: how far they are with it. Guarded by the lock of
 * {@link PaymentBook}.
 */
final class CardTransaction {
    private final PaymentServiceProvider psp;
    private final CardQuestion question;
    private final ThreeDSecureUrls waysBack;
    private final @Nullable PspReports reports;

    private @Nullable CardAttempt attempt;
    private boolean asked;
    private boolean over;
    private boolean after3DSecure;
    private @Nullable String url3DSecure;

    /** @param reports what PSP v3 knows of it beside; null if it is a card passthrough of ePayment */
    CardTransaction(
            PaymentServiceProvider psp,
            CardQuestion question,
            ThreeDSecureUrls waysBack,
            @Nullable PspReports reports) {
        this.psp = psp;
        this.question = question;
        this.waysBack = waysBack;
        this.reports = reports;
    }

    PaymentServiceProvider psp() {
        return psp;
    }

    CardQuestion question() {
        return question;
    }

    /** Where the provider sends the customer after 3-D Secure. */
    ThreeDSecureUrls waysBack() {
        return waysBack;
    }

    /** Null if it is a card passthrough of ePayment. */
    @Nullable
    PspReports reports() {
        return reports;
    }

    boolean isCardPassthrough() {
        return reports == null;
    }

    /** Whether a call is under way whose answer counts. */
    boolean isAsked() {
        return asked;
    }

    /** Whether the provider has had the last word, so that there is nothing to try or to tell any more. */
    boolean isOver() {
        return over;
    }

    /** Where the customer is to go now for 3-D Secure; null if nowhere. */
    @Nullable
    String url3DSecure() {
        return url3DSecure;
    }

    /** The customer tries to pay. */
    void begins(Payment payment, Approval approval) {
        int calls = attempt == null ? 0 : attempt.nthCall();
        attempt = new CardAttempt(UUID.randomUUID().toString(), approval, calls + 1);
        after3DSecure = false;
        asks(payment);
    }

    /** The customer is back from 3-D Secure, and the same attempt goes on. */
    void continues(Payment payment) {
        attempt = attempt().again();
        leaves3DSecure();
        asks(payment);
    }

    /** The customer is back from 3-D Secure. */
    void leaves3DSecure() {
        url3DSecure = null;
        after3DSecure = true;
    }

    private void asks(Payment payment) {
        asked = true;
        payment.startsApproving();
    }

    CardAttempt attempt() {
        return Objects.requireNonNull(attempt, "Nobody has tried to pay");
    }

    /** Lets an answer have its consequences for the payment. */
    ApprovalResult hears(CardAnswer answer, Payment payment, Instant now) {
        asked = false;
        return switch (answer.verdict()) {
            case APPROVED -> {
                over = true;
                payment.approve(attempt().approval(), now);
                yield ApprovalResult.APPROVED;
            }
            case SOFT_DECLINED -> {
                if (after3DSecure) {
                    yield declined(ApprovalResult.DECLINED_BY_PSP, payment, now);
                }
                url3DSecure = answer.url3DSecure();
                yield ApprovalResult.SOFT_DECLINED;
            }
            case DECLINED -> declined(ApprovalResult.DECLINED_BY_PSP, payment, now);
            case FAILED -> {
                over = true;
                yield declined(ApprovalResult.PSP_FAILED, payment, now);
            }
        };
    }

    /** In PSP v3 the end; in ePayment the payment stays, and after a refusal the customer may try again. */
    private ApprovalResult declined(ApprovalResult result, Payment payment, Instant now) {
        if (isCardPassthrough()) {
            payment.failsToApprove(result, now);
        } else {
            over = true;
            payment.end(SimulatedState.ABORTED, now, null);
        }
        return result;
    }
}
