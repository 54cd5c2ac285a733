package io.github.vipps4j.ordermanagement;

import io.github.vipps4j.core.Receipt;

/**
 * What {@link OrderManagementClient#addReceiptIfAbsent} came to. The constructor is not API.
 *
 * @param receipt the receipt that the order has now, and keeps
 * @param isSame whether it says what the given one says, whoever added it and when. False is for people to settle: a receipt
 *     cannot be changed
 */
public record StoredReceipt(Receipt receipt, boolean isSame) {}
