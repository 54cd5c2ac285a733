package io.github.vipps4j.simulator;

import java.util.List;

/** How an API says that it does not carry out a request; what is wrong is the same in all of them. */
interface Errors {
    /** One of the numbered domain errors, by its number in ePayment. */
    Answer code(int code, String path);

    /**
     * Whatever has no number: the shape of the request, a name that is not known, a conflict, a lock.
     *
     * @param fields what is wrong with which field; none if there is nothing more to say
     */
    Answer status(int status, String title, List<FieldError> fields, String path);

    /** The gateway does not take the access token. */
    default Answer tokenRefused(String message) {
        return Answer.gateway(401, message);
    }
}
