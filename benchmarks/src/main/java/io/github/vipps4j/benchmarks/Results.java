package io.github.vipps4j.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What all forks said; medians are what counts. */
final class Results {
    private final Map<Measure, Map<Contender, List<Double>>> scores = new EnumMap<>(Measure.class);

    void add(Measure measure, Contender contender, double score) {
        scores.computeIfAbsent(measure, key -> new EnumMap<>(Contender.class))
                .computeIfAbsent(contender, key -> new ArrayList<>())
                .add(score);
    }

    double median(Measure measure, Contender contender) {
        double[] sorted = scores.getOrDefault(measure, Map.of()).getOrDefault(contender, List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        int half = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** As Markdown, so that it can go where it is wanted. */
    String table() {
        StringBuilder table = new StringBuilder("""
                | medians | SDK | hand-written | raw OkHttp | SDK / hand-written | target | SDK / raw |
                |---|---:|---:|---:|---:|---:|---:|
                """);
        for (Measure measure : scores.keySet()) {
            double sdk = median(measure, Contender.SDK);
            double handWritten = median(measure, Contender.HAND_WRITTEN);
            double raw = median(measure, Contender.RAW);
            table.append("| ").append(measure.text);
            cell(table, "%,.1f", sdk);
            cell(table, "%,.1f", handWritten);
            cell(table, "%,.1f", raw);
            cell(table, "%.2f", sdk / handWritten);
            cell(table, "≤ %.2f", measure.target == 0 ? Double.NaN : measure.target);
            cell(table, "%.2f", sdk / raw);
            table.append(" |\n");
        }
        return table.toString();
    }

    private static void cell(StringBuilder table, String format, double number) {
        table.append(" | ").append(Double.isNaN(number) ? "" : String.format(Locale.ROOT, format, number));
    }
}
