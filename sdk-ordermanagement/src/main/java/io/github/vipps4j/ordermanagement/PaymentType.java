package io.github.vipps4j.ordermanagement;

import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.support.Texts;
import io.github.vipps4j.core.support.Violations;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the order is paid (Order Management 2.1). The constants are those that the API names; the set is open, so that a
 * category with a type added tomorrow can be read today. The constructor is not API.
 *
 * @param code as the API has it, in capital letters: {@code ECOM}
 */
public record PaymentType(String code) {
    private static final String FIELD = "paymentType";

    /**
     * A payment of the ePayment API, and of eCom: the API tells payments that are made once from charges of an agreement, not
     * which API made them, and has no other name for those of ePayment. The order's id is the payment's {@code reference}
     * (ePayment) or {@code orderId} (eCom).
     */
    public static final PaymentType ECOM = new PaymentType("ECOM");

    /** A charge of the Recurring API. */
    public static final PaymentType RECURRING = new PaymentType("RECURRING");

    /**
     * A type by its code, in small letters or capitals: the API's own texts have {@code ECOM}, {@code ecom} and {@code eCom}.
     *
     * @throws InvalidRequestException if it is not made of letters from A to Z, or is {@code EPAYMENT}, which is {@link #ECOM}
     */
    public static PaymentType of(String code) {
        check(new Violations(), code).throwIfAny("PaymentType");
        return read(code);
    }

    static PaymentType read(String code) {
        return new PaymentType(code.toUpperCase(Locale.ROOT));
    }

    static Violations check(Violations violations, @Nullable String code) {
        if (code == null) {
            return violations.add(FIELD, "is required");
        }
        return violations
                .check(
                        !code.isEmpty() && Texts.all(code, PaymentType::isLetter),
                        FIELD,
                        "must be letters from A to Z, such as ECOM")
                .check(!code.equalsIgnoreCase("EPAYMENT"), FIELD, "must be ECOM, which stands for ePayment too");
    }

    private static boolean isLetter(int c) {
        return Texts.isLetterOrDigit(c) && !Texts.isDigit(c);
    }

    @Override
    public String toString() {
        return code;
    }
}
