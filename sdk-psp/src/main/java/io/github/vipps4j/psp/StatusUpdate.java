package io.github.vipps4j.psp;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.support.Texts;
import io.github.vipps4j.core.support.Violations;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What became of one transaction, to be reported (PSP API v3). Immutable; everything in it has been checked. */
public final class StatusUpdate {
    private final String pspTransactionId;
    private final TransactionOperation status;
    private final Amount amount;
    private final boolean success;
    private final @Nullable String paymentText;

    private StatusUpdate(Builder builder) {
        this.pspTransactionId = Objects.requireNonNull(builder.pspTransactionId);
        this.status = Objects.requireNonNull(builder.status);
        this.amount = Objects.requireNonNull(builder.amount);
        this.success = builder.success;
        this.paymentText = builder.paymentText;
    }

    /** Starts from nothing. Transaction, status and amount are required. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder with everything that this says. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.pspTransactionId = pspTransactionId;
        builder.status = status;
        builder.amount = amount;
        builder.success = success;
        builder.paymentText = paymentText;
        return builder;
    }

    /** The provider's own name of the transaction. */
    public String pspTransactionId() {
        return pspTransactionId;
    }

    /** What happened. */
    public TransactionOperation status() {
        return status;
    }

    /** What it was about. */
    public Amount amount() {
        return amount;
    }

    /** Whether it happened, or failed. */
    public boolean success() {
        return success;
    }

    /** What the customer sees, or null. */
    public @Nullable String paymentText() {
        return paymentText;
    }

    /** Without the text. */
    @Override
    public String toString() {
        return "StatusUpdate[pspTransactionId=" + pspTransactionId + ", status=" + status + ", amount=" + amount
                + ", success=" + success + "]";
    }

    /** Gathers a {@link StatusUpdate}. */
    public static final class Builder {
        private @Nullable String pspTransactionId;
        private @Nullable TransactionOperation status;
        private @Nullable Amount amount;
        private boolean success = true;
        private @Nullable String paymentText;

        private Builder() {}

        /** The transaction, as it was initiated. Required. */
        public Builder pspTransactionId(String pspTransactionId) {
            this.pspTransactionId = pspTransactionId;
            return this;
        }

        /** What happened. Required. A {@code makePayment} that was approved needs no {@link TransactionOperation#RESERVED}. */
        public Builder status(TransactionOperation status) {
            this.status = status;
            return this;
        }

        /**
         * What it was about. Required.
         *
         * @param amount 0 to 2 147 483 647 øre
         */
        public Builder amount(Amount amount) {
            this.amount = amount;
            return this;
        }

        /** Whether it happened; {@code true} unless it is said ({@code operationStatus}). */
        public Builder success(boolean success) {
            this.success = success;
            return this;
        }

        /** What the customer sees. */
        public Builder paymentText(String paymentText) {
            this.paymentText = paymentText;
            return this;
        }

        /**
         * The finished update.
         *
         * @throws InvalidRequestException listing every field that breaks a rule
         */
        public StatusUpdate build() {
            Violations violations = new Violations();
            Rules.pspTransactionId(violations, pspTransactionId);
            violations.check(
                    status != null && status != TransactionOperation.UNKNOWN,
                    "status",
                    "must be RESERVED, CAPTURED, CANCELLED or REFUNDED");
            Rules.amount(violations, amount, 0);
            violations.check(
                    paymentText == null || Texts.isOfLength(paymentText, 1, Integer.MAX_VALUE),
                    "paymentText",
                    "must not be empty");
            violations.throwIfAny("StatusUpdate");
            return new StatusUpdate(this);
        }
    }
}
