package io.github.vipps4j.webhooks;

import io.github.vipps4j.core.support.Loopback;
import io.github.vipps4j.core.support.Violations;
import org.jspecify.annotations.Nullable;

/**
 * What of a registered URL is signed: its authority and its path with the query, as registered. Taken apart by hand, for
 * {@code java.net.URI} would change or refuse some.
 */
record SignedUrl(String host, String pathAndQuery) {
    static final String RULE = "must be https:// with a host (http:// only on loopback), without fragment and blanks";

    /** @throws io.github.vipps4j.core.InvalidRequestException if it cannot be registered */
    static SignedUrl of(String what, @Nullable String url) {
        SignedUrl signed = parse(url);
        new Violations().check(signed != null, "url", RULE).throwIfAny(what);
        if (signed == null) {
            throw new IllegalStateException("was thrown");
        }
        return signed;
    }

    static @Nullable SignedUrl parse(@Nullable String url) {
        if (url == null || url.indexOf('#') >= 0 || url.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            return null;
        }
        boolean secure = url.regionMatches(true, 0, "https://", 0, "https://".length());
        if (!secure && !url.regionMatches(true, 0, "http://", 0, "http://".length())) {
            return null;
        }
        int start = url.indexOf("://") + "://".length();
        int end = start;
        while (end < url.length() && url.charAt(end) != '/' && url.charAt(end) != '?') {
            end++;
        }
        String authority = withoutDefaultPort(url.substring(start, end), secure);
        String rest = url.substring(end);
        String pathAndQuery = rest.startsWith("/") ? rest : "/" + rest;
        boolean fits = !authority.isEmpty() && authority.indexOf('@') < 0 && (secure || Loopback.isLoopback(authority));
        return fits ? new SignedUrl(authority, pathAndQuery) : null;
    }

    private static String withoutDefaultPort(String authority, boolean secure) {
        String port = secure ? ":443" : ":80";
        return authority.endsWith(port) ? authority.substring(0, authority.length() - port.length()) : authority;
    }
}
