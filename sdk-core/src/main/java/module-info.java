/** The call pipeline that all vipps4j modules share: tokens, retries, idempotency keys, errors, money. */
@SuppressWarnings("module") // the modules named in qualified exports are built after this one
module io.github.vipps4j.core {
    requires transitive okhttp3;
    requires static transitive org.jspecify;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;
    requires static jdk.httpserver;

    exports io.github.vipps4j.core;
    exports io.github.vipps4j.core.callback;
    exports io.github.vipps4j.core.call to
            io.github.vipps4j.webhooks,
            io.github.vipps4j.epayment,
            io.github.vipps4j.ecom,
            io.github.vipps4j.ordermanagement,
            io.github.vipps4j.psp;
    exports io.github.vipps4j.core.support to
            io.github.vipps4j.webhooks,
            io.github.vipps4j.epayment,
            io.github.vipps4j.ecom,
            io.github.vipps4j.ordermanagement,
            io.github.vipps4j.psp;
}
