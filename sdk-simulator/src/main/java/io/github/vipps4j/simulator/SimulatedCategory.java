package io.github.vipps4j.simulator;

import org.jspecify.annotations.Nullable;

/**
 * The button with a link that the customer sees at an order in the app.
 *
 * @param id what the API answered when it was set or added, a UUID
 * @param type such as {@code GENERAL} or {@code TICKET}
 * @param url where the button leads
 * @param imageId the image beside it, null for none; nobody has looked whether there is such an image
 */
public record SimulatedCategory(
        String id, String type, String url, @Nullable String imageId) {}
