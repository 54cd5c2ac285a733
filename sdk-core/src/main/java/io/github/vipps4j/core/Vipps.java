package io.github.vipps4j.core;

import io.github.vipps4j.core.call.VippsSession;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * The way to Vipps MobilePay: keys, environment, connections and access token. Make one per set of keys and keep it; it is
 * safe for any number of threads. API clients, such as {@code EPaymentClient.of(vipps)}, are cheap views of it.
 */
public sealed interface Vipps extends AutoCloseable permits VippsSession {
    /** Starts from nothing. */
    static VippsBuilder builder() {
        return new VippsBuilder();
    }

    /**
     * What {@link VippsBuilder#fromEnv()} makes of the environment variables, built.
     *
     * @throws InvalidRequestException naming every variable that is missing or malformed
     */
    static Vipps fromEnv() {
        return VippsBuilder.fromEnv().build();
    }

    /** Where the calls go. */
    Environment environment();

    /**
     * The same for another sales unit, for partners and payment service providers: connections and token are shared.
     *
     * @param merchantSerialNumber 4 to 10 digits
     * @throws InvalidRequestException if it is not
     */
    Vipps forMerchant(String merchantSerialNumber);

    /** The same, with other options where these say something: connections and token are shared. */
    Vipps with(RequestOptions options);

    /**
     * Runs calls in the background: {@code vipps.async(() -> payments.capture(…))}. They run on a virtual thread where the
     * JVM has them, else on a daemon thread, or on the {@linkplain VippsBuilder#executor caller's executor}. An exception
     * that the calls throw completes the future, unwrapped. Cancelling the future (not: giving it a time-out, which leaves the
     * calls running; give the calls a deadline instead) ends waits and the HTTP call at once; as
     * with a lost answer, whether a change that was under way has happened is then unknown.
     */
    <T> CompletableFuture<T> async(Callable<T> calls);

    /**
     * Ends background work and closes idle connections; those of a client that was
     * {@linkplain VippsBuilder#okHttpClient given} are left alone. Calls under way come to their end. Every view made with
     * {@link #forMerchant} or {@link #with} is closed too; a call made afterwards is an {@link IllegalStateException}.
     */
    @Override
    void close();
}
