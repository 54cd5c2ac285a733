package io.github.vipps4j.core.call;

import static io.github.vipps4j.core.call.Server.json;
import static io.github.vipps4j.core.call.Server.silence;
import static io.github.vipps4j.core.call.Server.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.testsupport.FieldDefect;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import okhttp3.Cache;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client that the user gave: it keeps what is the user's, and gets what makes a call safe. */
class GivenClientTest extends PipelineFixture {
    private VippsSession session(OkHttpClient client) {
        return VippsSession.of(server.builder().okHttpClient(client).build()).withTime(time);
    }

    @Test
    @FieldDefect(8)
    void usersClientKeepsItsInterceptorsAndLosesItsRedirectsAndTimeouts() {
        AtomicInteger seen = new AtomicInteger();
        VippsSession derived = session(new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    seen.incrementAndGet();
                    return chain.proceed(chain.request());
                })
                .readTimeout(1, TimeUnit.MILLISECONDS)
                .callTimeout(1, TimeUnit.MILLISECONDS)
                .build());
        server.then(
                new MockResponse.Builder()
                        .headersDelay(50, TimeUnit.MILLISECONDS)
                        .body("{\"state\":\"CREATED\"}")
                        .build(),
                new MockResponse.Builder()
                        .code(302)
                        .addHeader("Location", "/other")
                        .build());

        assertThat(derived.execute(read())).isEqualTo("{\"state\":\"CREATED\"}");
        assertThatThrownBy(() -> derived.execute(read())).hasMessageContaining("302");
        assertThat(server.requests).hasSize(2);
        assertThat(seen).hasValue(3);
    }

    @Test
    @FieldDefect(8)
    void usersClientLosesItsCacheItsCookiesAndItsAuthenticator(@TempDir File directory) {
        AtomicInteger used = new AtomicInteger();
        CookieJar cookies = new CookieJar() {
            @Override
            public void saveFromResponse(HttpUrl url, List<Cookie> cookies) {
                used.incrementAndGet();
            }

            @Override
            public List<Cookie> loadForRequest(HttpUrl url) {
                used.incrementAndGet();
                return List.of();
            }
        };
        VippsSession derived = session(new OkHttpClient.Builder()
                .cache(new Cache(directory, 1_000_000))
                .cookieJar(cookies)
                .authenticator((route, response) -> {
                    used.incrementAndGet();
                    return null;
                })
                .build());
        MockResponse cacheable = new MockResponse.Builder()
                .addHeader("Cache-Control", "max-age=60")
                .addHeader("Set-Cookie", "a=b")
                .body("{\"state\":\"CREATED\"}")
                .build();
        server.then(
                cacheable, json(200, "{\"state\":\"AUTHORIZED\"}"), status(401), json(200, "{\"state\":\"EXPIRED\"}"));

        assertThat(derived.execute(read())).isEqualTo("{\"state\":\"CREATED\"}");
        assertThat(derived.execute(read())).isEqualTo("{\"state\":\"AUTHORIZED\"}");
        assertThat(derived.execute(read())).isEqualTo("{\"state\":\"EXPIRED\"}");
        assertThat(server.requests).hasSize(4);
        assertThat(used).hasValue(0);
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @FieldDefect(8)
    void usersClientGetsTokenRepeatsAndTimeouts() {
        OkHttpClient forever = new OkHttpClient.Builder()
                .retryOnConnectionFailure(false)
                .readTimeout(0, TimeUnit.MILLISECONDS)
                .callTimeout(0, TimeUnit.MILLISECONDS)
                .build();
        VippsSession derived = session(forever).with(RequestOptions.defaults().attemptTimeout(Duration.ofMillis(400)));
        server.then(silence(), status(503), json(200, "{\"state\":\"AUTHORIZED\"}"));

        assertThat(derived.execute(change(Repeatability.KEYED).build())).isEqualTo("{\"state\":\"AUTHORIZED\"}");

        assertThat(server.tokenRequests).hasSize(1);
        assertThat(server.requests).hasSize(3).allSatisfy(request -> {
            assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer token-1");
            assertThat(request.getHeaders().get("Idempotency-Key")).isEqualTo(KEY.value());
        });
        assertThat(time.sleeps()).hasSize(2);
    }
}
