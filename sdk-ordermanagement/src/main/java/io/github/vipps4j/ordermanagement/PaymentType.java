package io.github.vipps4j.ordermanagement;

import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.support.Texts;
import io.github.vipps4j.core.support.Violations;
import java.util.Locale;

/**
 * How the order is paid (Order Management 2.1). The constants are those that the API names; the set is open, so that a
 * category with a type added tomorrow can be read today. The constructor is not API.
 *
 * @param name as the API has it, in capital letters: {@code ECOM}
 */
public record PaymentType(String name) {
    /**
     * A payment of the ePayment API, and of eCom: the API tells payments that are made once from charges of an agreement, not
     * which API made them, and has no other name for those of ePayment. The order's id is the payment's {@code reference}
     * (ePayment) or {@code orderId} (eCom).
     */
    public static final PaymentType ECOM = new PaymentType("ECOM");

    /** A charge of the Recurring API. */
    public static final PaymentType RECURRING = new PaymentType("RECURRING");

    /**
     * A type by its name, in small letters or capitals: the API's own texts have {@code ECOM}, {@code ecom} and {@code eCom}.
     *
     * @throws InvalidRequestException if it is not made of letters from A to Z
     */
    public static PaymentType of(String name) {
        new Violations()
                .check(
                        name != null && !name.isEmpty() && Texts.all(name, PaymentType::isLetter),
                        "paymentType",
                        "must be letters from A to Z, such as ECOM")
                .throwIfAny("PaymentType");
        return read(name);
    }

    static PaymentType read(String name) {
        return new PaymentType(name.toUpperCase(Locale.ROOT));
    }

    private static boolean isLetter(int c) {
        return Texts.isLetterOrDigit(c) && !Texts.isDigit(c);
    }

    @Override
    public String toString() {
        return name;
    }
}
