package io.github.vipps4j.simulator;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request to a merchant: sent once, without following redirects, and only to the loopback address.
 *
 * @param body null for none
 * @param authorization the header as the merchant wants it, null for none
 * @param more other headers, by name
 */
record MerchantCall(
        String method,
        URI url,
        byte @Nullable [] body,
        @Nullable String authorization,
        Map<String, String> more) {
    private static final Logger LOG = LoggerFactory.getLogger(MerchantCall.class);
    private static final String CONTENT_TYPE = "application/json;charset=UTF-8";
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();

    MerchantCall(String method, URI url, byte @Nullable [] body, @Nullable String authorization) {
        this(method, url, body, authorization, Map.of());
    }

    /** No answer, and why. */
    static final class NoAnswer extends Exception {
        NoAnswer(String message) {
            super(message, null, false, false);
        }
    }

    /** What came back. */
    record Reply(int status, byte[] body, HttpHeaders headers) {
        /** Empty if there is none. */
        String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    MerchantCall withBody(byte[] other) {
        return new MerchantCall(method, url, other, authorization, more);
    }

    MerchantCall withAuthorization(@Nullable String other) {
        return new MerchantCall(method, url, body, other, more);
    }

    /** Neither the token nor the URL, which may have a secret in its path. */
    @Override
    public String toString() {
        return "MerchantCall[" + method + ' ' + url.getAuthority() + "]";
    }

    /** The headers that the API has. */
    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>(more);
        if (body != null) {
            headers.put("Content-Type", CONTENT_TYPE);
        }
        if (authorization != null) {
            headers.put("Authorization", authorization);
        }
        return headers;
    }

    /** Waits for the merchant; no lock may be held. */
    Reply send(Duration limit) throws NoAnswer, InterruptedException {
        return start().await(limit);
    }

    /** Sends without waiting. */
    Exchange start() throws NoAnswer {
        if (!new WebhookUrl(url).isLoopback()) {
            throw new NoAnswer("the simulator calls merchants on the loopback address only");
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        headers().forEach(request::header);
        return new Exchange(url, HTTP.sendAsync(request.build(), BodyHandlers.ofByteArray()));
    }

    /** A request on its way. */
    static final class Exchange {
        private final URI url;
        private final CompletableFuture<HttpResponse<byte[]>> answer;

        private Exchange(URI url, CompletableFuture<HttpResponse<byte[]>> answer) {
            this.url = url;
            this.answer = answer;
        }

        /** Waits for the merchant, and for no longer than this; no lock may be held. */
        Reply await(Duration limit) throws NoAnswer, InterruptedException {
            try {
                HttpResponse<byte[]> response = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
                return new Reply(response.statusCode(), response.body(), response.headers());
            } catch (TimeoutException e) {
                LOG.debug("No answer from {} within {}", url.getAuthority(), limit);
                throw new NoAnswer("no answer within " + limit);
            } catch (ExecutionException | CancellationException e) {
                LOG.debug("No answer from {}", url.getAuthority(), e);
                throw new NoAnswer("no answer");
            } finally {
                giveUp();
            }
        }

        /** Closes the connection of a request that is not answered yet; whoever waits has no answer. */
        void giveUp() {
            answer.cancel(true);
        }
    }
}
