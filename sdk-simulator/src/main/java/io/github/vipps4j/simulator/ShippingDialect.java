package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** How an API asks a merchant for the ways of shipping to an address. */
interface ShippingDialect {
    ObjectNode body(String reference, SimulatedAddress address);

    /** Whether 400 says that the merchant does not ship there. */
    boolean canRefuseAddress();

    /** Reads an answer with 200, or refuses it. */
    ShippingOffer read(ObjectNode answer, Payment payment, SimulatedAddress address);
}
