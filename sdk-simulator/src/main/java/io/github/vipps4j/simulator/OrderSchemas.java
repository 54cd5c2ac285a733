package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Schema.matching;
import static io.github.vipps4j.simulator.Schema.nullable;
import static io.github.vipps4j.simulator.Schema.object;
import static io.github.vipps4j.simulator.Schema.oneOf;
import static io.github.vipps4j.simulator.Schema.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.regex.Pattern;

/** What Order Management 2.1 takes in paths, queries and bodies; for receipts there is {@link ReceiptSchema}. */
final class OrderSchemas {
    private static final int LOWEST_IMAGE = 167;
    /** The API says 2 MB; that it does not mean millions is the simulator's choice. */
    private static final int LARGEST_IMAGE = 2 * 1024 * 1024;

    /** The API says {@code ^https://}; the host, which ends at the first of {@code / ? #}, is the simulator's choice. */
    private static final Pattern LINK =
            Pattern.compile("https://[^/?#:\\s][^/?#\\s]*(?:[/?#]|\\z)", Pattern.CASE_INSENSITIVE);

    private static final Schema ORDER_ID = matching("[0-9A-Za-z_.-]+");
    private static final Schema IMAGE_ID = matching("[0-9A-Za-z_.-]{1,128}");
    private static final Schema CATEGORY_TYPE =
            oneOf("GENERAL", "RECEIPT", "ORDER_CONFIRMATION", "DELIVERY", "TICKET", "BOOKING");

    /** What the paths of version 2 name. */
    static final Schema ORDER =
            object().required("paymentType", OrderSchemas::requirePaymentType).required("orderId", ORDER_ID);

    /** The query for categories. */
    static final Schema QUERY = object().required("orderId", ORDER_ID);

    static final Schema CATEGORY_V2 = object().required("category", CATEGORY_TYPE)
            .required("orderDetailsUrl", OrderSchemas::requireLink)
            .optional("imageId", nullable(IMAGE_ID));

    static final Schema CATEGORY_V3 = object().required("orderId", ORDER_ID)
            .required("paymentType", OrderSchemas::requirePaymentType)
            .required("type", CATEGORY_TYPE)
            .required("url", OrderSchemas::requireLink)
            .optional("imageId", nullable(IMAGE_ID));

    static final Schema IMAGE = object().required("imageId", IMAGE_ID)
            .required("src", text().and(OrderSchemas::requireImage))
            .required("type", oneOf("base64"));

    private OrderSchemas() {}

    private static void requirePaymentType(JsonNode value, String name, Schema.Violations found) {
        String type = value.asText();
        if (!value.isTextual() || !type.equalsIgnoreCase("ECOM") && !type.equalsIgnoreCase("RECURRING")) {
            found.field(name, "must be one of ECOM, RECURRING");
        }
    }

    private static void requireLink(JsonNode value, String name, Schema.Violations found) {
        if (!value.isTextual()) {
            found.field(name, "must be a string");
            return;
        }
        if (!LINK.matcher(value.textValue()).lookingAt()) {
            found.field(name, "must begin with https:// and a host");
        }
    }

    private static void requireImage(JsonNode value, String name, Schema.Violations found) {
        if (!value.isTextual()) {
            return;
        }
        byte[] content;
        try {
            content = Base64.getDecoder().decode(value.textValue());
        } catch (IllegalArgumentException e) {
            found.field(name, "must be base64");
            return;
        }
        if (content.length > LARGEST_IMAGE) {
            found.field(name, "must have at most " + LARGEST_IMAGE + " bytes");
        }
        ImageHeader header = ImageHeader.of(content);
        if (header == null) {
            found.field(name, "must be a PNG or JPEG image");
        } else if (header.height() < LOWEST_IMAGE) {
            found.field(name, "must be at least " + LOWEST_IMAGE + " pixels high");
        }
    }
}
