/** A local Vipps MobilePay: its APIs, the customer with the app, the clock and the faults. */
@NullMarked
package io.github.vipps4j.simulator;

import org.jspecify.annotations.NullMarked;
