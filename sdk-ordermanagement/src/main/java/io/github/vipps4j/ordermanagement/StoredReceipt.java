package io.github.vipps4j.ordermanagement;

import io.github.vipps4j.core.Receipt;

/**
 * What {@link OrderManagementClient#addReceiptIfAbsent} came to. The constructor is not API.
 *
 * @param receipt the receipt that the order has now, and keeps
 * @param isNew whether it was added just now; false if there was one already. After a lost answer one that is the same is
 *     taken for new
 * @param isSame whether it says what the given one says. False is for people to settle: a receipt cannot be changed
 */
public record StoredReceipt(Receipt receipt, boolean isNew, boolean isSame) {}
