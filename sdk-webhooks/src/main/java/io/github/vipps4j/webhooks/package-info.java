/**
 * Webhooks of Vipps MobilePay (Webhooks API v1): register, verify, receive. A webhook is a hint, never a proof of money: read
 * the payment back before you act.
 */
@NullMarked
package io.github.vipps4j.webhooks;

import org.jspecify.annotations.NullMarked;
