package io.github.vipps4j.ecom;

import static io.github.vipps4j.core.Currency.NOK;

import io.github.vipps4j.core.Amount;
import org.jspecify.annotations.Nullable;

/** Bodies as the API's documentation has them. */
final class Bodies {
    static final String ORDER = "shop7-order-0042";
    static final String EXPRESS_ORDER = "shop7-order-0043";

    static final String LANDING_URL =
            "https://api.vipps.no/dwo-api-application/v1/deeplink/vippsgateway?v=2&token=eyJraWQiOiJqd3Rr.eyJzdWIi";

    static final String INITIATED = """
            { "orderId": "shop7-order-0042", "url": "%s" }
            """.formatted(LANDING_URL);

    private static final String SUMMARY = """
            { "capturedAmount": %d, "remainingAmountToCapture": %d, "refundedAmount": %d, "remainingAmountToRefund": %d }
            """;

    static final String CAPTURED = """
            {
              "paymentInstrument": "pi-0001",
              "orderId": "shop7-order-0042",
              "transactionInfo": {
                "amount": 10000,
                "timeStamp": "2026-07-01T10:05:00.000Z",
                "transactionText": "Parcel 1",
                "status": "Captured",
                "transactionId": "5001446662"
              },
              "transactionSummary": %s
            }
            """.formatted(summary(10_000, 14_900, 0, 10_000));

    /** Unlike all others in {@code transaction}; and without a time zone. */
    static final String REFUNDED = """
            {
              "orderId": "shop7-order-0042",
              "transaction": {
                "amount": 4000,
                "transactionText": "One sock came back",
                "status": "Refund",
                "transactionId": "5600727726",
                "timeStamp": "2026-07-03T08:44:09.123"
              },
              "transactionSummary": %s
            }
            """.formatted(summary(10_000, 14_900, 4_000, 6_000));

    static final String CANCELLED = """
            {
              "orderId": "shop7-order-0042",
              "transactionInfo": {
                "amount": 24900,
                "transactionText": "Sold out",
                "status": "Cancelled",
                "timeStamp": "2026-07-01T10:05:00Z"
              },
              "transactionSummary": %s
            }
            """.formatted(summary(0, 0, 0, 0));

    static final String INITIATE_ENTRY = entry("INITIATE", 24_900, true, "");
    static final String RESERVE_ENTRY = entry("RESERVE", 24_900, true, "");

    static final String WAITING = details(null, INITIATE_ENTRY);
    static final String RESERVED = details(summary(0, 24_900, 0, 0), RESERVE_ENTRY, INITIATE_ENTRY);

    /** Express, with everything that it brings. */
    static final String EXPRESS = """
            {
              "orderId": "shop7-order-0043",
              "shippingDetails": {
                "address": {
                  "addressLine1": "Dronning Eufemias gate 42",
                  "addressLine2": "Att: Rune Garborg",
                  "city": "Oslo",
                  "country": "NO",
                  "postCode": "0191"
                },
                "shippingCost": 99.00,
                "shippingMethod": "Posten home",
                "shippingMethodId": "posten-home"
              },
              "transactionLogHistory": [ %s, %s ],
              "transactionSummary": {
                "capturedAmount": 0,
                "remainingAmountToCapture": 34800,
                "refundedAmount": 0,
                "remainingAmountToRefund": 0,
                "bankIdentificationNumber": 492500
              },
              "userDetails": {
                "bankIdVerified": 1,
                "email": "user@example.com",
                "firstName": "Ada",
                "lastName": "Lovelace",
                "mobileNumber": "91234567",
                "userId": "uiJskNQ6qNN1iwN891uuob=="
              },
              "sub": "c06c4afe-d9e1-4c5d-939a-177d752a0944"
            }
            """.formatted(entry("RESERVE", 34_800, true, ""), INITIATE_ENTRY);

