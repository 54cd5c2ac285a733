package io.github.vipps4j.simulator;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The payments of PSP v3 by the names that their providers gave them, and what was reported and waits for the batch job.
 * Guarded by the lock of {@link PaymentBook}.
 */
final class PspBook {
    private final Clock clock;
    private final boolean everyNight;
    private final Map<Name, Payment> payments = new HashMap<>();
    private final List<Waiting> waiting = new ArrayList<>();

    /** @param everyNight whether the batch job runs by itself; in the test environment it never does */
    PspBook(Clock clock, boolean everyNight) {
        this.clock = clock;
        this.everyNight = everyNight;
    }

    /** Unique for each payment service provider, whoever the merchant is. */
    private record Name(String psp, String pspTransactionId) {}

    /** What was reported. */
    private record Waiting(Name name, PspReports.Entry entry) {}

    void add(PaymentServiceProvider psp, String pspTransactionId, Payment payment) {
        payments.put(new Name(psp.name(), pspTransactionId), payment);
    }

    @Nullable
    Payment find(PaymentServiceProvider psp, String pspTransactionId) {
        return payments.get(new Name(psp.name(), pspTransactionId));
    }

    void report(PaymentServiceProvider psp, String pspTransactionId, PspReports.Entry entry) {
        waiting.add(new Waiting(new Name(psp.name(), pspTransactionId), entry));
    }

    /** Takes in what a night has come for since it was reported. */
    void passNights() {
        if (everyNight) {
            LocalDate today = day(clock.instant());
            take(one -> day(one.entry().at()).isBefore(today));
        }
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    /** Takes in everything. */
    void runBatch() {
        take(any -> true);
    }

    /** Nobody hears of a report of something that does not exist. */
    private void take(Predicate<Waiting> due) {
        Iterator<Waiting> all = waiting.iterator();
        while (all.hasNext()) {
            Waiting one = all.next();
            if (due.test(one)) {
                all.remove();
                Payment payment = payments.get(one.name());
                CardTransaction card = payment == null ? null : payment.card();
                PspReports reports = card == null ? null : card.reports();
                if (reports != null) {
                    reports.add(one.entry());
                }
            }
        }
    }

    void reset() {
        payments.clear();
        waiting.clear();
    }
}
