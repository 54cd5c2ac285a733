package io.github.vipps4j.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What PSP v3 knows of a payment from its payment service provider: what the batch job has taken in. Guarded by the lock
 * of {@link PaymentBook}.
 */
final class PspReports {
    private final String pspTransactionId;
    private final List<Entry> history = new ArrayList<>();

    PspReports(String pspTransactionId) {
        this.pspTransactionId = pspTransactionId;
    }

    /**
     * One thing that was reported.
     *
     * @param operation such as {@code CAPTURED}
     * @param amount minor units
     * @param at when it was reported
     */
    record Entry(String operation, long amount, @Nullable String paymentText, boolean success, Instant at) {
        boolean saysTheSameAs(Entry other) {
            return operation.equals(other.operation)
                    && amount == other.amount
                    && Objects.equals(paymentText, other.paymentText)
                    && success == other.success;
        }
    }

    String pspTransactionId() {
        return pspTransactionId;
    }

    /**
     * A report names a status: that the same again changes nothing, even if it was meant for a second capture of the same
     * amount, is the simulator's choice.
     */
    void add(Entry entry) {
        if (history.stream().noneMatch(entry::saysTheSameAs)) {
            history.add(entry);
        }
    }

    /** Oldest first. */
    List<Entry> history() {
        return List.copyOf(history);
    }

    long captured() {
        return sum("CAPTURED");
    }

    long refunded() {
        return sum("REFUNDED");
    }

    /** Never below zero, whatever was reported. */
    long toCapture() {
        return Math.max(0, reserved() - captured() - sum("CANCELLED"));
    }

    /** Never below zero, whatever was reported. */
    long toRefund() {
        return Math.max(0, captured() - refunded());
    }

    /** The last that was reserved: a report of what {@code OK} has said already adds nothing. */
    private long reserved() {
        long last = 0;
        for (Entry entry : history) {
            if (entry.success() && entry.operation().equals("RESERVED")) {
                last = entry.amount();
            }
        }
        return last;
    }

    private long sum(String operation) {
        return history.stream()
                .filter(entry -> entry.success() && entry.operation().equals(operation))
                .mapToLong(Entry::amount)
                .sum();
    }
}
