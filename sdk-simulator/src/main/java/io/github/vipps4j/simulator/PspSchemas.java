package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Schema.array;
import static io.github.vipps4j.simulator.Schema.bool;
import static io.github.vipps4j.simulator.Schema.matching;
import static io.github.vipps4j.simulator.Schema.object;
import static io.github.vipps4j.simulator.Schema.oneOf;
import static io.github.vipps4j.simulator.Schema.text;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** The request bodies of PSP v3. */
final class PspSchemas {
    private static final Schema TRANSACTION_ID = text(1, 36);

    /** In minor units. */
    private static final Schema AMOUNT = amount(false);

    private static final Schema CURRENCY = (value, name, found) -> {
        if (!value.asText().equals("NOK") || !value.isTextual()) {
            found.field(name, "transaction.currency.invalid");
        }
    };

    static final Schema INIT = object().required("pspTransactionId", TRANSACTION_ID)
            .required("merchantOrderId", matching("[a-zA-Z0-9-]{1,50}"))
            .required("amount", amount(true))
            .required("currency", CURRENCY)
            .required("pspRedirectUrl", text(1, Integer.MAX_VALUE))
            .required("makePaymentUrl", text(1, Integer.MAX_VALUE))
            .optional("makePaymentToken", matching("[!-~][ -~]{0,254}"))
            .optional("customerMobileNumber", matching("\\d{8}"))
            .optional("paymentText", text())
            .optional("isApp", bool())
            .optional("skipLandingPage", bool())
            .optional("merchantAgreementUrl", text());

    static final Schema UPDATE_STATUS = object().required(
                    "transactions",
                    array(
                            1,
                            object().required("pspTransactionId", TRANSACTION_ID)
                                    .required("status", oneOf("RESERVED", "CAPTURED", "CANCELLED", "REFUNDED"))
                                    .required("amount", AMOUNT)
                                    .optional("currency", CURRENCY)
                                    .optional("paymentText", text())
                                    .optional("operationStatus", oneOf("SUCCESS", "FAILED"))));

    static final Schema FORCE_APPROVE =
            object().required("customerPhoneNumber", matching("\\d{8}")).required("token", text());

    private PspSchemas() {}

    /** @param orText whether digits in a string will do too, as older collections send them */
    private static Schema amount(boolean orText) {
        return (value, name, found) -> {
            Long minorUnits = minorUnits(value, orText);
            if (minorUnits == null || minorUnits > Integer.MAX_VALUE) {
                found.field(name, "must be an integer of at most " + Integer.MAX_VALUE);
            } else if (minorUnits < 1) {
                found.field(name, "amount.less.than.one");
            }
        };
    }

    private static @Nullable Long minorUnits(JsonNode value, boolean orText) {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        try {
            return orText && value.isTextual() ? Long.valueOf(value.textValue()) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
