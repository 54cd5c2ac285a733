/** Vipps MobilePay PSP API v3. */
module io.github.vipps4j.psp {
    requires transitive io.github.vipps4j.core;
    requires static transitive org.jspecify;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;

    exports io.github.vipps4j.psp;
}
