package io.github.vipps4j.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;

/** OkHttp with the settings that the SDK gives it, as far as a careful developer would come to them. */
final class Http {
    private Http() {}

    static OkHttpClient client() {
        return new OkHttpClient.Builder()
                .connectTimeout(Duration.ofSeconds(5))
                .callTimeout(Duration.ofSeconds(20))
                .connectionPool(new ConnectionPool(64, 5, TimeUnit.MINUTES))
                // as the SDK for plain http: else only the others would set up TLS, 100 ms for nothing
                .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
                .build();
    }
}
