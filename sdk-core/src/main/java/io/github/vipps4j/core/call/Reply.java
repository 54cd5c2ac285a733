package io.github.vipps4j.core.call;

import okhttp3.Headers;

/** A whole answer, whatever its status. */
record Reply(int status, Headers headers, byte[] body) implements HttpSender.Outcome {
    boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
