/** Vipps MobilePay Webhooks API v1. */
module io.github.vipps4j.webhooks {
    requires transitive io.github.vipps4j.core;
    requires static transitive org.jspecify;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;

    exports io.github.vipps4j.webhooks;
}
