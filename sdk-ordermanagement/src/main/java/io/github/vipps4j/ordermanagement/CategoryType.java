package io.github.vipps4j.ordermanagement;

/**
 * What a category's link leads to (Order Management 2.1). An open set: {@link #of} takes those that are not here. Checked
 * with the category that it is part of. The constructor is not API.
 *
 * @param name as the API has it, such as {@code ORDER_CONFIRMATION}
 */
public record CategoryType(String name) {
    /** The order's page in the shop, or anything else. */
    public static final CategoryType GENERAL = of("GENERAL");
    /** A receipt. */
    public static final CategoryType RECEIPT = of("RECEIPT");
    /** What was ordered. */
    public static final CategoryType ORDER_CONFIRMATION = of("ORDER_CONFIRMATION");
    /** Where the parcel is. */
    public static final CategoryType DELIVERY = of("DELIVERY");
    /** Tickets. */
    public static final CategoryType TICKET = of("TICKET");
    /** A booking. */
    public static final CategoryType BOOKING = of("BOOKING");

    /** A type by its name. */
    public static CategoryType of(String name) {
        return new CategoryType(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
