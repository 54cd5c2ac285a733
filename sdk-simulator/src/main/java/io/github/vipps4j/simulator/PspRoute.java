package io.github.vipps4j.simulator;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the paths of PSP v3 lead; {@code updateStatus} as well as {@code updatestatus}. */
final class PspRoute {
    private static final String PREFIX = "/psp/v3/";
    private static final String PAYMENTS = PREFIX + "psppayments/";
    private static final Pattern DETAILS = Pattern.compile(PAYMENTS + "([^/]+)/details");
    private static final Pattern FORCE_APPROVE =
            Pattern.compile(PREFIX + "integration-test/psppayments/([^/]+)/approve");

    private PspRoute() {}

    static boolean owns(String path) {
        return path.startsWith(PREFIX);
    }

    /** Null if no operation is there. In production there is nothing to force: the simulator's choice. */
    static @Nullable Route of(String method, String path, boolean testEnvironment) {
        Matcher details = DETAILS.matcher(path);
        if (method.equals("GET") && details.matches()) {
            return new Route(ApiOperation.PSP_DETAILS, Route.decoded(details.group(1)));
        }
        if (!method.equals("POST")) {
            return null;
        }
        Matcher approve = FORCE_APPROVE.matcher(path);
        if (approve.matches()) {
            return testEnvironment ? new Route(ApiOperation.PSP_FORCE_APPROVE, Route.decoded(approve.group(1))) : null;
        }
        if (path.equals(PAYMENTS + "init")) {
            return new Route(ApiOperation.PSP_INIT, null);
        }
        return path.toLowerCase(Locale.ROOT).equals(PAYMENTS + "updatestatus")
                ? new Route(ApiOperation.PSP_UPDATE_STATUS, null)
                : null;
    }
}
