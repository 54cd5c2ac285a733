package io.github.vipps4j.testsupport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that is logged (SLF4J and java.util.logging, at every level) or printed while this is open, and whatever
 * could be printed of the objects that were {@linkplain #met}: searched for marked values in the forms that they may
 * take on their way.
 */
public final class Leaks implements AutoCloseable {
    private final Map<String, Set<String>> markers;
    private final CapturedLog log = CapturedLog.everything();
    private final Logger root = LogManager.getLogManager().getLogger("");
    private final Level rootLevel = root.getLevel();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final Queue<String> julLines = new ConcurrentLinkedQueue<>();
    private final Set<String> searched = ConcurrentHashMap.newKeySet();
    private final Queue<String> found = new ConcurrentLinkedQueue<>();
    private final Set<Class<?>> typesMet = ConcurrentHashMap.newKeySet();
    private final Queue<Object> met = new ConcurrentLinkedQueue<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            julLines.add(new SimpleFormatter().format(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    /**
     * Looks for these.
     *
     * @param markers what must not be seen, by names for people
     */
    public Leaks(Map<String, String> markers) {
        this.markers = markers.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, marker -> forms(marker.getValue())));
        root.addHandler(handler);
        root.setLevel(Level.ALL);
        PrintStream captured = new PrintStream(console, true, UTF_8);
        System.setOut(captured);
        System.setErr(captured);
    }

    /** The marker itself, and as URLs, JSON, HTML, base 64 and hex write it. */
    private static Set<String> forms(String marker) {
        Set<String> forms = new TreeSet<>();
        forms.add(marker);
        forms.add(URLEncoder.encode(marker, UTF_8));
        forms.add(URLEncoder.encode(marker, UTF_8).replace("+", "%20"));
        forms.add(marker.replace("/", "\\/"));
        for (String pattern : List.of("\\u%04x", "\\u%04X", "&#%d;", "&#x%x;", "&#x%X;")) {
            forms.add(marker.chars()
                    .mapToObj(c -> isPlain(c) ? Character.toString(c) : pattern.formatted(c))
                    .collect(Collectors.joining()));
        }
        for (int before = 0; before < 3; before++) {
            // within a longer text; the characters at both ends depend on what stands next to it
            byte[] text = new byte[before + marker.getBytes(UTF_8).length];
            System.arraycopy(marker.getBytes(UTF_8), 0, text, before, text.length - before);
            String encoded =
                    Base64.getEncoder().encodeToString(text).substring((before * 8 + 5) / 6, text.length * 8 / 6);
            forms.add(encoded);
            forms.add(encoded.replace('+', '-').replace('/', '_'));
        }
        forms.add(HexFormat.of().formatHex(marker.getBytes(UTF_8)));
        if (marker.chars().allMatch(Character::isDigit)) {
            forms.add(marker.substring(0, 2) + " " + marker.substring(2));
            forms.add(marker.substring(2));
        }
        return forms;
    }

    private static boolean isPlain(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.';
    }

    /** Looks at what would be seen if somebody printed this, or logged it with its stack trace. */
    public void met(Object object) {
        if (object instanceof Collection<?> many) {
            many.forEach(this::met);
            return;
        }
        met.add(object);
        typesMet.add(object.getClass());
        search(object.getClass().getSimpleName() + ".toString()", String.valueOf(object));
        if (object instanceof Throwable thrown) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            search("stack trace of " + object.getClass().getSimpleName(), trace.toString());
            chain(thrown).forEach(link -> search("message of " + link.getClass(), String.valueOf(link.getMessage())));
        }
    }

    private static List<Throwable> chain(Throwable thrown) {
        List<Throwable> chain = new ArrayList<>(List.of(thrown));
        Stream.concat(Stream.ofNullable(thrown.getCause()), Arrays.stream(thrown.getSuppressed()))
                .forEach(link -> chain.addAll(chain(link)));
        return chain;
    }

    private void search(String where, String text) {
        if (!searched.add(text)) {
            return;
        }
        markersIn(text).forEach(marker -> found.add(marker + " in " + where + ": " + text));
    }

    /** The names of the markers that a text holds. */
    public Set<String> markersIn(String text) {
        return markers.entrySet().stream()
                .filter(marker -> marker.getValue().stream().anyMatch(text::contains))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What was met, in order. */
    public List<Object> objects() {
        return List.copyOf(met);
    }

    /** The types of what was met. */
    public Set<Class<?>> types() {
        return Set.copyOf(typesMet);
    }

    /** What SLF4J was told. */
    public List<String> logged() {
        return log.lines();
    }

    /** What java.util.logging was told. */
    public List<String> julLogged() {
        return List.copyOf(julLines);
    }

    /** Every place where a marker can be seen; empty is well. */
    public List<String> found() {
        log.lines().forEach(line -> search("log", line));
        julLines.forEach(line -> search("java.util.logging", line));
        search("System.out and System.err", console.toString(UTF_8));
        Thread.getAllStackTraces().keySet().forEach(thread -> search("name of a thread", thread.getName()));
        return found.stream().limit(20).toList();
    }

    @Override
    public void close() {
        System.setOut(out);
        System.setErr(err);
        root.setLevel(rootLevel);
        root.removeHandler(handler);
        log.close();
    }
}
