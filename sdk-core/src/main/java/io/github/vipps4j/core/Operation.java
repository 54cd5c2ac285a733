package io.github.vipps4j.core;

/**
 * One operation of an API. Every HTTP request that the SDK makes is tagged with it, so that an interceptor can tell them
 * apart without parsing URLs: {@code request.tag(Operation.class)}.
 *
 * @param name the SDK's name, {@code <api>.<operation>}: {@code epayment.capture}
 * @param method the HTTP method
 * @param path the path below the environment's base URL, and the query if there is one, with their parameters in braces
 */
public record Operation(String name, String method, String path) {}
