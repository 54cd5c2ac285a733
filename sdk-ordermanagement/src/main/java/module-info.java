/** Vipps MobilePay Order Management API 2.1, which is served in production only. */
module io.github.vipps4j.ordermanagement {
    requires transitive io.github.vipps4j.core;
    requires static transitive org.jspecify;
    requires com.fasterxml.jackson.databind;

    exports io.github.vipps4j.ordermanagement;
}
