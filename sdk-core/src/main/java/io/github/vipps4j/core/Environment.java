package io.github.vipps4j.core;

import io.github.vipps4j.core.support.Violations;
import java.net.URI;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Where the APIs are. The two real environments share nothing: keys, sales units, payments and tokens of one are unknown
 * in the other.
 */
public final class Environment {
    private static final String PRODUCTION_HOST = "api.vipps.no";

    /** {@code https://api.vipps.no}: real customers, real money. */
    public static final Environment PRODUCTION = at(URI.create("https://" + PRODUCTION_HOST));

    /** {@code https://apitest.vipps.no}: test users and the test app. */
    public static final Environment TEST = at(URI.create("https://apitest.vipps.no"));

    private final URI uri;
    private final boolean plainHttpAllowed;

    private Environment(URI uri, boolean plainHttpAllowed) {
        this.uri = uri;
        this.plainHttpAllowed = plainHttpAllowed;
    }

    /**
     * Another place: a simulator, a proxy. It needs https except on loopback; that is checked when the {@link Vipps} is
     * built.
     *
     * @param baseUrl with or without a path and a trailing slash
     */
    public static Environment at(URI baseUrl) {
        return new Environment(baseUrl, false);
    }

    /** This environment, with plain http allowed to any host: for a container next door, never across a network. */
    public Environment allowPlainHttp() {
        return new Environment(uri, true);
    }

    /** The base URL as it was given. */
    public URI baseUrl() {
        return uri;
    }

    /** Whether this is the real thing, by whatever spelling: what is for tests only is never sent there. */
    public boolean isProduction() {
        return PRODUCTION_HOST.equalsIgnoreCase(host());
    }

    /** The host without the dot that a fully qualified name may end in. */
    private @Nullable String host() {
        String host = uri.getHost();
        return host != null && host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /** @param name what the caller called it: the setting or an environment variable */
    void check(Violations violations, String name) {
        HttpUrl url = HttpUrl.parse(uri.toString());
        if (url == null || uri.getHost() == null) {
            violations.add(name, "must be an http or https URL with a host and a valid port");
            return;
        }
        violations.check(
                uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null,
                name,
                "must not have user info, a query or a fragment");
        violations.check(
                url.isHttps() || plainHttpAllowed && !isProduction() || isLoopback(url.host()),
                name,
                "must use https, except on loopback or with allowPlainHttp()");
    }

    /** @param host as OkHttp writes it: lower case, the shortest form of an address */
    private static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.equals("localhost.")
                || host.equals("::1")
                || host.startsWith("127.") && host.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Environment environment
                && environment.uri.equals(uri)
                && environment.plainHttpAllowed == plainHttpAllowed;
    }

    @Override
    public int hashCode() {
        return uri.hashCode();
    }

    /** Scheme, host and port only. */
    @Override
    public String toString() {
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }
}
