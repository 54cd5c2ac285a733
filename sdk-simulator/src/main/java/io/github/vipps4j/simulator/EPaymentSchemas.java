package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Schema.array;
import static io.github.vipps4j.simulator.Schema.bool;
import static io.github.vipps4j.simulator.Schema.integer;
import static io.github.vipps4j.simulator.Schema.map;
import static io.github.vipps4j.simulator.Schema.matching;
import static io.github.vipps4j.simulator.Schema.minorUnits;
import static io.github.vipps4j.simulator.Schema.nullable;
import static io.github.vipps4j.simulator.Schema.object;
import static io.github.vipps4j.simulator.Schema.oneOf;
import static io.github.vipps4j.simulator.Schema.text;

/** The request bodies of ePayment 1.8.1, with the fields that were added in 2026. */
final class EPaymentSchemas {
    private static final Schema CURRENCY = oneOf("NOK", "DKK", "EUR", "SEK", "USD", "GBP");

    private static final Schema AMOUNT =
            object().required("currency", CURRENCY).required("value", minorUnits(65_000_000));

    /** That exactly one of the three is there, and what each looks like, is for {@link CreateRules}: it has codes. */
    private static final Schema CUSTOMER = object().optional("phoneNumber", text())
            .optional("personalQr", text())
            .optional("customerToken", text());

    private static final Schema SHIPPING_GROUP = object().required(
                    "type", oneOf("HOME_DELIVERY", "PICKUP_POINT", "MAILBOX", "IN_STORE", "OTHER"))
            .required("brand", text())
            .required(
                    "options",
                    array(
                            0,
                            object().required("id", text())
                                    .required("amount", AMOUNT)
                                    .required("name", text())
                                    .optional("isDefault", bool())
                                    .optional("priority", integer())
                                    .optional("meta", text())
                                    .optional("estimatedDelivery", text())))
            .optional("isDefault", bool())
            .optional("priority", integer());

    /** What a merchant answers to the question for shipping options. */
    static final Schema SHIPPING_ANSWER = object().required("groups", array(0, SHIPPING_GROUP));

    static final Schema CREATE = object().required("amount", AMOUNT)
            .required(
                    "paymentMethod",
                    object().required("type", oneOf("WALLET", "CARD", "CARD_PASSTHROUGH"))
                            .optional("blockedSources", array(0, oneOf("COMMERCIAL_CARDS"))))
            .required("reference", matching("[a-zA-Z0-9-]{8,64}"))
            .required("userFlow", oneOf("WEB_REDIRECT", "NATIVE_REDIRECT", "PUSH_MESSAGE", "QR"))
            .optional("customer", CUSTOMER)
            .optional("returnUrl", text(0, 2500))
            .optional("paymentDescription", text(3, 100))
            .optional("customerInteraction", oneOf("CUSTOMER_PRESENT", "CUSTOMER_NOT_PRESENT"))
            .optional("minimumUserAge", nullable(integer(0, 100)))
            .optional("profile", object().optional("scope", text()))
            .optional(
                    "expiresAt",
                    nullable(matching("\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?"
                            + "(?:[Zz]|[+-](?:2[0-3]|[01][0-9]):[0-5][0-9])")))
            .optional(
                    "qrFormat",
                    nullable(object().required("format", oneOf("TEXT/TARGETURL", "IMAGE/SVG+XML", "IMAGE/PNG"))
                            .optional("size", nullable(integer(100, 2000)))))
            .optional("receipt", ReceiptSchema.RECEIPT)
            .optional("receiptUrl", nullable(text()))
            .optional("metadata", nullable(map(text())))
            .optional(
                    "shipping",
                    object().optional("fixedOptions", array(0, SHIPPING_GROUP))
                            .optional(
                                    "dynamicOptions",
                                    object().required("callbackUrl", text())
                                            .optional("callbackAuthorizationToken", matching("[!-~][ -~]*")))
                            .optional("allowedCountries", array(0, text(2, 2))))
            .optional(
                    "industryData",
                    object().optional(
                                    "airlineData",
                                    object().required("agencyInvoiceNumber", text(1, 6))
                                            .required("airlineCode", text(3, 3))
                                            .required("airlineDesignatorCode", text(2, 2))
                                            .required("passengerName", text(1, 49))
                                            .optional("ticketNumber", text(1, 150))))
            .optional(
                    "cardPassthrough",
                    object().required("pspReference", text(1, Integer.MAX_VALUE))
                            .required("cardCallbackUrl", text())
                            .required(
                                    "allowedCardTypes",
                                    array(1, oneOf("VISA_DEBIT", "VISA_CREDIT", "MC_DEBIT", "MC_CREDIT", "DANKORT")))
                            .optional("preferVisaPartOfVisaDankort", bool())
                            .optional(
                                    "publicEncryptionKeyId",
                                    matching("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")));

    static final Schema MODIFICATION = object().required("modificationAmount", AMOUNT);

    static final Schema CANCEL = object().optional("cancelTransactionOnly", bool());

    static final Schema FORCE_APPROVE = object().optional("customer", CUSTOMER).optional("token", text());

    private EPaymentSchemas() {}
}
