/**
 * What the customer sees of an order in the app (Order Management 2.1): its receipt, and a category, which is a link to the
 * shop, perhaps with an image. Served in production only. Start at {@code OrderManagementClient}.
 */
@NullMarked
package io.github.vipps4j.ordermanagement;

import org.jspecify.annotations.NullMarked;
