package io.github.vipps4j.simulator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the paths of Order Management 2.1 lead. Those that it calls deprecated lead nowhere. */
final class OrderManagementRoute {
    static final String IMAGES = "/order-management/v1/images";

    private static final String PREFIX = "/order-management/";
    private static final String CATEGORIES = "/order-management/v3/categories";
    private static final Pattern CATEGORY = Pattern.compile("/order-management/v3/categories/([^/]+)");
    private static final Pattern ORDER =
            Pattern.compile("/order-management/v2/([^/]+)/(?:(receipts|categories)/)?([^/]+)");

    private OrderManagementRoute() {}

    static boolean owns(String path) {
        return path.startsWith(PREFIX);
    }

    /** Null if no operation is there. */
    static @Nullable Route of(String method, String path) {
        if (path.equals(IMAGES)) {
            return method.equals("POST") ? new Route(ApiOperation.IMAGE_ADD, null) : null;
        }
        if (path.equals(CATEGORIES)) {
            return switch (method) {
                case "POST" -> new Route(ApiOperation.CATEGORY_ADD, null);
                case "GET" -> new Route(ApiOperation.CATEGORY_LIST, null);
                default -> null;
            };
        }
        Matcher category = CATEGORY.matcher(path);
        if (category.matches()) {
            return switch (method) {
                case "GET" -> new Route(ApiOperation.CATEGORY_GET, Route.decoded(category.group(1)));
                case "DELETE" -> new Route(ApiOperation.CATEGORY_DELETE, Route.decoded(category.group(1)));
                default -> null;
            };
        }
        Matcher order = ORDER.matcher(path);
        ApiOperation operation = order.matches() ? ofOrder(method, order.group(2)) : null;
        return operation == null
                ? null
                : new Route(operation, Route.decoded(order.group(3)), Route.decoded(order.group(1)));
    }

    private static @Nullable ApiOperation ofOrder(String method, @Nullable String part) {
        if (part == null) {
            return method.equals("GET") ? ApiOperation.ORDER_GET : null;
        }
        return switch (method + ' ' + part) {
            case "POST receipts" -> ApiOperation.RECEIPT_ADD;
            case "PUT categories" -> ApiOperation.CATEGORY_SET;
            default -> null;
        };
    }
}
