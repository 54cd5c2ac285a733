package io.github.vipps4j.ordermanagement;

import io.github.vipps4j.core.ConflictException;
import io.github.vipps4j.core.NotFoundException;
import io.github.vipps4j.core.Operation;
import io.github.vipps4j.core.Receipt;
import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.core.Resolution;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.call.ApiCall;
import io.github.vipps4j.core.call.Repeatability;
import io.github.vipps4j.core.call.VippsSession;
import io.github.vipps4j.core.support.Violations;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The operations of Order Management 2.1 as calls of the pipeline. */
final class OrderManagementCalls implements OrderManagementClient {
    private static final String ROOT = "/order-management";
    private static final String CATEGORIES = ROOT + "/v3/categories";
    private static final String CATEGORY = CATEGORIES + "/{categoryId}";

    static final Operation ADD_RECEIPT =
            new Operation("ordermanagement.addReceipt", "POST", ROOT + "/v2/{paymentType}/receipts/{orderId}");
    static final Operation SET_CATEGORY =
            new Operation("ordermanagement.setCategory", "PUT", ROOT + "/v2/{paymentType}/categories/{orderId}");
    static final Operation GET_ORDER =
            new Operation("ordermanagement.getOrder", "GET", ROOT + "/v2/{paymentType}/{orderId}");
    static final Operation ADD_CATEGORY = new Operation("ordermanagement.addCategory", "POST", CATEGORIES);
    static final Operation LIST_CATEGORIES = new Operation("ordermanagement.listCategories", "GET", CATEGORIES);
    static final Operation GET_CATEGORY = new Operation("ordermanagement.getCategory", "GET", CATEGORY);
    static final Operation DELETE_CATEGORY = new Operation("ordermanagement.deleteCategory", "DELETE", CATEGORY);
    static final Operation ADD_IMAGE = new Operation("ordermanagement.addImage", "POST", ROOT + "/v1/images");

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final VippsSession session;

    private OrderManagementCalls(VippsSession session) {
        this.session = session;
    }

    static OrderManagementClient of(Vipps vipps) {
        return new OrderManagementCalls(VippsSession.of(vipps));
    }

    @Override
    public void addReceipt(PaymentType paymentType, String orderId, Receipt receipt) {
        adding(paymentType, orderId, receipt).add();
    }

    @Override
    public StoredReceipt addReceiptIfAbsent(PaymentType paymentType, String orderId, Receipt receipt) {
        return adding(paymentType, orderId, receipt).addIfAbsent();
    }

    private ReceiptAddition adding(PaymentType paymentType, String orderId, Receipt receipt) {
        checked(
                ADD_RECEIPT,
                Rules.order(new Violations(), paymentType, orderId).check(receipt != null, "receipt", "is required"));
        return new ReceiptAddition(this, session, paymentType, orderId, receipt);
    }

    @Override
    public void setCategory(PaymentType paymentType, String orderId, OrderCategory category) {
        Violations violations = Rules.order(new Violations(), paymentType, orderId);
        checked(
                SET_CATEGORY,
                category == null ? violations.check(false, "category", "is required") : category.check(violations));
        session.execute(ApiCall.of(SET_CATEGORY, Repeatability.NATURAL, anything -> Boolean.TRUE)
                .path("paymentType", paymentType.name())
                .path("orderId", orderId)
                .reference(orderId)
                .body(Requests.category(category))
                .settledBy("Set it again, or look at getOrder(paymentType, orderId)")
                .build());
    }

    @Override
    public Order getOrder(PaymentType paymentType, String orderId) {
        checked(GET_ORDER, Rules.order(new Violations(), paymentType, orderId));
        return get(paymentType, orderId, null);
    }

    private Order get(PaymentType paymentType, String orderId, @Nullable Duration within) {
        return execute(
                ApiCall.of(GET_ORDER, Repeatability.SAFE, Replies::order)
                        .path("paymentType", paymentType.name())
                        .path("orderId", orderId)
                        .reference(orderId)
                        .build(),
                within);
    }

