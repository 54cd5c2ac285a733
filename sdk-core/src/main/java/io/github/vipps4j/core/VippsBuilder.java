package io.github.vipps4j.core;

import io.github.vipps4j.core.call.Settings;
import io.github.vipps4j.core.call.VippsSession;
import io.github.vipps4j.core.support.Violations;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Settings of a {@link Vipps}. Only the environment and the credentials are required. */
public final class VippsBuilder {
    private static final int MAX_SYSTEM_HEADER = 30;
    private static final int MAX_PSP_ID = 50;

    private @Nullable Environment environment;
    private @Nullable Credentials credentials;
    private @Nullable String merchantSerialNumber;
    private @Nullable String pspId;
    private String systemName = "vipps4j";
    private String systemVersion = Settings.sdkVersion();
    private @Nullable String pluginName;
    private @Nullable String pluginVersion;
    private Duration connectTimeout = Duration.ofSeconds(5);
    private Duration attemptTimeout = Duration.ofSeconds(20);
    private Duration deadline = Duration.ofSeconds(60);
    private int maxIdleConnections = 64;
    private @Nullable OkHttpClient okHttpClient;
    private final List<Interceptor> interceptors = new ArrayList<>();
    private final List<CallListener> listeners = new ArrayList<>();
    private @Nullable Executor executor;
    /** What an unset environment is told of: it may be unset because its variable could not be read. */
    private String environmentRule = "is required";
    /** The settings that came from environment variables, by those variables' names. */
    private final Map<String, String> variables = new HashMap<>();

    VippsBuilder() {}

    /**
     * A builder filled from environment variables; {@link Vipps#fromEnv()} builds it at once.
     *
     * <table>
     * <caption>Variables</caption>
     * <tr><th>name</th><th>required</th><th>value</th></tr>
     * <tr><td>{@code VIPPS_CLIENT_ID}</td><td>yes</td><td>client id</td></tr>
     * <tr><td>{@code VIPPS_CLIENT_SECRET}</td><td>yes</td><td>client secret</td></tr>
     * <tr><td>{@code VIPPS_SUBSCRIPTION_KEY}</td><td>yes</td><td>primary or secondary subscription key</td></tr>
     * <tr><td>{@code VIPPS_SECONDARY_SUBSCRIPTION_KEY}</td><td>no</td><td>the other one, to fall back on</td></tr>
     * <tr><td>{@code VIPPS_MERCHANT_SERIAL_NUMBER}</td><td>no</td><td>MSN, 4 to 10 digits</td></tr>
     * <tr><td>{@code VIPPS_PSP_ID}</td><td>no</td><td>a payment service provider's id</td></tr>
     * <tr><td>{@code VIPPS_ENVIRONMENT}</td><td>no</td><td>{@code TEST} (default), {@code PRODUCTION} or a base
     * URL</td></tr>
     * <tr><td>{@code VIPPS_SYSTEM_NAME}, {@code VIPPS_SYSTEM_VERSION}</td><td>no</td><td>your shop system</td></tr>
     * </table>
     */
    public static VippsBuilder fromEnv() {
        return fromEnv(System.getenv());
    }

    /** The same from variables of another source: a file, a vault. */
    public static VippsBuilder fromEnv(Map<String, String> env) {
        VippsBuilder builder = new VippsBuilder();
        builder.environmentNamed(value(env, "VIPPS_ENVIRONMENT", "TEST"));
        Credentials credentials = Credentials.of(
                value(env, "VIPPS_CLIENT_ID", ""),
                value(env, "VIPPS_CLIENT_SECRET", ""),
                value(env, "VIPPS_SUBSCRIPTION_KEY", ""));
        String secondary = value(env, "VIPPS_SECONDARY_SUBSCRIPTION_KEY", "");
        builder.credentials(secondary.isEmpty() ? credentials : credentials.withSecondarySubscriptionKey(secondary));
        String msn = value(env, "VIPPS_MERCHANT_SERIAL_NUMBER", "");
        if (!msn.isEmpty()) {
            builder.merchantSerialNumber(msn);
        }
        String pspId = value(env, "VIPPS_PSP_ID", "");
        if (!pspId.isEmpty()) {
            builder.pspId(pspId);
        }
        builder.system(
                value(env, "VIPPS_SYSTEM_NAME", builder.systemName),
                value(env, "VIPPS_SYSTEM_VERSION", builder.systemVersion));
        builder.variables.putAll(Map.of(
                "environment", "VIPPS_ENVIRONMENT",
                "clientId", "VIPPS_CLIENT_ID",
                "clientSecret", "VIPPS_CLIENT_SECRET",
                "subscriptionKey", "VIPPS_SUBSCRIPTION_KEY",
                "secondarySubscriptionKey", "VIPPS_SECONDARY_SUBSCRIPTION_KEY",
                "merchantSerialNumber", "VIPPS_MERCHANT_SERIAL_NUMBER",
                "pspId", "VIPPS_PSP_ID",
                "system.name", "VIPPS_SYSTEM_NAME",
                "system.version", "VIPPS_SYSTEM_VERSION"));
        return builder;
    }

