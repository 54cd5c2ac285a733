package io.github.vipps4j.simulator;

/** Where an Express payment is shipped, and how. */
record Delivery(SimulatedAddress address, ShippingOffer.Option option) {
    /** The country alone: where somebody lives is personal. */
    @Override
    public String toString() {
        return "Delivery[" + address + "]";
    }
}
