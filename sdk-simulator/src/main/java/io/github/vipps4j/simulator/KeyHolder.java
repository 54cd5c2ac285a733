package io.github.vipps4j.simulator;

/**
 * Who holds a set of keys: a sales unit for itself, or a partner or a payment service provider for the sales units that it
 * serves.
 */
public sealed interface KeyHolder permits SalesUnit, Partner, PaymentServiceProvider {
    /**
     * What the token request takes as header {@code client_id}.
     *
     * @return the client id
     */
    String clientId();

    /**
     * What the token request takes as header {@code client_secret}.
     *
     * @return the client secret
     */
    String clientSecret();

    /**
     * What every request takes as header {@code Ocp-Apim-Subscription-Key}.
     *
     * @return the primary subscription key
     */
    String primarySubscriptionKey();

    /**
     * The key that works as well as the primary one.
     *
     * @return the secondary subscription key
     */
    String secondarySubscriptionKey();
}
