package io.github.vipps4j.psp;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.support.CallbackToken;
import io.github.vipps4j.core.support.Violations;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A payment to be initiated (PSP API v3). Immutable; everything in it has been checked. */
public final class InitPayment {
    private final String pspTransactionId;
    private final String merchantOrderId;
    private final Amount amount;
    private final String pspRedirectUrl;
    private final String makePaymentUrl;
    private final @Nullable String makePaymentToken;
    private final @Nullable String customerMobileNumber;
    private final @Nullable String paymentText;
    private final boolean isApp;
    private final boolean skipLandingPage;
    private final @Nullable String merchantAgreementUrl;

    private InitPayment(Builder builder) {
        this.pspTransactionId = Objects.requireNonNull(builder.pspTransactionId);
        this.merchantOrderId = Objects.requireNonNull(builder.merchantOrderId);
        this.amount = Objects.requireNonNull(builder.amount);
        this.pspRedirectUrl = Objects.requireNonNull(builder.pspRedirectUrl);
        this.makePaymentUrl = Objects.requireNonNull(builder.makePaymentUrl);
        this.makePaymentToken = builder.makePaymentToken;
        this.customerMobileNumber = builder.customerMobileNumber;
        this.paymentText = builder.paymentText;
        this.isApp = builder.isApp;
        this.skipLandingPage = builder.skipLandingPage;
        this.merchantAgreementUrl = builder.merchantAgreementUrl;
    }

    /** Starts from nothing. Both ids, the amount and both URLs are required. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder with everything that this says. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.pspTransactionId = pspTransactionId;
        builder.merchantOrderId = merchantOrderId;
        builder.amount = amount;
        builder.pspRedirectUrl = pspRedirectUrl;
        builder.makePaymentUrl = makePaymentUrl;
        builder.makePaymentToken = makePaymentToken;
        builder.customerMobileNumber = customerMobileNumber;
        builder.paymentText = paymentText;
        builder.isApp = isApp;
        builder.skipLandingPage = skipLandingPage;
        builder.merchantAgreementUrl = merchantAgreementUrl;
        return builder;
    }

    /** The provider's own name of the transaction. */
    public String pspTransactionId() {
        return pspTransactionId;
    }

    /** The merchant's order. */
    public String merchantOrderId() {
        return merchantOrderId;
    }

    /** What the customer is to pay. */
    public Amount amount() {
        return amount;
    }

    /** Where the customer goes afterwards. */
    public String pspRedirectUrl() {
        return pspRedirectUrl;
    }

    /** Where the network token is sent. */
    public String makePaymentUrl() {
        return makePaymentUrl;
    }

    /** What proves who sends it, or null. */
    public @Nullable String makePaymentToken() {
        return makePaymentToken;
    }

    /** The customer's number, or null. */
    public @Nullable String customerMobileNumber() {
        return customerMobileNumber;
    }

    /** What the customer reads, or null. */
    public @Nullable String paymentText() {
        return paymentText;
    }

    /** Whether the customer comes from an app. */
    public boolean isApp() {
        return isApp;
    }

    /** Whether the customer is asked in the app at once. */
    public boolean skipLandingPage() {
        return skipLandingPage;
    }

    /** Where the customer sees an agreement, or null. */
    public @Nullable String merchantAgreementUrl() {
        return merchantAgreementUrl;
    }

    /** Ids and amount; neither the token nor anything of the customer. */
    @Override
    public String toString() {
        return "InitPayment[pspTransactionId=" + pspTransactionId + ", merchantOrderId=" + merchantOrderId + ", amount="
                + amount + "]";
    }

    /** Gathers an {@link InitPayment}. */
    public static final class Builder {
        private @Nullable String pspTransactionId;
        private @Nullable String merchantOrderId;
        private @Nullable Amount amount;
        private @Nullable String pspRedirectUrl;
        private @Nullable String makePaymentUrl;
        private @Nullable String makePaymentToken;
        private @Nullable String customerMobileNumber;
        private @Nullable String paymentText;
        private boolean isApp;
        private boolean skipLandingPage;
        private @Nullable String merchantAgreementUrl;

        private Builder() {}

