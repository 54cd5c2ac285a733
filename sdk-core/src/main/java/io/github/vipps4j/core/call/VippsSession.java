package io.github.vipps4j.core.call;

import io.github.vipps4j.core.Environment;
import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.VippsException;
import io.github.vipps4j.core.support.Violations;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What stands behind a {@link Vipps}: the shared engine, seen for one sales unit and with some options. */
public final class VippsSession implements Vipps {
    private final Engine engine;
    private final @Nullable String msn;
    private final RequestOptions options;

    private VippsSession(Engine engine, @Nullable String msn, RequestOptions options) {
        this.engine = engine;
        this.msn = msn;
        this.options = options;
    }

    /** With the machine's time. */
    public VippsSession(Settings settings) {
        this(new Engine(settings, Time.SYSTEM), settings.merchantSerialNumber(), RequestOptions.defaults());
    }

    /** The session behind a {@link Vipps}. */
    public static VippsSession of(Vipps vipps) {
        return (VippsSession) vipps;
    }

    /** The same settings with a token, connections and a time of its own: for tests that let time pass. */
    public VippsSession withTime(Time time) {
        return new VippsSession(new Engine(engine.settings, time), msn, options);
    }

    /**
     * Makes a call and gives its result.
     *
     * @throws io.github.vipps4j.core.VippsException if there is none
     */
    public <T> T execute(ApiCall<T> call) {
        return execute(call, options);
    }

    /** The same, with the shorter one of this and the usual deadline. */
    public <T> T executeWithin(ApiCall<T> call, Duration time) {
        return execute(call, time.compareTo(deadline()) < 0 ? options.deadline(time) : options);
    }

    private <T> T execute(ApiCall<T> call, RequestOptions options) {
        engine.requireOpen();
        return engine.pipeline.execute(call, new BearerToken(engine.tokens, engine.settings.pspId()), msn, options);
    }

    /** For what an operation reads on its own account: the caller's {@code onReply} hears nothing of it. */
    public VippsSession unheard() {
        RequestOptions quiet = RequestOptions.defaults();
        if (options.deadline() != null) {
            quiet = quiet.deadline(options.deadline());
        }
        if (options.attemptTimeout() != null) {
            quiet = quiet.attemptTimeout(options.attemptTimeout());
        }
        return new VippsSession(engine, msn, quiet);
    }

    /** What is left to the operation of which a call has failed so; zero or less when its time is over. */
    public Duration timeLeft(VippsException failed) {
        return deadline().minus(failed.elapsed());
    }

    private Duration deadline() {
        return options.deadline() != null ? options.deadline() : engine.settings.deadline();
    }

    /** The time that calls run on. */
    public Time time() {
        return engine.time;
    }

    /** The sales unit, or null if none was given. */
    public @Nullable String merchantSerialNumber() {
        return msn;
    }

    /** For an operation that cannot do without: notes a violation if there is no sales unit. */
    public void requireMerchantSerialNumber(Violations violations) {
        violations.check(
                msn != null,
                "merchantSerialNumber",
                "is required: give it to the Vipps builder, in VIPPS_MERCHANT_SERIAL_NUMBER or with forMerchant");
    }

    /** For an operation of payment service providers: notes a violation if it is not known which one this is. */
    public void requirePspId(Violations violations) {
        violations.check(
                engine.settings.pspId() != null,
                "pspId",
                "is required: give it to the Vipps builder or in VIPPS_PSP_ID");
    }

    /** For an operation that approves in the customer's place: notes a violation in production. */
    public void requireTestEnvironment(Violations violations) {
        violations.check(
                !environment().isProduction(),
                "environment",
                "must not be production: approving in the customer's place is for tests");
    }

    @Override
    public Environment environment() {
        return engine.settings.environment();
    }

    @Override
    public VippsSession forMerchant(String merchantSerialNumber) {
        String stripped = merchantSerialNumber.strip();
        new Violations().merchantSerialNumber("merchantSerialNumber", stripped).throwIfAny("forMerchant");
        return new VippsSession(engine, stripped, options);
    }

    /** For no sales unit in particular: no {@code Merchant-Serial-Number} is sent. */
    public VippsSession forAllMerchants() {
        return new VippsSession(engine, null, options);
    }

    @Override
    public VippsSession with(RequestOptions options) {
        return new VippsSession(engine, msn, options.orElse(this.options));
    }

    @Override
    public <T> CompletableFuture<T> async(Callable<T> calls) {
        return AsyncRun.start(calls, engine.executor());
    }

    @Override
    public void close() {
        engine.close();
    }

    /** Without keys. */
    @Override
    public String toString() {
        return "Vipps[" + environment() + ", merchantSerialNumber=" + msn + "]";
    }
}
