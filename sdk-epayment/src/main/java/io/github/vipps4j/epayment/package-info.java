/** Payments with the ePayment API: create, read, capture, refund, cancel. Start at {@code EPaymentClient}. */
@NullMarked
package io.github.vipps4j.epayment;

import org.jspecify.annotations.NullMarked;
