package io.github.vipps4j.ordermanagement;

import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.ConflictException;
import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.NotFoundException;
import io.github.vipps4j.core.OutcomeUnknownException;
import io.github.vipps4j.core.Receipt;
import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.VippsException;
import java.util.List;

/**
 * What the customer sees of an order in the app (Order Management 2.1): its receipt, and a category, which is a link to the
 * merchant's pages, perhaps with an image. For payments of ePayment, eCom and Recurring, not for those of payment service
 * providers. No money depends on it.
 *
 * <p><b>Production only.</b> The test environment does not serve this API and answers everything with a
 * {@link NotFoundException}: there, take it for "not served" and go on.
 *
 * <p>The service does not look whether there is such an order, so all this may be sent before the payment is created; a mistyped
 * id is not refused. With ePayment a receipt is better sent along with the payment.
 *
 * <p>Every method blocks, is safe for any number of threads, and throws a {@link VippsException}:
 * {@link InvalidRequestException} before anything is sent; {@link ApiException} if the service refuses, with the fields it
 * refused in {@link ApiException#error()}; {@link OutcomeUnknownException} if a change may or may not have happened, which
 * it is safe to repeat. There are no idempotency keys: after a lost answer the SDK repeats by itself what has the same effect
 * twice as once, and reads first what has not.
 *
 * <p>In each method {@code orderId} is the payment's {@code reference} (ePayment) or {@code orderId} (eCom): letters A to Z
 * and a to z, digits and any of {@code -_.}
 */
public interface OrderManagementClient {
    /** The Order Management API for the sales unit of {@code vipps}. Cheap; needs no closing of its own. */
    static OrderManagementClient of(Vipps vipps) {
        return OrderManagementCalls.of(vipps);
    }

    /**
     * Adds the receipt of an order, once and for all: it can be neither changed nor taken away. After a lost answer it is read
     * whether the order has it.
     *
     * @param paymentType {@link PaymentType#ECOM} for ePayment too
     * @param receipt in NOK, DKK or EUR
     * @throws ConflictException if the order has a receipt already; {@link #addReceiptIfAbsent} looks at it
     * @throws OutcomeUnknownException also if after a lost answer the order has a receipt that says something else; its
     *     {@code resolve()} reads the order
     */
    void addReceipt(PaymentType paymentType, String orderId, Receipt receipt);

    /**
     * Adds the receipt of an order; if there is one already, reads it and says whether it is the same: for a program that
     * cannot tell whether it has added it, such as after a restart. Receipts are the same if they say the same to the customer,
     * line by line.
     *
     * @param paymentType {@link PaymentType#ECOM} for ePayment too
     * @param receipt in NOK, DKK or EUR
     * @return the receipt that the order has now; {@link StoredReceipt#isSame()} tells whether it is the given one
     * @throws ConflictException if the service refuses it as a second one and there is none to be read within the deadline;
     *     why it could not be read is then a suppressed exception. After a lost answer it is an
     *     {@link OutcomeUnknownException}
     */
    StoredReceipt addReceiptIfAbsent(PaymentType paymentType, String orderId, Receipt receipt);

    /**
     * Sets the category of an order (v2). It replaces the one before it completely, its image too.
     *
     * @param paymentType {@link PaymentType#ECOM} for ePayment too
     */
    void setCategory(PaymentType paymentType, String orderId, OrderCategory category);

    /**
     * The category and the receipt of an order.
     *
     * @param paymentType {@link PaymentType#ECOM} for ePayment too
     * @throws NotFoundException if nothing was added to it
     */
    Order getOrder(PaymentType paymentType, String orderId);

    /**
     * Adds a category with an id of its own (v3). An order has one category in the app, and the API does not say which if
     * several were added: if you do not need the id, use {@link #setCategory}. After a lost answer it is read whether the order
     * has such a category; it is not added again as long as one of them may be it.
     *
     * @return its id
     * @throws OutcomeUnknownException also if the order has one that says nearly the same, and the answer was lost; its
     *     {@code resolve()} reads the order's categories
     */
    String addCategory(AddCategory category);

    /** The categories of an order that have an id of their own (v3); empty if there are none. */
    List<Category> listCategories(String orderId);

    /**
     * One category (v3).
     *
     * @throws NotFoundException if there is none with this id
     */
    Category getCategory(String categoryId);

    /**
     * Deletes a category (v3). After a lost answer it is deleted again, and that it is not found then means that it is gone.
     *
     * @throws NotFoundException if there was none with this id from the first
     */
    void deleteCategory(String categoryId);

    /**
     * Adds an image, which any number of categories can then name. It can be neither replaced nor deleted. Adding the same
     * image again is a success as long as its id is derived from its content.
     *
     * @return its id
     * @throws ConflictException if an {@linkplain Image#withId id of your own} is used already
     * @throws OutcomeUnknownException also if it is found to be used after a lost answer: by this image or by another
     */
    String addImage(Image image);

    /** This client with other options where these say something. */
    OrderManagementClient with(RequestOptions options);
}
