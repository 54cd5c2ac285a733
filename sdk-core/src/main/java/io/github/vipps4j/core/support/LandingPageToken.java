package io.github.vipps4j.core.support;

/** What stands for the customer in the URL of a payment: tests approve in their place with it. */
public final class LandingPageToken {
    private static final String PARAMETER = "token=";

    private LandingPageToken() {}

    /** Of the URL that an initiated payment has, whichever scheme it is of; empty if it has none. */
    public static String of(String url) {
        int query = url.indexOf('?');
        if (query < 0) {
            return "";
        }
        for (String parameter : url.substring(query + 1).split("&", -1)) {
            if (parameter.startsWith(PARAMETER)) {
                String token = parameter.substring(PARAMETER.length());
                String decoded = PercentCode.decode(token);
                return decoded == null ? token : decoded;
            }
        }
        return "";
    }
}
