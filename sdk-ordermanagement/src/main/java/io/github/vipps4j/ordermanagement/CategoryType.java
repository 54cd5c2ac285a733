package io.github.vipps4j.ordermanagement;

import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.support.Texts;
import io.github.vipps4j.core.support.Violations;
import org.jspecify.annotations.Nullable;

/**
 * What a category's link leads to (Order Management 2.1). The constants are those that the API names; the set is open, so that
 * a category with a type added tomorrow can be read today. The constructor is not API.
 *
 * @param code as the API has it, such as {@code ORDER_CONFIRMATION}; empty if the service did not say
 */
public record CategoryType(String code) {
    /** The order's page in the shop, or anything else. */
    public static final CategoryType GENERAL = new CategoryType("GENERAL");
    /** A receipt. */
    public static final CategoryType RECEIPT = new CategoryType("RECEIPT");
    /** What was ordered. */
    public static final CategoryType ORDER_CONFIRMATION = new CategoryType("ORDER_CONFIRMATION");
    /** Where the parcel is. */
    public static final CategoryType DELIVERY = new CategoryType("DELIVERY");
    /** Tickets. */
    public static final CategoryType TICKET = new CategoryType("TICKET");
    /** A booking. */
    public static final CategoryType BOOKING = new CategoryType("BOOKING");

    /**
     * A type by its code.
     *
     * @throws InvalidRequestException if it is not made of letters from A to Z, digits and underscores
     */
    public static CategoryType of(String code) {
        check(new Violations(), "categoryType", code).throwIfAny("CategoryType");
        return new CategoryType(code);
    }

    static Violations check(Violations violations, String field, @Nullable String code) {
        if (code == null) {
            return violations.add(field, "is required");
        }
        return violations.check(
                !code.isEmpty() && Texts.all(code, c -> Texts.isLetterOrDigit(c) || c == '_'),
                field,
                "must be letters from A to Z, digits and underscores, such as ORDER_CONFIRMATION");
    }

    @Override
    public String toString() {
        return code;
    }
}
