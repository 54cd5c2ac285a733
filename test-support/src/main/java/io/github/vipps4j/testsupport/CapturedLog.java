package io.github.vipps4j.testsupport;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * What one logger says while this is open, or all of them. Loggers that nobody captures are off. A module whose tests capture
 * names {@link Provider} in its own {@code META-INF/services}, so that those with another provider are left alone.
 */
public final class CapturedLog implements AutoCloseable {
    private static volatile @Nullable Queue<String> everything;

    private final @Nullable CapturingLogger logger;
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    private CapturedLog(@Nullable CapturingLogger logger) {
        this.logger = logger;
    }

    /** Begins to capture what every logger says, at every level, with the stack traces. */
    public static CapturedLog everything() {
        CapturedLog captured = new CapturedLog(null);
        everything = captured.lines;
        return captured;
    }

    /** Begins to capture what the logger says at the level and above. */
    public static CapturedLog of(String logger, Level level) {
        CapturingLogger capturing = (CapturingLogger) LoggerFactory.getLogger(logger);
        CapturedLog captured = new CapturedLog(capturing);
        capturing.lines = captured.lines;
        capturing.level = level;
        return captured;
    }

    /** The same, of a logger that notes what it is told and then throws, as some are set up to do when they cannot write. */
    public static CapturedLog failing(String logger, Level level) {
        CapturedLog captured = of(logger, level);
        ((CapturingLogger) LoggerFactory.getLogger(logger)).failing = true;
        return captured;
    }

    /** Level and message of each, in order. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        if (logger != null) {
            logger.level = null;
            logger.failing = false;
        } else {
            everything = null;
        }
    }

    /** Found by SLF4J as a service. */
    public static final class Provider implements SLF4JServiceProvider {
        private final Map<String, Logger> loggers = new ConcurrentHashMap<>();
        private final IMarkerFactory markers = new BasicMarkerFactory();
        private final MDCAdapter mdc = new NOPMDCAdapter();

        @Override
        public ILoggerFactory getLoggerFactory() {
            return name -> loggers.computeIfAbsent(name, CapturingLogger::new);
        }

        @Override
        public IMarkerFactory getMarkerFactory() {
            return markers;
        }

        @Override
        public MDCAdapter getMDCAdapter() {
            return mdc;
        }

        @Override
        public String getRequestedApiVersion() {
            return "2.0.99";
        }

        @Override
        public void initialize() {}
    }

    private static final class CapturingLogger extends LegacyAbstractLogger {
        private transient volatile Queue<String> lines = new ConcurrentLinkedQueue<>();
        private transient volatile @Nullable Level level;
        private transient volatile boolean failing;

        CapturingLogger(String name) {
            this.name = name;
        }

        private boolean isEnabled(Level asked) {
            return everything != null || isCaptured(asked);
        }

        private boolean isCaptured(Level asked) {
            Level captured = level;
            return captured != null && asked.toInt() >= captured.toInt();
        }

        @Override
        public boolean isTraceEnabled() {
            return isEnabled(Level.TRACE);
        }

        @Override
        public boolean isDebugEnabled() {
            return isEnabled(Level.DEBUG);
        }

        @Override
        public boolean isInfoEnabled() {
            return isEnabled(Level.INFO);
        }

        @Override
        public boolean isWarnEnabled() {
            return isEnabled(Level.WARN);
        }

        @Override
        public boolean isErrorEnabled() {
            return isEnabled(Level.ERROR);
        }

        @Override
        protected @Nullable String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level at,
                @Nullable Marker marker,
                String message,
                Object @Nullable [] arguments,
                @Nullable Throwable throwable) {
            String text = MessageFormatter.basicArrayFormat(message, arguments);
            if (isCaptured(at)) {
                lines.add(at + " " + text + (throwable == null ? "" : " " + throwable));
            }
            Queue<String> all = everything;
            if (all != null) {
                all.add(name + " " + at + " " + text + (throwable == null ? "" : " " + stackTrace(throwable)));
            }
            if (failing) {
                throw new AssertionError("the disk is full");
            }
        }

        private static String stackTrace(Throwable throwable) {
            StringWriter text = new StringWriter();
            throwable.printStackTrace(new PrintWriter(text));
            return text.toString();
        }
    }
}