        /**
         * The provider's own name of the transaction, unique among all of its merchants. Required.
         *
         * @param pspTransactionId 1 to 36 characters; lower-case letters and digits are understood by all sides
         */
        public Builder pspTransactionId(String pspTransactionId) {
            this.pspTransactionId = pspTransactionId;
            return this;
        }

        /**
         * The merchant's order, unique for the merchant. Required.
         *
         * @param merchantOrderId 8 to 50 letters (A to Z, a to z), digits and hyphens
         */
        public Builder merchantOrderId(String merchantOrderId) {
            this.merchantOrderId = merchantOrderId;
            return this;
        }

        /**
         * What the customer is to pay. Required.
         *
         * @param amount 1 to 2 147 483 647 øre; this API takes NOK alone
         */
        public Builder amount(Amount amount) {
            this.amount = amount;
            return this;
        }

        /**
         * Where the customer goes afterwards, which is not certain to happen. Required.
         *
         * @param pspRedirectUrl {@code https://} or a custom scheme; not of localhost
         */
        public Builder pspRedirectUrl(String pspRedirectUrl) {
            this.pspRedirectUrl = pspRedirectUrl;
            return this;
        }

        /**
         * Where the network token is sent: the {@link MakePaymentEndpoint}. Required.
         *
         * @param makePaymentUrl {@code https://}, reachable from outside
         */
        public Builder makePaymentUrl(String makePaymentUrl) {
            this.makePaymentUrl = makePaymentUrl;
            return this;
        }

        /**
         * What {@link MakePaymentEndpoint} knows Vipps MobilePay by: without it there is no telling who calls, and the endpoint
         * takes nothing.
         *
         * @param makePaymentToken 1 to 255 characters of printable ASCII, hard to guess
         */
        public Builder makePaymentToken(String makePaymentToken) {
            this.makePaymentToken = makePaymentToken;
            return this;
        }

        /**
         * The customer's number, if it is known; required with {@link #skipLandingPage}.
         *
         * @param customerMobileNumber 8 digits, Norwegian, without the country code
         */
        public Builder customerMobileNumber(String customerMobileNumber) {
            this.customerMobileNumber = customerMobileNumber;
            return this;
        }

        /** What the customer reads. */
        public Builder paymentText(String paymentText) {
            this.paymentText = paymentText;
            return this;
        }

        /** Whether the customer comes from an app: the answer is then a link into the Vipps app. */
        public Builder isApp(boolean isApp) {
            this.isApp = isApp;
            return this;
        }

        /** Whether the customer is asked in the app at once, without a page in between. For units that were allowed to. */
        public Builder skipLandingPage(boolean skipLandingPage) {
            this.skipLandingPage = skipLandingPage;
            return this;
        }

        /** Where the customer sees an agreement; for recurring payments only. */
        public Builder merchantAgreementUrl(String merchantAgreementUrl) {
            this.merchantAgreementUrl = merchantAgreementUrl;
            return this;
        }

        /**
         * The finished request.
         *
         * @throws InvalidRequestException listing every field that breaks a rule
         */
        public InitPayment build() {
            Violations violations = new Violations();
            Rules.pspTransactionId(violations, pspTransactionId);
            Rules.merchantOrderId(violations, merchantOrderId);
            Rules.amount(violations, amount, 1);
            Rules.redirectUrl(violations, pspRedirectUrl);
            Rules.makePaymentUrl(violations, makePaymentUrl);
            if (makePaymentToken != null) {
                CallbackToken.check(violations, "makePaymentToken", makePaymentToken);
            }
            if (customerMobileNumber != null) {
                violations.norwegianNumber("customerMobileNumber", customerMobileNumber);
            }
            violations
                    .check(
                            customerMobileNumber != null || !skipLandingPage,
                            "customerMobileNumber",
                            "is required with skipLandingPage")
                    .check(paymentText == null || !paymentText.isBlank(), "paymentText", "must not be blank");
            if (merchantAgreementUrl != null) {
                Rules.merchantAgreementUrl(violations, merchantAgreementUrl);
            }
            violations.throwIfAny("InitPayment");
            return new InitPayment(this);
        }
    }
}
