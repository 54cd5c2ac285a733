package io.github.vipps4j.epayment;

import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.support.Violations;
import java.util.Arrays;
import java.util.List;

/** The answer to a {@link ShippingOptionsRequest} (ePayment 1.8.1, Express): something to choose from, or no delivery at all. */
public final class ShippingOptions {
    private static final ShippingOptions NO_DELIVERY = new ShippingOptions(List.of());

    private final List<ShippingGroup> groups;

    private ShippingOptions(List<ShippingGroup> groups) {
        this.groups = groups;
    }

    /**
     * What the customer can choose from, in the currency of the payment.
     *
     * @param groups at least one; each pair of brand and type once, each option's id once
     * @throws InvalidRequestException if they are not
     */
    public static ShippingOptions of(ShippingGroup... groups) {
        return of(Arrays.asList(groups));
    }

    /**
     * The same, of a list.
     *
     * @throws InvalidRequestException as above
     */
    public static ShippingOptions of(List<ShippingGroup> groups) {
        Express.groups(new Violations(), "groups", groups).throwIfAny("ShippingOptions");
        return new ShippingOptions(List.copyOf(groups));
    }

    /** The shop does not deliver to this address; the app tells the customer, who can give another. */
    public static ShippingOptions noDelivery() {
        return NO_DELIVERY;
    }

    /** What the customer can choose from; empty if there is no delivery. */
    public List<ShippingGroup> groups() {
        return groups;
    }
}
