package io.github.vipps4j.ordermanagement;

import io.github.vipps4j.core.support.JsonReader;
import io.github.vipps4j.core.support.Receipts;
import java.util.List;

/** Reads what the API answers (Order Management 2.1): strict on ids and on what a receipt's lines cost, lenient on all else. */
final class Replies {
    private Replies() {}

    static Order order(byte[] body) {
        JsonReader order = JsonReader.object(body);
        JsonReader category = order.objectOrNull("category");
        JsonReader receipt = order.objectOrNull("receipt");
        return new Order(
                category == null ? null : orderCategory(category), receipt == null ? null : Receipts.read(receipt));
    }

    private static OrderCategory orderCategory(JsonReader category) {
        return new OrderCategory(
                CategoryType.of(textOrEmpty(category, "category")),
                textOrEmpty(category, "orderDetailsUrl"),
                category.textOrNull("imageId"));
    }

    static String categoryId(byte[] body) {
        return JsonReader.object(body).text("categoryId");
    }

    static List<Category> categories(byte[] body) {
        return JsonReader.object(body).requiredList("categories", Replies::category);
    }

    static Category category(byte[] body) {
        return category(JsonReader.object(body));
    }

    private static Category category(JsonReader category) {
        return new Category(
                category.text("categoryId"),
                textOrEmpty(category, "orderId"),
                PaymentType.read(textOrEmpty(category, "paymentType")),
                CategoryType.of(textOrEmpty(category, "type")),
                textOrEmpty(category, "url"),
                category.textOrNull("imageId"));
    }

    /** Nothing depends on it, so its absence is no failure. */
    private static String textOrEmpty(JsonReader object, String field) {
        String text = object.textOrNull(field);
        return text == null ? "" : text;
    }
}
