package io.github.vipps4j.ordermanagement;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vipps4j.core.Receipt;
import io.github.vipps4j.core.support.Json;
import io.github.vipps4j.core.support.Receipts;
import org.jspecify.annotations.Nullable;

/** Bodies of requests, in the API's field names (Order Management 2.1). What is not set is left out. */
final class Requests {
    private Requests() {}

    static byte[] receipt(Receipt receipt) {
        return Json.bytes(Receipts.json(receipt));
    }

    static byte[] category(OrderCategory category) {
        ObjectNode body = Json.object()
                .put("category", category.category().code())
                .put("orderDetailsUrl", category.orderDetailsUrl());
        putImageId(body, category.imageId());
        return Json.bytes(body);
    }

    static byte[] category(AddCategory category) {
        ObjectNode body = Json.object()
                .put("orderId", category.orderId())
                .put("paymentType", category.paymentType().code())
                .put("type", category.type().code())
                .put("url", category.url());
        putImageId(body, category.imageId());
        return Json.bytes(body);
    }

    private static void putImageId(ObjectNode body, @Nullable String imageId) {
        if (imageId != null) {
            body.put("imageId", imageId);
        }
    }

    /** Jackson writes bytes as base64. */
    static byte[] image(Image image) {
        return Json.bytes(Json.object()
                .put("imageId", image.imageId())
                .put("src", image.content())
                .put("type", "base64"));
    }
}
