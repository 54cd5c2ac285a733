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
                new CategoryType(category.textOrEmpty("category")),
                category.textOrEmpty("orderDetailsUrl"),
                category.textOrNull("imageId"));
    }

    static String categoryId(byte[] body) {
        return JsonReader.object(body).id("categoryId");
    }

    static List<Category> categories(byte[] body) {
        return JsonReader.object(body).requiredList("categories", Replies::category);
    }

    static Category category(byte[] body) {
        return category(JsonReader.object(body));
    }

    private static Category category(JsonReader category) {
        return new Category(
                category.id("categoryId"),
                category.textOrEmpty("orderId"),
                PaymentType.read(category.textOrEmpty("paymentType")),
                new CategoryType(category.textOrEmpty("type")),
                category.textOrEmpty("url"),
                category.textOrNull("imageId"));
    }
}
