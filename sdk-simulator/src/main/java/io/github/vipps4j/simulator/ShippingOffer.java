package io.github.vipps4j.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an Express customer is shown for an address.
 *
 * @param status whether there is something to choose from
 * @param options the ways of shipping, in the order in which they are shown
 * @param problem what was wrong with the merchant's answer, null if nothing was
 */
public record ShippingOffer(
        Status status, List<Option> options, @Nullable String problem) {

    /** Copies the options. */
    public ShippingOffer {
        options = List.copyOf(options);
    }

    /** Whether there is something to choose from. */
    public enum Status {
        /** The customer may choose. */
        OFFERED,
        /** The merchant answered 400: it does not ship to this address. The customer may choose another. */
        ADDRESS_REFUSED,
        /** The merchant answered something else, or not in time. The customer may try again. */
        FAILED
    }

    /**
     * A way of shipping.
     *
     * @param id the merchant's name for it
     * @param name what the customer reads
     * @param type of the group, such as {@code HOME_DELIVERY}
     * @param brand of the group, such as {@code POSTEN}
     * @param cost minor units, added to the payment's amount
     * @param isDefault whether it is chosen if the customer chooses nothing: exactly one of an offer is
     */
    public record Option(String id, String name, String type, String brand, long cost, boolean isDefault) {}

    static ShippingOffer offered(List<Option> options) {
        return new ShippingOffer(Status.OFFERED, options, null);
    }

    static ShippingOffer addressRefused() {
        return new ShippingOffer(Status.ADDRESS_REFUSED, List.of(), null);
    }

    static ShippingOffer failed(String problem) {
        return new ShippingOffer(Status.FAILED, List.of(), problem);
    }

    @Nullable
    Option byDefault() {
        return options.stream().filter(Option::isDefault).findFirst().orElse(null);
    }

    @Nullable
    Option option(String id) {
        return options.stream().filter(one -> one.id().equals(id)).findFirst().orElse(null);
    }
}
