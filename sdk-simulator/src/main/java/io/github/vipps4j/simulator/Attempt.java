package io.github.vipps4j.simulator;

/** To bring an event to a registration once; its fault may make several requests of it. */
record Attempt(Registration to, PendingEvent pending, DeliveryFault fault) {}
