package io.github.vipps4j.ordermanagement;

import io.github.vipps4j.core.CallInfo;
import io.github.vipps4j.core.NotFoundException;
import io.github.vipps4j.core.Operation;
import io.github.vipps4j.core.OutcomeUnknownException;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.core.Receipt;
import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.core.Resolution;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.call.ApiCall;
import io.github.vipps4j.core.call.Repeatability;
import io.github.vipps4j.core.call.VippsSession;
import io.github.vipps4j.core.support.Violations;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
        checked(ADD_RECEIPT, Rules.receipt(Rules.order(new Violations(), paymentType, orderId), receipt));
        return new ReceiptAddition(this, session, paymentType, orderId, receipt);
    }

    @Override
    public void setCategory(PaymentType paymentType, String orderId, OrderCategory category) {
        Violations violations = Rules.order(new Violations(), paymentType, orderId);
        checked(
                SET_CATEGORY,
                category == null ? violations.check(false, "category", "is required") : category.check(violations));
        session.execute(call(SET_CATEGORY, Repeatability.NATURAL, anything -> Boolean.TRUE)
                .path("paymentType", paymentType.code())
                .path("orderId", orderId)
                .reference(orderId)
                .body(Requests.category(category))
                .settledBy("Set it again, or look at getOrder(paymentType, orderId)")
                .build());
    }

    @Override
    public Order getOrder(PaymentType paymentType, String orderId) {
        checked(GET_ORDER, Rules.order(new Violations(), paymentType, orderId));
        return session.execute(get(paymentType, orderId));
    }

    private static ApiCall<Order> get(PaymentType paymentType, String orderId) {
        return call(GET_ORDER, Repeatability.SAFE, Replies::order)
                .path("paymentType", paymentType.code())
                .path("orderId", orderId)
                .reference(orderId)
                .build();
    }

    /** The receipt of an order, read on our own account; null if it has none. */
    @Nullable
    Receipt receipt(PaymentType paymentType, String orderId, @Nullable Duration within) {
        Order order = orNullIfNotFound(get(paymentType, orderId), within);
        return order == null ? null : order.receipt();
    }

    @Override
    public String addCategory(AddCategory category) {
        checked(ADD_CATEGORY, new Violations().check(category != null, "category", "is required"));
        return session.execute(call(ADD_CATEGORY, Repeatability.CHECKED, Replies::categoryId)
                .reference(category.orderId())
                .body(Requests.category(category))
                .check(within -> added(category, within))
                .settledBy("Look for it in listCategories(orderId) before adding it again")
                .resolvedBy(() -> resolution(find(category, null)))
                .build());
    }

    /**
     * Its id, or null.
     *
     * @throws OutcomeUnknownException if there is one of which it cannot be said
     */
    private @Nullable String added(AddCategory category, Duration within) {
        Map<Likeness, String> found = find(category, within);
        if (found.containsKey(Likeness.UNCERTAIN) && !found.containsKey(Likeness.SAME)) {
            throw new OutcomeUnknownException(
                    "The order has category " + found.get(Likeness.UNCERTAIN)
                            + ", and whether it is the one that was to be added cannot be said.",
                    null,
                    CallInfo.of(LIST_CATEGORIES.name()),
                    Processed.UNKNOWN,
                    null);
        }
        return found.get(Likeness.SAME);
    }

    /** The id of the first category of each kind of likeness. */
    private Map<Likeness, String> find(AddCategory category, @Nullable Duration within) {
        List<Category> there = orNullIfNotFound(list(category.orderId()), within);
        Map<Likeness, String> found = new EnumMap<>(Likeness.class);
        for (Category one : there == null ? List.<Category>of() : there) {
            found.putIfAbsent(Likeness.of(category, one), one.categoryId());
        }
        return found;
    }

    private static Resolution resolution(Map<Likeness, String> found) {
        if (found.containsKey(Likeness.SAME)) {
            return Resolution.APPLIED;
        }
        return found.containsKey(Likeness.UNCERTAIN) ? Resolution.STILL_UNKNOWN : Resolution.NOT_APPLIED;
    }

    @Override
    public List<Category> listCategories(String orderId) {
        checked(LIST_CATEGORIES, Rules.orderId(new Violations(), orderId));
        return session.execute(list(orderId));
    }

    private static ApiCall<List<Category>> list(String orderId) {
        return call(LIST_CATEGORIES, Repeatability.SAFE, Replies::categories)
                .query("orderId", orderId)
                .reference(orderId)
                .build();
    }

    @Override
    public Category getCategory(String categoryId) {
        checked(GET_CATEGORY, Rules.categoryId(new Violations(), categoryId));
        return session.execute(call(GET_CATEGORY, Repeatability.SAFE, Replies::category)
                .path("categoryId", categoryId)
                .reference(categoryId)
                .build());
    }

    @Override
    public void deleteCategory(String categoryId) {
        checked(DELETE_CATEGORY, Rules.categoryId(new Violations(), categoryId));
        session.execute(call(DELETE_CATEGORY, Repeatability.NATURAL, anything -> Boolean.TRUE)
                .path("categoryId", categoryId)
                .reference(categoryId)
                .alreadyDone(NOT_FOUND, Boolean.TRUE)
                .settledBy(
                        "Delete it again: that it is not found then means that it is gone, as in getCategory(categoryId)")
                .build());
    }

    /** The answer says the id that was sent: it is not read. */
    @Override
    public String addImage(Image image) {
        checked(ADD_IMAGE, new Violations().check(image != null, "image", "is required"));
        ApiCall.Builder<String> call = call(ADD_IMAGE, Repeatability.NATURAL, anything -> image.imageId())
                .reference(image.imageId())
                .body(Requests.image(image));
        return session.execute(
                image.isNamedByContent()
                        ? call.alreadySo(CONFLICT, image.imageId())
                                .settledBy("Add it again, which does no harm")
                                .build()
                        : call.advice(
                                        CONFLICT,
                                        "An image with this id is there, and keeps it: give this one another id")
                                .settledBy(
                                        "Add it again with the id that is derived from its content, or with a new one;"
                                                + " the image with this id may be another")
                                .build());
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

    static <T> ApiCall.Builder<T> call(Operation operation, Repeatability repeatability, Function<byte[], T> reader) {
        return ApiCall.of(operation, repeatability, reader)
                .advice(
                        NOT_FOUND,
                        "Check the id, the sales unit and the environment: this API is served in production only");
    }

    /** A read of our own. Of an order to which nothing was ever added, the service knows nothing. */
    private <T> @Nullable T orNullIfNotFound(ApiCall<T> read, @Nullable Duration within) {
        VippsSession unheard = session.unheard();
        try {
            return within == null ? unheard.execute(read) : unheard.executeWithin(read, within);
        } catch (NotFoundException e) {
            return null;
        }
    }
}
