package io.github.vipps4j.core.call;

import io.github.vipps4j.core.CallListener;
import io.github.vipps4j.core.Credentials;
import io.github.vipps4j.core.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Executor;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** What the builder gathered, checked. */
public record Settings(
        Environment environment,
        Credentials credentials,
        @Nullable String merchantSerialNumber,
        @Nullable String pspId,
        SystemHeaders system,
        Duration connectTimeout,
        Duration attemptTimeout,
        Duration deadline,
        int maxIdleConnections,
        @Nullable OkHttpClient okHttpClient,
        List<Interceptor> interceptors,
        List<CallListener> listeners,
        @Nullable Executor executor) {

    /** The four {@code Vipps-System-*} headers. */
    public record SystemHeaders(String name, String version, String pluginName, String pluginVersion) {}

    /** This SDK's version, as the build wrote it down. */
    public static String sdkVersion() {
        return Version.TEXT;
    }

    private static final class Version {
        static final String TEXT = read();

        private static String read() {
            try (InputStream in = Settings.class.getResourceAsStream("version.properties")) {
                if (in == null) {
                    throw new IllegalStateException("version.properties is missing from the jar");
                }
                Properties properties = new Properties();
                properties.load(in);
                return properties.getProperty("version");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
