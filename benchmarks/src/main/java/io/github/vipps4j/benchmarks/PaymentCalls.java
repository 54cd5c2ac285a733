package io.github.vipps4j.benchmarks;

/** Two calls of ePayment 1.8.1, as one of the {@linkplain Contender contenders} makes them. */
interface PaymentCalls {
    /** Creates a payment of {@link Shop#PRICE}. The first call fetches the access token. */
    Object create(String reference);

    /** Reads a payment. */
    Object get(String reference);
}
