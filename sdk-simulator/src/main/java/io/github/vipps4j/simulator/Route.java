package io.github.vipps4j.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a path leads.
 *
 * @param named the payment, webhook registration, order, category or PSP transaction that the path names
 * @param paymentType of the order that the path names
 */
record Route(
        ApiOperation operation,
        @Nullable String named,
        @Nullable String paymentType) {
    private static final String WEBHOOKS = "/webhooks/v1/webhooks";
    private static final Pattern PAYMENT = Pattern.compile("/epayment/v1/payments/([^/]+)(?:/([a-z]+))?");
    private static final Pattern FORCE_APPROVE = Pattern.compile("/epayment/v1/test/payments/([^/]+)/approve");

    Route(ApiOperation operation, @Nullable String named) {
        this(operation, named, null);
    }

    /** Null if no operation is there. In production there is nothing to force: the simulator's choice. */
    static @Nullable Route of(String method, String path, boolean testEnvironment) {
        if (path.startsWith(WEBHOOKS)) {
            return toWebhooks(method, path.substring(WEBHOOKS.length()));
        }
        if (OrderManagementRoute.owns(path)) {
            return OrderManagementRoute.of(method, path);
        }
        if (EcomRoute.owns(path)) {
            return EcomRoute.of(method, path, testEnvironment);
        }
        if (PspRoute.owns(path)) {
            return PspRoute.of(method, path, testEnvironment);
        }
        boolean post = method.equals("POST");
        if (!post && !method.equals("GET")) {
            return null;
        }
        if (path.equals("/accesstoken/get") || path.equals("/accessToken/get")) {
            return post ? new Route(ApiOperation.TOKEN, null) : null;
        }
        if (path.equals("/epayment/v1/payments")) {
            return post ? new Route(ApiOperation.CREATE, null) : null;
        }
        Matcher payment = PAYMENT.matcher(path);
        if (payment.matches()) {
            ApiOperation operation = post ? change(payment.group(2)) : read(payment.group(2));
            return operation == null ? null : new Route(operation, decoded(payment.group(1)));
        }
        Matcher approve = FORCE_APPROVE.matcher(path);
        return post && testEnvironment && approve.matches()
                ? new Route(ApiOperation.FORCE_APPROVE, decoded(approve.group(1)))
                : null;
    }

    private static @Nullable Route toWebhooks(String method, String rest) {
        if (rest.isEmpty()) {
            return switch (method) {
                case "POST" -> new Route(ApiOperation.WEBHOOK_REGISTER, null);
                case "GET" -> new Route(ApiOperation.WEBHOOK_LIST, null);
                default -> null;
            };
        }
        return method.equals("DELETE") && rest.matches("/[^/]+")
                ? new Route(ApiOperation.WEBHOOK_DELETE, decoded(rest.substring(1)))
                : null;
    }

    private static @Nullable ApiOperation change(@Nullable String step) {
        if (step == null) {
            return null;
        }
        return switch (step) {
            case "capture" -> ApiOperation.CAPTURE;
            case "refund" -> ApiOperation.REFUND;
            case "cancel" -> ApiOperation.CANCEL;
            default -> null;
        };
    }

    private static @Nullable ApiOperation read(@Nullable String step) {
        if (step == null) {
            return ApiOperation.GET;
        }
        return step.equals("events") ? ApiOperation.EVENTS : null;
    }

    static String decoded(String segment) {
        // In a path, unlike in a query, a plus sign is a plus sign.
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
