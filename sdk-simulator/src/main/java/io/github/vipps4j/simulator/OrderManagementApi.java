package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The operations of Order Management 2.1, without those that it calls deprecated. */
final class OrderManagementApi implements Api.Played {
    private final Gatekeeper gatekeeper;
    private final OrderBook book;
    private final boolean served;

    /** @param served whether this environment has the API at all */
    OrderManagementApi(Gatekeeper gatekeeper, OrderBook book, boolean served) {
        this.gatekeeper = gatekeeper;
        this.book = book;
        this.served = served;
    }

    @Override
    public Answer answer(Call call, Route route) {
        // A delayed request is looked at after its delay: meanwhile its token may have gone.
        call.pause();
        if (!served) {
            return Answer.gateway(404, "Resource not found");
        }
        try {
            String msn = gatekeeper.admit(call).merchantSerialNumber();
            Gatekeeper.requireHeaders(call, route.operation());
            return switch (route.operation()) {
                case RECEIPT_ADD -> addReceipt(call, msn, route);
                case CATEGORY_SET -> setCategory(call, msn, route);
                case ORDER_GET -> order(msn, route);
                case CATEGORY_ADD -> addCategory(call, msn);
                case CATEGORY_LIST -> categories(msn, call.queryParameter("orderId"));
                case CATEGORY_GET -> Answer.json(200, categoryV3(book.category(msn, String.valueOf(route.named()))));
                case CATEGORY_DELETE -> deleteCategory(msn, String.valueOf(route.named()));
                case IMAGE_ADD -> addImage(call, msn);
                default ->
                    throw new IllegalArgumentException("Not an operation of Order Management: " + route.operation());
            };
        } catch (Refusal refusal) {
            return refusal.answer(OrderManagementErrors.STYLE, call.path());
        }
    }

    private Answer addReceipt(Call call, String msn, Route route) {
        ObjectNode receipt = call.json();
        book.addReceipt(requireOrder(msn, route, ReceiptSchema.RECEIPT, receipt), receipt);
        return Answer.json(201, TextNode.valueOf(newId()));
    }

    private Answer setCategory(Call call, String msn, Route route) {
        ObjectNode body = call.json();
        OrderKey key = requireOrder(msn, route, OrderSchemas.CATEGORY_V2, body);
        SimulatedCategory category = category(body, "category", "orderDetailsUrl");
        book.setCategory(key, category);
        return Answer.json(200, TextNode.valueOf(category.id()));
    }

    private Answer order(String msn, Route route) {
        ObjectNode path = path(route);
        OrderSchemas.ORDER.require(path);
        return Answer.json(200, book.read(OrderKey.of(msn, path), OrderManagementApi::order));
    }

    private static ObjectNode order(@Nullable Order order) {
        ObjectNode body = Json.object();
        SimulatedCategory category = order == null ? null : order.category();
        if (category != null) {
            body.putObject("category")
                    .put("category", category.type())
                    .put("orderDetailsUrl", category.url())
                    .put("imageId", category.imageId());
        }
        ObjectNode receipt = order == null ? null : order.receipt();
        if (receipt != null) {
            body.set("receipt", receipt);
        }
        if (body.isEmpty()) {
            throw Refusal.unknown("orderId");
        }
        return body;
    }

    private Answer addCategory(Call call, String msn) {
        ObjectNode body = call.json();
        OrderSchemas.CATEGORY_V3.require(body);
        SimulatedCategory category = category(body, "type", "url");
        book.addCategory(OrderKey.of(msn, body), category);
        return Answer.json(201, Json.object().put("categoryId", category.id()));
    }

    private Answer categories(String msn, @Nullable String orderId) {
        ObjectNode query = Json.object();
        if (orderId != null) {
            query.put("orderId", orderId);
        }
        OrderSchemas.QUERY.require(query);
        ObjectNode body = Json.object();
        ArrayNode all = body.putArray("categories");
        book.categories(msn, query.path("orderId").textValue()).forEach(added -> all.add(categoryV3(added)));
        return Answer.json(200, body);
    }

    private Answer deleteCategory(String msn, String id) {
        book.deleteCategory(msn, id);
        return Answer.empty(200);
    }

    private Answer addImage(Call call, String msn) {
        ObjectNode body = call.json();
        OrderSchemas.IMAGE.require(body);
        String imageId = body.path("imageId").textValue();
        byte[] content = Base64.getDecoder().decode(body.path("src").textValue());
        book.addImage(SimulatedImage.of(msn, imageId, content));
        return Answer.json(200, Json.object().put("imageId", imageId));
    }

    /** What the path and the body have wrong is said at once. */
    private static OrderKey requireOrder(String msn, Route route, Schema schema, ObjectNode body) {
        ObjectNode path = path(route);
        Schema.Violations found = new Schema.Violations();
        OrderSchemas.ORDER.check(path, "", found);
        schema.check(body, "", found);
        found.refuse();
        return OrderKey.of(msn, path);
    }

    private static ObjectNode path(Route route) {
        return Json.object().put("paymentType", route.paymentType()).put("orderId", route.named());
    }

    /** The versions have different names for the same. */
    private static SimulatedCategory category(JsonNode body, String type, String url) {
        return new SimulatedCategory(
                newId(),
                body.path(type).textValue(),
                body.path(url).textValue(),
                body.path("imageId").textValue());
    }

    private static ObjectNode categoryV3(OrderBook.Added added) {
        SimulatedCategory category = added.category();
        ObjectNode json = Json.object()
                .put("categoryId", category.id())
                .put("orderId", added.order().orderId())
                .put("paymentType", added.order().paymentType())
                .put("type", category.type())
                .put("url", category.url());
        return category.imageId() == null ? json : json.put("imageId", category.imageId());
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }
}
