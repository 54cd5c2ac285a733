package io.github.vipps4j.simulator;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The question to a merchant which shipping options there are for an address: the dynamic options of Express in ePayment
 * 1.8.1, and the shipping details of Express in eCom 2.0.3.
 *
 * @param merchantSerialNumber whose payment
 * @param reference the payment; in eCom its order id
 * @param url where it was sent
 * @param status what the merchant answered, null if it did not
 * @param problem what was wrong with the answer, such as {@code no answer within PT10S}, as
 *     {@link ShippingOffer#problem()} has it; null if nothing was, and if the merchant refused the address
 * @param at when it was asked, by the simulator's clock
 * @param headers those that the API has, by name, ignoring case; the merchant's token is {@code ***}
 * @param body as text, as it was sent; not printed, since it has the customer's address
 */
public record ShippingQuestion(
        String merchantSerialNumber,
        String reference,
        String url,
        @Nullable Integer status,
        @Nullable String problem,
        Instant at,
        Map<String, String> headers,
        String body) {

    /** Copies the headers. */
    public ShippingQuestion {
        Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        headers = Collections.unmodifiableMap(copy);
    }

    /** Without the body, and without the URL, which may hold a secret of the merchant. */
    @Override
    public String toString() {
        return "ShippingQuestion[merchantSerialNumber=" + merchantSerialNumber + ", reference=" + reference
                + ", status=" + status + ", problem=" + problem + ", at=" + at + "]";
    }
}
