/** Vipps MobilePay ePayment API 1.8.1. */
module io.github.vipps4j.epayment {
    requires transitive io.github.vipps4j.core;
    requires transitive io.github.vipps4j.webhooks;
    requires static transitive org.jspecify;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;

    exports io.github.vipps4j.epayment;
}
