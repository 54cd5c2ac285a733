package io.github.vipps4j.simulator;

import org.jspecify.annotations.Nullable;

/** What an Express customer has chosen so far. Guarded by the lock of {@link PaymentBook}. */
final class ExpressChoice {
    private @Nullable SimulatedAddress address;
    private @Nullable ShippingOffer offer;
    private ShippingOffer.@Nullable Option option;

    /** A new address brings a new offer, of which the default is chosen at first. */
    void address(SimulatedAddress chosen, ShippingOffer offered) {
        address = chosen;
        offer = offered;
        option = offered.byDefault();
    }

    void option(ShippingOffer.Option chosen) {
        option = chosen;
    }

    @Nullable
    SimulatedAddress address() {
        return address;
    }

    /** Null before an address is chosen. */
    @Nullable
    ShippingOffer offer() {
        return offer;
    }

    /** Null as long as there is nothing to ship by. */
    @Nullable
    Delivery delivery() {
        return address == null || option == null ? null : new Delivery(address, option);
    }
}
