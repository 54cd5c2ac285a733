package io.github.vipps4j.ordermanagement;

import io.github.vipps4j.core.support.Texts;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How like a category that was read is to one that was to be added. A service may spell things its own way, and leave out what
 * was asked for; what may be the one that was added must not be added again.
 */
enum Likeness {
    /** It says what the other does. */
    SAME,
    /** It may, in other letters. */
    UNCERTAIN,
    /** It says something else. */
    OTHER;

    private static final String HTTPS = "https://";

    /** @param there one of the list of the order, which it therefore need not name */
    static Likeness of(AddCategory added, Category there) {
        String paymentType = there.paymentType().code();
        String type = there.type().code();
        String image = orEmpty(there.imageId());
        String addedImage = orEmpty(added.imageId());
        if (isAnother(there.orderId(), added.orderId())
                || isAnother(paymentType, added.paymentType().code())
                || isAnother(type, added.type().code())
                || isAnother(image, addedImage)
                || isAnotherUrl(there.url(), added.url())) {
            return OTHER;
        }
        boolean isSame = paymentType.equalsIgnoreCase(added.paymentType().code())
                && type.equalsIgnoreCase(added.type().code())
                && image.equalsIgnoreCase(addedImage)
                && plain(there.url()).equals(plain(added.url()));
        return isSame ? SAME : UNCERTAIN;
    }

    /** What is not said is nothing else. */
    private static boolean isAnother(String there, String added) {
        return !there.isEmpty() && !added.isEmpty() && !there.equalsIgnoreCase(added);
    }

    /** URLs in characters that nobody writes in two ways are others if they differ; of all else it cannot be said. */
    private static boolean isAnotherUrl(String there, String added) {
        return isUnmistakable(there) && isUnmistakable(added) && !letters(there).equals(letters(added));
    }

    private static boolean isUnmistakable(String url) {
        return url.regionMatches(true, 0, HTTPS, 0, HTTPS.length())
                && Texts.all(
                        url, HTTPS.length(), url.length(), c -> Texts.isLetterOrDigit(c) || "/?=&-_.".indexOf(c) >= 0);
    }

    private static String letters(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        return lower.endsWith("/") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /** A bare host is the same with a slash. */
    private static String plain(String url) {
        boolean isBareHost = url.endsWith("/") && url.indexOf('/', HTTPS.length()) == url.length() - 1;
        return isBareHost ? url.substring(0, url.length() - 1) : url;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
