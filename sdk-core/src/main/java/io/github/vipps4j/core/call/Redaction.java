package io.github.vipps4j.core.call;

import io.github.vipps4j.core.Credentials;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the SDK's own secrets out of what a server sent back, and what looks personal out of messages. */
final class Redaction {
    private static final String MASK = "***";
    private static final int MAX_RAW_BODY = 8 * 1024;
    /** Phone numbers, card numbers, national identity numbers: none of them is shorter. */
    private static final int PERSONAL_DIGITS = 8;

    private final List<String> secrets = new ArrayList<>();

    Redaction(Credentials credentials) {
        secrets.add(credentials.clientSecret());
        secrets.add(credentials.subscriptionKey());
        if (credentials.secondarySubscriptionKey() != null) {
            secrets.add(credentials.secondarySubscriptionKey());
        }
        secrets.add(credentials.clientId());
    }

    /** The beginning of a body, for an exception: without keys and token, with personal data if the server sent any. */
    String rawBody(byte[] body, @Nullable String token) {
        // a secret that begins inside the part that is kept must be whole to be found
        String text = new String(body, 0, Math.min(body.length, 2 * MAX_RAW_BODY), StandardCharsets.UTF_8);
        for (String secret : secrets) {
            text = text.replace(secret, MASK);
        }
        if (token != null) {
            text = text.replace(token, MASK);
        }
        return text.length() > MAX_RAW_BODY ? text.substring(0, MAX_RAW_BODY) : text;
    }

    /** A text from an error body, fit for a message: one line, bounded, without e-mail addresses and long numbers. */
    static String forMessage(String text) {
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < text.length() && out.length() < 300) {
            int end = i;
            while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
                end++;
            }
            String word = text.substring(i, end);
            if (!word.isEmpty()) {
                out.append(out.isEmpty() ? "" : " ").append(isPersonal(word) ? MASK : word);
            }
            i = end + 1;
        }
        return out.toString();
    }

    private static boolean isPersonal(String word) {
        return word.indexOf('@') >= 0
                || word.chars().filter(c -> c >= '0' && c <= '9').count() >= PERSONAL_DIGITS;
    }
}
