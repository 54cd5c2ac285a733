package io.github.vipps4j.core;

import io.github.vipps4j.core.support.Violations;

/**
 * What the quantity of an {@link OrderLine} counts (ePayment 1.8.1, Order Management 2.1: {@code quantityUnit}). The set is
 * open, so that a receipt with a unit added tomorrow can be read today; the constants are those that the APIs name. The
 * constructor is not API.
 *
 * @param code as the APIs have it, such as {@code KG}
 */
public record QuantityUnit(String code) {
    /** Pieces; what the APIs assume when nothing is said. */
    public static final QuantityUnit PCS = new QuantityUnit("PCS");
    /** Kilograms. */
    public static final QuantityUnit KG = new QuantityUnit("KG");
    /** Kilometres. */
    public static final QuantityUnit KM = new QuantityUnit("KM");
    /** Minutes. */
    public static final QuantityUnit MINUTE = new QuantityUnit("MINUTE");
    /** Litres. */
    public static final QuantityUnit LITRE = new QuantityUnit("LITRE");
    /** Kilowatt-hours. */
    public static final QuantityUnit KWH = new QuantityUnit("KWH");

    /**
     * A unit by its code.
     *
     * @throws InvalidRequestException if it is blank
     */
    public static QuantityUnit of(String code) {
        new Violations()
                .check(code != null && !code.isBlank(), "quantityUnit", "must not be blank")
                .throwIfAny("QuantityUnit");
        return new QuantityUnit(code);
    }

    @Override
    public String toString() {
        return code;
    }
}
