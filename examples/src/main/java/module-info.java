/** Every main that a reader may run. */
module io.github.vipps4j.examples {
    requires io.github.vipps4j.ecom;
    requires io.github.vipps4j.epayment;
    requires io.github.vipps4j.ordermanagement;
    requires io.github.vipps4j.psp;
    requires io.github.vipps4j.simulator;
    requires java.net.http;
    requires jdk.httpserver;
    requires static org.jspecify;
}
