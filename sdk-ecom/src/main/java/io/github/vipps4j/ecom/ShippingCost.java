package io.github.vipps4j.ecom;

import static io.github.vipps4j.core.Currency.NOK;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.support.Violations;
import java.math.BigDecimal;

/**
 * What a delivery costs (eCom 2.0.3). On the wire it is in whole kroner with two decimals, unlike every other sum of
 * this API, so it is a type of its own, of which no number is taken without its unit.
 */
public final class ShippingCost {
    private final Amount amount;

    private ShippingCost(Amount amount) {
        this.amount = amount;
    }

    /**
     * A cost.
     *
     * @param amount in NOK; not below zero. Zero may be refused: the API's own sources disagree
     * @throws InvalidRequestException if it is anything else
     */
    public static ShippingCost of(Amount amount) {
        new Violations()
                .check(amount != null, "shippingCost", "is required")
                .check(amount == null || amount.currency().equals(NOK), "shippingCost", "must be in NOK")
                .check(amount == null || amount.value() >= 0, "shippingCost", "must not be below zero")
                .throwIfAny("ShippingCost");
        return new ShippingCost(amount);
    }

    /**
     * A cost in kroner: {@code ofKroner("99.00")} is 9 900 øre.
     *
     * @param kroner digits, a point and at most two decimals
     * @throws InvalidRequestException if it is anything else
     */
    public static ShippingCost ofKroner(String kroner) {
        return of(Amount.of(kroner, NOK));
    }

    /** As it is on the wire. @throws InvalidRequestException if it has more than two decimals or is below zero */
    static ShippingCost ofKroner(BigDecimal kroner) {
        return of(Amount.of(kroner, NOK));
    }

    /** Like all other sums: 9 900 øre for 99 kroner. Add it to the order's amount. */
    public Amount amount() {
        return amount;
    }

    /** As it is on the wire: 99.00. */
    public BigDecimal kroner() {
        return amount.toMajor();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ShippingCost cost && cost.amount.equals(amount);
    }

    @Override
    public int hashCode() {
        return amount.hashCode();
    }

    /** For people: {@code 99.00 NOK}. */
    @Override
    public String toString() {
        return amount.toString();
    }
}
