package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Schema.array;
import static io.github.vipps4j.simulator.Schema.bool;
import static io.github.vipps4j.simulator.Schema.integer;
import static io.github.vipps4j.simulator.Schema.matching;
import static io.github.vipps4j.simulator.Schema.nullable;
import static io.github.vipps4j.simulator.Schema.object;
import static io.github.vipps4j.simulator.Schema.oneOf;
import static io.github.vipps4j.simulator.Schema.text;

import java.math.BigDecimal;

/** The request bodies of eCom 2.0.3, and what a merchant answers to the question for shipping methods. */
final class EcomSchemas {
    private static final BigDecimal MOST_KRONER = BigDecimal.valueOf(1_000_000);
    private static final int LONGEST_URL = 255;
    private static final Schema MSN = matching("\\d{4,10}");
    private static final Schema TEXT = text(1, 100);

    /** Kroner, in which a merchant may give at most two decimals. */
    private static final Schema KRONER = (value, name, found) -> {
        if (!value.isNumber()) {
            found.field(name, "must be a number");
        } else if (value.decimalValue().signum() < 0
                || value.decimalValue().compareTo(MOST_KRONER) > 0
                || value.decimalValue().stripTrailingZeros().scale() > 2) {
            found.field(name, "must be 0 to " + MOST_KRONER + ", with at most 2 decimals");
        }
    };

    private static final Schema SHIPPING_METHODS = array(
            0,
            object().required("isDefault", oneOf("Y", "N"))
                    .optional("priority", integer())
                    .required("shippingCost", KRONER)
                    .required("shippingMethod", text(1, 256))
                    .required("shippingMethodId", text(1, 100)));

    /** What a merchant answers to the question for shipping methods. */
    static final Schema SHIPPING_ANSWER = object().required("addressId", integer())
            .required("orderId", text())
            .required("shippingDetails", SHIPPING_METHODS);

    static final Schema INITIATE = object().required("customerInfo", object().optional("mobileNumber", text()))
            .required(
                    "merchantInfo",
                    object().required("merchantSerialNumber", MSN)
                            .required("callbackPrefix", text(1, LONGEST_URL))
                            .required("fallBack", text(1, LONGEST_URL))
                            .optional("authToken", matching("[!-~][ -~]{0,254}"))
                            .optional("isApp", bool())
                            .optional("paymentType", text())
                            .optional("consentRemovalPrefix", text(1, LONGEST_URL))
                            .optional("shippingDetailsPrefix", text(1, LONGEST_URL))
                            .optional("staticShippingDetails", SHIPPING_METHODS))
            .required(
                    "transaction",
                    object().required("orderId", matching("[a-zA-Z0-9-]{1,50}"))
                            .required("amount", integer(100, Integer.MAX_VALUE))
                            .required("transactionText", TEXT)
                            .optional("skipLandingPage", bool())
                            .optional("scope", text())
                            .optional("useExplicitCheckoutFlow", bool())
                            .optional("timeStamp", text())
                            .optional(
                                    "additionalData",
                                    object().required("passengerName", text(1, 49))
                                            .required("airlineCode", text(3, 3))
                                            .required("airlineDesignatorCode", text(2, 2))
                                            .required("agencyInvoiceNumber", text(1, 6))
                                            .optional("ticketNumber", text(1, 150))));

    private static final Schema MERCHANT = object().required("merchantSerialNumber", MSN);

    /** Of capture and refund. */
    static final Schema MODIFICATION = object().required("merchantInfo", MERCHANT)
            .required(
                    "transaction",
                    object().required("transactionText", TEXT)
                            .optional("amount", nullable(integer(0, Integer.MAX_VALUE))));

    static final Schema CANCEL = object().required("merchantInfo", MERCHANT)
            .required("transaction", object().required("transactionText", TEXT))
            .optional("shouldReleaseRemainingFunds", bool());

    static final Schema FORCE_APPROVE =
            object().optional("customerPhoneNumber", matching("\\d{8}")).optional("token", text());

    private EcomSchemas() {}
}
