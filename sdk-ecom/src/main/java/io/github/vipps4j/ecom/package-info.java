/**
 * Payments with the eCom API v2: initiate, read, capture, refund, cancel, and callbacks. Start at {@code EcomClient}.
 */
@NullMarked
package io.github.vipps4j.ecom;

import org.jspecify.annotations.NullMarked;
