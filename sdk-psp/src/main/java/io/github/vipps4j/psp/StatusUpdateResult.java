package io.github.vipps4j.psp;

import io.github.vipps4j.core.VippsException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of status updates, request by request (PSP API v3). The service does not answer for single transactions. The
 * constructor is not API: replies grow.
 *
 * @param batches what was sent, in its order
 */
public record StatusUpdateResult(List<Batch> batches) {
    /** Copies its list. */
    public StatusUpdateResult {
        batches = List.copyOf(batches);
    }

    /** What became of one request. */
    public enum Outcome {
        /** The service took it: it was valid, and is processed in the night. */
        ACCEPTED,
        /** Nothing of it will be processed: the service refused it for one of its lines, or it could not be sent. */
        REFUSED,
        /** Perhaps it was taken. Send it again: an update names a status and changes nothing the second time. */
        UNKNOWN
    }

    /**
     * One request. The constructor is not API.
     *
     * @param outcome what became of it
     * @param updates what it said
     * @param failure why it was not accepted; null if it was
     */
    public record Batch(
            Outcome outcome,
            List<StatusUpdate> updates,
            @Nullable VippsException failure) {
        /** Copies its list. */
        public Batch {
            updates = List.copyOf(updates);
        }

        /** Without the lines. */
        @Override
        public String toString() {
            return "Batch[outcome=" + outcome + ", updates=" + updates.size() + "]";
        }
    }

    /** Whether all of it was accepted. */
    public boolean isAccepted() {
        return batches.stream().allMatch(batch -> batch.outcome() == Outcome.ACCEPTED);
    }

    /** The updates whose request had this outcome. */
    public List<StatusUpdate> updates(Outcome outcome) {
        return batches.stream()
                .filter(batch -> batch.outcome() == outcome)
                .flatMap(batch -> batch.updates().stream())
                .toList();
    }
}
