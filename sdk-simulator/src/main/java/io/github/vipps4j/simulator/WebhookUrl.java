package io.github.vipps4j.simulator;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Where a registration wants its events, and what of it is signed. */
record WebhookUrl(URI uri) {
    private static final int LAST_PORT = 65_535;
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]", Pattern.CASE_INSENSITIVE);

    /** Https, or http on the loopback address: the latter is the simulator's choice. */
    static WebhookUrl of(String text) {
        WebhookUrl url = new WebhookUrl(parsed(text));
        boolean https = "https".equalsIgnoreCase(url.uri.getScheme());
        boolean plain = "http".equalsIgnoreCase(url.uri.getScheme()) && url.isLoopback();
        List<FieldError> errors = new ArrayList<>();
        if (!https && !plain) {
            errors.add(new FieldError("url", "must begin with https://, or with http:// and a loopback address"));
        }
        if (url.port() < 1 || url.port() > LAST_PORT) {
            errors.add(new FieldError("url", "must have a port of 1 to " + LAST_PORT));
        }
        if (url.uri.getRawUserInfo() != null) {
            errors.add(new FieldError("url", "must have no user information"));
        }
        if (url.uri.getRawFragment() != null) {
            errors.add(new FieldError("url", "must have no fragment"));
        }
        if (!errors.isEmpty()) {
            throw Refusal.fields(errors);
        }
        return url;
    }

    private static URI parsed(String text) {
        try {
            URI uri = new URI(text);
            if (uri.getHost() != null && text.equals(uri.toASCIIString())) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw Refusal.field("url", "must be a URL");
        }
        throw Refusal.field("url", "must be an absolute URL in ASCII");
    }

    /** Known without asking a name server. */
    boolean isLoopback() {
        return LOOPBACK.matcher(uri.getHost()).matches();
    }

    boolean isEncrypted() {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    int port() {
        return uri.getPort() == -1 ? defaultPort() : uri.getPort();
    }

    private int defaultPort() {
        return isEncrypted() ? 443 : 80;
    }

    /** With the port, unless it is the default one. */
    String host() {
        return port() == defaultPort() ? uri.getHost() : uri.getHost() + ':' + port();
    }

    String pathAndQuery() {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + '?' + uri.getRawQuery();
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
