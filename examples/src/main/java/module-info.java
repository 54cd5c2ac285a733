/** Every main that a reader may run. */
module io.github.vipps4j.examples {
    requires io.github.vipps4j.epayment;
    requires io.github.vipps4j.simulator;
    requires static org.jspecify;
}
