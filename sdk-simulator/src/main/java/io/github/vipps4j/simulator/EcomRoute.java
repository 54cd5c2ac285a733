package io.github.vipps4j.simulator;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the paths of eCom 2.0.3 lead: as leniently as the service is called by its published collections, with capitals
 * and with slashes at the end.
 */
final class EcomRoute {
    private static final String PREFIX = "/ecomm/";
    private static final Pattern PATH =
            Pattern.compile("(?i)/ecomm/v2(/integration-test)?/payments(?:/([^/]+)/([a-z]+))?/*");

    private EcomRoute() {}

    static boolean owns(String path) {
        return path.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }

    /** Null if no operation is there. In production there is nothing to force: the simulator's choice. */
    static @Nullable Route of(String method, String path, boolean testEnvironment) {
        Matcher parts = PATH.matcher(path);
        if (!parts.matches()) {
            return null;
        }
        boolean inTest = parts.group(1) != null;
        String orderId = parts.group(2);
        if (orderId == null) {
            return !inTest && method.equals("POST") ? new Route(ApiOperation.ECOM_INITIATE, null) : null;
        }
        String step = method + ' ' + parts.group(3).toLowerCase(Locale.ROOT);
        ApiOperation operation = inTest ? forced(step, testEnvironment) : ofOrder(step);
        return operation == null ? null : new Route(operation, Route.decoded(orderId));
    }

    private static @Nullable ApiOperation forced(String step, boolean testEnvironment) {
        return testEnvironment && step.equals("POST approve") ? ApiOperation.ECOM_FORCE_APPROVE : null;
    }

    private static @Nullable ApiOperation ofOrder(String step) {
        return switch (step) {
            case "GET details" -> ApiOperation.ECOM_DETAILS;
            case "GET status" -> ApiOperation.ECOM_STATUS;
            case "POST capture" -> ApiOperation.ECOM_CAPTURE;
            case "POST refund" -> ApiOperation.ECOM_REFUND;
            case "PUT cancel" -> ApiOperation.ECOM_CANCEL;
            default -> null;
        };
    }
}
