package io.github.vipps4j.core.call;

import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** What proves who is calling: the access token on API calls, the client's keys on the token request itself. One per call. */
interface Authorization {
    /** Gets ready what {@link #addTo} needs; it may have to fetch a token first. */
    void prepare(Deadline deadline);

    void addTo(Request.Builder request);

    /** After a 401: another proof, if there is one to try. */
    boolean renew(Deadline deadline);

    /** The access token in use, so that it can be taken out of what a server sent back; null if there is none. */
    @Nullable
    String token();
}
