package io.github.vipps4j.ordermanagement;

import io.github.vipps4j.core.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * What the app has to show of an order (Order Management 2.1). The constructor is not API.
 *
 * @param category its link, or null if none was set
 * @param receipt its receipt, or null if none was added
 */
public record Order(
        @Nullable OrderCategory category, @Nullable Receipt receipt) {}
