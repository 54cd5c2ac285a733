package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was added to orders, and the images that they may show. Whether there is a payment for an order matters not. */
final class OrderBook {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<OrderKey, Order> orders = new LinkedHashMap<>();
    /** Those of version 3 by their ids, oldest first. */
    private final Map<String, Added> categories = new LinkedHashMap<>();

    private final Map<ImageKey, SimulatedImage> images = new LinkedHashMap<>();

    /** What names an image: two sales units may use one id, which is the simulator's choice. */
    private record ImageKey(String msn, String imageId) {}

    /** A category of version 3 and its order. */
    record Added(OrderKey order, SimulatedCategory category) {}

    void addReceipt(OrderKey key, ObjectNode receipt) {
        alone(() -> {
            Order order = orders.computeIfAbsent(key, Order::new);
            order.add(receipt);
        });
    }

    void setCategory(OrderKey key, SimulatedCategory category) {
        alone(() -> {
            Order order = orders.computeIfAbsent(key, Order::new);
            order.set(category);
        });
    }

    void addCategory(OrderKey key, SimulatedCategory category) {
        alone(() -> {
            orders.computeIfAbsent(key, Order::new);
            categories.put(category.id(), new Added(key, category));
        });
    }

    /** The JSON of an order, made while nobody changes it. */
    ObjectNode read(OrderKey key, Function<@Nullable Order, ObjectNode> reader) {
        return alone(() -> reader.apply(orders.get(key)));
    }

    /** All categories of version 3 that a sales unit has added to orders with this id, of whatever payment type. */
    List<Added> categories(String msn, String orderId) {
        return alone(() -> categories.values().stream()
                .filter(one ->
                        one.order().msn().equals(msn) && one.order().orderId().equals(orderId))
                .toList());
    }

    Added category(String msn, String id) {
        return alone(() -> known(msn, id));
    }

    void deleteCategory(String msn, String id) {
        alone(() -> {
            known(msn, id);
            categories.remove(id);
        });
    }

    private Added known(String msn, String id) {
        Added category = categories.get(id);
        if (category == null || !category.order().msn().equals(msn)) {
            throw Refusal.unknown("categoryId");
        }
        return category;
    }

    /** An image is written once: the simulator's choice. */
    void addImage(SimulatedImage image) {
        alone(() -> {
            ImageKey key = new ImageKey(image.merchantSerialNumber(), image.imageId());
            if (images.putIfAbsent(key, image) != null) {
                throw Refusal.conflict("There is an image with this id already");
            }
        });
    }

    List<SimulatedOrder> snapshots() {
        return alone(() -> {
            Map<OrderKey, List<SimulatedCategory>> added = categories.values().stream()
                    .collect(Collectors.groupingBy(
                            Added::order, Collectors.mapping(Added::category, Collectors.toList())));
            return orders.values().stream()
                    .map(order -> order.snapshot(added.getOrDefault(order.key(), List.of())))
                    .toList();
        });
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
            categories.clear();
            images.clear();
        });
    }

    private void alone(Runnable step) {
        lock.lock();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
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
