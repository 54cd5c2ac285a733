package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What was added to orders, and the images that they may show. Whether there is a payment for an order matters not. */
final class OrderBook {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<OrderKey, Order> orders = new LinkedHashMap<>();
    private final Map<String, Order> byCategory = new HashMap<>();
    private final Map<ImageKey, SimulatedImage> images = new LinkedHashMap<>();

    /** What names an image: two sales units may use one id, which is the simulator's choice. */
    private record ImageKey(String msn, String imageId) {}

    /** A category of version 3 and its order. */
    record Found(OrderKey order, SimulatedCategory category) {}

    void addReceipt(OrderKey key, ObjectNode receipt) {
        alone(() -> {
            Order order = orders.computeIfAbsent(key, Order::new);
            order.add(receipt);
            return order;
        });
    }

    void setCategory(OrderKey key, SimulatedCategory category) {
        alone(() -> {
            Order order = orders.computeIfAbsent(key, Order::new);
            order.set(category);
            return order;
        });
    }

    void addCategory(OrderKey key, SimulatedCategory category) {
        alone(() -> {
            Order order = orders.computeIfAbsent(key, Order::new);
            order.categories().add(category);
            byCategory.put(category.id(), order);
            return order;
        });
    }

    /** The JSON of an order, made while nobody changes it. */
    ObjectNode read(OrderKey key, Function<@Nullable Order, ObjectNode> reader) {
        return alone(() -> reader.apply(orders.get(key)));
    }

    /** All categories of version 3 that a sales unit has added to orders with this id, of whatever payment type. */
    List<Found> categories(String msn, String orderId) {
        return alone(() -> orders.values().stream()
                .filter(order ->
                        order.key().msn().equals(msn) && order.key().orderId().equals(orderId))
                .flatMap(order -> order.categories().stream().map(one -> new Found(order.key(), one)))
                .toList());
    }

    Found category(String msn, String id) {
        return alone(() -> found(owner(msn, id), id));
    }

    void deleteCategory(String msn, String id) {
        alone(() -> {
            Order order = owner(msn, id);
            order.categories().remove(found(order, id).category());
            return byCategory.remove(id);
        });
    }

    private Order owner(String msn, String id) {
        Order order = byCategory.get(id);
        if (order == null || !order.key().msn().equals(msn)) {
            throw Refusal.unknown("categoryId", "is not known");
        }
        return order;
    }

    private static Found found(Order order, String id) {
        return order.categories().stream()
                .filter(one -> one.id().equals(id))
                .map(one -> new Found(order.key(), one))
                .findFirst()
                .orElseThrow();
    }

    /** An image is written once: the simulator's choice. */
    void addImage(SimulatedImage image) {
        alone(() -> {
            ImageKey key = new ImageKey(image.merchantSerialNumber(), image.imageId());
            if (images.putIfAbsent(key, image) != null) {
                throw Refusal.conflict("There is an image with this id already");
            }
            return key;
        });
    }

    List<SimulatedOrder> snapshots() {
        return alone(() -> orders.values().stream().map(Order::snapshot).toList());
    }

    /** The order that a test means; what it leaves out, the order id must tell. */
    SimulatedOrder only(@Nullable String msn, @Nullable String paymentType, String orderId) {
        List<SimulatedOrder> found = snapshots().stream()
                .filter(order -> order.orderId().equals(orderId)
                        && (msn == null || order.merchantSerialNumber().equals(msn))
                        && (paymentType == null || order.paymentType().equalsIgnoreCase(paymentType)))
                .toList();
        if (found.size() > 1) {
            throw new IllegalStateException("There are orders " + orderId + " of "
                    + found.stream()
                            .map(order -> order.merchantSerialNumber() + ' ' + order.paymentType())
                            .toList()
                    + ": say which by its MSN and payment type");
        }
        return found.stream()
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("Nothing was added to an order " + orderId));
    }

    List<SimulatedImage> images() {
        return alone(() -> List.copyOf(images.values()));
    }

    /** The image that a test means; without an MSN its id must tell. */
    SimulatedImage image(@Nullable String msn, String imageId) {
        List<SimulatedImage> found = images().stream()
                .filter(image -> image.imageId().equals(imageId)
                        && (msn == null || image.merchantSerialNumber().equals(msn)))
                .toList();
        if (found.size() > 1) {
            throw new IllegalStateException("Sales units "
                    + found.stream().map(SimulatedImage::merchantSerialNumber).toList() + " each have an image "
                    + imageId + ": say which by its MSN");
        }
        return found.stream().findFirst().orElseThrow(() -> new NoSuchElementException("There is no image " + imageId));
    }

    void reset() {
        alone(() -> {
            orders.clear();
            byCategory.clear();
            images.clear();
            return orders;
        });
    }

    private <T> T alone(Supplier<T> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }
}
