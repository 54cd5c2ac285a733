package io.github.vipps4j.simulator;

import java.net.URI;
import java.net.URISyntaxException;

/** The URLs that merchants and payment service providers may give. */
final class WebUrl {
    private WebUrl() {}

    /** Https, or http on the loopback address: the latter is the simulator's choice. */
    static boolean isWebUrl(String text) {
        try {
            URI uri = new URI(text);
            boolean https = "https".equalsIgnoreCase(uri.getScheme());
            boolean http = "http".equalsIgnoreCase(uri.getScheme());
            return uri.getHost() != null && (https || http && new WebhookUrl(uri).isLoopback());
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