    /** A variable that is set to nothing, as many tools do it, is a variable that is not set. */
    private static String value(Map<String, String> env, String name, String otherwise) {
        String value = env.getOrDefault(name, "").strip();
        return value.isEmpty() ? otherwise : value;
    }

    private void environmentNamed(String name) {
        switch (name) {
            case "TEST" -> environment = Environment.TEST;
            case "PRODUCTION" -> environment = Environment.PRODUCTION;
            default -> {
                environmentRule = "must be TEST, PRODUCTION or a URL";
                environment = name.contains("://") ? environmentAt(name) : null;
            }
        }
    }

    private static @Nullable Environment environmentAt(String url) {
        try {
            return Environment.at(URI.create(url));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** What the caller called a setting. */
    private String name(String setting) {
        return variables.getOrDefault(setting, setting);
    }

    /** Where the calls go. Required. */
    public VippsBuilder environment(Environment environment) {
        this.environment = environment;
        this.variables.remove("environment");
        return this;
    }

    /** The keys. Required. */
    public VippsBuilder credentials(Credentials credentials) {
        this.credentials = credentials;
        List.of("clientId", "clientSecret", "subscriptionKey", "secondarySubscriptionKey")
                .forEach(variables::remove);
        return this;
    }

    /**
     * The sales unit to act for (MSN), 4 to 10 digits. Partners and payment service providers may leave it out here and
     * name it with {@link Vipps#forMerchant}.
     */
    public VippsBuilder merchantSerialNumber(String merchantSerialNumber) {
        this.merchantSerialNumber = merchantSerialNumber == null ? "" : merchantSerialNumber.strip();
        this.variables.remove("merchantSerialNumber");
        return this;
    }

    /**
     * For payment service providers: the id that Vipps MobilePay gave to you, a GUID or 32 hexadecimal digits. Sent as {@code
     * Psp-Id} with every call, but not with the request for a token. The sales unit of each call is then the merchant's,
     * never one of your own: {@link Vipps#forMerchant}.
     */
    public VippsBuilder pspId(String pspId) {
        this.pspId = pspId == null ? "" : pspId.strip();
        this.variables.remove("pspId");
        return this;
    }

    /**
     * The shop system, for the support of Vipps MobilePay: one lower-case word and a version, at most 30 characters each.
     * Sent as {@code Vipps-System-Name} and {@code -Version}; without it the SDK names itself.
     */
    public VippsBuilder system(String name, String version) {
        this.systemName = name;
        this.systemVersion = version;
        List.of("system.name", "system.version").forEach(variables::remove);
        return this;
    }

    /** The plugin within the shop system, at most 30 characters each; without it the system is repeated. */
    public VippsBuilder plugin(String name, String version) {
        this.pluginName = name;
        this.pluginVersion = version;
        return this;
    }

    /**
     * The longest that the TCP connection may take, 1 ms to 24 days. Default 5 s. Looking the name up and the TLS handshake are
     * not in it. Not used with a client of your own.
     */
    public VippsBuilder connectTimeout(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
        return this;
    }

    /**
     * The longest that one attempt may take, from connecting to the last byte of the answer; 1 ms to 24 days. Default 20 s.
     * Only a name look-up that hangs can exceed it, for nothing can interrupt one.
     */
    public VippsBuilder attemptTimeout(Duration attemptTimeout) {
        this.attemptTimeout = attemptTimeout;
        return this;
    }

    /**
     * The longest that a call may take, all attempts and waits together; 1 ms to 24 days. Default 60 s. Only a name look-up that
     * hangs can exceed it.
     */
    public VippsBuilder deadline(Duration deadline) {
        this.deadline = deadline;
        return this;
    }

    /**
     * How many idle connections are kept for the next calls. Default 64; fewer than the threads that call at once means a
     * new TLS handshake for most of their calls. Not used with a client of your own.
     */
    public VippsBuilder maxIdleConnections(int maxIdleConnections) {
        this.maxIdleConnections = maxIdleConnections;
        return this;
    }

    /**
     * An OkHttp client to derive ours from: its connection pool, dispatcher, proxy, DNS, TLS, connect time-out and
     * interceptors stay; a ping every 10 s on HTTP/2 connections is added if it has none. Idle connections in a pool of your own
     * are left alone when one of them turns out to be dead. Redirects, authenticator, cache, cookies and the other
     * time-outs do not: repeating, tokens and deadlines are the SDK's.
     */
    public VippsBuilder okHttpClient(OkHttpClient okHttpClient) {
        this.okHttpClient = okHttpClient;
        return this;
    }

    /**
     * An application interceptor around every attempt. It sees the headers with their secrets, and
     * {@code request.tag(Operation.class)} names the operation. It should not repeat requests.
     */
    public VippsBuilder addInterceptor(Interceptor interceptor) {
        this.interceptors.add(interceptor);
        return this;
    }

    /** Someone to be told of every attempt, reply and failure. */
    public VippsBuilder addListener(CallListener listener) {
        this.listeners.add(listener);
        return this;
    }

    /** Where {@link Vipps#async} runs. Default: virtual threads where the JVM has them, else daemon threads. */
    public VippsBuilder executor(Executor executor) {
        this.executor = executor;
        return this;
    }

    /**
     * The finished {@link Vipps}. Nothing is sent yet: the first call connects.
     *
     * @throws InvalidRequestException listing everything that is missing or malformed
     */
    public Vipps build() {
        Violations found = new Violations();
        Environment target = environment;
        if (target != null) {
            target.check(found, name("environment"));
        } else {
            found.add(name("environment"), environmentRule);
        }
        Credentials keys = credentials;
        if (keys != null) {
            keys.check(found, this::name);
        } else {
            found.add("credentials", "are required");
        }
        if (merchantSerialNumber != null) {
            found.merchantSerialNumber(name("merchantSerialNumber"), merchantSerialNumber);
        }
        if (pspId != null) {
            found.check(
                    Violations.isReference(pspId, 1, MAX_PSP_ID),
                    name("pspId"),
                    "must have 1 to " + MAX_PSP_ID + " characters: letters A to Z and a to z, digits and hyphens");
        }
        Settings.SystemHeaders system = new Settings.SystemHeaders(
                systemName,
                systemVersion,
                pluginName != null ? pluginName : systemName,
                pluginVersion != null ? pluginVersion : systemVersion);
        checkSystem(found, name("system.name"), system.name());
        checkSystem(found, name("system.version"), system.version());
        if (pluginName != null) {
            checkSystem(found, "plugin.name", system.pluginName());
            checkSystem(found, "plugin.version", system.pluginVersion());
        }
        found.check(Violations.isTimeout(connectTimeout), "connectTimeout", Violations.TIMEOUT);
        found.check(Violations.isTimeout(attemptTimeout), "attemptTimeout", Violations.TIMEOUT);
        found.check(Violations.isTimeout(deadline), "deadline", Violations.TIMEOUT);
        found.check(maxIdleConnections >= 0, "maxIdleConnections", "must not be negative");
        found.throwIfAny("Vipps");
        if (target == null || keys == null) {
            throw new IllegalStateException("a missing setting was not found");
        }
        return new VippsSession(new Settings(
                target,
                keys,
                merchantSerialNumber,
                pspId,
                system,
                connectTimeout,
                attemptTimeout,
                deadline,
                maxIdleConnections,
                okHttpClient,
                List.copyOf(interceptors),
                List.copyOf(listeners),
                executor));
    }

    private static void checkSystem(Violations violations, String field, @Nullable String value) {
        violations.check(
                value != null
                        && !value.isBlank()
                        && value.length() <= MAX_SYSTEM_HEADER
                        && value.chars().allMatch(c -> c >= ' ' && c <= '~'),
                field,
                "must have 1 to " + MAX_SYSTEM_HEADER + " characters of printable ASCII");
    }
}
