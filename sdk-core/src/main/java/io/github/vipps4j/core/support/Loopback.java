package io.github.vipps4j.core.support;

/** Whether a URL leads to this very machine, where plain HTTP harms nobody. */
public final class Loopback {
    private Loopback() {}

    /** Of a host with or without a port, as it stands in a URL. What looks like either may be the user of another host. */
    public static boolean isLoopback(String authority) {
        int colon = authority.lastIndexOf(':');
        boolean hasPort = colon > authority.lastIndexOf(']');
        String host = hasPort ? authority.substring(0, colon) : authority;
        return (!hasPort || Texts.all(authority, colon + 1, authority.length(), Texts::isDigit))
                && (host.equalsIgnoreCase("localhost") || isLoopbackAddress(host) || host.equals("[::1]"));
    }

    /** A name can begin like one: {@code 127.example.com}. */
    private static boolean isLoopbackAddress(String host) {
        return host.startsWith("127.") && Texts.all(host, c -> c == '.' || Texts.isDigit(c));
    }
}
