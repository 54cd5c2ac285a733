package io.github.vipps4j.simulator;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A merchant's point of sale, with its own keys and its own payments.
 *
 * <p>Keys that are not given are made up from the MSN, always the same ones, and look fake.
 */
public final class SalesUnit implements KeyHolder {
    private static final Pattern MSN = Pattern.compile("[0-9]{4,10}");

    private final String merchantSerialNumber;
    private final Market market;
    private final String clientId;
    private final String clientSecret;
    private final String primarySubscriptionKey;
    private final String secondarySubscriptionKey;
    private final Set<Feature> features;
    private final boolean blocked;

    private SalesUnit(Builder builder) {
        String msn = builder.merchantSerialNumber;
        merchantSerialNumber = msn;
        market = builder.market;
        clientId = given(builder.clientId, fakeGuid(msn));
        clientSecret = given(builder.clientSecret, "fake-client-secret-of-" + msn);
        primarySubscriptionKey = given(builder.primarySubscriptionKey, "fake-primary-subscription-key-of-" + msn);
        secondarySubscriptionKey = given(builder.secondarySubscriptionKey, "fake-secondary-subscription-key-of-" + msn);
        features = Collections.unmodifiableSet(EnumSet.copyOf(builder.features));
        blocked = builder.blocked;
    }

    static boolean isMsn(String text) {
        return MSN.matcher(text).matches();
    }

    private static String given(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }

    private static String fakeGuid(String msn) {
        return "00000000-0000-4000-8000-" + "0".repeat(12 - msn.length()) + msn;
    }

    /**
     * A Norwegian sales unit with fake keys.
     *
     * @param merchantSerialNumber the MSN, 4 to 10 digits
     * @return the sales unit
     */
    public static SalesUnit of(String merchantSerialNumber) {
        return builder(merchantSerialNumber).build();
    }

    /**
     * Starts a sales unit: Norwegian, with fake keys and the features that {@link Feature} names.
     *
     * @param merchantSerialNumber the MSN, 4 to 10 digits
     * @return a builder
     */
    public static Builder builder(String merchantSerialNumber) {
        return new Builder(merchantSerialNumber);
    }

    /**
     * The MSN, which callers send as {@code Merchant-Serial-Number}.
     *
     * @return 4 to 10 digits
     */
    public String merchantSerialNumber() {
        return merchantSerialNumber;
    }

    /**
     * Where the unit sells.
     *
     * @return the market
     */
    public Market market() {
        return market;
    }

    @Override
    public String clientId() {
        return clientId;
    }

    @Override
    public String clientSecret() {
        return clientSecret;
    }

    @Override
    public String primarySubscriptionKey() {
        return primarySubscriptionKey;
    }

    @Override
    public String secondarySubscriptionKey() {
        return secondarySubscriptionKey;
    }

    /**
     * What the unit is allowed to do.
     *
     * @return the features, unmodifiable
     */
    public Set<Feature> features() {
        return features;
    }

    /**
     * Whether the unit cannot create payments (5070) whatever its features are. Those that it has go on.
     *
     * @return true if it is blocked
     */
    public boolean isBlocked() {
        return blocked;
    }

    boolean may(Feature feature) {
        return features.contains(feature);
    }

    /** The MSN and the market, no key. */
    @Override
    public String toString() {
        return "SalesUnit[" + merchantSerialNumber + ", " + market + "]";
    }

    /** Collects what a sales unit is. */
    public static final class Builder {
        private final String merchantSerialNumber;
        private final Set<Feature> features = EnumSet.of(
                Feature.PAYMENTS,
                Feature.PUSH_MESSAGE,
                Feature.EXPRESS,
                Feature.REFUND,
                Feature.LONG_LIVING,
                Feature.PARTIAL_CAPTURE);
        private Market market = Market.NO;
        private boolean blocked;
        private @Nullable String clientId;
        private @Nullable String clientSecret;
        private @Nullable String primarySubscriptionKey;
        private @Nullable String secondarySubscriptionKey;

        private Builder(String merchantSerialNumber) {
            if (!isMsn(merchantSerialNumber)) {
                throw new IllegalArgumentException("merchantSerialNumber: must be 4 to 10 digits");
            }
            this.merchantSerialNumber = merchantSerialNumber;
        }

        /**
         * Sets the market, and with it the currency.
         *
         * @param market where the unit sells
         * @return this builder
         */
        public Builder market(Market market) {
            this.market = Objects.requireNonNull(market, "market");
            return this;
        }

        /**
         * Sets the client id and secret.
         *
         * @param clientId header {@code client_id} of the token request
         * @param clientSecret header {@code client_secret} of the token request
         * @return this builder
         */
        public Builder client(String clientId, String clientSecret) {
            this.clientId = Objects.requireNonNull(clientId, "clientId");
            this.clientSecret = Objects.requireNonNull(clientSecret, "clientSecret");
            return this;
        }

        /**
         * Sets the two subscription keys, either of which works at any time.
         *
         * @param primary the one key
         * @param secondary the other key
         * @return this builder
         */
        public Builder subscriptionKeys(String primary, String secondary) {
            this.primarySubscriptionKey = Objects.requireNonNull(primary, "primary");
            this.secondarySubscriptionKey = Objects.requireNonNull(secondary, "secondary");
            return this;
        }

        /**
         * Allows what a new unit may not do.
         *
         * @param allowed the features to add
         * @return this builder
         */
        public Builder with(Feature... allowed) {
            features.addAll(Arrays.asList(allowed));
            return this;
        }

        /**
         * Forbids what a new unit may do.
         *
         * @param forbidden the features to take away
         * @return this builder
         */
        public Builder without(Feature... forbidden) {
            Arrays.asList(forbidden).forEach(features::remove);
            return this;
        }

        /**
         * Blocks the unit: creating a payment is answered 5070.
         *
         * @return this builder
         */
        public Builder blocked() {
            blocked = true;
            return this;
        }

        /**
         * Makes the sales unit.
         *
         * @return the sales unit
         */
        public SalesUnit build() {
            return new SalesUnit(this);
        }
    }
}
