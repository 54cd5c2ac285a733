package io.github.vipps4j.benchmarks;

/** The shop that all contenders sell for, with made-up keys. */
final class Shop {
    static final String CLIENT_ID = "11111111-2222-3333-4444-555555555555";
    static final String CLIENT_SECRET = "made-up-client-secret";
    static final String SUBSCRIPTION_KEY = "0123456789abcdef0123456789abcdef";
    static final String MSN = "654321";

    static final String SYSTEM_NAME = "acme-shop";
    static final String SYSTEM_VERSION = "4.2.0";
    static final String PLUGIN_NAME = "acme-vipps";
    static final String PLUGIN_VERSION = "1.0.3";

    /** In øre. */
    static final long PRICE = 49_900;

    static final String RETURN_URL = "https://shop.example/return?order=123";
    static final String DESCRIPTION = "One pair of socks";

    private Shop() {}
}
