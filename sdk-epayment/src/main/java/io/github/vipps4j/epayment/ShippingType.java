package io.github.vipps4j.epayment;

/**
 * How goods come to the customer (ePayment 1.8.1). An open set: {@link #of} takes those that are not here. Checked with the
 * group that it is part of.
 *
 * @param name as the API has it, such as {@code HOME_DELIVERY}
 */
public record ShippingType(String name) {
    /** To the door. */
    public static final ShippingType HOME_DELIVERY = of("HOME_DELIVERY");
    /** To a place where the customer fetches them. */
    public static final ShippingType PICKUP_POINT = of("PICKUP_POINT");
    /** Into the mailbox. */
    public static final ShippingType MAILBOX = of("MAILBOX");
    /** In the merchant's shop. */
    public static final ShippingType IN_STORE = of("IN_STORE");
    /** In another way. */
    public static final ShippingType OTHER = of("OTHER");

    /** A type by its name. */
    public static ShippingType of(String name) {
        return new ShippingType(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
