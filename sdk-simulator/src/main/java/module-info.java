/** A local Vipps MobilePay. */
module io.github.vipps4j.simulator {
    requires com.fasterxml.jackson.databind;
    requires java.net.http;
    requires jdk.httpserver;
    requires org.slf4j;
    requires static transitive org.jspecify;
    requires static org.junit.jupiter.api;

    exports io.github.vipps4j.simulator;
}
