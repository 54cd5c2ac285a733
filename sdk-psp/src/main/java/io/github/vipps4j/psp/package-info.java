/**
 * For payment service providers that process the card themselves (PSP API v3): initiate a payment, answer with {@code
 * MakePaymentEndpoint} when its network token comes, and report what became of the money. Start at {@code PspClient}. New
 * integrations take card passthrough of the ePayment API instead.
 */
@NullMarked
package io.github.vipps4j.psp;

import org.jspecify.annotations.NullMarked;
