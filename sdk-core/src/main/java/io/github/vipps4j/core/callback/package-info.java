/**
 * Calls that Vipps MobilePay makes to the merchant: bytes and headers in, status and bytes out, whatever the web framework.
 * An {@link io.github.vipps4j.core.callback.CallbackEndpoint} answers them;
 * {@link io.github.vipps4j.core.callback.JdkHttpAdapter} serves one on the JDK's HTTP server.
 */
@NullMarked
package io.github.vipps4j.core.callback;

import org.jspecify.annotations.NullMarked;
