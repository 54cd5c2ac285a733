package io.github.vipps4j.ordermanagement;

import static io.github.vipps4j.core.Currency.NOK;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.Barcode;
import io.github.vipps4j.core.OrderLine;
import io.github.vipps4j.core.QuantityUnit;
import io.github.vipps4j.core.Receipt;
import io.github.vipps4j.core.Receipt.PaymentSource;
import io.github.vipps4j.core.TaxRate;

/** What is sent and answered, literally, and the requests that say it. */
final class Bodies {
    static final String ORDER = "shop7-order-20260701-0042";
    static final String CATEGORY_ID = "880f5088-7708-4a5a-87d9-31e83aacc035";
    static final String GUID = "\"16328cb8-d769-4c53-90ad-e19777823f0a\"";
    static final String TRACE = "00-616e415f5af7584eb4d9369d0fe8d7cc-48b90041faff204c-00";

    static final String RECEIPT_JSON = "{\"orderLines\":["
            + "{\"name\":\"socks\",\"id\":\"line_item_1\",\"totalAmount\":1000,\"totalAmountExcludingTax\":800,"
            + "\"totalTaxAmount\":200,\"taxRate\":2500,"
            + "\"unitInfo\":{\"unitPrice\":400,\"quantity\":\"2.5\",\"quantityUnit\":\"KG\"},"
            + "\"productUrl\":\"https://example.com/store/socks\"},"
            + "{\"name\":\"flip-flops\",\"id\":\"line_item_2\",\"totalAmount\":5000,\"totalAmountExcludingTax\":4000,"
            + "\"totalTaxAmount\":1000,\"taxRate\":2500,"
            + "\"unitInfo\":{\"unitPrice\":2500,\"quantity\":\"3\",\"quantityUnit\":\"PCS\"},\"discount\":2500},"
            + "{\"name\":\"hat\",\"id\":\"line_item_3\",\"totalAmount\":1255,\"totalAmountExcludingTax\":1000,"
            + "\"totalTaxAmount\":255,\"taxRate\":2550,\"isReturn\":true},"
            + "{\"name\":\"Home Delivery\",\"id\":\"delivery\",\"totalAmount\":1000,\"totalAmountExcludingTax\":800,"
            + "\"totalTaxAmount\":200,\"taxRate\":2500,\"isShipping\":true}],"
            + "\"bottomLine\":{\"currency\":\"NOK\",\"tipAmount\":500,\"posId\":\"pos_122\","
            + "\"paymentSources\":{\"giftCard\":200,\"card\":50},"
            + "\"barcode\":{\"format\":\"CODE 39\",\"data\":\"SC0527013501 \"},\"receiptNumber\":\"0527013501\"}}";

    static final Receipt RECEIPT = Receipt.builder()
            .orderLine(line("socks", "line_item_1", 1000)
                    .unitInfo("2.5", QuantityUnit.KG, nok(400))
                    .productUrl("https://example.com/store/socks"))
            .orderLine(line("flip-flops", "line_item_2", 5000)
                    .unitInfo("3", QuantityUnit.PCS, nok(2500))
                    .discount(nok(2500)))
            .orderLine(line("hat", "line_item_3", 1255)
                    .taxRate(TaxRate.ofHundredths(2550))
                    .isReturn(true))
            .orderLine(line("Home Delivery", "delivery", 1000).isShipping(true))
            .tipAmount(nok(500))
            .posId("pos_122")
            .paymentSource(PaymentSource.GIFT_CARD, nok(200))
            .paymentSource(PaymentSource.CARD, nok(50))
            .barcode(Barcode.code39("SC0527013501 "))
            .receiptNumber("0527013501")
            .build();

    /** As the service may give it back: what was not said is null, or said. */
    static final String STORED_RECEIPT = RECEIPT_JSON
            .replace(
                    "\"isShipping\":true}",
                    "\"isShipping\":true,\"isReturn\":false,\"discount\":0,\"productUrl\":null}")
            .replace(
                    "\"data\":\"SC0527013501 \"}",
                    "\"data\":\"SC0527013501 \"},\"totalAmount\":5745,\"terminalId\":null");

    static final String OTHER_RECEIPT = RECEIPT_JSON.replace("\"name\":\"socks\"", "\"name\":\"gloves\"");

    static final String CATEGORY_JSON = "{\"category\":\"GENERAL\",\"orderDetailsUrl\":\"https://example.com\","
            + "\"imageId\":\"socks-orange-123\"}";

    static final OrderCategory CATEGORY = OrderCategory.builder()
            .category(CategoryType.GENERAL)
            .orderDetailsUrl("https://example.com")
            .imageId("socks-orange-123")
            .build();

    static final String ADD_CATEGORY_JSON =
            "{\"orderId\":\"" + ORDER + "\",\"paymentType\":\"ECOM\",\"type\":\"RECEIPT\","
                    + "\"url\":\"https://www.example.com\",\"imageId\":\"f09c6aeb-442e-4da1-b36a-d8f613edc6c9\"}";

    static final AddCategory ADD_CATEGORY = AddCategory.builder()
            .orderId(ORDER)
            .paymentType(PaymentType.ECOM)
            .type(CategoryType.RECEIPT)
            .url("https://www.example.com")
            .imageId("f09c6aeb-442e-4da1-b36a-d8f613edc6c9")
            .build();

    static final String STORED_CATEGORY =
            ADD_CATEGORY_JSON.replace("{\"orderId\"", "{\"categoryId\":\"" + CATEGORY_ID + "\",\"orderId\"");
    static final String ADDED_CATEGORY = "{\"categoryId\":\"337f5e5d-288b-40d5-be14-901cc3acacc0\"}";
    static final String NO_CATEGORIES = "{\"categories\":[]}";
    static final String CATEGORIES = "{\"categories\":[" + STORED_CATEGORY + "]}";

    private Bodies() {}

    static Amount nok(long minorUnits) {
        return Amount.ofMinor(minorUnits, NOK);
    }

    private static OrderLine.Builder line(String name, String id, long totalAmount) {
        return OrderLine.builder()
                .name(name)
                .id(id)
                .totalAmount(nok(totalAmount))
                .taxRate(TaxRate.ofPercent("25"));
    }

    static String order(String receipt) {
        return "{\"category\":" + CATEGORY_JSON + ",\"receipt\":" + receipt + "}";
    }

    /** In this API's shape, which has no status and its trace id in the instance. */
    static String error(String detail) {
        return "{\"type\":\"https://datatracker.ietf.org/doc/html/rfc7231#section-6.5.1\",\"title\":\"An error occurred.\","
                + "\"detail\":\"" + detail + "\",\"instance\":\"" + TRACE + "\"}";
    }
}
