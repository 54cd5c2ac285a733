package io.github.vipps4j.core;

/**
 * One operation of an API. Every HTTP request that the SDK makes is tagged with it, so that an interceptor can tell them
 * apart without parsing URLs: {@code request.tag(Operation.class)}.
 *
 * @param name the SDK's name, {@code <api>.<operation>}: {@code epayment.capture}
 * @param method the HTTP method
 * @param path the path below the environment's base URL, with its parameters in braces
 */
public record Operation(String name, String method, String path) {
    /**
     * The API that it belongs to, as the name has it: {@code epayment}. Each has things of its own behind one reference.
     *
     * @throws IllegalStateException if the name has no such part
     */
    public String api() {
        int dot = name.indexOf('.');
        if (dot < 1) {
            throw new IllegalStateException("An operation's name is <api>.<operation>, and not " + name);
        }
        return name.substring(0, dot);
    }
}
