package io.github.vipps4j.core.call;

import io.github.vipps4j.core.Credentials;
import io.github.vipps4j.core.support.Texts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/** Takes the SDK's own secrets out of what a server sent back, and what looks personal out of messages. */
final class Redaction {
    static final String MASK = "***";

    private static final int MAX_RAW_BODY = 8 * 1024;
    private static final int MAX_MESSAGE = 300;
    /** Phone numbers, card numbers, national identity numbers: none of them is shorter. */
    private static final int PERSONAL_DIGITS = 8;

    private static final int LONGEST_GAP = 2;
    private static final int LONGEST_ID = 100;

    /** A shorter one can be guessed anyway, and would take codes and words along with it. */
    private static final int SHORTEST_SECRET = 8;

    private final List<String> secrets;

    Redaction(Credentials credentials) {
        this(keys(credentials));
    }

    private Redaction(List<String> secrets) {
        this.secrets = secrets;
        // of two of which one holds the other, the longer one first
        secrets.sort(Comparator.comparingInt(String::length).reversed());
    }

    private static List<String> keys(Credentials credentials) {
        List<String> keys = new ArrayList<>();
        keys.add(credentials.clientSecret());
        keys.add(credentials.subscriptionKey());
        if (credentials.secondarySubscriptionKey() != null) {
            keys.add(credentials.secondarySubscriptionKey());
        }
        keys.add(credentials.clientId());
        return keys;
    }

    /** The same for one call, with its access token and what else is secret in it. */
    Redaction with(@Nullable String token, List<String> more) {
        List<String> all = new ArrayList<>(secrets);
        if (token != null) {
            all.add(token);
        }
        for (String secret : more) {
            if (secret.length() >= SHORTEST_SECRET) {
                all.add(secret);
            }
        }
        return new Redaction(all);
    }

    /** A text without the secrets. */
    String redact(String text) {
        String redacted = text;
        for (String secret : secrets) {
            redacted = EscapedText.replace(redacted, secret, MASK);
        }
        return redacted;
    }

    /** The beginning of a body, for an exception: without the secrets, with personal data if the server sent any. */
    String rawBody(byte[] body) {
        String text = redact(new String(body, StandardCharsets.UTF_8));
        return text.length() > MAX_RAW_BODY ? text.substring(0, MAX_RAW_BODY) : text;
    }

    /**
     * A text from an error body, fit for a message: one line, bounded, without e-mail addresses and long numbers, and with no
     * more of a URL than its host.
     */
    static String forMessage(String text) {
        StringBuilder out = new StringBuilder();
        StringTokenizer words = new StringTokenizer(withoutLongNumbers(oneLine(text)));
        while (words.hasMoreTokens() && out.length() < MAX_MESSAGE) {
            String word = words.nextToken();
            out.append(out.isEmpty() ? "" : " ").append(isPersonal(word) ? MASK : withoutLinks(word));
        }
        return out.length() > MAX_MESSAGE ? out.substring(0, MAX_MESSAGE) + "…" : out.toString();
    }

    /** Digits that only blanks and punctuation divide are one number: {@code +47 912 34 567}, {@code 4111-1111-1111-1111}. */
    private static String withoutLongNumbers(String line) {
        StringBuilder out = new StringBuilder(line.length());
        int at = 0;
        while (at < line.length()) {
            int end = endOfNumber(line, at);
            if (end > at && digits(line.substring(at, end)) >= PERSONAL_DIGITS) {
                out.append(MASK);
            } else {
                end = Math.max(end, at + 1);
                out.append(line, at, end);
            }
            at = end;
        }
        return out.toString();
    }

    /** Where the number ends that begins here; where it begins, if there is none. */
    private static int endOfNumber(String line, int start) {
        int end = start;
        boolean begins = Texts.isDigit(line.charAt(start)) || line.charAt(start) == '+';
        for (int at = start; begins && at < line.length() && at - end <= LONGEST_GAP; at++) {
            if (Texts.isDigit(line.charAt(at))) {
                end = at + 1;
            } else if (" +().-/".indexOf(line.charAt(at)) < 0) {
                return end;
            }
        }
        return end;
    }

    /** The beginning of a text with every kind of white space and control character as a blank. */
    static String oneLine(String text) {
        StringBuilder flat = new StringBuilder(text);
        flat.setLength(Math.min(flat.length(), 4 * MAX_MESSAGE));
        for (int i = 0; i < flat.length(); i++) {
            char c = flat.charAt(i);
            if (Character.isWhitespace(c) || Character.isISOControl(c)) {
                flat.setCharAt(i, ' ');
            }
        }
        return flat.toString();
    }

    /** An id for a message: whole if it looks like one, else nothing of it. */
    static String id(String text) {
        boolean isId = text.length() <= LONGEST_ID
                && Texts.all(text, c -> Texts.isLetterOrDigit(c) || "._:|-".indexOf(c) >= 0);
        return isId ? text : MASK;
    }

    /** What stands behind a URL's host, or in a query without one, may let whoever has it see an order. */
    private static String withoutLinks(String word) {
        int scheme = word.indexOf("://");
        int end = scheme < 0 ? word.indexOf('?') : endOfHost(word, scheme + "://".length());
        boolean isSecret = end >= 0 && !Texts.all(word, end, word.length(), c -> !Character.isLetterOrDigit(c));
        if (!isSecret) {
            return word;
        }
        boolean divides = "/?#".indexOf(word.charAt(end)) >= 0;
        return word.substring(0, divides ? end + 1 : end) + MASK;
    }

    private static int endOfHost(String word, int start) {
        int end = start;
        while (end < word.length()
                && (Character.isLetterOrDigit(word.charAt(end)) || ".-_:[]".indexOf(word.charAt(end)) >= 0)) {
            end++;
        }
        return end;
    }

    private static boolean isPersonal(String words) {
        return words.indexOf('@') >= 0 || digits(words) >= PERSONAL_DIGITS;
    }

    private static long digits(String text) {
        return text.chars().filter(Character::isDigit).count();
    }
}
