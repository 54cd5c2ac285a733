package io.github.vipps4j.core.support;

/**
 * What a URL in a request must be at least. Nothing more is checked: {@code java.net.URI} refuses some URLs that the
 * APIs take, and the API has the last word.
 */
public final class Urls {
    private Urls() {}

    /** Https or a custom scheme, without blanks: what a customer's browser or phone is sent to. */
    public static boolean isHttpsOrCustomScheme(String url) {
        int colon = url.indexOf(':');
        boolean scheme =
                colon > 0 && Character.isLetter(url.charAt(0)) && Texts.all(url, 0, colon, Urls::isSchemeCharacter);
        return scheme
                && !url.regionMatches(true, 0, "http:", 0, "http:".length())
                && url.startsWith("://", colon)
                && (url.length() > colon + "://".length()
                        || !url.regionMatches(true, 0, "https:", 0, "https:".length()))
                && hasNoBlanks(url);
    }

    /** Https and a host, without blanks: what the service calls. Plain http only where no network is between. */
    public static boolean isCallable(String url) {
        return hasNoBlanks(url) && (hasHost(url, "https://") || hasHost(url, "http://") && isOnLoopback(url));
    }

    private static boolean hasNoBlanks(String url) {
        return Texts.all(url, c -> c > ' ' && c != 0x7f);
    }

    private static boolean hasHost(String url, String scheme) {
        return url.regionMatches(true, 0, scheme, 0, scheme.length())
                && url.length() > scheme.length()
                && "/?#:".indexOf(url.charAt(scheme.length())) < 0;
    }

    private static boolean isOnLoopback(String url) {
        int start = url.indexOf("://") + "://".length();
        int end = start;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        return Loopback.isLoopback(url.substring(start, end));
    }

    private static boolean isSchemeCharacter(int c) {
        return Texts.isLetterOrDigit(c) || c == '+' || c == '-' || c == '.';
    }
}
