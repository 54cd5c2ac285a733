package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** What was added through Order Management, over HTTP under {@code /simulator/orders} and {@code /simulator/images}. */
final class OrderControl {
    private static final String ORDERS = "/orders";
    private static final String IMAGES = "/images";

    private final OrderBook book;

    OrderControl(OrderBook book) {
        this.book = book;
    }

    /** @param path after {@code /simulator} */
    static boolean owns(String path) {
        return isUnder(ORDERS, path) || isUnder(IMAGES, path);
    }

    private static boolean isUnder(String parent, String path) {
        return path.equals(parent) || path.startsWith(parent + "/");
    }

    /** @param path after {@code /simulator} */
    Answer answer(Call call, String path) {
        if (!call.method().equals("GET")) {
            throw new NoSuchElementException("There is no control " + call.method() + ' ' + call.path());
        }
        String msn = call.queryParameter("msn");
        if (path.equals(ORDERS)) {
            return orders();
        }
        if (path.equals(IMAGES)) {
            return images();
        }
        if (path.startsWith(ORDERS)) {
            String orderId = path.substring(ORDERS.length() + 1);
            return Answer.json(200, order(book.only(msn, call.queryParameter("paymentType"), orderId)));
        }
        SimulatedImage image = book.image(msn, path.substring(IMAGES.length() + 1));
        return Answer.image(image.mediaType(), image.content());
    }

    private Answer orders() {
        ArrayNode all = Json.array();
        book.snapshots().forEach(order -> all.add(order(order)));
        return Answer.json(200, all);
    }

    private static ObjectNode order(SimulatedOrder order) {
        ObjectNode json = Json.object()
                .put("merchantSerialNumber", order.merchantSerialNumber())
                .put("paymentType", order.paymentType())
                .put("orderId", order.orderId());
        json.putRawValue("receipt", new RawValue(order.receipt() == null ? "null" : order.receipt()));
        json.set("category", category(order.category()));
        ArrayNode categories = json.putArray("categories");
        order.categories().forEach(one -> categories.add(category(one)));
        return json;
    }

    private static @Nullable ObjectNode category(@Nullable SimulatedCategory category) {
        return category == null
                ? null
                : Json.object()
                        .put("id", category.id())
                        .put("type", category.type())
                        .put("url", category.url())
                        .put("imageId", category.imageId());
    }

    private Answer images() {
        ArrayNode all = Json.array();
        for (SimulatedImage image : book.images()) {
            all.addObject()
                    .put("merchantSerialNumber", image.merchantSerialNumber())
                    .put("imageId", image.imageId())
                    .put("mediaType", image.mediaType())
                    .put("width", image.width())
                    .put("height", image.height())
                    .put("bytes", image.size());
        }
        return Answer.json(200, all);
    }
}
