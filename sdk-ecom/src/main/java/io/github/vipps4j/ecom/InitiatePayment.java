package io.github.vipps4j.ecom;

import io.github.vipps4j.core.AirlineData;
import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.ProfileScope;
import io.github.vipps4j.core.support.CallbackToken;
import io.github.vipps4j.core.support.Profiles;
import io.github.vipps4j.core.support.Violations;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A payment to be initiated (eCom 2.0.3). Immutable; everything in it has been checked. */
public final class InitiatePayment {
    /** The lowest price of the market, in øre. */
    private static final long MIN_AMOUNT = 100;

    private final String orderId;
    private final Amount amount;
    private final String transactionText;
    private final String callbackPrefix;
    private final String fallBack;
    private final @Nullable String authToken;
    private final @Nullable String mobileNumber;
    private final boolean isApp;
    private final boolean skipLandingPage;
    private final List<ProfileScope> scope;
    private final @Nullable Express express;
    private final @Nullable AirlineData additionalData;

    private InitiatePayment(Builder builder) {
        this.orderId = Objects.requireNonNull(builder.orderId);
        this.amount = Objects.requireNonNull(builder.amount);
        this.transactionText = Objects.requireNonNull(builder.transactionText);
        this.callbackPrefix = Objects.requireNonNull(builder.callbackPrefix);
        this.fallBack = Objects.requireNonNull(builder.fallBack);
        this.authToken = builder.authToken;
        this.mobileNumber = builder.mobileNumber;
        this.isApp = builder.isApp;
        this.skipLandingPage = builder.skipLandingPage;
        this.scope = List.copyOf(builder.scope);
        this.express = builder.express;
        this.additionalData = builder.additionalData;
    }

    /** Starts from nothing. Order id, amount, transaction text, callback prefix and fall-back are required. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder with everything that this request says. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.orderId = orderId;
        builder.amount = amount;
        builder.transactionText = transactionText;
        builder.callbackPrefix = callbackPrefix;
        builder.fallBack = fallBack;
        builder.authToken = authToken;
        builder.mobileNumber = mobileNumber;
        builder.isApp = isApp;
        builder.skipLandingPage = skipLandingPage;
        builder.scope.addAll(scope);
        builder.express = express;
        builder.additionalData = additionalData;
        return builder;
    }

    /** Your own name of the order, unique per sales unit. */
    public String orderId() {
        return orderId;
    }

    /** What the customer is to pay, without the shipping of Express. */
    public Amount amount() {
        return amount;
    }

    /** What the customer reads. */
    public String transactionText() {
        return transactionText;
    }

    /** Under which URL the outcome is told. */
    public String callbackPrefix() {
        return callbackPrefix;
    }

    /** Where the customer comes back to. */
    public String fallBack() {
        return fallBack;
    }

    /** What the callbacks bring along, or null. */
    public @Nullable String authToken() {
        return authToken;
    }

    /** The customer's number, or null. */
    public @Nullable String mobileNumber() {
        return mobileNumber;
    }

    /** Whether the URL opens the app and nothing else. */
    public boolean isApp() {
        return isApp;
    }

    /** Whether the customer gets the payment in the app at once. */
    public boolean skipLandingPage() {
        return skipLandingPage;
    }

    /** What of the customer's profile is asked for; empty for nothing. */
    public List<ProfileScope> scope() {
        return scope;
    }

    /** What an Express payment has, or null if it is none. */
    public @Nullable Express express() {
        return express;
    }

    /** The flight that is paid for, or null. */
    public @Nullable AirlineData additionalData() {
        return additionalData;
    }

    /** Order and amount; nothing of the customer. */
    @Override
    public String toString() {
        return "InitiatePayment[orderId=" + orderId + ", amount=" + amount + "]";
    }

    /** Gathers an {@link InitiatePayment}. */
    public static final class Builder {
        private @Nullable String orderId;
        private @Nullable Amount amount;
        private @Nullable String transactionText;
        private @Nullable String callbackPrefix;
        private @Nullable String fallBack;
        private @Nullable String authToken;
        private @Nullable String mobileNumber;
        private boolean isApp;
        private boolean skipLandingPage;
        private final Set<ProfileScope> scope = new LinkedHashSet<>();
        private @Nullable Express express;
        private @Nullable AirlineData additionalData;

        private Builder() {}