    /** The update of a regular payment. */
    static final String UPDATE = """
            {
              "merchantSerialNumber": "654321",
              "orderId": "shop7-order-0042",
              "transactionInfo": { "amount": 24900, "status": "RESERVED",
                "timeStamp": "2026-07-01T10:00:09.120Z", "transactionId": "5432123456" }
            }
            """;

    /** The update of an Express payment, which spells two things in its own way. */
    static final String EXPRESS_UPDATE = """
            {
              "merchantSerialNumber": 654321,
              "orderId": "shop7-order-0043",
              "shippingDetails": {
                "address": {
                  "addressLine1": "Dronning Eufemias gate 42",
                  "addressLine2": "Att: Rune Garborg",
                  "city": "Oslo",
                  "country": "Norway",
                  "zipCode": "0191"
                },
                "shippingCost": 99.0,
                "shippingMethod": "Posten home",
                "shippingMethodId": "posten-home"
              },
              "transactionInfo": { "amount": 34800, "status": "RESERVE",
                "timeStamp": "2026-07-01T10:00:09.120Z", "transactionId": "5432123456" },
              "userDetails": {
                "bankIdVerified": 1,
                "email": "user@example.com",
                "firstName": "Ada",
                "lastName": "Lovelace",
                "mobileNumber": "91234567",
                "userId": "uiJskNQ6qNN1iwN891uuob=="
              }
            }
            """;

    static final String SHIPPING_CALL = """
            {
              "addressId": 3960,
              "addressLine1": "Dronning Eufemias gate 42",
              "addressLine2": null,
              "city": "Oslo",
              "country": "NO",
              "postCode": "0191",
              "addressType": "H"
            }
            """;

    /** What a {@link #SHIPPING_CALL} is answered with. */
    static final String SHIPPING_ANSWER = "{\"addressId\":3960,\"orderId\":\"shop7-order-0043\",\"shippingDetails\":["
            + "{\"isDefault\":\"Y\",\"priority\":1,\"shippingCost\":99.00,"
            + "\"shippingMethod\":\"Posten home\",\"shippingMethodId\":\"posten-home\"}]}";

    private Bodies() {}

    static Amount nok(long minor) {
        return Amount.ofMinor(minor, NOK);
    }

    static ShippingMethod posten() {
        return ShippingMethod.builder()
                .shippingMethodId("posten-home")
                .shippingMethod("Posten home")
                .shippingCost(ShippingCost.ofKroner("99"))
                .isDefault(true)
                .priority(1)
                .build();
    }

    static InitiatePayment.Builder order(String orderId) {
        return InitiatePayment.builder()
                .orderId(orderId)
                .amount(nok(24_900))
                .transactionText("One pair of socks")
                .callbackPrefix("https://shop.example.com/vipps")
                .fallBack("https://shop.example.com/order/" + orderId);
    }

    static String summary(long captured, long toCapture, long refunded, long toRefund) {
        return SUMMARY.formatted(captured, toCapture, refunded, toRefund);
    }

    static String entry(String operation, long amount, boolean success, String requestId) {
        return """
                {
                  "amount": %d,
                  "transactionText": "One pair of socks",
                  "transactionId": "5001446662",
                  "timeStamp": "2026-07-01T10:00:00.000Z",
                  "operation": "%s",
                  "requestId": "%s",
                  "operationSuccess": %s
                }""".formatted(amount, operation, requestId, success);
    }

    /** @param summary null while the customer has not acted */
    static String details(@Nullable String summary, String... newestFirst) {
        return "{ \"orderId\": \"" + ORDER + "\", \"transactionLogHistory\": [" + String.join(",", newestFirst) + "]"
                + (summary == null ? "" : ", \"transactionSummary\": " + summary) + " }";
    }

    static String error(String group, String code) {
        return """
                [ { "errorGroup": "%s", "errorCode": "%s", "errorMessage": "Free text.",
                    "contextId": "5b9c2b46-2f4f-4c93-8a41-c1d1ad1a5d6e" } ]
                """.formatted(group, code);
    }
}