    /** The receipt of an order; null if it has none. */
    @Nullable
    Receipt receipt(PaymentType paymentType, String orderId, @Nullable Duration within) {
        Order order = orNullIfNotFound(() -> get(paymentType, orderId, within));
        return order == null ? null : order.receipt();
    }

    @Override
    public String addCategory(AddCategory category) {
        checked(ADD_CATEGORY, new Violations().check(category != null, "category", "is required"));
        return session.execute(ApiCall.of(ADD_CATEGORY, Repeatability.CHECKED, Replies::categoryId)
                .reference(category.orderId())
                .body(Requests.category(category))
                .check(within -> find(category, within))
                .settledBy("Look for it in listCategories(orderId) before adding it again")
                .resolvedBy(() -> resolution(find(category, null) != null))
                .build());
    }

    /** Its id, or null. */
    private @Nullable String find(AddCategory category, @Nullable Duration within) {
        List<Category> there = orNullIfNotFound(() -> list(category.orderId(), within));
        return there == null
                ? null
                : there.stream()
                        .filter(category::isSaidBy)
                        .map(Category::categoryId)
                        .findFirst()
                        .orElse(null);
    }

    @Override
    public List<Category> listCategories(String orderId) {
        checked(LIST_CATEGORIES, Rules.orderId(new Violations(), orderId));
        return list(orderId, null);
    }

    private List<Category> list(String orderId, @Nullable Duration within) {
        return execute(
                ApiCall.of(LIST_CATEGORIES, Repeatability.SAFE, Replies::categories)
                        .query("orderId", orderId)
                        .reference(orderId)
                        .build(),
                within);
    }

    @Override
    public Category getCategory(String categoryId) {
        checked(GET_CATEGORY, Rules.categoryId(new Violations(), categoryId));
        return session.execute(ApiCall.of(GET_CATEGORY, Repeatability.SAFE, Replies::category)
                .path("categoryId", categoryId)
                .reference(categoryId)
                .build());
    }

    @Override
    public void deleteCategory(String categoryId) {
        checked(DELETE_CATEGORY, Rules.categoryId(new Violations(), categoryId));
        session.execute(ApiCall.of(DELETE_CATEGORY, Repeatability.NATURAL, anything -> Boolean.TRUE)
                .path("categoryId", categoryId)
                .reference(categoryId)
                .alreadyDone(NOT_FOUND, Boolean.TRUE)
                .settledBy("Delete it again, or look at getCategory(categoryId)")
                .build());
    }

    /** The answer says the id that was sent: it is not read. */
    @Override
    public String addImage(Image image) {
        checked(ADD_IMAGE, new Violations().check(image != null, "image", "is required"));
        try {
            return session.execute(ApiCall.of(ADD_IMAGE, Repeatability.NATURAL, anything -> image.imageId())
                    .reference(image.imageId())
                    .body(Requests.image(image))
                    .alreadyDone(CONFLICT, image.imageId())
                    .settledBy("Add it again: a conflict then means that it is there")
                    .build());
        } catch (ConflictException e) {
            if (image.isNamedByContent()) {
                return image.imageId();
            }
            throw e;
        }
    }

    @Override
    public OrderManagementClient with(RequestOptions options) {
        return new OrderManagementCalls(session.with(options));
    }

    /** Ends the checking of an operation's input: nothing is sent if anything was found. */
    private void checked(Operation operation, Violations violations) {
        session.requireMerchantSerialNumber(violations);
        violations.throwIfAny(operation.name());
    }

    private <T> T execute(ApiCall<T> call, @Nullable Duration within) {
        return within == null ? session.execute(call) : session.executeWithin(call, within);
    }

    /** Of an order to which nothing was ever added, the service knows nothing. */
    private static <T> @Nullable T orNullIfNotFound(Supplier<T> read) {
        try {
            return read.get();
        } catch (NotFoundException e) {
            return null;
        }
    }

    static Resolution resolution(boolean isThere) {
        return isThere ? Resolution.APPLIED : Resolution.NOT_APPLIED;
    }
}