        /**
         * Your own name of the order, unique per sales unit. Required. Each attempt to sell the order has a name of its
         * own.
         *
         * @param orderId 8 to 50 letters (A to Z, a to z), digits and hyphens; upper and lower case differ
         */
        public Builder orderId(String orderId) {
            this.orderId = orderId;
            return this;
        }

        /**
         * What the customer is to pay; in Express, without the shipping. Required.
         *
         * @param amount at least 100 øre, in NOK
         */
        public Builder amount(Amount amount) {
            this.amount = amount;
            return this;
        }

        /** What the customer reads: 1 to 100 characters. Required. */
        public Builder transactionText(String transactionText) {
            this.transactionText = transactionText;
            return this;
        }

        /**
         * Under which URL the outcome is told, {@code /v2/payments/{orderId}} being put behind it. Required. {@link
         * EcomCallbacks} answers there.
         *
         * @param callbackPrefix {@code https://} ({@code http://} only on loopback) and public, without a slash at its
         *     end; at most 255 characters. The ports 80, 443 and 8080 are safe; redirects are not followed
         */
        public Builder callbackPrefix(String callbackPrefix) {
            this.callbackPrefix = callbackPrefix;
            return this;
        }

        /**
         * Where the customer comes back to, after a success or a failure, in any browser, or never. The service puts a
         * {@code status} behind it that says nothing. Required.
         *
         * @param fallBack {@code https://}, a custom scheme, {@code http://} on loopback only, or exactly
         *     {@code INTENT} to close the app on Android; at most 255 characters
         */
        public Builder fallBack(String fallBack) {
            this.fallBack = fallBack;
            return this;
        }

        /**
         * What the callbacks bring along in {@code Authorization}, and the only proof that they are genuine: {@link
         * EcomCallbacks} lets none through without.
         *
         * @param authToken 1 to 255 characters of printable ASCII, without a space at either end
         */
        public Builder authToken(String authToken) {
            this.authToken = authToken;
            return this;
        }

        /**
         * The customer's number, if the shop knows it: 8 digits, without the country code. The landing page is filled
         * in.
         */
        public Builder mobileNumber(String mobileNumber) {
            this.mobileNumber = mobileNumber;
            return this;
        }

        /**
         * Whether the URL opens the app and nothing else, for a shop that is an app itself: there is no landing page,
         * and it fails where the app is not installed.
         */
        public Builder isApp(boolean isApp) {
            this.isApp = isApp;
            return this;
        }

        /**
         * Whether the customer gets the payment in the app at once, without a landing page. It needs a
         * {@link #mobileNumber}, and approval of the sales unit, else {@link EcomError#SKIP_LANDING_PAGE_NOT_ALLOWED}.
         */
        public Builder skipLandingPage(boolean skipLandingPage) {
            this.skipLandingPage = skipLandingPage;
            return this;
        }

        /**
         * What of the customer's profile you ask for; each of them once. Not with Express, which has its own. The
         * answer is a {@link PaymentDetails#sub()}.
         */
        public Builder scope(ProfileScope... scope) {
            this.scope.clear();
            Collections.addAll(this.scope, scope);
            return this;
        }

        /**
         * Makes it an Express payment: the customer chooses address and delivery in the app, and pays the delivery as
         * well.
         */
        public Builder express(Express express) {
            this.express = express;
            return this;
        }

        /** The flight that is paid for. */
        public Builder additionalData(AirlineData additionalData) {
            this.additionalData = additionalData;
            return this;
        }

        /**
         * The finished request.
         *
         * @throws InvalidRequestException listing every field that breaks a rule
         */
        public InitiatePayment build() {
            Violations violations = new Violations();
            Rules.orderId(violations, orderId);
            Rules.amount(violations, amount, MIN_AMOUNT);
            Rules.transactionText(violations, transactionText);
            Rules.prefix(violations, "callbackPrefix", callbackPrefix);
            Rules.fallBack(violations, fallBack);
            if (authToken != null) {
                CallbackToken.check(violations, "authToken", authToken);
            }
            if (mobileNumber != null) {
                violations.norwegianNumber("mobileNumber", mobileNumber);
            }
            violations.check(
                    !skipLandingPage || mobileNumber != null, "mobileNumber", "is required with skipLandingPage");
            Profiles.check(violations, "scope", scope);
            if (express != null) {
                violations.check(scope.isEmpty(), "scope", "must not be given for Express, which has its own");
                Rules.express(violations, express);
            }
            violations.throwIfAny("InitiatePayment");
            return new InitiatePayment(this);
        }
    }
}
