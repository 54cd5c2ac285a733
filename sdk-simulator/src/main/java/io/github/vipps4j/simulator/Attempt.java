package io.github.vipps4j.simulator;

import org.jspecify.annotations.Nullable;

/** To bring an event to a registration once; its fault may make several requests of it. */
record Attempt(Registration to, PendingEvent pending, DeliveryFault fault) {
    /** The fault that hit it last: its own, else the delay before it; null if there was none. */
    @Nullable
    String faultName() {
        DeliveryFault last = fault == DeliveryFault.NONE ? pending.delayedBy() : fault;
        return last == null ? null : last.toString();
    }
}
