package io.github.vipps4j.core.call;

import io.github.vipps4j.core.Operation;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** Turns a call into an HTTP request: the same one for each of its attempts, but for the token. */
final class RequestFactory {
    private final HttpUrl baseUrl;
    /** What is the same on every request, put together once. */
    private final Headers commonHeaders;

    RequestFactory(Settings settings) {
        this.baseUrl = HttpUrl.get(settings.environment().baseUrl().toString());
        Settings.SystemHeaders system = settings.system();
        this.commonHeaders = new Headers.Builder()
                .add("Accept", "application/json")
                .add(
                        "User-Agent",
                        "vipps4j/" + Settings.sdkVersion() + " Java/"
                                + Runtime.version().feature())
                .add("Vipps-System-Name", system.name())
                .add("Vipps-System-Version", system.version())
                .add("Vipps-System-Plugin-Name", system.pluginName())
                .add("Vipps-System-Plugin-Version", system.pluginVersion())
                .build();
    }

    Request request(Progress progress) {
        ApiCall<?> call = progress.call;
        HttpUrl.Builder url = baseUrl.newBuilder().addEncodedPathSegments(call.path.substring(1));
        call.query.forEach(url::addQueryParameter);
        Request.Builder request = new Request.Builder()
                .url(url.build())
                .headers(commonHeaders)
                .tag(Operation.class, call.operation)
                .method(call.operation.method(), body(call));
        progress.authorization.addTo(request);
        if (progress.msn != null) {
            request.header("Merchant-Serial-Number", progress.msn);
        }
        if (call.key != null) {
            request.header(call.keyHeader, call.key.value());
        }
        return request.build();
    }

    /** What changes state has a body, if only an empty one: OkHttp repeats by itself what has none, a DELETE too. */
    private static @Nullable RequestBody body(ApiCall<?> call) {
        if (call.body == null) {
            return call.changesState() ? OneShotBody.of(ApiCall.NO_BODY) : null;
        }
        return OneShotBody.of(call.body);
    }
}
